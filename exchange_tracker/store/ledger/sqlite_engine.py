"""What a ledger in an SQLite file does in its own way (see ``engine``)."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from exchange_tracker.store.ledger import sqlite
from exchange_tracker.store.ledger.connection import roll_back, rows_written
from exchange_tracker.store.ledger.engine import Row
from exchange_tracker.store.ledger.sqlite_errors import refuse_sqlite_errors
from exchange_tracker.store.ledger.waiting import Say


class SqliteEngine(NamedTuple):
    """A connection to a file."""

    connection: sqlite3.Connection
    path: Path

    def refusing(self) -> AbstractContextManager[None]:
        """Turn what SQLite raises into a refusal in plain words."""
        return refuse_sqlite_errors(self.path)

    def hold(self, say: Say) -> None:
        """Begin to read at one moment; no writer gets in until it is ended."""
        sqlite.hold(self.connection, self.path, say)

    def let_go(self) -> None:
        """Let writers in."""
        roll_back(self.connection)

    def rows(self, query: str, values: Row, say: Say) -> Iterable[Row]:
        """Return all rows of a query, after which a writer gets in."""
        return sqlite.read(self.connection, self.path, say, query, values)

    def joined(self, column: str, between: str = ",") -> str:
        """Return what joins a column's values of a group by a sign."""
        return f"group_concat({column}, '{between}')"

    def side_by_side(self, cells: Sequence[str], between: str) -> str:
        """Return what makes one text of some cells, in half the time that joining them takes."""
        return f"printf('{between.join(['%s'] * len(cells))}', {', '.join(cells)})"

    def insert(self, table: str, names: Sequence[str], rows: Sequence[Row]) -> int:
        """Insert rows, and return how many: a row whose id is taken is left out."""
        marks = ", ".join("?" * len(names))
        statement = (
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT DO NOTHING"
        )
        return rows_written(self.connection, statement, rows)

    def load(self, table: str, names: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert rows of which none is there."""
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
        self.connection.executemany(statement, rows)

    def scratch(self) -> sqlite3.Connection:
        """Return the connection itself: its temporary tables are in no file of the ledger."""
        return self.connection
