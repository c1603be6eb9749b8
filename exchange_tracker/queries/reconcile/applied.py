"""What readings apply to obligations, and what they ask for, added up over any periods for all at once.

Readings that judge an obligation over the same periods have their running sums side by side: where a
range begins and ends is looked up once, and the differences of all of them are taken in one go.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise
from operator import add, sub
from typing import NamedTuple

from exchange_tracker.facts.model import Obligation
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.judging.credit import CreditByPeriod
from exchange_tracker.judging.verdict import Verdict

_Key = tuple[str, int, tuple[date, ...], tuple[date, ...]]


class Periods:
    """The periods of one obligation under some readings, and the groups that it counts."""

    def __init__(self, mask: int, firsts: tuple[date, ...], lasts: tuple[date, ...]) -> None:
        self.mask = mask
        self._firsts = firsts
        self._lasts = lasts
        self._breaks = [
            place
            for place, (last, first) in enumerate(zip(lasts, firsts[1:], strict=False), 1)
            if first - last > DAY
        ]

    def within(self, first: date, last: date) -> tuple[int, int]:
        """Return the numbers of the periods that lie within a range, the end after the last."""
        start = bisect_left(self._firsts, first)
        return start, max(start, bisect_right(self._lasts, last))

    def runs(self, start: int, end: int) -> Iterator[tuple[date, date]]:
        """Yield the first and the last day of periods that follow each other without a day between."""
        breaks = self._breaks
        inside = breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]
        for place, after in pairwise((start, *inside, end)):
            yield self._firsts[place], self._lasts[after - 1]


class Applied(NamedTuple):
    """What one reading applies to one obligation, period by period, and what it asks for.

    ``begun`` is how many of the periods have begun. The numbers are running sums; ``asked`` is empty
    where no number is agreed.
    """

    obligation: str
    periods: Periods
    begun: int
    credit: CreditByPeriod
    sums: tuple[int, ...]
    asked: tuple[int, ...]


class AppliedSums:
    """Adds up what readings apply to obligations; those with the same periods share them."""

    def __init__(self) -> None:
        self._periods: dict[_Key, Periods] = {}

    def of(self, obligation: Obligation, verdicts: Sequence[Verdict], mask: int) -> Applied:
        """Return what a reading applies to an obligation that counts the groups of a mask."""
        firsts = tuple(verdict.first for verdict in verdicts)
        lasts = tuple(verdict.last for verdict in verdicts)
        key = obligation.id, mask, firsts, lasts
        if key not in self._periods:
            self._periods[key] = Periods(mask, firsts, lasts)
        agreed = accumulate((verdict.required or 0 for verdict in verdicts), initial=0)
        return Applied(
            obligation=obligation.id,
            periods=self._periods[key],
            begun=sum(verdict.status.has_begun for verdict in verdicts),
            credit=CreditByPeriod(obligation, verdicts),
            sums=tuple(accumulate((verdict.applied for verdict in verdicts), initial=0)),
            asked=() if obligation.for_each else tuple(agreed),
        )


class ObligationSet(NamedTuple):
    """Obligations whose people are added up under one reading: one, or several that lie apart.

    ``place`` is its place among all of them.
    """

    place: int
    reading: str
    applied: tuple[Applied, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the ids of the obligations."""
        return tuple(each.obligation for each in self.applied)

    def begun(self, parts: Sequence["Part"]) -> bool:
        """Return whether all of some periods have begun."""
        return all(part.end <= each.begun for each, part in zip(self.applied, parts, strict=True))


class Part(NamedTuple):
    """The periods of one obligation that lie in a range, from the number ``start`` to before ``end``."""

    periods: Periods
    start: int
    end: int


Fit = tuple[ObligationSet, int]
"""Obligations under one reading, and the people whom it applies, or the number that it asks for."""


class AlikeSets:
    """The sets of several readings that name the same obligations, over the same periods."""

    def __init__(self, sets: Sequence[ObligationSet]) -> None:
        self._periods = [applied.periods for applied in sets[0].applied]
        self._applying = _SideBySide(sets, [[each.sums for each in one.applied] for one in sets])
        agreed = [one for one in sets if all(each.asked for each in one.applied)]
        self._asking = _SideBySide(agreed, [[each.asked for each in one.applied] for one in agreed])

    def within(self, first: date, last: date, mask: int) -> tuple[Part, ...]:
        """Return the periods of each obligation that lie in a range.

        Nothing where one of them has none, or counts none of the groups of a mask.
        """
        parts = []
        for periods in self._periods:
            start, end = periods.within(first, last) if periods.mask & mask else (0, 0)
            if start == end:
                return ()
            parts.append(Part(periods, start, end))
        return tuple(parts)

    def applying(self, parts: Sequence[Part], fits: Callable[[int], bool]) -> Iterator[Fit]:
        """Yield the sets of which the people applied in some periods fit, and those people."""
        return self._applying.fitting(parts, fits)

    def asking(self, parts: Sequence[Part], figure: int) -> Iterator[Fit]:
        """Yield the sets that ask for a number over some periods, and the number."""
        return self._asking.fitting(parts, lambda number: number == figure)


class _SideBySide:
    """Running sums of several sets, each of as many obligations, side by side."""

    def __init__(
        self, sets: Sequence[ObligationSet], sums: Iterable[list[tuple[int, ...]]]
    ) -> None:
        self._sets = sets
        by_obligation = zip(*sums, strict=True)
        self._columns = [list(zip(*columns, strict=True)) for columns in by_obligation]

    def fitting(self, parts: Sequence[Part], fits: Callable[[int], bool]) -> Iterator[Fit]:
        """Yield the sets of which the numbers of some periods add up to one that fits."""
        numbers = self._over(parts) if self._sets else []
        wanted = {number for number in {*numbers} if fits(number)}  # most readings agree
        if wanted:
            for each, number in zip(self._sets, numbers, strict=True):
                if number in wanted:
                    yield each, number

    def _over(self, parts: Sequence[Part]) -> list[int]:
        """Return the number of each set over some periods."""
        numbers = [0] * len(self._sets)
        for (_, start, end), sums in zip(parts, self._columns, strict=True):
            numbers = list(map(add, numbers, map(sub, sums[end], sums[start])))
        return numbers


def alike_sets(sets: Iterable[ObligationSet]) -> list[AlikeSets]:
    """Bring together the sets that differ in nothing but the reading and its numbers."""
    alike: dict[tuple[object, ...], list[ObligationSet]] = {}
    for each in sets:
        key = tuple((applied.obligation, applied.periods) for applied in each.applied)
        alike.setdefault(key, []).append(each)
    return list(map(AlikeSets, alike.values()))
