"""A copy of a ledger on a server, written in pieces that stay, and finished when it verifies."""

from collections.abc import Iterator
from contextlib import closing

from exchange_tracker.errors import UsageError
from exchange_tracker.store import signals
from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger.copied_rows import Tell, check_copy, pieces
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.postgres.connection import (
    READING,
    WRITING,
    ServerConnection,
    connect,
)
from exchange_tracker.store.ledger.postgres.creating import begin_schema
from exchange_tracker.store.ledger.postgres.errors import refuse_server_errors
from exchange_tracker.store.ledger.postgres.opening import unfinished_of
from exchange_tracker.store.ledger.postgres.statements import identifier
from exchange_tracker.store.ledger.postgres.tables import STATE, TableShape, table_shapes

COPYING = "xt copy is making it, of a ledger with the head {}"
_BEGINS = COPYING.format("")
_TURN = f"UPDATE {STATE} SET turn = turn + 1 RETURNING unfinished"


def copy_to_server(source: Ledger, address: Address, tell: Tell) -> str:
    """Copy a ledger to a schema of its own, or go on with a copy of the same head."""
    with refuse_server_errors(address), closing(connect(address, to_write=True)) as connection:
        mark = COPYING.format(source.head)
        _begin(connection, mark)
        copied = 0
        for shape in table_shapes():
            for rows in _copy_table(source, connection, shape, mark):
                copied += rows
                tell(copied)
        connection.begin(READING)
        check_copy(Ledger(connection, address), source)
        connection.roll_back()
        _finish(connection, mark)
    return source.head


def _begin(connection: ServerConnection, mark: str) -> None:
    """Make the schema, unless it is there and waits for the rest of the same copy."""
    unfinished = unfinished_of(connection)
    if unfinished == mark:
        return
    if unfinished.startswith(_BEGINS):  # the ledger has got on since
        connection.begin(WRITING)
        connection.execute(f"DROP SCHEMA {identifier(connection.address.truce)} CASCADE")
        connection.raw.execute("COMMIT")
    begin_schema(connection, mark)
    connection.raw.execute("COMMIT")


def _copy_table(
    source: Ledger, connection: ServerConnection, shape: TableShape, mark: str
) -> Iterator[int]:
    """Copy the rows of a table that are not there yet; yield how many more are there."""
    _take_turn(connection, mark)
    there, last = _progress(connection, shape)
    connection.roll_back()
    yield there
    if there and not shape.numbered:  # such a table is copied as one
        return
    rows_left = pieces(source.connection, shape, last)
    if not shape.numbered:
        whole = [row for rows in rows_left for row in rows]
        rows_left = iter([whole] if whole else [])
    for rows in rows_left:
        _take_turn(connection, mark)
        if _progress(connection, shape) != (there, last):
            raise _overtaken(connection.address)
        Ledger(connection, connection.address).engine.load(shape.name, shape.columns, rows)
        connection.raw.execute("COMMIT")
        there += len(rows)
        last = rows[-1][shape.columns.index(shape.key[0])] if shape.numbered else None
        yield len(rows)


def _progress(connection: ServerConnection, shape: TableShape) -> tuple[int, int | None]:
    """Return how many rows a table has, and its last number."""
    last = f"max({shape.key[0]})" if shape.numbered else "NULL"
    count, number = connection.execute(f"SELECT count(*), {last} FROM {shape.name}").fetchone()
    return count, number


def _take_turn(connection: ServerConnection, mark: str) -> None:
    """Begin to write, unless somebody else finished the copy or began another."""
    connection.begin(WRITING)
    (unfinished,) = connection.execute(_TURN).fetchone()
    if unfinished != mark:
        raise _overtaken(connection.address)


def _overtaken(address: Address) -> UsageError:
    what = "somebody else copies a ledger there at the same time"
    return UsageError.one(str(address), what, "look whether it is there when he is done")


def _finish(connection: ServerConnection, mark: str) -> None:
    _take_turn(connection, mark)
    connection.execute(f"UPDATE {STATE} SET unfinished = ''")
    with signals.uninterrupted():
        connection.raw.execute("COMMIT")
        signals.note_kept(f"{connection.address} is written", whole=True)
