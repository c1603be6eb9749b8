"""Ledgers of older schemas: how they are known, read as they are, and brought to today's."""

import sqlite3
from contextlib import closing
from functools import cache

from exchange_tracker.store.ledger import seal
from exchange_tracker.store.ledger.connection import closed_on_failure, copy_pages, make_safe
from exchange_tracker.store.ledger.schema import APPLICATION_ID, UPGRADES, VERSION, VERSION_1

READ_AS_IT_IS = VERSION
"""The oldest version whose tables say to a reader what today's say; an older one is read from a copy."""

_IN_NO_FILE = ""  # the name of a database that SQLite keeps in memory, or in a file without a name

Described = list[tuple[str, str, str, str]]

DIGESTS = {
    1: "d34ff1d3dc27a1b0081b3b036508105899cca76e7cb02bc27f495d6bc2076055",
    2: "0a11193132068bc16fcc3553c405c8468517c8b78b447405248fd084b1dc2f99",
    3: "766d17e11c36420a6dd74ce50ac10fa3cf6efcbbc80394b96676e8a1bd85b512",
    4: "46aed3cd2d9fe3ee3e80bca7b7e714256f103320f3a1f7008d8efdba01579e43",
    5: "c09c6d275678076177d2eb95c8159b6c803390e133718d722e30e81d7bfdeb8f",
}
"""Of what SQLite says that each version holds (``tests/test_versions.py`` says how they are made)."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a ledger's schema."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def lay_out(connection: sqlite3.Connection, version: int = VERSION) -> None:
    """Create the tables of an empty ledger inside the caller's transaction."""
    for statement in VERSION_1:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _bring(connection, 1, version)


def bring_up(connection: sqlite3.Connection) -> None:
    """Bring an older ledger to today's schema inside the caller's transaction."""
    from exchange_tracker.store.ledger import person_names  # noqa: PLC0415 - who only reads today's waits for it

    _bring(connection, version_of(connection), VERSION)
    person_names.mark(connection)


def _bring(connection: sqlite3.Connection, version: int, to: int) -> None:
    for statements in UPGRADES[version - 1 : to - 1]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {to}")


def described(connection: sqlite3.Connection) -> Described:
    """Return all that a database holds as SQLite describes it: kind, name, table, text."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
    return sorted(connection.execute(query))


def is_laid_out(connection: sqlite3.Connection, version: int) -> bool:
    """Return whether a database holds what a ledger of a version does, no more and no less.

    Laying one out to compare it takes longer than all else that an opening does, so its digest is
    compared first; another SQLite might describe the same tables in other words.
    """
    description = described(connection)
    text = repr(description).encode()
    digest = seal.sha256(len(text))(text).hexdigest()
    return digest == DIGESTS.get(version) or description == expected(version)


@cache
def expected(version: int) -> Described:
    """Return what a ledger of a version holds, as SQLite itself describes it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("BEGIN")
    lay_out(connection, version)
    description = described(connection)
    connection.close()
    return description


def copy_of_today(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a ledger of today's schema in no file, in place of another that is let go.

    The seal is still that of the other's file.
    """
    copy = make_safe(sqlite3.connect(_IN_NO_FILE, isolation_level=None))
    with closing(connection), closed_on_failure(copy):
        copy_pages(connection, copy)
        if version_of(copy) < VERSION:
            copy.execute("BEGIN")
            bring_up(copy)
            copy.execute("COMMIT")
    return copy
