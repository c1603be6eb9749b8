"""Ways of counting a cohort otherwise: an alteration, the number that it gives, and its rows."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from exchange_tracker.queries.balance import Door
from exchange_tracker.queries.reconcile.alteration import (
    COMMON,
    RANK,
    Alteration,
    Explanation,
    Rule,
)
from exchange_tracker.queries.reconcile.alternatives import Values
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim, agrees
from exchange_tracker.queries.reconcile.claims import ExplanationRows
from exchange_tracker.queries.reconcile.cohort_rows import CohortRows, Passage, rows_of_passages
from exchange_tracker.queries.reconcile.difference import Difference, EntrySet

NO_ROWS = Difference(EntrySet(), EntrySet())
MOST_APART = 1_000  # people held before of whom each number that may be left out is tried


Change = tuple[Iterable[Passage], Iterable[Passage]]
"""The rows by which more people are counted, and those by which fewer."""


def no_rows() -> Change:
    """Return that no rows are counted otherwise."""
    return (), ()


class CohortWay(NamedTuple):
    """One alteration of what is counted of a cohort, and the number that it gives.

    ``change`` returns the rows by which it counts more people, and those by which fewer: only of a
    way that fits they are asked for. ``out_of``: see :class:`ExplanationRows`. ``also`` is a second
    alteration; ``None``: it is one alone.
    """

    alteration: Alteration
    value: int
    change: Callable[[], Change]
    out_of: int = 0
    also: Alteration | None = None

    @property
    def alterations(self) -> tuple[Alteration, ...]:
        """Return the one alteration, or both."""
        return (self.alteration,) if self.also is None else (self.alteration, self.also)


def without_held_before(
    rows: CohortRows, last: date, ledger: int, *, least: int = 1
) -> Iterator[CohortWay]:
    """Yield the numbers that come out when those held before are left out, as far as they are in it.

    It is not recorded who of them is: any number of them from ``least`` on, at most as many as the
    ledger counts.
    """
    before = [each for each in rows.by_door[Door.HELD_BEFORE] if each.step.day <= last]
    people = sum(each.step.people for each in before)
    most = min(people, ledger)
    first = max(1, least) if people <= MOST_APART else max(1, most)
    for number in range(first, most + 1):
        apart = people if number < people else 0
        yield CohortWay(Alteration(Rule.HELD_BEFORE), ledger - number, lambda: ((), before), apart)


def fitting(ways: Iterable[CohortWay], claim: ScopedClaim, ledger: int) -> list[ExplanationRows]:
    """Return the ways that give the figure of a claim, ranked, each rows once."""
    known: dict[object, ExplanationRows] = {}
    for way in sorted(ways, key=lambda way: RANK[way.alteration.rule]):
        if agrees(claim.bound, claim.figure, way.value):
            explanation = _explained(way, ledger)
            known.setdefault(
                explanation.rows if explanation.rows != NO_ROWS else way.alteration, explanation
            )
    return list(known.values())


def _explained(way: CohortWay, ledger: int) -> ExplanationRows:
    more, fewer = map(rows_of_passages, way.change())
    if way.out_of:
        fewer = fewer._replace(people=ledger - way.value)
    rows = Difference(more, fewer)
    return ExplanationRows(Explanation(way.alterations, ()), rows, out_of=way.out_of)


def values_of_ways(ways: Iterable[CohortWay]) -> Values:
    """Return the numbers that some ways give."""
    every = list(ways)
    single = [way for way in every if way.also is None]
    common = {way.value for way in single if way.alteration.rule in COMMON}
    pairs = {way.value for way in every if all(each.rule in COMMON for each in way.alterations)}
    return Values(common, {way.value for way in single}, pairs)
