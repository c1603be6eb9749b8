"""Progress of work that takes longer than half a second, on a terminal's standard error only.

A thread draws it, so the work itself only says how far it is. Rich, which draws the line, is loaded by
that thread after the half second. Nothing is drawn where results go into a pipe: what reads them may
have the screen for itself, as a pager has.
"""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO, TypeVar

from exchange_tracker.cli.manners import manners
from exchange_tracker.cli.output import cleared_by

if TYPE_CHECKING:
    from exchange_tracker.cli.progress_line import ProgressLine

FIRST_DRAWN = 0.5  # seconds before anything is drawn
BETWEEN = 0.2  # seconds between two drawings
WIDTH = 79  # columns, where the terminal does not say
_MINUTE, _HOUR = 60, 3600  # seconds

Item = TypeVar("Item")
Part = Callable[[], float]  # how much of the whole is done, from 0 to 1


class _Drawer:
    """What is under way, and the thread that draws it."""

    def __init__(self, stream: TextIO) -> None:
        from threading import Event, Lock, Thread  # not every start needs them

        self.stream = stream
        self.is_drawn = False
        self.began = time.monotonic()
        self.stopped, self.drawing = Event(), Lock()
        self.begin("", None)
        Thread(target=self._run, daemon=True).start()

    def begin(self, what: str, part: Part | None) -> None:
        """Go on to a part of the work: what is counted, and how much of it is done."""
        self.what, self.part, self.done, self.start = what, part, 0, time.monotonic()

    def _run(self) -> None:
        if self.stopped.wait(FIRST_DRAWN):
            return
        # The terminal is gone, or this machine gives no more memory: nothing is drawn.
        with suppress(OSError, ValueError, MemoryError):
            from exchange_tracker.cli.progress_line import ProgressLine

            start, line = self.start, ProgressLine(self._width())
            while not self.stopped.is_set():
                if start != self.start:  # another part of the work
                    start, line = self.start, ProgressLine(self._width())
                self._draw(self._text(line))
                self.stopped.wait(BETWEEN)

    def _width(self) -> int:
        """Return the columns to draw in: a line that fills its row would move to the next."""
        columns = 0
        with suppress(OSError, ValueError):
            columns = os.get_terminal_size(self.stream.fileno()).columns
        return columns - 1 if columns > 1 else WIDTH

    def _draw(self, text: str) -> None:
        with self.drawing:
            if not self.stopped.is_set():
                self.is_drawn = True
                self.stream.write(f"\r{text}\x1b[K")
                self.stream.flush()

    def _text(self, line: "ProgressLine") -> str:
        now, part = time.monotonic(), 0.0
        with suppress(OSError, ValueError):  # a file that is read was closed just now
            part = min(1.0, self.part()) if self.part else 0.0
        if not self.done and not 0 < part < 1:
            return f"working … {length(now - self.began)}"
        return line.text(self.what, self.done, now - self.start, part)

    def end(self) -> None:
        """Take it off the screen, and draw no more."""
        with self.drawing:
            self.stopped.set()
            if self.is_drawn:
                with suppress(OSError, ValueError):
                    self.stream.write("\r\x1b[K")
                    self.stream.flush()


def length(seconds: float) -> str:
    """Say how long some seconds are: ``8 s``, ``2 min 05 s``, ``1 h 02 min``."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE:02} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE:02} min"


_drawer: _Drawer | None = None
_silent = False


def working(stream: TextIO | None = None) -> None:
    """Begin to draw, if work is under way for long, until a result is written or something said."""
    global _drawer  # noqa: PLW0603 - one terminal, one line of it
    stream = stream or sys.stderr
    if _drawer is None and not (_silent or manners.quiet) and _shows(stream):
        with suppress(RuntimeError):  # this machine gives no more threads: nothing is drawn
            _drawer = _Drawer(stream)
            cleared_by[:] = [ended]


def ended() -> None:
    """Take what is drawn off the screen, before anything else is written there."""
    global _drawer  # noqa: PLW0603 - see above
    if _drawer is not None:
        _drawer.end()
        _drawer = None


def silence() -> None:
    """Draw nothing from here on: the screen is another's."""
    global _silent  # noqa: PLW0603 - see above
    _silent = True
    ended()


def _shows(stream: TextIO | None) -> bool:
    if stream is None or not stream.isatty() or os.environ.get("TERM", "") in ("", "dumb"):
        return False
    with suppress(OSError, ValueError, AttributeError):
        return not stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    return True


def unseen(_: int) -> None:
    """Draw nothing, since nobody would see it."""


@contextmanager
def progress(
    what: str, stream: TextIO | None = None, part: Part | None = None
) -> Iterator[Callable[[int], None]]:
    """Return a function to be told how many are done; ``part`` says how much of the whole that is."""
    working(stream)
    drawer = _drawer
    if drawer is None:
        yield unseen
        return
    drawer.begin(what, part)

    def tell(done: int) -> None:
        drawer.done = done

    try:
        yield tell
    finally:
        drawer.begin("", None)


def counting(what: str) -> Callable[[Sequence[Item]], Iterator[Item]]:
    """Return what draws, for some items one after the other, how many of them were taken."""
    return lambda items: counted(items, what, len(items))


def counted(items: Iterable[Item], what: str, of: int) -> Iterator[Item]:
    """Yield items one after the other, and draw how many of all were taken."""
    done = 0
    with progress(what, part=lambda: done / max(of, 1)) as tell:
        for item in items:
            yield item
            done += 1
            tell(done)
