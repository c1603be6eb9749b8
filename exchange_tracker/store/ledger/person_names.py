"""Names of people: kept apart from the entries, so that they can be erased for good.

A version of an entry or a movement holds ``SHA-256(salt + names)`` in their place; that is what its
digest covers.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence

from exchange_tracker.facts.model import AnyFact, Happening
from exchange_tracker.store.ledger.digest import new_salt, person_hash
from exchange_tracker.store.ledger.schema import KINDS, NAMES

_ERASED = "SELECT 1 FROM redactions WHERE kind = '{0}' AND redactions.id = {0}.id AND redactions."
_TABLES = tuple((KINDS[kind], names) for kind, names in NAMES.items())
MISSING = " UNION ALL ".join(
    f"""SELECT '{table}' AS kind, id, written FROM {table} WHERE person <> '' AND row NOT IN (SELECT row FROM {names})
      AND NOT EXISTS ({_ERASED.format(table)}written > {table}.written)"""
    for table, names in _TABLES
)
"""The versions whose names are missing though no change erased them."""

ACCOUNTED = "SELECT count(*) FROM ({})".format(
    " UNION ALL ".join(
        f"""SELECT 1 FROM {table} WHERE person <> '' AND written <= ? AND
          (row IN (SELECT row FROM {names}) OR EXISTS ({_ERASED.format(table)}written > ?))"""
        for table, names in _TABLES
    )
)
"""Of how many versions up to a change the names are there, or were erased after that change.

The number of the change is asked for twice for each kind.
"""

Keep = Callable[[sqlite3.Connection, Sequence[AnyFact], range], Sequence[AnyFact]]
"""Keeps the names of facts that will have these rows, and puts hashes in their place."""


def hide(
    connection: sqlite3.Connection, facts: Sequence[AnyFact], rows: range
) -> Sequence[AnyFact]:
    """Keep the names under new salts."""
    if not any(isinstance(fact, Happening) and fact.person for fact in facts):
        return facts
    hidden: list[AnyFact] = []
    for row, fact in zip(rows, facts, strict=True):
        if isinstance(fact, Happening) and fact.person:
            salt = new_salt()
            _insert(connection, NAMES[type(fact)], row, salt, fact.person)
            hidden.append(fact._replace(person=person_hash(salt, fact.person)))
        else:
            hidden.append(fact)
    return hidden


def with_salts(names: Mapping[str, tuple[str, str]]) -> Keep:
    """Return what keeps names by their hashes, with the salts that they have already."""

    def keep(
        connection: sqlite3.Connection, facts: Sequence[AnyFact], rows: range
    ) -> Sequence[AnyFact]:
        for row, fact in zip(rows, facts, strict=True):
            if isinstance(fact, Happening) and fact.person in names:
                _insert(connection, NAMES[type(fact)], row, *names[fact.person])
        return facts

    return keep


def by_hash(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return pairs of salt and names by the hash that stands for them."""
    return {person_hash(salt, person): (salt, person) for salt, person in pairs}


def _insert(connection: sqlite3.Connection, table: str, row: int, salt: str, person: str) -> None:
    connection.execute(
        f"INSERT INTO {table} (row, salt, person) VALUES (?, ?, ?)", (row, salt, person)
    )


def note_left_out(connection: sqlite3.Connection) -> None:
    """Note up to which change names are missing that nobody erased: the history had none."""
    connection.execute(
        f"""INSERT INTO nameless (upto) SELECT max(written) FROM ({MISSING})
            HAVING max(written) IS NOT NULL"""
    )
    mark(connection)


def mark(connection: sqlite3.Connection) -> None:
    """Note beside each note of missing names how many were there, and that an import noted it."""
    query = "SELECT upto, digest FROM nameless JOIN changes ON number = upto"
    for upto, digest in connection.execute(query).fetchall():
        (kept,) = connection.execute(ACCOUNTED, asked_of(upto)).fetchone()
        values = {"upto": upto, "kept": kept, "mark": mark_of(upto, kept, digest)}
        connection.execute(
            "UPDATE nameless SET kept = :kept, mark = :mark WHERE upto = :upto", values
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


def drop(connection: sqlite3.Connection, kind: type, rows: Iterable[int]) -> None:
    """Forget the names of some rows of a kind; one without names has none."""
    if table := NAMES.get(kind):
        connection.executemany(f"DELETE FROM {table} WHERE row = ?", [(row,) for row in rows])
