"""The names beside a ledger that are its own, and so are no place for anything else."""

import os
import re
from pathlib import Path

from exchange_tracker.store.ledger.opening import is_database

_OWN = re.compile(r"(.+)(?:-journal|-wal|-shm|-mj[0-9a-f]+|\.schema-\d+(?:\.\d+)?)", re.IGNORECASE)
_LEFT = ("-journal", "-wal")  # from which SQLite would take up what was left half done


def owner_of(path: Path) -> Path | None:
    """Return the ledger beside which a path has a name of its own; ``None``: there is none."""
    for place in (path, Path(os.path.realpath(path))):
        if match := _OWN.fullmatch(place.name):
            ledger = place.with_name(match[1])
            if ledger.is_file() and is_database(ledger):
                return ledger
    return None


def left_by_another(path: Path) -> Path | None:
    """Return what SQLite would take for the unfinished work of a ledger that is not there yet."""
    for end in _LEFT:
        journal = path.with_name(f"{path.name}{end}")
        if os.path.lexists(journal):
            return journal
    return None
