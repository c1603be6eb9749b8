"""What the judgement gives: one obligation over one period under one reading.

A verdict is a value, never an exception: a missed minimum is what the program is for.
"""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, assert_never

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.judging.settlement import (
    NOTHING_CARRIED,
    Carried,
    Settlement,
    settle,
    settle_best,
    settle_worst,
)


class Answer(StrEnum):
    """What a reading says of a period: whether it was kept (``ledger.md``, section 3, Disputes)."""

    KEPT = "kept"
    NOT_KEPT = "not kept"
    NOT_KNOWN = "not known"


class Status(StrEnum):
    """How one obligation stands over a period under a reading; what follows is worked out once."""

    WAITING = "waiting"
    UPCOMING = "upcoming"
    MET = "met"
    CREDITED = "credited"
    PENDING = "pending"
    UNREPORTED = "unreported"
    SHORT = "short"
    UNDISCLOSED = "undisclosed"

    @cached_property
    def answer(self) -> Answer:
        """Return what a reading says of the period of such a verdict."""
        match self:
            case Status.MET | Status.CREDITED:
                return Answer.KEPT
            case Status.SHORT:
                return Answer.NOT_KEPT
            case (
                Status.PENDING
                | Status.UNREPORTED
                | Status.UNDISCLOSED
                | Status.UPCOMING
                | Status.WAITING
            ):
                return Answer.NOT_KNOWN
            case _:
                assert_never(self)

    @cached_property
    def is_finding(self) -> bool:
        """Return whether a check of it exits with 4 at least (``ledger.md``, section 5)."""
        match self:
            case Status.SHORT | Status.UNREPORTED | Status.UNDISCLOSED:
                return True
            case Status.MET | Status.CREDITED | Status.PENDING | Status.UPCOMING | Status.WAITING:
                return False
            case _:
                assert_never(self)

    @cached_property
    def has_begun(self) -> bool:
        """Return whether the period of such a verdict has begun."""
        match self:
            case Status.UPCOMING | Status.WAITING:
                return False
            case (
                Status.MET
                | Status.CREDITED
                | Status.PENDING
                | Status.UNREPORTED
                | Status.SHORT
                | Status.UNDISCLOSED
            ):
                return True
            case _:
                assert_never(self)

    @cached_property
    def is_listed(self) -> bool:
        """Return whether such a verdict is listed where nobody asks for periods to come."""
        return self.has_begun or self is Status.WAITING

    @cached_property
    def counts_missing(self) -> bool:
        """Return whether it is known how many people such a verdict lacks, and that it does."""
        match self:
            case Status.SHORT | Status.PENDING:
                return True
            case (
                Status.UPCOMING
                | Status.WAITING
                | Status.MET
                | Status.CREDITED
                | Status.UNREPORTED
                | Status.UNDISCLOSED
            ):
                return False
            case _:
                assert_never(self)

    @cached_property
    def has_numbers(self) -> bool:
        """Return whether the numbers of such a verdict mean anything (but for ``required``)."""
        match self:
            case Status.UPCOMING | Status.WAITING:
                return False
            case (
                Status.MET
                | Status.CREDITED
                | Status.PENDING
                | Status.UNREPORTED
                | Status.SHORT
                | Status.UNDISCLOSED
            ):
                return True
            case _:
                assert_never(self)


class Verdict(NamedTuple):
    """One obligation over one period under one reading; the numbers count people.

    ``required_so_far`` is the most for what others did so far, of a period that is not over. Amounts
    are the least; what ends in ``_most`` may be ``UNLIMITED``. ``worst_…`` and ``best_…``
    are what the worst and the best case were brought and carry on; where everything is certain the
    two are one. ``required`` is ``None`` where how many are owed was not agreed. The numbers of a
    status without numbers mean nothing, but for a ``required`` that is not ``None`` and what tells
    why it is. Without an end ``last`` is ``NEVER``, while it waits for an event ``first``, too;
    ``event`` then names that event.
    """

    reading: str
    obligation: str
    parties: tuple[str, ...]
    first: date
    last: date
    status: Status
    required: int | None
    required_most: Amount = 0
    required_so_far: Amount = 0
    delivered: int = 0
    delivered_most: Amount = 0
    recorded: bool = True
    perhaps_recorded: bool = False
    worst_brought: Carried = NOTHING_CARRIED
    best_brought: Carried = NOTHING_CARRIED
    worst_carried: Carried = NOTHING_CARRIED
    best_carried: Carried = NOTHING_CARRIED
    applied: int = 0
    applied_most: Amount = 0
    event: str = ""

    @property
    def statement(self) -> tuple[object, ...]:
        """Return what it says, of a period that is the same: all that its words may show.

        The most is in it, too: 15 due and 15 to 28 due are not the same.
        """
        is_pending = self.status is Status.PENDING
        missing = self.still_due if is_pending else (self.shortfall_least, self.shortfall_most)
        return (
            *(self.status, self.event, self.required is None, self.recorded, self.perhaps_recorded),
            *(self.due, self.due_so_far if is_pending else self.due_most),
            *(self.delivered, self.delivered_most, self.credit_used, *missing),
        )

    @property
    def worst(self) -> Settlement:
        """Return the worst case."""
        return settle_worst(self.delivered, self.required_most, self.worst_brought)

    @property
    def best(self) -> Settlement:
        """Return the best case."""
        return settle_best(
            self.delivered_most, self.required or 0, self.best_brought, recorded=self.recorded
        )

    @property
    def least(self) -> Settlement:
        """Return what follows from the least, as the rows for programs show it."""
        credit, arrears = self.worst_brought.people, self.best_brought.arrears
        return settle(self.delivered, self.required or 0, credit, arrears)

    @property
    def due(self) -> int:
        """Return the least that is due: what is required and the arrears brought forward."""
        return int(self.least.due)

    @property
    def due_most(self) -> Amount:
        """Return the most that is due."""
        return self.required_most + self.worst_brought.arrears

    @property
    def due_so_far(self) -> Amount:
        """Return the most that is due for what has happened so far, of a period that is not over."""
        return self.required_so_far + self.worst_brought.arrears

    @property
    def credit_used(self) -> int:
        """Return the credit that the least uses."""
        return int(self.least.credit_used)

    @property
    def surplus(self) -> int:
        """Return what the least delivers over what is due."""
        return int(self.least.surplus)

    @property
    def shortfall(self) -> int:
        """Return what the least leaves missing."""
        return int(self.least.shortfall)

    @property
    def shortfall_least(self) -> int:
        """Return what is missing in the best case."""
        return int(self.best.shortfall)

    @property
    def shortfall_most(self) -> Amount:
        """Return what is missing in the worst case."""
        return self.worst.shortfall

    @property
    def still_due(self) -> tuple[int, Amount]:
        """Return what is missing at least and at most so far, of a period that is not over.

        What others may yet be released for is not in it: that has no limit, and is not due yet. Nor
        is what may come yet where nothing is recorded.
        """
        delivered, required = self.delivered_most, self.required or 0
        least = settle_best(delivered, required, self.best_brought, recorded=True).shortfall
        most = settle_worst(self.delivered, self.required_so_far, self.worst_brought).shortfall
        return int(least), most

    @property
    def arrears_brought(self) -> int:
        """Return the least arrears brought forward."""
        return int(self.best_brought.arrears)

    @property
    def brought(self) -> int:
        """Return the credit brought forward, after lapses, less the arrears brought forward."""
        return int(self.worst_brought.people - self.best_brought.arrears)

    @property
    def carried(self) -> int:
        """Return the credit carried forward less the arrears carried forward."""
        return int(self.worst_carried.people - self.best_carried.arrears)

    @property
    def not_agreed(self) -> bool:
        """Return whether how many are owed was not agreed: it is no sum, and has no limit."""
        return self.required is None and self.required_most == UNLIMITED

    @property
    def owes_nothing(self) -> bool:
        """Return whether nothing was due in it for certain, and nothing delivered."""
        nothing = self.due_most == 0 and self.delivered_most == 0
        return self.status is Status.MET and nothing and not self.due

    @property
    def is_certain(self) -> bool:
        """Return whether nothing that the verdict rests on is open."""
        return (
            self.recorded
            and self.delivered == self.delivered_most
            and self.required == self.required_most
            and self.worst_brought == self.best_brought
        )
