"""What the readings replace: which keys each puts in and which it takes out (``ledger.md``, section 2.1).

An effect says for one obligation, or for one event, which keys a reading puts in and which it takes
out (``None``, which TOML does not know). Effects add up by the union of their keys, so a reading that
combines others costs as much as its own replacements, however often those combine each other.
"""

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter

from exchange_tracker.parse.terms.toml import Table

Effects = dict[str, Table]
"""What a reading does to obligations, or to events, by id."""

_SPAN_KEYS = ("phases", "from", "to", "after", "within")
_REPLACES = {
    "at_least": ("for_each",),
    "for_each": ("at_least",),
    "phases": _SPAN_KEYS,
    "from": _SPAN_KEYS,
    "after": _SPAN_KEYS,
    # Never alone in what is checked; terms recorded before 'from' could stand alone may have it so.
    "to": ("phases", "after", "within"),
}
"""Which keys each takes the place of, but for those that the same reading writes."""


def effects(
    own: Mapping[str, Mapping[str, Table]], combines: Mapping[str, Sequence[str]]
) -> dict[str, Effects]:
    """Return by reading, then by id, what each reading does to the obligations, or to the events.

    ``own`` holds the replacements of each reading by id, ``combines`` the readings that each
    takes over. Raises ``ValueError`` where these run in a circle, ``KeyError`` where one is unknown.
    """
    by_reading: dict[str, Effects] = {}
    for reading in TopologicalSorter(combines).static_order():
        by_reading[reading] = {}
        for other in combines[reading]:
            _add(by_reading[reading], by_reading[other])
        _add(by_reading[reading], {id_: _effect(keys) for id_, keys in own[reading].items()})
    return by_reading


def _add(to: Effects, effects: Effects) -> None:
    for id_, effect in effects.items():
        to[id_] = {**to.get(id_, {}), **effect}


def _effect(replacement: Table) -> Table:
    dropped = dict.fromkeys(rival for key in replacement for rival in _REPLACES.get(key, ()))
    return {**dropped, **replacement}


def under(effect: Table, obligation: Table) -> Table | None:
    """Return the obligation that results; ``None`` where the reading knows no such obligation."""
    result = {key: value for key, value in {**obligation, **effect}.items() if value is not None}
    return None if result.get("void") is True else result
