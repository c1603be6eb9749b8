"""Whether the phases follow each other in time (``ledger.md``, section 2.1, Refused)."""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.parse.terms.flaws import Flaw
from exchange_tracker.parse.terms.names import Days, days_of, days_text
from exchange_tracker.parse.terms.toml import Table, tables_in
from exchange_tracker.parse.terms.values import shown


def phase_flaws(raw: Table) -> Iterator[Flaw]:
    """Yield each phase that ends before it starts, shares days with another, or has no end too early."""
    spans = []
    for index, table in tables_in(raw.get("phases")):
        days = days_of(table)
        if days and days[0] > days[1]:
            yield Flaw(
                ("phases", index, "to"),
                f"{days[1]} is before 'from', {days[0]}",
                f"write {days[0]} or a later day",
            )
        elif days:
            spans.append(_Span(days, index, table.get("name")))
    spans.sort(key=lambda span: span[:2])
    yield from (_without_end(span, spans[-1]) for span in spans if _is_early(span, spans[-1]))
    yield from _overlaps([span for span in spans if not _is_early(span, spans[-1])])


class _Span(NamedTuple):
    days: Days
    number: int
    name: object


def _is_early(span: _Span, last: _Span) -> bool:
    """Return whether a phase has no end although another begins later."""
    return span.days[1] is NEVER and span.days[0] < last.days[0]


def _without_end(span: _Span, last: _Span) -> Flaw:
    return Flaw(
        ("phases", span.number, "to"),
        f"the key is missing, and the phase is not the last: "
        f"{shown(last.name)} begins on {last.days[0]}",
        "write its last day; the last phase alone may have no end",
    )


def _overlaps(spans: list[_Span]) -> Iterator[Flaw]:
    """Compare each phase with the one that ends last of those that start before it."""
    for before, span in zip(accumulate(spans, _ends_last), spans[1:], strict=False):
        if span.days[0] <= before.days[1]:
            yield Flaw(
                ("phases", span.number),
                f"the phase shares days with {shown(before.name)}, from {days_text(before.days)}",
                "let each day lie in one phase at most",
            )


def _ends_last(one: _Span, other: _Span) -> _Span:
    return other if other.days[1] > one.days[1] else one
