"""What SQLite and the disk raise, in plain words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exchange_tracker.errors import Busy, OutputFailed, Problem, Refusal
from exchange_tracker.store import signals

BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DISK = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
)


class TooLong(Refusal):
    """A text that the database was asked to make is longer than it makes any."""


@contextmanager
def refuse_sqlite_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a refusal in plain words."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if code_of(error) == sqlite3.SQLITE_INTERRUPT:
            signals.heed()
        raise _refusal(path, error) from error


def _refusal(path: Path, error: Exception) -> Refusal:
    code = code_of(error) & 0xFF
    if code in BUSY:
        return Busy(
            [Problem(str(path), "another writer held the ledger for 30 seconds", "try again")]
        )
    if code_of(error) == sqlite3.SQLITE_READONLY_ROLLBACK:
        what = "a writer was stopped half-way, and what it left can only be taken back by a writer"
        return OutputFailed.one(str(path), what, "read it once as a user who may write it")
    if code in _DISK:
        return OutputFailed([_disk_problem(path, code)])
    damaged = TooLong if code == sqlite3.SQLITE_TOOBIG else Refusal
    return damaged.one(str(path), "the ledger is damaged", "go back to the last xt backup")


def code_of(error: Exception) -> int:
    """Return the code of an error; 0 where Python's own part of SQLite raised it."""
    return getattr(error, "sqlite_errorcode", 0)


def _disk_problem(path: Path, code: int) -> Problem:
    if code == sqlite3.SQLITE_CANTOPEN:
        what = "it can be neither opened nor made; nothing was written"
        return Problem(str(path), what, "check who may write to its folder, and the disk")
    what = {
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "the ledger or its folder cannot be written",
    }.get(code, "the disk failed")
    return Problem(str(path), f"{what}; the ledger is unchanged", "free or repair it and try again")


def no_ledger(path: Path) -> Refusal:
    """Return the refusal of a file that is something else."""
    return Refusal.one(str(path), "this file is not a ledger", "name a ledger that xt init made")
