"""Another selection: a condition dropped, a value more or less, another label, a group apart."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, cached_property
from itertools import combinations
from typing import NamedTuple

from exchange_tracker.facts.model import Selector
from exchange_tracker.queries.reconcile.alteration import COMMON, Alteration, Rule
from exchange_tracker.queries.reconcile.running import COLUMNS, Running, bits

GROUP = ""  # the place of a whole group among the columns
MOST_PAIRS = 20_000  # of alterations, for one selection
MOST_SUMS = 50_000_000  # of groups and days that are looked at for all selections of one run


class Unsearched(StrEnum):
    """What is too much to be looked at for a selection."""

    NOTHING = ""
    PAIRS = "two alterations of who is counted"
    SELECTIONS = "any alteration of who is counted"


class ColumnChange(NamedTuple):
    """One alteration of a selection: the groups that its column lets through then."""

    alteration: Alteration
    mask: int


class Selections(NamedTuple):
    """A selection column by column, and what each column could be instead."""

    kept: dict[str, int]
    choices: tuple[ColumnChange, ...]

    def mask(self, *chosen: ColumnChange) -> int:
        """Return the groups that are selected with some choices, each of another column."""
        mask = self.others(*(choice.alteration.column for choice in chosen))
        for choice in chosen:
            mask &= choice.mask
        return mask

    def others(self, *columns: str) -> int:
        """Return the groups that all columns but some let through."""
        mask = -1
        for column, kept in self.kept.items():
            if column not in columns:
                mask &= kept
        return mask


def selections(running: Running, selector: Selector) -> Selections:
    """Return the selections that differ from one in one column, or by one group, in a fixed order.

    One that changes nothing, or leaves nobody, may do otherwise together with another.
    """
    kept = {column: running.column_mask(column, getattr(selector, column)) for column in COLUMNS}
    plain = Selections(kept, ())
    mask = plain.mask()
    return Selections(kept, tuple(_choices(running, selector, mask)))


def _choices(running: Running, selector: Selector, mask: int) -> Iterator[ColumnChange]:
    by_rule = [
        choice
        for column in COLUMNS
        for choice in _of_column(running, column, getattr(selector, column))
    ]
    order = list(Rule)
    yield from sorted(by_rule, key=lambda choice: order.index(choice.alteration.rule))
    for bit in bits(mask):
        left_out = Alteration(Rule.GROUP_LEFT_OUT, GROUP, tuple(running.groups[bit]))
        yield ColumnChange(left_out, running.all & ~(1 << bit))


def _of_column(
    running: Running, column: str, words: tuple[str, ...] | None
) -> Iterator[ColumnChange]:
    """Yield what one column could ask for instead; only words that are recorded can differ."""
    recorded = running.words[column]
    kept = running.column_mask(column, words)
    if words is not None:
        yield ColumnChange(Alteration(Rule.ANY, column, words), running.all)
    for word, mask in recorded.items():
        if words is None:
            yield ColumnChange(Alteration(Rule.ONLY, column, (word,)), mask)
        elif word not in words:
            yield ColumnChange(Alteration(Rule.ADDED, column, (word,)), kept | mask)
            yield ColumnChange(Alteration(Rule.INSTEAD, column, (word, *words)), mask)
        elif len(words) > 1:
            others = tuple(other for other in words if other != word)
            less = running.column_mask(column, others)
            yield ColumnChange(Alteration(Rule.NOT_ASKED, column, (word,)), less)
        yield ColumnChange(Alteration(Rule.WITHOUT, column, (word,)), kept & ~mask)


def twice(running: Running, mask: int) -> Iterator[tuple[Alteration, int]]:
    """Yield who could be counted twice: everybody, those with one word, or one whole group."""
    if mask:
        yield Alteration(Rule.TWICE), mask
    for column, recorded in running.words.items():
        for word, those in recorded.items():
            if (again := mask & those) not in (0, mask):
                yield Alteration(Rule.TWICE, column, (word,)), again
    for bit, group in enumerate(running.groups):
        if (again := mask & 1 << bit) not in (0, mask):
            yield Alteration(Rule.TWICE, GROUP, tuple(group)), again


def cost(running: Running) -> int:
    """Return about how many numbers are looked at for the alterations of one selection."""
    words = sum(map(len, running.words.values()))
    return (3 * words + 2 * len(running.groups)) * (len(running.days) + len(running.groups))


class AlteredSelection(NamedTuple):
    """Alterations of a selection, the groups they lead to, and the running sums of those.

    ``ends`` and ``daily`` are those of :class:`Running`; empty where they are not asked for.
    """

    alterations: tuple[Alteration, ...]
    mask: int
    sums: list[int]
    ends: dict[int, list[int]]
    daily: dict[int, list[int]]

    def may_fit(self, start: int, end: int, figure: int) -> bool:
        """Tell, without trying any, whether another end or a missing day may give a figure."""
        sums = self.sums
        value = sums[end] - sums[start]
        if value > figure:
            return figure + sums[start] in self.ends or value - figure in self.daily
        return figure + sums[start] in self.ends


class AlteredSelections:
    """Every other selection instead of one, worked out once for all figures that ask for it."""

    def __init__(self, running: Running, selector: Selector, *, most: int = MOST_SUMS) -> None:
        self.running = running
        self.cost = cost(running)
        self.searched = self.cost <= most
        kept = {name: running.column_mask(name, getattr(selector, name)) for name in COLUMNS}
        self.selections = selections(running, selector) if self.searched else Selections(kept, ())
        self._asks = sum(getattr(selector, name) is not None for name in COLUMNS[2:])
        self.mask = running.near = self.selections.mask()
        if self._pairs <= MOST_PAIRS:
            self.cost += self._pairs * (len(running.days) + len(running.groups))

    @property
    def unsearched(self) -> Unsearched:
        """Return what is not searched, as there are too many groups on too many days."""
        if not self.searched:
            return Unsearched.SELECTIONS
        return Unsearched.PAIRS if self._pairs > MOST_PAIRS else Unsearched.NOTHING

    @cached_property
    def _pairs(self) -> int:
        """Return how many pairs of alterations of different columns there are."""
        columns = Counter(each.alteration.column for each in self._different)
        whole = columns.total()
        return sum(number * (whole - number) for number in columns.values()) // 2

    @cached_property
    def one(self) -> list[AlteredSelection]:
        """Return the selections that one alteration gives."""
        ways = [(each.alteration, self.selections.mask(each)) for each in self.selections.choices]
        if self.searched and self._asks > 1:
            kept = self.selections.kept
            ways.append((Alteration(Rule.EVERYBODY), kept["party"] & kept["kind"]))
        return [self._way((made,), mask) for made, mask in ways if mask not in (0, self.mask)]

    @cached_property
    def _different(self) -> list[ColumnChange]:
        """Return the alterations that let other groups through their column, each once."""
        kept = {**self.selections.kept, GROUP: self.running.all}
        first = {
            (each.alteration.column, each.mask): each for each in reversed(self.selections.choices)
        }
        return [
            each
            for each in reversed(first.values())
            if each.mask not in (0, kept[each.alteration.column])
        ]

    @cached_property
    def distinct(self) -> list[AlteredSelection]:
        """Return the same, but of those that lead to the same groups only the first."""
        return list({way.mask: way for way in reversed(self.one)}.values())[::-1]

    @cached_property
    def two(self) -> list[AlteredSelection]:
        """Return the selections that only two alterations give, of different columns."""
        if self._pairs > MOST_PAIRS:
            return []
        self.running.near = self.mask
        seen = {0, self.mask, *(way.mask for way in self.one)}
        others = cache(self.selections.others)  # there are many pairs of few columns
        pairs = []
        for one, other in combinations(self._different, 2):
            columns = one.alteration.column, other.alteration.column
            if columns[0] != columns[1]:
                mask = others(*columns) & one.mask & other.mask
                if mask not in seen:
                    seen.add(mask)
                    sums = self.running.people(mask)
                    pairs.append(
                        AlteredSelection((one.alteration, other.alteration), mask, sums, {}, {})
                    )
        return pairs

    @cached_property
    def common_two(self) -> list[AlteredSelection]:
        """Return those of them that two common rules give."""
        return [way for way in self.two if all(made.rule in COMMON for made in way.alterations)]

    @cached_property
    def twice(self) -> list[AlteredSelection]:
        """Return who could be counted twice."""
        who = twice(self.running, self.mask) if self.searched else ()
        return [self._way((made,), mask) for made, mask in who]

    @cached_property
    def left_out(self) -> list[AlteredSelection]:
        """Return the groups that one alteration leaves out and nothing else."""
        rules = (Rule.WITHOUT, Rule.GROUP_LEFT_OUT)
        return [
            self._way(way.alterations, self.mask & ~way.mask)
            for way in self.one
            if way.alterations[0].rule in rules
        ]

    def _way(self, alterations: tuple[Alteration, ...], mask: int) -> AlteredSelection:
        running = self.running
        return AlteredSelection(
            alterations, mask, running.people(mask), running.ends(mask), running.daily(mask)
        )
