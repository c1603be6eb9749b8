"""Obligations that name no basis, and the readings under which one does not (``ledger.md``, section 2.1)."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from exchange_tracker.facts.model import AGREEMENT, Obligation, Reading, Selector, Terms


@dataclass(frozen=True, slots=True)
class AnyBasis:
    """A ``counts`` without ``basis``: what is outside the agreement counts."""

    obligation: str


@dataclass(frozen=True, slots=True)
class AnyBasisOwed:
    """An item of ``for_each`` without ``basis``: what is outside the agreement is owed for."""

    obligation: str


Finding = TypeVar("Finding", bound=Hashable)


def by_readings(
    terms: Terms, find: Callable[[Terms, Reading, Obligation], Iterator[Finding]]
) -> dict[Finding, tuple[str, ...]]:
    """Return what is found in obligations and the readings under which; none where it is as written."""
    readings: dict[Finding, list[str]] = {}
    for reading in terms.readings:
        for obligation in reading.obligations:
            for finding in find(terms, reading, obligation):
                readings.setdefault(finding, []).append(reading.name)
    written = terms.as_written.name
    return {
        finding: () if written in names else tuple(names) for finding, names in readings.items()
    }


def any_basis(
    terms: Terms, _: Reading, obligation: Obligation
) -> Iterator[AnyBasis | AnyBasisOwed]:
    """Yield whether what an obligation counts names no basis, and whether whom it owes for does not."""
    if _takes_any_basis(terms, obligation.counts):
        yield AnyBasis(obligation.id)
    items = (item.counts for item in obligation.for_each if item.counts)
    if any(_takes_any_basis(terms, counts) for counts in items):
        yield AnyBasisOwed(obligation.id)


def _takes_any_basis(terms: Terms, counts: Selector) -> bool:
    """Return whether entries outside the agreement match that nobody has thought of."""
    words = terms.vocabulary.get("basis")
    if counts.basis is not None or (words is not None and {*words} <= {AGREEMENT}):
        return False
    return not (counts.excluded and counts.excluded.basis)
