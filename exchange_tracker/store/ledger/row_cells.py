"""The cells of a row and those of the fact that it is about."""

from collections.abc import Collection
from typing import cast

from exchange_tracker.facts.model import Fact, Happening, columns
from exchange_tracker.store.ledger.ledger import Ledger


def without_erased_names(ledger: Ledger, fact: Fact, name: str) -> Fact:
    """Leave out the names of what has an id and had them erased: no file brings them back."""
    if not isinstance(fact, Happening) or not fact.person:
        return fact
    erased = (type(fact), name) in ledger.redacted
    return cast(Fact, fact._replace(person="")) if erased else fact


def merged(there: Fact, row: Fact, names: Collection[str]) -> Fact:
    """Return a fact with the cells of a row; a column that the row does not have stays as it is."""
    cells = zip(columns(type(there)), there, row, strict=True)
    return cast(Fact, type(there)._make(new if name in names else old for name, old, new in cells))


def difference(there: Fact, here: Fact) -> str:
    """Name the cells in which a row differs from the entry of the same id; no name of people."""
    pairs = zip(columns(type(there)), there, here, strict=True)
    return ", ".join(
        f"{name}: other names" if name == "person" else f"{name}: {a!r} there, {b!r} here"
        for name, a, b in pairs
        if a != b
    )
