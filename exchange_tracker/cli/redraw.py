"""Drawing one screen over the last one on a terminal, without flicker."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

# A screen of its own, no cursor, and lines that are cut at the edge; and all of it undone.
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?1049l"
_TOGETHER, _SHOWN = "\x1b[?2026h", "\x1b[?2026l"  # terminals that know it show it all at once
_HOME, _REST_OF_LINE, _REST = "\x1b[H", "\x1b[K", "\x1b[J"


@contextmanager
def drawn(stream: TextIO) -> Iterator[Callable[[str], None]]:
    """Return a function that draws a text over the last; at the end the last stays to be read.

    Nothing is cleared first, and nothing is written where nothing is different, so nothing
    flickers. However it ends, the terminal is as it was before.
    """
    last = frame = ""

    def draw(text: str) -> None:
        nonlocal last, frame
        before = frame
        last, frame = text, framed(text, shutil.get_terminal_size().lines)
        if frame != before:
            stream.write(frame)
            stream.flush()

    with _unechoed(stream):
        stream.write(_ENTER)
        try:
            yield draw
        finally:
            with suppress(OSError):  # the terminal may be gone
                stream.write(f"{_LEAVE}{last}")
                stream.flush()


@contextmanager
def _unechoed(stream: TextIO) -> Iterator[None]:
    """Keep what is typed off the screen; only ^C is heard, as ^Z would leave the screen as it is."""
    try:
        import termios
    except ImportError:  # not on Windows
        yield
        return
    before: list[Any] = termios.tcgetattr(stream)
    quiet = [*before[:6], [*before[6]]]
    quiet[6][termios.VSUSP] = b"\0"
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(stream, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(stream, termios.TCSAFLUSH, before)


def framed(text: str, height: int) -> str:
    """Return a text as one drawing of at most ``height`` lines, what is left out counted."""
    lines = text.rstrip("\n").split("\n")
    if len(lines) > height:
        left = len(lines) - height + 1
        lines = [*lines[: height - 1], f"… {left} lines more; make the window higher"]
    # What is left of the old screen goes before a line is written: after one that fills the window
    # the cursor stands on its last letter.
    *most, last = lines
    body = "".join(f"{_REST_OF_LINE}{line}\r\n" for line in most)
    return f"{_TOGETHER}{_HOME}{body}{_REST}{last}{_SHOWN}"
