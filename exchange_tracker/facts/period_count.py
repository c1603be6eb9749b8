"""How many periods terms have, counted before any is made: what is judged must end in some seconds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Obligation, Per, Reading, Span, Terms
from exchange_tracker.facts.truce_day import NEVER

MOST_PERIODS = 200_000  # of all obligations under all readings
MOST_BESIDE = 2_000_000  # times that a period of one reading is set beside those of another
_WEEK = 7  # days


def refuse_many_periods(terms: Terms, name: str, today: date | None = None) -> None:
    """Refuse terms whose obligations have too many periods under all readings together.

    Days and weeks without an end count up to ``today``; ``None``: as one.
    """
    total = count_all(terms.readings, today)
    if total > MOST_PERIODS:
        what = (
            f"the obligations have {total:,} periods under all readings together,"
            f" more than {MOST_PERIODS:,}"
        )
        raise Refusal.one(name, what, "check the years of the phases, or leave out readings")
    if 2 * total * len(terms.readings) <= MOST_BESIDE:  # as nearly always: it need not be counted
        return
    beside = count_beside(terms.readings, today)
    if beside > MOST_BESIDE:
        what = (
            f"the readings have periods of their own that are set side by side {beside:,} times,"
            f" more than {MOST_BESIDE:,}"
        )
        fix = "leave out readings, or give them the same 'per', 'phases', 'from' and 'to'"
        raise Refusal.one(name, what, fix)


def count_all(readings: Iterable[Reading], today: date | None = None) -> int:
    """Return how many periods all obligations have under all readings together."""
    return sum(count_periods(each, today) for each in obligations_of(readings))


def count_beside(readings: Sequence[Reading], today: date | None = None) -> int:
    """Return how often a period is set beside what a reading has in its place, at most.

    Readings of the same periods have one in its place; of others, all that share a day with it, which
    over all its periods are no more than the periods of both.
    """
    counts: dict[str, Counter[object]] = {}
    periods: dict[str, Counter[object]] = {}
    for each in obligations_of(readings):
        when = each.per, each.spans, each.at_dates, each.at_phases
        counts.setdefault(each.id, Counter())[when] += 1
        periods.setdefault(each.id, Counter())[when] = count_periods(each, today)
    beside = 0
    for name, own in periods.items():
        beside += len(readings) * own.total()
        if len(own) > 1:
            beside += len(own) * sum(count * own[when] for when, count in counts[name].items())
    return beside


def obligations_of(readings: Iterable[Reading]) -> Iterable[Obligation]:
    """Return the obligations of all readings, one that several share once for each."""
    return (obligation for reading in readings for obligation in reading.obligations)


def runs_on(terms: Terms) -> bool:
    """Return whether any obligation runs on day by day, or week by week, without an end."""
    return any(
        span.last is NEVER and obligation.per in (Per.DAY, Per.WEEK)
        for obligation in obligations_of(terms.readings)
        for span in obligation.spans
    )


def count_periods(obligation: Obligation, today: date | None = None) -> int:
    """Return how many periods an obligation has."""
    if obligation.at_dates:
        return len(obligation.at_dates)
    match obligation.per:
        case Per.DAY:
            return sum(_blocks(span, 1, today) for span in obligation.spans)
        case Per.WEEK:
            return sum(_blocks(span, _WEEK, today) for span in obligation.spans)
        case Per.DEADLINE | Per.PHASE:
            return len(obligation.spans)
        case _:
            assert_never(obligation.per)


def _blocks(span: Span, days: int, today: date | None) -> int:
    """Return into how many blocks of days a span falls; one without an end up to ``today``."""
    last = span.last
    if last is NEVER:
        last = max(span.first, today or span.first)
    return max(0, -(-((last - span.first).days + 1) // days))
