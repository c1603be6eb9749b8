"""People per truce day and group: selecting and adding.

The judgement never sees an entry. It works on these sums, so its cost grows with days and groups.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, compress
from typing import NamedTuple

from exchange_tracker.facts.model import AGREEMENT, Selector, values

GROUP_COLUMNS = ("kind", "category", "nationality", "basis")


class Group(NamedTuple):
    """What the entries of one sum have in common; cells are those of :func:`group_cell`."""

    party: str
    kind: str
    category: str
    nationality: str
    basis: str


class Figure(NamedTuple):
    """The entries of one group on one truce day that have happened, added up.

    ``people`` is the sum of their counts, ``entries`` their number, ``undisclosed`` the number
    of those among them whose count is ``?`` (they add nothing to ``people``).
    """

    day: date
    group: Group
    people: int
    entries: int
    undisclosed: int


class Series(NamedTuple):
    """The sums of one group, as :class:`Figure` has them, side by side; a day may come again."""

    group: Group
    days: tuple[date, ...]
    people: Sequence[int]
    entries: Sequence[int]
    undisclosed: Sequence[int]

    def figures(self) -> Iterator[Figure]:
        """Yield the sums one by one."""
        for day, *numbers in zip(
            self.days, self.people, self.entries, self.undisclosed, strict=True
        ):
            yield Figure(day, self.group, *numbers)


Amount = int | float
"""A number of people, or ``UNLIMITED``."""

UNLIMITED = math.inf


class Tally(NamedTuple):
    """What one selector finds on one truce day.

    ``people`` are those of entries that match, ``most`` those and the people of entries that may
    match; it has no limit where one of all these has an undisclosed count, as ``undisclosed`` of
    those that match have.
    """

    people: int = 0
    undisclosed: int = 0
    most: Amount = 0


def group_cell(cell: str) -> str:
    """Return the cell by which entries are grouped: its values sorted, doubles dropped."""
    return ";".join(sorted(set(cell.split(";")))) if ";" in cell else cell


@lru_cache(maxsize=65_536)
def group_of(party: str, kind: str, category: str, nationality: str, basis: str) -> Group:
    """Return the group of an entry from its cells; a blank basis means the agreement."""
    return Group(party, kind, group_cell(category), group_cell(nationality), basis or AGREEMENT)


def matches(selector: Selector, group: Group) -> bool:
    """Return whether the entries of a group match a selector."""
    return all(_meets(words, cell) for words, cell in _conditions(selector, group)) and not (
        selector.excluded and matches(selector.excluded, group)
    )


def may_match(selector: Selector, group: Group) -> bool:
    """Return whether the entries of a group would match but for blank columns that are asked for."""
    conditions = list(_conditions(selector, group))
    return (
        any(not cell for _, cell in conditions)
        and all(not cell or _meets(words, cell) for words, cell in conditions)
        and not (selector.excluded and matches(selector.excluded, group))
    )


def _conditions(selector: Selector, group: Group) -> Iterable[tuple[tuple[str, ...], str]]:
    pairs = (
        (selector.party, group.party),
        (selector.kind, group.kind),
        (selector.category, group.category),
        (selector.nationality, group.nationality),
        (selector.basis, group.basis),
    )
    return ((words, cell) for words, cell in pairs if words is not None)


def _meets(words: tuple[str, ...], cell: str) -> bool:
    return any(value in words for value in values(cell))


class Figures:
    """The sums of a truce, to be looked up by selector."""

    def __init__(self, series: Iterable[Series]) -> None:
        self.series = tuple(series)
        self._tallies: dict[Selector, tuple[list[date], list[Tally]]] = {}
        self._recorded: dict[Selector, list[date]] = {}

    @classmethod
    def of(cls, rows: Iterable[Figure]) -> "Figures":
        """Return sums that come one by one; those of one group and day may come in parts."""
        return cls(series_of(rows))

    def __iter__(self) -> Iterator[Figure]:
        return chain.from_iterable(series.figures() for series in self.series)

    @property
    def last_day(self) -> date | None:
        """Return the last truce day on which anything is recorded; ``None`` where nothing is."""
        return max((day for series in self.series for day in series.days), default=None)

    def between(self, selector: Selector, first: date, last: date) -> list[Tally]:
        """Return what a selector finds on each truce day from ``first`` to ``last``.

        A day without an entry that matches or may match is left out.
        """
        days, tallies = self._by_day(selector)
        return tallies[bisect_left(days, first) : bisect_right(days, last)]

    def recorded(self, selector: Selector, first: date, last: date) -> bool:
        """Return whether any entry that matches lies on the truce days ``first`` to ``last``."""
        days = self._recorded.get(selector)
        if days is None:
            matching = (series.days for series in self.series if matches(selector, series.group))
            days = self._recorded[selector] = sorted(set().union(*matching))
        place = bisect_left(days, first)
        return place < len(days) and days[place] <= last

    def _by_day(self, selector: Selector) -> tuple[list[date], list[Tally]]:
        tallies = self._tallies.get(selector)
        if tallies is None:
            tallies = self._tallies[selector] = self._tally(selector)
        return tallies

    def _tally(self, selector: Selector) -> tuple[list[date], list[Tally]]:
        certain = [series for series in self.series if matches(selector, series.group)]
        possible = [series for series in self.series if may_match(selector, series.group)]
        people = _sums_by_day((series.days, series.people) for series in certain)
        undisclosed = _sums_by_day((series.days, series.undisclosed) for series in certain)
        more = _sums_by_day((series.days, series.people) for series in possible)
        open_days = {
            day
            for series in (*certain, *possible)
            for day in compress(series.days, series.undisclosed)
        }
        days = sorted({*people, *more})
        return days, [
            Tally(
                people=people[day],
                undisclosed=undisclosed[day],
                most=UNLIMITED if day in open_days else people[day] + more[day],
            )
            for day in days
        ]


def series_of(rows: Iterable[Figure]) -> list[Series]:
    """Return sums that come one by one as a series for each group."""
    by_group: dict[Group, list[Figure]] = {}
    for row in rows:
        by_group.setdefault(row.group, []).append(row)
    return [
        Series(group, days, people, entries, undisclosed)
        for group, figures in by_group.items()
        for days, _, people, entries, undisclosed in [zip(*figures, strict=True)]
    ]


def _sums_by_day(columns: Iterable[tuple[tuple[date, ...], Sequence[int]]]) -> Counter[date]:
    """Return the sums of columns of numbers by day; those over the same days are added in one go."""
    columns_by_days: dict[tuple[date, ...], list[Sequence[int]]] = {}
    for days, numbers in columns:
        columns_by_days.setdefault(days, []).append(numbers)
    sums: Counter[date] = Counter()
    for days, same_days in columns_by_days.items():
        for day, number in zip(days, map(sum, zip(*same_days, strict=True)), strict=True):
            sums[day] += number
    return sums
