"""The entries that a sheet is compared with: its own, and those that have a key of it.

The others of a ledger are not read, so that a short sheet costs no more beside a long ledger.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

from exchange_tracker.facts.model import Fact
from exchange_tracker.store.ledger.ledger import MOST_ASKED, Ledger, Version
from exchange_tracker.store.ledger.schema import KINDS
from exchange_tracker.store.ledger.sheet_cells import DEFAULTED, Key
from exchange_tracker.store.ledger.sheet_own import SheetOwn

Value = TypeVar("Value", str, int)


def entries_beside(
    own: SheetOwn[Fact], key: Sequence[str], keys: Sequence[Key], left: set[int] | None
) -> Iterator[tuple[Version, Fact]]:
    """Yield the sheet's own entries and those of some keys; more, where few are ``left``.

    ``left`` are the rows of the entries for which no row of the sheet was passed over, if any was.
    """
    if left is None or len(left) > MOST_ASKED:
        rows = {*own.rows(), *_rows_of(own.ledger, KINDS[own.kind], key, keys)}
        left = rows if left is None else rows & left
    for some in _chunks(sorted(left)):
        yield from own.ledger.versions(own.kind, f"row IN ({_marks(some)})", some)


def has_others(
    ledger: Ledger, kind: type, key: Sequence[str], keys: Sequence[Key], left: set[int]
) -> bool:
    """Return whether any entry that is not ``left``, of which a row was passed over, may have one of some keys."""
    return not left.issuperset(_rows_of(ledger, KINDS[kind], key, keys))


def _rows_of(ledger: Ledger, table: str, key: Sequence[str], keys: Sequence[Key]) -> Iterator[int]:
    """Yield the rows of the entries that stand and may have some keys."""
    if "id" in key:
        ids = [each[key.index("id")] for each in keys]
        yield from chain.from_iterable(_rows_of_ids(ledger, table, some) for some in _chunks(ids))
        return
    query = f"SELECT row FROM {table} WHERE {ledger.all_standing}"
    wanted: list[str] = []
    if len(keys) <= MOST_ASKED and not {"person", *DEFAULTED} & set(key):
        names = ", ".join(f'"{name}"' for name in key)
        offered = ", ".join([f"({_marks(key)})"] * len(keys))
        query += f" AND ({names}) IN (VALUES {offered})"
        wanted = [cell for each in keys for cell in each]
    if keys:
        yield from (row for (row,) in ledger.rows(query, tuple(wanted)))


def _rows_of_ids(ledger: Ledger, table: str, ids: Sequence[str]) -> Iterator[int]:
    places = f"SELECT row FROM {table} WHERE row = place AND id IN ({_marks(ids)})"
    query = f"""SELECT row FROM {table} WHERE row IN ({places}) AND {ledger.standing} UNION ALL
        SELECT row FROM {table} WHERE row <> place AND place IN ({places}) AND {ledger.standing}"""
    yield from (row for (row,) in ledger.rows(query, (*ids, *ids)))


def _chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    for start in range(0, len(values), MOST_ASKED):
        yield values[start : start + MOST_ASKED]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
