"""The rows that changes wrote, and the versions of facts in them."""

from collections.abc import Iterator
from typing import NamedTuple

from exchange_tracker.facts.model import Fact
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.schema import KINDS

FEW = 100  # changes whose rows are sought one by one: of more, one pass is quicker


class Stretch(NamedTuple):
    """The rows that a change wrote into a table: the first, the last, and how many there are."""

    change: int
    first: int
    last: int
    rows: int


def stretches(ledger: Ledger, table: str) -> Iterator[Stretch]:
    """Yield what each change wrote into a table, in order. Where changes are few, rows are not read."""
    ((changes,),) = ledger.rows("SELECT count(*) FROM changes")
    if changes > FEW:
        query = f"SELECT written, min(row), max(row), count(*) FROM {table} GROUP BY written"
        yield from sorted(Stretch._make(row) for row in ledger.rows(query))
        return
    number = f"SELECT count(*) FROM {table} WHERE row BETWEEN ? AND ?"
    first = _next_row(ledger, table, 0)
    while first:
        row, change = first
        end = max(row + 1, ledger.first_row(table, change + 1))  # in disorder where it was altered
        ((rows,),) = ledger.rows(number, (row, end - 1))
        yield Stretch(change, row, end - 1, rows)
        first = _next_row(ledger, table, end)


def _next_row(ledger: Ledger, table: str, start: int) -> tuple[int, int] | None:
    """Return the first row from one on, and the change that wrote it; ``None`` after the last."""
    query = f"SELECT row, written FROM {table} WHERE row >= ? ORDER BY row LIMIT 1"
    return next(ledger.rows(query, (start,)), None)


def written_by(ledger: Ledger, kind: type[Fact], number: int) -> Iterator[tuple[Version, Fact]]:
    """Return the versions that a change wrote, in the order of writing."""
    first, end = (ledger.first_row(KINDS[kind], n) for n in (number, number + 1))
    return ledger.ordered_versions(kind, ("row",), "row < ?", (end,), after=(first - 1,))
