"""A connection to a ledger: what SQLite may do in it, and what it may not."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from exchange_tracker.store import signals
from exchange_tracker.store.ledger.waiting import FIRST_WAIT

MOST_DIRTY = 80 << 10  # KiB that a writer changes before readers must wait: then it needs the file
MOST_CLEAN = 2 << 10  # KiB that a writer holds of what it only reads: memory that is new costs more
FEW_PAGES = 2 << 10  # KiB that are held of each file while one is written anew, page after page
_PAGES = 4_096  # copied between two looks whether a signal asked the program to end
_STEPS = 100_000  # of a statement between two looks whether a signal asked the program to end
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 64 << 20),  # bytes of a row; terms have up to 16 MiB
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 20),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 10),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 1),  # writing the file anew takes one
)


@contextmanager
def closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    """Let go of the file, and of its lock, where a ledger is refused."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def make_durable(connection: sqlite3.Connection) -> None:
    """Keep what was acknowledged through a power cut, and leave nothing of what was erased."""
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA secure_delete = ON")
    hold_pages(connection, MOST_CLEAN, MOST_DIRTY)


def hold_pages(connection: sqlite3.Connection, clean: int, dirty: int) -> None:
    """Hold so many KiB of what is only read, and of what is changed before it goes to the file."""
    connection.execute(f"PRAGMA cache_size = -{clean}")
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.execute(f"PRAGMA cache_spill = {(dirty << 10) // size}")
    connection.execute("PRAGMA cache_spill = ON")  # it takes a multiple of 256 for OFF


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a file that is read (``ro``), written (``rw``) or made (``rwc``)."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return make_safe(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=FIRST_WAIT))


def make_safe(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Let nothing that a file says run, or go round what keeps a ledger from being changed."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.set_progress_handler(signals.end_requested, _STEPS)
    for limit, most in _LIMITS:
        connection.setlimit(limit, most)
    return connection


def copy_pages(connection: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Copy a database; a signal is heard meanwhile, which SQLite itself would not hear."""
    connection.backup(into, pages=_PAGES, progress=lambda *_: None)


def rows_written(
    connection: sqlite3.Connection, statement: str, rows: Iterable[Sequence[object]]
) -> int:
    """Run a statement once for each row of values, and return how many rows it wrote.

    Not ``rowcount``: up to Python 3.12 it is -1 for every INSERT in a locale whose I has another
    small letter (Turkish, Azerbaijani).
    """
    before = connection.total_changes
    connection.executemany(statement, rows)
    return connection.total_changes - before


def roll_back(connection: sqlite3.Connection) -> None:
    """Take back what was not committed."""
    with suppress(sqlite3.Error):  # SQLite may have rolled back by itself already
        if connection.in_transaction:
            connection.execute("ROLLBACK")
