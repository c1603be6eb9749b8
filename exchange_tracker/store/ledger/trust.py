"""May what a ledger says be believed? A file is looked at before it is read, and before it is written.

A file that its seal fits is believed: nothing was written to it since the last change. Where the seal
does not fit, all that the rows say is recomputed, and a ledger that does not verify is refused. One
that does, is read; but nothing is written to it, which would seal what somebody else wrote.
"""

import sqlite3
from pathlib import Path

from exchange_tracker.errors import Problem, Unverified
from exchange_tracker.store.address import Place
from exchange_tracker.store.ledger import schema_versions
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.seal import (
    CHEAP,
    LARGEST,
    OTHER_BYTES,
    SOUND_COPY,
    File,
    State,
    lift,
    state,
)
from exchange_tracker.store.ledger.waiting import Say

_SINCE = "the file was written to by another program since its last change, and "


def check_to_read(ledger: Ledger, say: Say) -> None:
    """Refuse a ledger that was altered; say where a file was written to and nothing was.

    Raises:
        Unverified: where the seal does not fit, and the history does not verify either.
    """
    stood = ledger.seal_state(CHEAP)
    if stood is State.FITS:
        return
    refuse_mismatches(ledger, _SINCE if stood is State.BROKEN else "")
    if stood is State.BROKEN:
        say(f"{ledger.path}: the file: {OTHER_BYTES}; {SOUND_COPY}")


def check_to_write(ledger: Ledger) -> None:
    """Refuse to write to a ledger whose seal does not fit: the next one would cover that up.

    A seal that was lifted is made anew when the history verifies.

    Raises:
        Unverified: where it does not fit, and the history does not verify or the seal was broken.
    """
    stood = ledger.seal_state(LARGEST)
    if stood is not State.FITS:
        refuse_unsound(ledger, stood)


def bring_up(connection: sqlite3.Connection, path: Path, file: File) -> None:
    """Bring an older ledger to today's schema where it verifies: from then on it is believed."""
    stood = state(connection, file)
    schema_versions.bring_up(connection)
    refuse_unsound(Ledger(connection, path), stood)
    lift(connection)  # the transaction renews it where a row was written, as this does


def refuse_unsound(ledger: Ledger, stood: State) -> None:
    """Refuse to write to a ledger that does not verify, or whose file ``stood`` otherwise than sealed."""
    refuse_mismatches(ledger, _SINCE if stood is State.BROKEN else "")
    if stood is State.BROKEN:
        raise _unverified(ledger.path, "the file", OTHER_BYTES, SOUND_COPY)


def refuse_mismatches(ledger: Ledger, since: str = "") -> None:
    """Refuse a ledger whose rows do not verify, with the first of them."""
    from exchange_tracker.store.ledger.verification import content_mismatches  # noqa: PLC0415 - start-up

    for mismatch in content_mismatches(ledger):
        raise _unverified(ledger.path, mismatch.where, f"{since}{mismatch.what}", mismatch.fix)


def _unverified(path: Place, where: str, what: str, fix: str) -> Unverified:
    return Unverified([Problem(f"{path}: {where}", what, fix)])
