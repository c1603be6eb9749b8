"""A ledger that counts the rows read of it, so that long reading can say how far it is."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count

from exchange_tracker.cli.progress import progress, unseen
from exchange_tracker.store.ledger.evidence import ChangeLine, LineRows
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.schema import TABLES


class Counting(Ledger):
    """The same ledger; ``tell`` is told the rows that were read of it so far."""

    read: int
    tell: Callable[[int], None]

    def rows(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple]:  # type: ignore[type-arg]
        """Yield the rows of a query, each counted."""
        for row in super().rows(query, values):
            self.read += 1
            self.tell(self.read)
            yield row

    def note_read(self, rows: int) -> None:
        """Count rows that were read as one."""
        self.read += rows
        self.tell(self.read)


@contextmanager
def reading(ledger: Ledger) -> Iterator[Ledger]:
    """Return the ledger to be read as a whole once; how much of it was read is drawn meanwhile."""
    counting = Counting(ledger.connection, ledger.path, ledger.as_of, ledger)
    counting.read, whole = 0, 1
    with progress("rows", part=lambda: counting.read / whole) as counting.tell:
        if counting.tell is unseen:  # counting costs a fraction of a second for a million rows
            yield ledger
            return
        query = " UNION ALL ".join(f"SELECT count(*) FROM {table}" for _, table in TABLES)  # noqa: S608 - our own names
        whole = max(1, sum(rows for (rows,) in ledger.rows(query)))
        yield counting


class _Taken(LineRows):
    """The rows of one change; ``take`` is called for each that is taken."""

    def __init__(self, rows: LineRows, take: Callable[[], None]) -> None:
        super().__init__("", 0)
        self.rows, self.take = rows, take

    def __iter__(self) -> Iterator[list[str]]:
        for row in self.rows:
            self.take()
            yield row

    @property
    def text(self) -> str:
        """Return them all in the form in which they are digested."""
        return self.rows.text


def taken(lines: Iterable[ChangeLine], tell: Callable[[int], None]) -> Iterator[ChangeLine]:
    """Yield the changes of a history; ``tell`` is told how many of their rows were taken so far."""
    so_far = count(1)
    for line in lines:
        yield line._replace(rows=_Taken(line.rows, lambda: tell(next(so_far))))
