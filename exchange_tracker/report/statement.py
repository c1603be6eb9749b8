"""Statements against themselves: rows for programs, sentences for people.

What is printed is true as arithmetic: an open figure is said with its bound, and so is each sum.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import assert_never

from exchange_tracker.facts.model import Part
from exchange_tracker.queries.reconcile.claim_scope import Bound
from exchange_tracker.queries.reconcile.sums_of_claims import Sum, SumFigure, SumSide, SumStanding
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Paragraph,
    Tone,
)
from exchange_tracker.render.row_forms import Rows

COLUMNS = ("claim", "part", "expected", "found", "difference", "status", "detail")
_BOUNDS = {
    Bound.EXACTLY: "",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "at most ",
    Bound.ABOUT: "about ",
}


def statement_rows(sums: Iterable[Sum]) -> Rows:
    """Return wholes beside their parts as rows for programs; ``claim`` is blank without a ledger."""
    return Rows(
        COLUMNS,
        (
            (
                each.whole.id or None,
                each.part.value,
                each.whole.figure,
                each.parts.figure,
                each.difference,
                each.standing.value,
                statement_words(each),
            )
            for each in sums
        ),
    )


def statement_words(each: Sum) -> str:
    """Say whether a statement adds up, in one sentence."""
    match each.standing:
        case SumStanding.ADDS_UP:
            return f"{_adding_up(each)}."
        case SumStanding.DIFFERS:
            return f"{of_sum(each)}."
        case _:
            assert_never(each.standing)


def _adding_up(each: Sum) -> str:
    exact = each.whole.is_exact and each.parts.is_exact
    whole, parts = _side(each.whole, _figure), [_figure(part) for part in each.parts.figures]
    if each.part is Part.INCLUDING:
        fits = "is at most" if exact else "fits within"
        return f"{parts[0]} {fits} {whole}"
    if len(parts) == 1:
        fits = "is the same as" if exact else "fits"
        return f"The one part, {parts[0]}, {fits} the whole, {whole}"
    added = f"{' and '.join(parts)} add up to"
    return f"{added} {whole}" if exact else f"{added} {_range(each.parts)}, which fits {whole}"


def of_sum(statement: Sum) -> str:
    """Say by how much parts miss their whole, or how a part is larger than it."""
    whole, parts = (
        _side(statement.whole, _named),
        [_named(part) for part in statement.parts.figures],
    )
    apart = _apart(statement)
    if statement.part is Part.INCLUDING:
        return f"{parts[0]} is given as included in {whole}, which is smaller: {apart}"
    if len(parts) == 1:
        return f"The one part is {parts[0]}, and the whole is given as {whole}: {apart}"
    added = f"{' + '.join(parts)} = {_range(statement.parts)}"
    return f"{added}, and the whole is given as {whole}: {apart}"


def _apart(statement: Sum) -> str:
    """Say how far the parts are from the nearest number that their whole allows."""
    whole, parts = statement.whole, statement.parts
    fewer = parts.high is not None and parts.high < whole.low
    least = whole.low - (parts.high or 0) if fewer else parts.low - (whole.high or 0)
    sure = whole.is_exact and parts.is_exact
    return f"{'' if sure else 'at least '}{least:,} {'fewer' if fewer else 'more'}"


def _side(side: SumSide, write: Callable[[SumFigure], str]) -> str:
    """Write one side of a sum; several figures with what they add up to: ``251 + 4 = 255``."""
    added = " + ".join(map(write, side.figures))
    return added if len(side.figures) == 1 else f"{added} = {_range(side)}"


def _range(side: SumSide) -> str:
    """Say what figures add up to, where some are open as a range."""
    low, high = side.low, side.high
    if high is None:
        return f"at least {low:,}" if low else "any number"
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if low else f"at most {high:,}"


def _figure(each: SumFigure) -> str:
    """Say a figure with its bound; of one that is about, the numbers that it allows."""
    allowed = f" ({each.low:,} to {each.high:,})" if each.bound is Bound.ABOUT else ""
    return f"{_BOUNDS[each.bound]}{each.figure:,}{allowed}"


def _named(each: SumFigure) -> str:
    return f"{_figure(each)} ({each.id})" if each.id else _figure(each)


def statement_document(sums: Sequence[Sum], moments: Sequence[Fact]) -> Document:
    """Return statements for people; a sum that was read from nowhere has no ``moments``."""
    blocks: list[Block] = [Facts(tuple(moments))] if moments else []
    if not sums:
        return (*blocks, Paragraph("No claim is part of another."))
    lines = tuple(Cell(statement_words(each), _tone(each.standing)) for each in sums)
    return (*blocks, Bullets(lines))


def _tone(standing: SumStanding) -> Tone:
    match standing:
        case SumStanding.ADDS_UP:
            return Tone.KEPT
        case SumStanding.DIFFERS:
            return Tone.SHORT
        case _:
            assert_never(standing)
