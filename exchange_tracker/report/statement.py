"""Statements against themselves: rows for programs, sentences for people."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from exchange_tracker.facts.model import Part
from exchange_tracker.queries.reconcile.sums_of_claims import Sum, SumStanding
from exchange_tracker.render.document import Bullets, Cell, Document, Paragraph, Tone
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.discrepancies import of_sum
from exchange_tracker.report.phrases import more_or_fewer

COLUMNS = ("claim", "part", "expected", "found", "difference", "status", "detail")


def statement_rows(sums: Iterable[Sum]) -> Rows:
    """Return wholes beside their parts as rows for programs; ``claim`` is blank without a ledger."""
    return Rows(
        COLUMNS,
        (
            (
                statement.whole.id or None,
                statement.part.value,
                statement.whole.figure,
                statement.found,
                statement.difference,
                statement.standing.value,
                statement_words(statement),
            )
            for statement in sums
        ),
    )


def statement_words(statement: Sum) -> str:
    """Say whether a statement adds up, in one sentence."""
    match statement.standing:
        case SumStanding.ADDS_UP:
            parts = " and ".join(str(part.figure) for part in statement.parts)
            return f"{parts} {_adds_up(statement.part)} {statement.whole.figure}."
        case SumStanding.DIFFERS:
            return f"{of_sum(statement)}: {more_or_fewer(statement.difference)}."
        case _:
            assert_never(statement.standing)


def _adds_up(part: Part) -> str:
    match part:
        case Part.PART:
            return "add up to"
        case Part.INCLUDING:
            return "is at most"
        case _:
            assert_never(part)


def _tone(standing: SumStanding) -> Tone:
    match standing:
        case SumStanding.ADDS_UP:
            return Tone.KEPT
        case SumStanding.DIFFERS:
            return Tone.SHORT
        case _:
            assert_never(standing)


def statement_document(sums: Sequence[Sum]) -> Document:
    """Return statements for people."""
    if not sums:
        return (Paragraph("No claim is part of another."),)
    return (
        Bullets(
            tuple(Cell(statement_words(statement), _tone(statement.standing)) for statement in sums)
        ),
    )
