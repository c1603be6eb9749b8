"""The entries of a folder by their truce days: what many have in common is worked out once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from functools import cached_property
from itertools import chain

from exchange_tracker.facts.alike import add_alike
from exchange_tracker.facts.entry import Outline, Placed, first_day, headcount, truce_day
from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.store.folder_rows import FolderRows
from exchange_tracker.store.folder_sums import figures_of


class FolderEntries:
    """The entries of a folder; a day is the last of an entry's days, the first before it where there are several."""

    def __init__(self, rows: FolderRows[Release], clock: Clock) -> None:
        self.rows = rows
        self._clock = clock
        self._figures: tuple[datetime, Figures] | None = None

    def figures(self, at: datetime) -> Figures:
        """Return the sums of what has happened at a moment; those asked for last are kept."""
        if self._figures is None or self._figures[0] != at:
            self._figures = at, figures_of(self.rows, self._clock, at)
        return self._figures[1]

    def between(self, first: date, last: date, least: int = 0) -> Iterator[Release]:
        """Return those of the truce days from ``first`` to ``last`` or perhaps there, of ``least`` people or more."""
        within = self._those(lambda start, end: first <= end and start <= last)
        return (each for each in within if headcount(each.count) >= least) if least else within

    def by_day(self, first: date, last: date) -> Iterator[Release]:
        """Return those whose truce day lies in a range, in the order of it."""
        days = sorted(day for day in self._of_days if first <= day <= last)
        return chain.from_iterable(self.rows.at(self._of_days[day]) for day in days)

    def by_first_day(self) -> Iterator[Placed]:
        """Return the entries by the first of their days, then in their order, each with its place."""
        places: dict[date, list[int]] = {}
        for (first, _), some in self._places.items():
            places.setdefault(first, []).extend(some)
        order = [place for day in sorted(places) for place in sorted(places[day])]
        return zip(order, self.rows.at(order), strict=True)

    def on_days(self, days: Collection[date]) -> Iterator[tuple[date, Iterator[Outline]]]:
        """Yield each of some truce days with its entries, in their order."""
        ids, counts, *alike = self.rows.columns("id", "count", "day", "until", "at", *Group._fields)
        for day in sorted(days):
            places = self._of_days.get(day, ())
            common = zip(*(map(cells.__getitem__, places) for cells in alike), strict=True)
            own = (map(cells.__getitem__, places) for cells in (ids, counts))
            yield day, zip(*own, common, strict=True)

    def alike(self, first: date, last: date) -> Iterator[Release]:
        """Return those of the truce days from ``first`` to ``last``, those alike as one under the last."""
        within = self._those(lambda _, end: first <= end <= last)
        return add_alike(within, first, last, self._clock)

    def _those(self, fits: Callable[[date, date], bool]) -> Iterator[Release]:
        """Return those whose first and last day fit, in their order."""
        fitting = [some for days, some in self._places.items() if fits(*days)]
        return self.rows.at(sorted(chain.from_iterable(fitting)))

    @cached_property
    def _of_days(self) -> dict[date, list[int]]:
        """The places of the entries of each truce day, in their order."""
        places: dict[date, list[int]] = {}
        for (_, day), some in self._places.items():
            places.setdefault(day, []).extend(some)
        return {day: sorted(some) for day, some in places.items()}

    @cached_property
    def _places(self) -> dict[tuple[date, date], list[int]]:
        """The places of the entries with the same first and last day, in their order."""
        by_cells: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, cells in enumerate(zip(*self.rows.columns("day", "until", "at"), strict=True)):
            by_cells[cells].append(place)
        places: dict[tuple[date, date], list[int]] = {}
        for (day, until, at), some in by_cells.items():
            last = truce_day(day, until, at, self._clock)
            places.setdefault((first_day(day, until) or last, last), []).extend(some)
        return {days: sorted(some) for days, some in places.items()}
