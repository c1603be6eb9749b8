"""Numbers by truce day, and by span of truce days, to be added up over any range of days."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

DayNumbers = tuple[tuple[date, ...], Sequence[int]]
"""Days, and a number for each."""


class DaySums:
    """Running sums over days: what lies in a range is one subtraction."""

    def __init__(self, columns: Iterable[DayNumbers]) -> None:
        sums = _sums_by_day(columns)
        self.days = sorted(sums)
        self._running = list(accumulate([sums[day] for day in self.days], initial=0))

    def between(self, first: date, last: date) -> int:
        """Return the sum over the days from ``first`` to ``last``, both included."""
        return self.upto(last) - self.before(first) if self.days else 0

    def upto(self, day: date) -> int:
        """Return the sum over the days up to one, which is included."""
        return self._running[bisect_right(self.days, day)]

    def before(self, day: date) -> int:
        """Return the sum over the days before one."""
        return self._running[bisect_left(self.days, day)]


def _sums_by_day(columns: Iterable[DayNumbers]) -> Counter[date]:
    """Return the sums of columns of numbers by day; those over the same days are added in one go."""
    columns_by_days: dict[tuple[date, ...], list[Sequence[int]]] = {}
    for days, numbers in columns:
        columns_by_days.setdefault(days, []).append(numbers)
    sums: Counter[date] = Counter()
    for days, same_days in columns_by_days.items():
        for day, number in zip(days, map(sum, zip(*same_days, strict=True)), strict=True):
            sums[day] += number
    return sums


class SpanColumns(NamedTuple):
    """Entries that happened on some day from ``firsts`` to ``lasts``, added up, side by side."""

    firsts: tuple[date, ...]
    lasts: tuple[date, ...]
    people: Sequence[int]
    entries: Sequence[int]
    undisclosed: Sequence[int]


class SpanSums:
    """Sums of spans of days: those that touch a range are two subtractions, those inside a search."""

    def __init__(self, spans: Sequence[SpanColumns]) -> None:
        self._spans = spans
        self._sums: dict[str, tuple[DaySums, DaySums]] = {}

    def touching(self, column: str, first: date, last: date) -> int:
        """Return the sum of a column over the spans with a day from ``first`` to ``last``."""
        if column not in self._sums:
            columns = [each for each in self._spans if any(getattr(each, column))]
            self._sums[column] = (
                DaySums((each.firsts, getattr(each, column)) for each in columns),
                DaySums((each.lasts, getattr(each, column)) for each in columns),
            )
        begun, ended = self._sums[column]
        return begun.upto(last) - ended.before(first)

    def inside(self, first: date, last: date) -> tuple[int, int, int]:
        """Return people, entries and open counts of the spans that lie in a range whole."""
        people = entries = undisclosed = 0
        if first < last:
            start = bisect_left(self._by_first, (first,))
            end = bisect_right(self._by_first, (last, date.max))
            for _, until, *numbers in self._by_first[start:end]:
                if until <= last:
                    people += numbers[0]
                    entries += numbers[1]
                    undisclosed += numbers[2]
        return people, entries, undisclosed

    @cached_property
    def _by_first(self) -> list[tuple[date, date, int, int, int]]:
        return sorted(chain.from_iterable(zip(*each, strict=True) for each in self._spans))
