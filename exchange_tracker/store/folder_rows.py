"""The rows of one file of a folder, side by side: a row becomes a fact once it is asked for."""

from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import Generic

from exchange_tracker.facts.model import Fact
from exchange_tracker.parse.across import with_ids
from exchange_tracker.parse.row_shape import Chunk, columns_of, facts_of


class FolderRows(Generic[Fact]):
    """Rows of one kind in the order of their file, and the line on which each starts."""

    def __init__(self, kind: type[Fact]) -> None:
        self.kind: type[Fact] = kind
        self.lines: list[int] = []
        self._cells: dict[str, list[str]] = {name: [] for name in kind._fields}

    def add(self, rows: Chunk) -> None:
        """Add rows at the end."""
        self.lines += rows.lines
        for mine, more in zip(self._cells.values(), rows.cells, strict=True):
            mine.extend(more)

    def put_in_place(self, others: Iterable[tuple[int, Fact]]) -> None:
        """Put other rows between them, each by the line it starts on."""
        if placed := sorted(others, key=itemgetter(0)):
            placed = sorted(
                [*zip(self.lines, self.facts(), strict=True), *placed], key=itemgetter(0)
            )
            self.lines = [line for line, _ in placed]
            columns = columns_of(self.kind, [fact for _, fact in placed])
            self._cells = {name: [*cells] for name, cells in zip(self._cells, columns, strict=True)}

    @property
    def ids(self) -> list[str]:
        """Return the ids, of which some may be blank."""
        return self._cells["id"]

    def fill_ids(self, taken: Iterable[str]) -> None:
        """Give each row without an id the lowest that is not taken."""
        self._cells["id"] = with_ids(self.kind, self.ids, taken)

    def columns(self, *names: str) -> list[list[str]]:
        """Return some columns, each by the name of its field."""
        return [self._cells[name] for name in names]

    def facts(self) -> Iterator[Fact]:
        """Return all of them."""
        return facts_of(self.kind, self._cells.values())

    def at(self, places: Collection[int]) -> Iterator[Fact]:
        """Return those at some places, counted from 0."""
        return facts_of(
            self.kind, [map(cells.__getitem__, places) for cells in self._cells.values()]
        )
