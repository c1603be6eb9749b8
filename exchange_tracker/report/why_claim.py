"""A claim written out: the ledger's sum, the difference, and what would make it come out."""

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
from exchange_tracker.report.why import Summand, entries, written


def claim_lines(terms: Terms, derivation: ClaimDerivation) -> Iterator[Summand]:
    """Yield the summands of what the ledger counts for a claim, and what else would give its figure."""
    found, counted, known = derivation
    yield Summand("figure", people=found.claimed.figure, detail=who_counts(terms, found))
    yield from entries("ledger", counted)
    if found.ledger is not None:
        yield Summand("difference", people=found.difference, detail=found.status.value)
    for each in found.explanations:
        yield Summand("explanation", detail=sentence(terms, each, known))
    for each in found.others:
        yield Summand("would fit too", detail=sentence(terms, each, known))


def why_claim(terms: Terms, derivation: ClaimDerivation, stated: Sequence[Fact]) -> Document:
    """Write a claim out for people: the ledger's sum, the difference, every explanation."""
    found, counted, known = derivation
    claim, (_, first, last) = found.claimed.claim, found.claimed.scope
    note = (Fact("note", Cell(claim.note)),) if claim.note else ()
    blocks: list[Block] = [
        Heading(f"Claim {claim.id}: {found.claimed.bound} {found.claimed.figure:,}"),
        Facts(
            (
                *stated,
                Fact("source", Cell(claim.source)),
                Fact("truce days", Cell(days(first, last))),
                Fact("counts", Cell(who_counts(terms, found))),
                Fact("stands", Cell(found.status.value)),
                *note,
            )
        ),
        Heading("In the ledger"),
        *written(terms, counted),
    ]
    if found.difference:
        blocks.append(Paragraph(f"The figure less the ledger's sum is {found.difference:+,}."))
    if why := explanation(terms, found, known):
        blocks += [Heading("What would make it come out"), Paragraph(f"{capitalised(why)}.")]
    if found.others:
        lines = (f"when {sentence(terms, each, known)}" for each in found.others)
        blocks += [
            Heading("Ways of counting that fit, too, and do not stand out from chance"),
            Bullets(tuple(Cell(line) for line in lines)),
        ]
    return tuple(blocks)
