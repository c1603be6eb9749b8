"""The transaction of several changes: all of them are kept, or none."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from exchange_tracker.store.ledger import sqlite, trust
from exchange_tracker.store.ledger.connection import roll_back
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.upgrade import open_to_try, open_to_write
from exchange_tracker.store.ledger.waiting import Say

Result = TypeVar("Result")


def write_changes(
    path: Path, say: Say, write: Callable[[Ledger], Result], *, keep: bool = True
) -> Result:
    """Write changes to a ledger by ``write``, and return what that gives; see ``change.writing``."""
    connection = open_to_write(path, say) if keep else open_to_try(path, say)
    recorded = sqlite.RECORDED
    with (
        closing(connection),
        sqlite.transaction(connection, path, say, keep=keep, kept=recorded) as file,
    ):
        ledger = Ledger(connection, path, file=file)
        trust.check_to_write(ledger)
        before = ledger.last
        result = write(ledger)
        if ledger.last == before:
            roll_back(connection)  # not even what was written and taken back is left
    return result
