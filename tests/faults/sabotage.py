"""A build that is broken on purpose: each harness must find it wanting."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar
from unittest.mock import patch

IN_MEMORY = {"PRAGMA journal_mode = DELETE": "PRAGMA journal_mode = OFF"}
"""Nothing is kept to go back to."""
UNSYNCED = {"PRAGMA synchronous = EXTRA": "PRAGMA synchronous = OFF"}
"""Nothing waits for the disk."""
DEFERRED = {"BEGIN IMMEDIATE": "BEGIN"}
"""A writer reads first and finds out late that another writes."""
PIECEMEAL = {"BEGIN IMMEDIATE": "SELECT 1", "COMMIT": "SELECT 1"}
"""Each statement is kept by itself."""

_open = sqlite3.connect


class _Connection(sqlite3.Connection):
    swapped: ClassVar[Mapping[str, str]] = {}

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return super().execute(self.swapped.get(sql, sql), *values)


@contextmanager
def sabotaged(swapped: Mapping[str, str]) -> Iterator[None]:
    """Say other words to SQLite than the program does; none: the program as it is."""

    def connect(*words: Any, **named: Any) -> sqlite3.Connection:
        return _open(*words, **named, factory=_Connection)

    if not swapped:
        yield
        return
    with patch.object(_Connection, "swapped", swapped), patch("sqlite3.connect", connect):
        yield
