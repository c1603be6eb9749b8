"""The periods that an obligation is judged over (``ledger.md``, section 2.1, ``per``)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from exchange_tracker.model import Obligation, Per, Span
from exchange_tracker.truce_day import DAY


class Period(NamedTuple):
    """Truce days from ``first`` to ``last``, both included.

    ``required`` is what ``at_least`` asks for in it; ``None`` where ``for_each`` says how much.
    """

    first: date
    last: date
    required: int | None


def periods(obligation: Obligation) -> list[Period]:
    """Give the periods of an obligation in order of date."""
    return [period for span in obligation.spans for period in _in_span(obligation, span)]


def _in_span(obligation: Obligation, span: Span) -> Iterator[Period]:
    match obligation.per:
        case Per.PHASE:
            return _phase(obligation, span)
        case Per.WEEK:
            return _blocks(span, 7, obligation.at_least)
        case Per.DAY if obligation.at_dates:
            return (Period(day, day, count) for day, count in _dates(obligation, span))
        case Per.DAY:
            return _blocks(span, 1, obligation.at_least)
        case Per.DEADLINE:
            return _deadlines(obligation, span)


def _phase(obligation: Obligation, span: Span) -> Iterator[Period]:
    if not obligation.at_phases:
        yield Period(span.first, span.last, obligation.at_least)
        return
    for name, count in obligation.at_phases:
        if name == span.name:
            yield Period(span.first, span.last, count)


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
    return [(day, n) for day, n in obligation.at_dates if span.first <= day <= span.last]
