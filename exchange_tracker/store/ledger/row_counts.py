"""How many rows a statement wrote."""

import sqlite3
from collections.abc import Iterable, Sequence


def written(
    connection: sqlite3.Connection, statement: str, rows: Iterable[Sequence[object]]
) -> int:
    """Return how many rows a statement wrote, run once for each of the given values.

    Not ``rowcount``: up to Python 3.12 it is -1 for every INSERT in a locale whose I has another
    small letter (Turkish, Azerbaijani).
    """
    before = connection.total_changes
    connection.executemany(statement, rows)
    return connection.total_changes - before
