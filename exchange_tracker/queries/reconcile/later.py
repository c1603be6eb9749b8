"""Claims of which it cannot be asked yet whether they agree: published later, or over days to come."""

from datetime import datetime
from enum import StrEnum

from exchange_tracker.facts.entry import moment_of
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim


class Later(StrEnum):
    """What of a claim lies after the moment of judgement."""

    NOTHING = ""
    PUBLISHED = "published"
    DAYS = "days"


def later(claim: ScopedClaim, clock: Clock, at: datetime) -> Later:
    """Return what lies after ``at``; a day, month or year of publication only where all of it does."""
    published = claim.claim.published
    if published and _is_after(published, clock, at):
        return Later.PUBLISHED
    return Later.DAYS if clock.ends(claim.scope.last) > at else Later.NOTHING


def _is_after(published: str, clock: Clock, at: datetime) -> bool:
    if "T" in published:
        return moment_of(published) > at
    return published > clock.local(at).date().isoformat()[: len(published)]
