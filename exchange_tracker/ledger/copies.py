"""Ledgers that appear whole or not at all, and never in place of something that is there."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from exchange_tracker.errors import OutputFailed, WrongUse
from exchange_tracker.ledger.refused import refusing
from exchange_tracker.ledger.seal import File

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def draft_of(path: Path) -> Path:
    """Give the name of a file that will have another when it is whole, or refuse a taken one."""
    if path.exists() or path.is_symlink():
        raise _taken(path)
    if not path.parent.is_dir():
        what, mend = f"there is no folder {path.parent}", "make it, or name another place"
        raise OutputFailed.one(str(path), what, mend)
    return path.with_name(f".{path.name}.{os.urandom(8).hex()}")


def discard(draft: Path) -> None:
    """Remove a draft, if there is one and its folder can be written."""
    with suppress(OSError):
        draft.unlink()


def _taken(path: Path) -> WrongUse:
    return WrongUse.one(str(path), "there is something of that name already", "name another")


def publish(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless something has taken it; both survive a power cut."""
    try:
        _name(draft, path)
        _keep_names(path.parent)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise OutputFailed.one(
            str(path),
            f"the ledger cannot be made ({error.strerror})",
            "name a folder that can be written",
        ) from None


def _name(draft: Path, path: Path) -> None:
    """Link a file to its name, which fails where the name is taken."""
    try:
        os.link(draft, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _claim(draft, path)


def _claim(draft: Path, path: Path) -> None:
    """Take the name with an empty file, and put the finished one in its place."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        draft.replace(path)
    except BaseException:
        path.unlink()
        raise


def _keep_names(folder: Path) -> None:
    """Have the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def copied(connection: sqlite3.Connection, source: Path, path: Path) -> Iterator[Path]:
    """Copy a ledger beside a path; the copy gets its name when the caller has looked at it.

    Whoever may not read the ledger may not read the copy.
    """
    draft = draft_of(path)
    try:
        with refusing(path):
            _make(draft, stat.S_IMODE(source.stat().st_mode))
            with closing(sqlite3.connect(draft, isolation_level=None)) as target:
                connection.backup(target)
        yield draft
        publish(draft, path)
    finally:
        discard(draft)


def keep_as_it_is(file: File, source: Path, path: Path) -> None:
    """Copy the bytes of a ledger that nobody writes to meanwhile, so that its seal fits the copy."""
    draft = draft_of(path)
    try:
        with refusing(path):
            _make(draft, stat.S_IMODE(source.stat().st_mode))
        with draft.open("wb") as target:
            file.copy(target)
            target.flush()
            os.fsync(target.fileno())
        publish(draft, path)
    except OSError as error:
        what = f"the ledger as it was cannot be kept there ({error.strerror}); it is unchanged"
        raise OutputFailed.one(str(path), what, "free or repair the disk and try again") from None
    finally:
        discard(draft)


def _make(draft: Path, mode: int) -> None:
    with suppress(OSError):  # SQLite says in its own way that it cannot be made
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
