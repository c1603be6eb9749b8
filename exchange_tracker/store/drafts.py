"""Files that are not whole yet: private, named alike, and gone when the program ends."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".xt-"  # of every draft: what a program that was killed outright left can be told by it
PRIVATE = 0o600
_READ, _WRITE = 0o444, 0o666

_drafts: set[Path] = set()


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Yield a name beside a path for what is not whole yet; afterwards there is none of that name."""
    draft = path.with_name(f"{PREFIX}{os.urandom(8).hex()}")
    _drafts.add(draft)
    try:
        yield draft
    finally:
        discard(draft)


def make_provisional(path: Path) -> None:
    """Have a file gone at the end of the program unless it is spared before."""
    _drafts.add(path)


def spare(path: Path) -> None:
    """Let a file stay."""
    _drafts.discard(path)


def discard(draft: Path) -> None:
    """Remove a draft, if there is one and its folder can be written."""
    for file in (draft, draft.with_name(f"{draft.name}-journal")):
        with suppress(OSError):
            file.unlink()
    if draft.is_dir() and not draft.is_symlink():
        import shutil  # noqa: PLC0415 - start-up

        shutil.rmtree(draft, ignore_errors=True)
    spare(draft)


def sweep() -> None:
    """Remove every draft that is left, wherever the program was stopped."""
    for draft in tuple(_drafts):
        discard(draft)


def make(draft: Path, mode: int) -> int:
    """Make an empty file that only its owner may read; return the mode for when it is whole.

    That is the one asked for, without what the umask, or the folder's own rule, takes away.
    """
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode & _WRITE))
    return _make_private(draft, PRIVATE)


def make_folder(draft: Path, mode: int) -> int:
    """Make an empty folder that only its owner may enter; return the mode for when it is whole."""
    draft.mkdir(mode & _WRITE | (mode & _READ) >> 2)  # whoever may read its files may enter
    return _make_private(draft, PRIVATE | stat.S_IXUSR)


def _make_private(draft: Path, mode: int) -> int:
    final_mode = stat.S_IMODE(draft.stat().st_mode)
    set_mode(draft, mode)
    return final_mode


def set_mode(path: Path, mode: int) -> None:
    """Give a file a mode, where its file system knows any."""
    with suppress(OSError):
        path.chmod(mode)
