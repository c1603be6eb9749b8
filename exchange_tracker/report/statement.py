"""Statements against themselves: rows for programs, sentences for people."""

from collections.abc import Iterable, Sequence

from exchange_tracker.queries.reconcile.sums_of_claims import Sum, SumStanding
from exchange_tracker.render.document import Bullets, Cell, Document, Paragraph, Tone
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.discrepancies import of_sum

COLUMNS = ("claim", "part", "expected", "found", "difference", "status", "detail")


def statement_rows(sums: Iterable[Sum]) -> Rows:
    """Return wholes beside their parts as rows for programs; ``claim`` is blank without a ledger."""
    return Rows(
        COLUMNS,
        (
            (
                each.whole.id or None,
                each.part.value,
                each.whole.figure,
                each.found,
                each.difference,
                each.standing.value,
                statement_words(each),
            )
            for each in sums
        ),
    )


def statement_words(each: Sum) -> str:
    """Say whether a statement adds up, in one sentence."""
    if each.standing is SumStanding.ADDS_UP:
        verb = "add up to" if each.part == "part" else "is at most"
        parts = " and ".join(str(part.figure) for part in each.parts)
        return f"{parts} {verb} {each.whole.figure}."
    apart = abs(each.difference)
    which = "more" if each.difference > 0 else "fewer"
    return f"{of_sum(each)}: {apart} {which}."


def statement_document(sums: Sequence[Sum]) -> Document:
    """Return statements for people."""
    if not sums:
        return (Paragraph("No claim is part of another."),)
    tones = {SumStanding.ADDS_UP: Tone.KEPT, SumStanding.DIFFERS: Tone.SHORT}
    return (Bullets(tuple(Cell(statement_words(each), tones[each.standing]) for each in sums)),)
