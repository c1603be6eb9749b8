"""A desk that writes at moments of its own: the program's clock is set for each command."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from tests.program import Ran, xt


class Desk(NamedTuple):
    """A ledger, and what is done to it when."""

    ledger: Path

    def at(self, moment: str, *words: object) -> Ran:
        """Run a command at a moment."""
        with clock_at(moment):
            ran = xt(*words, "--by", "desk", "--ledger", self.ledger)
        assert ran.code == 0, ran.err
        return ran

    def asked(self, *words: object) -> Ran:
        """Ask the ledger, in CSV."""
        return xt(*words, "-O", "csv", "--ledger", self.ledger)


@contextmanager
def clock_at(moment: str) -> Iterator[None]:
    """Let the program's clock stand at a moment."""

    class Clock:
        """The clock."""

        @staticmethod
        def now(_: object) -> datetime:
            return datetime.fromisoformat(moment).astimezone(UTC)

    with patch("exchange_tracker.cli.change_effect.datetime", Clock):
        yield
