"""What follows from an entry's cells: its truce day, its people, whether it has happened."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from exchange_tracker.facts.figures import Group, group_of
from exchange_tracker.facts.model import AGREEMENT, UNDISCLOSED, Claim, Release, Source
from exchange_tracker.facts.truce_day import Clock


@lru_cache(maxsize=4096)
def moment_of(at: str) -> datetime:
    """Return the moment (UTC) of a checked cell."""
    return datetime.fromisoformat(at).astimezone(UTC)


@lru_cache(maxsize=4096)
def date_of(day: str) -> date:
    """Return the date of a checked cell."""
    return date.fromisoformat(day)


@lru_cache(maxsize=4096)
def headcount(count: str) -> int | None:
    """Return the people of an entry; ``None`` where their number was not disclosed."""
    return None if count == UNDISCLOSED else int(count)


def truce_day(day: str, at: str, clock: Clock) -> date:
    """Return the truce day of an entry: its day, else the one its moment lies in."""
    return date_of(day) if day else clock.day_of(moment_of(at))


def entries_between(
    entries: Iterable[Release], first: date, last: date, clock: Clock
) -> Iterator[Release]:
    """Return the entries of the truce days from ``first`` to ``last``, both included."""
    return (each for each in entries if first <= truce_day(each.day, each.at, clock) <= last)


def has_happened(day: date, at: str, clock: Clock, now: datetime) -> bool:
    """Return whether an entry has happened: its truce day has begun and its moment has come."""
    return clock.begins(day) <= now and (not at or moment_of(at) <= now)


class Entry(NamedTuple):
    """An entry with what follows from its cells.

    ``moment`` (UTC) is ``None`` where only its day is recorded, ``headcount`` (people) where the
    number was not disclosed.
    """

    release: Release
    day: date
    moment: datetime | None
    group: Group
    headcount: int | None

    @property
    def id(self) -> str:
        """Return the id of the entry."""
        return self.release.id

    def has_happened(self, clock: Clock, now: datetime) -> bool:
        """Return whether it has happened: its truce day has begun and its moment has come."""
        return has_happened(self.day, self.release.at, clock, now)

    @property
    def counts_as(self) -> tuple[object, ...]:
        """Return what a verdict can depend on: entries that have it in common differ in no sum."""
        return self.release.day, self.release.at, self.release.count, self.group


def entry_of(release: Release, clock: Clock) -> Entry:
    """Return an entry with its truce day, its moment, its group and its people."""
    return Entry(release, *_derived(clock, *release[1:9]))


@lru_cache(maxsize=4096)  # most entries have many alike
def _derived(
    clock: Clock,
    day: str,
    at: str,
    party: str,
    kind: str,
    count: str,
    *others: str,
) -> tuple[date, datetime | None, Group, int | None]:
    """Return what follows from cells; the others are category, nationality and basis."""
    moment = moment_of(at) if at else None
    return truce_day(day, at, clock), moment, group_of(party, kind, *others), headcount(count)


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


def with_defaults(fact: Release | Claim | Source) -> Release | Claim | Source:
    """Return a fact with what its blank cells mean, so that two facts can be compared."""
    match fact:
        case Release():
            return fact._replace(basis=fact.basis or AGREEMENT)
        case Claim():
            return fact._replace(bound=fact.bound or "=")
        case _:
            return fact
