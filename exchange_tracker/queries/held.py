"""How many are still held (``ledger.md``, section 4.1): a cohort counted through, day by day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter

from exchange_tracker.facts.entry import date_of, headcount, is_open
from exchange_tracker.facts.figures import Figure, Figures, Series
from exchange_tracker.facts.groups import Group, Match, group_of, match
from exchange_tracker.facts.model import Cohort, Selector
from exchange_tracker.facts.movement import Movement, MovementKind, Way
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.queries.balance import PLACES, Balance, BalanceBound, Door, Step
from exchange_tracker.queries.query import Query, unknown


def select_held(query: Query, cohorts: Sequence[str] | None = None) -> list[Balance]:
    """Return the balances of some cohorts, without names all; raise ``UsageError`` for an unknown one."""
    selection = select_cohorts(query, cohorts)
    snapshot = query.snapshot()
    movements = tuple(query.records.movements())
    return [
        balance
        for cohort in selection
        for balance in balances(cohort, steps_of(cohort, snapshot, movements))
    ]


def select_cohorts(query: Query, names: Sequence[str] | None = None) -> list[Cohort]:
    """Return the cohorts of some names in the order of the terms; raise ``UsageError`` for others."""
    known = [cohort.id for cohort in query.terms.cohorts]
    for name in names or ():
        if name not in known:
            raise unknown("cohort", name, known)
    return [cohort for cohort in query.terms.cohorts if not names or cohort.id in names]


def balances_on(query: Query, day: date) -> tuple[Balance, ...]:
    """Return each cohort at the end of a truce day, but for those counted from a later one."""
    cohorts = [cohort for cohort in query.terms.cohorts if cohort.first <= day]
    if not cohorts:
        return ()
    snapshot, movements = query.snapshot(), tuple(query.records.movements())
    return tuple(
        balance_at(cohort, steps_of(cohort, snapshot, movements), day) for cohort in cohorts
    )


def exit_code(balances_of_all: Iterable[Balance]) -> int:
    """Return 4 where the last balance of a cohort cannot be stated, else 0."""
    last = {balance.cohort.id: balance for balance in balances_of_all}
    return 4 if any(balance.held is None for balance in last.values()) else 0


def steps_of(cohort: Cohort, snapshot: Snapshot, movements: Iterable[Movement]) -> list[Step]:
    """Return what has happened to a cohort by the moment, by day; entries of a day that do the same as one."""
    steps = [
        *_steps_of_days(cohort, snapshot.figures),
        *(step for _, step in steps_of_movements(cohort, snapshot, movements)),
    ]
    return sorted(steps, key=attrgetter("day"))


def selector_of(cohort: Cohort) -> Selector:
    """Return who is of a cohort: its ``counts`` without ``basis``, which movements do not have."""
    excluded = cohort.counts.excluded
    if excluded is not None:
        excluded = excluded._replace(basis=None)
    return cohort.counts._replace(
        party=cohort.parties,
        basis=None,
        excluded=None if excluded == Selector() else excluded,
    )


def _steps_of_days(cohort: Cohort, figures: Figures) -> Iterator[Step]:
    """Yield what the entries of each day do to a cohort."""
    sums: dict[tuple[bool, Match], dict[date, tuple[int, int]]] = {}
    for series, sure in _series_of(cohort, figures):
        daily = sums.setdefault((series.group.kind in cohort.dead, sure), {})
        firsts = series.firsts or series.days
        numbers = zip(firsts, series.days, series.people, series.undisclosed, strict=True)
        for first, day, people, undisclosed in numbers:
            if first >= cohort.first:
                before = daily.get(day, (0, 0))
                daily[day] = before[0] + people, before[1] + undisclosed
    for (dead, sure), daily in sums.items():
        door = Door.REMAINS_OUT if dead else Door.RELEASED
        for day, (people, undisclosed) in daily.items():
            yield step_of_people(day, door, people, sure, dead=dead, open_=undisclosed > 0)


def _series_of(cohort: Cohort, figures: Figures) -> Iterator[tuple[Series, Match]]:
    """Yield the sums of groups that are of a cohort, or may be."""
    selector = selector_of(cohort)
    matches = ((series, match(selector, series.group)) for series in figures.series)
    return ((series, sure) for series, sure in matches if sure)


def steps_of_entries(cohort: Cohort, figures: Figures) -> Iterator[tuple[Figure, Step]]:
    """Yield the sums of entries of a cohort, or that may be, each with what it does to it."""
    for series, sure in _series_of(cohort, figures):
        dead = series.group.kind in cohort.dead
        door = Door.REMAINS_OUT if dead else Door.RELEASED
        for figure in series.figures():
            if (figure.first or figure.day) >= cohort.first:
                open_ = figure.undisclosed > 0
                step = step_of_people(figure.day, door, figure.people, sure, dead=dead, open_=open_)
                yield figure, step


def steps_of_movements(
    cohort: Cohort, snapshot: Snapshot, movements: Iterable[Movement]
) -> Iterator[tuple[Movement, Step]]:
    """Yield the movements that have happened to a cohort, or may have, in their order."""
    selector, today = selector_of(cohort), snapshot.today
    by_group: dict[Group, Match] = {}  # thousands of movements are of a few groups
    for movement in movements:
        cells = (movement.party, movement.kind, movement.category, movement.nationality)
        group = group_of(*cells, basis="")
        if group not in by_group:
            by_group[group] = match(selector, group)
        sure = by_group[group]
        day = _day_of(cohort, movement) if sure else None
        if day is None or day > today:
            continue
        dead = movement.kind in cohort.dead
        door = _door(movement.movement, dead=dead)
        people, open_ = headcount(movement.count), is_open(movement.count)
        yield movement, step_of_people(day, door, people, sure, dead=dead, open_=open_)


def _day_of(cohort: Cohort, movement: Movement) -> date | None:
    """Return the day on which a movement counts; ``None`` where it lies before the cohort's first."""
    if movement.movement == MovementKind.HELD_BEFORE:
        return cohort.first
    if date_of(movement.day) < cohort.first:
        return None
    return date_of(movement.until or movement.day)


@cache
def _door(kind: str, *, dead: bool) -> Door:
    if kind == MovementKind.RELEASED and dead:
        return Door.REMAINS_OUT
    return Door(MovementKind(kind).replace("-", "_"))


def step_of_people(
    day: date, door: Door, people: int, sure: Match, *, dead: bool, open_: bool
) -> Step:
    """Return a step; who only may be of the cohort adds nobody, and leaves it open where he is one."""
    is_sure = sure is Match.YES
    return Step(
        day=day,
        door=door,
        people=people if is_sure else 0,
        open=open_ or (people > 0 and not is_sure),
        dead=dead,
        sure=is_sure,
    )


class _Sums:
    """What a cohort has come to so far."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.by_door = [0] * len(Door)
        self.dead = 0
        self.open_doors: set[Door] = set()
        self.dead_is_open = False
        self.has_begun = False

    def add(self, step: Step) -> None:
        """Add a step."""
        self.by_door[PLACES[step.door]] += step.people
        self.dead += step.people * dead_sign(step)
        if step.open:
            self.open_doors.add(step.door)
            self.dead_is_open |= step.dead or step.door is Door.DIED
        self.has_begun |= step.sure and step.door in (Door.TAKEN, Door.HELD_BEFORE)

    def balance(self, day: date) -> Balance:
        """Return the balance at the end of a day."""
        bound = self._bound()
        stated = bound is not BalanceBound.NONE
        dead_stated = stated and self.cohort.dead and not self.dead_is_open
        return Balance(
            cohort=self.cohort,
            day=day,
            by_door=tuple(self.by_door),
            held=sum(n * _SIGNS[door.way] for door, n in zip(Door, self.by_door, strict=True))
            if stated
            else None,
            held_dead=self.dead if dead_stated else None,
            bound=bound,
            open_doors=frozenset(self.open_doors),
        )

    def _bound(self) -> BalanceBound:
        ways = {door.way for door in self.open_doors}
        more_in, more_out = Way.IN in ways, Way.OUT in ways
        if not self.has_begun or (more_in and more_out):
            return BalanceBound.NONE
        return (
            BalanceBound.AT_LEAST
            if more_in
            else BalanceBound.AT_MOST
            if more_out
            else BalanceBound.EXACT
        )


_SIGNS = {Way.IN: 1, Way.OUT: -1, Way.NEITHER: 0}


def held_sign(step: Step) -> int:
    """Return what one of its people adds to those held."""
    return _SIGNS[step.door.way]


def dead_sign(step: Step) -> int:
    """Return what one of its people adds to those held who are no longer alive."""
    if step.door is Door.DIED:
        return 1
    return _SIGNS[step.door.way] if step.dead else 0


def balances(cohort: Cohort, steps: Iterable[Step]) -> Iterator[Balance]:
    """Yield the balance of each truce day on which anything changes; ``steps`` come by day."""
    sums = _Sums(cohort)
    before = sums.balance(cohort.first)
    for day, same_day in groupby(steps, key=attrgetter("day")):
        for step in same_day:
            sums.add(step)
        now = sums.balance(day)
        if now._replace(day=before.day, open_doors=before.open_doors) != before:
            yield now
        before = now


def balance_at(cohort: Cohort, steps: Iterable[Step], day: date) -> Balance:
    """Return the balance at the end of a truce day."""
    sums = _Sums(cohort)
    for step in steps:
        if step.day <= day:
            sums.add(step)
    return sums.balance(day)
