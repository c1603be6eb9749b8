"""The tables of a ledger on a server: those of a file, as SQLite describes them, in the server's types."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import reduce
from typing import NamedTuple

from exchange_tracker.store.ledger.engine import Connection
from exchange_tracker.store.ledger.plain_views import MEANINGS, meanings
from exchange_tracker.store.ledger.postgres.statements import identifier
from exchange_tracker.store.ledger.schema import VERSION
from exchange_tracker.store.ledger.schema_versions import lay_out

STATE = "exchange_ledger"
"""The table of one row that says what a schema holds: the version of its tables; ``unfinished``, blank where
the ledger is whole; and ``turn``, which every writer counts on first, so that they write in turn."""
QUEUE = "exchange_queue"
"""The table of one row where writers line up whose turn it was not."""

_TYPES = {"INTEGER": "BIGINT", "TEXT": "TEXT"}
_IN_VIEWS = {
    "CAST(count GLOB '*[?+]' AS INTEGER)": "CASE WHEN rtrim(count, '?+') <> count THEN 1 ELSE 0 END",
    " AS INTEGER)": " AS BIGINT)",
}
"""What the views of a file say in SQLite's own words."""
_OF_A_FILE = {"seal"}  # against whoever writes a file; on a server rights are


def table_names() -> list[str]:
    """Return the names of a ledger's tables, without those of its state and its queue."""
    with closing(_laid_out()) as connection:
        return _tables(connection)


def view_names() -> list[str]:
    """Return the names of the views that other programs read."""
    with closing(_laid_out()) as connection:
        return [name for name, _ in _views(connection)]


class TableShape(NamedTuple):
    """A table of a ledger: its columns and its key as SQL writes them; ``numbered``: by one number."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    numbered: bool


def table_shapes() -> list[TableShape]:
    """Return the tables of a ledger that are copied with it."""
    with closing(_laid_out()) as connection:
        return [_shape(connection, name) for name in _tables(connection) if name != MEANINGS]


def _shape(connection: sqlite3.Connection, table: str) -> TableShape:
    columns, keys, kinds = [], {}, {}
    for _, name, kind, _, _, key in connection.execute(f"PRAGMA table_info({table})"):
        columns.append(identifier(name))
        if key:
            keys[key], kinds[key] = identifier(name), kind
    key = tuple(keys[place] for place in sorted(keys))
    return TableShape(table, tuple(columns), key, [*kinds.values()] == ["INTEGER"])


def statements() -> Iterator[str]:
    """Yield what lays out the tables of a ledger, but no triggers: rights keep it from being changed."""
    yield f"""CREATE TABLE {STATE} (
  one BIGINT PRIMARY KEY, version BIGINT NOT NULL, turn BIGINT NOT NULL, unfinished TEXT NOT NULL)"""
    yield f"CREATE TABLE {QUEUE} (one BIGINT PRIMARY KEY, first BIGINT NOT NULL)"
    with closing(_laid_out()) as connection:
        for table in _tables(connection):
            yield _table(connection, table)
        query = (
            "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        )
        for (index,) in connection.execute(query):
            yield index
        for _, view in _views(connection):
            yield reduce(lambda text, words: text.replace(*words), _IN_VIEWS.items(), view)


def lay_out_schema(connection: Connection, truce: str, unfinished: str) -> None:
    """Make the schema of a truce and its tables inside the caller's transaction."""
    connection.execute(f"CREATE SCHEMA {identifier(truce)}")
    for statement in statements():
        connection.execute(statement)
    connection.execute(f"INSERT INTO {STATE} VALUES (1, ?, 0, ?)", (VERSION, unfinished))
    connection.execute(f"INSERT INTO {QUEUE} VALUES (1, 0)")
    connection.executemany(f"INSERT INTO {MEANINGS} VALUES (?, ?, ?)", meanings())


def _laid_out() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("BEGIN")
    lay_out(connection)
    return connection


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
    return [name for (name,) in connection.execute(query) if name not in _OF_A_FILE]


def _views(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY rowid"
    return connection.execute(query).fetchall()


def _table(connection: sqlite3.Connection, table: str) -> str:
    columns, keys = [], {}
    for _, name, kind, filled, default, key in connection.execute(f"PRAGMA table_info({table})"):
        words = [identifier(name), _TYPES[kind]]
        words += ["NOT NULL"] if filled or key else []
        words += [f"DEFAULT {default}"] if default is not None else []
        columns.append(" ".join(words))
        if key:
            keys[key] = identifier(name)
    primary = f"PRIMARY KEY ({', '.join(keys[n] for n in sorted(keys))})"
    return f"CREATE TABLE {table} (\n  {', '.join((*columns, primary))})"
