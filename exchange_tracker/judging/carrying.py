"""What one period of an obligation hands on to the next (``ledger.md``, section 3, ``carry``)."""

from collections.abc import Iterable
from datetime import date

from exchange_tracker.facts.figures import Amount
from exchange_tracker.facts.model import Carry, Obligation
from exchange_tracker.judging.periods import Period
from exchange_tracker.judging.settlement import NOTHING_CARRIED, Carried, Credit, Settlement


def brought(
    obligation: Obligation, period: Period, worst: Carried, best: Carried
) -> tuple[Carried, Carried]:
    """Return what the worst and the best case are brought of what was carried, without lapsed credit."""
    days = obligation.carry_days
    if days is None:
        return worst, best
    left = _without_lapsed(worst, period.first, days)
    return left, left if best is worst else _without_lapsed(best, period.first, days)


def _without_lapsed(carried: Carried, first: date, carry_days: int) -> Carried:
    """Return what is left of it in a period that starts on ``first``."""
    lapsed = [(first - credit.earned).days > carry_days for credit in carried.credit]
    if not any(lapsed):
        return carried
    return carried._replace(
        credit=tuple(
            credit for credit, gone in zip(carried.credit, lapsed, strict=True) if not gone
        )
    )


def carried(
    obligation: Obligation, brought: Carried, settled: Settlement, period: Period
) -> Carried:
    """Return what one case hands on: what was not used and the surplus, and the shortfall."""
    carry = obligation.carry
    if carry is Carry.NONE:
        return NOTHING_CARRIED
    credit: tuple[Credit, ...] = ()
    if carry.credit:
        credit = _unused(brought.credit, settled.credit_used)
        if settled.surplus:
            credit += (Credit(settled.surplus, period.last),)
        if obligation.carry_days is None:
            credit = _as_one(credit)
    arrears = settled.shortfall if carry.arrears else 0
    return Carried(credit, arrears) if credit or arrears else NOTHING_CARRIED


def _unused(credits_: Iterable[Credit], used: Amount) -> tuple[Credit, ...]:
    """Take ``used`` people from credit, oldest first, and return what is left."""
    left = []
    for credit in credits_:
        taken = min(credit.people, used)
        used -= taken
        if credit.people > taken:
            left.append(Credit(credit.people - taken, credit.earned))
    return tuple(left)


def _as_one(credit: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """Add up credit that never lapses, so that a long truce does not carry a long list."""
    return (Credit(Carried(credit).people, credit[-1].earned),) if credit else ()
