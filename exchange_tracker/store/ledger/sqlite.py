"""A ledger in an SQLite file: how it is opened, locked and refused.

The rollback journal with ``synchronous=EXTRA`` keeps what was acknowledged through a power cut,
leaves one file to copy and opens in a folder that cannot be written. Every write begins with
``BEGIN IMMEDIATE``, so several writers wait for each other instead of failing.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from exchange_tracker.errors import Busy, OutputFailed, Refusal
from exchange_tracker.store import signals
from exchange_tracker.store.ledger import schema_versions, seal
from exchange_tracker.store.ledger.connection import (
    FEW_PAGES,
    closed_on_failure,
    connect,
    hold_pages,
    make_durable,
    roll_back,
)
from exchange_tracker.store.ledger.opening import (
    checked_file,
    has_journal,
    refuse_foreign_journal,
    refuse_mismatches,
)
from exchange_tracker.store.ledger.schema import APPLICATION_ID, VERSION
from exchange_tracker.store.ledger.sqlite_errors import code_of, no_ledger, refuse_sqlite_errors
from exchange_tracker.store.ledger.waiting import (
    A_READER,
    A_WRITER,
    ANOTHER_WRITER,
    Say,
    patiently,
    say_nothing,
)

Check = Callable[[BinaryIO, Path, sqlite3.Connection], None]
"""Refuses a file, as a connection sees it that reads it at one moment."""

RECORDED = "the change is recorded"


def open_to_read(
    path: Path, say: Say = say_nothing, *, whole: bool = True
) -> tuple[sqlite3.Connection, seal.File]:
    """Open a ledger that is only read, or refuse a file that is none.

    Everything read by the connection is of one moment, and no writer gets in, until its transaction
    is ended. A ledger of an older schema is read from a copy that is brought to today's; the file that
    is returned knows how its own stood to its seal. With ``whole=False`` a file that does not fit its
    header is opened, too, to say what it is.
    """
    connection, version = open_checked(
        path, say, [refuse_mismatches] if whole else [], to_write=False
    )
    with refuse_sqlite_errors(path), closed_on_failure(connection):
        stood = None
        if version < schema_versions.READ_AS_IT_IS:
            hold(connection, path, say)
            stood = seal.state_of_file(connection)
            connection = schema_versions.copy_of_today(connection)
        hold(connection, path, say)
        return connection, seal.File(connection, stood)


def open_checked(
    path: Path, say: Say, checks: Sequence[Check], *, to_write: bool
) -> tuple[sqlite3.Connection, int]:
    """Open a ledger, and return it with the version of its schema; refuse what is none, or is damaged."""
    with checked_file(path) as file, refuse_sqlite_errors(path):
        if has_journal(path):
            _take_back(path, say)
        connection = connect(path, "rw" if to_write else "ro")
        with closed_on_failure(connection):
            version = patiently(
                connection,
                path,
                say,
                ANOTHER_WRITER if to_write else A_WRITER,
                lambda: _check_at_once(connection, path, file, checks),
            )
    return connection, version


def hold(connection: sqlite3.Connection, path: Path, say: Say) -> None:
    """Begin to read at one moment."""

    def begin() -> None:
        if not connection.in_transaction:
            connection.execute("BEGIN")
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()

    patiently(connection, path, say, A_WRITER, begin)


def read(
    connection: sqlite3.Connection, path: Path, say: Say, query: str, values: tuple[object, ...]
) -> list[tuple[Any, ...]]:
    """Return all rows of a query, after which a writer gets in."""

    def rows() -> list[tuple[Any, ...]]:
        return connection.execute(query, values).fetchall()

    try:
        return patiently(connection, path, say, A_WRITER, rows)
    except sqlite3.OperationalError as error:
        if code_of(error) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    _take_back(path, say)  # a writer was killed just now
    return patiently(connection, path, say, A_WRITER, rows)


def _take_back(path: Path, say: Say) -> None:
    """Take back what a writer that was killed left half done, which only a writer can do.

    SQLite says whether it was: the journal of a writer who is at work is not touched.
    """
    with closing(connect(path, "ro")) as connection:
        try:
            hold(connection, path, say)
        except sqlite3.OperationalError as error:
            if code_of(error) != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
        else:
            return
    # Its temporary files would cost each start, and a writer is killed once in a while.
    from exchange_tracker.store.ledger.recovery import refuse_other_contents  # noqa: PLC0415

    refuse_foreign_journal(path)
    refuse_other_contents(path)
    with closing(connect(path, "rw")) as connection:
        hold(connection, path, say)


def open_as_it_is(path: Path) -> sqlite3.Connection:
    """Open a ledger that will be written in its own schema: it was looked at before, or is a copy."""
    with refuse_sqlite_errors(path):
        connection = connect(path, "rw")
        with closed_on_failure(connection):
            make_durable(connection)
    return connection


def open_new(draft: Path, path: Path) -> sqlite3.Connection:
    """Open a draft that does not exist yet, to be laid out; refusals name its later path."""
    with refuse_sqlite_errors(path):
        connection = connect(draft, "rwc")
        make_durable(connection)
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a ledger; refuse any other database before it is queried."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version = schema_versions.version_of(connection)
    if application != APPLICATION_ID or version < 1:
        raise no_ledger(path)
    if version > VERSION:
        raise Refusal.one(
            str(path),
            f"the ledger has schema {version} and this program knows up to {VERSION}",
            "use the version of exchange-tracker that wrote it, or a newer one",
        )
    if not schema_versions.is_laid_out(connection, version):
        raise Refusal.one(
            str(path), "its tables are not those of a ledger", "take a copy that xt backup made"
        )
    return version


def _check_at_once(
    connection: sqlite3.Connection, path: Path, file: BinaryIO, checks: Sequence[Check]
) -> int:
    """Check a ledger as it is at one moment: another writer may be bringing it to today's schema."""
    connection.execute("BEGIN")
    try:
        version = _check(connection, path)
        for check in checks:
            check(file, path, connection)
        return version
    finally:
        roll_back(connection)


@contextmanager
def transaction(
    connection: sqlite3.Connection, path: Path, say: Say, *, keep: bool = True, kept: str = ""
) -> Iterator[seal.File]:
    """Write all of a change or nothing, and seal the file where anything was written.

    ``keep=False`` (a dry run) always writes nothing, and neither does who has rolled back. ``kept``
    says what is written then, to whoever stops the program afterwards. Gives the file as it was
    before.
    """
    with refuse_sqlite_errors(path), closing(seal.File(connection)) as file:
        patiently(
            connection, path, say, ANOTHER_WRITER, lambda: connection.execute("BEGIN IMMEDIATE")
        )
        before, commits = connection.total_changes, file.commits
        try:
            yield file
            if keep and connection.in_transaction:
                if connection.total_changes > before:
                    seal.renew(connection, commits)
                _commit(connection, path, say, kept)
        finally:
            roll_back(connection)


def _commit(connection: sqlite3.Connection, path: Path, say: Say, kept: str) -> None:
    """Keep what was written. A signal that comes when it is kept is too late, and does nothing."""
    with signals.uninterrupted():
        patiently(connection, path, say, A_READER, lambda: connection.execute("COMMIT"))
        if kept:
            signals.note_kept(kept, whole=kept == RECORDED)


def seal_anew(path: Path, say: Say) -> None:
    """Seal a copy that was not written by a change, and bring it to today's schema."""
    with closing(open_as_it_is(path)) as connection, transaction(connection, path, say):
        if schema_versions.version_of(connection) < VERSION:
            schema_versions.bring_up(connection)
        seal.lift(connection)


def compact(path: Path, say: Say, *, recorded: bool) -> None:
    """Write the file anew without its free pages, so that nothing erased is left in it.

    Where that fails, whoever asked for it is told whether a change was ``recorded`` before.
    """
    what = "the file could not be written anew"
    what = f"{RECORDED}, but {what}" if recorded else f"{what}; nothing was recorded"
    if recorded:
        signals.note_kept(f"{what}; run the same command again")
    try:
        with closing(open_as_it_is(path)) as connection, refuse_sqlite_errors(path):
            # Nobody writes between lifting the seal and writing anew: a kill leaves none or a new.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            hold_pages(connection, FEW_PAGES, FEW_PAGES)
            patiently(connection, path, say, ANOTHER_WRITER, lambda: seal.lift(connection))
            patiently(connection, path, say, A_READER, lambda: connection.execute("VACUUM"))
            with signals.uninterrupted():  # only with the connection does such a lock's journal go
                connection.close()
        with closing(open_as_it_is(path)) as connection, transaction(connection, path, say):
            seal.lift(connection)
    except (Busy, OutputFailed) as failed:
        raise type(failed).one(str(path), what, "run the same command again") from None
    if recorded:
        signals.note_kept(RECORDED, whole=True)
