"""Which engine a connection is of; that of a server is loaded for its connections alone."""

import sqlite3
from pathlib import Path

from exchange_tracker.store.address import Place
from exchange_tracker.store.ledger.engine import Connection, Engine
from exchange_tracker.store.ledger.sqlite_engine import SqliteEngine


def engine_of(connection: Connection, place: Place) -> Engine:
    """Return what is done in its own way by the database of a connection."""
    if isinstance(connection, sqlite3.Connection):
        return SqliteEngine(connection, Path(str(place)))
    from exchange_tracker.store.ledger.postgres.engine import PostgresEngine  # noqa: PLC0415 - loads the driver

    return PostgresEngine.of(connection, place)
