"""The cells of a row of a sheet beside those of an entry, and who wrote them."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.entry import with_defaults
from exchange_tracker.facts.model import Fact, Terms, columns
from exchange_tracker.store.ledger.ledger import Version

Key = tuple[str, ...]

DEFAULTED = {"until", "basis", "bound", "from", "cohort"}
"""Columns in which a blank cell means a word."""


def key_of(kind: type[Fact], key: Iterable[str], terms: Terms) -> Callable[[Fact], Key]:
    """Return what takes the key out of a fact, or refuse what is no column."""
    names = columns(kind)
    for name in key:
        if name not in names:
            offered = ", ".join(names)
            raise UsageError.one("--key", f"{name!r} is not a column", f"write some of {offered}")
    places = [names.index(name) for name in key]
    plain = not DEFAULTED & set(key)
    pick = itemgetter(*places) if len(places) > 1 else lambda fact: (fact[places[0]],)
    return pick if plain else lambda fact: pick(with_defaults(fact, terms))


def cells_of(kind: type[Fact], names: Sequence[str]) -> Callable[[Fact], object]:
    """Return what takes the cells of some columns out of a fact, but its id, which never changes."""
    places = [place for place, name in enumerate(columns(kind)) if name in names and name != "id"]
    return itemgetter(*places) if places else lambda _: ()


def differing(there: Fact, after: Fact, terms: Terms) -> list[str]:
    """Return the columns in which two facts say something else."""
    old, new = with_defaults(there, terms), with_defaults(after, terms)
    pairs = zip(columns(type(there)), old, new, strict=True)
    return [name for name, old, new in pairs if old != new]


def writer(versions: Sequence[tuple[Version, Fact]], place: int, terms: Terms) -> int:
    """Return the change that wrote the present value of a cell."""
    version, last = versions[-1]
    number = version.written
    for older, fact in reversed(versions[:-1]):
        if with_defaults(fact, terms)[place] != with_defaults(last, terms)[place]:
            break
        number = older.written
    return number
