"""Waiting for whoever holds a ledger: after a second it is said for whom, after thirty given up."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from exchange_tracker.errors import Busy
from exchange_tracker.store.ledger.sqlite_errors import BUSY, code_of

FIRST_WAIT = 1.0  # seconds before a word is said
LAST_WAIT = 29.0  # seconds more
A_WRITER, ANOTHER_WRITER, A_READER = "a writer", "another writer", "a reader"
_BETWEEN = 0.1  # seconds that SQLite waits at a stretch, in which it hears no Ctrl-C

Result = TypeVar("Result")
Say = Callable[[str], None]
"""Says something that is no result to whoever waits for one."""


def say_nothing(_: str) -> None:
    """Say nothing: nobody listens."""


def patiently(
    connection: sqlite3.Connection, path: Path, say: Say, whom: str, action: Callable[[], Result]
) -> Result:
    """Return what an action gives that somebody else may hold up; say for whom it waits."""
    set_patience(connection, FIRST_WAIT)
    try:
        return action()
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            raise
    say(f"waiting for {whom} …")
    set_patience(connection, _BETWEEN)
    for _ in range(int(LAST_WAIT / _BETWEEN)):
        try:
            return action()
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                raise
    raise Busy.one(str(path), f"{whom} held the ledger for 30 seconds", "try again")


def set_patience(connection: sqlite3.Connection, seconds: float) -> None:
    """Have SQLite itself wait so long before it says that somebody else holds the ledger."""
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return code_of(error) & 0xFF in BUSY
