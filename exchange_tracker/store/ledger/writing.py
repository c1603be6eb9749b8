"""The transaction of one change, and of a new ledger: in a file or on a server."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from exchange_tracker.store import drafts, origins
from exchange_tracker.store.address import Address, Place
from exchange_tracker.store.ledger import copies, sqlite, trust
from exchange_tracker.store.ledger.change import Author, Change, next_heading
from exchange_tracker.store.ledger.connection import roll_back
from exchange_tracker.store.ledger.engine import Connection
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.schema_versions import lay_out
from exchange_tracker.store.ledger.upgrade import open_to_try, open_to_write
from exchange_tracker.store.ledger.waiting import Say

Result = TypeVar("Result")


def write_change(
    place: Place, author: Author, say: Say, write: Callable[[Change], Result], *, keep: bool = True
) -> Result:
    """Write one change to a ledger by ``write``, and return what that gives.

    On a server, where others may come between, it is called again until the change is kept.
    With ``keep=False`` (a dry run) nothing is kept.
    """
    if not isinstance(place, Address):
        with writing(place, author, say, keep=keep) as change:
            return write(change)
    from exchange_tracker.store.ledger.postgres.writing import Written, write_in_turn  # noqa: PLC0415 - loads the driver

    def by(connection: Connection) -> tuple[Result, Written]:
        ledger = Ledger(connection, place)
        change = Change(ledger, next_heading(ledger, author))
        result = write(change)
        return result, Written(change.number, change.finish())

    return write_in_turn(place, say, by, keep=keep)


@contextmanager
def writing(path: Path, author: Author, say: Say, *, keep: bool = True) -> Iterator[Change]:
    """Write one change to a ledger, or with ``keep=False`` (a dry run) to a copy of it in no file.

    A dry run reads only: it needs no right to write, and waits for no writer who is at work.
    """
    connection = open_to_write(path, say) if keep else open_to_try(path, say)
    with closing(connection), writing_by(connection, path, author, say, keep=keep) as change:
        yield change


@contextmanager
def writing_by(
    connection: sqlite3.Connection,
    path: Path,
    author: Author,
    say: Say,
    *,
    keep: bool = True,
) -> Iterator[Change]:
    """Write one change by a connection."""
    recorded = sqlite.RECORDED
    with sqlite.transaction(connection, path, say, keep=keep, kept=recorded) as file:
        ledger = Ledger(connection, path, file=file)
        trust.check_to_write(ledger)
        change = Change(ledger, next_heading(ledger, author))
        yield change
        if not change.finish():
            roll_back(connection)  # not even what was written and taken back is left


@contextmanager
def creating(place: Place, *, keep: bool = True) -> Iterator[Ledger]:
    """Create a ledger without changes; nothing is left behind where what follows fails."""
    if isinstance(place, Address):
        from exchange_tracker.store.ledger.postgres.creating import new_schema  # noqa: PLC0415 - loads the driver

        with new_schema(place, keep=keep) as server:
            yield Ledger(server, place)
        return
    with copies.new_draft(place) as draft:
        mode = copies.make_draft(draft, place, origins.mode())
        with (
            closing(sqlite.open_new(draft, place)) as connection,
            sqlite.transaction(connection, place, lambda _: None),
        ):
            lay_out(connection)
            yield Ledger(connection, place)
        if keep:
            copies.publish(draft, place, mode | drafts.PRIVATE)
