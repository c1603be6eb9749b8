"""What a reading does to the obligations: replacing keys whole (``ledger.md``, section 2.1).

An effect says for one obligation which keys a reading puts in and which it takes out (``None``,
which TOML does not know). Effects add up by the union of their keys, so a reading that combines
others costs as much as its own obligations, however often those combine each other.
"""

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter

from exchange_tracker.parse.terms.toml import Table

Effects = dict[str, Table]

_REPLACES = {
    "at_least": ("for_each",),
    "for_each": ("at_least",),
    "phases": ("from", "to"),
    "from": ("phases",),
    "to": ("phases",),
}


def effects(
    own: Mapping[str, Mapping[str, Table]], combines: Mapping[str, Sequence[str]]
) -> dict[str, Effects]:
    """Return by reading, then by id, what each reading does to the obligations.

    ``own`` holds the replacements of each reading by id, ``combines`` the readings that each
    takes over. Raises ``ValueError`` where these run in a circle, ``KeyError`` where one is unknown.
    """
    found: dict[str, Effects] = {}
    for reading in TopologicalSorter(combines).static_order():
        found[reading] = {}
        for other in combines[reading]:
            _add(found[reading], found[other])
        _add(found[reading], {id_: _effect(keys) for id_, keys in own[reading].items()})
    return found


def _add(to: Effects, more: Mapping[str, Table]) -> None:
    for id_, effect in more.items():
        to[id_] = {**to.get(id_, {}), **effect}


def _effect(replacement: Table) -> Table:
    dropped = dict.fromkeys(rival for key in replacement for rival in _REPLACES.get(key, ()))
    return {**dropped, **replacement}


def under(effect: Table, obligation: Table) -> Table | None:
    """Return the obligation that results; ``None`` where the reading knows no such obligation."""
    result = {key: value for key, value in {**obligation, **effect}.items() if value is not None}
    return None if result.get("void") is True else result
