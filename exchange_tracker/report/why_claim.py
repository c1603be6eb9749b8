"""A claim written out: what the ledger counts for it, the difference, what explains it."""

from collections.abc import Iterator, Sequence

from exchange_tracker.facts.model import Terms
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
from exchange_tracker.report.explanations import capitalised, explanation, sentence
from exchange_tracker.report.phrases import days
from exchange_tracker.report.reconcile import counted as who_counts
from exchange_tracker.report.why import Summand, entry_lines, written_sum


def claim_lines(terms: Terms, derivation: ClaimDerivation) -> Iterator[Summand]:
    """Yield the summands of what the ledger counts for a claim, and what else would give its figure."""
    claim, counted, names = derivation
    yield Summand("figure", people=claim.claimed.figure, detail=who_counts(terms, claim))
    yield from entry_lines("ledger", counted)
    if claim.ledger is not None:
        yield Summand("difference", people=claim.difference, detail=claim.status.value)
    for offer in claim.explanations:
        yield Summand("explanation", detail=sentence(terms, offer, names))
    for other in claim.others:
        yield Summand("would fit too", detail=sentence(terms, other, names))


def why_claim(terms: Terms, derivation: ClaimDerivation, moments: Sequence[Fact]) -> Document:
    """Write a claim out for people: the ledger's sum, the difference, every explanation."""
    claim, counted, names = derivation
    recorded, (_, first, last) = claim.claimed.claim, claim.claimed.scope
    note = (Fact("note", Cell(recorded.note)),) if recorded.note else ()
    blocks: list[Block] = [
        Heading(f"Claim {recorded.id}: {claim.claimed.bound} {claim.claimed.figure:,}"),
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
    if why := explanation(terms, claim, names):
        blocks += [Heading("What would make it come out"), Paragraph(f"{capitalised(why)}.")]
    if claim.others:
        lines = (f"when {sentence(terms, other, names)}" for other in claim.others)
        blocks += [
            Heading("Ways of counting that fit, too, and do not stand out from chance"),
            Bullets(tuple(map(Cell, lines))),
        ]
    return tuple(blocks)
