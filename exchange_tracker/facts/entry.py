"""What follows from an entry's cells: its truce day, its people, whether it has happened."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, assert_never, cast

from exchange_tracker.facts.groups import Group, Match, group_of, match
from exchange_tracker.facts.measure import blank_from, cohort_of
from exchange_tracker.facts.model import (
    AGREEMENT,
    OR_MORE,
    UNDISCLOSED,
    AnyFact,
    Claim,
    Fact,
    Happening,
    Release,
    Selector,
    Source,
    Terms,
    values,
)
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import Clock

Placed = tuple[int, Release]
"""An entry, and its place in the order of first recording."""

Outline = tuple[str, str, tuple[str, ...]]
"""The id and the count of an entry, and what many have in common: its days, moment and group, as written."""


@lru_cache(maxsize=4096)
def moment_of(at: str) -> datetime:
    """Return the moment (UTC) of a checked cell."""
    return datetime.fromisoformat(at).astimezone(UTC)


@lru_cache(maxsize=4096)
def date_of(day: str) -> date:
    """Return the date of a checked cell."""
    return date.fromisoformat(day)


@lru_cache(maxsize=4096)
def headcount(count: str) -> int:
    """Return what is known of the people of an entry: of ``?`` none, of ``780+`` 780."""
    return 0 if count == UNDISCLOSED else int(count.removesuffix(OR_MORE))


def is_open(count: str) -> bool:
    """Return whether the count of an entry is open: not disclosed, or only its least."""
    return count.endswith((UNDISCLOSED, OR_MORE))


@lru_cache(maxsize=4096)
def names_of(person: str) -> frozenset[str]:
    """Return the names of a cell as they are compared: capitals and doubled spaces do not count."""
    return frozenset(" ".join(name.split()).casefold() for name in values(person))


def truce_day(day: str, until: str, at: str, clock: Clock) -> date:
    """Return the truce day of an entry: the last of its days, else the one its moment lies in."""
    return date_of(until or day) if day else clock.day_of(moment_of(at))


def first_day(day: str, until: str) -> date | None:
    """Return the first day of an entry of which only a span of days is known; ``None`` of others."""
    return date_of(day) if until and until != day else None


def begins(release: Release, clock: Clock) -> date:
    """Return the first of the truce days of an entry, which is mostly its only one."""
    first = first_day(release.day, release.until)
    return first or truce_day(release.day, release.until, release.at, clock)


def entries_between(
    entries: Iterable[Release], first: date, last: date, clock: Clock, least: int = 0
) -> Iterator[Release]:
    """Return the entries of the truce days from ``first`` to ``last``, and those that may be.

    Those that are known to have ``least`` people, or more.
    """
    return (
        each
        for each in entries
        if first <= (day := truce_day(each.day, each.until, each.at, clock))
        and (first_day(each.day, each.until) or day) <= last
        and headcount(each.count) >= least
    )


def by_day(entries: Iterable[Release], first: date, last: date, clock: Clock) -> Iterator[Release]:
    """Yield the entries whose truce day, the last of several, lies in a range, in the order of it."""
    days = ((truce_day(each.day, each.until, each.at, clock), each) for each in entries)
    within = (pair for pair in days if first <= pair[0] <= last)
    return (each for _, each in sorted(within, key=lambda pair: pair[0]))


def outlines_on_days(
    entries: Iterable[Release], days: Collection[date], clock: Clock
) -> Iterator[tuple[date, Iterator[Outline]]]:
    """Yield each of some truce days with its entries, in their order."""
    by_day: dict[date, list[Outline]] = {day: [] for day in sorted(days)}
    for each in entries:
        day = truce_day(each.day, each.until, each.at, clock)
        if day in by_day:
            by_day[day].append((each.id, each.count, each[1:6] + each[7:10]))
    return ((day, iter(some)) for day, some in by_day.items())


def has_happened(day: date, at: str, clock: Clock, now: datetime) -> bool:
    """Return whether an entry has happened: its last truce day has begun and its moment has come."""
    return clock.begins(day) <= now and (not at or moment_of(at) <= now)


class Entry(NamedTuple):
    """An entry with what follows from its cells.

    ``moment`` (UTC) is ``None`` where only its day is recorded. ``headcount`` is what is known of
    its people; ``is_open`` says that there may be more. It happened on one of the truce days from
    ``first`` to ``day``, which are one where it is known on which.
    """

    release: Release
    day: date
    first: date
    moment: datetime | None
    group: Group
    headcount: int
    is_open: bool

    @property
    def id(self) -> str:
        """Return the id of the entry."""
        return self.release.id

    @property
    def certain_headcount(self) -> int | None:
        """Return its people; ``None`` where there may be more."""
        return None if self.is_open else self.headcount

    def has_happened(self, clock: Clock, now: datetime) -> bool:
        """Return whether it has happened: its truce day has begun and its moment has come."""
        return has_happened(self.day, self.release.at, clock, now)

    @property
    def counts_as(self) -> tuple[object, ...]:
        """Return what a verdict can depend on: entries that have it in common differ in no sum."""
        release = self.release
        return release.day, release.until, release.at, release.count, self.group

    def match_days(self, first: date, last: date) -> Match:
        """Return whether all, some or none of its days lie in a range of truce days."""
        if first <= self.first and self.day <= last:
            return Match.YES
        return Match.MAY if self.first <= last and first <= self.day else Match.NO

    def match(self, selector: Selector, first: date, last: date) -> Match:
        """Return whether it matches a selector and lies in a range of truce days."""
        days = self.match_days(first, last)  # first: of most entries they say it all
        return min(days, match(selector, self.group)) if days else Match.NO


def entry_of(release: Release, clock: Clock) -> Entry:
    """Return an entry with its truce day, its moment, its group and its people."""
    _, day, until, at, party, kind, count, *group = release[:10]
    return Entry(
        release, *_when(clock, day, until, at), _whose(party, kind, *group), *people_of(count)
    )


_FEW = 4_096  # days, groups and counts: each of them many entries have, but not all three

_whose = lru_cache(maxsize=_FEW)(group_of)


@lru_cache(maxsize=_FEW)
def _when(clock: Clock, day: str, until: str, at: str) -> tuple[date, date, datetime | None]:
    last = truce_day(day, until, at, clock)
    return last, first_day(day, until) or last, moment_of(at) if at else None


@lru_cache(maxsize=_FEW)
def people_of(count: str) -> tuple[int, bool]:
    """Return what is known of the people of an entry, and whether there may be more."""
    return headcount(count), is_open(count)


def entries_happened(releases: Iterable[Release], clock: Clock, now: datetime) -> Iterator[Entry]:
    """Yield the entries that have happened at a moment, in their order."""
    for release in releases:
        entry = entry_of(release, clock)
        if entry.has_happened(clock, now):
            yield entry


class Timed(IntEnum):
    """What an entry's moment says of when it has happened."""

    NO = 0  # no moment: it has happened when its truce day begins
    BY_DAY = 1  # it has happened when its truce day is over, at the latest
    LATE = 2  # its moment lies after the truce day that it counts for


def timed(day: date, at: str, clock: Clock) -> Timed:
    """Return what the moment of an entry says, which may be blank."""
    if not at:
        return Timed.NO
    return Timed.LATE if moment_of(at) >= clock.ends(day) else Timed.BY_DAY


def with_defaults(fact: Fact, terms: Terms) -> Fact:
    """Return a fact with what its blank cells mean under the terms, so that two can be compared."""
    return cast(Fact, _with_defaults(fact, terms))


def _with_defaults(fact: AnyFact, terms: Terms) -> AnyFact:
    match fact:
        case Release():
            return fact._replace(until=_until(fact), basis=fact.basis or AGREEMENT)
        case Movement():
            return fact._replace(until=_until(fact))
        case Claim():
            first, cohort = blank_from(terms, fact), cohort_of(terms, fact)
            return fact._replace(
                bound=fact.bound or "=",
                from_=fact.from_ or (first.isoformat() if first else ""),
                cohort=fact.cohort or (cohort.id if cohort else ""),
            )
        case Source():
            return fact
        case _:
            assert_never(fact)


def _until(fact: Happening) -> str:
    return "" if fact.until == fact.day else fact.until
