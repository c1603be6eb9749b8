"""Rows that would count people twice: totals of others, and one event that is told twice."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from exchange_tracker.facts.entry import Entry
from exchange_tracker.queries.discrepancies.possible_totals import entry_totals
from exchange_tracker.queries.told_twice import DoubleCount, Why


def counted_twice(entries: Sequence[Entry], new: Collection[str]) -> Iterator[DoubleCount]:
    """Yield the new entries that are totals of others, or parts of a total that was there."""
    left, found = list(entries), True
    while found:
        doubles = list(_of_totals(left, new))
        yield from doubles
        gone = {double.id for double in doubles}
        left = [each for each in left if each.release.id not in gone]
        found = bool(gone)


def _of_totals(entries: Iterable[Entry], new: Collection[str]) -> Iterator[DoubleCount]:
    for total, parts in entry_totals(entries):
        ids = tuple(part.id for part in parts)
        if total.id in new:
            yield DoubleCount(total.id, ids, Why.TOTAL)
        else:
            for name in ids:
                if name in new:
                    others = tuple(other for other in ids if other != name)
                    yield DoubleCount(name, (total.id, *others), Why.PARTS)
