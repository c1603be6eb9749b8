"""The rows that changes wrote, and the versions of facts in them."""

from collections.abc import Iterator

from exchange_tracker.facts.model import Fact
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.schema import KINDS


def written_by(ledger: Ledger, kind: type[Fact], number: int) -> Iterator[tuple[Version, Fact]]:
    """Return the versions that a change wrote, in the order of writing."""
    first, end = (first_row(ledger, KINDS[kind], n) for n in (number, number + 1))
    return ledger.ordered_versions(kind, ("row",), "row < ?", (end,), after=(first - 1,))


def first_row(ledger: Ledger, table: str, number: int) -> int:
    """Return the first row written by a change or a later one: rows are in order of changes."""
    (high,) = next(ledger.rows(f"SELECT coalesce(max(row), 0) + 1 FROM {table}"))
    low = 1
    while low < high:
        middle = (low + high) // 2
        query = f"SELECT written FROM {table} WHERE row >= ? ORDER BY row LIMIT 1"
        (written,) = next(ledger.rows(query, (middle,)))
        low, high = (low, middle) if written >= number else (middle + 1, high)
    return int(low)
