"""Running sums over the truce days, so that any range of any selection is one subtraction.

Entries of which only a span of days is known stand on its last day here, as in ``totals``.

The days on which anything is recorded are numbered from 0 and the groups are bits of a mask. A
selection becomes the mask of the groups that match it; the running sums of a mask are made once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from exchange_tracker.facts.figures import Figure
from exchange_tracker.facts.groups import (
    GROUP_COLUMNS,
    Group,
    Match,
    match,
    match_parties,
    may_match,
)
from exchange_tracker.facts.model import Selector, values
from exchange_tracker.queries.reconcile.span_cells import SpanCell, SpanCells

COLUMNS = ("party", "kind", "category", "nationality", "basis")
EVERYBODY = -1  # as a mask: every bit is set
_REMEMBERED = 4_096  # masks, or fewer
_FEWEST_REMEMBERED = 64
_MOST_REMEMBERED = 4_000_000  # numbers of all of them together


class CountScope(NamedTuple):
    """What is counted: the groups of a mask on the days numbered ``start`` to before ``end``.

    ``twice`` is the mask of groups that are counted once more. ``gap`` is the number of one day
    among them (``None``: there is none) on which the groups of ``left`` are left out.
    """

    mask: int
    start: int
    end: int
    gap: int | None = None
    twice: int = 0
    left: int = EVERYBODY


class DayGroup(NamedTuple):
    """The entries of one group on one day, added up; ``bit`` is the group's place in a mask."""

    bit: int
    people: int
    entries: int
    undisclosed: int


def bits(mask: int) -> list[int]:
    """Return the places of the bits of a mask, the lowest first."""
    return [place for place, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"]


_PEOPLE, _ENTRIES, _UNDISCLOSED = 1, 2, 3  # the places of the numbers of a cell


class Running:
    """The sums of what has happened, day by day."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        added: dict[tuple[date, Group], tuple[int, int, int]] = {}
        spans: list[SpanCell] = []
        for figure in figures:
            if figure.first:
                numbers = figure.entries, figure.undisclosed
                spans.append(SpanCell(figure.first, figure.day, figure.group, *numbers))
            people, entries, hidden = added.get((figure.day, figure.group), (0, 0, 0))
            added[figure.day, figure.group] = (
                people + figure.people,
                entries + figure.entries,
                hidden + figure.undisclosed,
            )
        self.days = sorted({day for day, _ in added})
        self.groups = sorted({group for _, group in added})
        self.crossing = SpanCells(spans).crossing
        self.all = (1 << len(self.groups)) - 1
        places = {day: place for place, day in enumerate(self.days)}
        bits = {group: bit for bit, group in enumerate(self.groups)}
        self.cells: list[list[DayGroup]] = [[] for _ in self.days]
        for (day, group), sums in sorted(added.items()):
            self.cells[places[day]].append(DayGroup(bits[group], *sums))
        self.near = (
            0  # a mask that those asked about differ little from: sums are made from its sums
        )
        masks = _MOST_REMEMBERED // (len(self.days) + 1)
        masks = max(_FEWEST_REMEMBERED, min(_REMEMBERED, masks))
        self.mask = lru_cache(_REMEMBERED)(self._mask)
        self.perhaps = lru_cache(_REMEMBERED)(self._perhaps)
        self.people = lru_cache(masks)(self._people)
        self.entries = lru_cache(masks)(self._entries)
        self.undisclosed = lru_cache(masks)(self._undisclosed)
        self.peopled = lru_cache(masks)(self._peopled)
        self.bearing = lru_cache(_REMEMBERED)(self._bearing)
        self.ends = lru_cache(masks)(self._ends)
        self.daily = lru_cache(masks)(self._daily)

    @cached_property
    def words(self) -> dict[str, dict[str, int]]:
        """Return, for each column, the words recorded in it, sorted, with the mask of each."""
        by_column: dict[str, dict[str, int]] = {column: {} for column in COLUMNS}
        for bit, group in enumerate(self.groups):
            for column in COLUMNS:
                for word in values(getattr(group, column)):
                    by_column[column][word] = by_column[column].get(word, 0) | 1 << bit
        return {column: dict(sorted(masks.items())) for column, masks in by_column.items()}

    def column_mask(self, column: str, words: tuple[str, ...] | None) -> int:
        """Return the groups with any of these words in a column; ``None`` means anything.

        Of parties that released people together, all must be among the words.
        """
        if words is None:
            return self.all
        if column == "party":
            return self._parties(words, Match.YES)
        mask = 0
        for word in words:
            mask |= self.words[column].get(word, 0)
        return mask

    def _mask(self, selector: Selector) -> int:
        """Return the groups that match a selector."""
        mask = self.all
        for column in GROUP_COLUMNS:
            mask &= self.column_mask(column, getattr(selector, column))
        if excluded := selector.excluded:
            partly = self._parties(excluded.party, Match.MAY)
            mask &= ~(partly & self._mask(excluded._replace(party=None)))
        return mask & self._parties(selector.party, Match.YES)

    def _parties(self, words: tuple[str, ...] | None, sure: Match) -> int:
        """Return the groups of which at least so surely the parties are among some words."""
        mask = 0
        for cell, groups in self._by_party.items():
            if match_parties(words, cell) >= sure:
                mask |= groups
        return mask

    @cached_property
    def _by_party(self) -> dict[str, int]:
        masks: dict[str, int] = {}
        for bit, group in enumerate(self.groups):
            masks[group.party] = masks.get(group.party, 0) | 1 << bit
        return masks

    def _perhaps(self, selector: Selector) -> int:
        """Return the groups of which it is open whether they match a selector."""
        return sum(1 << bit for bit, group in enumerate(self.groups) if may_match(selector, group))

    def between(self, first: date, last: date) -> tuple[int, int]:
        """Return the numbers of the days from ``first`` to ``last``: a start, and an end after it."""
        start = bisect_left(self.days, first)
        return start, max(start, bisect_right(self.days, last))

    def value(self, count: CountScope) -> int:
        """Return the people that are counted."""
        return sum(self._in(self.people, mask, count) for mask in (count.mask, count.twice) if mask)

    def entry_count(self, count: CountScope) -> int:
        """Return the number of entries that are counted."""
        return self._in(self.entries, count.mask, count)

    def hidden(self, count: CountScope) -> int:
        """Return the number of entries among them whose count is not disclosed."""
        return self._in(self.undisclosed, count.mask, count)

    @staticmethod
    def _in(sums_of: Callable[[int], list[int]], mask: int, count: CountScope) -> int:
        sums = sums_of(mask)
        whole = sums[count.end] - sums[count.start]
        if count.gap is None:
            return whole
        gap = sums if count.left == EVERYBODY else sums_of(mask & count.left)
        return whole - (gap[count.gap + 1] - gap[count.gap])

    def cell(self, day: date, group: Group) -> DayGroup | None:
        """Return what a group has on one day; ``None``: nothing."""
        place, bit = bisect_left(self.days, day), bisect_left(self.groups, group)
        if self.days[place : place + 1] != [day] or self.groups[bit : bit + 1] != [group]:
            return None
        return next((cell for cell in self.cells[place] if cell.bit == bit), None)

    def of(self, mask: int, place: int) -> Iterator[DayGroup]:
        """Return what the groups of a mask have on one day."""
        return (cell for cell in self.cells[place] if mask >> cell.bit & 1)

    def cells_of(self, count: CountScope) -> Iterator[tuple[int, DayGroup]]:
        """Yield the number of each day on which a count finds anything, with what each group has on it."""
        sums = self.entries(count.mask)
        place = bisect_right(sums, sums[count.start]) - 1  # the next day with any
        while place < count.end:
            yield from ((place, cell) for cell in self.of(count.mask, place))
            place = bisect_right(sums, sums[place + 1]) - 1

    def _people(self, mask: int) -> list[int]:
        """Return the running sums of a mask, from those of another that differs from it by less."""
        mask &= self.all
        near = min((0, self.near), key=lambda other: (mask ^ other).bit_count())
        if near in (0, mask):
            return self._added(mask, _PEOPLE)
        more, fewer = (self._added(some, _PEOPLE) for some in (mask & ~near, near & ~mask))
        return [a + b - c for a, b, c in zip(self.people(near), more, fewer, strict=True)]

    def _entries(self, mask: int) -> list[int]:
        return self._added(mask, _ENTRIES)

    def _undisclosed(self, mask: int) -> list[int]:
        return self._added(mask, _UNDISCLOSED)

    def _peopled(self, mask: int) -> list[int]:
        """Return the running sums of entries, but for those in cells of nobody."""
        daily = [0] * len(self.days)
        for bit in bits(mask & self.all):
            for place, cell in self._by_group[bit]:
                daily[place] += cell.entries if cell.people else 0
        return list(accumulate(daily, initial=0))

    def _bearing(self, selectors: tuple[Selector, ...]) -> tuple[int, int]:
        """Return the groups that may match any of some selectors, and those that match or may."""
        may, bears = 0, 0
        for bit, group in enumerate(self.groups):
            sure = {match(each, group) for each in selectors}
            may |= (Match.MAY in sure) << bit
            bears |= bool(sure - {Match.NO}) << bit
        return may, bears

    @cached_property
    def _by_group(self) -> list[list[tuple[int, DayGroup]]]:
        """Return what each group has, each with the number of its day."""
        by_bit: list[list[tuple[int, DayGroup]]] = [[] for _ in self.groups]
        for place, cells in enumerate(self.cells):
            for cell in cells:
                by_bit[cell.bit].append((place, cell))
        return by_bit

    def _added(self, mask: int, number: int) -> list[int]:
        """Return the running sums of one of the numbers of the cells of a mask."""
        daily = [0] * len(self.days)
        for bit in bits(mask & self.all):
            for place, cell in self._by_group[bit]:
                daily[place] += cell[number]
        return list(accumulate(daily, initial=0))

    def _ends(self, mask: int) -> dict[int, list[int]]:
        """Return, for each running sum of people, the ends at which it stands, where it grew."""
        ends: dict[int, list[int]] = {}
        sums = self.people(mask)
        for end in range(1, len(sums)):
            if sums[end] != sums[end - 1]:
                ends.setdefault(sums[end], []).append(end)
        return ends

    def _daily(self, mask: int) -> dict[int, list[int]]:
        """Return, for each number of people above 0, the days that have it."""
        places: dict[int, list[int]] = {}
        sums = self.people(mask)
        for place in range(len(self.days)):
            if people := sums[place + 1] - sums[place]:
                places.setdefault(people, []).append(place)
        return places
