"""A balance of those held written out: every entry and movement that it adds up."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, partial
from heapq import merge
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.entry import entries_happened
from exchange_tracker.facts.groups import Match, match
from exchange_tracker.facts.model import Cohort, Release
from exchange_tracker.facts.movement import Movement
from exchange_tracker.queries.balance import Balance, Door, Step
from exchange_tracker.queries.held import (
    balance_at,
    select_cohorts,
    selector_of,
    step_of_people,
    steps_of_entries,
    steps_of_movements,
)
from exchange_tracker.queries.query import Query

_DAY = attrgetter("step.day")


class HeldRow(NamedTuple):
    """One entry or movement that is, or may be, of a cohort, and what it does to it."""

    fact: Release | Movement
    step: Step


class HeldDerivation(NamedTuple):
    """A balance, and all that it adds up, by day and in the order of recording."""

    balance: Balance
    rows: tuple[HeldRow, ...]

    @property
    def by_door(self) -> Iterator[HeldRow]:
        """Return the rows door by door."""
        return (row for door in Door for row in self.rows if row.step.door is door)

    @property
    def open(self) -> tuple[HeldRow, ...]:
        """Return the rows that leave a number open."""
        return tuple(row for row in self.rows if row.step.open)


def derive_held(query: Query, name: str, day: date) -> HeldDerivation:
    """Return a cohort at the end of a truce day, written out.

    Raise ``UsageError`` for an unknown cohort, or a day before its first or one that has not begun.
    """
    return derive_balance(query, _cohort_on(query, name, day), day)


def held_by_door(query: Query, name: str, day: date) -> tuple[Balance, Iterator[HeldRow]]:
    """Return the same balance, and its rows door by door, as they are read; raise as it does."""
    cohort, snapshot = _cohort_on(query, name, day), query.snapshot()
    moved = sorted(_movements(query, cohort), key=_DAY)
    of_entries = [step for _, step in steps_of_entries(cohort, snapshot.figures)]
    balance = balance_at(cohort, [*of_entries, *(row.step for row in moved)], day)
    doors = {step.door for step in of_entries}

    def rows_of(door: Door) -> Iterator[HeldRow]:
        released = query.records.releases_by_day(cohort.first, day) if door in doors else ()
        entries = (row for row in _entries(query, cohort, released) if row.step.door is door)
        movements = (row for row in moved if row.step.door is door and row.step.day <= day)
        return merge(entries, movements, key=_DAY)

    return balance, chain.from_iterable(map(rows_of, Door))


def _cohort_on(query: Query, name: str, day: date) -> Cohort:
    (cohort,) = select_cohorts(query, [name])
    if day < cohort.first:
        what = f"{day} is before the first day of {name}, {cohort.first}"
        raise UsageError.one("DAY", what, f"write {cohort.first} or a later day")
    if not query.snapshot().begun(day):
        raise UsageError.one("DAY", f"{day} has not begun", "name a later moment with --at")
    return cohort


def derive_balance(query: Query, cohort: Cohort, day: date) -> HeldDerivation:
    """Return a cohort at the end of a truce day, written out; before its first nobody is."""
    rows = chain(_entries(query, cohort, query.records.releases()), _movements(query, cohort))
    upto = sorted((row for row in rows if row.step.day <= day), key=_DAY)
    return HeldDerivation(balance_at(cohort, [row.step for row in upto], day), tuple(upto))


def _entries(query: Query, cohort: Cohort, releases: Iterable[Release]) -> Iterator[HeldRow]:
    sure_of = cache(partial(match, selector_of(cohort)))  # many entries are of a few groups
    for entry in entries_happened(releases, query.clock, query.at):
        sure = sure_of(entry.group)
        if sure is not Match.NO and entry.first >= cohort.first:
            dead = entry.group.kind in cohort.dead
            door = Door.REMAINS_OUT if dead else Door.RELEASED
            step = step_of_people(
                entry.day, door, entry.headcount, sure, dead=dead, open_=entry.is_open
            )
            yield HeldRow(entry.release, step)


def _movements(query: Query, cohort: Cohort) -> Iterator[HeldRow]:
    movements = query.records.movements()
    for movement, step in steps_of_movements(cohort, query.snapshot(), movements):
        yield HeldRow(movement, step)
