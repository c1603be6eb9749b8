"""The terms as rows for programs, and how an obligation words what it asks for and of whom."""

from exchange_tracker.facts.model import (
    UNDISCLOSED,
    Minimum,
    Obligation,
    Owed,
    Selector,
    Span,
    Terms,
)
from exchange_tracker.facts.truce_day import day_cell
from exchange_tracker.render.row_forms import Rows

COLUMNS = ("reading", "obligation", "party", "title", "asks", "per", "spans", "carry", "sources")


def terms_rows(terms: Terms) -> Rows:
    """Return each obligation under each reading as a row for programs."""
    rows = (
        (
            reading.name,
            obligation.id,
            ";".join(obligation.parties),
            obligation.title,
            asks(obligation),
            obligation.per.value,
            ";".join(map(_span_cell, obligation.spans)),
            obligation.carry.value,
            ";".join(obligation.sources),
        )
        for reading in terms.readings
        for obligation in reading.obligations
    )
    return Rows(COLUMNS, rows)


def _span_cell(span: Span) -> str:
    """Write the days of a span; those without an end have no last one."""
    return f"{span.first.isoformat()}/{day_cell(span.last) or ''}"


def asks(obligation: Obligation) -> str:
    """Say how many an obligation asks for, such as ``at least 10``."""
    if obligation.at_least == UNDISCLOSED:
        return "a number that was not agreed"
    if obligation.at_least is not None:
        return f"at least {obligation.at_least}"
    if obligation.for_each:
        return "; and ".join(_owed(item) for item in obligation.for_each)
    table = [f"{day.isoformat()}: {_minimum(number)}" for day, number in obligation.at_dates]
    table += [f"{name}: {_minimum(number)}" for name, number in obligation.at_phases]
    return f"at least ({', '.join(table)})"


def _minimum(number: Minimum) -> str:
    return "not agreed" if number == UNDISCLOSED else f"{number:,}"


def _owed(item: Owed) -> str:
    if item.counts is None:
        return f"{item.owed:,} for each person applied to {item.obligation}"
    return f"{item.owed:,} for each person released of: {selected(item.counts)}"


def selected(selector: Selector) -> str:
    """Say in plain words which entries a selector counts."""
    conditions = [
        f"{column} {' or '.join(words)}"
        for column in ("party", "kind", "category", "nationality", "basis")
        if (words := getattr(selector, column)) is not None
    ]
    counted = ", ".join(conditions) or "anyone"
    return f"{counted}, except ({selected(selector.excluded)})" if selector.excluded else counted
