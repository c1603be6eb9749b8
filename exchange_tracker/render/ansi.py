"""A document on a terminal: the lines of ``plain``, coloured by Rich.

Not Rich's own tables: they take seven times as long at 20 and at 200 rows (13 against 1.8 ms, 128
against 16 ms of CPU time), and a pipe and a terminal would show two pictures.

What is to be found stands out, orange or purple and bold; what is kept is quiet. The two are told apart
by colour-blind readers too, and are no party's colours.
"""

from io import StringIO

from rich.console import Console
from rich.text import Text

from exchange_tracker.render import WIDTH
from exchange_tracker.render.document import Document, Table, Tone
from exchange_tracker.render.plain import Line, lines, plain_text

_STYLES = {
    Tone.PLAIN: "",
    Tone.HEADING: "bold",
    Tone.KEPT: "",
    Tone.SHORT: "bold color(172)",  # orange
    Tone.DISPUTED: "bold color(133)",  # purple
    Tone.UNKNOWN: "italic",
    Tone.OPEN: "",
    Tone.FAINT: "dim",
}
_MOST_ROWS = 500  # Rich takes a second for some thousand rows, and nobody looks at their colours
_NO_WRAPPING = 1_000_000_000


def terminal_text(document: Document, width: int = WIDTH) -> str:
    """Return ``plain_text`` with the tones as ANSI codes; above 500 rows, without them."""
    if sum(len(block.rows) for block in document if isinstance(block, Table)) > _MOST_ROWS:
        return plain_text(document, width)
    console = _console()
    for line in lines(document, width):
        console.print(_styled(line))
    file = console.file
    assert isinstance(file, StringIO)  # noqa: S101 - given in _console; says so to the reader
    return file.getvalue()


def _styled(line: Line) -> Text:
    text = Text()
    for piece, cell in zip(*line, strict=True):
        text.append(piece, _STYLES[cell.tone])
    blanks = len(text) - len(text.plain.rstrip(" "))
    if blanks:  # Rich takes 0 for all
        text.right_crop(blanks)
    return text


def _console() -> Console:
    return Console(
        file=StringIO(),
        width=_NO_WRAPPING,
        soft_wrap=True,
        force_terminal=True,
        color_system="256",
        legacy_windows=False,
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},  # the command line has read it already
    )
