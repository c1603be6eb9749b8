"""What others published, beside the entries: each claim, and what would make its figure come out."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange_tracker.facts.model import Source, Terms
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names
from exchange_tracker.render.document import Tone
from exchange_tracker.render.page_parts import Link, PageCell
from exchange_tracker.report.explanations import explanation
from exchange_tracker.report.page.record_links import Days, days, source_links
from exchange_tracker.report.phrases import numbered
from exchange_tracker.report.reconcile import claim_tone, counted


class Claims(NamedTuple):
    """The claims to be listed, the ids that their explanations name, and how many claims are not."""

    listed: Sequence[Reconciled]
    names: Names
    unlisted: int


class ClaimRow(NamedTuple):
    """A claim beside the ledger, and in words what would make its figure come out."""

    id: str
    cells: tuple[PageCell, ...]  # figure, ledger, difference, status
    who: str
    days: Days
    links: list[Link]
    explanation: str


class ClaimsTable(NamedTuple):
    """The claims, and in words how many there are of each status."""

    summary: str
    rows: tuple[ClaimRow, ...]


def claims_table(terms: Terms, claims: Claims, sources: Mapping[str, Source]) -> ClaimsTable | None:
    """Return the claims as a table; none where no claim is recorded."""
    if not claims.listed:
        return None
    statuses = [claim.status for claim in claims.listed]
    counts = [
        f"{status.value}: {statuses.count(status):,}"
        for status in ClaimStatus
        if statuses.count(status)
    ]
    summary = f"{numbered(len(statuses), 'claim', 'claims')}; {', '.join(counts)}."
    more = f" And {claims.unlisted:,} more: xt reconcile." if claims.unlisted else ""
    rows = (_claim_row(terms, claim, claims.names, sources) for claim in claims.listed)
    return ClaimsTable(f"{summary}{more}", tuple(rows))


def _claim_row(
    terms: Terms, reconciled: Reconciled, names: Names, sources: Mapping[str, Source]
) -> ClaimRow:
    claim = reconciled.claimed
    words = explanation(terms, reconciled, names)
    return ClaimRow(
        id=claim.id,
        cells=_cells(reconciled),
        who=counted(terms, reconciled),
        days=days(claim.scope.first, claim.scope.last),
        links=source_links([claim.claim.source], sources),
        explanation=f"{words[0].upper()}{words[1:]}." if words else "",
    )


def _cells(reconciled: Reconciled) -> tuple[PageCell, ...]:
    claim, ledger, difference = reconciled.claimed, reconciled.ledger, reconciled.difference
    bound = "" if claim.bound.value == "=" else f"{claim.bound.value} "
    blank = PageCell("–", Tone.FAINT, number=True)
    return (
        PageCell(f"{bound}{claim.figure:,}", number=True),
        blank if ledger is None else PageCell(f"{ledger:,}", number=True),
        PageCell(f"{difference:+,}", number=True) if difference else blank,
        PageCell(reconciled.status.value, claim_tone(reconciled.status)),
    )
