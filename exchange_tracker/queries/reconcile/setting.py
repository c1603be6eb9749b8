"""A claim among all others: what its publisher carries on, and what explains its other figures."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from exchange_tracker.queries.reconcile.alteration import Explanation
from exchange_tracker.queries.reconcile.claim_scope import Bound, ScopedClaim
from exchange_tracker.queries.reconcile.claims import (
    ClaimStatus,
    ExplanationRows,
    Reconciled,
    compare,
    distinct,
    small_sets,
)
from exchange_tracker.queries.reconcile.coincidences import coincidences
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.gaps import gaps_of
from exchange_tracker.queries.reconcile.offers import Candidate, keys, offered

MOST_OFFERED = 3  # explanations of one claim
MOST_COMPARED = 60  # explanations whose rows are compared, to tell none twice
MOST_OTHERS = 40  # claims of one publisher that are looked at for what explains them


class Setting:
    """All claims beside the ledger; explains those that differ by what they have in common."""

    def __init__(
        self, claims: Iterable[ScopedClaim], explainer: Explainer, published: Mapping[str, str]
    ) -> None:
        """Set every claim beside the ledger; ``published`` says who published each source."""
        self.explainer = explainer
        self.published = published
        self.beside = {claim.id: compare(claim, explainer) for claim in claims}
        known = [each for each in self.beside.values() if not each.later]
        self._gaps = gaps_of(known, published, explainer)
        self._of_publisher: dict[str, list[ScopedClaim]] = {}
        for each in known:
            if each.status is ClaimStatus.DIFFERS and each.claimed.id not in self._gaps:
                self._of_publisher.setdefault(self._publisher(each.claimed), []).append(
                    each.claimed
                )
        self._keys = lru_cache(maxsize=4096)(self._keys_of)

    def _publisher(self, claim: ScopedClaim) -> str:
        return self.published.get(claim.claim.source, claim.claim.source)

    def carries_gap(self, name: str) -> bool:
        """Return whether days without a record make all of a claim's difference."""
        return name in self._gaps

    def explained(self, found: Reconciled, *, deep: bool = False) -> Reconciled:
        """Return a claim that differs with what is offered for it; any other as it is.

        What lies after the moment of judgement is not explained, and what days without a record
        explain has no other cause. ``deep`` looks at two alterations in any case.
        """
        claim = found.claimed
        if found.status is not ClaimStatus.DIFFERS or found.later or found.ledger is None:
            return found
        if self.explainer.running.value(self.explainer.count(claim.scope)) != found.ledger:
            # Days of which only a span is known begin or end in the range: no sum by days gives it.
            return found
        if gaps := self._gaps.get(claim.id):
            return found._replace(gaps=gaps)
        every = self.explainer.explain(claim.scope, claim.figure, claim.bound, deep=deep)
        exact = claim.bound is Bound.EXACTLY  # else there is no difference to add up to
        ways = distinct(self.explainer, claim, every[:MOST_COMPARED])
        chosen = self._chosen(ways, found, found.ledger)
        offers = chosen[:MOST_OFFERED]
        others = [each for each in ways if each not in offers]
        return found._replace(
            explanations=tuple(offers),
            others=tuple(others),
            more=len(every[MOST_COMPARED:]),
            unsearched=self.explainer.unsearched(claim.scope, every),
            coincidences=self._coincidences(found, ways) if exact else 0,
        )

    def _chosen(
        self, ways: Sequence[ExplanationRows], found: Reconciled, ledger: int
    ) -> list[ExplanationRows]:
        candidates = {
            Candidate(
                each.explanation.alterations, each.rows, self._support(found.claimed, each)
            ): each
            for each in ways
        }
        values = self.explainer.values(found.claimed.scope)
        return [
            candidates[each] for each in offered(list(candidates), found.claimed, ledger, values)
        ]

    def _support(self, claim: ScopedClaim, way: ExplanationRows) -> int:
        """Return how many other claims of the publisher the same rule, or the same rows, explain."""
        mine = keys(way.explanation.alterations, way.rows)
        others = self._of_publisher.get(self._publisher(claim), [])[:MOST_OTHERS]
        return sum(
            bool(mine & self._keys(other.id))
            for other in others
            if (other.scope, other.figure) != (claim.scope, claim.figure)
        )

    def _keys_of(self, name: str) -> set[object]:
        claim = self.beside[name].claimed
        every = self.explainer.explain(claim.scope, claim.figure, claim.bound)
        ways = distinct(self.explainer, claim, [e for e in every if _is_single(e)][:MOST_COMPARED])
        return {key for each in ways for key in keys(each.explanation.alterations, each.rows)}

    def _coincidences(self, found: Reconciled, ways: Iterable[ExplanationRows]) -> int | None:
        explainer, claim = self.explainer, found.claimed
        base = explainer.count(claim.scope)
        sets = coincidences(explainer.running, claim.scope, base, found.difference or 0)
        return None if sets is None else max(0, sets - small_sets(ways))


def _is_single(explanation: Explanation) -> bool:
    return len(explanation.alterations) == 1
