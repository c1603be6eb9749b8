"""The sums by truce day and group that a ledger keeps beside its entries."""

import operator
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from exchange_tracker.facts.entry import headcount, people_of, timed, truce_day
from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.facts.model import UNDISCLOSED, Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.store.ledger.engine import Connection

MOST_PENDING = 50_000  # distinct kinds of entry in memory before they are added up
MOST_SUMS = 20_000  # sums in memory before they are written

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
    people = [None if count == UNDISCLOSED else headcount(count) for count in counts]
    if not any(ats) and not any(untils):
        return days, people, [0] * len(people)
    dated = [
        (until or day, 0) if not at else _dated(day, at, clock)
        for day, until, at in zip(days, untils, ats, strict=True)
    ]
    return [day for day, _ in dated], people, [timing for _, timing in dated]


def first_days(days: Sequence[str], untils: Sequence[str]) -> Sequence[str]:
    """Return the first days of entries of which only a span of days is known; blank of others."""
    if not any(untils):
        return ("",) * len(days)
    pairs = zip(days, untils, strict=True)
    return [day if until and until != day else "" for day, until in pairs]


def _dated(day: str, at: str, clock: Clock) -> tuple[str, int]:
    day_of_truce = truce_day(day, "", at, clock)
    return day_of_truce.isoformat(), int(timed(day_of_truce, at, clock))


class Sums:
    """Additions to the sums, collected until they are written in one go."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._pending: Counter[Key] = Counter()  # by key and count
        self._sums: dict[Key, list[int]] = {}  # people, entries, open counts, most people of one
        self.most: dict[tuple[str, str], int] = {}
        """The most people of an entry that was written, by party and kind."""
        self.groups: set[Group] = set()
        """The groups of entries that were written or taken away, once that is written."""

    def add(self, entries: Sequence[Release], clock: Clock) -> None:
        """Add entries."""
        self._pending.update(_keys(entries, clock))
        if len(self._pending) > MOST_PENDING:
            self._add_up()
            if len(self._sums) > MOST_SUMS:
                self.write()

    def take(self, entries: Sequence[Release], clock: Clock) -> None:
        """Take entries away."""
        self._pending.subtract(_keys(entries, clock))

    def _add_up(self) -> None:
        """Add up what is pending: most entries differ from others of their sum by their count alone."""
        sums = self._sums
        for pending, times in self._pending.items():
            people, is_open = people_of(pending[-1])
            key = pending[:-1]
            if (numbers := sums.get(key)) is None:
                numbers = sums[key] = [0, 0, 0, 0]
            numbers[0] += people * times
            numbers[1] += times
            if is_open:
                numbers[2] += times
            numbers[3] = max(numbers[3], people)
        self._pending.clear()

    def write(self) -> None:
        """Write what is pending; a sum that no entry is left in is dropped."""
        self._add_up()
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


def _keys(entries: Sequence[Release], clock: Clock) -> Iterable[Key]:
    """Return the group, first and last truce day, timing and count of each entry."""
    if not entries:
        return ()
    columns = dict(zip(Release._fields, zip(*entries, strict=True), strict=True))
    days, untils, counts = columns["day"], columns["until"], columns["count"]
    truce_days, _, timings = derived(days, untils, columns["at"], counts, clock)
    group = (columns[name] for name in Group._fields)
    return zip(*group, first_days(days, untils), truce_days, timings, counts, strict=True)
