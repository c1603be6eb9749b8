"""Credit kept apart by the period that earned it.

The judgement adds up credit that never lapses, so that a long truce does not carry a long list. Whoever
asks where it came from follows it here, through running sums: what is used first was earned first.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate

from exchange_tracker.facts.model import Obligation
from exchange_tracker.judging.settlement import Credit
from exchange_tracker.judging.verdict import Verdict


class CreditByPeriod:
    """Where the credit of the worst case comes from, of the verdicts on one obligation under a reading."""

    def __init__(self, obligation: Obligation, verdicts: Sequence[Verdict]) -> None:
        self._verdicts = verdicts
        self._lapses = obligation.carry_days is not None
        self._is_carried = obligation.carry.credit

    def brought(self, place: int) -> Iterator[Credit]:
        """Yield the credit that is brought to the period of a place, oldest first."""
        if self._lapses:
            return iter(self._verdicts[place].worst_brought.credit)
        return self._in_order(place) if self._is_carried else iter(())

    def _in_order(self, place: int) -> Iterator[Credit]:
        """Yield what is left of each surplus before a place, once what was used before is taken away."""
        used, earned = self._used[place], self._earned
        for earning in range(bisect_right(earned, used) - 1, place):
            if people := earned[earning + 1] - max(used, earned[earning]):
                yield Credit(people, self._verdicts[earning].last)

    def spent(self, place: int, people: int) -> Iterator[date]:
        """Yield the last days of the periods that earned so many people of it, the oldest first."""
        for credit in self.brought(place) if people > 0 else ():
            yield credit.earned
            people -= int(credit.people)
            if people <= 0:
                return

    def spent_before(self, start: int, end: int, first: date) -> set[date]:
        """Return the days before ``first`` whose credit is used from a place to before another."""
        days: set[date] = set()
        places = self._using
        for place in places[bisect_left(places, start) : bisect_left(places, end)]:
            spent = list(self.spent(place, self._verdicts[place].credit_used))
            days.update(day for day in spent if day < first)
            if spent[-1] >= first:  # later periods use what was earned later
                break
        return days

    @cached_property
    def _using(self) -> list[int]:
        """Return the places of the periods that use credit."""
        if not self._is_carried:
            return []
        return [place for place, verdict in enumerate(self._verdicts) if verdict.credit_used]

    @cached_property
    def _earned(self) -> list[int]:
        """Return the people of every surplus before each place."""
        return list(accumulate((int(each.worst.surplus) for each in self._verdicts), initial=0))

    @cached_property
    def _used(self) -> list[int]:
        """Return the credit that was used before each place."""
        return list(accumulate((int(each.worst.credit_used) for each in self._verdicts), initial=0))
