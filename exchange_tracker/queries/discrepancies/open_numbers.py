"""Which entries leave a verdict uncertain (``ledger.md``, section 3, Uncertainty)."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping

from exchange_tracker.facts.model import Obligation, Selector
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.reconcile.difference import MOST_NAMED, EntrySet, Place, with_crossing
from exchange_tracker.queries.reconcile.running import DayGroup, Running


def uncertain_rows(
    obligation: Obligation, verdict: Verdict, known: Mapping[str, Obligation], running: Running
) -> tuple[EntrySet, EntrySet]:
    """Return the entries that only may match or may lie in the period, and those with an open count.

    Where the credit brought forward is uncertain, earlier periods are looked at too.
    """
    first = verdict.first
    if verdict.worst_brought != verdict.best_brought:
        first = min(span.first for span in obligation.spans)
    start, end = running.between(first, verdict.last)
    selectors = tuple(bearing(obligation, known))
    may, bears = running.bearing(selectors)
    blank, hidden = running.peopled(may), running.undisclosed(bears)
    rows = _rows(running, blank, (start, end), lambda c: bool(may >> c.bit & 1 and c.people))
    crossing = dict.fromkeys(
        cell for each in selectors for cell in running.crossing(each, first, verdict.last)
    )
    others = [  # those with an open count that stand in the period are among these
        cell._replace(entries=cell.entries - (cell.undisclosed if cell.day <= verdict.last else 0))
        for cell in crossing
    ]
    return (
        with_crossing(rows, others),
        _rows(running, hidden, (start, end), lambda c: bool(bears >> c.bit & 1 and c.undisclosed)),
    )


def _rows(
    running: Running, sums: list[int], days: tuple[int, int], bears: Callable[[DayGroup], bool]
) -> EntrySet:
    """Return the first places of the cells that bear, and how many entries ``sums`` has of all."""
    place, end = days
    entries = sums[end] - sums[place]
    places: list[Place] = []
    while len(places) < MOST_NAMED and sums[place] < sums[end]:
        place = bisect_right(sums, sums[place], place)  # after the next day that has any
        day = running.days[place - 1]
        cells = filter(bears, running.cells[place - 1])
        places += [(day, running.groups[cell.bit]) for cell in cells]
    return EntrySet(0, entries, tuple(places[:MOST_NAMED]))


def bearing(obligation: Obligation, known: Mapping[str, Obligation]) -> Iterator[Selector]:
    """Yield the selectors that an obligation's numbers depend on, through those it names."""
    yield obligation.delivered
    for owed in obligation.for_each:
        if owed.counts is not None:
            yield owed.counts
        elif named := known.get(owed.obligation or ""):
            yield from bearing(named, known)
