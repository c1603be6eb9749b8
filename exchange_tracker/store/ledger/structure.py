"""Do the pages of a ledger hang together, the free ones among them?

SQLite looks at the list of free pages only where all roots of a schema are checked, and takes a view,
which has no root, for a part of them where it comes first in its table of names: whether it does, the
file says, not we (``sqlite3BtreeIntegrityCheck``, ``aRoot[0]==0``). A page in use that is listed as free
is then written over. So the check is made of a copy in no file, without its views: what dropping them
does to a damaged copy harms nothing, and a page that has two uses keeps both.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from exchange_tracker.errors import Refusal
from exchange_tracker.store.ledger.connection import copy_pages, make_safe
from exchange_tracker.store.ledger.opening import BACKUP
from exchange_tracker.store.ledger.sqlite_errors import code_of

LARGEST_CHECKED = 1 << 20  # bytes; the pages of a larger file are not walked before a write

_IN_NO_FILE = ""  # the name of a database that SQLite keeps in memory, or in a file without a name


def refuse_damaged_pages(file: BinaryIO, path: Path, connection: sqlite3.Connection) -> None:
    """Refuse to write to a small file whose pages do not hang together."""
    if os.fstat(file.fileno()).st_size > LARGEST_CHECKED:
        return
    if next(damages(connection, "quick_check(1)"), None):
        raise Refusal.one(str(path), "its structure is damaged", BACKUP)


def damages(connection: sqlite3.Connection, check: str) -> Iterator[str]:
    """Yield what a check of SQLite's finds in a whole database, its free pages included."""
    with closing(make_safe(sqlite3.connect(_IN_NO_FILE, isolation_level=None))) as copy:
        copy_pages(connection, copy)
        try:
            _drop_views(copy)
            for (result,) in copy.execute(f"PRAGMA {check}"):
                if result != "ok":
                    yield result
        except sqlite3.DatabaseError as error:
            if code_of(error) & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            yield str(error)


def _drop_views(copy: sqlite3.Connection) -> None:
    views = copy.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
    for (name,) in views:
        copy.execute(f'DROP VIEW "{name}"')  # of ours, or the file was refused before
