"""The transaction of several changes: all of them are kept, or none."""

from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from exchange_tracker.store.address import Address, Place
from exchange_tracker.store.ledger import sqlite, trust
from exchange_tracker.store.ledger.connection import roll_back
from exchange_tracker.store.ledger.engine import Connection
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.upgrade import open_to_try, open_to_write
from exchange_tracker.store.ledger.waiting import Say

Result = TypeVar("Result")


def write_changes(
    place: Place, say: Say, write: Callable[[Ledger], Result], *, keep: bool = True
) -> Result:
    """Write changes to a ledger by ``write``, and return what that gives; see ``writing.write_change``."""
    if isinstance(place, Address):
        return _write_on_server(place, say, write, keep=keep)
    connection = open_to_write(place, say) if keep else open_to_try(place, say)
    recorded = sqlite.RECORDED
    with (
        closing(connection),
        sqlite.transaction(connection, place, say, keep=keep, kept=recorded) as file,
    ):
        ledger = Ledger(connection, place, file=file)
        trust.check_to_write(ledger)
        before = ledger.last
        result = write(ledger)
        if ledger.last == before:
            roll_back(connection)  # not even what was written and taken back is left
    return result


def _write_on_server(
    place: Address, say: Say, write: Callable[[Ledger], Result], *, keep: bool
) -> Result:
    from exchange_tracker.store.ledger.postgres.writing import Written, write_in_turn  # noqa: PLC0415 - loads the driver

    def by(connection: Connection) -> tuple[Result, Written]:
        ledger = Ledger(connection, place)
        before = ledger.last
        result = write(ledger)
        number, digest = ledger.last
        return result, Written(number, "" if (number, digest) == before else digest)

    return write_in_turn(place, say, by, keep=keep)
