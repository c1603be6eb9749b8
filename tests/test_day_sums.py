"""Numbers of spans of days over any range: the same as one by one, however many spans there are."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from exchange_tracker.facts.day_sums import SpanColumns, SpanNumbers, SpanSums
from tests.steps import growth, steps

FIRST = date(2024, 1, 1)
DAYS = 40
Span = tuple[date, date, int]
SAME = 1.3  # times as much: a search among twice as many takes one step more


def _spans(number: int, longest: int, seed: int = 0) -> list[Span]:
    chance = random.Random(seed)
    firsts = [FIRST + timedelta(chance.randrange(DAYS)) for _ in range(number)]
    lasts = [first + timedelta(chance.randint(1, longest)) for first in firsts]
    return [(*days, chance.randint(0, 5)) for days in zip(firsts, lasts, strict=True)]


def _numbers(spans: list[Span]) -> SpanNumbers:
    firsts, lasts, numbers = zip(*spans, strict=True)
    return SpanNumbers([(firsts, lasts, numbers)])


@pytest.mark.parametrize("longest", [1, 3, 30])
@pytest.mark.parametrize("seed", range(4))
def test_what_lies_in_a_range_is_what_counting_span_by_span_gives(longest: int, seed: int) -> None:
    spans = _spans(60, longest, seed)
    numbers = _numbers(spans)
    for start in range(-2, DAYS):
        for length in range(-1, 45, 4):
            first, last = FIRST + timedelta(start), FIRST + timedelta(start + length)
            inside = sum(n for begin, end, n in spans if first <= begin and end <= last)
            assert numbers.inside(first, last) == inside
            touching = sum(n for begin, end, n in spans if begin <= last and first <= end)
            if first <= last:
                assert numbers.touching(first, last) == touching


def test_people_entries_and_open_counts_are_added_up_apart() -> None:
    one, two = date(2024, 1, 2), date(2024, 1, 5)
    sums = SpanSums([SpanColumns((FIRST, one), (one, two), (5, 7), (1, 2), (0, 1))])
    assert sums.inside(FIRST, two) == (12, 3, 1)
    assert sums.inside(FIRST, one) == (5, 1, 0)
    assert sums.inside(one, one) == (0, 0, 0)


def test_ranges_cost_the_same_beside_many_spans_as_beside_few() -> None:
    def asking(number: int) -> Callable[[], object]:
        numbers = _numbers(_spans(number, 30))
        ranges = [(FIRST + timedelta(day), FIRST + timedelta(day + 3)) for day in range(DAYS)]
        list(map(numbers.inside, *zip(*ranges, strict=True)))
        return lambda: [numbers.inside(*each) for each in ranges]

    assert steps(asking(4_000)) < SAME * steps(asking(1_000))


def test_spans_are_made_ready_in_the_time_that_it_takes_to_sort_them() -> None:
    def making(number: int) -> Callable[[], object]:
        spans = _spans(number, 30)
        return lambda: _numbers(spans).inside(FIRST, FIRST + timedelta(1))

    assert growth(making, 500) < 2.5
