"""Ledgers that appear whole or not at all, and never in place of something that is there."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from exchange_tracker.errors import OutputFailed, UsageError
from exchange_tracker.store import drafts, signals
from exchange_tracker.store.ledger.connection import copy_pages
from exchange_tracker.store.ledger.opening import left_by_another, owner_of
from exchange_tracker.store.ledger.seal import File
from exchange_tracker.store.ledger.sqlite_errors import refuse_sqlite_errors

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


@contextmanager
def new_draft(path: Path, *, own: bool = False) -> Iterator[Path]:
    """Yield a draft of a ledger that will have a name when it is whole, or refuse a taken one.

    ``own``: the name is one that belongs to another ledger, which keeps a copy there.
    """
    if path.exists() or path.is_symlink():
        raise _taken(path)
    if not path.parent.is_dir():
        what, fix = f"there is no folder {path.parent}", "make it, or name another place"
        raise OutputFailed.one(str(path), what, fix)
    if not own and (owner := owner_of(path)):
        raise UsageError.one(str(path), f"a name of that form belongs to {owner}", "name another")
    if journal := left_by_another(path):
        what = f"beside it lies {journal}, which SQLite would take up in the new ledger"
        raise UsageError.one(str(path), what, "move that file away, or name another")
    with drafts.draft_of(path) as draft:
        yield draft


def make_draft(draft: Path, path: Path, mode: int) -> int:
    """Make a draft, or refuse the path; return the mode for when it is whole."""
    try:
        return drafts.make(draft, mode)
    except OSError as error:
        raise _failed(path, error) from None


def _taken(path: Path) -> UsageError:
    return UsageError.one(str(path), "there is something of that name already", "name another")


def _failed(path: Path, error: OSError) -> OutputFailed:
    what, fix = f"it cannot be made ({error.strerror})", "name a folder that can be written"
    return OutputFailed.one(str(path), what, fix)


def publish(draft: Path, path: Path, mode: int, *, provisional: bool = False) -> None:
    """Give a finished file its mode and its name, unless something has taken the name.

    Both survive a power cut. A ``provisional`` one is gone at the end unless it is spared.
    """
    try:
        with signals.uninterrupted():
            drafts.set_mode(draft, mode)
            _name(draft, path)
            if provisional:
                drafts.make_provisional(path)
            else:
                signals.note_kept(f"{path} is written", whole=True)
        _sync_names(path.parent)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise _failed(path, error) from None


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
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, drafts.PRIVATE))
    try:
        draft.replace(path)
    except BaseException:
        path.unlink()
        raise


def _sync_names(folder: Path) -> None:
    """Have the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def copy_ledger(
    connection: sqlite3.Connection, source: Path, path: Path, *, provisional: bool = False
) -> Iterator[Path]:
    """Copy a ledger beside a path; the copy gets its name when the caller has looked at it.

    Whoever may not read the ledger may not read the copy.
    """
    with new_draft(path, own=provisional) as draft:
        mode = make_draft(draft, path, stat.S_IMODE(source.stat().st_mode))
        with (
            refuse_sqlite_errors(path),
            closing(sqlite3.connect(draft, isolation_level=None)) as target,
        ):
            copy_pages(connection, target)
        yield draft
        publish(draft, path, mode, provisional=provisional)


def keep_as_it_is(file: File, source: Path, path: Path) -> None:
    """Copy the bytes of a ledger that nobody writes to meanwhile, so that its seal fits the copy.

    The copy is gone at the end of the program unless it is spared.
    """
    with new_draft(path, own=True) as draft:
        mode = make_draft(draft, path, stat.S_IMODE(source.stat().st_mode))
        try:
            with draft.open("wb") as target:
                file.copy(target)
                target.flush()
                os.fsync(target.fileno())
        except OSError as error:
            what = f"the ledger as it was cannot be kept there ({error.strerror}); it is unchanged"
            fix = "free or repair the disk and try again"
            raise OutputFailed.one(str(path), what, fix) from None
        publish(draft, path, mode, provisional=True)
