"""How the rows of a ledger are read without holding up whoever writes.

After its first moment, in which the sums are read, a ledger is read a piece at a time, and what
others write meanwhile is left out. Rows say which change wrote and which superseded them, so that no
two pieces need to be of the same moment.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from exchange_tracker.store.address import Place
from exchange_tracker.store.ledger.engine import Connection
from exchange_tracker.store.ledger.engines import engine_of
from exchange_tracker.store.ledger.waiting import Say, say_nothing

PIECE = 1_000  # rows


class RowReader:
    """The rows of a ledger up to a change; ``upto`` is ``None`` with all that others write."""

    def __init__(self, connection: Connection, path: Place, upto: int | None) -> None:
        self.connection = connection
        self.path = path
        self.engine = engine_of(connection, path)
        self.upto = upto
        self.say: Say = say_nothing

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Read at one moment; where none was begun yet, writers get in after it."""
        if not self.connection.in_transaction:
            with self.engine.refusing():
                self.engine.hold(self.say)
        try:
            yield
        finally:
            self.let_go()

    @contextmanager
    def steadily(self) -> Iterator[None]:
        """Let no writer in meanwhile, from the moment at which the ledger was opened."""
        upto, self.upto = self.upto, None
        try:
            yield
        finally:
            self.upto = upto

    def let_go(self) -> None:
        """Let writers in; what they write is left out."""
        if self.upto is not None:
            self.engine.let_go()

    @property
    def is_overtaken(self) -> bool:
        """Return whether others have written since the ledger was opened."""
        if self.upto is None:
            return False
        (last,) = next(self.rows("SELECT max(number) FROM changes"))
        return bool(last != self.upto)

    def pieces(
        self,
        table: str,
        order: tuple[str, ...],
        cells: str,
        where: str = "TRUE",
        values: tuple[object, ...] = (),
        after: tuple[int, ...] = (),
        *,
        at_first: int | None = None,
    ) -> Iterator[tuple[Any, ...]]:
        """Return the rows that :meth:`in_pieces` yields, one by one.

        ``at_first`` is how many are read first; ``None``: as many as at a time later.
        """
        every = self.in_pieces(table, order, cells, where, values, after, at_first=at_first)
        return chain.from_iterable(every)

    def in_pieces(
        self,
        table: str,
        order: tuple[str, ...],
        cells: str,
        where: str = "TRUE",
        values: tuple[object, ...] = (),
        after: tuple[int, ...] = (),
        *,
        at_first: int | None = None,
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a table in the order of some whole numbers, which no two rows share.

        Those ``after`` some numbers alone.
        """
        every = self.numbered_pieces(table, order, cells, where, values, after, at_first=at_first)
        for rows in every:
            yield [row[len(order) :] for row in rows]

    def numbered_pieces(
        self,
        table: str,
        order: tuple[str, ...],
        cells: str,
        where: str,
        values: tuple[object, ...],
        after: tuple[int, ...] = (),
        *,
        at_first: int | None = None,
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the same with the numbers in front.

        A condition that says after which would be gone through from its beginning for each piece.
        Between two pieces of them writers get in.
        """
        self.let_go()
        names, marks = ", ".join(order), ", ".join("?" * len(order))
        query = f"SELECT {names}, {cells} FROM {table} AS old WHERE ({where}) AND {{}}"
        query += f" ORDER BY {names} LIMIT "
        more, most = True, at_first or PIECE
        while more:
            begins = f"({names}) > ({marks})" if after else "TRUE"
            rows = list(self.rows(query.format(begins) + str(most), (*values, *after)))
            yield rows
            more, most = len(rows) == most, PIECE
            after = rows[-1][: len(order)] if more else after

    def note_read(self, rows: int) -> None:
        """Hear that so many rows were read as one, which who shows how far it is counts."""

    def rows(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple]:  # type: ignore[type-arg]
        """Yield the rows of a query, or a refusal in plain words where the database fails."""
        with self.engine.refusing():
            if self.connection.in_transaction:
                # A bare cursor would be closed when this is let go, which fails after its connection.
                yield from chain(self.connection.execute(query, values))
            else:
                yield from self.engine.rows(query, values, self.say)

    def first_row(self, table: str, number: int) -> int:
        """Return the first row written by a change or a later one: rows are in order of changes."""
        (high,) = next(self.rows(f"SELECT coalesce(max(row), 0) + 1 FROM {table}"))
        low = 1
        while low < high:
            middle = (low + high) // 2
            query = f"SELECT written FROM {table} WHERE row >= ? ORDER BY row LIMIT 1"
            (written,) = next(self.rows(query, (middle,)))
            low, high = (low, middle) if written >= number else (middle + 1, high)
        return int(low)


def rows_among(rows: Sequence[int]) -> str:
    """Return the condition that a row is one of some; without any, none."""
    return f" AND row IN ({', '.join('?' * len(rows))})" if rows else ""
