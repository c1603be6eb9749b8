"""What a claim counts: people released, people still held, or people to whom a movement happened."""

from datetime import date

from exchange_tracker.facts.model import Claim, Cohort, Terms
from exchange_tracker.facts.movement import MovementKind

HELD = "held"
HELD_DEAD = "held-dead"
STILL_HELD = (HELD, HELD_DEAD)
"""The measures of those held at the end of a day."""

MOVEMENTS = tuple(kind.value for kind in MovementKind if kind is not MovementKind.RELEASED)
"""The measures of what happened; people released are what a claim without a measure counts."""

MEASURES = (*STILL_HELD, *MOVEMENTS)


def cohort_of(terms: Terms, claim: Claim) -> Cohort | None:
    """Return the cohort that a claim is about: the only one where it names none; ``None``: of none."""
    if not claim.measure:
        return None
    meant = [each for each in terms.cohorts if claim.cohort in ("", each.id)]
    return meant[0] if len(meant) == 1 else None


def blank_from(terms: Terms, claim: Claim) -> date | None:
    """Return the truce day that a blank ``from`` of a claim means: of who is still held there is none."""
    if not claim.measure:
        return terms.first_day
    cohort = None if claim.measure in STILL_HELD else cohort_of(terms, claim)
    return cohort.first if cohort else None
