"""People per truce day and group: selecting and adding.

The judgement never sees an entry. It works on these sums, so its cost grows with days and groups.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from exchange_tracker.facts.day_sums import DaySums, SpanSum, SpanSums
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

    ``people`` is the sum of what is known of their counts, ``entries`` their number,
    ``undisclosed`` the number of those among them whose count is open (``?``, ``780+``). Where it is
    not known on which of several days they happened, ``first`` is the first of these and ``day``
    the last.
    """

    day: date
    group: Group
    people: int
    entries: int
    undisclosed: int
    first: date | None = None


class Series(NamedTuple):
    """The sums of one group, as :class:`Figure` has them, side by side; a day may come again."""

    group: Group
    days: tuple[date, ...]
    people: Sequence[int]
    entries: Sequence[int]
    undisclosed: Sequence[int]
    first: date | None = None

    def figures(self) -> Iterator[Figure]:
        """Yield the sums one by one."""
        numbers = zip(self.days, self.people, self.entries, self.undisclosed, strict=True)
        for day, people, entries, undisclosed in numbers:
            yield Figure(day, self.group, people, entries, undisclosed, self.first)

    def spans(self, first: date) -> Iterator[SpanSum]:
        """Yield the sums as spans that begin on ``first``."""
        numbers = zip(self.days, self.people, self.entries, self.undisclosed, strict=True)
        return (SpanSum(first, *each) for each in numbers)


Amount = int | float
"""A number of people, or ``UNLIMITED``."""

UNLIMITED = math.inf


class Tally(NamedTuple):
    """What one selector finds on some truce days.

    ``people`` are those of entries that match, ``most`` those and the people of entries that may
    match; it has no limit where one of all these has an open count, as ``undisclosed`` of those that
    match have.
    """

    people: int = 0
    undisclosed: int = 0
    most: Amount = 0


class Match(IntEnum):
    """How sure it is that something matches; of several conditions the least sure one holds."""

    NO = 0
    MAY = 1
    YES = 2


def group_cell(cell: str) -> str:
    """Return the cell by which entries are grouped: its values sorted, doubles dropped."""
    return ";".join(sorted(set(cell.split(";")))) if ";" in cell else cell


@lru_cache(maxsize=65_536)
def group_of(party: str, kind: str, category: str, nationality: str, basis: str) -> Group:
    """Return the group of an entry from its cells; a blank basis means the agreement."""
    parties = group_cell(party)
    return Group(parties, kind, group_cell(category), group_cell(nationality), basis or AGREEMENT)


def match(selector: Selector, group: Group) -> Match:
    """Return whether the entries of a group match a selector, but for their days.

    They may match where a column that is asked for is blank, or where only some of the parties that
    released them together are among those asked for.
    """
    sure = match_parties(selector.party, group.party)
    for words, cell in _columns(selector, group):
        if not cell:
            sure = min(sure, Match.MAY)
        elif words.isdisjoint(values(cell)):
            return Match.NO
    if sure and selector.excluded:
        return min(sure, Match(Match.YES - _match_excluded(selector.excluded, group)))
    return sure


def match_parties(words: tuple[str, ...] | None, cell: str) -> Match:
    """Return whether all, some or none of the parties of a cell are among some words."""
    if words is None or cell in words:
        return Match.YES
    parties = values(cell)
    among = sum(party in words for party in parties)
    return Match.YES if among == len(parties) else Match.MAY if among else Match.NO


def _match_excluded(selector: Selector, group: Group) -> Match:
    """Return whether entries match an ``except``: a blank column never does."""
    if any(words.isdisjoint(values(cell)) for words, cell in _columns(selector, group)):
        return Match.NO
    return match_parties(selector.party, group.party)


def matches(selector: Selector, group: Group) -> bool:
    """Return whether the entries of a group match a selector."""
    return match(selector, group) is Match.YES


def may_match(selector: Selector, group: Group) -> bool:
    """Return whether it is open whether the entries of a group match a selector."""
    return match(selector, group) is Match.MAY


def _columns(selector: Selector, group: Group) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the words that are asked for with the cell of each column, but for the parties."""
    pairs = (
        (selector.kind, group.kind),
        (selector.category, group.category),
        (selector.nationality, group.nationality),
        (selector.basis, group.basis),
    )
    return ((frozenset(words), cell) for words, cell in pairs if words is not None)


class _Selection:
    """The sums that one selector finds: those that match, and those that may."""

    def __init__(self, selector: Selector, series: Iterable[Series]) -> None:
        found = [(match(selector, each.group), each) for each in series]
        certain = [each for sure, each in found if sure is Match.YES and each.first is None]
        possible = [each for sure, each in found if sure is Match.MAY and each.first is None]
        self.certain_days = DaySums((each.days, each.entries) for each in certain)
        self.possible_days = DaySums((each.days, each.entries) for each in possible)
        self.people = DaySums((each.days, each.people) for each in certain)
        self.more = DaySums((each.days, each.people) for each in possible)
        self.undisclosed = _undisclosed(certain)
        self.more_undisclosed = _undisclosed(possible)
        self.spans = tuple(
            (sure, SpanSums(_spans(found, sure)))
            for sure in (Match.YES, Match.MAY)
            if any(of is sure and each.first for of, each in found)
        )

    def tally(self, first: date, last: date) -> Tally:
        """Return what it finds from ``first`` to ``last``."""
        people = self.people.between(first, last)
        more = self.more.between(first, last)
        undisclosed = self.undisclosed.between(first, last)
        is_open = undisclosed or self.more_undisclosed.between(first, last)
        for sure, spans in self.spans:
            for span in spans.touching(first, last):
                is_open = is_open or span.undisclosed
                if sure is Match.YES and span.lies_in(first, last):
                    people += span.people
                    undisclosed += span.undisclosed
                else:
                    more += span.people
        return Tally(people, undisclosed, UNLIMITED if is_open else people + more)

    def recorded(self, first: date, last: date) -> Match:
        """Return whether there is any entry from ``first`` to ``last``."""
        if self.certain_days.between(first, last):
            return Match.YES
        best = Match.MAY if self.possible_days.between(first, last) else Match.NO
        for sure, spans in self.spans:
            for span in spans.touching(first, last):
                if sure is Match.YES and span.lies_in(first, last):
                    return Match.YES
                best = Match.MAY
        return best


def _undisclosed(series: Iterable[Series]) -> DaySums:
    return DaySums((each.days, each.undisclosed) for each in series if any(each.undisclosed))


def _spans(found: Iterable[tuple[Match, Series]], sure: Match) -> Iterator[SpanSum]:
    return (
        span
        for of, each in found
        if of is sure and each.first is not None
        for span in each.spans(each.first)
    )


class Figures:
    """The sums of a truce, to be looked up by selector."""

    def __init__(self, series: Iterable[Series]) -> None:
        self.series = tuple(series)
        self._selections: dict[Selector, _Selection] = {}

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

    def between(self, selector: Selector, first: date, last: date) -> Tally:
        """Return what a selector finds on the truce days from ``first`` to ``last``."""
        return self._selection(selector).tally(first, last)

    def recorded(self, selector: Selector, first: date, last: date) -> Match:
        """Return whether any entry that matches lies, or may lie, on the truce days ``first`` to ``last``."""
        return self._selection(selector).recorded(first, last)

    def _selection(self, selector: Selector) -> _Selection:
        selection = self._selections.get(selector)
        if selection is None:
            selection = self._selections[selector] = _Selection(selector, self.series)
        return selection


def series_of(rows: Iterable[Figure]) -> list[Series]:
    """Return sums that come one by one as a series for each group, and for each first day of spans."""
    by_group: dict[tuple[Group, date | None], list[Figure]] = {}
    for row in rows:
        by_group.setdefault((row.group, row.first), []).append(row)
    return [
        Series(group, days, people, entries, undisclosed, first)
        for (group, first), figures in by_group.items()
        for days, _, people, entries, undisclosed, _ in [zip(*figures, strict=True)]
    ]
