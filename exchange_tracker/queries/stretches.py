"""Running totals by the day, the week of the truce or the month (``ledger.md``, section 4)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple, assert_never

from exchange_tracker.queries.totals import Total

WEEK = 7


class Step(StrEnum):
    """What each row of totals is about: a truce day, a week of the truce, a month."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Stretch(NamedTuple):
    """The totals of some truce days in a row, one for each group, as they stand on the last.

    A count is what all of the days brought; ``None`` where the party has no entry on any of them.
    """

    first: date
    last: date
    totals: tuple[Total, ...]

    @property
    def is_quiet(self) -> bool:
        """Return whether nobody has an entry on any of its days."""
        return all(total.count is None for total in self.totals)


def stretches(totals: Iterable[Total], step: Step, first_day: date) -> Iterator[Stretch]:
    """Yield the totals added up; weeks begin with the truce's first day and every seventh after.

    Where the totals begin or end within a week or a month, so does its stretch.
    """
    block = _block(step, first_day)
    for _, totals_of_block in groupby(totals, key=lambda total: block(total.day)):
        days = [tuple(group) for _, group in groupby(totals_of_block, key=lambda each: each.day)]
        columns = zip(*days, strict=True)  # each group has a total on each day
        yield Stretch(days[0][0].day, days[-1][0].day, tuple(map(_sum, columns)))


def _block(step: Step, first_day: date) -> Callable[[date], object]:
    match step:
        case Step.DAY:
            return lambda day: day
        case Step.WEEK:
            return lambda day: (day - first_day).days // WEEK
        case Step.MONTH:
            return lambda day: (day.year, day.month)
        case _:
            assert_never(step)


def _sum(totals: tuple[Total, ...]) -> Total:
    counts = [total.count for total in totals if total.count is not None]
    return totals[-1]._replace(
        count=sum(counts) if counts else None,
        undisclosed=sum(total.undisclosed for total in totals),
    )
