"""Claims about who is still held beside the balance, and what would make their figures come out.

Each rule alters the balance itself: a way in or out that is left out, those held before, the dead,
another day, one word of a column. One alteration is searched, never two together.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache

from exchange_tracker.facts.measure import HELD
from exchange_tracker.facts.model import values
from exchange_tracker.facts.movement import Way
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.held import Door, Step, dead_sign, held_sign
from exchange_tracker.queries.reconcile.alteration import DOOR, RANK, Alteration, Rule
from exchange_tracker.queries.reconcile.alternatives import Values
from exchange_tracker.queries.reconcile.claim_scope import Bound, ScopedClaim, agrees
from exchange_tracker.queries.reconcile.claims import ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.cohort_rows import CohortRows, Passage, rows_of_passages
from exchange_tracker.queries.reconcile.cohort_way import (
    NO_ROWS,
    CohortWay,
    fitting,
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


class HeldSearch:
    """The search (:class:`Search`) of claims about who of a cohort is held, or held and dead."""

    def __init__(self, rows: CohortRows) -> None:
        self.rows = rows
        self._altered = lru_cache(_REMEMBERED)(self._altered_of)

    def beside(self, claim: ScopedClaim) -> Reconciled:
        """Return a claim beside the balance at the end of its day, without explanations."""
        return held_beside(claim, self.rows)

    def can_explain(self, found: Reconciled) -> bool:
        """Return whether the balance can be stated."""
        return found.ledger is not None

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
        found = values_of_ways(self._altered(claim.measure, claim.scope.last))
        stale = {number for _, number in self._earlier(claim)}
        return found._replace(every={*found.every, *stale})

    def coincidences(self, claim: ScopedClaim, difference: int) -> int | None:
        """Return how many small sets of rows add up to a difference; ``None``: too many to count.

        A row could be left out, or counted twice.
        """
        sign = _sign(claim.measure)
        rows = [each for each in self.rows.until(claim.scope.last) if sign(each.step)]
        if len(rows) > MOST_ROWS:
            return None
        return sets_of((each.step.people for each in rows), abs(difference))

    def between(self, before: ScopedClaim, after: ScopedClaim) -> Between:
        """Return by how much the balance differs between two claims of one series."""
        first, last = (self._number(claim, claim.scope.last) for claim in (before, after))
        if first is None or last is None:
            return Between(None)
        ways = {
            each.step.door.way for each in self._passages_between(before, after) if each.leaves_room
        }
        is_held = after.measure == HELD  # of the dead no number is open where it is stated
        return Between(last - first, is_held and Way.IN in ways, is_held and Way.OUT in ways)

    def rows_between(self, before: ScopedClaim, after: ScopedClaim) -> EntrySet:
        """Return the rows that make it."""
        sign = _sign(after.measure)
        some = self._passages_between(before, after)
        return rows_of_passages(each for each in some if sign(each.step))

    def _passages_between(self, before: ScopedClaim, after: ScopedClaim) -> list[Passage]:
        return self.rows.after(before.scope.last, after.scope.last)

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
        some = self.rows.until(last)
        before = sum(each.step.people for each in some if each.step.door is Door.HELD_BEFORE)
        left = sum(each.step.people for each in some if each.step.door.way is Way.OUT)
        least = before - left if measure == HELD else 1
        return without_held_before(some, ledger, least=least)

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
        come, gone = _by_sign(self.rows.after(*sorted((day, last))), measure)
        more, fewer = (come, gone) if day > last else (gone, come)
        yield CohortWay(Alteration(rule, day=day), number, more, fewer)

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
            yield CohortWay(Alteration(Rule.DEAD_LEFT_OUT), living)
            yield CohortWay(Alteration(Rule.DEAD_ALONE), balance.held_dead)
        else:
            yield CohortWay(Alteration(Rule.LIVING_TOO), balance.held)
            yield CohortWay(Alteration(Rule.LIVING_INSTEAD), living)

    def _left_out(self, measure: str, last: date, ledger: int) -> Iterator[CohortWay]:
        """Yield the balance without one way in or out, and without or with one word of a column only."""
        sign = _sign(measure)
        some = [each for each in self.rows.until(last) if each.step.people and sign(each.step)]
        for alteration, out in _choices(some):
            if out and len(out) < len(some):
                come, gone = _by_sign(out, measure)
                people = sum(sign(each.step) * each.step.people for each in out)
                yield CohortWay(alteration, ledger - people, more=gone, fewer=come)


def _choices(some: list[Passage]) -> Iterator[tuple[Alteration, list[Passage]]]:
    """Yield what could be left out of a balance."""
    for door in Door:
        if door is not Door.HELD_BEFORE:
            out = [each for each in some if each.step.door is door]
            yield Alteration(Rule.DOOR_LEFT_OUT, DOOR, (door.value,)), out
    for column in _COLUMNS:
        cells = [values(getattr(each.group, column)) for each in some]
        for word in sorted({word for cell in cells for word in cell}):
            pairs = list(zip(some, cells, strict=True))
            of_word = [each for each, cell in pairs if word in cell]
            others = [each for each, cell in pairs if word not in cell]
            yield Alteration(Rule.ONLY, column, (word,)), others
            yield Alteration(Rule.WITHOUT, column, (word,)), of_word


def _sign(measure: str) -> Callable[[Step], int]:
    return held_sign if measure == HELD else dead_sign


def _by_sign(
    some: Iterable[Passage], measure: str
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Return those who add to a balance, and those who take away from it."""
    sign, every = _sign(measure), list(some)
    come = tuple(each for each in every if sign(each.step) > 0)
    return come, tuple(each for each in every if sign(each.step) < 0)
