"""Claims about a cohort beside the ledger: who is held, or to whom a movement happened (section 4)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exchange_tracker.facts.groups import Match, match
from exchange_tracker.facts.measure import HELD
from exchange_tracker.facts.movement import Way
from exchange_tracker.queries.balance import Balance, BalanceBound, Door
from exchange_tracker.queries.reconcile.claim_scope import Scope, ScopedClaim, agrees, least
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Lack, Reconciled
from exchange_tracker.queries.reconcile.cohort_rows import CohortRows, Passage, rows_of_passages


def held_beside(claim: ScopedClaim, rows: CohortRows) -> Reconciled:
    """Set a claim about who is held beside the balance at the end of its day."""
    last = claim.scope.last
    balance = rows.at(last)
    ledger = number_of(claim.measure, balance)
    if ledger is None:
        return _unstated(claim, rows, balance)
    if agrees(claim.bound, claim.figure, ledger):
        return Reconciled(claim, ClaimStatus.AGREES, ledger)
    if claim.measure == HELD and _reaches(balance.bound, claim.figure - ledger):
        some = [each for each in rows.until(last) if each.leaves_room]
        return _undisclosed(claim, ledger, some)
    return Reconciled(claim, ClaimStatus.DIFFERS, ledger)


def number_of(measure: str, balance: Balance) -> int | None:
    """Return the number of a balance that is held, or held-dead; ``None`` where it cannot be stated."""
    return balance.held if measure == HELD else balance.held_dead


def _reaches(bound: BalanceBound, difference: int) -> bool:
    """Return whether a balance that is a bound may come to a figure that differs from it."""
    return (bound is BalanceBound.AT_LEAST and difference > 0) or (
        bound is BalanceBound.AT_MOST and difference < 0
    )


def _unstated(claim: ScopedClaim, rows: CohortRows, balance: Balance) -> Reconciled:
    """Return a claim beside a balance that cannot be stated, with what is missing for it."""
    bare = Reconciled(claim, ClaimStatus.UNREPORTED, None)
    some = rows.until(claim.scope.last)
    if not any(each.step.sure and each.step.door in _BEGINNINGS for each in some):
        return bare._replace(lack=Lack.NOBODY_CAME)
    is_open = [each for each in some if each.leaves_room]
    if balance.held is None:
        came = rows_of_passages(each for each in is_open if each.step.door.way is Way.IN)
        left = rows_of_passages(each for each in is_open if each.step.door.way is Way.OUT)
        return bare._replace(lack=Lack.BOTH_OPEN, rows=came, maybe=left)
    if not rows.cohort.dead:
        return bare._replace(lack=Lack.NO_DEAD_KINDS)
    dead = rows_of_passages(
        each for each in is_open if each.step.dead or each.step.door is Door.DIED
    )
    return bare._replace(lack=Lack.DEAD_OPEN, rows=dead)


_BEGINNINGS = frozenset({Door.TAKEN, Door.HELD_BEFORE})


def _undisclosed(claim: ScopedClaim, ledger: int, some: Iterable[Passage]) -> Reconciled:
    every = list(some)
    return Reconciled(
        claim,
        ClaimStatus.UNDISCLOSED,
        ledger,
        rows=rows_of_passages(each for each in every if each.step.sure),
        maybe=rows_of_passages(each for each in every if not each.step.sure),
    )


class MatchedPassage(NamedTuple):
    """A movement of a cohort, and how sure it is that it is among those asked for."""

    passage: Passage
    sure: Match

    @property
    def people(self) -> int:
        """Return what is known of its people, sure or not."""
        return self.passage.headcount

    @property
    def is_open(self) -> bool:
        """Return whether its count is open, or it only may be among them."""
        return self.passage.open_count or (self.sure is Match.MAY and self.people > 0)


def matched(name: str, scope: Scope, rows: CohortRows) -> Iterator[MatchedPassage]:
    """Yield the movements of a name that are, or may be, of a selection and on some truce days."""
    for passage in rows.of_movement(name):
        sure = match_passage(passage, scope)
        if sure is not Match.NO:
            yield MatchedPassage(passage, sure)


def match_passage(passage: Passage, scope: Scope) -> Match:
    """Return whether people are of a cohort, of a selection and on some truce days."""
    return min(passage.sure, match(scope.selector, passage.group), _match_days(passage, scope))


def _match_days(passage: Passage, scope: Scope) -> Match:
    if scope.first <= passage.first and passage.step.day <= scope.last:
        return Match.YES
    overlap = passage.first <= scope.last and scope.first <= passage.step.day
    return Match.MAY if overlap else Match.NO


def movement_beside(claim: ScopedClaim, rows: CohortRows) -> Reconciled:
    """Set a claim about a movement beside those of its name."""
    last = claim.scope.last
    if not rows.has_movement(claim.measure, last):
        return Reconciled(claim, ClaimStatus.UNREPORTED, None, lack=Lack.NO_MOVEMENT)
    tally = rows.tally(claim.measure, *claim.scope)
    ledger = tally.people
    if agrees(claim.bound, claim.figure, ledger):
        return Reconciled(claim, ClaimStatus.AGREES, ledger)
    if ledger < claim.figure and least(claim.bound, claim.figure) <= tally.most:
        some = list(matched(claim.measure, claim.scope, rows))
        sure, may = (
            rows_of_passages(each.passage for each in some if each.is_open and each.sure is of)
            for of in (Match.YES, Match.MAY)
        )
        return Reconciled(claim, ClaimStatus.UNDISCLOSED, ledger, rows=sure, maybe=may)
    return Reconciled(claim, ClaimStatus.DIFFERS, ledger)
