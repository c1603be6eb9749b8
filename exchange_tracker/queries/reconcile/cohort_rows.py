"""Everything that came into a cohort or left it by a moment, and the balances that follow."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from exchange_tracker.facts.entry import date_of, headcount, is_open
from exchange_tracker.facts.figures import Figure, Selection, Series, Tally, series_of
from exchange_tracker.facts.groups import Group, Match, group_cell, match
from exchange_tracker.facts.model import Cohort, Selector
from exchange_tracker.facts.movement import Movement, MovementKind
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.queries.balance import Balance, Door, Step
from exchange_tracker.queries.held import balance_at, balances, steps_of_entries, steps_of_movements
from exchange_tracker.queries.reconcile.difference import MOST_NAMED, EntrySet

NO_BASIS = ""  # movements have none; that of an entry is never blank in its group


class Passage(NamedTuple):
    """Some people who came into a cohort or left it, or may have: entries of one group, or a movement.

    They did on one of the days from ``first`` to that of the step. ``headcount`` is what is known of
    their number, whether they are of the cohort or only may be; ``movement`` is ``None`` of entries.
    """

    step: Step
    first: date
    group: Group
    entries: int
    headcount: int
    open_count: bool
    movement: Movement | None = None

    @property
    def leaves_room(self) -> bool:
        """Return whether there may be more people than those of the step."""
        return self.step.open

    @property
    def sure(self) -> Match:
        """Return whether they are of the cohort."""
        return Match.YES if self.step.sure else Match.MAY


class CohortRows:
    """What has happened to one cohort, by day."""

    def __init__(self, cohort: Cohort, snapshot: Snapshot, movements: Iterable[Movement]) -> None:
        self.cohort = cohort
        every = [
            *_added(_of_entries(*pair) for pair in steps_of_entries(cohort, snapshot.figures)),
            *(_of_movement(*pair) for pair in steps_of_movements(cohort, snapshot, movements)),
        ]
        self.passages = sorted(every, key=attrgetter("step.day"))
        self._selections: dict[tuple[str, Selector], Selection] = {}

    @cached_property
    def balances(self) -> list[Balance]:
        """Return the balance of each day on which anything changes."""
        return list(balances(self.cohort, (each.step for each in self.passages)))

    def at(self, day: date) -> Balance:
        """Return the balance at the end of a truce day."""
        place = bisect_right(self.balances, day, key=attrgetter("day"))
        if place:
            return self.balances[place - 1]
        return balance_at(self.cohort, (), day)

    def until(self, day: date) -> list[Passage]:
        """Return what has counted by the end of a truce day."""
        return self.passages[: bisect_right(self.passages, day, key=attrgetter("step.day"))]

    def after(self, before: date, last: date) -> list[Passage]:
        """Return what counts on the days after one, up to another."""
        start = bisect_right(self.passages, before, key=attrgetter("step.day"))
        return self.until(last)[start:]

    def of_movement(self, name: str) -> list[Passage]:
        """Return the movements of one name, by day."""
        return self._by_name.get(name, [])

    def has_movement(self, name: str, last: date) -> bool:
        """Return whether any movement of a name has happened by a day."""
        return any(each.step.day <= last for each in self.of_movement(name)[:1])

    def tally(self, name: str, selector: Selector, first: date, last: date) -> Tally:
        """Return what a selector finds among the movements of a name on some truce days."""
        if (name, selector) not in self._selections:
            self._selections[name, selector] = _selection(self.of_movement(name), selector)
        return self._selections[name, selector].tally(first, last)

    @cached_property
    def _by_name(self) -> dict[str, list[Passage]]:
        by_name: dict[str, list[Passage]] = {}
        for each in self.passages:
            if each.movement:
                by_name.setdefault(each.movement.movement, []).append(each)
        return by_name

    @cached_property
    def by_door(self) -> dict[Door, list[Passage]]:
        """Return who surely went by each door, by day."""
        by_door: dict[Door, list[Passage]] = {door: [] for door in Door}
        for each in self.passages:
            if each.step.people:
                by_door[each.step.door].append(each)
        return by_door


def _of_entries(figure: Figure, step: Step) -> Passage:
    return Passage(
        step=step,
        first=figure.first or figure.day,
        group=figure.group,
        entries=figure.entries,
        headcount=figure.people,
        open_count=figure.undisclosed > 0,
    )


def _added(entries: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the sums of entries with those of one day and group added up, in a fixed order.

    They come in any order, and in parts.
    """
    place = attrgetter("step.day", "group", "first")
    for _, group in groupby(sorted(entries, key=place), key=place):
        parts = list(group)
        people = sum(each.step.people for each in parts)
        is_open = any(each.step.open for each in parts)
        yield parts[0]._replace(
            step=parts[0].step._replace(people=people, open=is_open),
            entries=sum(each.entries for each in parts),
            headcount=sum(each.headcount for each in parts),
            open_count=any(each.open_count for each in parts),
        )


def _of_movement(movement: Movement, step: Step) -> Passage:
    before = movement.movement == MovementKind.HELD_BEFORE
    group = Group(
        movement.party,
        movement.kind,
        group_cell(movement.category),
        group_cell(movement.nationality),
        NO_BASIS,
    )
    return Passage(
        step=step,
        first=step.day if before else date_of(movement.day),
        group=group,
        entries=1,
        headcount=headcount(movement.count),
        open_count=is_open(movement.count),
        movement=movement,
    )


def _selection(movements: Sequence[Passage], selector: Selector) -> Selection:
    """Return the sums that a selector finds; who only may be of the cohort only may match."""
    by_match: dict[Match, list[Series]] = {sure: [] for sure in Match}
    for surely in (Match.YES, Match.MAY):
        for series in series_of(_figure(each) for each in movements if each.sure is surely):
            by_match[min(surely, match(selector, series.group))].append(series)
    return Selection(by_match[Match.YES], by_match[Match.MAY])


def _figure(each: Passage) -> Figure:
    first = each.first if each.first != each.step.day else None
    return Figure(each.step.day, each.group, each.headcount, 1, int(each.open_count), first)


def rows_of_passages(passages: Iterable[Passage]) -> EntrySet:
    """Return some passages as the rows that an explanation names."""
    some = list(passages)
    entries = [each for each in some if each.movement is None]
    return EntrySet(
        people=sum(each.step.people for each in some),
        entries=sum(each.entries for each in some),
        places=tuple((each.step.day, each.group) for each in entries[:MOST_NAMED]),
        movements=tuple(
            (each.step.day, each.movement.id) for each in some if each.movement is not None
        )[:MOST_NAMED],
    )
