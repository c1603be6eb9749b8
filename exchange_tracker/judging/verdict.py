"""What the judgement gives: one obligation over one period under one reading.

A verdict is a value, never an exception: a missed minimum is what the program is for.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """How one obligation stands over one period under one reading."""

    UPCOMING = "upcoming"
    MET = "met"
    CREDITED = "credited"
    UNDISCLOSED = "undisclosed"
    PENDING = "pending"
    UNREPORTED = "unreported"
    SHORT = "short"


KEPT = frozenset({Status.MET, Status.CREDITED})


class Credit(NamedTuple):
    """People of a surplus that is carried, and the last day of the period that earned it.

    Credit that never lapses is added up, and stands under the latest of these days.
    """

    people: int
    earned: date


class Verdict(NamedTuple):
    """One obligation over one period under one reading; the numbers count people.

    The numbers of an ``upcoming`` period mean nothing, but for a ``required`` that is not ``None``.
    """

    reading: str
    obligation: str
    parties: tuple[str, ...]
    first: date
    last: date
    status: Status
    required: int | None
    credit_brought: tuple[Credit, ...] = ()
    arrears_brought: int = 0
    delivered: int = 0
    credit_used: int = 0
    shortfall: int = 0
    surplus: int = 0
    credit_carried: tuple[Credit, ...] = ()
    arrears_carried: int = 0
    applied: int = 0
    sums_uncertain: bool = False  # what was delivered or required
    credit_uncertain: bool = False

    @property
    def due(self) -> int:
        """Return what is required and the arrears brought forward."""
        return (self.required or 0) + self.arrears_brought

    @property
    def brought(self) -> int:
        """Return the credit brought forward, after lapses, less the arrears brought forward."""
        return people(self.credit_brought) - self.arrears_brought

    @property
    def carried(self) -> int:
        """Return the credit carried forward less the arrears carried forward."""
        return people(self.credit_carried) - self.arrears_carried


def people(credit: Iterable[Credit]) -> int:
    """Add up credit."""
    return sum([each.people for each in credit])


class Standing(StrEnum):
    """What all the readings asked for say together about one period of an obligation."""

    KEPT = "kept"
    SHORT = "short"
    DISPUTED = "disputed"
    SHORT_IN_PART = "short in part"  # short under some readings, not known under the others
    NOT_KNOWN = "not known"
    OPEN = "open"  # pending or upcoming, and nothing else


def standing(verdicts: Iterable[Verdict]) -> Standing:
    """Return what the verdicts of one period, one for each reading that judges it, say together."""
    statuses = {verdict.status for verdict in verdicts}
    if Status.SHORT in statuses:
        if statuses & KEPT:
            return Standing.DISPUTED
        return Standing.SHORT if statuses == {Status.SHORT} else Standing.SHORT_IN_PART
    if statuses & {Status.UNREPORTED, Status.UNDISCLOSED}:
        return Standing.NOT_KNOWN
    if statuses <= KEPT:
        return Standing.KEPT
    return Standing.OPEN


def by_period(verdicts: Iterable[Verdict]) -> dict[tuple[str, date, date], list[Verdict]]:
    """Bring together the verdicts of each period: an obligation with its first and last day."""
    found: dict[tuple[str, date, date], list[Verdict]] = {}
    for verdict in verdicts:
        found.setdefault((verdict.obligation, verdict.first, verdict.last), []).append(verdict)
    return found
