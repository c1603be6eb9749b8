"""What others published that must be looked at: figures that differ, parts, steps, offsets."""

from collections.abc import Iterable, Iterator, Mapping

from exchange_tracker.facts.model import Part
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Type
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.steps import Offset, Step
from exchange_tracker.queries.reconcile.sums_of_claims import Sum
from exchange_tracker.queries.reconcile.sums_of_claims import SumStanding as Adding

_CLAIM_TYPES: dict[ClaimStatus, Type | None] = {
    ClaimStatus.AGREES: None,
    ClaimStatus.DIFFERS: Type.CLAIM_DIFFERS,
    ClaimStatus.UNREPORTED: Type.UNREPORTED,
    ClaimStatus.UNDISCLOSED: Type.UNDISCLOSED,
}


def _party(claim: ScopedClaim) -> str:
    """Return whose people a claim counts, as in the column; blank for anybody's."""
    return ";".join(claim.parties)


def of_claims(claims: Iterable[Reconciled]) -> Iterator[Discrepancy]:
    """Yield the claims that differ, and those of which that cannot be said."""
    for each in claims:
        kind = _CLAIM_TYPES[each.status]
        if kind is not None:
            scope = each.claimed.scope
            yield Discrepancy(
                type=kind,
                first=scope.first,
                last=scope.last,
                party=_party(each.claimed),
                subject=each.claimed.id,
                about=each,
                expected=each.ledger,
                found=each.claimed.figure,
                rows=each.maybe,
                hidden=each.rows,
            )


def of_statements(
    statements: Iterable[Sum], claims: Mapping[str, Reconciled]
) -> Iterator[Discrepancy]:
    """Yield the wholes that their parts do not add up to, and parts larger than their whole."""
    for each in statements:
        if each.standing is Adding.DIFFERS:
            whole = claims[each.whole.id].claimed
            subject = each.parts.figures[0].id if each.part is Part.INCLUDING else whole.id
            yield Discrepancy(
                type=Type.PARTS_DIFFER,
                first=whole.scope.first,
                last=whole.scope.last,
                party=_party(whole),
                subject=subject,
                about=each,
                expected=each.whole.figure,
                found=each.parts.figure,
            )


def of_steps(steps: Iterable[Step]) -> Iterator[Discrepancy]:
    """Yield the steps that the rows between do not give."""
    for each in steps:
        if not each.fits:
            yield Discrepancy(
                type=Type.STEPS_DIFFER,
                first=each.before.scope.last + DAY,
                last=each.after.scope.last,
                party=_party(each.after),
                subject=each.after.id,
                about=each,
                expected=each.ledger,
                found=each.figure,
                rows=each.rows,
            )


def of_offsets(offsets: Iterable[Offset]) -> Iterator[Discrepancy]:
    """Return each offset that stays the same, once."""
    for each in offsets:
        yield Discrepancy(
            type=Type.STEADY_OFFSET,
            first=each.claims[0].scope.first,
            last=each.claims[-1].scope.last,
            party=_party(each.claims[0]),
            subject=each.claims[0].id,
            about=each,
            expected=0,
            found=each.people,
        )
