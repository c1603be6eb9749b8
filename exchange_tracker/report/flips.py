"""Verdicts that are different now: rows for programs, a table for people."""

from collections.abc import Iterable, Sequence
from itertools import islice

from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import day_cell
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.flips import Flip
from exchange_tracker.queries.joined_ids import JoinedIds
from exchange_tracker.render.document import (
    Block,
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
from exchange_tracker.report.phrases import and_more, days
from exchange_tracker.report.status_words import standing_cell

MOST_NAMED = 20  # entries in one cell
_KEY = ("reading", "obligation", "party", "from", "to")
_NUMBERS = ("required", "brought", "delivered", "credit_used", "shortfall", "surplus", "carried")
COLUMNS = (
    *_KEY,
    "status_before",
    "status_after",
    *(f"{name}_{when}" for when in ("before", "after") for name in _NUMBERS),
    "entries",
)


def flips_rows(flips: Iterable[Flip]) -> Rows:
    """Return the flips as rows for programs, one by one; ``entries`` joins ids by ``;``."""
    return Rows(COLUMNS, map(_row, flips))


def _row(flip: Flip) -> tuple[Value, ...]:
    verdict = flip.verdict
    return (
        verdict.reading,
        verdict.obligation,
        ";".join(verdict.parties),
        day_cell(verdict.first),
        day_cell(verdict.last),
        flip.before.status.value if flip.before else None,
        flip.after.status.value if flip.after else None,
        *_numbers(flip.before),
        *_numbers(flip.after),
        flip.entries.joined() or None,
    )


def _numbers(verdict: Verdict | None) -> tuple[int | None, ...]:
    """Return the numbers of a verdict; of a period that has not begun, what it asks for alone."""
    if verdict is None:
        return (None,) * len(_NUMBERS)
    if not verdict.status.has_numbers:
        return (verdict.required, *[None] * (len(_NUMBERS) - 1))
    return tuple(getattr(verdict, name) for name in _NUMBERS)


def flips_document(
    terms: Terms,
    flips: Iterable[Flip],
    moments: Sequence[Fact],
    *,
    terms_changed: bool,
) -> Document:
    """Return the flips as a table for people: what was said, what is said now, and why."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if terms_changed:
        blocks.append(Paragraph("The terms were replaced since."))
    rows = tuple(map(_cells, flips))
    if not rows:
        return (*blocks, Paragraph("No verdict is different now."))
    header = ("obligation", "truce days", "reading", "was", "is now", "entries")
    return (*blocks, Table(header=header, rows=rows))


def _cells(flip: Flip) -> tuple[Cell, ...]:
    return (
        Cell(flip.verdict.obligation),
        Cell(days(flip.verdict.first, flip.verdict.last)),
        Cell(flip.verdict.reading),
        _standing(flip.before),
        _standing(flip.after),
        Cell(_first_ids(flip.entries)),
    )


def _first_ids(entries: JoinedIds) -> str:
    """Name the first of many entries; rows for programs name them all."""
    left = len(entries) - MOST_NAMED
    return " ".join((*islice(entries, MOST_NAMED), *([and_more(left)] if left > 0 else ())))


def _standing(verdict: Verdict | None) -> Cell:
    return standing_cell(verdict) if verdict else Cell("not judged", Tone.FAINT)
