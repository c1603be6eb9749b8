"""What claims about a cohort count, and what is missing where the ledger cannot say, in words."""

from typing import assert_never

from exchange_tracker.facts.measure import HELD, HELD_DEAD
from exchange_tracker.queries.balance import Door
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim
from exchange_tracker.queries.reconcile.claims import Lack, Reconciled
from exchange_tracker.report.held import door_words
from exchange_tracker.report.phrases import days


def measure_words(measure: str) -> str:
    """Say what a claim counts: ``still held``, ``held and dead``, ``rescued``; blank: people released."""
    if measure == HELD:
        return "still held"
    if measure == HELD_DEAD:
        return "held and dead"
    return door_words(Door(measure.replace("-", "_"))) if measure else ""


def measured_words(claim: ScopedClaim) -> str:
    """Say what a claim counts of which cohort: ``still held (hostages)``; blank: people released."""
    return f"{measure_words(claim.measure)} ({claim.cohort.id})" if claim.cohort else ""


def claim_days(claim: ScopedClaim) -> str:
    """Name the days of a claim; of who is held the one at the end of which they are."""
    if claim.first is None:
        return f"end of {claim.scope.last}"
    return days(claim.first, claim.scope.last)


def lack_words(claim: Reconciled, rows: str, maybe: str) -> str:
    """Say why the ledger has no number for a claim about a cohort, with the ids of the rows."""
    scoped = claim.claimed
    cohort = scoped.cohort.id if scoped.cohort else ""
    day = scoped.scope.last
    match claim.lack:
        case Lack.NOTHING:
            return ""
        case Lack.NOBODY_CAME:
            return f"nobody is recorded as taken or held before by {day}, so nobody can be counted through"
        case Lack.BOTH_OPEN:
            return f"it is open how many came in ({rows}) and how many left ({maybe})"
        case Lack.NO_DEAD_KINDS:
            return f"the cohort {cohort} names no kinds that are dead"
        case Lack.DEAD_OPEN:
            return f"it is open how many are dead ({rows})"
        case Lack.NO_MOVEMENT:
            name = measure_words(scoped.measure)
            return f"nobody is recorded as {name} of the cohort {cohort} by {day}"
        case _:
            assert_never(claim.lack)
