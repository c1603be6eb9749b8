"""What a ledger on a server does in its own way (see ``store.ledger.engine``)."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from weakref import finalize

from exchange_tracker.store.address import Place
from exchange_tracker.store.ledger.engine import Connection, Row
from exchange_tracker.store.ledger.postgres.connection import READING, ServerConnection
from exchange_tracker.store.ledger.postgres.errors import refuse_server_errors

MOST_ASKED = 500  # ids in one query
FEW = 20  # rows that are sooner inserted one by one than copied


class PostgresEngine:
    """A connection to a ledger on a server."""

    def __init__(self, connection: ServerConnection, place: Place) -> None:
        self.connection = connection
        self.place = place

    @classmethod
    def of(cls, connection: Connection, place: Place) -> "PostgresEngine":
        """Return the engine of a connection, which is one to a server."""
        assert isinstance(connection, ServerConnection)  # noqa: S101 - there are no others
        return cls(connection, place)

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Turn what the driver raises into a refusal, unless whoever writes may try again."""
        if self.connection.retries:
            yield
            return
        with refuse_server_errors(self.place):
            yield

    def hold(self, say: Callable[[str], None]) -> None:
        """Begin to read at one moment, unless that was begun; no writer waits for it."""
        del say
        if not self.connection.in_transaction:
            self.connection.begin(READING)

    def let_go(self) -> None:
        """Go on reading at the same moment: no writer waits for it."""

    def rows(self, query: str, values: Row, say: Callable[[str], None]) -> Iterable[Row]:
        """Return the rows of a query, of the moment at which all others are read, too."""
        self.hold(say)
        return self.connection.execute(query, values).fetchall()

    def joined(self, column: str, between: str = ",") -> str:
        """Return what joins a column's values of a group by a sign."""
        return f"string_agg(CAST({column} AS TEXT), '{between}')"

    def json_array(self, cells: Sequence[str]) -> str:
        """Return what makes JSON of some texts of a row: its own arrays have spaces in them."""
        texts = (f"coalesce(CAST(to_json(CAST({cell} AS TEXT)) AS TEXT), 'null')" for cell in cells)
        between = " || ',' || "
        return f"'[' || {between.join(texts)} || ']'"

    def side_by_side(self, cells: Sequence[str], between: str) -> str:
        """Return what makes one text of some cells of a row, with a sign between them."""
        return f" || '{between}' || ".join(cells)

    def insert(self, table: str, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> int:
        """Insert rows, column by column, and return how many: a row whose id is taken is left out.

        Nobody else writes meanwhile, so that ids that are free stay free until the rows are copied.
        """
        rows = [*zip(*columns, strict=True)]
        if len(rows) > FEW:
            new = self._without_taken(table, names, rows)
            self.load(table, names, new)
            return len(new)
        marks = ", ".join("?" * len(names))
        statement = f"""INSERT INTO {table} ({", ".join(names)}) VALUES ({marks})
            ON CONFLICT DO NOTHING RETURNING 1"""
        return sum(len(self.connection.execute(statement, row).fetchall()) for row in rows)

    def _without_taken(self, table: str, names: Sequence[str], rows: Sequence[Row]) -> list[Row]:
        place = [*names].index('"id"')
        ids = [row[place] for row in rows]
        seen: set[str] = set()
        for start in range(0, len(ids), MOST_ASKED):
            chunk = ids[start : start + MOST_ASKED]
            marks = ", ".join("?" * len(chunk))
            query = f"SELECT id FROM {table} WHERE row = place AND id IN ({marks})"
            seen.update(name for (name,) in self.connection.execute(query, chunk))
        new = []
        for row in rows:
            if row[place] not in seen:
                seen.add(row[place])
                new.append(row)
        return new

    def load(self, table: str, names: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert rows of which none is there."""
        statement = f"COPY {table} ({', '.join(names)}) FROM STDIN"
        with self.connection.raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def drop_indexes(self, names: Sequence[str]) -> list[str]:
        """Keep the indexes: who writes to a ledger on a server need not own it."""
        del names
        return []

    def scratch(self) -> sqlite3.Connection:
        """Return a database in no file of this machine: not every server has temporary tables."""
        scratch = sqlite3.connect("", isolation_level=None)
        finalize(self, scratch.close)
        return scratch
