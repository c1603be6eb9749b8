"""The sums by truce day and group that a ledger keeps beside its entries."""

import operator
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from exchange_tracker.facts.entry import headcount, people_of, timed, truce_day
from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.facts.model import UNDISCLOSED, Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.store.ledger.engine import Connection

MOST_SUMS = 50_000  # in memory before they are written
_NOTHING = [0, 0, 0, 0]  # people, entries, open counts, most people of one

_UPSERT = """INSERT INTO sums VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (party, kind, category, nationality, basis, first_day, truce_day, timed) DO UPDATE SET
  people = sums.people + excluded.people,
  entries = sums.entries + excluded.entries,
  undisclosed = sums.undisclosed + excluded.undisclosed"""
_DROP_EMPTY = """DELETE FROM sums WHERE party = ? AND kind = ? AND category = ? AND nationality = ?
  AND basis = ? AND first_day = ? AND truce_day = ? AND timed = ? AND entries = 0"""

Derived = tuple[Sequence[str], list[int | None], Sequence[int]]
Key = tuple[Any, ...]
"""The cells of a group, the first and the last truce day, and the timing of entries."""


def derived(
    days: Sequence[str],
    untils: Sequence[str],
    ats: Sequence[str],
    counts: Sequence[str],
    clock: Clock,
) -> Derived:
    """Return what a ledger keeps beside the cells of entries: last truce day, people, timed.

    Of a number that was not disclosed there are no people.
    """
    truce_days, timings = _dated(days, untils, ats, clock)
    return truce_days, [*map(_known_people, counts)], timings


@lru_cache(maxsize=4096)
def _known_people(count: str) -> int | None:
    return None if count == UNDISCLOSED else headcount(count)


def _dated(
    days: Sequence[str], untils: Sequence[str], ats: Sequence[str], clock: Clock
) -> tuple[Sequence[str], Sequence[int]]:
    """Return the last truce days of entries, and how they are timed."""
    if not any(ats) and not any(untils):
        return days, (0,) * len(days)
    cells = zip(days, untils, ats, strict=True)
    dated = [_timed(day, at, clock) if at else (until or day, 0) for day, until, at in cells]
    return [day for day, _ in dated], [timing for _, timing in dated]


def first_days(days: Sequence[str], untils: Sequence[str]) -> Sequence[str]:
    """Return the first days of entries of which only a span of days is known; blank of others."""
    if not any(untils):
        return ("",) * len(days)
    pairs = zip(days, untils, strict=True)
    return [day if until and until != day else "" for day, until in pairs]


def _timed(day: str, at: str, clock: Clock) -> tuple[str, int]:
    day_of_truce = truce_day(day, "", at, clock)
    return day_of_truce.isoformat(), int(timed(day_of_truce, at, clock))


class Sums:
    """Additions to the sums, collected until they are written in one go."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._sums: defaultdict[Key, list[int]] = defaultdict(_NOTHING.copy)
        self.most: dict[tuple[str, str], int] = {}
        """The most people of an entry that was written, by party and kind."""
        self.groups: set[Group] = set()
        """The groups of entries that were written or taken away, once that is written."""

    def add(self, entries: Sequence[Release], clock: Clock) -> None:
        """Add entries."""
        self._add_up(entries, clock, 1)
        if len(self._sums) > MOST_SUMS:
            self.write()

    def take(self, entries: Sequence[Release], clock: Clock) -> None:
        """Take entries away."""
        self._add_up(entries, clock, -1)

    def _add_up(self, entries: Sequence[Release], clock: Clock, times: int) -> None:
        """Add each entry so many times to its sum; the loop is run for every row of an import."""
        keys, counts = _keys(entries, clock)
        sums = map(self._sums.__getitem__, keys)
        for numbers, (people, is_open) in zip(sums, map(people_of, counts), strict=True):
            numbers[0] += people * times
            numbers[1] += times
            if is_open:
                numbers[2] += times
            if people > numbers[3]:  # noqa: PLR1730 - a call takes four times as long
                numbers[3] = people

    def write(self) -> None:
        """Write what is pending; a sum that no entry is left in is dropped."""
        if not self._sums:  # a copy of an older schema may have other sums, and gets none
            return
        additions: dict[Key, list[int]] = {}
        for (*group, first, day, timing), (*numbers, most) in self._sums.items():
            party, kind, *_ = group
            self.most[party, kind] = max(most, self.most.get((party, kind), 0))
            # Once for each sum: a server keeps every version of a row until the change is kept.
            summed = group_of(*group)
            self.groups.add(summed)
            whole = additions.setdefault((*summed, first, day, timing), [0, 0, 0])
            whole[:] = map(operator.add, whole, numbers)
        self._sums.clear()
        rows = [(*key, *numbers) for key, numbers in additions.items() if any(numbers)]
        self.connection.executemany(_UPSERT, rows)
        fewer = [key for key, (_, entries, _) in additions.items() if entries < 0]
        self.connection.executemany(_DROP_EMPTY, fewer)


def _keys(entries: Sequence[Release], clock: Clock) -> tuple[Iterable[Key], Sequence[str]]:
    """Return the group, first and last truce day and timing of each entry, and the counts of all."""
    if not entries:
        return (), ()
    columns = dict(zip(Release._fields, zip(*entries, strict=True), strict=True))
    days, untils = columns["day"], columns["until"]
    group = (columns[name] for name in Group._fields)
    dated = _dated(days, untils, columns["at"], clock)
    return zip(*group, first_days(days, untils), *dated, strict=True), columns["count"]
