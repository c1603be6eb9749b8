"""A ledger in an SQLite file: how it is opened, locked and refused.

The rollback journal with ``synchronous=EXTRA`` keeps what was acknowledged through a power cut,
leaves one file to copy and opens in a folder that cannot be written. Every write begins with
``BEGIN IMMEDIATE``, so several writers wait for each other instead of failing.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from exchange_tracker.errors import Busy, OutputFailed, Problem, Refusal, WrongUse
from exchange_tracker.ledger.schema import APPLICATION_ID, SCHEMA, VERSION

FIRST_WAIT = 1.0  # seconds before a word is said
LAST_WAIT = 29.0  # seconds more
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DISK = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
)
_MAGIC = b"SQLite format 3\0"

Wait = Callable[[], None]


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a ledger that is only read, or refuse a file that is none.

    Everything read by the connection is of one moment: no change comes in between.
    """
    _look(path)
    with refusing(path):
        try:
            return _reading(path)
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
        _take_back(path)
        return _reading(path)


def _reading(path: Path) -> sqlite3.Connection:
    connection = _connect(path, "ro", FIRST_WAIT + LAST_WAIT)
    with _closed_on_failure(connection):
        connection.execute("BEGIN")
        _check(connection, path)
    return connection


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    """Let go of the file, and of its lock, where a ledger is refused."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _take_back(path: Path) -> None:
    """Take back what a writer that was killed left half done, which only a writer can do."""
    with closing(_connect(path, "rw", FIRST_WAIT + LAST_WAIT)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def open_to_write(path: Path, waiting: Wait) -> sqlite3.Connection:
    """Open a ledger that will be written, or refuse a file that is none."""
    _look(path)
    with refusing(path):
        connection = _connect(path, "rw", FIRST_WAIT)
        with _closed_on_failure(connection):
            _patiently(connection, waiting, lambda: _check(connection, path))
            _make_durable(connection)
    return connection


def lay_out(connection: sqlite3.Connection) -> None:
    """Create the tables of an empty ledger inside the caller's transaction."""
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def open_new(draft: Path, path: Path) -> sqlite3.Connection:
    """Open a draft that does not exist yet, to be laid out; refusals name its later path."""
    with refusing(path):
        connection = _connect(draft, "rwc", FIRST_WAIT)
        _make_durable(connection)
    return connection


def _make_durable(connection: sqlite3.Connection) -> None:
    """Keep what was acknowledged through a power cut, and leave nothing of what was erased."""
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA secure_delete = ON")


def publish(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless something has taken it; both survive a power cut."""
    try:
        os.link(draft, path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except FileExistsError:
        raise WrongUse.one(
            str(path), "there is something of that name already", "name another"
        ) from None
    except OSError as error:
        raise OutputFailed.one(
            str(path),
            f"the ledger cannot be made ({error.strerror})",
            "name a folder that can be written",
        ) from None


def _connect(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=wait)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    return connection


def _look(path: Path) -> None:
    """Refuse a path that cannot be a ledger before SQLite touches it."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except FileNotFoundError:
        raise Refusal.one(
            str(path), "there is no such ledger", "make one with: xt init LEDGER --terms FILE"
        ) from None
    except OSError as error:
        raise Refusal.one(
            str(path), f"it cannot be read ({error.strerror})", "check the file"
        ) from None
    if start != _MAGIC:
        raise _no_ledger(path)


def _no_ledger(path: Path) -> Refusal:
    return Refusal.one(str(path), "this file is not a ledger", "name a ledger that xt init made")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that is not a ledger of this version before any of it is queried."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise _no_ledger(path)
    if version > VERSION:
        raise Refusal.one(
            str(path),
            f"the ledger has schema {version} and this program knows up to {VERSION}",
            "use the version of exchange-tracker that wrote it, or a newer one",
        )
    query = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
    if sorted(connection.execute(query)) != sorted(map(_described, SCHEMA)):
        raise Refusal.one(
            str(path), "its tables are not those of a ledger", "take a copy that xt backup made"
        )


def _described(sql: str) -> tuple[str, str, str, str]:
    """Give a statement of the schema as SQLite keeps it: kind, name, table, text."""
    _, kind, name, *_ = sql.replace("UNIQUE ", "", 1).split(maxsplit=3)
    _, on, rest = sql.partition(" ON ")
    return kind.lower(), name, rest.split(maxsplit=1)[0] if on else name, sql


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a refusal in plain words."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: Exception) -> Refusal:
    code = _code(error) & 0xFF
    if code in _BUSY:
        return Busy(
            [Problem(str(path), "another writer held the ledger for 30 seconds", "try again")]
        )
    if _code(error) == sqlite3.SQLITE_READONLY_ROLLBACK:
        what = "a writer was stopped half-way, and what it left can only be taken back by a writer"
        return OutputFailed.one(str(path), what, "read it once as a user who may write it")
    if code in _DISK:
        return OutputFailed([_disk_problem(path, code)])
    return Refusal.one(
        str(path), "the ledger is damaged", "run xt verify, and go back to the last xt backup"
    )


def _code(error: Exception) -> int:
    """Give the code of an error; 0 where Python's own part of SQLite raised it."""
    return getattr(error, "sqlite_errorcode", 0)


def _disk_problem(path: Path, code: int) -> Problem:
    what = {
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "the ledger or its folder cannot be written",
        sqlite3.SQLITE_CANTOPEN: "the ledger cannot be opened",
    }.get(code, "the disk failed")
    return Problem(str(path), f"{what}; the ledger is unchanged", "free or repair it and try again")


@contextmanager
def transaction(
    connection: sqlite3.Connection, path: Path, waiting: Wait, *, keep: bool = True
) -> Iterator[None]:
    """Write all of a change or nothing; ``keep=False`` (a dry run) always writes nothing."""
    with refusing(path):
        _patiently(connection, waiting, lambda: connection.execute("BEGIN IMMEDIATE"))
        connection.execute(f"PRAGMA busy_timeout = {int(LAST_WAIT * 1000)}")
        try:
            yield
        except BaseException:
            _roll_back(connection)
            raise
        if not keep:
            _roll_back(connection)
            return
        try:
            connection.execute("COMMIT")
        except sqlite3.Error:
            _roll_back(connection)
            raise


def _patiently(connection: sqlite3.Connection, waiting: Wait, action: Callable[[], object]) -> None:
    """Do what another writer may hold up: after a second say so, after thirty give up."""
    try:
        action()
    except sqlite3.OperationalError as error:
        if _code(error) & 0xFF not in _BUSY:
            raise
        waiting()
        connection.execute(f"PRAGMA busy_timeout = {int(LAST_WAIT * 1000)}")
        action()


def _roll_back(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):  # SQLite may have rolled back by itself already
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def compact(path: Path, waiting: Wait) -> None:
    """Write the file anew without its free pages, so that nothing erased is left in it."""
    try:
        with closing(open_to_write(path, waiting)) as connection, refusing(path):
            _patiently(connection, waiting, lambda: connection.execute("VACUUM"))
    except (Busy, OutputFailed) as failed:
        what = "the change is recorded, but the file could not be written anew"
        raise type(failed).one(str(path), what, "run the same command again") from None


@contextmanager
def copied(connection: sqlite3.Connection, path: Path) -> Iterator[Path]:
    """Copy a ledger beside a path; the copy gets its name when the caller has looked at it."""
    if path.exists() or path.is_symlink():
        raise WrongUse.one(str(path), "there is something of that name already", "name another")
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    try:
        with refusing(path), closing(sqlite3.connect(draft, isolation_level=None)) as target:
            connection.backup(target)
        yield draft
        publish(draft, path)
    finally:
        draft.unlink(missing_ok=True)
