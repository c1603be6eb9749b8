"""Where credit was earned: the oldest is used first, and a long truce costs no more than its periods."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from exchange_tracker.facts.figures import Figure, Figures
from exchange_tracker.facts.groups import group_of
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.credit import CreditByPeriod
from exchange_tracker.judging.judge import Snapshot, judge_reading
from exchange_tracker.parse.terms import parse_terms
from tests.steps import growth
from tests.test_judge_growth import LINEAR
from tests.truces import HEAD, owes

FIRST = date(2024, 1, 1)
LONGER_THAN_ANY_TRUCE = 3_000_000  # days


def _credit(daily: list[int], carry: str) -> tuple[CreditByPeriod, int]:
    """The credit of an obligation of three a day, of which so many were delivered each day."""
    last = FIRST + timedelta(len(daily) - 1)
    terms = f"{HEAD}[[phases]]\nname = 'p'\nfrom = {FIRST}\nto = {last}\n"
    (reading,) = parse_terms(terms + owes("x", "a", f"at_least = 3\n{carry}")).readings
    group = group_of("a", "h", "", "", "")
    figures = [Figure(FIRST + timedelta(day), group, n, 1, 0) for day, n in enumerate(daily)]
    clock = Clock("UTC", time())
    judged = judge_reading(
        reading, Snapshot(Figures.of(figures), clock, datetime(2200, 1, 1, tzinfo=UTC))
    )
    (obligation,) = reading.obligations
    return CreditByPeriod(obligation, judged["x"]), len(judged["x"])


@pytest.mark.parametrize("carry", ["surplus", "both"])
@pytest.mark.parametrize("seed", range(8))
def test_credit_is_that_of_a_judgement_in_which_each_surplus_stands_apart(
    carry: str, seed: int
) -> None:
    chance = random.Random(seed)
    daily = [chance.choice([0, 1, 3, 3, 5, 9]) for _ in range(60)]
    kept, periods = _credit(daily, f'carry = "{carry}"')
    lapsing, _ = _credit(daily, f'carry = "{carry}"\ncarry_days = {LONGER_THAN_ANY_TRUCE}')
    for place in range(periods):
        assert list(kept.brought(place)) == list(lapsing.brought(place))
    for start in range(0, periods, 7):
        for end in range(start, periods, 11):
            first = FIRST + timedelta(start)
            days = kept.spent_before(start, end, first)
            assert days == lapsing.spent_before(start, end, first)


def test_the_oldest_credit_is_used_first() -> None:
    credit, _ = _credit([4, 5, 0], 'carry = "surplus"')
    assert [(each.people, each.earned) for each in credit.brought(2)] == [
        (1, FIRST),
        (2, FIRST + timedelta(1)),
    ]
    assert list(credit.spent(2, 1)) == [FIRST]
    assert list(credit.spent(2, 3)) == [FIRST, FIRST + timedelta(1)]
    assert credit.spent_before(2, 3, FIRST + timedelta(1)) == {FIRST}


def test_nothing_is_credit_where_none_is_carried() -> None:
    credit, _ = _credit([9, 9, 0], "")
    assert list(credit.brought(2)) == []
    assert credit.spent_before(0, 3, FIRST) == set()


def test_credit_that_is_never_used_costs_no_more_than_its_periods() -> None:
    def following(days: int) -> Callable[[], object]:
        credit, periods = _credit([9] * days, 'carry = "surplus"')
        return lambda: [credit.spent_before(0, periods, FIRST), next(credit.brought(periods - 1))]

    assert growth(following, 100) < LINEAR
