"""People of a cohort added up by day, so that what counts up to a day is looked up."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from exchange_tracker.facts.day_sums import SpanNumbers
from exchange_tracker.facts.groups import Group
from exchange_tracker.queries.reconcile.cohort_rows import Passage


class Total(NamedTuple):
    """Some rows added up: what they come to, and how many they are."""

    people: int
    rows: int


class RunningTotal:
    """Numbers of rows that come by day, added up."""

    def __init__(self, numbers: Iterable[tuple[date, int]]) -> None:
        every = list(numbers)
        self._days = [day for day, _ in every]
        self._sums = list(accumulate((number for _, number in every), initial=0))

    def until(self, day: date) -> Total:
        """Return what counts by the end of a day."""
        rows = bisect_right(self._days, day)
        return Total(self._sums[rows], rows)


class GroupTotal:
    """The people of one group who went by one door, by day."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        every = list(passages)
        on_a_day = [each for each in every if each.first == each.step.day]
        self._days = RunningTotal((each.step.day, each.step.people) for each in on_a_day)
        spans = [each for each in every if each.first != each.step.day]
        firsts, lasts = (
            tuple(days) for days in ((s.first for s in spans), (s.step.day for s in spans))
        )
        self._spans = SpanNumbers([(firsts, lasts, [each.step.people for each in spans])])

    def between(self, first: date, last: date) -> int:
        """Return the people whose days all lie in a range."""
        before = first.toordinal() - 1
        start = self._days.until(date.fromordinal(before)).people if before else 0
        on_a_day = self._days.until(last).people - start
        return max(0, on_a_day) + self._spans.inside(first, last)


def totals_by_group(passages: Iterable[Passage]) -> dict[Group, GroupTotal]:
    """Return the people of each group by day."""
    by_group: dict[Group, list[Passage]] = {}
    for each in passages:
        by_group.setdefault(each.group, []).append(each)
    return {group: GroupTotal(some) for group, some in by_group.items()}
