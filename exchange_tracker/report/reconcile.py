"""Claims beside the ledger: rows for programs, a table and sentences for people."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import assert_never

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
from exchange_tracker.report.kind_words import kind_word, of_any_kind
from exchange_tracker.report.measure_words import claim_days, measured_words
from exchange_tracker.report.phrases import bounded, numbered

COLUMNS = (
    *("claim", "source", "from", "to", "party", "kind", "category", "nationality", "basis"),
    *("measure", "cohort", "bound", "figure", "ledger", "difference", "status", "explanation"),
)
_NUMBERS = frozenset({4, 5, 6})


def claim_tone(status: ClaimStatus) -> Tone:
    """Return the tone of where a claim stands beside the ledger."""
    match status:
        case ClaimStatus.AGREES:
            return Tone.KEPT
        case ClaimStatus.DIFFERS:
            return Tone.SHORT
        case ClaimStatus.UNREPORTED | ClaimStatus.UNDISCLOSED:
            return Tone.UNKNOWN
        case _:
            assert_never(status)


def reconcile_rows(terms: Terms, claims: Iterable[Reconciled], names: Names) -> Rows:
    """Return the claims beside the ledger as rows for programs."""
    return Rows(COLUMNS, (_row(terms, claim, names) for claim in claims))


def _row(terms: Terms, claim: Reconciled, names: Names) -> tuple[Value, ...]:
    scoped, recorded = claim.claimed, claim.claimed.claim
    selector = (
        *(recorded.party, recorded.kind, recorded.category, recorded.nationality, recorded.basis),
    )
    return (
        scoped.id,
        recorded.source,
        scoped.first.isoformat() if scoped.first else None,
        scoped.scope.last.isoformat(),
        *(cell or None for cell in selector),
        scoped.measure or None,
        scoped.cohort.id if scoped.cohort else None,
        scoped.bound.value,
        scoped.figure,
        claim.ledger,
        claim.difference,
        claim.status.value,
        explanation(terms, claim, names) or None,
    )


def reconcile_document(
    terms: Terms, claims: Sequence[Reconciled], names: Names, moments: Sequence[Fact]
) -> Document:
    """Return the claims as a table for people, the differences explained below it."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if not claims:
        return (*blocks, Paragraph("No claim was asked for."))
    blocks.append(
        Table(
            header=("claim", "source", "truce days", "who", "figure", "ledger", "diff", "status"),
            rows=tuple(_cells(terms, claim) for claim in claims),
            right=_NUMBERS,
            caption=standings_of(claims),
        )
    )
    shown = {claim.claimed.id for claim in claims}
    explanations = [
        (claim.claimed.id, explanation(terms, claim, names))
        for claim in claims
        if not _only_carries(claim, shown)
    ]
    lines = [f"{id_}: {words}." for id_, words in explanations if words]
    if lines:
        blocks += [
            Heading("What would make the figures come out"),
            Bullets(tuple(Cell(line) for line in lines)),
        ]
    return tuple(blocks)


def standings_of(claims: Sequence[Reconciled]) -> str:
    """Count claims by how they stand: ``3 claims: 1 agrees, 2 differ.``."""
    counts = Counter(each.status for each in claims)
    said = [_counted(status, counts[status]) for status in ClaimStatus if counts[status]]
    later = sum(bool(each.later) and each.status is not ClaimStatus.AGREES for each in claims)
    was, cover = ("was", "covers") if later == 1 else ("were", "cover")
    after = f"; {later:,} of them {was} published, or {cover} days, after the moment of judgement"
    whole = numbered(len(claims), "claim", "claims")
    return f"{whole}: {', '.join(said)}{after if later else ''}."


def _counted(status: ClaimStatus, number: int) -> str:
    match status:
        case ClaimStatus.AGREES:
            word = "agrees" if number == 1 else "agree"
        case ClaimStatus.DIFFERS:
            word = "differs" if number == 1 else "differ"
        case ClaimStatus.UNREPORTED | ClaimStatus.UNDISCLOSED:
            word = status.value
        case _:
            assert_never(status)
    return f"{number:,} {word}"


def standing_lines(terms: Terms, claim: Reconciled, names: Names) -> list[str]:
    """Say how one claim stands beside the ledger, then why, where there is anything to say."""
    words = explanation(terms, claim, names)
    ledger, said = f"{claim.ledger:,}" if claim.ledger is not None else "", claim.status.value
    match claim.status:
        case ClaimStatus.AGREES:
            return [f"it agrees with the ledger, which has {ledger}"]
        case ClaimStatus.DIFFERS:
            stands = f"it differs from the ledger, which has {ledger} ({claim.difference:+,})"
            return [stands, *([words] if words else [])]
        case ClaimStatus.UNDISCLOSED:
            return [f"it is {said}: the ledger has {ledger} for sure; {words}"]
        case ClaimStatus.UNREPORTED:
            return [f"it is {said}: {words}"]
        case _:
            assert_never(claim.status)


def _only_carries(claim: Reconciled, shown: Collection[str]) -> bool:
    """Return whether a claim only carries days without a record that other claims shown name."""
    begin = {gap.begins for gap in claim.gaps}
    return bool(begin) and claim.claimed.id not in begin and begin <= set(shown)


def _cells(terms: Terms, claim: Reconciled) -> tuple[Cell, ...]:
    scoped = claim.claimed
    blank = Cell("–", Tone.FAINT)
    return (
        Cell(scoped.id),
        Cell(scoped.claim.source),
        Cell(claim_days(scoped)),
        Cell(counted(terms, claim)),
        Cell(bounded(scoped.bound, f"{scoped.figure:,}")),
        blank if claim.ledger is None else Cell(f"{claim.ledger:,}"),
        Cell(f"{claim.difference:+,}") if claim.difference else blank,
        Cell(claim.status.value, claim_tone(claim.status)),
    )


def counted(terms: Terms, claim: Reconciled) -> str:
    """Say in a few words whom a claim counts."""
    scoped, selector = claim.claimed, claim.claimed.scope.selector
    parties = [terms.parties.get(name, name) for name in selector.party or ()]
    kinds = [kind_word(terms, kind) for kind in selector.kind or ()]
    columns = (
        *(parties, kinds or list(filter(None, [of_any_kind(terms, scoped.kinds)]))),
        *(selector.category, selector.nationality, selector.basis),
    )
    said = (measured_words(scoped), *(" or ".join(words) for words in columns if words))
    return ", ".join(filter(None, said)) or "anyone"
