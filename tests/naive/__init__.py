"""A naive reference for what the contract says, written from ledger.md alone.

It shares no code with the program, so that the two can be compared row by row.
"""

from tests.naive.claims import reconcile
from tests.naive.facts import Truce, load, read
from tests.naive.held import held, held_code
from tests.naive.rows import check, exit_code, together
from tests.naive.sums import extension, totals

__all__ = [
    "Truce",
    "check",
    "exit_code",
    "extension",
    "held",
    "held_code",
    "load",
    "read",
    "reconcile",
    "together",
    "totals",
]
