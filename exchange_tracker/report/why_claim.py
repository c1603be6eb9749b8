"""A claim written out: what the ledger counts for it, the difference, what explains it."""

from collections.abc import Iterator, Sequence

from exchange_tracker.facts.measure import STILL_HELD
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
    Tone,
)
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.explanations import capitalised, explanation, sentence
from exchange_tracker.report.held import balance_sentence
from exchange_tracker.report.measure_words import claim_days
from exchange_tracker.report.reconcile import counted as who_counts
from exchange_tracker.report.why import Summand, entry_lines, why_rows, written_sum
from exchange_tracker.report.why_held import door_blocks, door_rows, missing_words


def claim_rows(terms: Terms, derivation: ClaimDerivation) -> Rows:
    """Return what the ledger counts for a claim, and what else would give its figure, as rows."""
    claim, balance = derivation.claim, derivation.balance
    head = why_rows(
        [Summand("figure", people=claim.claimed.figure, detail=who_counts(terms, claim))]
    )
    own = (
        door_rows(balance.by_door)
        if balance
        else why_rows(entry_lines("ledger", derivation.counted)).rows
    )
    total = [Summand("ledger", people=claim.ledger)] if balance and claim.ledger is not None else []
    rest = why_rows([*total, *_after_lines(terms, derivation)])
    return Rows(head.columns, (*head.rows, *own, *rest.rows))


def _after_lines(terms: Terms, derivation: ClaimDerivation) -> Iterator[Summand]:
    claim, names = derivation.claim, derivation.names
    if claim.ledger is not None:
        yield Summand("difference", people=claim.difference, detail=claim.status.value)
    for offer in claim.explanations:
        yield Summand("explanation", detail=sentence(terms, offer, names))
    for other in claim.others:
        yield Summand("would fit too", detail=sentence(terms, other, names))


def _in_ledger(terms: Terms, derivation: ClaimDerivation) -> Iterator[Block]:
    """Write out what the ledger counts for a claim."""
    claim, balance = derivation.claim.claimed, derivation.balance
    if balance is None:
        yield from written_sum(terms, derivation.counted)
        return
    if claim.measure in STILL_HELD:
        yield Paragraph(f"{balance_sentence(balance.balance)}.")
        if why := missing_words(balance):
            yield Paragraph(f"{why}.", Tone.UNKNOWN)
    elif not balance.rows:
        yield Paragraph("No movement counts.")
    yield from door_blocks(terms, balance)


def why_claim(terms: Terms, derivation: ClaimDerivation, moments: Sequence[Fact]) -> Document:
    """Write a claim out for people: the ledger's number, the difference, every explanation."""
    claim, names = derivation.claim, derivation.names
    recorded = claim.claimed.claim
    note = (Fact("note", Cell(recorded.note)),) if recorded.note else ()
    blocks: list[Block] = [
        Heading(f"Claim {recorded.id}: {claim.claimed.bound} {claim.claimed.figure:,}"),
        Facts(
            (
                *moments,
                Fact("source", Cell(recorded.source)),
                Fact("truce days", Cell(claim_days(claim.claimed))),
                Fact("counts", Cell(who_counts(terms, claim))),
                Fact("stands", Cell(claim.status.value)),
                *note,
            )
        ),
        Heading("In the ledger"),
        *_in_ledger(terms, derivation),
    ]
    if claim.difference:
        what = "sum" if derivation.balance is None else "number"
        blocks.append(Paragraph(f"The figure less the ledger's {what} is {claim.difference:+,}."))
    if why := explanation(terms, claim, names):
        blocks += [Heading("What would make it come out"), Paragraph(f"{capitalised(why)}.")]
    if claim.others:
        lines = (f"when {sentence(terms, other, names)}" for other in claim.others)
        blocks += [
            Heading("Ways of counting that fit, too, and do not stand out from chance"),
            Bullets(tuple(map(Cell, lines))),
        ]
    return tuple(blocks)
