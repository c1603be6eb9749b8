"""A ledger in an SQLite file: how it is opened, locked and refused.

The rollback journal with ``synchronous=EXTRA`` keeps what was acknowledged through a power cut,
leaves one file to copy and opens in a folder that cannot be written. Every write begins with
``BEGIN IMMEDIATE``, so several writers wait for each other instead of failing.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TypeVar

from exchange_tracker import drafts, stops
from exchange_tracker.errors import Busy, OutputFailed, Refusal
from exchange_tracker.ledger import seal, versions
from exchange_tracker.ledger.beside import MAGIC
from exchange_tracker.ledger.copies import copied
from exchange_tracker.ledger.refused import BUSY, code_of, no_ledger, refusing
from exchange_tracker.ledger.schema import APPLICATION_ID, VERSION

FIRST_WAIT = 1.0  # seconds before a word is said
LAST_WAIT = 29.0  # seconds more
_BETWEEN = 0.1  # seconds that SQLite waits at a stretch, in which it hears no Ctrl-C
_STEPS = 100_000  # of a statement between two looks whether a signal asked the program to end
_IN_NO_FILE = ""  # the name of a database that SQLite keeps in memory, or in a file without a name

RECORDED = "the change is recorded"

Given = TypeVar("Given")
Say = Callable[[str], None]
"""Says something that is no result to whoever waits for one."""


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a ledger that is only read, or refuse a file that is none.

    Everything read by the connection is of one moment: no change comes in between. A ledger of an
    older schema is read from a copy that is brought to today's.
    """
    _look(path)
    with refusing(path):
        try:
            return _reading(path)
        except sqlite3.OperationalError as error:
            if code_of(error) != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
        _take_back(path)
        return _reading(path)


def _reading(path: Path) -> sqlite3.Connection:
    connection = _connect(path, "ro", FIRST_WAIT + LAST_WAIT)
    with _closed_on_failure(connection):
        connection.execute("BEGIN")
        if _check(connection, path) < VERSION:
            connection = _copy_of_today(connection)
            connection.execute("BEGIN")
    return connection


def _copy_of_today(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Give a ledger of today's schema in no file, in place of an older one that is let go."""
    copy = _made_safe(sqlite3.connect(_IN_NO_FILE, isolation_level=None))
    with closing(connection), _closed_on_failure(copy):
        versions.as_of_today(connection, copy)
    return copy


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


def open_to_write(path: Path, say: Say, *, keep: bool = True) -> sqlite3.Connection:
    """Open a ledger that will be written, or refuse a file that is none.

    A ledger of an older schema is brought to today's; what it was is kept in a copy beside it. With
    ``keep=False`` (a dry run) it stays as it is, and a copy in no file is opened.
    """
    _look(path)
    with refusing(path):
        connection = _connect(path, "rw", FIRST_WAIT)
        with _closed_on_failure(connection):
            version = _patiently(connection, say, lambda: _check_at_once(connection, path))
            if version < VERSION and not keep:
                return _copy_of_today(connection)
            _make_durable(connection)
            if version < VERSION:
                _bring_up(connection, path, version, say)
    return connection


def _bring_up(connection: sqlite3.Connection, path: Path, version: int, say: Say) -> None:
    """Bring a ledger to today's schema, all of it or nothing, unless another writer just did."""
    names = (path.with_name(f"{path.name}.schema-{version}{end}") for end in _ends())
    kept = next(name for name in names if not name.exists() and not name.is_symlink())
    spared = False
    try:
        with transaction(connection, path, say, kept=f"{path} was brought to schema {VERSION}"):
            if versions.version_of(connection) == VERSION:
                return
            # By another connection, since none that writes can copy; both see the same ledger.
            with (
                closing(_connect(path, "ro", LAST_WAIT)) as reader,
                copied(reader, path, kept, provisional=True),
            ):
                pass
            versions.bring_up(connection)
            spared = True
            drafts.spare(kept)
    except BaseException:
        if spared and versions.version_of(connection) < VERSION:
            drafts.discard(kept)
        raise
    say(f"{path}: brought from schema {version} to {VERSION}; as it was it is kept in {kept}")


def _ends() -> Iterator[str]:
    yield ""
    yield from (f".{number}" for number in count(2))


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


def _connect(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return _made_safe(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=wait))


def _made_safe(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Let nothing that a file says run, or go round what keeps a ledger from being changed."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.set_progress_handler(stops.asked, _STEPS)
    return connection


def _look(path: Path) -> None:
    """Refuse a path that cannot be a ledger before SQLite touches it."""
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except FileNotFoundError:
        raise Refusal.one(
            str(path),
            "there is no such ledger",
            "check its name, or make it with: xt init",
        ) from None
    except OSError as error:
        raise Refusal.one(
            str(path), f"it cannot be read ({error.strerror})", "check the file"
        ) from None
    if start != MAGIC:
        raise no_ledger(path)


def _check(connection: sqlite3.Connection, path: Path) -> int:
    """Give the version of a ledger; refuse any other database before it is queried."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version = versions.version_of(connection)
    if application != APPLICATION_ID or version < 1:
        raise no_ledger(path)
    if version > VERSION:
        raise Refusal.one(
            str(path),
            f"the ledger has schema {version} and this program knows up to {VERSION}",
            "use the version of exchange-tracker that wrote it, or a newer one",
        )
    if versions.described(connection) != versions.expected(version):
        raise Refusal.one(
            str(path), "its tables are not those of a ledger", "take a copy that xt backup made"
        )
    return version


def _check_at_once(connection: sqlite3.Connection, path: Path) -> int:
    """Check a ledger as it is at one moment: another writer may be bringing it to today's schema."""
    connection.execute("BEGIN")
    try:
        return _check(connection, path)
    finally:
        roll_back(connection)


@contextmanager
def transaction(
    connection: sqlite3.Connection, path: Path, say: Say, *, keep: bool = True, kept: str = ""
) -> Iterator[None]:
    """Write all of a change or nothing, and seal the file where anything was written.

    ``keep=False`` (a dry run) always writes nothing, and neither does who has rolled back. ``kept``
    says what is written then, to whoever stops the program afterwards.
    """
    with refusing(path):
        _patiently(connection, say, lambda: connection.execute("BEGIN IMMEDIATE"))
        connection.execute(f"PRAGMA busy_timeout = {int(LAST_WAIT * 1000)}")
        before = connection.total_changes
        try:
            yield
            if keep and connection.in_transaction:
                if connection.total_changes > before:
                    seal.renew(connection)
                _commit(connection, kept)
        finally:
            roll_back(connection)


def _commit(connection: sqlite3.Connection, kept: str) -> None:
    """Keep what was written. A signal that comes when it is kept is too late, and does nothing."""
    with stops.held():
        connection.execute("COMMIT")
        if kept:
            stops.keep(kept, whole=kept == RECORDED)


def _patiently(connection: sqlite3.Connection, say: Say, action: Callable[[], Given]) -> Given:
    """Do what another writer may hold up: after a second say so, after thirty give up."""
    try:
        return action()
    except sqlite3.OperationalError as error:
        if code_of(error) & 0xFF not in BUSY:
            raise
        say("waiting for another writer …")
    connection.execute(f"PRAGMA busy_timeout = {int(_BETWEEN * 1000)}")
    for _ in range(int(LAST_WAIT / _BETWEEN)):
        try:
            return action()
        except sqlite3.OperationalError as error:
            if code_of(error) & 0xFF not in BUSY:
                raise
    return action()


def roll_back(connection: sqlite3.Connection) -> None:
    """Take back what was not committed."""
    with suppress(sqlite3.Error):  # SQLite may have rolled back by itself already
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def seal_anew(path: Path, say: Say) -> None:
    """Seal a file that was not written by a change."""
    with (
        closing(open_to_write(path, say)) as connection,
        transaction(connection, path, say),
    ):
        seal.lift(connection)


def compact(path: Path, say: Say, *, recorded: bool) -> None:
    """Write the file anew without its free pages, so that nothing erased is left in it.

    Where that fails, whoever asked for it is told whether a change was ``recorded`` before.
    """
    what = "the file could not be written anew"
    what = f"{RECORDED}, but {what}" if recorded else f"{what}; nothing was recorded"
    if recorded:
        stops.keep(f"{what}; run the same command again")
    try:
        with closing(open_to_write(path, say)) as connection, refusing(path):
            # Nobody writes between lifting the seal and writing anew: a kill leaves none or a new.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            _patiently(connection, say, lambda: seal.lift(connection))
            connection.execute("VACUUM")
        seal_anew(path, say)
    except (Busy, OutputFailed) as failed:
        raise type(failed).one(str(path), what, "run the same command again") from None
    if recorded:
        stops.keep(RECORDED, whole=True)
