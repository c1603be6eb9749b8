"""How a period would stand with other people delivered or required, all else as it is."""

from exchange_tracker.facts.groups import Match
from exchange_tracker.judging.owing import Range
from exchange_tracker.judging.period_verdicts import status_of
from exchange_tracker.judging.settlement import settle_best, settle_worst
from exchange_tracker.judging.verdict import Status, Verdict


def delivered_in(verdict: Verdict) -> Range:
    """Return the least and the most that was delivered."""
    return Range(verdict.delivered, verdict.delivered_most)


def required_in(verdict: Verdict) -> Range:
    """Return the least and the most that was required."""
    return Range(verdict.required or 0, verdict.required_most)


def status_if(verdict: Verdict, delivered: Range, required: Range, *, over: bool) -> Status:
    """Return the status of a period of which so many were delivered and required.

    What is brought forward, and whether it is recorded and ``over``, is left as it is.
    """
    best = settle_best(
        delivered.most, required.least, verdict.best_brought, recorded=verdict.recorded
    )
    worst = settle_worst(delivered.least, required.most, verdict.worst_brought)
    perhaps = Match.MAY if verdict.perhaps_recorded else Match.NO
    recorded = Match.YES if verdict.recorded else perhaps
    return status_of(delivered.least, worst, best, over=over, recorded=recorded)
