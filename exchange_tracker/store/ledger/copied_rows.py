"""The rows of a ledger that is copied, piece by piece, and whether the copy is right."""

from collections.abc import Callable, Iterator

from exchange_tracker.errors import Problem, Unverified
from exchange_tracker.store.ledger.engine import Connection, Row
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.postgres.tables import TableShape
from exchange_tracker.store.ledger.verification import content_mismatches

PIECE = 20_000  # rows

Tell = Callable[[int], None]
"""Hears how many rows were copied so far."""


def pieces(
    connection: Connection, shape: TableShape, after: int | None = None
) -> Iterator[list[Row]]:
    """Yield the rows of a table in the order of its key, those after a number where it has one."""
    query = f"SELECT {', '.join(shape.columns)} FROM {shape.name}"
    order = f"ORDER BY {', '.join(shape.key)}"
    if not shape.numbered:
        rows = connection.execute(f"{query} {order}").fetchall()
        yield from (rows[start : start + PIECE] for start in range(0, len(rows), PIECE))
        return
    (key,) = shape.key
    place = shape.columns.index(key)
    (least,) = connection.execute(
        f"SELECT coalesce(min({key}), 0) - 1 FROM {shape.name}"
    ).fetchone()
    last = least if after is None else after
    piece = f"{query} WHERE {key} > ? {order} LIMIT {PIECE}"
    while rows := connection.execute(piece, (last,)).fetchall():
        yield rows
        last = rows[-1][place]


def check_copy(copy: Ledger, source: Ledger) -> None:
    """Refuse a copy that does not verify, or has another head than the ledger."""
    for mismatch in content_mismatches(copy):
        where = f"the copy of {source.path}: {mismatch.where}"
        raise Unverified([Problem(where, mismatch.what, "verify the ledger itself")])
    assert copy.head == source.head  # noqa: S101 - its last change is among the rows
