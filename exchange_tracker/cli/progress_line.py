"""How far work is, as one line that ``rich.progress`` draws: a count, a bar, its rate and what is left.

Rich draws the line; ``progress`` puts it on the screen. Rich's own ``Live`` hides the cursor, which a
program that is killed leaves hidden, and ends with a new line, which moves the screen up.
"""

from collections.abc import Callable
from io import StringIO
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from exchange_tracker.cli.output import knows_unicode

_BAR = 24  # columns


class _Screen(Console):
    """A terminal of which the user's locale says which signs it has."""

    @property
    def encoding(self) -> str:
        """Return what Rich chooses the signs of a bar by."""
        return "utf-8" if knows_unicode() else "ascii"


class ProgressLine:
    """A line that knows how fast one part of the work goes on; for another, make another."""

    def __init__(self, width: int, clock: Callable[[], float] = monotonic) -> None:
        """Take the columns of the terminal, and what says how many seconds go by."""
        self._screen = _Screen(file=StringIO(), force_terminal=True, width=width, height=1)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(_BAR),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=self._screen,
            auto_refresh=False,
            get_time=clock,
        )
        self._task = self._progress.add_task("", total=1.0, rate="")

    def text(self, what: str, done: int, seconds: float, part: float) -> str:
        """Return the line, without its end: what is done after some seconds, and which part it is.

        ``part`` goes from 0 (which is also: not known) to 1, after which it only has to be finished.
        """
        count = f"{done:,} {what}" if done else ""
        rate = f"{done / seconds:,.0f} a second" if done > seconds else ""
        if not 0 < part < 1:
            return ", ".join(filter(None, (count, rate)))
        self._progress.update(self._task, completed=part, description=count, rate=rate)
        with self._screen.capture() as capture:
            self._screen.print(self._progress.get_renderable(), no_wrap=True, crop=True)
        return capture.get().partition("\n")[0].rstrip()
