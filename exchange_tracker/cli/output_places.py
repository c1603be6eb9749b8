"""Files that results go to: what may be one, and how it appears, whole or not at all."""

import errno
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from exchange_tracker.errors import OutputFailed, UsageError
from exchange_tracker.store import drafts, origins, signals

_GROUP = 0o070
_ACCESS_LIST = "system.posix_acl_access"


def output_place(path: Path) -> Path:
    """Return where a result goes that has a path, or refuse what would be lost or be harmed.

    A link that the user names is followed, as a shell's redirection follows it.
    """
    place = _followed(path)
    if place.is_dir():
        raise UsageError.one(str(path), "this is a folder", "name a file")
    if what := _harm(place):
        raise UsageError.one(str(path), what, "name another file")
    return place


def refuse_present(path: Path, fix: str = "name another") -> None:
    """Refuse the place of a new file where something is already; a device loses nothing."""
    if path.is_file() or path.is_symlink():
        raise UsageError.one(str(path), "there is something of that name already", fix)


def write_result(contents: "Contents", path: Path) -> None:
    """Write a result to a file, whole or not at all, or to a device."""
    place = output_place(path)
    if is_device(place):
        with placing(path), place.open("wb") as device:
            fill(device, contents)
        return
    write_beside({place: contents}, note=f"{path} is written")


def _followed(path: Path) -> Path:
    if not path.is_symlink():
        return path
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UsageError.one(
                str(path), "the link leads back to itself", "name a file"
            ) from None
    return Path(os.path.realpath(path))


def _harm(place: Path) -> str:
    """Say what would be lost or harmed by a result in that place; blank: nothing."""
    from exchange_tracker.store.ledger.opening import (
        is_database,
        owner_of,  # start-up
    )

    if place.is_file() and is_database(place):
        return "this is a ledger, which would be lost"
    if owner := owner_of(place):
        return f"a name of that form belongs to {owner}"
    if _is_of_a_folder(place):
        return "this is a file of a truce folder, which would be lost"
    if origins.is_one(place):
        return "this is the file that is read, which would be lost"
    return ""


def _is_of_a_folder(place: Path) -> bool:
    """Return whether a path is a file of a truce folder, or the place of one that is left out."""
    from exchange_tracker.store.folder import FILES, TERMS  # only where a file is named: start-up

    if not (place.parent / TERMS).exists():
        return False
    for name in (TERMS, *FILES.values()):
        with suppress(OSError):
            if place.name == name or place.samefile(place.with_name(name)):
                return True
    return False


Contents = Iterable[str] | Callable[[BinaryIO], None]
"""What a file gets: chunks of text, or what writes its bytes."""


def write_beside(texts: Mapping[Path, Contents], note: str, *, whole: bool = False) -> None:
    """Write files beside their places; when all are whole, give each its name.

    A crash or a full disk never leaves half a file, nor takes one that was there. ``note`` says
    what is written then, and ``whole`` whether it is all that was asked for; blank: it is a part.
    """
    with ExitStack() as stack:
        draft_by_path = {path: stack.enter_context(drafts.draft_of(path)) for path in texts}
        for path, contents in texts.items():
            with placing(path):
                _write(draft_by_path[path], path, contents)
        with signals.uninterrupted():
            for path, draft in draft_by_path.items():
                with placing(path):
                    draft.replace(path)
            if note:
                signals.note_kept(note, whole=whole)


def _write(draft: Path, path: Path, contents: Contents) -> None:
    mode = drafts.make(draft, origins.mode())
    with draft.open("wb") as file:
        fill(file, contents)
        file.flush()
        os.fsync(file.fileno())
    if path.is_file():
        _make_alike(draft, path)
    else:
        drafts.set_mode(draft, mode)


def fill(file: BinaryIO, contents: Contents) -> None:
    """Write to a file what it gets."""
    if callable(contents):
        contents(file)
        return
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    text.writelines(contents)
    text.detach()


def _make_alike(draft: Path, path: Path) -> None:
    """Let those read a file who may read the one that it replaces, as if that were written over."""
    there = path.stat()
    mode = stat.S_IMODE(there.st_mode)
    with suppress(OSError, AttributeError):  # only root may give to others; Windows has no owners
        os.chown(draft, there.st_uid, there.st_gid)
    if draft.stat().st_gid != there.st_gid:  # the mode would let another group in
        mode &= ~_GROUP
    drafts.set_mode(draft, mode)
    with suppress(OSError, AttributeError):  # it has no such list, or its system knows none
        os.setxattr(draft, _ACCESS_LIST, os.getxattr(path, _ACCESS_LIST))


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Return the folder to write into: one that gets its name at the end, or the one that is there."""
    if folder.exists():
        yield folder
        return
    from exchange_tracker.store.ledger.opening import owner_of  # start-up

    if owner := owner_of(folder):
        what = f"a name of that form belongs to {owner}"
        raise UsageError.one(str(folder), what, "name another")
    with drafts.draft_of(folder) as draft:
        with placing(folder):
            mode = drafts.make_folder(draft, origins.mode())
        yield draft
        with placing(folder), signals.uninterrupted():
            drafts.set_mode(draft, mode)
            os.rename(draft, folder)  # noqa: PTH104 - unlike Path.rename it moves into no folder
            signals.note_kept(folder_written(folder), whole=True)


def folder_written(folder: Path) -> str:
    """Return what is said of a folder that is whole."""
    return f"{folder} is written"


@contextmanager
def placing(path: Path) -> Iterator[None]:
    """Turn what fails while a path is written into a refusal that names the path."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _failed(path, error) from None


def _failed(path: Path, error: OSError) -> OutputFailed:
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return OutputFailed.one(
            str(path), f"there is no folder {path.parent}", "make it, or name another place"
        )
    return OutputFailed.one(
        str(path),
        f"it cannot be written ({error.strerror})",
        "free the disk or name another place",
    )


def is_device(path: Path) -> bool:
    """Return whether a path is there and neither a file nor a folder, such as ``/dev/null``."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
