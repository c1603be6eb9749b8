"""An obligation as it would be with what another reading replaces (``ledger.md``, section 4.2, ``rule``)."""

from enum import StrEnum
from typing import NamedTuple

from exchange_tracker.facts.model import Obligation


class Replaced(StrEnum):
    """What of an obligation a reading replaces, in the order in which it is named."""

    COUNTS = "counts"
    REQUIREMENT = "requirement"
    DATES = "dates"
    CARRY = "carry"
    VOID = "void"


class Alternative(NamedTuple):
    """One obligation of a reading with some of the replacements of another reading put in.

    ``reading`` is the other one; ``obligation`` is ``None`` where that one voids it.
    """

    reading: str
    replaced: tuple[Replaced, ...]
    obligation: Obligation | None
