"""The line of writers whose turn it was not: who is at its head tries again at once, and nobody else.

A server fails all who wait for a row as soon as one of them has written it. Without the line, who comes
through would be a matter of luck, and one of many would wait for ever.
"""

import os
import time

from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger.postgres import errors
from exchange_tracker.store.ledger.postgres.connection import ServerConnection, connect
from exchange_tracker.store.ledger.postgres.driver import psycopg
from exchange_tracker.store.ledger.postgres.errors import Passing
from exchange_tracker.store.ledger.postgres.tables import QUEUE
from exchange_tracker.store.ledger.waiting import Say

_LINED_UP = "READ COMMITTED"  # where who waits for a row gets it, one after the other
_FIRST_WORD, _LONGEST = 1.0, 30.0  # seconds until it is said for whom, and until it is given up
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0  # seconds between two tries


class Patience:
    """How long a writer has waited, and whether it was said for whom."""

    def __init__(self, address: Address, say: Say) -> None:
        self._address = address
        self._say = say
        self._since = time.monotonic()
        self._pause = _FIRST_PAUSE
        self._silent = True

    @property
    def stretch(self) -> float:
        """Return for how many seconds one may wait before this is to be checked again."""
        until = _FIRST_WORD if self._silent else _LONGEST
        return max(0.1, self._since + until - time.monotonic())

    def check(self, whom: Passing) -> None:
        """Say for whom one waits when it is time, or refuse to wait any longer."""
        waited = time.monotonic() - self._since
        if waited > _LONGEST:
            raise errors.busy(self._address, whom)
        if waited > _FIRST_WORD and self._silent:
            self._silent = False
            self._say(f"waiting for {whom.value} …")

    def wait(self, whom: Passing) -> None:
        """Wait a moment."""
        self.check(whom)
        time.sleep(self._pause * os.urandom(1)[0] / 255)  # not all at once
        self._pause = min(_LONGEST_PAUSE, self._pause * 1.5)


class Queue:
    """A writer's place in the line, by a connection of its own."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._connection: ServerConnection | None = None
        self._is_first = False

    def line_up(self, patience: Patience) -> None:
        """Come to the head of the line, and stay there until it is left."""
        patience.check(Passing.WRITER)
        while not self._is_first:
            try:
                self._wait(patience.stretch)
            except psycopg.Error as error:
                self._go_back()
                if errors.passing(error) is not Passing.WRITER:  # then it is waited without a line
                    patience.wait(Passing.WRITER)
                    return
                patience.check(Passing.WRITER)

    def _wait(self, seconds: float) -> None:
        if self._connection is None:
            self._connection = connect(self._address, to_write=True)
        limit = f"SET LOCAL lock_timeout = '{seconds * 1000:.0f}ms'"
        self._connection.begin(_LINED_UP, limit)
        self._connection.execute(f"UPDATE {QUEUE} SET first = first + 1")
        self._is_first = True

    def leave(self) -> None:
        """Let the next one come to the head."""
        self._is_first = False
        if self._connection is not None:
            self._connection.roll_back()

    def _go_back(self) -> None:
        self.leave()
        if self._connection is not None and self._connection.is_lost:
            self.close()

    def close(self) -> None:
        """Let go of the server."""
        self._is_first = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None
