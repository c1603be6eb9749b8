"""What rows are before and after their cells are read: of the width of their header, blank, fit or not."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Generic, NamedTuple, Protocol, cast

from exchange_tracker.errors import Problem
from exchange_tracker.facts.model import Fact
from exchange_tracker.parse.cells import Check
from exchange_tracker.parse.table import Plain

Numbered = tuple[int, list[str], tuple[str, ...]]
"""The line a row starts on, its cells, and the columns that its file has for it."""


class Chunk(NamedTuple):
    """Several of them side by side: the cells column by column."""

    lines: Sequence[int]
    cells: Sequence[Sequence[str]]
    names: Sequence[tuple[str, ...]]


class Sieve(Protocol):
    """What takes out rows that need not be checked."""

    def of_lines(
        self, rows: Plain, file_columns: Sequence[str], *, is_bared: bool
    ) -> Sequence[int]:
        """Return the places of the rows that are left; ``is_bared``: a ``'`` may be taken off a cell."""

    def of_cells(self, rows: Chunk, file_columns: Sequence[str]) -> Chunk:
        """Return the rows that are left."""


class Unfit(NamedTuple):
    """A row of which a map can make no entry: its line, the cells that are fit, and what is not."""

    line: int
    cells: dict[str, str]
    problems: tuple[Problem, ...]


class Checked(NamedTuple, Generic[Fact]):
    """Some rows that are right by themselves: the line each starts on, and the columns it has.

    A column that a row does not have is blank in its fact.
    """

    lines: Sequence[int]
    facts: list[Fact]
    columns: Sequence[tuple[str, ...]]


def facts_of(kind: type[Fact], cells: Iterable[Iterable[str]]) -> Iterator[Fact]:
    """Return the rows of some columns as facts."""
    rows = map(tuple.__new__, repeat(kind), zip(*cells, strict=True))  # _make, at C's speed
    return cast(Iterator[Fact], rows)


def columns_of(kind: type[Fact], facts: Sequence[Fact]) -> list[Sequence[str]]:
    """Return the columns of some facts, of which there may be none."""
    return [*zip(*facts, strict=True)] if facts else [() for _ in kind._fields]


def bared(bare: Check | None, cells: Sequence[str]) -> Sequence[str]:
    """Return cells without what another form of output put on each with a ``'``."""
    if not bare or "'" not in "".join(cells):
        return cells
    return [bare(cell) if "'" in cell else cell for cell in cells]


def without_margin(row: list[str]) -> list[str]:
    """Return a row without the blank cells at its end: a sheet may go on, formatted and blank."""
    width = max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
    return row[:width]


def is_wider_by_blanks(row: list[str], width: int) -> bool:
    """Return whether a row has more cells than the header, and those are blank."""
    return len(row) > width and len(without_margin(row)) <= width


def width_problem(row: list[str], width: int, where: str) -> Problem:
    """Say that a row has more or fewer cells than the header."""
    if not any(cell.strip() for cell in row):
        return blank_problem(where)
    cells = "1 cell" if len(row) == 1 else f"{len(row):,} cells"
    return Problem(
        where,
        f"the row has {cells} and the header {width}",
        "give one cell for each column, and put a cell with a comma in it in quotes",
    )


def blank_problem(where: str) -> Problem:
    """Say that a row is blank."""
    return Problem(where, "the row is blank", "delete it")
