"""Claims beside the ledger for people: a summary, then by weight; what agrees is a count."""

from collections.abc import Sequence

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.reconcile.selection import Reconciliation
from exchange_tracker.render.document import Document, Fact, Facts, Heading, Paragraph
from exchange_tracker.report.publisher_words import Publishers
from exchange_tracker.report.reconcile import standings_of
from exchange_tracker.report.weighed_claims import claim_sections
from exchange_tracker.report.weighed_discrepancies import blocks_of


def weighed_reconciliation(
    terms: Terms, selection: Reconciliation, publishers: Publishers, moments: Sequence[Fact]
) -> Document:
    """Return the claims that need a look by weight, one cause of several claims said once."""
    claims, names = selection
    if not claims:
        return (Heading(terms.title), Facts(tuple(moments)), Paragraph("No claim was asked for."))
    sections = [s for s in claim_sections(terms, claims, names, publishers) if s.lines]
    by_weight = "; ".join(section.summary for section in sections)
    return (
        Heading(terms.title),
        Paragraph(f"{standings_of(claims)}{f' {by_weight}.' if by_weight else ''}"),
        Facts(tuple(moments)),
        *blocks_of(sections),
    )
