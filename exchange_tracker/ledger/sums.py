"""The sums by truce day and group that a ledger keeps beside its entries."""

import sqlite3
from collections import Counter
from collections.abc import Iterable

from exchange_tracker.entries import is_late, people, truce_day
from exchange_tracker.figures import group_of
from exchange_tracker.model import AnyFact, Release
from exchange_tracker.truce_day import Clock

MOST_HELD = 50_000  # distinct kinds of entry in memory before they are written

_UPSERT = """INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (truce_day, late, party, kind, category, nationality, basis) DO UPDATE SET
  people = people + excluded.people,
  entries = entries + excluded.entries,
  undisclosed = undisclosed + excluded.undisclosed"""


def derived(entry: Release, clock: Clock) -> tuple[str, int | None, int]:
    """Give what a ledger keeps beside an entry's cells: truce day, people, late."""
    if not entry.at:
        return entry.day, people(entry.count), 0
    day = truce_day(entry.day, entry.at, clock)
    return day.isoformat(), people(entry.count), int(is_late(day, entry.at, clock))


class Sums:
    """Additions to the sums, held until they are written in one go."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._held: Counter[tuple[str, int, str, str, str, str, str, int | None]] = Counter()

    def add(self, facts: Iterable[AnyFact], clock: Clock, sign: int = 1) -> None:
        """Add the entries among facts, or with ``sign=-1`` take them away."""
        for entry in facts:
            if not isinstance(entry, Release):
                return  # facts come one kind at a time
            day, count, late = derived(entry, clock)
            group = (entry.party, entry.kind, entry.category, entry.nationality, entry.basis)
            self._held[day, late, *group, count] += sign
        if len(self._held) > MOST_HELD:
            self.write()

    def write(self) -> None:
        """Write what is held; a sum that no entry is left in is dropped."""
        self.connection.executemany(
            _UPSERT,
            [
                (day, late, *group_of(*group), (count or 0) * n, n, n if count is None else 0)
                for (day, late, *group, count), n in self._held.items()
                if n
            ],
        )
        if any(n < 0 for n in self._held.values()):
            self.connection.execute("DELETE FROM figures WHERE entries = 0")
        self._held.clear()
