"""Claims about who is still held beside the balance, and what would make their figures come out.

Each rule alters the balance itself: a way in or out that is left out, those held before, the dead,
another day, one word of a column. One alteration is searched, never two together.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

from exchange_tracker.facts.measure import HELD, STILL_HELD
from exchange_tracker.facts.model import values
from exchange_tracker.facts.movement import Way
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.balance import Door, Step
from exchange_tracker.queries.held import dead_sign, held_sign
from exchange_tracker.queries.reconcile.alteration import DOOR, RANK, Alteration, Rule
from exchange_tracker.queries.reconcile.alternatives import Values
from exchange_tracker.queries.reconcile.claim_scope import Bound, ScopedClaim, agrees
from exchange_tracker.queries.reconcile.claims import ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.cohort_rows import CohortRows, Passage, rows_of_passages
from exchange_tracker.queries.reconcile.cohort_sums import RunningTotal
from exchange_tracker.queries.reconcile.cohort_way import (
    NO_ROWS,
    Change,
    CohortWay,
    fitting,
    no_rows,
    values_of_ways,
    without_held_before,
)
from exchange_tracker.queries.reconcile.coincidences import MOST_ROWS, sets_of
from exchange_tracker.queries.reconcile.difference import EntrySet
from exchange_tracker.queries.reconcile.digits import digits
from exchange_tracker.queries.reconcile.measures import held_beside, number_of
from exchange_tracker.queries.reconcile.search import Between, Ways

_COLUMNS = ("kind", "category", "nationality")
_REMEMBERED = 256


class _Part(NamedTuple):
    """The rows of a balance that went by one door, or have one word in a column."""

    column: str
    word: str

    def alterations(self) -> Iterator[tuple[Alteration, bool]]:
        """Yield what could be done with it, and whether it alone is kept then."""
        if self.column == DOOR:
            yield Alteration(Rule.DOOR_LEFT_OUT, DOOR, (self.word,)), False
            return
        yield Alteration(Rule.ONLY, self.column, (self.word,)), True
        yield Alteration(Rule.WITHOUT, self.column, (self.word,)), False


class HeldSearch:
    """The search (:class:`Search`) of claims about who of a cohort is held, or held and dead."""

    def __init__(self, rows: CohortRows) -> None:
        self.rows = rows
        self._altered = lru_cache(_REMEMBERED)(self._altered_of)
        self._parts = lru_cache(len(STILL_HELD))(self._parts_of)
        self._rows_between = lru_cache(_REMEMBERED)(self._rows_between_days)
        self._open_between = lru_cache(_REMEMBERED)(self._open_between_days)

    def beside(self, claim: ScopedClaim) -> Reconciled:
        """Return a claim beside the balance at the end of its day, without explanations."""
        return held_beside(claim, self.rows)

    def can_explain(self, comparison: Reconciled) -> bool:
        """Return whether the balance can be stated."""
        return comparison.ledger is not None

    def ways(self, claim: ScopedClaim, *, deep: bool = False) -> Ways:  # noqa: ARG002 - no pairs
        """Return what gives the figure of a claim."""
        return Ways(self.single_ways(claim))

    def single_ways(self, claim: ScopedClaim) -> tuple[ExplanationRows, ...]:
        """Return what gives the figure of a claim by one alteration."""
        ledger = self._number(claim, claim.scope.last) or 0
        every = [*self._altered(claim.measure, claim.scope.last), *self._stale(claim)]
        fits = fitting(every, claim, ledger)
        if claim.bound is Bound.EXACTLY:
            fits += [ExplanationRows(each, NO_ROWS) for each in digits(ledger, claim.figure)]
        return tuple(sorted(fits, key=lambda each: RANK[each.explanation.rules[0]]))

    def values(self, claim: ScopedClaim) -> Values:
        """Return the numbers that every way of counting gives for a claim."""
        numbers = values_of_ways(self._altered(claim.measure, claim.scope.last))
        stale = {number for _, number in self._earlier(claim)}
        return numbers._replace(every={*numbers.every, *stale})

    def coincidences(self, claim: ScopedClaim, difference: int) -> int | None:
        """Return how many small sets of rows add up to a difference; ``None``: too many to count.

        A row could be left out, or counted twice.
        """
        sign = _sign(claim.measure)
        every = (each for each in self.rows.until(claim.scope.last) if sign(each.step))
        rows = list(islice(every, MOST_ROWS + 1))
        if len(rows) > MOST_ROWS:
            return None
        return sets_of((each.step.people for each in rows), abs(difference))

    def between(self, before: ScopedClaim, after: ScopedClaim) -> Between:
        """Return by how much the balance differs between two claims of one series."""
        first, last = (self._number(claim, claim.scope.last) for claim in (before, after))
        if first is None or last is None:
            return Between(None)
        ways = self._open_between(before.scope.last, after.scope.last)
        is_held = after.measure == HELD  # of the dead no number is open where it is stated
        return Between(last - first, is_held and Way.IN in ways, is_held and Way.OUT in ways)

    def rows_between(self, before: ScopedClaim, after: ScopedClaim) -> EntrySet:
        """Return the rows that make it."""
        return self._rows_between(after.measure, before.scope.last, after.scope.last)

    def _rows_between_days(self, measure: str, before: date, last: date) -> EntrySet:
        """Return them; thousands of claims may be of the same two days."""
        sign = _sign(measure)
        return rows_of_passages(e for e in self.rows.after(before, last) if sign(e.step))

    def _open_between_days(self, before: date, last: date) -> frozenset[Way]:
        some = self.rows.after(before, last)
        return frozenset(each.step.door.way for each in some if each.leaves_room)

    def _number(self, claim: ScopedClaim, day: date) -> int | None:
        return number_of(claim.measure, self.rows.at(day))

    def _altered_of(self, measure: str, last: date) -> tuple[CohortWay, ...]:
        ledger = number_of(measure, self.rows.at(last))
        if ledger is None:
            return ()
        ways = (
            *self._held_before(measure, last, ledger),
            *self._other_days(measure, last),
            *self._dead(measure, last),
            *self._left_out(measure, last, ledger),
        )
        return tuple(way for way in ways if way.value != ledger and way.value >= 0)

    def _held_before(self, measure: str, last: date, ledger: int) -> Iterator[CohortWay]:
        """Yield the balance without those held before: how many of them are left is not recorded."""
        balance = self.rows.at(last)
        left = sum(balance.through(door) for door in Door if door.way is Way.OUT)
        least = balance.through(Door.HELD_BEFORE) - left if measure == HELD else 1
        return without_held_before(self.rows, last, ledger, least=least)

    def _other_days(self, measure: str, last: date) -> Iterator[CohortWay]:
        """Yield the balance of the day before, and of the day after."""
        if last > self.rows.cohort.first:
            yield from self._on(Rule.BALANCE_EARLIER, measure, last, last - DAY)
        if last < date.max:
            yield from self._on(Rule.BALANCE_LATER, measure, last, last + DAY)

    def _on(self, rule: Rule, measure: str, last: date, day: date) -> Iterator[CohortWay]:
        number = number_of(measure, self.rows.at(day))
        if number is None:
            return
        yield CohortWay(
            Alteration(rule, day=day), number, partial(self._between, measure, last, day)
        )

    def _between(self, measure: str, last: date, day: date) -> Change:
        """Return by which rows the balance of another day differs."""
        come, gone = _by_sign(self.rows.after(*sorted((day, last))), measure)
        return (come, gone) if day > last else (gone, come)

    def _earlier(self, claim: ScopedClaim) -> Iterator[tuple[date, int]]:
        """Yield the balances of earlier days, but for that of the day before."""
        last = claim.scope.last
        now, before = self.rows.at(last), self.rows.at(last - DAY)
        for balance in self.rows.balances:
            if balance.day >= now.day:
                break
            number = number_of(claim.measure, balance)
            if number is not None and balance.day != before.day:
                yield balance.day, number

    def _stale(self, claim: ScopedClaim) -> Iterator[CohortWay]:
        for day, number in self._earlier(claim):
            if agrees(claim.bound, claim.figure, number):
                yield from self._on(Rule.BALANCE_STALE, claim.measure, claim.scope.last, day)

    def _dead(self, measure: str, last: date) -> Iterator[CohortWay]:
        """Yield the balance with the dead counted where they are not, and the other way round."""
        balance = self.rows.at(last)
        if balance.held is None or balance.held_dead is None:
            return
        living = balance.held - balance.held_dead
        if measure == HELD:
            yield CohortWay(Alteration(Rule.DEAD_LEFT_OUT), living, no_rows)
            yield CohortWay(Alteration(Rule.DEAD_ALONE), balance.held_dead, no_rows)
        else:
            yield CohortWay(Alteration(Rule.LIVING_TOO), balance.held, no_rows)
            yield CohortWay(Alteration(Rule.LIVING_INSTEAD), living, no_rows)

    def _left_out(self, measure: str, last: date, ledger: int) -> Iterator[CohortWay]:
        """Yield the balance without one way in or out, and without or with one word of a column only."""
        whole, parts = self._parts(measure)
        every = whole.until(last)
        for part, running in parts.items():
            of_part = running.until(last)
            if 0 < of_part.rows < every.rows:
                for alteration, kept in part.alterations():
                    out = every.people - of_part.people if kept else of_part.people
                    change = partial(self._change, measure, last, part, kept=kept)
                    yield CohortWay(alteration, ledger - out, change)

    def _parts_of(self, measure: str) -> tuple[RunningTotal, dict[_Part, RunningTotal]]:
        """Return the rows of a balance added up by day, all of them and part by part."""
        sign = _sign(measure)
        numbers: dict[_Part | None, list[tuple[date, int]]] = {None: []}
        for each in self.rows.passages:
            people = each.step.people * sign(each.step)
            if people:
                for part in (None, *_parts(each)):
                    numbers.setdefault(part, []).append((each.step.day, people))
        running = {part: RunningTotal(some) for part, some in sorted(numbers.items(), key=_order)}
        return running[None], {part: total for part, total in running.items() if part}

    def _change(self, measure: str, last: date, part: _Part, *, kept: bool) -> Change:
        """Return the rows that are left out, by whether they add to a balance or take away from it."""
        out = [each for each in self.rows.until(last) if (part in _parts(each)) is not kept]
        come, gone = _by_sign((each for each in out if each.step.people), measure)
        return gone, come


def _parts(passage: Passage) -> Iterator[_Part]:
    """Yield the parts of a balance that a row is in."""
    if passage.step.door is not Door.HELD_BEFORE:
        yield _Part(DOOR, passage.step.door.value)
    for column in _COLUMNS:
        for word in values(getattr(passage.group, column)):
            yield _Part(column, word)


def _order(part: tuple[_Part | None, object]) -> tuple[str, str]:
    return part[0] or ("", "")


def _sign(measure: str) -> Callable[[Step], int]:
    return held_sign if measure == HELD else dead_sign


def _by_sign(
    some: Iterable[Passage], measure: str
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Return those who add to a balance, and those who take away from it."""
    sign, every = _sign(measure), list(some)
    come = tuple(each for each in every if sign(each.step) > 0)
    return come, tuple(each for each in every if sign(each.step) < 0)
