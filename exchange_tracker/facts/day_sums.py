"""Numbers by truce day, and by span of truce days, to be added up over any range of days."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
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
        if not self.days:
            return 0
        return (
            self._running[bisect_right(self.days, last)]
            - self._running[bisect_left(self.days, first)]
        )


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


class SpanSum(NamedTuple):
    """The entries that happened on some day from ``first`` to ``last``, added up."""

    first: date
    last: date
    people: int
    entries: int
    undisclosed: int

    def lies_in(self, first: date, last: date) -> bool:
        """Return whether all its days lie in a range of days."""
        return first <= self.first and self.last <= last


class SpanSums:
    """Spans by how long they are, so that those which touch a range are found without the others."""

    def __init__(self, spans: Iterable[SpanSum]) -> None:
        by_length: dict[int, list[SpanSum]] = {}
        for span in sorted(spans):
            by_length.setdefault((span.last - span.first).days.bit_length(), []).append(span)
        self._by_length = [
            (timedelta(days=(1 << length) - 1), [span.first for span in same], same)
            for length, same in by_length.items()
        ]

    def touching(self, first: date, last: date) -> Iterator[SpanSum]:
        """Yield the spans that have a day in common with ``first`` to ``last``."""
        for longest, firsts, spans in self._by_length:
            early = first - longest if first - date.min > longest else date.min
            for span in spans[bisect_left(firsts, early) : bisect_right(firsts, last)]:
                if span.last >= first:
                    yield span
