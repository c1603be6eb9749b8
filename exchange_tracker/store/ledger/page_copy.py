"""Copying a database into another, page by page."""

import sqlite3

_PAGES = 4_096  # copied between two looks whether a signal asked the program to end


def copy(connection: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Copy a database; a signal is heard meanwhile, which SQLite itself would not hear."""
    connection.backup(into, pages=_PAGES, progress=lambda *_: None)
