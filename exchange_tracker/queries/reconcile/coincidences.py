"""Small sets of unrelated rows that would also make a figure come out: counted, never named."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from exchange_tracker.facts.model import Selector
from exchange_tracker.queries.reconcile.claim_scope import Scope
from exchange_tracker.queries.reconcile.running import CountScope, Running

LARGEST_SET = 3  # rows
MOST_ROWS = 200  # with more rows to choose from, almost any difference can be put together


def coincidences(running: Running, scope: Scope, base: CountScope, difference: int) -> int | None:
    """Return how many sets of one to three rows add up to a difference (figure less ledger).

    A figure that is too small could leave out rows that the ledger counts; one that is too large
    could count some of them twice, or others of the same party and kind. Entries of one group on
    one day are one row. ``None``: there are too many rows for the number to mean anything.
    """
    alike = running.mask(Selector(party=scope.selector.party, kind=scope.selector.kind))
    counted = base._replace(gap=None)
    whole = CountScope(alike, 0, len(running.days))
    if running.entry_count(counted if difference < 0 else whole) > MOST_ROWS:
        return None
    if difference < 0:
        return sets_of(_sizes(running, counted), -difference)
    outside = (
        cell.people
        for place, cell in running.cells_of(whole)
        if not (base.start <= place < base.end and base.mask >> cell.bit & 1)
    )
    return sets_of(chain(_sizes(running, counted), outside), difference)


def _sizes(running: Running, count: CountScope) -> Iterable[int]:
    return (cell.people for _, cell in running.cells_of(count))


def sets_of(sizes: Iterable[int], wanted: int) -> int:
    """Count the sets of one to three rows that add up; rows without people are no help."""
    rows = dict(Counter(size for size in sizes if 0 < size <= wanted))
    distinct = sorted(rows)
    number = rows.get(wanted, 0)
    for place, one in enumerate(distinct):
        if 2 * one > wanted:
            break
        number += _ways(rows, one, wanted - one)
        for two in distinct[place:]:
            three = wanted - one - two
            if three < two:
                break
            if three in rows:
                number += _ways(rows, one, two, three)
    return number


def _ways(rows: dict[int, int], *sizes: int) -> int:
    """Count the ways to take rows of these sizes, which come in their order."""
    ways, again = 1, 0
    for place, size in enumerate(sizes):
        again = again + 1 if place and size == sizes[place - 1] else 0
        ways = ways * max(0, rows.get(size, 0) - again) // (again + 1)
    return ways
