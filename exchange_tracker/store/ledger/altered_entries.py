"""The entries that make the difference between two states of one ledger."""

import heapq
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from exchange_tracker.facts.entry import entry_of
from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.store.ledger.change_rows import first_row
from exchange_tracker.store.ledger.ledger import Ledger

_REMEMBERED = 65_536  # days and groups: very many entries have few


class Altered(NamedTuple):
    """Where a version of an entry lies: its id, its last truce day and its first, and its group."""

    id: str
    day: date
    first: date
    group: Group


_Placed = tuple[tuple[int, int], Altered]
"""A version with the row of the first version of its entry, and its own."""


def altered_entries(now: Ledger, then: Ledger) -> Iterator[Altered]:
    """Yield the versions of entries that count at one of two moments and not at the other.

    In the order of first recording, those of one entry one after the other. First versions are
    never beside an earlier one of their own, so the few later ones alone are looked at together.
    """
    number, _ = then.last
    first, later = _first_versions(now, number), _later_versions(now, number)
    for _, altered in heapq.merge(first, later, key=lambda pair: pair[0]) if later else first:
        yield altered


def _first_versions(now: Ledger, number: int) -> Iterator[_Placed]:
    """Yield the entries recorded after a change that stand as they were recorded then."""
    lies = lru_cache(_REMEMBERED)(_lies)
    cells = "row, id, day, until, at, party, kind, category, nationality, basis"
    where = f"{now.standing} AND row = place"
    before = (first_row(now, "releases", number + 1) - 1,)
    for row, name, *place in now.pieces("releases", ("row",), cells, where, after=before):
        yield (row, row), Altered(name, *lies(now.clock, *place))


def _lies(
    clock: Clock, day: str, until: str, at: str, party: str, kind: str, *others: str
) -> tuple[date, date, Group]:
    category, nationality, basis = others
    entry = entry_of(
        Release("", day, until, at, party, kind, "0", category, nationality, basis), clock
    )
    return entry.day, entry.first, entry.group


def _later_versions(now: Ledger, number: int) -> list[_Placed]:
    """Return what was corrected after a change, and what ended, but for what counts as before."""
    last, _ = now.last
    corrected = f"row >= ? AND {now.standing} AND row <> place"
    ended = "written <= ? AND superseded > ? AND superseded <= ?"
    versions = [
        (version, entry_of(release, now.clock))
        for version, release in heapq.merge(
            now.versions(Release, corrected, (first_row(now, "releases", number + 1),)),
            now.versions(Release, ended, (number, number, last)),
            key=lambda pair: (pair[0].place, pair[0].row),
        )
    ]
    counted = Counter((version.place, entry.counts_as) for version, entry in versions)
    return [
        ((version.place, version.row), Altered(entry.id, entry.day, entry.first, entry.group))
        for version, entry in versions
        if counted[version.place, entry.counts_as] == 1
    ]
