"""Balances that come to less than nobody: more people left than came in (section 4.1)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

from exchange_tracker.facts.measure import HELD, STILL_HELD
from exchange_tracker.facts.model import Cohort
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.queries.balance import Balance
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type
from exchange_tracker.queries.held import balances, steps_of
from exchange_tracker.queries.reconcile.measures import number_of

_Dated = tuple[date, date, int]
"""The first and the last day of a number, and the number."""


def of_balances(
    cohorts: Iterable[Cohort], moment: Snapshot, movements: Iterable[Movement]
) -> Iterator[Discrepancy]:
    """Yield each run of days on which who is held, or held and dead, comes to less than 0."""
    every = tuple(movements)
    for cohort in cohorts:
        known = list(balances(cohort, steps_of(cohort, moment, every)))
        for measure in STILL_HELD:
            for below, run in groupby(
                _numbers(known, measure, moment.today), lambda one: one[2] < 0
            ):
                if below:
                    yield _discrepancy(cohort, measure, list(run))


def _numbers(balances: Sequence[Balance], measure: str, today: date) -> Iterator[_Dated]:
    """Yield a number of the balances with the days that it stands; one that cannot be stated is left out."""
    for balance, later in pairwise([*balances, None]):
        number = number_of(measure, balance) if balance else None
        if balance and number is not None:
            last = later.day - DAY if later else max(balance.day, today)
            yield balance.day, last, number


def _discrepancy(cohort: Cohort, measure: str, run: Sequence[_Dated]) -> Discrepancy:
    lowest = min(number for *_, number in run)
    day = next(first for first, _, number in run if number == lowest)
    return Discrepancy(
        type=Type.HELD_BELOW_ZERO,
        first=run[0][0],
        last=run[-1][1],
        party=";".join(cohort.parties),
        subject=cohort.id,
        about=Noted((cohort.id,), "held" if measure == HELD else "held and dead", (str(day),)),
        expected=0,
        found=lowest,
    )
