"""Where text goes: results to standard output or a file, everything else to standard error."""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, assert_never

from exchange_tracker.cli.manners import When, manners
from exchange_tracker.errors import OutputFailed, UsageError
from exchange_tracker.store import drafts, signals

if TYPE_CHECKING:
    from exchange_tracker.cli.written_files import Counted

_INDENT = 2  # of what is folded

cleared_by: list[Callable[[], None]] = []  # what takes a line of progress off the screen


def _clear() -> None:
    for clear in cleared_by:
        clear()


def say(text: str) -> None:
    """Say something that is no result, if anybody listens."""
    _clear()
    line = f"{_harmless(text)}\n"  # without memory this fails, and is no fault of who listens
    with suppress(OSError, AttributeError, ValueError):
        sys.stderr.write(line)
        sys.stderr.flush()


def note(text: str) -> None:
    """Say something that somebody may do without (``--quiet``)."""
    if not manners.quiet:
        say(text)


def detail(text: str) -> None:
    """Say something that only who asks for it wants to know (``--verbose``)."""
    if manners.verbose:
        say(text)


def note_once(topic: str, text: str) -> None:
    """Say something of a topic that may come again in the same run."""
    if topic not in manners.noted:
        manners.noted.add(topic)
        note(text)


def _harmless(text: str) -> str:
    """Show what could move a terminal's cursor: names, cells and paths may hold anything."""
    from exchange_tracker.render.escape import escape_text  # only where something is said: start-up

    return escape_text(text)


def emit(
    chunks: Iterable[str],
    path: Path | None,
    *,
    rows: "Counted[Any] | None" = None,
    announced: bool = True,
) -> None:
    """Write a result to standard output, or to a file that is whole or not there.

    A terminal is told of a file and of its rows, but by a command that says so itself (not ``announced``).
    """
    if path is None or _is_standard_output(path):
        _show(chunks)
        return
    from exchange_tracker.cli.output_places import write_result

    write_result(chunks, path)
    if announced:
        _announce(path, rows)


def _announce(path: Path, rows: "Counted[Any] | None") -> None:
    from exchange_tracker.cli.written_files import announce  # only where a file is named: start-up

    announce(path, rows)


def emit_binary(
    write: Callable[[BinaryIO, Path], None],
    path: Path | None,
    *,
    rows: "Counted[Any] | None" = None,
    announced: bool = True,
) -> None:
    """Write a result that is no text to a file that is whole or not there, and tell a terminal of it.

    ``write`` also gets a folder for what is half done, which is gone afterwards.
    """
    if path is None or _is_standard_output(path):
        what = "it cannot go to standard output, since it is no text"
        raise UsageError.one("--format", what, "name a file with --output")
    from exchange_tracker.cli.output_places import output_place, placing, write_result

    with drafts.draft_of(output_place(path)) as scratch:
        with placing(path):
            drafts.make_folder(scratch, drafts.PRIVATE)
        write_result(lambda file: write(file, scratch), path)
    if announced:
        _announce(path, rows)


def _show(chunks: Iterable[str]) -> None:
    """Write a result to standard output; on a terminal in a pager where it is long."""
    if not (sys.stdout.isatty() and manners.paged):
        _put_out(chunks)
        return
    from exchange_tracker.cli.pager import paged  # not in a pipe: start-up

    rest = paged(chunks)
    _put_out(rest)


def _put_out(chunks: Iterable[str]) -> None:
    on_terminal = sys.stdout.isatty()
    for chunk in chunks:
        if on_terminal:
            _clear()
        note_begun()
        sys.stdout.write(chunk)
        sys.stdout.flush()  # what comes next may be long in coming


def note_begun() -> None:
    """Note that some of a result is out, for who hears that the program was interrupted."""
    if not signals.what_stays():
        signals.note_kept("the output may be cut short")


def emit_rows(chunks: Iterable[str], path: Path | None, rows: "Counted[Any] | None" = None) -> None:
    """Write rows for programs as they are, but on a terminal what is hidden in them as escapes."""
    on_terminal = _is_standard_output(path) and sys.stdout.isatty()
    emit(map(_harmless, chunks) if on_terminal else chunks, path, rows=rows)


def _is_standard_output(path: Path | None) -> bool:
    return path is None or str(path) == "-"


def tell(text: str) -> None:
    """Return what was made, where it is no change to a ledger."""
    _put_out([f"{_harmless(text)}\n"])


def expect_to_tell() -> None:
    """Refuse to write to a ledger whose user could not be told of it."""
    if not sys.stdout.writable():
        raise OutputFailed.one("standard output", "it is closed", "open it and try again")


def acknowledge(lines: Iterable[str]) -> None:
    """Return what was written to a ledger, once it is on the disk.

    That it cannot be told does not undo it: a failure here must not invite to write it again.
    """
    try:
        _put_out(f"{part}\n" for line in lines for part in _folded(_harmless(line)))
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - what is left
        say(f"standard output: it cannot be written ({error.strerror}); what was asked is done")


def _folded(line: str) -> list[str]:
    """Fold a line at the edge of a terminal, between words; elsewhere it stays one line."""
    if not sys.stdout.isatty():
        return [line]
    import shutil

    from exchange_tracker.render.wrapping import wrapped

    first, *others = wrapped(line, shutil.get_terminal_size().columns - _INDENT)
    return [first, *(f"{' ' * _INDENT}{other}" for other in others)]


_PLAIN = str.maketrans(dict(zip("█▓░·┃–—‘’“”×\u00a0", "#+:.|--''\"\"x ", strict=True)))


def on_screen(text: str) -> str:
    """Return a result in signs that the terminal it goes to can show; elsewhere it stays as it is."""
    return text if not sys.stdout.isatty() or knows_unicode() else text.translate(_PLAIN)


def knows_unicode() -> bool:
    """Return what the user's locale says of the terminal.

    Where it is C, Python itself sets LC_CTYPE to C.UTF-8; then LANG still tells.
    """
    named = [os.environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if not named[0] and named[1] == "C.UTF-8":
        named[1] = ""
    return "UTF" in next(filter(None, named), "C").upper()


def wants_colour(path: Path | None = None) -> bool:
    """Return whether a result is shown in colour: as asked for, else as the environment has it.

    A result that goes to a file has colours only where they are asked for.
    """
    match manners.color:
        case When.ALWAYS:
            return True
        case When.NEVER:
            return False
        case When.AUTO:
            return path is None and _has_colour()
        case _:
            assert_never(manners.color)


def _has_colour() -> bool:
    """Return what the environment says (no-color.org, bixense.com/clicolors), else the terminal."""
    named = os.environ.get
    if named("NO_COLOR"):
        return False
    if named("FORCE_COLOR") or named("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and named("TERM") != "dumb" and named("CLICOLOR") != "0"
