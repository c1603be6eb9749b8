"""People per truce day and group: selecting and adding.

The judgement never sees an entry. It works on these sums, so its cost grows with days and groups.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, repeat, starmap
from operator import add, sub
from typing import NamedTuple

from exchange_tracker.facts.day_sums import DaySums, SpanColumns, SpanSums
from exchange_tracker.facts.groups import Group, Match, match
from exchange_tracker.facts.model import Selector


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
    """The sums of one group, as :class:`Figure` has them, side by side; a day may come again.

    ``firsts`` are the first days where it is not known on which of several days they happened;
    ``None`` where each day is known.
    """

    group: Group
    days: tuple[date, ...]
    people: Sequence[int]
    entries: Sequence[int]
    undisclosed: Sequence[int]
    firsts: tuple[date, ...] | None = None

    def figures(self) -> Iterator[Figure]:
        """Yield the sums one by one."""
        firsts = self.firsts or repeat(None)
        numbers = zip(self.days, self.people, self.entries, self.undisclosed, strict=True)
        for first, (day, people, entries, undisclosed) in zip(firsts, numbers, strict=False):
            yield Figure(day, self.group, people, entries, undisclosed, first)


Days = tuple[date, date]
"""The first and the last truce day of a range, both included."""

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


class Selection:
    """The sums that one selector finds: those that match, and those that may."""

    def __init__(self, certain: Sequence[Series], possible: Sequence[Series]) -> None:
        self._certain = [each for each in certain if each.firsts is None]
        self._possible = [each for each in possible if each.firsts is None]
        self._people = DaySums((each.days, each.people) for each in self._certain)
        self._more = DaySums((each.days, each.people) for each in self._possible)
        self._undisclosed = _undisclosed(self._certain)
        self._more_undisclosed = _undisclosed(self._possible)
        spans, more_spans = _spans(certain), _spans(possible)
        self._spans = SpanSums(spans) if spans else None
        self._all_spans = SpanSums([*spans, *more_spans]) if spans or more_spans else None
        every = (self._possible, self._undisclosed.days, self._all_spans)
        self._is_certain = not any(every)

    def tally(self, first: date, last: date) -> Tally:
        """Return what it finds from ``first`` to ``last``."""
        people = self._people.between(first, last)
        if self._is_certain:
            return Tally(people, most=people)
        more = self._more.between(first, last)
        undisclosed = self._undisclosed.between(first, last)
        is_open = undisclosed or self._more_undisclosed.between(first, last)
        if self._all_spans:
            more += self._all_spans.touching("people", first, last)
            is_open = is_open or self._all_spans.touching("undisclosed", first, last)
        if self._spans:
            inside, _, inside_undisclosed = self._spans.inside(first, last)
            people += inside
            more -= inside
            undisclosed += inside_undisclosed
        return Tally(people, undisclosed, UNLIMITED if is_open else people + more)

    def ranges(self, days: Sequence[Days]) -> Iterator[tuple[int, Amount]]:
        """Yield the least and the most people that it finds in each of some ranges of days."""
        people = self._people.each(days)
        if self._is_certain:
            return zip(people, people, strict=True)
        more = self._more.each(days)
        columns = [self._undisclosed.each(days), self._more_undisclosed.each(days)]
        if self._all_spans:
            more = list(map(add, more, self._all_spans.touching_each("people", days)))
            columns.append(self._all_spans.touching_each("undisclosed", days))
        if self._spans:
            inside = self._spans.inside_each("people", days)
            people = list(map(add, people, inside))
            more = list(map(sub, more, inside))
        open_ = map(any, zip(*columns, strict=True))
        most = map(add, people, more)
        limits = (
            UNLIMITED if is_open else limit for is_open, limit in zip(open_, most, strict=True)
        )
        return zip(people, limits, strict=True)

    def matches(self, days: Sequence[Days]) -> Iterator[Match]:
        """Yield whether there is any entry in each of some ranges of days."""
        return starmap(self.recorded, days)

    def recorded(self, first: date, last: date) -> Match:
        """Return whether there is any entry from ``first`` to ``last``."""
        if self._days.between(first, last):
            return Match.YES
        if self._spans and self._spans.inside(first, last)[1]:
            return Match.YES
        if self._possible_days.between(first, last):
            return Match.MAY
        spans = self._all_spans
        return Match.MAY if spans and spans.touching("entries", first, last) else Match.NO

    @cached_property
    def _days(self) -> DaySums:
        return DaySums((each.days, each.entries) for each in self._certain)

    @cached_property
    def _possible_days(self) -> DaySums:
        return DaySums((each.days, each.entries) for each in self._possible)


def _undisclosed(series: Iterable[Series]) -> DaySums:
    return DaySums((each.days, each.undisclosed) for each in series if any(each.undisclosed))


def _spans(series: Iterable[Series]) -> list[SpanColumns]:
    return [
        SpanColumns(each.firsts, each.days, each.people, each.entries, each.undisclosed)
        for each in series
        if each.firsts is not None
    ]


class Figures:
    """The sums of a truce, to be looked up by selector."""

    def __init__(self, series: Iterable[Series]) -> None:
        self.series = tuple(series)
        self._selections: dict[Selector, Selection] = {}
        self._weighted: dict[tuple[tuple[Selector, int], ...], Selection] = {}

    @classmethod
    def of(cls, rows: Iterable[Figure]) -> "Figures":
        """Return sums that come one by one; those of one group and day may come in parts."""
        return cls(series_of(rows))

    def __iter__(self) -> Iterator[Figure]:
        return chain.from_iterable(series.figures() for series in self.series)

    def replaced(self, groups: Collection[Group], series: Iterable[Series]) -> "Figures":
        """Return the same with other sums of some groups; what a selector finds in others alone is kept."""
        others = [each for each in self.series if each.group not in groups]
        figures = Figures([*others, *series])
        if figures.series[len(others) :] == tuple(
            each for each in self.series if each.group in groups
        ):
            return self
        figures._selections = {
            selector: selection
            for selector, selection in self._selections.items()
            if not any(match(selector, group) for group in groups)
        }
        return figures

    @property
    def last_day(self) -> date | None:
        """Return the last truce day on which anything is recorded; ``None`` where nothing is."""
        return max((day for series in self.series for day in series.days), default=None)

    def between(self, selector: Selector, first: date, last: date) -> Tally:
        """Return what a selector finds on the truce days from ``first`` to ``last``."""
        return self.selection(selector).tally(first, last)

    def recorded(self, selector: Selector, first: date, last: date) -> Match:
        """Return whether any entry that matches lies, or may lie, on the truce days ``first`` to ``last``."""
        return self.selection(selector).recorded(first, last)

    def selection(self, selector: Selector) -> Selection:
        """Return the sums that a selector finds, to be asked for many ranges of days."""
        selection = self._selections.get(selector)
        if selection is None:
            by_match: dict[Match, list[Series]] = {sure: [] for sure in Match}
            for each in self.series:
                by_match[match(selector, each.group)].append(each)
            selection = Selection(by_match[Match.YES], by_match[Match.MAY])
            self._selections[selector] = selection
        return selection

    def weighted(self, selectors: tuple[tuple[Selector, int], ...]) -> Selection:
        """Return the sums that selectors find together, the people of each so many times.

        What several find is in it for each of them.
        """
        selection = self._weighted.get(selectors)
        if selection is None:
            weights: dict[Match, Counter[int]] = {sure: Counter() for sure in Match}
            for selector, times in selectors:
                for place, each in enumerate(self.series):
                    weights[match(selector, each.group)][place] += times
            certain, possible = (
                [_times(self.series[place], times) for place, times in weights[sure].items()]
                for sure in (Match.YES, Match.MAY)
            )
            selection = self._weighted[selectors] = Selection(certain, possible)
        return selection


def _times(series: Series, times: int) -> Series:
    """Return sums with so many people for each one of them."""
    people = series.people if times == 1 else [times * people for people in series.people]
    return series._replace(people=people)


def series_of(rows: Iterable[Figure]) -> list[Series]:
    """Return sums that come one by one as a series for each group, and one more for its spans."""
    by_group: dict[tuple[Group, bool], list[Figure]] = {}
    for row in rows:
        by_group.setdefault((row.group, row.first is not None), []).append(row)
    return [
        Series(group, days, people, entries, undisclosed, firsts if is_span else None)
        for (group, is_span), figures in by_group.items()
        for days, _, people, entries, undisclosed, firsts in [zip(*figures, strict=True)]
    ]
