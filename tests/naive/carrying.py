"""One case of the rule, over one period: due, credit and arrears (ledger.md, section 3)."""

from dataclasses import dataclass
from datetime import date

from tests.naive.facts import Terms

Credit = tuple[date | None, float]  # the last day of the period that earned it; people


@dataclass(frozen=True, slots=True)
class Brought:
    """What a case carries into a period, credit oldest first."""

    credits: tuple[Credit, ...] = ()
    arrears: float = 0

    def sum_credit(self) -> float:
        """Return the people in the credit."""
        return sum(people for _, people in self.credits)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule makes of a period in one case; a number may be UNLIMITED."""

    due: float
    credit_used: float
    surplus: float
    shortfall: float


def lapse(brought: Brought, obligation: Terms, first: date) -> Brought:
    """Return what is left when credit that is too old for a period starting on `first` is dropped."""
    days = obligation.get("carry_days")
    if days is None:
        return brought
    fresh = tuple(
        (earned, people)
        for earned, people in brought.credits
        if earned is not None and (first - earned).days <= days
    )
    return Brought(credits=fresh, arrears=brought.arrears)


def weigh(*, required: float, delivered: float, credit: float, arrears: float) -> Outcome:
    """Return what the rule makes of a period."""
    due = required + arrears
    credit_used = min(credit, max(0, due - delivered))
    return Outcome(
        due=due,
        credit_used=credit_used,
        surplus=max(0, delivered - due),
        shortfall=max(0, due - delivered - credit_used),
    )


def carry_forward(
    brought: Brought, outcome: Outcome, obligation: Terms, last: date | None
) -> Brought:
    """Return what a case carries out of a period that ends on `last`."""
    carry = obligation.get("carry", "none")
    credits_left: tuple[Credit, ...] = ()
    if carry in {"surplus", "both"}:
        left = use(brought.credits, outcome.credit_used)
        earned = ((last, outcome.surplus),) if outcome.surplus else ()
        credits_left = left + earned
    return Brought(
        credits=credits_left,
        arrears=outcome.shortfall if carry in {"shortfall", "both"} else 0,
    )


def use(credits_brought: tuple[Credit, ...], people: float) -> tuple[Credit, ...]:
    """Return what is left of credit when so many people of it are used, oldest first."""
    left = []
    for earned, amount in credits_brought:
        used = min(amount, people)
        people -= used
        if amount > used:
            left.append((earned, amount - used))
    return tuple(left)
