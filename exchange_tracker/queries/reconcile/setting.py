"""A claim among all others: what its publisher carries on, and what explains its other figures."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from exchange_tracker.facts.movement import Movement
from exchange_tracker.queries.reconcile.claim_scope import Bound, ScopedClaim
from exchange_tracker.queries.reconcile.claims import (
    ClaimStatus,
    ExplanationRows,
    Reconciled,
    small_sets,
)
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.gaps import gaps_of
from exchange_tracker.queries.reconcile.later import later
from exchange_tracker.queries.reconcile.offers import Candidate, keys, offered
from exchange_tracker.queries.reconcile.searches import Searches

MOST_OFFERED = 3  # explanations of one claim
MOST_OTHERS = 40  # claims of one publisher that are looked at for what explains them


class Setting:
    """All claims beside the ledger; explains those that differ by what they have in common."""

    def __init__(
        self,
        claims: Iterable[ScopedClaim],
        explainer: Explainer,
        published: Mapping[str, str],
        movements: Iterable[Movement] = (),
    ) -> None:
        """Set every claim beside the ledger; ``published`` says who published each source."""
        self.explainer = explainer
        self.published = published
        self.searches = Searches(explainer, movements)
        self.beside = {claim.id: self._compared(claim) for claim in claims}
        known = [each for each in self.beside.values() if not each.later]
        of_releases = [each for each in known if each.claimed.cohort is None]
        self._gaps = gaps_of(of_releases, published, explainer)
        self._of_publisher: dict[tuple[str, str], list[ScopedClaim]] = {}
        for each in known:
            if each.status is ClaimStatus.DIFFERS and each.claimed.id not in self._gaps:
                publisher = self._publisher(each.claimed)
                self._of_publisher.setdefault(publisher, []).append(each.claimed)
        self._keys = lru_cache(maxsize=4096)(self._keys_of)

    def _compared(self, claim: ScopedClaim) -> Reconciled:
        """Return a claim beside the ledger, and whether it lies after the moment of judgement."""
        moment = self.explainer.moment
        found = self.searches.of(claim).beside(claim)
        return found._replace(later=later(claim, moment.clock, moment.at))

    def _publisher(self, claim: ScopedClaim) -> tuple[str, str]:
        """Return who published a claim, and of which cohort it is; blank for people released."""
        publisher = self.published.get(claim.claim.source, claim.claim.source)
        return publisher, claim.cohort.id if claim.cohort else ""

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
        search = self.searches.of(claim)
        if not search.can_explain(found):
            return found
        if gaps := self._gaps.get(claim.id):
            return found._replace(gaps=gaps)
        ways = search.ways(claim, deep=deep)
        exact = claim.bound is Bound.EXACTLY  # else there is no difference to add up to
        chosen = self._chosen(ways.fits, found, found.ledger)
        offers = chosen[:MOST_OFFERED]
        others = [each for each in ways.fits if each not in offers]
        return found._replace(
            explanations=tuple(offers),
            others=tuple(others),
            more=ways.more,
            unsearched=ways.unsearched,
            coincidences=self._coincidences(found, ways.fits) if exact else 0,
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
        values = self.searches.of(found.claimed).values(found.claimed)
        return [
            candidates[each] for each in offered(list(candidates), found.claimed, ledger, values)
        ]

    def _support(self, claim: ScopedClaim, way: ExplanationRows) -> int:
        """Return how many other claims of the publisher the same rule, or the same rows, explain."""
        mine = keys(way.explanation.alterations, way.rows)
        others = self._of_publisher.get(self._publisher(claim), [])[:MOST_OTHERS]
        return sum(
            bool(mine & self._keys(other.id)) for other in others if _says(other) != _says(claim)
        )

    def _keys_of(self, name: str) -> set[object]:
        claim = self.beside[name].claimed
        ways = self.searches.of(claim).single_ways(claim)
        return {key for each in ways for key in keys(each.explanation.alterations, each.rows)}

    def _coincidences(self, found: Reconciled, ways: Iterable[ExplanationRows]) -> int | None:
        search = self.searches.of(found.claimed)
        sets = search.coincidences(found.claimed, found.difference or 0)
        named = small_sets(ways, of_cohort=found.claimed.cohort is not None)
        return None if sets is None else max(0, sets - named)


def _says(claim: ScopedClaim) -> tuple[object, ...]:
    """Return what a claim says: two that say the same do not support each other."""
    return claim.scope, claim.measure, claim.figure
