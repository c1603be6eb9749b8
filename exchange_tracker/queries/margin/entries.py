"""The entries that could turn verdicts, read where sums say that there may be any, and looked up by day."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry, entries_happened
from exchange_tracker.facts.figures import UNLIMITED, Figures
from exchange_tracker.facts.groups import Group, Match, match
from exchange_tracker.facts.model import Selector
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.margin.offer import Trial
from exchange_tracker.queries.query import Query


class EntriesByDay:
    """Entries that have happened, to be looked up by their days and by what counts them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        ordered = sorted(entries, key=lambda entry: entry.day)
        self._single = [entry for entry in ordered if entry.first == entry.day]
        self._days = [entry.day for entry in self._single]
        self._spans = [entry for entry in ordered if entry.first != entry.day]
        self._matches: dict[Selector, dict[Group, Match]] = {}

    def touching(self, first: date, last: date) -> Iterator[Entry]:
        """Yield the entries that lie, or may lie, on some truce days."""
        yield from self._single[bisect_left(self._days, first) : bisect_right(self._days, last)]
        yield from (each for each in self._spans if each.first <= last and first <= each.day)

    def match(self, selector: Selector, group: Group) -> Match:
        """Return whether a selector counts the entries of a group, but for their days."""
        known = self._matches.setdefault(selector, {})
        if group not in known:
            known[group] = match(selector, group)
        return known[group]


class _LargestSums:
    """The most people that entries of one group have together, by truce day."""

    def __init__(self, figures: Figures) -> None:
        self._between: dict[tuple[date, date], int] = {}
        largest: dict[date, int] = {}
        self._spans: list[tuple[date, date, int]] = []
        for series in figures.series:
            if series.firsts is not None:
                self._spans += zip(series.firsts, series.days, series.people, strict=True)
                continue
            for day, people in zip(series.days, series.people, strict=True):
                if people > largest.get(day, 0):
                    largest[day] = people
        self._days = sorted(largest)
        self._people = [largest[day] for day in self._days]

    def between(self, first: date, last: date) -> int:
        """Return the largest sum of those that lie, or may lie, on some truce days."""
        if (first, last) not in self._between:  # readings and obligations have them in common
            self._between[first, last] = self._largest(first, last)
        return self._between[first, last]

    def _largest(self, first: date, last: date) -> int:
        some = slice(bisect_left(self._days, first), bisect_right(self._days, last))
        spans = [people for start, end, people in self._spans if start <= last and first <= end]
        return max((*self._people[some], *spans), default=0)


def entries_near(query: Query, trials: Iterable[Trial]) -> EntriesByDay:
    """Return the entries of the periods of some verdicts, and of the days beside them, that can turn one.

    Where no sum of entries has as many people as one would need, none of them is read: of a period
    of years that is most of a ledger. Of the others those are, that have as many.
    """
    near = _reach(trials)
    if near is None:
        return EntriesByDay(())
    entries = query.records.releases_between(near.first, near.last, near.least)
    return EntriesByDay(entries_happened(entries, query.clock, query.at))


class _Reach(NamedTuple):
    """Between which days, and of how many people at least, entries are read."""

    first: date
    last: date
    least: int


def _reach(trials: Iterable[Trial]) -> _Reach | None:
    """Return what is to be read for some verdicts; ``None`` where that is nothing."""
    reach: _Reach | None = None
    sums: _LargestSums | None = None
    for trial in trials:
        sums = sums or _LargestSums(trial.snapshot.figures)
        days = days_around(trial)
        if sums.between(*days) < trial.least_entry:
            continue
        own = _Reach(*days, _least_people(trial))
        reach = (
            own
            if reach is None
            else _Reach(
                min(reach.first, own.first), max(reach.last, own.last), min(reach.least, own.least)
            )
        )
    return reach


def _least_people(trial: Trial) -> int:
    """Return how many people the entries have at least that are to be read for a verdict.

    Without an entry with an open count there may be a limit, which all the others make.
    """
    is_open = not trial.is_short and trial.verdict.delivered_most == UNLIMITED
    return 0 if is_open else int(trial.least_entry)


def days_around(trial: Trial) -> tuple[date, date]:
    """Return the truce day before a period and the one after it."""
    first, last = trial.verdict.first, trial.verdict.last
    return (
        first if first == date.min else first - DAY,
        last if last == date.max else last + DAY,
    )
