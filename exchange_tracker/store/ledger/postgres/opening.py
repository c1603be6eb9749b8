"""Opening a ledger on a server to be read."""

from exchange_tracker.errors import Refusal
from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger.postgres.connection import READING, ServerConnection, connect
from exchange_tracker.store.ledger.postgres.driver import psycopg
from exchange_tracker.store.ledger.postgres.errors import refuse_server_errors
from exchange_tracker.store.ledger.postgres.tables import STATE
from exchange_tracker.store.ledger.schema import VERSION
from exchange_tracker.store.ledger.waiting import Say

UNFINISHED = "it is not whole yet: {}"


def open_to_read(address: Address, say: Say) -> ServerConnection:
    """Open a ledger that is only read; everything read by the connection is of one moment.

    No writer waits for it.
    """
    del say  # nobody is waited for
    with refuse_server_errors(address):
        connection = connect(address, to_write=False)
        try:
            connection.begin(READING)
            state = connection.execute(f"SELECT version, unfinished FROM {STATE}").fetchone()
            check_state(address, *(state or (0, "")))
        except BaseException:
            connection.close()
            raise
    return connection


def unfinished_of(connection: ServerConnection) -> str:
    """Return what the schema of the address waits for; blank where it is whole or not there."""
    connection.begin(READING)
    try:
        row = connection.execute(f"SELECT unfinished FROM {STATE}").fetchone()
    except psycopg.errors.UndefinedTable:
        row = None
    connection.roll_back()
    return str(row[0]) if row else ""


def check_state(address: Address, version: int, unfinished: str) -> None:
    """Refuse a ledger of another schema, and one that is being made."""
    if unfinished:
        fix = "run the command that makes it again, or wait for it"
        raise Refusal.one(str(address), UNFINISHED.format(unfinished), fix)
    if version != VERSION:
        raise Refusal.one(
            str(address),
            f"the ledger has schema {version} and this program knows {VERSION}",
            "use the version that wrote it, or move it: xt export FILE.jsonl --names by that one, xt"
            " import history FILE.jsonl into another truce by this one",
        )
