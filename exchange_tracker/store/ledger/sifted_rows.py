"""A file of rows less those that are held back, some with the cells of others beside their own."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import BinaryIO, NamedTuple, cast

from exchange_tracker.facts.model import Fact, Happening, Release, values
from exchange_tracker.parse.row_shape import Checked
from exchange_tracker.parse.rows import Reader
from exchange_tracker.store.ledger.row_import import Input


class SiftedRows(NamedTuple):
    """A file that leaves out some rows, by their numbers; ``lent`` are rows that tell more of one."""

    rows: Input
    held: frozenset[int]
    lent: Mapping[int, tuple[Happening, ...]]

    @property
    def name(self) -> str:
        """Return the name by which messages call it."""
        return self.rows.name

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Open the file from its beginning."""
        return self.rows.open()

    def read(self, reader: Reader[Fact], raw: BinaryIO) -> Iterator[Checked[Fact]]:
        """Return its rows, checked, by the form the file has."""
        first = 0
        for chunk in self.rows.read(reader, raw):
            numbers = range(first, first + len(chunk.facts))
            first = numbers.stop
            if self.held.isdisjoint(numbers) and self.lent.keys().isdisjoint(numbers):
                yield chunk
            else:
                yield self._sifted(chunk, numbers)

    def _sifted(self, chunk: Checked[Fact], numbers: Sequence[int]) -> Checked[Fact]:
        kept = [n for n, number in enumerate(numbers) if number not in self.held]
        return Checked(
            tuple(chunk.lines[n] for n in kept),
            [self._with_lent(numbers[n], chunk.facts[n]) for n in kept],
            tuple(chunk.columns[n] for n in kept),
        )

    def _with_lent(self, number: int, fact: Fact) -> Fact:
        for other in self.lent.get(number, ()):
            fact = cast(Fact, with_partner(cast(Happening, fact), other))
        return fact


class Unsifted:
    """The numbers of rows in a file, by their numbers among those that are left of it."""

    def __init__(self, held: Collection[int]) -> None:
        self._left_before = [number - n for n, number in enumerate(sorted(held))]

    def number(self, left: int) -> int:
        """Return which row of the file one of those that are left is."""
        return left + bisect_right(self._left_before, left)


def with_partner(row: Happening, other: Happening) -> Happening:
    """Return a row with what its partner tells of the same event: its sources, and what was blank."""
    sources = ";".join(dict.fromkeys([*values(row.sources), *values(other.sources)]))
    notes = [row.note] if other.note in row.note else [row.note, other.note]
    cells = {
        "sources": sources,
        "note": "; ".join(filter(None, notes)),
        "person": row.person or other.person,
    }
    if isinstance(row, Release) and isinstance(other, Release) and not row.until:
        cells["at"] = row.at or other.at
    return row._replace(**cells)
