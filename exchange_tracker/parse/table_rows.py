"""The rows of a table below its header, of its width: in chunks, which are read column by column.

What is plain to read is taken whole, and never row by row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice, repeat
from typing import NamedTuple

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.parse.cells import Check
from exchange_tracker.parse.row_shape import (
    Chunk,
    Numbered,
    Sieve,
    bared,
    is_wider_by_blanks,
    width_problem,
)
from exchange_tracker.parse.table import Plain, Row

CHUNK = 500  # rows: few enough to stay in the processor's cache


def chunked(rows: Iterator[Numbered]) -> Iterator[Chunk]:
    """Yield rows side by side, some at a time."""
    while some := list(islice(rows, CHUNK)):
        lines, cells, names = zip(*some, strict=True)
        yield Chunk(lines, list(zip(*cells, strict=True)), names)


class Table(NamedTuple):
    """A file with a header: its name and its columns, what is taken off a cell with a ``'``.

    ``take`` is told how many rows were read, ``refuse`` what is wrong with one; ``is_full`` says that nothing
    more need be read. A sheet of a workbook may go on, formatted and blank, beside what it holds.
    """

    name: str
    columns: tuple[str, ...]
    bare: Check | None
    is_sheet: bool
    sieve: Sieve | None
    take: Callable[[int], None]
    refuse: Callable[[Iterable[Problem]], None]
    is_full: Callable[[], bool]

    def chunks(self, rows: Iterator[Row | Plain]) -> Iterator[Chunk]:
        """Yield its rows but for those that the sieve takes out line by line."""
        try:
            for kind, some in groupby(rows, key=type):
                if kind is Plain:
                    for block in some:
                        yield from self._plain(block)  # type: ignore[arg-type]
                else:
                    yield from chunked(self._of_width(some))  # type: ignore[arg-type]
                if self.is_full():
                    return
        except Refusal as refusal:  # what comes after cannot be read
            self.refuse(refusal.problems)

    def _plain(self, block: Plain) -> Iterator[Chunk]:
        places: Sequence[int] = range(block.text.count("\n") + 1)
        if self.sieve:
            every = len(places)
            places = self.sieve.of_lines(block, self.columns, is_bared=self.bare is not None)
            self.take(every - len(places))
            if not places:
                return
        lines = block.lines
        if len(places) < len(lines):
            lines = [lines[place] for place in places]
        for start in range(0, len(lines), CHUNK):
            numbers = [block.start + place for place in places[start : start + CHUNK]]
            yield from self._split(numbers, lines[start : start + CHUNK], block.delimiter)

    def _split(self, numbers: list[int], lines: list[str], between: str) -> Iterator[Chunk]:
        """Yield the cells of plain rows, column by column."""
        width = len(self.columns)
        if {*map(str.count, lines, repeat(between))} != {width - 1}:
            cells = (line.split(between) for line in lines)
            yield from chunked(self._of_width(zip(numbers, cells, strict=True)))
            return
        self.take(len(lines))
        every_cell = between.join(lines).split(between)
        columns = [bared(self.bare, every_cell[place::width]) for place in range(width)]
        yield Chunk(numbers, columns, (self.columns,) * len(lines))

    def _of_width(self, rows: Iterable[Row]) -> Iterator[Numbered]:
        width = len(self.columns)
        try:
            for line, row in rows:
                if isinstance(row, Refusal):
                    self.refuse(row.problems)
                elif len(row) != width and not (self.is_sheet and is_wider_by_blanks(row, width)):
                    self.refuse([width_problem(row, width, f"{self.name}:{line}")])
                else:
                    self.take(1)
                    yield line, list(bared(self.bare, row[:width])), self.columns
                    continue
                if self.is_full():
                    return
        except Refusal as refusal:  # what comes after cannot be read
            self.refuse(refusal.problems)
