"""The periods that an obligation is judged over (``ledger.md``, section 2.1, ``per``)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from exchange_tracker.facts.model import Minimum, Obligation, Per, Span
from exchange_tracker.facts.truce_day import DAY, NEVER


class Period(NamedTuple):
    """Truce days from ``first`` to ``last``, both included; ``last`` is ``NEVER`` without an end.

    Both are ``NEVER`` where it hangs on an event that is not known to have happened. ``required`` is
    what ``at_least`` asks for in it; ``None`` where ``for_each`` says how much.
    """

    first: date
    last: date
    required: Minimum | None


def periods(obligation: Obligation, today: date) -> list[Period]:
    """Return the periods of an obligation in order of date.

    Days and weeks without an end run on to the first that begins after ``today``.
    """
    if obligation.after and not obligation.spans:
        return [Period(NEVER, NEVER, obligation.at_least)]
    if obligation.at_phases:
        return list(_phases_named(obligation))
    return [period for span in obligation.spans for period in _in_span(obligation, span, today)]


def _in_span(obligation: Obligation, span: Span, today: date) -> Iterable[Period]:
    match obligation.per:
        case Per.PHASE:
            return iter((Period(span.first, span.last, obligation.at_least),))
        case Per.WEEK:
            return _blocks(span, 7, obligation.at_least, today)
        case Per.DAY if obligation.at_dates:
            return (Period(day, day, count) for day, count in _dates(obligation, span))
        case Per.DAY:
            return _blocks(span, 1, obligation.at_least, today)
        case Per.DEADLINE:
            return _deadlines(obligation, span)


def _phases_named(obligation: Obligation) -> Iterator[Period]:
    counts = dict(obligation.at_phases)
    for span in obligation.spans:
        if span.name in counts:
            yield Period(span.first, span.last, counts[span.name])


def _blocks(span: Span, days: int, required: Minimum | None, today: date) -> Iterable[Period]:
    first, last = span.first.toordinal(), span.last.toordinal()
    until = last
    if span.last is NEVER:  # they run on to the first that begins after today
        ahead = max(0, (today.toordinal() - first) // days + 1)
        until = min(last, first + ahead * days)
    starts = range(first, until + 1, days)
    if days == 1:
        return [Period(day, day, required) for day in map(date.fromordinal, starts)]
    ends = (min(start + days - 1, last) for start in starts)
    return [
        Period(date.fromordinal(start), date.fromordinal(end), required)
        for start, end in zip(starts, ends, strict=True)
    ]


def _deadlines(obligation: Obligation, span: Span) -> Iterator[Period]:
    first = span.first
    for day, count in _dates(obligation, span):
        yield Period(first, day, count)
        if day < date.max:
            first = day + DAY


def _dates(obligation: Obligation, span: Span) -> list[tuple[date, Minimum]]:
    dates = obligation.at_dates  # in order
    start = bisect_left(dates, span.first, key=itemgetter(0))
    return list(dates[start : bisect_right(dates, span.last, key=itemgetter(0))])
