"""Entries of whose days it is not known which it was, looked up where a range begins or ends among them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from exchange_tracker.facts.groups import Group, match
from exchange_tracker.facts.model import Selector


class SpanCell(NamedTuple):
    """Entries of one group that happened on one of the days from ``first`` to ``day``."""

    first: date
    day: date
    group: Group
    entries: int
    undisclosed: int


class SpanCells:
    """The spans of a truce in order of their first days."""

    def __init__(self, cells: Iterable[SpanCell]) -> None:
        self._cells = sorted(cells)
        self._firsts = [cell.first for cell in self._cells]
        days = (cell.day - cell.first for cell in self._cells)
        self._longest = max(days, default=timedelta(0))

    def crossing(self, selector: Selector, first: date, last: date) -> tuple[SpanCell, ...]:
        """Return the entries that may match and of whose days only some lie in a range."""
        return tuple(
            cell
            for cell in self._near(first, last)
            if cell.first <= last
            and first <= cell.day
            and not (first <= cell.first and cell.day <= last)
            and match(selector, cell.group)
        )

    def _near(self, first: date, last: date) -> Iterator[SpanCell]:
        """Yield what begins before a range, or within reach of its end: all else lies in it or beside it."""
        before = bisect_left(self._firsts, first)
        yield from self._cells[self._reaching(first) : before]
        yield from self._cells[max(before, self._reaching(last)) : bisect_right(self._firsts, last)]

    def _reaching(self, day: date) -> int:
        """Return how many begin so early that none of them reaches a day."""
        if day - date.min <= self._longest:
            return 0
        return bisect_left(self._firsts, day - self._longest)
