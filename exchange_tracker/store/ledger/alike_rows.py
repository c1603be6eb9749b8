"""Entries that may be others once more: the same day and group, and another count.

A sheet without ids in which a count was corrected says so by nothing else.
"""

from itertools import islice
from typing import NamedTuple

from exchange_tracker.facts.model import Fact, Release, values
from exchange_tracker.store.ledger.ids import Ids

MOST_COMPARED = 10_000  # pairs

_BASIS = "coalesce(nullif({}.basis, ''), 'agreement')"
_FIRST = "CASE WHEN {0}.until IN ('', {0}.day) THEN '' ELSE {0}.day END"  # of a span of days
_BEFORE = f"""CREATE TEMP TABLE before AS
  SELECT id, truce_day, {_FIRST.format("old")} AS first_day, party, kind, category, nationality, {_BASIS.format("old")} AS basis, count
  FROM releases AS old WHERE row < ? AND superseded IS NULL
    AND truce_day IN (SELECT truce_day FROM releases WHERE row >= ?)"""
_PAIRS = f"""SELECT new.id, before.id FROM releases AS new JOIN before USING
    (truce_day, party, kind, category, nationality)
  WHERE new.row >= ? AND new.row = new.place AND before.count <> new.count
    AND before.first_day = {_FIRST.format("new")} AND before.basis = {_BASIS.format("new")} AND new.id NOT IN (SELECT id FROM given)
  ORDER BY new.row LIMIT {MOST_COMPARED}"""


class Alike(NamedTuple):
    """An entry that was added beside one of the same day and group that has another count."""

    new: Release
    old: Release


def alike(ids: Ids[Fact], start: int, most: int) -> list[Alike]:
    """Return the entries that a file added from row ``start`` beside others that it does not name."""
    connection = ids.change.connection
    if ids.kind is not Release or not ids.compares or most < 1 or start == 1:
        return []
    connection.execute("DROP TABLE IF EXISTS temp.before")
    connection.execute(_BEFORE, (start, start))
    connection.execute("CREATE INDEX temp.before_day ON before (truce_day, party, kind)")
    pairs = connection.execute(_PAIRS, (start,)).fetchall()
    names = dict.fromkeys(name for pair in pairs for name in pair)
    facts = {name: fact for name, (_, fact) in ids.change.ledger.latest(Release, [*names]).items()}
    first: dict[str, str] = {}
    for new, old in pairs:
        if new not in first and ids.is_unused(facts[old]) and _may_be_one(facts[new], facts[old]):
            first[new] = old
    return [Alike(facts[new], facts[old]) for new, old in islice(first.items(), most)]


def _may_be_one(one: Release, other: Release) -> bool:
    """Return whether two entries may be about the same people, by their names."""
    names, others = set(values(one.person)), set(values(other.person))
    return not names or not others or bool(names & others)
