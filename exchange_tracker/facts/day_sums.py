"""Numbers by truce day, and by span of truce days, to be added up over any range of days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate, chain, starmap
from typing import NamedTuple

DayNumbers = tuple[tuple[date, ...], Sequence[int]]
"""Days, and a number for each."""


class DaySums:
    """Running sums over days: what lies in a range is one subtraction, and one day a look."""

    def __init__(self, columns: Iterable[DayNumbers]) -> None:
        self._by_day = _sums_by_day(columns)

    @cached_property
    def days(self) -> list[date]:
        """Return the days that have a number, in order."""
        return sorted(self._by_day)

    @cached_property
    def _running(self) -> list[int]:
        return list(accumulate(map(self._by_day.__getitem__, self.days), initial=0))

    def between(self, first: date, last: date) -> int:
        """Return the sum over the days from ``first`` to ``last``, both included."""
        if first == last:
            return self._by_day.get(first, 0)
        return self.upto(last) - self.before(first) if self._by_day else 0

    def each(self, ranges: Iterable[tuple[date, date]]) -> list[int]:
        """Return the sum over each of some ranges."""
        of_day, between = self._by_day.get, self.between
        return [
            of_day(first, 0) if first == last else between(first, last) for first, last in ranges
        ]

    def upto(self, day: date) -> int:
        """Return the sum over the days up to one, which is included."""
        return self._running[bisect_right(self.days, day)]

    def before(self, day: date) -> int:
        """Return the sum over the days before one."""
        return self._running[bisect_left(self.days, day)]


def _sums_by_day(columns: Iterable[DayNumbers]) -> dict[date, int]:
    """Return the sums of columns of numbers by day; those over the same days are added in one go."""
    columns_by_days: dict[tuple[date, ...], list[Sequence[int]]] = {}
    for days, numbers in columns:
        columns_by_days.setdefault(days, []).append(numbers)
    sums: dict[date, int] = {}
    get = sums.get
    for days, same_days in columns_by_days.items():
        numbers = (
            same_days[0] if len(same_days) == 1 else list(map(sum, zip(*same_days, strict=True)))
        )
        if sums or len(set(days)) < len(days):
            for day, number in zip(days, numbers, strict=True):
                sums[day] = get(day, 0) + number
        else:
            sums.update(zip(days, numbers, strict=True))
    return sums


class SpanColumns(NamedTuple):
    """Entries that happened on some day from ``firsts`` to ``lasts``, added up, side by side."""

    firsts: tuple[date, ...]
    lasts: tuple[date, ...]
    people: Sequence[int]
    entries: Sequence[int]
    undisclosed: Sequence[int]


class SpanSums:
    """Sums of spans of days: those that touch a range are two subtractions, those inside little more."""

    def __init__(self, spans: Sequence[SpanColumns]) -> None:
        self._spans = spans
        self._sums: dict[str, SpanNumbers] = {}

    def touching(self, column: str, first: date, last: date) -> int:
        """Return the sum of a column over the spans with a day from ``first`` to ``last``."""
        return self._of(column).touching(first, last)

    def touching_each(self, column: str, ranges: Iterable[tuple[date, date]]) -> list[int]:
        """Return the sum of a column over the spans with a day in each of some ranges."""
        return list(starmap(self._of(column).touching, ranges))

    def inside_each(self, column: str, ranges: Iterable[tuple[date, date]]) -> list[int]:
        """Return the sum of a column over the spans that lie in each of some ranges whole."""
        return list(starmap(self._of(column).inside, ranges))

    def inside(self, first: date, last: date) -> tuple[int, int, int]:
        """Return people, entries and open counts of the spans that lie in a range whole."""
        if first >= last:  # as nearly always: a span has two days at least
            return 0, 0, 0
        columns = ("people", "entries", "undisclosed")
        people, entries, undisclosed = (self._of(each).inside(first, last) for each in columns)
        return people, entries, undisclosed

    def _of(self, column: str) -> "SpanNumbers":
        sums = self._sums.get(column)
        if sums is None:
            columns = ((each, getattr(each, column)) for each in self._spans)
            some = [(each.firsts, each.lasts, numbers) for each, numbers in columns if any(numbers)]
            sums = self._sums[column] = SpanNumbers(some)
        return sums


SpannedNumbers = tuple[tuple[date, ...], tuple[date, ...], Sequence[int]]
"""First days, last days, and a number for each pair."""


class SpanNumbers:
    """Numbers of spans of days, each of two days at least, to be added up over any range."""

    def __init__(self, columns: Sequence[SpannedNumbers]) -> None:
        self._columns = columns
        self._begun = DaySums((firsts, numbers) for firsts, _, numbers in columns)
        self._ended = DaySums((lasts, numbers) for _, lasts, numbers in columns)

    def touching(self, first: date, last: date) -> int:
        """Return the sum over the spans with a day from ``first`` to ``last``."""
        return self._begun.upto(last) - self._ended.before(first)

    def inside(self, first: date, last: date) -> int:
        """Return the sum over the spans that lie in a range whole.

        All that have ended in it, without those that began before it; of these, some end after it.
        """
        if first >= last:
            return 0
        around = self._around(first, last) if last - first < self._longest else 0
        return self._ended.upto(last) - self._begun.before(first) + around

    @cached_property
    def _longest(self) -> timedelta:
        return max((last - first for first, last, _ in self._by_first), default=timedelta(0))

    @cached_property
    def _by_first(self) -> list[tuple[date, date, int]]:
        return sorted(chain.from_iterable(zip(*each, strict=True) for each in self._columns))

    def _around(self, first: date, last: date) -> int:
        """Return the sum over the spans that begin before a range and end after it.

        Of the spans in order of their first days, runs of twice as many each are kept in order of
        their last days (a Fenwick tree): a few of them are looked up, however many spans there are.
        """
        place = bisect_left(self._by_first, (first,))
        around = 0
        while place:
            around += self._runs[place].after(last)
            place &= place - 1  # to the end of the run before
        return around

    @cached_property
    def _runs(self) -> list["_Run"]:
        """Return the run that ends before each place; its length is the lowest bit of the place."""
        spans = self._by_first
        ends = range(len(spans) + 1)
        return [_Run((last, n) for _, last, n in spans[end - (end & -end) : end]) for end in ends]


class _Run:
    """Some spans in order of their last days."""

    def __init__(self, spans: Iterable[tuple[date, int]]) -> None:
        ordered = sorted(spans)
        self._lasts = [last for last, _ in ordered]
        self._running = list(accumulate((number for _, number in ordered), initial=0))

    def after(self, day: date) -> int:
        """Return the sum over those that end after a day."""
        return self._running[-1] - self._running[bisect_right(self._lasts, day)]
