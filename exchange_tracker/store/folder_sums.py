"""The sums of the entries of a folder, column by column: what many have in common is worked out once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from exchange_tracker.facts.entry import first_day, has_happened, people_of, truce_day
from exchange_tracker.facts.figures import Figures, Series
from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.parse.checked_column import MOST_REMEMBERED
from exchange_tracker.store.folder_rows import FolderRows

Cells = tuple[str, ...]
_Days = tuple[date, date | None]
_Sums = defaultdict[int, list[int]]
"""People, entries and open counts by the number of their days."""
_WHEN = ("day", "until", "at")


def figures_of(rows: FolderRows[Release], clock: Clock, at: datetime) -> Figures:
    """Return the sums of what has happened at a moment."""
    days, groups = _DaysOf(clock, at), _SumsOf()
    when = map(days.__getitem__, zip(*rows.columns(*_WHEN), strict=True))
    whose = map(groups.__getitem__, zip(*rows.columns(*Group._fields), strict=True))
    counts = map(people_of, *rows.columns("count"))
    for sums, number, (people, is_open) in zip(whose, when, counts, strict=True):
        numbers = sums[number]
        numbers[0] += people
        numbers[1] += 1
        numbers[2] += is_open
    return Figures(
        series for group, sums in groups.by_group.items() for series in days.series(group, sums)
    )


class _DaysOf(dict[Cells, int]):
    """The number of the days of what has happened at a moment: the last, and the first where it is another.

    By ``day``, ``until`` and ``at``; what has not happened has a number of its own.
    """

    def __init__(self, clock: Clock, now: datetime) -> None:
        super().__init__()
        self._clock = clock
        self._now = now
        self._numbers: dict[_Days | None, int] = {}

    def __missing__(self, cells: Cells) -> int:
        day, until, at = cells
        last = truce_day(day, until, at, self._clock)
        happened = has_happened(last, at, self._clock, self._now)
        days = (last, first_day(day, until)) if happened else None
        if len(self) > MOST_REMEMBERED:
            self.clear()
        self[cells] = number = self._numbers.setdefault(days, len(self._numbers))
        return number

    def series(self, group: Group, sums: _Sums) -> Iterator[Series]:
        """Yield the sums of one group: those of known days, and those of spans of days."""
        days = {number: days for days, number in self._numbers.items()}
        dated = [(days[number], numbers) for number, numbers in sums.items()]
        happened = [(*each, *numbers) for each, numbers in dated if each]
        for is_span in (False, True):
            if some := [each for each in happened if (each[1] is not None) is is_span]:
                lasts, firsts, people, entries, undisclosed = zip(*some, strict=True)
                yield Series(
                    group, lasts, people, entries, undisclosed, firsts if is_span else None
                )


class _SumsOf(dict[Cells, _Sums]):
    """The sums of each group, by its cells as they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.by_group: defaultdict[Group, _Sums] = defaultdict(_new_sums)

    def __missing__(self, cells: Cells) -> _Sums:
        self[cells] = sums = self.by_group[group_of(*cells)]
        return sums


def _new_sums() -> _Sums:
    return defaultdict(lambda: [0, 0, 0])
