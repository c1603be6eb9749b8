"""What can be said of one table by itself: an obligation, a replacement, a selector."""

from collections.abc import Iterator

from exchange_tracker.parse.terms.flaws import Flaw, Path, table_in, tables_in
from exchange_tracker.parse.terms.name_table import Known, doubled, unknown
from exchange_tracker.parse.terms.toml import Table

_COLUMNS = ("kind", "category", "nationality", "basis")


def site_flaws(table: Table, path: Path, known: Known) -> Iterator[Flaw]:
    """Yield the flaws of an obligation or a replacement: unknown names, keys that exclude others."""
    yield from _exclusive(table, path, "at_least", "for_each")
    yield from _exclusive(table, path, "phases", "from", "to")
    yield from unknown(table.get("phases"), (*path, "phases"), known.phases, "a phase of the terms")
    yield from doubled(table.get("phases"), (*path, "phases"))
    yield from _selector(table.get("counts"), (*path, "counts"), known)
    for index, item in tables_in(table.get("for_each")):
        yield from _owed(item, (*path, "for_each", index), known)


def obligation_flaws(table: Table, path: Path, known: Known) -> Iterator[Flaw]:
    """Yield the flaws of an obligation as it is written."""
    if "at_least" not in table and "for_each" not in table:
        yield Flaw(path, "neither at_least nor for_each is given", "write one of them")
    yield from unknown(table.get("party"), (*path, "party"), known.parties, "a party of the terms")
    yield from doubled(table.get("party"), (*path, "party"))
    yield from site_flaws(table, path, known)


def _exclusive(table: Table, path: Path, one: str, *others: str) -> Iterator[Flaw]:
    given = [other for other in others if other in table]
    if one in table and given:
        yield Flaw(path, f"both {one} and {'/'.join(given)} are given", "keep one of them")


def _owed(item: Table, path: Path, known: Known) -> Iterator[Flaw]:
    yield from _exclusive(item, path, "counts", "obligation")
    if "counts" not in item and "obligation" not in item:
        yield Flaw(path, "neither counts nor obligation is given", "write one of them")
    yield from unknown(
        item.get("obligation"),
        (*path, "obligation"),
        known.obligations,
        "an obligation of the terms",
    )
    yield from _selector(item.get("counts"), (*path, "counts"), known)


def _selector(value: object, path: Path, known: Known) -> Iterator[Flaw]:
    selector = table_in(value)
    yield from unknown(
        selector.get("party"), (*path, "party"), known.parties, "a party of the terms"
    )
    for column in _COLUMNS:
        yield from unknown(
            selector.get(column),
            (*path, column),
            known.words.get(column),
            f"in the vocabulary of {column}",
        )
    if "except" in selector and "except" not in path:
        yield from _selector(selector["except"], (*path, "except"), known)
