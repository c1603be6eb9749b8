"""Which entries of a ledger are a sheet's own, and what became of them.

An entry is the sheet's own when a sync of the sheet, or an import of it, recorded it first.
"""

from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from typing import Generic

from exchange_tracker.facts.model import Fact
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.schema import KINDS
from exchange_tracker.store.ledger.sheet import Sheet
from exchange_tracker.store.ledger.sheet_cells import Key


class SheetOwn(Generic[Fact]):
    """What came into a ledger by a sheet: ``changes`` are the numbers of its changes."""

    def __init__(self, ledger: Ledger, kind: type[Fact], sheet: Sheet) -> None:
        self.changes = sheet.changes(ledger, kind)
        self.ledger = ledger
        self.kind: type[Fact] = kind
        self._corrected = _first_recorded(ledger, kind, self.changes)

    def has(self, version: Version) -> bool:
        """Return whether an entry is the sheet's own."""
        return version.place in self._corrected or (
            version.row == version.place and version.written in self.changes
        )

    def rows(self) -> Iterator[int]:
        """Yield the rows of those of its entries that stand."""
        standing = f"SELECT row, place FROM {KINDS[self.kind]} WHERE {self.ledger.all_standing}"
        if self.changes:
            numbers = ", ".join(map(str, self.changes))
            query = f"{standing} AND row = place AND written IN ({numbers})"
            yield from (row for row, _ in self.ledger.rows(query))
        for row, place in self.ledger.rows(f"{standing} AND row <> place"):
            if place in self._corrected:
                yield row

    def retracted(self, key_of: Callable[[Fact], Key]) -> dict[Key, tuple[Version, Fact]]:
        """Return the last version of its own entries that were retracted, by their keys."""
        table = KINDS[self.kind]
        where = f"place IN (SELECT place FROM {table} WHERE superseded IS NOT NULL)"
        by_key: dict[Key, tuple[Version, Fact]] = {}
        versions = self.ledger.versions(self.kind, where)
        for _, some in groupby(versions, key=lambda pair: pair[0].place):
            *_, (version, fact) = some
            if version.superseded is not None and self.has(version):
                key = key_of(fact)
                if key not in by_key or by_key[key][0].superseded < version.superseded:  # type: ignore[operator]
                    by_key[key] = version, fact
        return by_key

    def corrected(self, version: Version) -> int:
        """Return the last change that corrected an entry by hand; 0: none did."""
        if version.row == version.place:
            return 0
        versions = self.ledger.versions(self.kind, "place = ?", (version.place,))
        return max(
            (each.written for each, _ in versions if each.written not in self.changes), default=0
        )


def _first_recorded(ledger: Ledger, kind: type, own: Collection[int]) -> frozenset[int]:
    """Return the places of corrected entries that one of some changes recorded first."""
    table = KINDS[kind]
    query = f"""SELECT row, written FROM {table}
        WHERE row = place AND row IN (SELECT place FROM {table} WHERE row <> place)"""
    return frozenset(row for row, written in ledger.rows(query) if written in own)
