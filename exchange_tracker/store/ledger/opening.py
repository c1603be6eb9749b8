"""What lies at a ledger's name and beside it, looked at before SQLite opens or writes it.

SQLite believes what it finds: it takes back a write from any ``-journal``, deletes the file that a
journal names as its super-journal, reads any ``-wal``, and follows the list of free pages. Somebody
else may have put those there. This program makes a ``-journal`` of one form and nothing else
(https://www.sqlite.org/fileformat2.html, 1.3 and 3), so that everything else is refused.

The journal is looked at just before SQLite opens it. Who may write into the folder at that very
moment can still change it in between: a folder in which others write is a folder to trust.
"""

import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from exchange_tracker.errors import Refusal
from exchange_tracker.store.ledger.schema import APPLICATION_ID, KINDS
from exchange_tracker.store.ledger.sqlite_errors import no_ledger

_OWN = r"(?i)(.+)(?:-journal|-wal|-shm|-mj[0-9a-f]+|\.schema-\d+(?:\.\d+)?)"
_UNFINISHED = ("-journal", "-wal")  # from which SQLite would take up what was left half done
_MAGIC = b"SQLite format 3\0"
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_JOURNAL_HEADER = 28  # bytes
_HEADER = 100  # bytes
_UTF8 = b"\0\0\0\1"  # at 56
_JOURNALED = b"\1\1"  # at 18: written and read by the rollback journal
BACKUP = "go back to the last xt backup"
FOREIGN = "it is not this program's: find out who put it there, and move it away"


@contextmanager
def checked_file(path: Path) -> Iterator[BinaryIO]:
    """Yield the bytes of a file that can be a ledger, or refuse it and what lies beside it.

    It must be closed while no connection of this process holds a lock: closing it ends them all.
    """
    try:
        file = open(path, "rb", buffering=0, opener=_without_waiting)  # noqa: SIM115 - closed below
    except FileNotFoundError:
        raise Refusal.one(
            str(path), "there is no such ledger", "check its name, or make it with: xt init"
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    with file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Refusal.one(
                str(path),
                "this is a pipe or a device, not a ledger",
                "name a ledger that is a file",
            )
        _refuse_other_forms(path, _read(file, path, 0, _HEADER))
        _refuse_beside(path)
        yield file


def _without_waiting(path: str, flags: int) -> int:
    """Open a file without waiting for whoever writes into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _unreadable(path: Path, error: OSError) -> Refusal:
    return Refusal.one(str(path), f"it cannot be read ({error.strerror})", "check the file")


def _read(file: BinaryIO, path: Path, place: int, size: int) -> bytes:
    try:
        file.seek(place)
        return file.read(size)
    except OSError as error:
        raise _unreadable(path, error) from None


def _refuse_other_forms(path: Path, header: bytes) -> None:
    if not header.startswith(_MAGIC):
        raise no_ledger(path)
    if len(header) < _HEADER or header[18:20] != _JOURNALED:
        raise Refusal.one(
            str(path),
            "another program has set it to write-ahead logging, which no ledger has",
            'set it back with: sqlite3 LEDGER "PRAGMA journal_mode = DELETE"',
        )
    if header[56:60] != _UTF8:
        raise no_ledger(path)


def _beside(path: Path, ending: str) -> Path:
    """Return the name that SQLite gives to a file beside a ledger: it follows links first."""
    return Path(f"{os.path.realpath(path)}{ending}")


def _refuse_beside(path: Path) -> None:
    """Refuse a log that no ledger has, and a journal that SQLite has not made itself."""
    log = _beside(path, "-wal")
    if os.path.lexists(log):
        raise Refusal.one(str(log), "a log lies beside the ledger, which has none", FOREIGN)
    journal = journal_of(path)
    try:
        status = os.lstat(journal)
    except OSError:
        return
    _refuse_other_files(journal, status, path.stat())


def _refuse_other_files(journal: Path, status: os.stat_result, ledger: os.stat_result) -> None:
    """Refuse what no writer of the ledger leaves as its journal."""
    if not stat.S_ISREG(status.st_mode):
        raise Refusal.one(str(journal), "it is a link, a pipe or a device, no journal", FOREIGN)
    if status.st_nlink > 1:
        raise Refusal.one(str(journal), "it is a second name of another file", FOREIGN)
    if hasattr(os, "geteuid"):
        writers = {0, ledger.st_uid, os.geteuid()}
        if status.st_uid not in writers and not ledger.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            what = "it belongs to somebody who may not write the ledger"
            raise Refusal.one(str(journal), what, FOREIGN)


def is_database(path: Path) -> bool:
    """Return whether a file is one of SQLite's; nothing is taken out of a pipe to find out."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(len(_MAGIC)) == _MAGIC
    return False


def is_ledger(path: Path) -> bool:
    """Return whether the header of a file is that of a ledger."""
    with suppress(OSError), open(path, "rb", opener=_without_waiting) as file:
        header = file.read(_HEADER)
        return header.startswith(_MAGIC) and _number(header, 68) == APPLICATION_ID
    return False


def owner_of(path: Path) -> Path | None:
    """Return the ledger beside which a path has a name of its own; ``None``: there is none."""
    for place in (path, Path(os.path.realpath(path))):
        if match := re.fullmatch(_OWN, place.name):
            ledger = place.with_name(match[1])
            if ledger.is_file() and is_database(ledger):
                return ledger
    return None


def left_by_another(path: Path) -> Path | None:
    """Return what SQLite would take for the unfinished work of a ledger that is not there yet."""
    for ending in _UNFINISHED:
        journal = path.with_name(f"{path.name}{ending}")
        if os.path.lexists(journal):
            return journal
    return None


def has_journal(path: Path) -> bool:
    """Return whether a journal lies beside a ledger: a writer is at work, or was stopped."""
    return os.path.lexists(journal_of(path))


def journal_of(path: Path) -> Path:
    """Return where the journal of a ledger lies while a writer is at work."""
    return _beside(path, "-journal")


def refuse_foreign_journal(path: Path) -> None:
    """Refuse a journal from which a write would be taken back, unless a ledger's writer made it."""
    journal = journal_of(path)
    try:
        with open(journal, "rb", opener=_without_links) as file:
            status, ledger = os.fstat(file.fileno()), path.stat()
            _refuse_other_files(journal, status, ledger)
            start = file.read(_JOURNAL_HEADER)
            file.seek(max(0, status.st_size - len(_JOURNAL_MAGIC)))
            end = file.read(len(_JOURNAL_MAGIC))
        with open(path, "rb", buffering=0, opener=_without_waiting) as raw:
            header = raw.read(_HEADER)
    except FileNotFoundError:
        return  # another has just taken it back
    except OSError as error:
        raise _unreadable(journal, error) from None
    if not _is_journal(start, page_size(header), ledger.st_size):
        raise Refusal.one(str(journal), "it is not the journal of this ledger", FOREIGN)
    if end == _JOURNAL_MAGIC:
        what = "it names another file, which would be deleted"
        raise Refusal.one(str(journal), what, FOREIGN)


def _without_links(path: str, flags: int) -> int:
    """Open a file, but none that a link leads to."""
    return _without_waiting(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _is_journal(start: bytes, size: int, length: int) -> bool:
    """Return whether a journal begins as one of a ledger with such pages and of such a length."""
    if len(start) < _JOURNAL_HEADER or not start.startswith(_JOURNAL_MAGIC):
        return False
    numbers = (int.from_bytes(start[n : n + 4], "big") for n in (8, 16, 20, 24))
    records, pages, sector, journal_page = numbers
    # A ledger never becomes shorter before its journal is gone, and whoever makes it longer has put
    # its first page into the journal before: one without records would cut a sound ledger off.
    fits = journal_page == size and 1 <= pages * size <= length
    fits = fits and (records > 0 or pages * size == length)
    return fits and 32 <= sector <= 65_536 and not sector & (sector - 1)  # noqa: PLR2004


def page_size(header: bytes) -> int:
    """Return the bytes of a page by the header of a file."""
    size = int.from_bytes(header[16:18], "big")
    return 65_536 if size == 1 else size


def refuse_mismatches(file: BinaryIO, path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file whose header does not fit it, as a reader of the ledger sees it.

    A copy made while somebody writes is often of two moments: its length, or a row, tells. The list of free
    pages is what a writer takes pages from, and as long as it says.
    """
    header = _read(file, path, 0, _HEADER)
    size, pages, trunk, free = page_size(header), *(_number(header, n) for n in (28, 32, 36))
    length = os.fstat(file.fileno()).st_size
    if length < pages * size or header[24:28] != header[92:96]:
        raise _of_two_moments(path)
    if length > pages * size and _is_sealed(connection):
        raise _of_two_moments(path)
    if _rows_go_on(connection):
        raise _of_two_moments(path)
    unlisted = free
    if free >= pages:
        raise _damaged(path)
    while trunk:
        if not 1 < trunk <= pages or unlisted < 1:
            raise _damaged(path)
        start = _read(file, path, (trunk - 1) * size, 8)
        trunk, leaves = _number(start, 0), _number(start, 4)
        if leaves > size // 4 - 2:
            raise _damaged(path)
        unlisted -= 1 + leaves
    if unlisted:
        raise _damaged(path)


def _rows_go_on(connection: sqlite3.Connection) -> bool:
    """Return whether a row was written by a change that is not there."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    latest = " UNION ALL ".join(
        f"SELECT * FROM (SELECT written FROM {table} ORDER BY row DESC LIMIT 1)"
        for table in ("terms", *KINDS.values())
        if table in tables  # those of an older schema are fewer
    )
    query = f"SELECT 1 FROM ({latest}) WHERE written > (SELECT max(number) FROM changes)"
    return connection.execute(query).fetchone() is not None


def _is_sealed(connection: sqlite3.Connection) -> bool:
    """Return whether the file has a seal: one that is written anew without free pages has none.

    What is stopped in that leaves a sound file that is longer than its header says.
    """
    try:
        return any(digest for (digest,) in connection.execute("SELECT digest FROM seal"))
    except sqlite3.OperationalError:  # of the first version
        return False


def _number(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 4], "big")


def _of_two_moments(path: Path) -> Refusal:
    what = "its parts are of two moments: it was copied while somebody wrote, or cut off"
    return Refusal.one(str(path), what, f"{BACKUP}, and copy ledgers with it")


def _damaged(path: Path) -> Refusal:
    return Refusal.one(str(path), "its list of free pages is damaged", BACKUP)
