"""The rule of judgement for one period (``ledger.md``, section 3, Two cases), worked out once."""

from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.figures import Amount


class Credit(NamedTuple):
    """People of a surplus that is carried, and the last day of the period that earned it.

    Credit that never lapses is added up, and stands under the latest of these days.
    """

    people: Amount
    earned: date


class Carried(NamedTuple):
    """What one case hands from a period to the next: credit, oldest first, and arrears (people)."""

    credit: tuple[Credit, ...] = ()
    arrears: Amount = 0

    @property
    def people(self) -> Amount:
        """Return the people of the credit."""
        return sum([credit.people for credit in self.credit]) if self.credit else 0


NOTHING_CARRIED = Carried()


class Settlement(NamedTuple):
    """The rule of judgement worked out once for one period (people)."""

    due: Amount
    credit_used: Amount
    surplus: Amount
    shortfall: Amount


def settle(delivered: Amount, required: Amount, credit: Amount, arrears: Amount) -> Settlement:
    """Return what is due, used, over and missing (``ledger.md``, section 3, Two cases)."""
    due = required + arrears
    missing = due - delivered
    if missing <= 0:
        return Settlement(due, 0, -missing, 0)
    credit_used = min(credit, missing) if credit else 0
    return Settlement(due, credit_used, 0, missing - credit_used)


def settle_worst(delivered: Amount, required: Amount, brought: Carried) -> Settlement:
    """Return the worst case, from the fewest delivered and the most required."""
    return settle(delivered, required, brought.people, brought.arrears)


def settle_best(
    delivered: Amount, required: Amount, brought: Carried, *, recorded: bool
) -> Settlement:
    """Return the best case, from the most delivered and the fewest required.

    Nobody knows what was delivered in a period that is not recorded: no fewer than required.
    """
    most = delivered if recorded else max(delivered, required)
    return settle(most, required, brought.people, brought.arrears)
