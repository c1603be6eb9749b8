"""Writing to a ledger on a server: in turn, all of a change or nothing, and again where that helps.

Writers write in turn: each begins by counting on the one row of ``exchange_ledger``, where the next one
waits, so that its numbers are those after the last change, as the keys of the tables demand. What the
server takes back so that others stay in order is written again, by those who line up (``queue``). Where the connection is lost before
the change was to be kept, nothing is written, and it is written again; where it is lost while it was
being kept, whoever has the next turn sees whether the change is there.
"""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from exchange_tracker.errors import Busy
from exchange_tracker.store import signals
from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger.engine import Connection
from exchange_tracker.store.ledger.postgres import errors
from exchange_tracker.store.ledger.postgres.connection import WRITING, ServerConnection, connect
from exchange_tracker.store.ledger.postgres.driver import psycopg
from exchange_tracker.store.ledger.postgres.errors import Passing
from exchange_tracker.store.ledger.postgres.opening import check_state
from exchange_tracker.store.ledger.postgres.queue import Patience, Queue
from exchange_tracker.store.ledger.postgres.tables import STATE
from exchange_tracker.store.ledger.waiting import Say

RECORDED = "the change is recorded"
UNCERTAIN = "it is not certain whether the change is recorded: look it up with xt log"
_TURN = f"UPDATE {STATE} SET turn = turn + 1 RETURNING version, unfinished"
_LOCK = "SET LOCAL lock_timeout = '1s'"

Result = TypeVar("Result")


class Written(NamedTuple):
    """A change as its writer knows it again."""

    number: int
    digest: str  # blank: nothing was written


Write = Callable[[Connection], tuple[Result, Written]]
"""Writes a change by a connection whose turn it is."""


def write_in_turn(address: Address, say: Say, write: Write[Result], *, keep: bool) -> Result:
    """Write a change, again and again until it is kept, and return what ``write`` gives.

    With ``keep=False`` (a dry run) it is taken back when it was written.
    """
    with errors.refuse_server_errors(address):
        writer = _Writer(address, say, write)
        try:
            return writer.run(keep=keep)
        finally:
            writer.close()


def take_turn(connection: ServerConnection) -> tuple[int, str]:
    """Begin to write when it is one's turn; return the version of the tables, and what is unfinished."""
    connection.begin(WRITING, _LOCK)
    version, unfinished = connection.execute(_TURN).fetchone()
    return version, unfinished


class _Writer(Generic[Result]):
    """Who writes one change, by one connection after the other where they are lost."""

    def __init__(self, address: Address, say: Say, write: Write[Result]) -> None:
        self.address = address
        self.connection = connect(address, to_write=True)
        self._queue = Queue(address)
        self._say = say
        self._write = write

    def close(self) -> None:
        """Let go of the server."""
        self._queue.close()
        self.connection.close()

    def run(self, *, keep: bool) -> Result:
        """Write the change until it is kept."""
        patience = Patience(self.address, self._say)
        while True:
            try:
                result, written = self._attempt()
            except psycopg.Error as error:
                whom = errors.passing(error)
                if whom is None:
                    raise
            else:
                whom = self._keep(written) if keep and written.digest else None
                if whom is None:
                    return result
            self._go_on(patience, whom)

    def _attempt(self) -> tuple[Result, Written]:
        self.connection.retries = True
        turn = take_turn(self.connection)
        self._queue.leave()
        check_state(self.address, *turn)
        return self._write(self.connection)

    def _keep(self, written: Written) -> Passing | None:
        """Commit; return for whom to wait before all is written again, ``None`` where it is kept."""
        try:
            with signals.uninterrupted():
                self.connection.raw.execute("COMMIT")
                signals.note_kept(RECORDED, whole=True)
        except psycopg.Error as error:
            if errors.is_lost(error) or errors.is_unknown(error):
                return None if self._is_kept(written) else Passing.SERVER
            whom = errors.passing(error)
            if whom is None:
                raise
            return whom
        return None

    def _is_kept(self, written: Written) -> bool:
        """Return whether a change is there whose commit was not answered.

        Who has the turn knows: a commit that is still on its way keeps everybody else from it.
        """
        signals.note_kept(UNCERTAIN)
        try:
            digest = self._digest_of(written.number)
        except (psycopg.Error, Busy) as error:
            raise errors.uncertain(self.address) from error
        kept = digest == written.digest
        signals.note_kept(RECORDED if kept else "", whole=kept)
        return kept

    def _digest_of(self, number: int) -> str:
        patience = Patience(self.address, self._say)
        query = "SELECT digest FROM changes WHERE number = ?"
        whom = Passing.SERVER
        while True:
            self._go_on(patience, whom)
            try:
                take_turn(self.connection)
                row = self.connection.execute(query, (number,)).fetchone()
            except psycopg.Error as error:
                waits_for = errors.passing(error)
                if waits_for is None:
                    raise
                whom = waits_for
            else:
                self.connection.roll_back()
                return str(row[0]) if row else ""

    def _go_on(self, patience: Patience, whom: Passing) -> None:
        """Wait, and connect anew where the connection is lost."""
        self.connection.roll_back()
        if whom is Passing.WRITER:
            self._queue.line_up(patience)
        else:
            patience.wait(whom)
        while self.connection.is_lost:
            self.connection.close()
            try:
                self.connection = connect(self.address, to_write=True)
            except psycopg.OperationalError:
                patience.wait(Passing.SERVER)
