"""What the values of ``terms.toml`` say about each other (``ledger.md``, section 2.1, Refused).

Works on a table that may be wrong in any way: what has the wrong shape is passed over, since
``shape`` says so.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from exchange_tracker.parse.terms.flaws import Flaw, table_in, tables_in
from exchange_tracker.parse.terms.names import (
    Days,
    Names,
    days_of,
    names_in,
    repeated_names,
    unknown_names,
)
from exchange_tracker.parse.terms.obligation_rules import obligation_flaws, rule_flaws
from exchange_tracker.parse.terms.reading_rules import reading_flaws
from exchange_tracker.parse.terms.toml import Table
from exchange_tracker.parse.terms.values import shown


def reference_flaws(raw: Table) -> Iterator[Flaw]:
    """Yield each name that is unknown or given twice, and all that cannot stand together."""
    names = names_in(raw)
    yield from _phases(raw)
    yield from _repeated_keys(raw, "phases", "name")
    yield from _repeated_keys(raw, "obligations", "id")
    for index, table in tables_in(raw.get("obligations")):
        path = ("obligations", index)
        yield from obligation_flaws(table, path, names)
        for flaw in rule_flaws(table, names.phases):
            yield flaw._replace(path=(*path, *flaw.path))
    yield from reading_flaws(raw, names)
    yield from _extension(raw, names)


def _repeated_keys(raw: Table, section: str, key: str) -> Iterator[Flaw]:
    seen = set()
    for index, table in tables_in(raw.get(section)):
        name = table.get(key)
        if not isinstance(name, str):
            continue
        if name in seen:
            yield Flaw((section, index, key), f"{shown(name)} is given twice", "choose another")
        seen.add(name)


def _phases(raw: Table) -> Iterator[Flaw]:
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
    yield from _overlaps(sorted(spans, key=lambda span: span[:2]))


class _Span(NamedTuple):
    days: Days
    number: int
    name: object


def _overlaps(spans: list[_Span]) -> Iterator[Flaw]:
    """Compare each phase with the one that ends last of those that start before it."""
    for before, span in zip(accumulate(spans, _ends_last), spans[1:], strict=False):
        if span.days[0] <= before.days[1]:
            yield Flaw(
                ("phases", span.number),
                f"the phase shares days with {shown(before.name)}, "
                f"{before.days[0]} to {before.days[1]}",
                "let each day lie in one phase at most",
            )


def _ends_last(one: _Span, other: _Span) -> _Span:
    return other if other.days[1] > one.days[1] else one


def _extension(raw: Table, names: Names) -> Iterator[Flaw]:
    path = ("extension", "obligations")
    ids = table_in(raw.get("extension")).get("obligations")
    yield from unknown_names(ids, path, names.obligations, "an obligation of the terms")
    yield from repeated_names(ids, path)
