"""The sums of the entries of a folder, column by column: what many have in common is worked out once."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter

from exchange_tracker.facts.entry import first_day, has_happened, people_of, truce_day
from exchange_tracker.facts.figures import Figures, Series
from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.parse.checked_column import MOST_REMEMBERED

Cells = tuple[str, ...]
_Days = tuple[date, date | None]
_WHEN = itemgetter(*map(Release._fields.index, ("day", "until", "at")))
_WHOSE = itemgetter(*map(Release._fields.index, Group._fields))
_COUNT = itemgetter(Release._fields.index("count"))


def figures_of(releases: Sequence[Release], clock: Clock, at: datetime) -> Figures:
    """Return the sums of what has happened at a moment."""
    sums: dict[Cells, dict[_Days, list[int]]] = {}
    when = map(_DaysOf(clock, at).__getitem__, map(_WHEN, releases))
    counts = map(people_of, map(_COUNT, releases))
    for days, whose, (people, hidden) in zip(when, map(_WHOSE, releases), counts, strict=True):
        if days:
            of_days = sums.setdefault(whose, {})
            if days not in of_days:
                of_days[days] = [0, 0, 0]
            numbers = of_days[days]
            numbers[0] += people
            numbers[1] += 1
            numbers[2] += hidden
    return Figures(
        series for whose, of_days in sums.items() for series in _series(group_of(*whose), of_days)
    )


def _series(group: Group, sums: dict[_Days, list[int]]) -> Iterator[Series]:
    """Yield the sums of one group: those of known days, and those of spans of days."""
    for is_span in (False, True):
        some = [
            (*days, *numbers) for days, numbers in sums.items() if (days[1] is not None) is is_span
        ]
        if some:
            days, firsts, people, entries, undisclosed = zip(*some, strict=True)
            yield Series(group, days, people, entries, undisclosed, firsts if is_span else None)


class _DaysOf(dict[Cells, _Days | None]):
    """The last day of what has happened at a moment, and the first where it is not known on which it happened.

    By ``day``, ``until`` and ``at``; ``None`` of what has not happened.
    """

    def __init__(self, clock: Clock, now: datetime) -> None:
        super().__init__()
        self._clock = clock
        self._now = now

    def __missing__(self, cells: Cells) -> _Days | None:
        day, until, at = cells
        last = truce_day(day, until, at, self._clock)
        days = (
            (last, first_day(day, until))
            if has_happened(last, at, self._clock, self._now)
            else None
        )
        if len(self) > MOST_REMEMBERED:
            self.clear()
        self[cells] = days
        return days
