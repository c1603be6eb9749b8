"""Rows of a sheet that say what the ledger says, letter by letter: they are passed over unread.

Of a long sheet a few rows are others than at the last sync. What an entry says was checked when it was
recorded, so that a row of the same cells need not be taken apart again, and nor need its entry. Both are compared
as texts, many at a time.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import repeat
from typing import Generic

from exchange_tracker.facts.model import Fact, columns
from exchange_tracker.parse.row_shape import Chunk
from exchange_tracker.parse.table import Plain
from exchange_tracker.parse.table_rows import CHUNK
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.schema import KINDS, NAMES
from exchange_tracker.store.ledger.sheet_cells import DEFAULTED, Key

_BETWEEN = "\x1f"  # between cells: a row or an entry of which a cell has it is read like any other
_AFTER = "\x1e"  # between entries
_FEWER = 100  # times fewer rows than entries are looked up sooner than the entries are read
_PIECE = 250  # entries of the longest cells, which databases still join to one text


class UnchangedRows(Generic[Fact]):
    """The entries that stand, by what they say in the columns of a sheet, until a row says the same."""

    def __init__(self, ledger: Ledger, kind: type[Fact], key: Sequence[str]) -> None:
        self.number = 0
        """How many rows were passed over."""
        self._ledger = ledger
        self._kind: type[Fact] = kind
        self._key = key
        self._file_columns: tuple[str, ...] = ()
        self._met = 0  # rows, whether passed over or not
        self._rows: dict[str, int] | None = None  # of the entries, by their text
        self._others: set[int] = set()  # entries that no row can be told to say
        self._passed: list[tuple[Sequence[int], Sequence[str]]] = []  # lines, and what they say
        self._line_of: dict[Key, int] = {}

    def of_lines(
        self, rows: Plain, file_columns: Sequence[str], *, is_bared: bool
    ) -> Sequence[int]:
        """Return the places of those of some rows that say anything new."""
        texts = rows.text.replace(rows.delimiter, _BETWEEN).split("\n")
        every = range(len(texts))
        if not self._begin(tuple(file_columns), len(texts)) or _BETWEEN in rows.text:
            return every
        lines = range(rows.start, rows.start + len(texts))
        if is_bared and "'" in rows.text:  # which may be taken off
            places = [place for place, text in enumerate(texts) if "'" not in text]
            left = self._sift([lines[n] for n in places], [texts[n] for n in places])
            passed = {*places} - {places[n] for n in left}
            return [place for place in every if place not in passed]
        return self._sift(lines, texts)

    def of_cells(self, rows: Chunk, file_columns: Sequence[str]) -> Chunk:
        """Return those of some rows that say anything new."""
        if not self._begin(tuple(file_columns), len(rows.lines)):
            return rows
        places = [place for place, names in enumerate(rows.names) if names == self._file_columns]
        every = list(zip(*rows.cells, strict=True))
        texts = [_BETWEEN.join(every[place]) for place in places]
        left = self._sift([rows.lines[place] for place in places], texts)
        passed = {*places} - {places[n] for n in left}
        return _picked(rows, passed) if passed else rows

    def _sift(self, lines: Sequence[int], texts: Sequence[str]) -> Sequence[int]:
        """Return the places of the texts that no entry has, each for one of them."""
        there = list(map((self._rows or {}).pop, texts, repeat(0)))  # no row is 0
        if 0 not in there:
            left: list[int] = []
            self._passed.append((lines, texts))
        else:
            left = [place for place, row in enumerate(there) if not row]
            kept = [place for place, row in enumerate(there) if row]
            self._passed.append(([lines[n] for n in kept], [texts[n] for n in kept]))
        self.number += len(texts) - len(left)
        return left

    @property
    def left(self) -> set[int] | None:
        """Return the rows in the ledger of all other entries; ``None``: none was passed over."""
        return {*(self._rows or {}).values(), *self._others} if self.number else None

    @property
    def line_of(self) -> dict[Key, int]:
        """Return the lines of the rows that were passed over, by their keys."""
        if len(self._line_of) < self.number:
            places = [self._file_columns.index(name) for name in self._key]
            for lines, texts in self._passed:
                for line, text in zip(lines, texts, strict=True):
                    cells = text.split(_BETWEEN)
                    self._line_of[tuple(cells[place] for place in places)] = line
        return self._line_of

    def _begin(self, file_columns: tuple[str, ...], number: int) -> bool:
        """Read what the entries say, where a row that says the same can be about no other.

        Beside them the rows of a short sheet, and the first ones of a long one, are looked up instead.
        """
        self._file_columns = self._file_columns or file_columns
        self._met += number
        if self._rows is None and self._met >= CHUNK and self._met * _FEWER >= self._entries:
            self._rows = {}
            if {*self._key} <= {*file_columns} <= {*columns(self._kind)} and self._is_unique():
                self._read()
        return file_columns == self._file_columns and bool(self._rows)

    @cached_property
    def _entries(self) -> int:
        """Return how many rows of entries there are, and may be more."""
        ((last,),) = self._ledger.rows(f"SELECT max(row) FROM {KINDS[self._kind]}")
        return last or 0

    def _is_unique(self) -> bool:
        """Return whether no two entries have the same key."""
        if DEFAULTED & {*self._key}:  # which say the same in more than one way
            return False
        if "id" in self._key or "person" in self._key:  # names stand in a table of their own
            return "id" in self._key
        key = ", ".join(f'"{name}"' for name in self._key)
        query = f"""SELECT 1 FROM {KINDS[self._kind]} WHERE {self._ledger.all_standing}
            GROUP BY {key} HAVING count(*) > 1 LIMIT 1"""
        return not list(self._ledger.rows(query))

    def _read(self) -> None:
        rows: dict[str, int] = {}
        for texts, numbers in self._pieces():
            rows.update(zip(texts, numbers, strict=True))
        if "id" not in self._key:
            places = [self._file_columns.index(name) for name in self._key]
            for text in [text for text in rows if not any(_picked_cells(text, places))]:
                self._others.add(rows.pop(text))
        self._rows = rows

    def _pieces(self) -> Iterator[tuple[Sequence[str], Sequence[int]]]:
        """Yield the texts of entries, and their rows."""
        engine, table = self._ledger.engine, KINDS[self._kind]
        text = engine.side_by_side([*map(self._cell, self._file_columns)], _BETWEEN)
        query = f"""SELECT {engine.joined(text, _AFTER)}, {engine.joined("row")} FROM {table} AS old
            WHERE row > ? AND row <= ? AND {self._ledger.all_standing}"""
        for start in range(0, self._entries, _PIECE):
            ((joined, numbers),) = self._ledger.rows(query, (start, start + _PIECE))
            if joined is None:
                continue
            texts, rows = joined.split(_AFTER), [*map(int, numbers.split(","))]
            if len(texts) != len(rows) or joined.count(_BETWEEN) != len(rows) * (
                len(self._file_columns) - 1
            ):
                self._others.update(rows)
            else:
                yield texts, rows

    def _cell(self, name: str) -> str:
        names = NAMES.get(self._kind)
        if name != "person" or not names:
            return f'"{name}"'
        return f"coalesce((SELECT person FROM {names} AS names WHERE names.row = old.row), '')"


def _picked_cells(text: str, places: Sequence[int]) -> list[str]:
    cells = text.split(_BETWEEN)
    return [cells[place] for place in places]


def _picked(rows: Chunk, passed: Collection[int]) -> Chunk:
    """Return some rows without those at some places."""
    left = [place for place in range(len(rows.lines)) if place not in passed]
    return Chunk(
        [rows.lines[place] for place in left],
        [[cells[place] for place in left] for cells in rows.cells],
        [rows.names[place] for place in left],
    )
