"""The verdicts that somebody asks to see: of some obligations, readings, people and truce days."""

from collections.abc import Container, Sequence

from exchange_tracker.facts.model import Obligation, Reading, Selector
from exchange_tracker.queries.check import Check, check
from exchange_tracker.queries.query import EVERYTHING, Filters, Query, expect_obligations


def select_check(
    query: Query,
    readings: Sequence[str] | None = None,
    obligations: Sequence[str] | None = None,
    filters: Filters = EVERYTHING,
    *,
    upcoming: bool = False,
    only_findings: bool = False,
) -> Check:
    """Return how obligations stand, without names all; ``upcoming``: periods not begun, too.

    Raise ``UsageError`` for a reading or an obligation that the terms do not have.
    """
    selected_readings = query.readings(readings)
    expect_obligations(query.terms, obligations)
    counting = _counting(selected_readings, filters.selector)
    whole = check(query.terms, selected_readings, query.snapshot())
    if obligations or filters.selector != Selector():
        whole = whole._replace(parties=_owing(selected_readings, obligations, counting))
    selection = whole.where(
        lambda verdict: (
            (upcoming or verdict.status.is_listed)
            and (not obligations or verdict.obligation in obligations)
            and (verdict.reading, verdict.obligation) in counting
            and filters.covers(verdict.first, verdict.last)
        )
    )
    return selection.findings() if only_findings else selection


def _counting(readings: Sequence[Reading], selector: Selector) -> set[tuple[str, str]]:
    """Return reading and id of the obligations that count anyone of a selection."""
    return {
        (reading.name, obligation.id)
        for reading in readings
        for obligation in reading.obligations
        if _counts(obligation, selector)
    }


def _owing(
    readings: Sequence[Reading],
    obligations: Sequence[str] | None,
    counting: Container[tuple[str, str]],
) -> frozenset[str]:
    """Return who owes something of a selection."""
    return frozenset(
        party
        for reading in readings
        for obligation in reading.obligations
        if (reading.name, obligation.id) in counting
        and (not obligations or obligation.id in obligations)
        for party in obligation.parties
    )


def _counts(obligation: Obligation, selector: Selector) -> bool:
    """Return whether an obligation is of a party, and counts anyone, of a selection."""
    counts = obligation.counts
    pairs = (
        (selector.party, obligation.parties),
        (selector.kind, counts.kind),
        (selector.category, counts.category),
        (selector.nationality, counts.nationality),
        (selector.basis, counts.basis),
    )
    return all(not words or not known or set(words) & set(known) for words, known in pairs)
