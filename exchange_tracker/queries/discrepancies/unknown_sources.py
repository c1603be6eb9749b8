"""Sources that are named and that sources.csv does not know: by claims, and by the terms."""

from collections.abc import Iterable, Iterator

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim


def is_known(source: str, known: frozenset[str]) -> bool:
    """Return whether a source is an address, or an id that sources.csv knows."""
    return "://" in source or source in known


def of_claim_sources(claims: Iterable[ScopedClaim], known: frozenset[str]) -> Iterator[Discrepancy]:
    """Yield the claims whose source sources.csv does not know."""
    for claim in claims:
        if not is_known(claim.claim.source, known):
            yield Discrepancy(
                type=Type.UNSOURCED,
                first=claim.scope.first,
                last=claim.scope.last,
                party=claim.claim.party,
                subject=claim.id,
                about=Noted((claim.id,), "claim", (claim.claim.source,)),
            )


def of_terms(terms: Terms, known: frozenset[str]) -> Iterator[Discrepancy]:
    """Yield the obligations and readings that name a source which sources.csv does not know."""
    named = [
        (f"obligation {each.id}", ";".join(each.parties), each.sources)
        for each in terms.as_written.obligations
    ]
    named += [(f"reading {each.name}", "", each.sources) for each in terms.readings]
    if terms.extension:
        named.append(("extension", "", terms.extension.sources))
    for subject, party, sources in named:
        unknown = tuple(dict.fromkeys(name for name in sources if not is_known(name, known)))
        if unknown:
            yield Discrepancy(
                type=Type.UNSOURCED,
                first=None,
                last=None,
                party=party,
                subject=subject,
                about=Noted((subject,), "terms", unknown),
            )
