"""Rows that would count people twice: totals of others, and one event that is told twice."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from exchange_tracker.facts.entry import Entry
from exchange_tracker.queries.discrepancies.possible_totals import alike_by_day, totals_of_day
from exchange_tracker.queries.told_twice import DoubleCount, Why


def counted_twice(entries: Iterable[Entry], new: Collection[str]) -> Iterator[DoubleCount]:
    """Yield the new entries that are totals of others, or parts of a total that was there.

    Where some are, the others of their day, party and kind are looked at once more without them.
    """
    left = alike_by_day(entries)
    while left:
        again = []
        for some in left:
            doubles = list(_of_totals(some, new))
            yield from doubles
            if gone := {double.id for double in doubles}:
                again.append([each for each in some if each.release.id not in gone])
        left = again


def _of_totals(entries: Sequence[Entry], new: Collection[str]) -> Iterator[DoubleCount]:
    for total, parts in totals_of_day(entries):
        ids = tuple(part.id for part in parts)
        if total.id in new:
            yield DoubleCount(total.id, ids, Why.TOTAL)
        else:
            for name in ids:
                if name in new:
                    others = tuple(other for other in ids if other != name)
                    yield DoubleCount(name, (total.id, *others), Why.PARTS)
