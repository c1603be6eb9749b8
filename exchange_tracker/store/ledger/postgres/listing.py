"""The ledgers of a database: one schema each, named as their truces are."""

from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger.postgres.connection import READING, ServerConnection, connect
from exchange_tracker.store.ledger.postgres.errors import refuse_server_errors
from exchange_tracker.store.ledger.postgres.tables import STATE
from exchange_tracker.store.ledger.schema import VERSION

_SCHEMAS = """SELECT table_schema FROM information_schema.tables
    WHERE table_name = ? ORDER BY table_schema"""
_LAST = "SELECT number, moment FROM changes ORDER BY number DESC LIMIT 1"


class ListedLedger(NamedTuple):
    """A ledger of a database; ``unreadable`` says why its title and changes are not told, if they are not."""

    address: Address
    title: str
    changes: int
    last: str  # moment, UTC
    unreadable: str


def listed_ledgers(server: Address) -> list[ListedLedger]:
    """Return the ledgers of a database that its user may read, by their names."""
    with refuse_server_errors(server), closing(connect(server, to_write=False)) as connection:
        truces = [name for (name,) in connection.execute(_SCHEMAS, (STATE,)).fetchall()]
        return list(_listed(connection, truces))


def _listed(connection: ServerConnection, truces: list[str]) -> Iterator[ListedLedger]:
    for truce in truces:
        address = connection.address._replace(truce=truce)
        one = ServerConnection(connection.raw, address)
        one.begin(READING)
        yield _read(one, address)
        one.roll_back()


def _read(connection: ServerConnection, address: Address) -> ListedLedger:
    row = connection.execute(f"SELECT version, unfinished FROM {STATE}").fetchone()
    version, unfinished = row or (0, "")
    if unfinished or version != VERSION:
        why = f"not whole yet: {unfinished}" if unfinished else f"of schema {version}"
        return ListedLedger(address, "", 0, "", why)
    (terms,) = connection.execute("SELECT text FROM terms WHERE superseded IS NULL").fetchone()
    number, moment = connection.execute(_LAST).fetchone()
    return ListedLedger(address, parse_terms(terms, checked=True).title, number, moment, "")
