"""Whether a journal takes a ledger back to what its writer sealed, tried on a copy of both.

A journal that somebody else put there may be right in every number and hold other pages: the ledger
would be theirs before anybody could look at it.
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from exchange_tracker.errors import OutputFailed, Refusal
from exchange_tracker.store import signals
from exchange_tracker.store.ledger import seal
from exchange_tracker.store.ledger.connection import connect
from exchange_tracker.store.ledger.opening import FOREIGN, journal_of

_LARGEST_JOURNAL = 4 * seal.LARGEST  # bytes: each page of the ledger once, and headers between


def refuse_other_contents(path: Path) -> None:
    """Refuse a journal after which a ledger, if small enough for a digest, would not fit its seal."""
    journal = journal_of(path)
    try:
        if path.stat().st_size > seal.LARGEST:
            return
        if journal.stat().st_size > _LARGEST_JOURNAL or not _fits_on_a_copy(path, journal):
            what = "with it the ledger would not be what its last writer left"
            raise Refusal.one(str(journal), what, FOREIGN)
    except FileNotFoundError:
        return  # another has just taken it back


def _fits_on_a_copy(path: Path, journal: Path) -> bool:
    """Return whether a ledger fits its seal afterwards, or others have gone on in the meantime."""
    ledger_bytes, journal_bytes = path.read_bytes(), journal.read_bytes()
    with signals.uninterrupted():  # nothing stays behind
        try:
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(folder, "ledger")
                copy.write_bytes(ledger_bytes)
                journal_of(copy).write_bytes(journal_bytes)
                fits = _fits(copy)
        except OSError as error:
            raise OutputFailed.one(
                "the temporary folder",
                f"the ledger cannot be recovered on a copy there first ({error.strerror})",
                "free that disk, or name another place in TMPDIR",
            ) from None
    return fits or journal.read_bytes() != journal_bytes


def _fits(copy: Path) -> bool:
    """Take a copy back, and return whether it fits its seal then."""
    try:
        with closing(connect(copy, "rw")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            with closing(seal.File(connection)) as file:
                return seal.state(connection, file) is not seal.State.BROKEN
    except sqlite3.DatabaseError:
        return False
