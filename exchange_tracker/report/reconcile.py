"""Claims beside the ledger: rows for programs, a table and sentences for people."""

from collections.abc import Iterable, Sequence

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.row_forms import Rows, Value
from exchange_tracker.report.explanations import explanation
from exchange_tracker.report.phrases import days, numbered

COLUMNS = (
    *("claim", "source", "from", "to", "party", "kind", "category", "nationality", "basis"),
    *("bound", "figure", "ledger", "difference", "status", "explanation"),
)
TONES = {
    ClaimStatus.AGREES: Tone.KEPT,
    ClaimStatus.DIFFERS: Tone.SHORT,
    ClaimStatus.UNREPORTED: Tone.UNKNOWN,
    ClaimStatus.UNDISCLOSED: Tone.UNKNOWN,
}
_NUMBERS = frozenset({4, 5, 6})


def reconcile_rows(terms: Terms, found: Iterable[Reconciled], known: Names) -> Rows:
    """Return the claims beside the ledger as rows for programs."""
    return Rows(COLUMNS, (_row(terms, each, known) for each in found))


def _row(terms: Terms, found: Reconciled, known: Names) -> tuple[Value, ...]:
    claim = found.claimed.claim
    selector = (claim.party, claim.kind, claim.category, claim.nationality, claim.basis)
    return (
        claim.id,
        claim.source,
        found.claimed.scope.first.isoformat(),
        found.claimed.scope.last.isoformat(),
        *(cell or None for cell in selector),
        found.claimed.bound.value,
        found.claimed.figure,
        found.ledger,
        found.difference,
        found.status.value,
        explanation(terms, found, known) or None,
    )


def reconcile_document(
    terms: Terms, found: Sequence[Reconciled], known: Names, moments: Sequence[Fact]
) -> Document:
    """Return the claims as a table for people, the differences explained below it."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if not found:
        return (*blocks, Paragraph("No claim was asked for."))
    counts = [each.status for each in found]
    said = [f"{counts.count(each)} {each.value}" for each in ClaimStatus if counts.count(each)]
    blocks.append(
        Table(
            header=("claim", "source", "truce days", "who", "figure", "ledger", "diff", "status"),
            rows=tuple(_cells(terms, each) for each in found),
            right=_NUMBERS,
            caption=f"{numbered(len(found), 'claim', 'claims')}: {', '.join(said)}.",
        )
    )
    told = [each for each in found if explanation(terms, each, known)]
    if told:
        lines = (f"{each.claimed.id}: {explanation(terms, each, known)}." for each in told)
        blocks += [
            Heading("What would make the figures come out"),
            Bullets(tuple(Cell(line) for line in lines)),
        ]
    return tuple(blocks)


def _cells(terms: Terms, found: Reconciled) -> tuple[Cell, ...]:
    claim = found.claimed
    bound = "" if claim.bound.value == "=" else f"{claim.bound.value} "
    blank = Cell("–", Tone.FAINT)
    return (
        Cell(claim.id),
        Cell(claim.claim.source),
        Cell(days(claim.scope.first, claim.scope.last)),
        Cell(counted(terms, found)),
        Cell(f"{bound}{claim.figure:,}"),
        blank if found.ledger is None else Cell(f"{found.ledger:,}"),
        Cell(f"{found.difference:+,}") if found.difference else blank,
        Cell(found.status.value, TONES[found.status]),
    )


def counted(terms: Terms, found: Reconciled) -> str:
    """Say in a few words whom a claim counts."""
    selector = found.claimed.scope.selector
    parties = [terms.parties.get(name, name) for name in selector.party or ()]
    columns = (parties, selector.kind, selector.category, selector.nationality, selector.basis)
    return ", ".join(" or ".join(words) for words in columns if words) or "anyone"
