"""The people whom ``for_each`` names (``ledger.md``, section 2.1), for all periods of an obligation.

Its items are brought together before any period is looked at, and what other obligations applied is
added up once: hundreds of items, or of obligations that name a long one, cost what they have in all.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from exchange_tracker.facts.figures import UNLIMITED, Amount, Figures
from exchange_tracker.facts.model import Owed
from exchange_tracker.judging.periods import Period
from exchange_tracker.judging.verdict import Verdict


class Range(NamedTuple):
    """People of whom only the least and the most are known."""

    least: int = 0
    most: Amount = 0


class _Applied:
    """Running sums of the people applied in the periods of one obligation."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        self._firsts = [verdict.first for verdict in verdicts]
        self._lasts = [verdict.last for verdict in verdicts]
        most = [verdict.applied_most for verdict in verdicts]
        self._least = _running(verdict.applied for verdict in verdicts)
        self._most = _running(0 if each == UNLIMITED else int(each) for each in most)
        self._unlimited = _running(each == UNLIMITED for each in most)

    def between(self, first: date, last: date) -> Range:
        """Return the people applied in those of its periods that lie between two days."""
        start, end = bisect_left(self._firsts, first), bisect_right(self._lasts, last)
        if start >= end:
            return Range()
        most = self._most[end] - self._most[start]
        is_open = self._unlimited[end] > self._unlimited[start]
        return Range(self._least[end] - self._least[start], UNLIMITED if is_open else most)


def _running(numbers: Iterable[int]) -> list[int]:
    return list(accumulate(numbers, initial=0))


class Judged(dict[str, list[Verdict]]):
    """The verdicts of one reading, by obligation.

    ``numbers`` tell what obligations have in common that are alike under several readings.
    """

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[str, int] = {}
        self._by_obligation: dict[str, _Applied] = {}

    def add(self, obligation: str, verdicts: list[Verdict], number: int) -> None:
        """Add the verdicts on one obligation."""
        self[obligation], self.numbers[obligation] = verdicts, number

    def ordered(self, obligations: Iterable[str]) -> "Judged":
        """Return the same in the order of some obligations."""
        judged = Judged()
        for name in obligations:
            judged.add(name, self[name], self.numbers[name])
        return judged

    def applied(self, obligation: str, first: date, last: date) -> Range:
        """Return the people applied to an obligation in its periods that lie between two days."""
        return self._sums(obligation).between(first, last)

    def _sums(self, obligation: str) -> _Applied:
        sums = self._by_obligation.get(obligation)
        if sums is None:
            sums = self._by_obligation[obligation] = _Applied(self[obligation])
        return sums


def people_named(item: Owed, period: Period, judged: Judged, figures: Figures) -> Range:
    """Return the people whom one item names in one period."""
    if item.counts is None:
        return judged.applied(item.obligation or "", period.first, period.last)
    tally = figures.between(item.counts, period.first, period.last)
    return Range(tally.people, tally.most)


def people_owed(
    items: Sequence[Owed], periods: Sequence[Period], judged: Judged, figures: Figures
) -> list[Range]:
    """Return the people owed by items that can owe something, for each period.

    The periods are in order of date and share no day.
    """
    least, most = [0] * len(periods), list[Amount]([0] * len(periods))
    for place, people in _owed_by_groups(items, periods, figures):
        least[place] += people.least
        most[place] += people.most
    firsts = [period.first for period in periods]
    for obligation, owed in _named(items).items():
        for place, people in _applied_in(obligation, periods, firsts, judged):
            least[place] += owed * people.least
            most[place] += owed * people.most
    return list(map(Range, least, most))


def _owed_by_groups(
    items: Sequence[Owed], periods: Sequence[Period], figures: Figures
) -> Iterable[tuple[int, Range]]:
    """Yield for each period the people owed for entries that items select themselves."""
    weights = tuple((item.counts, item.owed) for item in items if item.counts is not None)
    if not weights:
        return
    selection = figures.weighted(weights)
    for place, period in enumerate(periods):
        tally = selection.tally(period.first, period.last)
        yield place, Range(tally.people, tally.most)


def _named(items: Iterable[Owed]) -> Counter[str]:
    """Return the obligations that items name, each with the people owed for one of theirs."""
    owed: Counter[str] = Counter()
    for item in items:
        if item.obligation is not None:
            owed[item.obligation] += item.owed
    return owed


def _applied_in(
    obligation: str, periods: Sequence[Period], firsts: Sequence[date], judged: Judged
) -> Iterable[tuple[int, Range]]:
    """Yield places of periods with people applied to an obligation in periods that lie within.

    Those that are fewer are gone through: the periods, or the verdicts on what is named.
    """
    verdicts = judged[obligation]
    if len(verdicts) > len(periods):
        for place, period in enumerate(periods):
            yield place, judged.applied(obligation, period.first, period.last)
        return
    for verdict in verdicts:
        place = bisect_right(firsts, verdict.first) - 1
        if place >= 0 and verdict.last <= periods[place].last:
            yield place, Range(verdict.applied, verdict.applied_most)
