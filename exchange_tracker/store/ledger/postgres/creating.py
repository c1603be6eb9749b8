"""A new ledger on a server: a schema that appears whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from exchange_tracker.errors import UsageError
from exchange_tracker.store import signals
from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger.postgres.connection import WRITING, ServerConnection, connect
from exchange_tracker.store.ledger.postgres.driver import psycopg
from exchange_tracker.store.ledger.postgres.errors import refuse_server_errors
from exchange_tracker.store.ledger.postgres.tables import STATE, lay_out_schema

MADE = "it is being made"
_ENCODING = "UTF8"


@contextmanager
def new_schema(address: Address, *, keep: bool) -> Iterator[ServerConnection]:
    """Lay out a ledger, and keep it when the caller has filled it; with ``keep=False`` take it back."""
    with refuse_server_errors(address):
        connection = connect(address, to_write=True)
        try:
            begin_schema(connection, MADE)
            yield connection
            if keep:
                connection.execute(f"UPDATE {STATE} SET unfinished = ''")
                with signals.uninterrupted():
                    connection.raw.execute("COMMIT")
                    signals.note_kept(f"{address} is written", whole=True)
        finally:
            connection.roll_back()
            connection.close()


def begin_schema(connection: ServerConnection, unfinished: str) -> None:
    """Begin a transaction in which the schema of the address is made, or refuse a name that is taken."""
    address = connection.address
    refuse_encoding(connection)
    connection.begin(WRITING)
    try:
        lay_out_schema(connection, address.truce, unfinished)
    except (psycopg.errors.DuplicateSchema, psycopg.errors.UniqueViolation):
        what = f"the database has a schema {address.truce} already"
        raise UsageError.one(str(address), what, "name another truce") from None


def refuse_encoding(connection: ServerConnection) -> None:
    """Refuse a database that cannot hold every text."""
    encoding = connection.raw.info.parameter_status("server_encoding")
    if encoding not in (_ENCODING, None):
        fix = "have one made with: createdb --encoding=UTF8 --template=template0 NAME"
        what = f"the database holds texts in {encoding}, not in UTF-8"
        raise UsageError.one(str(connection.address), what, fix)
