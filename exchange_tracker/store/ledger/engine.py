"""What differs between the databases that a ledger lies in, for those who know only statements.

A statement of the ledger is written once, with ``?`` where a value goes, in words that SQLite and PostgreSQL
read alike. The few things that they do otherwise are asked of an ``Engine``: ``sqlite_engine`` of a
file, ``postgres`` of a server.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]


class Cursor(Protocol):
    """What a statement gave."""

    def fetchone(self) -> Any:
        """Return the next row; ``None`` after the last."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows that are left."""


class Connection(Protocol):
    """A connection to a ledger: SQLite's own has what is asked of it here."""

    @property
    def in_transaction(self) -> bool:
        """Return whether a transaction was begun."""

    def execute(self, statement: str, values: Any = (), /) -> Cursor:
        """Run a statement."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> Cursor:
        """Run a statement once for each row of values."""

    def close(self) -> None:
        """Let go of the ledger."""


class Engine(Protocol):
    """A database as the ledger uses it: how it is read, and what its statements say otherwise."""

    @property
    def connection(self) -> Connection:
        """Return the connection that it is the engine of."""

    def refusing(self) -> AbstractContextManager[None]:
        """Turn what the database raises into a refusal in plain words."""

    def hold(self, say: Callable[[str], None]) -> None:
        """Begin to read at one moment, unless that was begun."""

    def let_go(self) -> None:
        """End to read at one moment, where a writer would wait for it."""

    def rows(self, query: str, values: Row, say: Callable[[str], None]) -> Iterable[Row]:
        """Return the rows of a query outside of a transaction."""

    def joined(self, column: str, between: str = ",") -> str:
        """Return what joins a column's values of a group by a sign, in one order for all columns."""

    def json_array(self, cells: Sequence[str]) -> str:
        """Return what makes JSON of some texts of a row, without spaces between them."""

    def side_by_side(self, cells: Sequence[str], between: str) -> str:
        """Return what makes one text of some cells of a row, with a sign between them."""

    def insert(self, table: str, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> int:
        """Insert rows, column by column, and return how many: a row whose id is taken is left out.

        The names are those of the columns, as SQL writes them.
        """

    def load(self, table: str, names: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert rows of which none is there, as fast as it goes."""

    def drop_indexes(self, names: Sequence[str]) -> list[str]:
        """Do without some indexes while very many rows are written.

        Return the statements that make them again; none where they are kept.
        """

    def scratch(self) -> sqlite3.Connection:
        """Return where an import makes its temporary tables."""
