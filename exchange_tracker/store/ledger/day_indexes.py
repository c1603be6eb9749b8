"""The indexes of entries by their days, which a first import of very many rows does without until they are in."""

from exchange_tracker.store.ledger.engine import Engine
from exchange_tracker.store.ledger.schema import BY_DAY

MANY = 20_000  # rows; to index so many at once takes a third of what it takes one by one


class DayIndexes:
    """The indexes by day while a change adds entries; what the transaction takes back, they are part of."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._first: int | None = None  # the first row that the change adds
        # What makes them again; ``None``: none was dropped yet.
        self._missing: list[str] | None = None

    def expect(self, row: int) -> None:
        """Hear which row is written next: where many are there, all of this change, do without."""
        if self._first is None:
            self._first = row
        if self._first == 1 and row > MANY and self._missing is None:
            self._missing = self._engine.drop_indexes(BY_DAY)

    def make(self) -> None:
        """Make those that are missing, before anything is looked up by its day."""
        while self._missing:
            self._engine.connection.execute(self._missing.pop())
