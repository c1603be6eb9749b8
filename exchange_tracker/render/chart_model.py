"""A chart before it has a form: bars with a due mark, and strips of running totals, as values.

Numbers are people; texts are taken as they are recorded, and each writer makes them safe.
"""

from typing import NamedTuple

from exchange_tracker.render.document import Fact, Tone


class Bar(NamedTuple):
    """One bar: what counts, is credited, does not count and is missing, and where the mark stands.

    ``words`` say all of it; ``who`` names readings, and is blank where they agree. ``due`` is
    ``None`` where it is no number that anybody agreed: there is no mark.
    """

    label: str
    who: str
    counted: int
    credited: int
    beside: int
    missing: int
    due: int | None
    words: str
    tone: Tone

    @property
    def end(self) -> int:
        """Return the length of the whole bar or the place of the mark, whichever is more."""
        return max(self.counted + self.credited + self.missing + self.beside, self.due or 0)


class Panel(NamedTuple):
    """The bars of one obligation, drawn to one scale."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = "people"  # what is counted

    @property
    def most(self) -> int:
        """Return the people that the whole width stands for; at least 1."""
        return max([1, *(bar.end for bar in self.bars)])


class Strip(NamedTuple):
    """A number day by day, such as a running total, and in words what it comes to."""

    label: str
    values: tuple[tuple[str, int], ...]  # day, people
    words: str
    unit: str = "people"  # what is counted
    drawn: str = "so far"  # what the bars are called
    scale: int = 0  # people that its height stands for at least, where it shares one with others

    @property
    def ends(self) -> tuple[str, str]:
        """Return the first and the last day."""
        return self.values[0][0], self.values[-1][0]

    @property
    def most(self) -> int:
        """Return the people that its whole height stands for; at least 1."""
        return max([1, self.scale, *(people for _, people in self.values)])


class Chart(NamedTuple):
    """What one picture or one screen shows."""

    title: str
    description: str
    panels: tuple[Panel, ...]
    strips: tuple[Strip, ...]
    footer: tuple[Fact, ...]
    strips_title: str
