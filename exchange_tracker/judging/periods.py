"""The periods that an obligation is judged over (``ledger.md``, section 2.1, ``per``)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from exchange_tracker.facts.model import Obligation, Per, Span
from exchange_tracker.facts.truce_day import DAY


class Period(NamedTuple):
    """Truce days from ``first`` to ``last``, both included.

    ``required`` is what ``at_least`` asks for in it; ``None`` where ``for_each`` says how much.
    """

    first: date
    last: date
    required: int | None


def periods(obligation: Obligation) -> list[Period]:
    """Return the periods of an obligation in order of date."""
    if obligation.at_phases:
        return list(_phases_named(obligation))
    return [period for span in obligation.spans for period in _in_span(obligation, span)]


def _in_span(obligation: Obligation, span: Span) -> Iterator[Period]:
    match obligation.per:
        case Per.PHASE:
            return iter((Period(span.first, span.last, obligation.at_least),))
        case Per.WEEK:
            return _blocks(span, 7, obligation.at_least)
        case Per.DAY if obligation.at_dates:
            return (Period(day, day, count) for day, count in _dates(obligation, span))
        case Per.DAY:
            return _blocks(span, 1, obligation.at_least)
        case Per.DEADLINE:
            return _deadlines(obligation, span)


def _phases_named(obligation: Obligation) -> Iterator[Period]:
    counts = dict(obligation.at_phases)
    for span in obligation.spans:
        if span.name in counts:
            yield Period(span.first, span.last, counts[span.name])


def _blocks(span: Span, days: int, required: int | None) -> Iterator[Period]:
    for start in range(span.first.toordinal(), span.last.toordinal() + 1, days):
        end = min(start + days - 1, span.last.toordinal())
        yield Period(date.fromordinal(start), date.fromordinal(end), required)


def _deadlines(obligation: Obligation, span: Span) -> Iterator[Period]:
    first = span.first
    for day, count in _dates(obligation, span):
        yield Period(first, day, count)
        if day < date.max:
            first = day + DAY


def _dates(obligation: Obligation, span: Span) -> list[tuple[date, int]]:
    dates = obligation.at_dates  # in order
    start = bisect_left(dates, span.first, key=itemgetter(0))
    return list(dates[start : bisect_right(dates, span.last, key=itemgetter(0))])
