"""A claim written out: what the ledger counts for it, the difference, every explanation."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.reconcile.claims import ClaimStatus, ExplanationRows
from exchange_tracker.queries.reconcile.entry_ids import Names
from exchange_tracker.queries.why import ClaimDerivation
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
)
from exchange_tracker.report.explanations import sentence
from exchange_tracker.report.phrases import days
from exchange_tracker.report.reconcile import counted as who_counts
from exchange_tracker.report.why import Summand, entry_lines, written_sum


def claim_lines(terms: Terms, derivation: ClaimDerivation) -> Iterator[Summand]:
    """Yield the summands of what the ledger counts for a claim, and what else would give its figure."""
    claim, counted, explanations, names = derivation
    yield Summand("figure", people=claim.claimed.figure, detail=who_counts(terms, claim))
    yield from entry_lines("ledger", counted)
    if claim.ledger is not None:
        yield Summand("difference", people=claim.difference, detail=claim.status.value)
    for explanation in explanations:
        yield Summand("explanation", detail=sentence(terms, explanation, names))


def why_claim(terms: Terms, derivation: ClaimDerivation, moments: Sequence[Fact]) -> Document:
    """Write a claim out for people: the ledger's sum, the difference, every explanation."""
    claim, counted, explanations, names = derivation
    recorded, (_, first, last) = claim.claimed.claim, claim.claimed.scope
    note = (Fact("note", Cell(recorded.note)),) if recorded.note else ()
    blocks: list[Block] = [
        Heading(f"Claim {recorded.id}: {claim.claimed.bound} {claim.claimed.figure}"),
        Facts(
            (
                *moments,
                Fact("source", Cell(recorded.source)),
                Fact("truce days", Cell(days(first, last))),
                Fact("counts", Cell(who_counts(terms, claim))),
                Fact("stands", Cell(claim.status.value)),
                *note,
            )
        ),
        Heading("In the ledger"),
        *written_sum(terms, counted),
    ]
    if claim.difference:
        blocks.append(Paragraph(f"The figure less the ledger's sum is {claim.difference:+,}."))
    if explanations:
        return (*blocks, *_ways(terms, explanations, names))
    return (*blocks, *_none(claim.status))


def _ways(
    terms: Terms, explanations: Sequence[ExplanationRows], names: Names
) -> tuple[Heading, Bullets]:
    one = len(explanations[0].explanation.alterations) == 1
    title = "What would make it come out" if one else "No single rule does; two together would"
    lines = (f"when {sentence(terms, explanation, names)}" for explanation in explanations)
    return Heading(title), Bullets(tuple(map(Cell, lines)))


def _none(status: ClaimStatus) -> tuple[Paragraph, ...]:
    """Say that nothing explains a claim, where there is something to explain."""
    match status:
        case ClaimStatus.DIFFERS:
            return (Paragraph("No single rule makes it come out, and no two together do."),)
        case ClaimStatus.AGREES | ClaimStatus.UNREPORTED | ClaimStatus.UNDISCLOSED:
            return ()
        case _:
            assert_never(status)
