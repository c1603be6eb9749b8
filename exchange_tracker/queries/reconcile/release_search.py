"""Claims about people released beside the entries, and what would make their figures come out."""

from collections.abc import Callable, Iterable, Iterator

from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.reconcile.alteration import Explanation
from exchange_tracker.queries.reconcile.alternatives import Values
from exchange_tracker.queries.reconcile.claim_scope import Scope, ScopedClaim
from exchange_tracker.queries.reconcile.claims import (
    ExplanationRows,
    Reconciled,
    compare,
    distinct,
)
from exchange_tracker.queries.reconcile.cohort_way import CohortWay, fitting, values_of_ways
from exchange_tracker.queries.reconcile.coincidences import coincidences
from exchange_tracker.queries.reconcile.difference import EntrySet, rows_of
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.left_alive import Alive, everybody_alive
from exchange_tracker.queries.reconcile.search import MOST_COMPARED, Between, Ways


class ReleaseSearch:
    """The search (:class:`Search`) of claims about people released."""

    def __init__(
        self, explainer: Explainer, cohorts: Callable[[], Iterable[Alive]] = tuple
    ) -> None:
        self.explainer = explainer
        self._cohorts = cohorts

    def beside(self, claim: ScopedClaim) -> Reconciled:
        """Return a claim beside the ledger, without explanations."""
        return compare(claim, self.explainer)

    def can_explain(self, comparison: Reconciled) -> bool:
        """Return whether the sums by days give what the ledger says.

        They do not where days of which only a span is known begin or end in the range.
        """
        return (
            self.explainer.running.value(self.explainer.count(comparison.claimed.scope))
            == comparison.ledger
        )

    def ways(self, claim: ScopedClaim, *, deep: bool = False) -> Ways:
        """Return what gives the figure of a claim; ``deep``: two alterations in any case."""
        every = self.explainer.explain(claim.scope, claim.figure, claim.bound, deep=deep)
        own = self._own_fits(claim)
        if not deep and any(_is_single(each.explanation) for each in own):
            own, every = _single_rows(own), _single(every)
        elif not deep and any(map(_is_single, every)):
            own = _single_rows(own)  # one alteration is enough
        return Ways(
            (*own, *distinct(self.explainer, claim, every[:MOST_COMPARED])),
            len(every[MOST_COMPARED:]),
            self.explainer.unsearched(claim.scope, every),
        )

    def single_ways(self, claim: ScopedClaim) -> tuple[ExplanationRows, ...]:
        """Return what gives the figure of a claim by one alteration."""
        every = self.explainer.explain(claim.scope, claim.figure, claim.bound)
        single = _single(every)[:MOST_COMPARED]
        own = _single_rows(self._own_fits(claim))
        return (*own, *distinct(self.explainer, claim, single))

    def values(self, claim: ScopedClaim) -> Values:
        """Return the numbers that every way of counting gives for a claim."""
        values, own = self.explainer.values(claim.scope), values_of_ways(self.own(claim))
        return Values(*({*some, *others} for some, others in zip(values, own, strict=True)))

    def _own_fits(self, claim: ScopedClaim) -> list[ExplanationRows]:
        return fitting(self.own(claim), claim, self.ledger(claim))

    def ledger(self, claim: ScopedClaim) -> int:
        """Return the people whom the ledger counts for a claim."""
        return self._people(claim.scope)

    def _people(self, scope: Scope) -> int:
        return self.explainer.running.value(self.explainer.count(scope))

    def own(self, claim: ScopedClaim) -> Iterator[CohortWay]:
        """Yield the ways of counting that are no other selection or range of the entries."""
        scope = claim.scope
        if scope.selector.party and scope.first == self.explainer.terms.first_day:
            yield from everybody_alive(scope, self._people, self._cohorts())

    def coincidences(self, claim: ScopedClaim, difference: int) -> int | None:
        """Return how many small sets of rows add up to a difference; ``None``: too many to count."""
        base = self.explainer.count(claim.scope)
        return coincidences(self.explainer.running, claim.scope, base, difference)

    def between(self, before: ScopedClaim, after: ScopedClaim) -> Between:
        """Return what the ledger adds between two claims of one series.

        Nothing can be said where no entry of the party and kind lies on those days.
        """
        running, scope = self.explainer.running, scope_between(before, after)
        count = self.explainer.count(scope)
        anybody = scope.selector._replace(category=None, nationality=None, basis=None)
        recorded = running.entry_count(self.explainer.count(scope._replace(selector=anybody)))
        people = running.value(count) if recorded else None
        return Between(people, more=running.hidden(count) > 0)

    def rows_between(self, before: ScopedClaim, after: ScopedClaim) -> EntrySet:
        """Return the rows that make it."""
        count = self.explainer.count(scope_between(before, after))
        return rows_of(self.explainer.running, count)


def _single(every: Iterable[Explanation]) -> list[Explanation]:
    return [each for each in every if _is_single(each)]


def _single_rows(every: Iterable[ExplanationRows]) -> list[ExplanationRows]:
    return [each for each in every if _is_single(each.explanation)]


def _is_single(explanation: Explanation) -> bool:
    return len(explanation.alterations) == 1


def scope_between(before: ScopedClaim, after: ScopedClaim) -> Scope:
    """Return what a later claim of a series counts that the one before it does not."""
    return Scope(after.scope.selector, before.scope.last + DAY, after.scope.last)
