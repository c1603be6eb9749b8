"""Names of people: kept apart from the entries, so that they can be erased for good.

A version of an entry or a movement holds ``SHA-256(salt + names)`` in their place; that is what its
digest covers.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from exchange_tracker.facts.model import AnyFact, Happening
from exchange_tracker.store.ledger.digest import new_salt, person_hash
from exchange_tracker.store.ledger.engine import Connection
from exchange_tracker.store.ledger.schema import KINDS, NAMES

_ERASED = "SELECT 1 FROM redactions WHERE kind = '{0}' AND redactions.id = {0}.id AND redactions."
_PERSON = attrgetter("person")
_TABLES = tuple((KINDS[kind], names) for kind, names in NAMES.items())
MISSING = " UNION ALL ".join(
    f"""SELECT '{table}' AS kind, id, written FROM {table} WHERE person <> '' AND row NOT IN (SELECT row FROM {names})
      AND NOT EXISTS ({_ERASED.format(table)}written > {table}.written)"""
    for table, names in _TABLES
)
"""The versions whose names are missing though no change erased them."""

ACCOUNTED = "SELECT count(*) FROM ({}) AS accounted".format(
    " UNION ALL ".join(
        f"""SELECT 1 FROM {table} WHERE person <> '' AND written <= ? AND
          (row IN (SELECT row FROM {names}) OR EXISTS ({_ERASED.format(table)}written > ?))"""
        for table, names in _TABLES
    )
)
"""Of how many versions up to a change the names are there, or were erased after that change.

The number of the change is asked for twice for each kind.
"""


def nameless_ids(table: str) -> str:
    """Return the query of the ids of a table, named once more, that were redacted and not named anew."""
    return f"""SELECT id FROM redactions WHERE kind = ? AND NOT EXISTS (
        SELECT 1 FROM {table} AS first JOIN {table} AS later
          ON later.place = first.row AND later.row <> later.place
        WHERE first.id = redactions.id AND first.row = first.place
          AND later.written > redactions.written AND later.person <> '')"""


class Hidden(NamedTuple):
    """Facts of one kind with hashes in place of names; salt and names by their places in the list."""

    facts: Sequence[AnyFact]
    names: Mapping[int, tuple[str, str]]

    def keep(self, connection: Connection, rows: range, taken: Collection[int]) -> None:
        """Keep the names of the facts that were written, which have these rows."""
        if not self.names:
            return
        table = NAMES[type(self.facts[0])]
        connection.executemany(
            f"INSERT INTO {table} (row, salt, person) VALUES (?, ?, ?)",
            [(rows[n], *pair) for n, pair in self.names.items() if n not in taken],
        )


Hide = Callable[[Sequence[AnyFact]], Hidden]
"""Puts hashes in the place of names."""


def hide(facts: Sequence[AnyFact]) -> Hidden:
    """Hide the names under new salts."""
    if not facts or type(facts[0]) not in NAMES or not any(map(_PERSON, facts)):
        return Hidden(facts, {})
    names = {
        n: (new_salt(), fact.person)
        for n, fact in enumerate(facts)
        if isinstance(fact, Happening) and fact.person
    }
    hidden: list[AnyFact] = [
        fact._replace(person=person_hash(*names[n]))
        if n in names and isinstance(fact, Happening)
        else fact
        for n, fact in enumerate(facts)
    ]
    return Hidden(hidden, names)


def with_salts(names: Mapping[str, tuple[str, str]]) -> Hide:
    """Return what finds names by their hashes, with the salts that they have already."""

    def hidden(facts: Sequence[AnyFact]) -> Hidden:
        there = {
            n: names[fact.person]
            for n, fact in enumerate(facts)
            if isinstance(fact, Happening) and fact.person in names
        }
        return Hidden(facts, there)

    return hidden


def by_hash(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return pairs of salt and names by the hash that stands for them."""
    return {person_hash(salt, person): (salt, person) for salt, person in pairs}


def note_left_out(connection: Connection) -> None:
    """Note up to which change names are missing that nobody erased: the history had none."""
    connection.execute(
        f"""INSERT INTO nameless (upto) SELECT max(written) FROM ({MISSING}) AS missing
            HAVING max(written) IS NOT NULL"""
    )
    mark(connection)


def mark(connection: Connection) -> None:
    """Note beside each note of missing names how many were there, and that an import noted it."""
    query = "SELECT upto, digest FROM nameless JOIN changes ON number = upto"
    for upto, digest in connection.execute(query).fetchall():
        (kept,) = connection.execute(ACCOUNTED, asked_of(upto)).fetchone()
        connection.execute(
            "UPDATE nameless SET kept = ?, mark = ? WHERE upto = ?",
            (kept, mark_of(upto, kept, digest), upto),
        )


def mark_of(upto: int, kept: int, digest: str) -> str:
    """Return what stands beside a note of names that are missing up to a change with a digest.

    It tells a note of this program's from a row that somebody wrote to the table.
    """
    text = f"names were left out up to {upto}:{digest}, and {kept} were not"
    return hashlib.sha256(text.encode()).hexdigest()


def asked_of(upto: int) -> tuple[int, ...]:
    """Return the values with which ``ACCOUNTED`` is asked of a change."""
    return (upto, upto) * len(NAMES)


def drop(connection: Connection, kind: type, rows: Iterable[int]) -> None:
    """Forget the names of some rows of a kind; one without names has none."""
    if table := NAMES.get(kind):
        connection.executemany(f"DELETE FROM {table} WHERE row = ?", [(row,) for row in rows])
