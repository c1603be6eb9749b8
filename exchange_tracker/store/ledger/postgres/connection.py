"""A connection to a server, which takes the ledger's statements as SQLite's own does."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger.engine import Cursor
from exchange_tracker.store.ledger.postgres.driver import Loader, pq, psycopg
from exchange_tracker.store.ledger.postgres.statements import identifier, translated

_SETTINGS = {"client_encoding": "UTF8", "application_name": "exchange-tracker"}
_PATIENCE = "10"  # seconds for each host, where nobody says otherwise

READING = "REPEATABLE READ READ ONLY"
"""How a ledger is read: at one moment. Readers would fail writers, and on a replica be refused, if they
were serializable; what they see is of one moment all the same, since writers write in turn."""
WRITING = "SERIALIZABLE"
"""How a ledger is written."""


class _Whole(Loader):
    """Sums of whole numbers, which the server gives another type."""

    def load(self, data: "bytes | bytearray | memoryview") -> int:
        return int(bytes(data))


class ServerConnection:
    """A connection to a ledger on a server; ``retries``: whoever writes by it hears of what fails."""

    def __init__(self, raw: "psycopg.Connection[Any]", address: Address) -> None:
        self.raw = raw
        self.address = address
        self.retries = False
        raw.adapters.register_loader("numeric", _Whole)

    @property
    def in_transaction(self) -> bool:
        """Return whether a transaction was begun."""
        return self.raw.info.transaction_status is not pq.TransactionStatus.IDLE

    def execute(self, statement: str, values: Any = (), /) -> Cursor:
        """Run a statement."""
        return self.raw.execute(translated(statement), values)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> Cursor:
        """Run a statement once for each row of values, without waiting for each."""
        cursor = self.raw.cursor()
        cursor.executemany(translated(statement), rows)
        return cursor

    def begin(self, level: str, *settings: str) -> None:
        """Begin a transaction in which names of tables are those of the truce.

        All is sent at once, and holds for the transaction alone: a pooler may give the next to another.
        """
        path = f"SET LOCAL search_path = {identifier(self.address.truce)}"
        begin = f"BEGIN TRANSACTION ISOLATION LEVEL {level}"
        self.raw.execute("; ".join((begin, path, *settings)))

    def roll_back(self) -> None:
        """Take back what was not committed, where the server can still hear it."""
        with suppress(psycopg.Error):
            if self.in_transaction:
                self.raw.execute("ROLLBACK")

    @property
    def is_lost(self) -> bool:
        """Return whether the server is gone."""
        return self.raw.closed or self.raw.broken

    def close(self) -> None:
        """Let go of the server."""
        self.raw.close()


def connect(address: Address, *, to_write: bool) -> ServerConnection:
    """Connect to a server; of several hosts, a writer takes the one that is written to."""
    settings = dict(_SETTINGS)
    if not address.names("connect_timeout"):
        settings["connect_timeout"] = _PATIENCE
    if to_write and address.hosts > 1 and not address.names("target_session_attrs"):
        settings["target_session_attrs"] = "read-write"
    raw = psycopg.connect(address.server, autocommit=True, **settings)  # type: ignore[arg-type]
    return ServerConnection(raw, address)
