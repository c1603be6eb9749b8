"""What others published, as it was recorded."""

from collections.abc import Iterable, Sequence

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.model import Claim
from exchange_tracker.queries.query import EVERYTHING, Filters
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim, scope_claim
from exchange_tracker.queries.reconcile.sums_of_claims import Sum, SumStanding, sums_of_claims
from exchange_tracker.store.records import Records


def select_claims(
    records: Records,
    ids: Sequence[str] = (),
    filters: Filters = EVERYTHING,
    sources: Sequence[str] | None = None,
) -> list[Claim]:
    """Return claims in the order of recording, each with its first day, its bound and its cohort.

    Without ids and sources all. Raise ``UsageError`` for an unknown id or source.
    """
    expect_sources(records, sources)
    return [
        _shown(each)
        for each in claims_by_id(scoped_claims(records), ids)
        if _is_of(each, sources)
        and filters.covers(each.scope.first, each.scope.last)
        and _meets(each.parties, filters.selector.party)
        and _meets(each.kinds, filters.selector.kind)
    ]


def _shown(claim: ScopedClaim) -> Claim:
    """Return a claim as it is shown: with what its blank cells mean."""
    return claim.claim._replace(
        from_=claim.first.isoformat() if claim.first else "",
        bound=claim.bound.value,
        cohort=claim.cohort.id if claim.cohort else "",
    )


def select_scoped(
    records: Records, ids: Sequence[str], filters: Filters, sources: Sequence[str] | None
) -> list[ScopedClaim]:
    """Return claims of some ids and sources whose days meet the range; without names, all.

    Raise ``UsageError`` for an unknown id or source.
    """
    expect_sources(records, sources)
    return [
        claim
        for claim in claims_by_id(scoped_claims(records), ids)
        if _is_of(claim, sources) and filters.covers(claim.scope.first, claim.scope.last)
    ]


def select_sums(records: Records, ids: Sequence[str] = ()) -> list[Sum]:
    """Return the sums that some claims are the whole or a part of; without ids, all.

    Raise ``UsageError`` for an unknown id.
    """
    claims = scoped_claims(records)
    names = {claim.id for claim in claims_by_id(claims, ids)}
    return [
        each
        for each in sums_of_claims(claims)
        if each.whole.id in names or any(part.id in names for part in each.parts.figures)
    ]


def exit_code_of(sums: Iterable[Sum]) -> int:
    """Return 1 where a whole and its parts do not add up, else 0 (``ledger.md``, section 5)."""
    return int(any(each.standing is SumStanding.DIFFERS for each in sums))


def scoped_claims(records: Records) -> list[ScopedClaim]:
    """Return every claim in the order of recording."""
    terms = records.terms
    return [scope_claim(claim, terms) for claim in records.claims()]


def claims_by_id(claims: Iterable[ScopedClaim], ids: Iterable[str]) -> list[ScopedClaim]:
    """Return the claims of some ids, without ids all; raise ``UsageError`` for an unknown one."""
    every, wanted = list(claims), set(ids)
    for name in sorted(wanted - {claim.id for claim in every}):
        raise UsageError.one("ID", f"there is no claim {name!r}", "list them with xt claims")
    return [claim for claim in every if not wanted or claim.id in wanted]


def expect_sources(records: Records, names: Sequence[str] | None) -> None:
    """Raise ``UsageError`` for a source that no claim and no row of sources.csv names."""
    if not names:
        return
    recorded = {source.id for source in records.sources()}
    recorded |= {claim.source for claim in records.claims()}
    for name in names:
        if name not in recorded:
            raise UsageError.one(
                "--source", f"there is no source {name!r}", "list them with xt sources"
            )


def _is_of(claim: ScopedClaim, sources: Sequence[str] | None) -> bool:
    return not sources or claim.claim.source in sources


def _meets(words: tuple[str, ...] | None, wanted: tuple[str, ...] | None) -> bool:
    """Return whether a claim's words and the wanted ones have one in common; none mean anything."""
    return not wanted or not words or bool(set(wanted) & set(words))
