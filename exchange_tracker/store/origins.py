"""The files that a run has read: what it makes of them is as private, and never in their place."""

import stat
from pathlib import Path

ANYBODY = 0o666

_modes: dict[tuple[int, int], int] = {}  # by device and inode


def note(path: Path) -> None:
    """Note a file that is read; a pipe or a device is nobody's file."""
    try:
        status = path.stat()
    except OSError:
        return  # whoever opens it says so
    if stat.S_ISREG(status.st_mode):
        _modes[status.st_dev, status.st_ino] = stat.S_IMODE(status.st_mode)


def forget() -> None:
    """Begin anew."""
    _modes.clear()


def mode() -> int:
    """Return the mode for what is made of all that was read: the narrowest of theirs."""
    narrowest = ANYBODY
    for mode_read in _modes.values():
        narrowest &= mode_read
    return narrowest


def is_one(path: Path) -> bool:
    """Return whether a path, by whatever name, is a file that was read."""
    try:
        status = path.stat()
    except OSError:
        return False
    return (status.st_dev, status.st_ino) in _modes
