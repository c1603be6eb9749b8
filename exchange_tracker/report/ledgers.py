"""The ledgers of a database: rows for programs, a table for people."""

from collections.abc import Sequence

from exchange_tracker.render.document import Cell, Document, Heading, Paragraph, Table
from exchange_tracker.render.row_forms import Row, Rows
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.postgres.listing import ListedLedger

COLUMNS = ("truce", "title", "changes", "last_change", "address", "note")


def ledgers_rows(ledgers: Sequence[ListedLedger]) -> Rows:
    """Return a row for each ledger."""
    return Rows(COLUMNS, map(_row, ledgers))


def _row(one: ListedLedger) -> Row:
    address = str(one.address)
    if one.unreadable:
        return (one.address.truce, None, None, None, address, one.unreadable)
    return (one.address.truce, one.title, one.changes, one.last, address, "")


def ledgers_document(ledgers: Sequence[ListedLedger], server: str) -> Document:
    """Return a table of the ledgers of a server's database."""
    heading = Heading(f"{numbered(len(ledgers), 'ledger', 'ledgers')} in {server}")
    if not ledgers:
        return (heading, Paragraph("There is none that this user may read; xt init makes one."))
    rows = tuple(tuple(map(Cell, _words(one))) for one in ledgers)
    header = ("truce", "title", "changes", "last change")
    return (heading, Table(header=header, rows=rows, right=frozenset({2})))


def _words(one: ListedLedger) -> tuple[str, ...]:
    if one.unreadable:
        return (one.address.truce, one.unreadable, "", "")
    last = f"{one.last[:16].replace('T', ' ')} UTC"
    return (one.address.truce, one.title, f"{one.changes:,}", last)
