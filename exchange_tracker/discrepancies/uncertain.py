"""Which entries leave a verdict uncertain (``ledger.md``, section 3, Uncertainty)."""

from collections.abc import Iterator, Mapping

from exchange_tracker.figures import matches, may_match
from exchange_tracker.model import Obligation, Selector
from exchange_tracker.reconcile.difference import MOST_NAMED, Place, Rows
from exchange_tracker.reconcile.running import Cell, Running
from exchange_tracker.verdict import Verdict


def uncertain_rows(
    obligation: Obligation, verdict: Verdict, known: Mapping[str, Obligation], running: Running
) -> tuple[Rows, Rows]:
    """Give the entries that only may match, and those with an undisclosed number.

    Where the credit brought forward is uncertain, earlier periods are looked at too.
    """
    first = verdict.first
    if verdict.credit_uncertain:
        first = min(span.first for span in obligation.spans)
    start, end = running.between(first, verdict.last)
    selectors = tuple(_bearing(obligation, known))
    cells = [(place, cell) for place in range(start, end) for cell in running.cells[place]]
    blank = [at for at in cells if at[1].people and _may(selectors, at[1], running)]
    hidden = [at for at in cells if at[1].undisclosed and _bears(selectors, at[1], running)]
    return (
        _rows(running, blank, sum(cell.entries for _, cell in blank)),
        _rows(running, hidden, sum(cell.undisclosed for _, cell in hidden)),
    )


def _rows(running: Running, cells: list[tuple[int, Cell]], entries: int) -> Rows:
    places: tuple[Place, ...] = tuple(
        (running.days[place], running.groups[cell.bit]) for place, cell in cells[:MOST_NAMED]
    )
    return Rows(0, entries, places)


def _may(selectors: tuple[Selector, ...], cell: Cell, running: Running) -> bool:
    return any(may_match(each, running.groups[cell.bit]) for each in selectors)


def _bears(selectors: tuple[Selector, ...], cell: Cell, running: Running) -> bool:
    group = running.groups[cell.bit]
    return any(matches(each, group) or may_match(each, group) for each in selectors)


def _bearing(obligation: Obligation, known: Mapping[str, Obligation]) -> Iterator[Selector]:
    """Give the selectors that an obligation's numbers depend on, through those it names."""
    yield obligation.counts._replace(party=obligation.parties)
    for owed in obligation.for_each:
        if owed.counts is not None:
            yield owed.counts
        elif named := known.get(owed.obligation or ""):
            yield from _bearing(named, known)
