"""Claims beside the ledger: rows for programs, a table and sentences for people."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

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
    terms: Terms, found: Sequence[Reconciled], known: Names, stated: Sequence[Fact]
) -> Document:
    """Return the claims as a table for people, the differences explained below it."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(stated))]
    shown = {each.claimed.id for each in found}
    if not found:
        return (*blocks, Paragraph("No claim was asked for."))
    blocks.append(
        Table(
            header=("claim", "source", "truce days", "who", "figure", "ledger", "diff", "status"),
            rows=tuple(_cells(terms, each) for each in found),
            right=_NUMBERS,
            caption=standings_of(found),
        )
    )
    told = [each for each in found if not _is_told(each, shown)]
    texts = [(each.claimed.id, explanation(terms, each, known)) for each in told]
    lines = tuple(Cell(f"{name}: {text}.") for name, text in texts if text)
    if lines:
        blocks += [Heading("What would make the figures come out"), Bullets(lines)]
    return tuple(blocks)


def standings_of(found: Sequence[Reconciled]) -> str:
    """Count claims by how they stand: ``3 claims: 1 agrees, 2 differ.``."""
    counts = Counter(each.status for each in found)
    said = [_counted(status, counts[status]) for status in ClaimStatus if counts[status]]
    later = sum(bool(each.later) and each.status is not ClaimStatus.AGREES for each in found)
    was = "was" if later == 1 else "were"
    after = f"; {later:,} of them {was} published, or cover days, after the moment of judgement"
    whole = numbered(len(found), "claim", "claims")
    return f"{whole}: {', '.join(said)}{after if later else ''}."


def _counted(status: ClaimStatus, number: int) -> str:
    verb = {ClaimStatus.AGREES: "agree", ClaimStatus.DIFFERS: "differ"}.get(status)
    word = verb if verb and number != 1 else status.value
    return f"{number:,} {word}"


def _is_told(found: Reconciled, shown: Collection[str]) -> bool:
    """Return whether a claim only carries days without a record that other claims shown name."""
    begin = {gap.begins for gap in found.gaps}
    return bool(begin) and found.claimed.id not in begin and begin <= set(shown)


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
