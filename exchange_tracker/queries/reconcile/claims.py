"""Each claim beside the ledger (``ledger.md``, section 4)."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from exchange_tracker.facts.model import Selector
from exchange_tracker.queries.reconcile.alteration import Explanation, Rule
from exchange_tracker.queries.reconcile.by_selection import Unsearched
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim, agrees, least
from exchange_tracker.queries.reconcile.coincidences import LARGEST_SET, coincidences
from exchange_tracker.queries.reconcile.difference import Difference, EntrySet, difference, rows_of
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.running import CountScope

MOST_TOLD = 3  # explanations of one claim that are told in full
MOST_COMPARED = 60  # explanations whose rows are compared, to tell none twice


class ClaimStatus(StrEnum):
    """How a claim stands beside the ledger; the first that fits."""

    UNREPORTED = "unreported"
    AGREES = "agrees"
    UNDISCLOSED = "undisclosed"
    DIFFERS = "differs"


class ExplanationRows(NamedTuple):
    """An explanation with the rows that make the difference."""

    explanation: Explanation
    rows: Difference


class Reconciled(NamedTuple):
    """A claim beside the ledger's people; ``ledger`` is ``None`` where nothing is recorded.

    ``explanations`` are those of a claim that differs that are told, ranked; ``more`` that fit are
    not. ``coincidences``, ``unsearched``: see there; ``rows`` are those of a number that was not disclosed.
    """

    claimed: ScopedClaim
    status: ClaimStatus
    ledger: int | None
    explanations: tuple[ExplanationRows, ...] = ()
    more: int = 0
    coincidences: int | None = 0
    unsearched: Unsearched = Unsearched.NOTHING
    rows: EntrySet = EntrySet()

    @property
    def difference(self) -> int | None:
        """Return the figure less the ledger's people; ``None`` where nothing is recorded."""
        return None if self.ledger is None else self.claimed.figure - self.ledger


def reconcile(claims: Iterable[ScopedClaim], explainer: Explainer) -> Iterator[Reconciled]:
    """Set each claim beside the ledger, in the order given, without explanations."""
    return (compare(claim, explainer) for claim in claims)


def compare(claim: ScopedClaim, explainer: Explainer) -> Reconciled:
    """Set one claim beside the ledger."""
    running, (selector, first, last) = explainer.running, claim.scope
    anybody = Selector(party=selector.party, kind=selector.kind)
    if not running.found(CountScope(running.mask(anybody), *running.between(first, last))):
        return Reconciled(claim, ClaimStatus.UNREPORTED, None)
    base = explainer.count(claim.scope)
    ledger = running.value(base)
    if agrees(claim.bound, claim.figure, ledger):
        return Reconciled(claim, ClaimStatus.AGREES, ledger)
    if claim.figure > ledger:
        unsure = CountScope(running.perhaps(selector), base.start, base.end)
        most = ledger + running.value(unsure)
        if (
            running.hidden(base)
            or running.hidden(unsure)
            or least(claim.bound, claim.figure) <= most
        ):
            both = CountScope(base.mask | unsure.mask, base.start, base.end)
            rows = rows_of(running, both, hidden=True)
            return Reconciled(claim, ClaimStatus.UNDISCLOSED, ledger, rows=rows)
    return Reconciled(claim, ClaimStatus.DIFFERS, ledger)


def explained(found: Reconciled, explainer: Explainer) -> Reconciled:
    """Return a claim that differs with its explanations; any other as it is.

    Explanations of more alterations are told only where none is shorter; those that count the
    same rows as one before them are not told again.
    """
    if found.status is not ClaimStatus.DIFFERS:
        return found
    claim, running = found.claimed, explainer.running
    every = explainer.explain(claim.scope, claim.figure)
    told = distinct(explainer, claim, every[:MOST_COMPARED])
    base = explainer.count(claim.scope)
    sets = coincidences(running, claim.scope, base, found.difference or 0)
    return found._replace(
        explanations=tuple(told[:MOST_TOLD]),
        more=max(0, len(told) - MOST_TOLD) + len(every[MOST_COMPARED:]),
        unsearched=explainer.unsearched(claim.scope, every),
        coincidences=None if sets is None else max(0, sets - _small_sets(told)),
    )


def distinct(
    explainer: Explainer, claim: ScopedClaim, every: Iterable[Explanation]
) -> list[ExplanationRows]:
    """Return explanations with their rows, leaving out those whose rows were told before."""
    running, base = explainer.running, explainer.count(claim.scope)
    seen: set[object] = set()
    told = []
    for explanation in every:
        rows = difference(running, base, explanation.counts) if explanation.counts else _NONE
        key = (rows, explanation.credit, _is_reading(explanation)) if explanation.counts else ()
        if key not in seen:
            seen.add(key)
            told.append(ExplanationRows(explanation, rows))
    return told


def _is_reading(explanation: Explanation) -> bool:
    return Rule.READING in explanation.rules


def _small_sets(told: Iterable[ExplanationRows]) -> int:
    """Count the small sets of rows that rules name: those are no coincidences."""
    return len(
        {
            each.rows
            for each in told
            if not (each.rows.more.places and each.rows.fewer.places)
            and 0 < len(each.rows.more.places or each.rows.fewer.places) <= LARGEST_SET
        }
    )


_NONE = Difference(EntrySet(), EntrySet())
