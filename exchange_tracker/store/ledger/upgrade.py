"""A ledger that is opened to be written: an older one is brought to today's schema first."""

import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from exchange_tracker.store import drafts
from exchange_tracker.store.ledger import schema_versions, seal, trust
from exchange_tracker.store.ledger.connection import closed_on_failure, make_durable
from exchange_tracker.store.ledger.copies import keep_as_it_is
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.opening import refuse_mismatches
from exchange_tracker.store.ledger.schema import VERSION
from exchange_tracker.store.ledger.sqlite import hold, open_checked, transaction
from exchange_tracker.store.ledger.sqlite_errors import refuse_sqlite_errors
from exchange_tracker.store.ledger.structure import refuse_damaged_pages
from exchange_tracker.store.ledger.waiting import Say

_CHECKS = (refuse_mismatches, refuse_damaged_pages)


def open_to_write(path: Path, say: Say) -> sqlite3.Connection:
    """Open a ledger that will be written, or refuse a file that is none.

    A ledger of an older schema is brought to today's; what it was is kept in a copy beside it.
    """
    connection, version = open_checked(path, say, _CHECKS, to_write=True)
    with refuse_sqlite_errors(path), closed_on_failure(connection):
        make_durable(connection)
        if version < VERSION:
            _bring_up(connection, path, version, say)
    return connection


def open_to_try(path: Path, say: Say) -> sqlite3.Connection:
    """Open a copy, in no file, of a ledger on which a change is tried.

    The ledger is only read, and refused where one that is written would be.
    """
    connection, version = open_checked(path, say, _CHECKS, to_write=False)
    with refuse_sqlite_errors(path), closed_on_failure(connection):
        hold(connection, path, say)
        stood = seal.state_of_file(connection)
        connection = schema_versions.copy_of_today(connection)
    with refuse_sqlite_errors(path), closed_on_failure(connection):
        if stood is not seal.State.FITS or version < VERSION:
            trust.refuse_unsound(Ledger(connection, path), stood)
    return connection


def _bring_up(connection: sqlite3.Connection, path: Path, version: int, say: Say) -> None:
    """Bring a ledger to today's schema, all of it or nothing, unless another writer just did."""
    names = (path.with_name(f"{path.name}.schema-{version}{end}") for end in _ends())
    kept = next(name for name in names if not name.exists() and not name.is_symlink())
    spared = False
    try:
        with transaction(
            connection, path, say, kept=f"{path} was brought to schema {VERSION}"
        ) as file:
            if schema_versions.version_of(connection) == VERSION:
                return
            keep_as_it_is(file, path, kept)
            trust.bring_up(connection, path, file)
            spared = True
            drafts.spare(kept)
    except BaseException:
        if spared and schema_versions.version_of(connection) < VERSION:
            drafts.discard(kept)
        raise
    say(f"{path}: brought from schema {version} to {VERSION}; as it was it is kept in {kept}")


def _ends() -> Iterator[str]:
    yield ""
    yield from (f".{number}" for number in count(2))
