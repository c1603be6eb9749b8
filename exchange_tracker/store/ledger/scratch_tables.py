"""The temporary tables in which an import remembers ids and contents: SQLite's, whatever the ledger lies in."""

import sqlite3

_TABLES = (
    "CREATE TEMP TABLE met (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE given (id TEXT, file INTEGER, PRIMARY KEY (id, file)) WITHOUT ROWID",
    "CREATE TEMP TABLE held (content BLOB PRIMARY KEY, copies INTEGER, used INTEGER) WITHOUT ROWID",
    """CREATE TEMP TABLE earlier (content BLOB, place INTEGER, id TEXT, number INTEGER,
      standing BLOB, PRIMARY KEY (content, place)) WITHOUT ROWID""",
    """CREATE TEMP TABLE wanted (file INTEGER, content BLOB, copies INTEGER,
      PRIMARY KEY (file, content)) WITHOUT ROWID""",
    """CREATE TEMP TABLE spared (content BLOB, place INTEGER UNIQUE, id TEXT, number INTEGER,
      retracted INTEGER, PRIMARY KEY (content, place)) WITHOUT ROWID""",
)
_NAMES = ("met", "given", "held", "earlier", "wanted", "spared")


def make_tables(scratch: sqlite3.Connection) -> None:
    """Make the tables, without a row, in place of those of another import."""
    for name in _NAMES:
        scratch.execute(f"DROP TABLE IF EXISTS temp.{name}")
    for statement in _TABLES:
        scratch.execute(statement)
