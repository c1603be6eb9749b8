"""What rows are before and after their cells are read: of the width of their header, blank, fit or not."""

from collections.abc import Callable
from typing import Generic, NamedTuple

from exchange_tracker.errors import Problem
from exchange_tracker.facts.model import Fact
from exchange_tracker.parse.cells import Check

Numbered = tuple[int, list[str], tuple[str, ...]]
"""The line a row starts on, its cells, and the columns that its file has for it."""


class Unfit(NamedTuple):
    """A row of which a map can make no entry: its line, the cells that are fit, and what is not."""

    line: int
    cells: dict[str, str]
    problems: tuple[Problem, ...]


class Checked(NamedTuple, Generic[Fact]):
    """Some rows that are right by themselves: the line each starts on, and the columns it has.

    A column that a row does not have is blank in its fact.
    """

    lines: tuple[int, ...]
    facts: list[Fact]
    columns: tuple[tuple[str, ...], ...]


def bared(bare: Check) -> Callable[[Numbered], Numbered]:
    """Return what takes off each cell with a ``'`` what another form of output put on."""

    def row(numbered: Numbered) -> Numbered:
        number, cells, names = numbered
        if "'" not in "".join(cells):
            return numbered
        return number, [bare(cell) if "'" in cell else cell for cell in cells], names

    return row


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
