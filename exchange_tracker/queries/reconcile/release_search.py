"""Claims about people released beside the entries, and what would make their figures come out."""

from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.reconcile.alternatives import Values
from exchange_tracker.queries.reconcile.claim_scope import Scope, ScopedClaim
from exchange_tracker.queries.reconcile.claims import (
    ExplanationRows,
    Reconciled,
    compare,
    distinct,
)
from exchange_tracker.queries.reconcile.coincidences import coincidences
from exchange_tracker.queries.reconcile.difference import EntrySet, rows_of
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.search import MOST_COMPARED, Between, Ways


class ReleaseSearch:
    """The search (:class:`Search`) of claims about people released."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer

    def beside(self, claim: ScopedClaim) -> Reconciled:
        """Return a claim beside the ledger, without explanations."""
        return compare(claim, self.explainer)

    def can_explain(self, found: Reconciled) -> bool:
        """Return whether the sums by days give what the ledger says.

        They do not where days of which only a span is known begin or end in the range.
        """
        return (
            self.explainer.running.value(self.explainer.count(found.claimed.scope)) == found.ledger
        )

    def ways(self, claim: ScopedClaim, *, deep: bool = False) -> Ways:
        """Return what gives the figure of a claim; ``deep``: two alterations in any case."""
        every = self.explainer.explain(claim.scope, claim.figure, claim.bound, deep=deep)
        return Ways(
            tuple(distinct(self.explainer, claim, every[:MOST_COMPARED])),
            len(every[MOST_COMPARED:]),
            self.explainer.unsearched(claim.scope, every),
        )

    def single_ways(self, claim: ScopedClaim) -> tuple[ExplanationRows, ...]:
        """Return what gives the figure of a claim by one alteration."""
        every = self.explainer.explain(claim.scope, claim.figure, claim.bound)
        single = [each for each in every if len(each.alterations) == 1]
        return tuple(distinct(self.explainer, claim, single[:MOST_COMPARED]))

    def values(self, claim: ScopedClaim) -> Values:
        """Return the numbers that every way of counting gives for a claim."""
        return self.explainer.values(claim.scope)

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
        recorded = running.found(self.explainer.count(scope._replace(selector=anybody)))
        people = running.value(count) if recorded else None
        return Between(people, more=running.hidden(count) > 0)

    def rows_between(self, before: ScopedClaim, after: ScopedClaim) -> EntrySet:
        """Return the rows that make it."""
        count = self.explainer.count(scope_between(before, after))
        return rows_of(self.explainer.running, count)


def scope_between(before: ScopedClaim, after: ScopedClaim) -> Scope:
    """Return what a later claim of a series counts that the one before it does not."""
    return Scope(after.scope.selector, before.scope.last + DAY, after.scope.last)
