"""The sums by truce day and group that a ledger keeps beside its entries."""

from collections import Counter
from collections.abc import Iterable, Sequence

from exchange_tracker.facts.entry import headcount, is_open, timed, truce_day
from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.facts.model import UNDISCLOSED, Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.store.ledger.engine import Connection

MOST_PENDING = 50_000  # distinct kinds of entry in memory before they are written

_UPSERT = """INSERT INTO sums VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (party, kind, category, nationality, basis, first_day, truce_day, timed) DO UPDATE SET
  people = sums.people + excluded.people,
  entries = sums.entries + excluded.entries,
  undisclosed = sums.undisclosed + excluded.undisclosed"""

Derived = tuple[list[str], list[int | None], list[int]]


def derived(
    days: Iterable[str],
    untils: Iterable[str],
    ats: Iterable[str],
    counts: Iterable[str],
    clock: Clock,
) -> Derived:
    """Return what a ledger keeps beside the cells of entries: last truce day, people, timed.

    Of a number that was not disclosed there are no people.
    """
    dated = [
        (until or day, 0) if not at else _dated(day, at, clock)
        for day, until, at in zip(days, untils, ats, strict=True)
    ]
    people = [None if count == UNDISCLOSED else headcount(count) for count in counts]
    return [day for day, _ in dated], people, [timing for _, timing in dated]


def first_days(days: Iterable[str], untils: Iterable[str]) -> list[str]:
    """Return the first days of entries of which only a span of days is known; blank of others."""
    pairs = zip(days, untils, strict=True)
    return [day if until and until != day else "" for day, until in pairs]


def _dated(day: str, at: str, clock: Clock) -> tuple[str, int]:
    day_of_truce = truce_day(day, "", at, clock)
    return day_of_truce.isoformat(), int(timed(day_of_truce, at, clock))


class Sums:
    """Additions to the sums, collected until they are written in one go."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._pending: Counter[tuple[str, str, str, str, str, str, str, int, str]] = Counter()

    def add(self, entries: Sequence[Release], clock: Clock) -> None:
        """Add entries."""
        self._pending.update(_keys(entries, clock))
        if len(self._pending) > MOST_PENDING:
            self.write()

    def take(self, entries: Sequence[Release], clock: Clock) -> None:
        """Take entries away."""
        self._pending.subtract(_keys(entries, clock))

    def write(self) -> None:
        """Write what is pending; a sum that no entry is left in is dropped."""
        if not self._pending:
            return
        additions: dict[tuple[object, ...], list[int]] = {}
        for (*group, first, day, timing, count), n in self._pending.items():
            # Once for each sum: a server keeps every version of a row until the change is kept.
            numbers = additions.setdefault((*group_of(*group), first, day, timing), [0, 0, 0])
            numbers[0] += headcount(count) * n
            numbers[1] += n
            numbers[2] += n if is_open(count) else 0
        rows = [(*key, *numbers) for key, numbers in additions.items() if any(numbers)]
        self.connection.executemany(_UPSERT, rows)
        if any(n < 0 for n in self._pending.values()):
            self.connection.execute("DELETE FROM sums WHERE entries = 0")
        self._pending.clear()


def _keys(entries: Sequence[Release], clock: Clock) -> Iterable[tuple]:  # type: ignore[type-arg]
    """Return the group, first and last truce day, timing and count of each entry."""
    if not entries:
        return ()
    columns = dict(zip(Release._fields, zip(*entries, strict=True), strict=True))
    days, untils, counts = columns["day"], columns["until"], columns["count"]
    truce_days, _, timings = derived(days, untils, columns["at"], counts, clock)
    group = (columns[name] for name in Group._fields)
    return zip(*group, first_days(days, untils), truce_days, timings, counts, strict=True)
