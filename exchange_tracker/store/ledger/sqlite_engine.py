"""What a ledger in an SQLite file does in its own way (see ``engine``)."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

from exchange_tracker.store.ledger import sqlite
from exchange_tracker.store.ledger.connection import roll_back, rows_written
from exchange_tracker.store.ledger.engine import Row
from exchange_tracker.store.ledger.sqlite_errors import code_of, refuse_sqlite_errors
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

    def insert(self, table: str, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> int:
        """Insert rows, column by column, and return how many: a row whose id is taken is left out."""
        marks, bound = _bound(columns)
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(marks)})"
        rows = zip(*bound, strict=True)
        return rows_written(self.connection, f"{statement} ON CONFLICT DO NOTHING", rows)

    def load(self, table: str, names: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert rows of which none is there."""
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
        self.connection.executemany(statement, rows)

    def drop_indexes(self, names: Sequence[str]) -> list[str]:
        """Do without some indexes, and return what makes them again: of all rows at once it is sooner.

        Whoever is still being read to keeps them.
        """
        query = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?"
        dropped = []
        for name in names:
            (statement,) = self.connection.execute(query, (name,)).fetchone()
            try:
                self.connection.execute(f"DROP INDEX {name}")
            except sqlite3.OperationalError as error:
                if code_of(error) != sqlite3.SQLITE_LOCKED:
                    raise
                break
            dropped.append(statement)
        return dropped

    def scratch(self) -> sqlite3.Connection:
        """Return the connection itself: its temporary tables are in no file of the ledger."""
        return self.connection


def _bound(columns: Sequence[Sequence[Any]]) -> tuple[list[str], list[Sequence[Any]]]:
    """Return what stands for each column in a statement, and the columns that are bound to it.

    Binding a value costs as much as checking its cell does: what is blank or one whole number in all rows
    stands in the statement. A column that comes twice is bound twice: early Pythons 3.12 warn of a mark
    with a number.
    """
    marks: list[str] = []
    bound: list[Sequence[Any]] = []
    for column in columns:
        constant = _constant(column) if len(column) > 1 else ""
        if not constant:
            bound.append(column)
        marks.append(constant or "?")
    return marks, bound


def _constant(column: Sequence[Any]) -> str:
    """Return what a column says in every row, as SQL writes it; blank where it is more than a word."""
    first = column[0]
    if (first == "" or isinstance(first, int)) and column.count(first) == len(column):
        return str(first) or "''"
    return ""
