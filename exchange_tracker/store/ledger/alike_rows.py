"""Entries and movements that may be others once more: the same day and group, and another count.

A sheet without ids in which a count was corrected says so by nothing else.
"""

from itertools import islice
from typing import NamedTuple

from exchange_tracker.facts.entry import names_of
from exchange_tracker.facts.model import ONE_PERSON, Fact, Happening, Release
from exchange_tracker.facts.movement import Movement
from exchange_tracker.store.ledger.ids import Ids
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.schema import KINDS

MOST_COMPARED = 10_000  # pairs

_UNTIL = (
    "CASE WHEN {0}.until IN ('', {0}.day) THEN '' ELSE {0}.until END"  # blank: the day is known
)
_GROUP = {name: f"{{0}}.{name}" for name in ("party", "kind", "category", "nationality")}
_SAME: dict[type, dict[str, str]] = {
    Release: {
        "truce_day": "{0}.truce_day",
        "first_day": "CASE WHEN {0}.until IN ('', {0}.day) THEN '' ELSE {0}.day END",
        **_GROUP,
        "basis": "coalesce(nullif({0}.basis, ''), 'agreement')",
    },
    Movement: {"day": "{0}.day", "until": _UNTIL, "movement": "{0}.movement", **_GROUP},
}
"""What two rows of a kind have in common when one may be the other once more; the first is indexed."""


def _pairs(kind: type) -> str:
    table, same = KINDS[kind], _SAME[kind]
    cells = ", ".join(f"{cell.format('old')} AS {name}" for name, cell in same.items())
    day, cell = next(iter(same.items()))
    days = f"SELECT {cell.format('new')} FROM {table} AS new WHERE row >= ?"
    alike_cells = " AND ".join(
        f"counts.{name} = {cell.format('new')}" for name, cell in same.items()
    )
    counts_alike = " AND ".join(f"counts.{name} = before.{name}" for name in same)
    return f"""WITH before AS MATERIALIZED (
          SELECT id, {cells}, count FROM {table} AS old
          WHERE row < ? AND superseded IS NULL AND {day} IN ({days})),
        counts AS MATERIALIZED (SELECT DISTINCT {", ".join(same)}, count FROM before)
        SELECT new.id, before.id FROM {table} AS new CROSS JOIN counts CROSS JOIN before
        WHERE new.row >= ? AND new.row = new.place
          AND {alike_cells} AND counts.count <> new.count
          AND {counts_alike} AND counts.count = before.count
        ORDER BY new.row LIMIT {MOST_COMPARED}"""


class Alike(NamedTuple):
    """What was added beside a row of the same day and group that has another count."""

    new: Happening
    old: Happening


def alike(ids: Ids[Fact], start: int, most: int) -> list[Alike]:
    """Return what a file added from row ``start`` beside other rows that it does not name."""
    connection, kind = ids.change.connection, ids.kind
    if kind not in _SAME or not ids.compares or most < 1 or start == 1:
        return []
    rows = connection.execute(_pairs(kind), (start, start, start))
    pairs = [pair for pair in rows if not ids.is_given(pair[0])]
    names = dict.fromkeys(name for pair in pairs for name in pair)
    facts = {
        name: fact
        for name, (_, fact) in ids.change.ledger.latest(kind, [*names]).items()
        if isinstance(fact, Happening)
    }
    first: dict[str, str] = {}
    for new, old in pairs:
        if new not in first and ids.is_unused(facts[old]) and _may_be_one(facts[new], facts[old]):
            first[new] = old
    return [Alike(facts[new], facts[old]) for new, old in islice(first.items(), most)]


def unrepeated_ones(ids: Ids[Fact], start: int, most: int) -> list[str]:
    """Return the earlier rows of one person, of days of a file, that the file does not say again.

    The rows of the file are those from ``start`` on; of more than ``most`` rows none are returned.
    """
    if not ids.compares:
        return []
    there = ones_before(ids.change.ledger, ids.kind, start, most)
    return [fact.id for fact in ids.unused(there)]


def ones_before(ledger: Ledger, kind: type[Fact], start: int, most: int) -> list[Fact]:
    """Return the rows of one person before row ``start`` that are of days of those from it on."""
    if kind not in _SAME or start == 1:
        return []
    day = next(iter(_SAME[kind]))
    days = f"SELECT {day} FROM {KINDS[kind]} WHERE row >= {int(start)}"
    query = f"row < ? AND superseded IS NULL AND count = ? AND {day} IN ({days})"
    versions = ledger.versions(kind, query, (start, ONE_PERSON))
    there = [fact for _, fact in islice(versions, most + 1)]
    return [] if len(there) > most else there


def _may_be_one(one: Happening, other: Happening) -> bool:
    """Return whether two rows may be about the same people, by their names and moments."""
    at, elsewhere = (each.at if isinstance(each, Release) else "" for each in (one, other))
    if at and elsewhere and at != elsewhere:
        return False
    names, others = names_of(one.person), names_of(other.person)
    return not names or not others or bool(names & others)
