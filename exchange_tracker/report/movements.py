"""The movements: rows for programs, a table for people."""

from collections.abc import Iterable, Sequence

from exchange_tracker.facts.entry import headcount
from exchange_tracker.facts.model import UNDISCLOSED, Terms, columns
from exchange_tracker.facts.movement import Movement
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
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.kind_words import count_header, kind_word
from exchange_tracker.report.phrases import count_value, count_words, numbered, parties

_COUNT = 5  # the place of the column of people


def movements_rows(movements: Iterable[Movement]) -> Rows:
    """Return movements as rows for programs; counts are numbers, an undisclosed one is ``?``."""
    place = Movement._fields.index("count")
    return Rows(
        columns(Movement),
        (
            tuple(
                count_value(cell) if n == place else cell or None for n, cell in enumerate(movement)
            )
            for movement in movements
        ),
    )


def movements_document(
    terms: Terms, movements: Sequence[Movement], moments: Sequence[Fact], *, names: bool = False
) -> Document:
    """Return movements as a table for people: without their notes, and with ``names`` only if asked."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if not movements:
        return (*blocks, Paragraph("No movement was asked for that has happened."))
    count = count_header(terms, (each.kind for each in movements))
    header = ("id", "truce day", "in whose hands", "movement", "kind", count, "who", "sources")
    table = Table(
        header=(*header, *(["person"] if names else [])),
        rows=tuple(
            (*_row(terms, each), *([Cell(each.person.replace(";", ", "))] if names else []))
            for each in movements
        ),
        right=frozenset({_COUNT}),
        caption=f"{numbered(len(movements), 'movement', 'movements')}.",
    )
    return (*blocks, table)


def _row(terms: Terms, movement: Movement) -> tuple[Cell, ...]:
    is_span = movement.until not in ("", movement.day)
    who = ", ".join(
        cell.replace(";", " ") for cell in (movement.nationality, movement.category) if cell
    )
    return (
        Cell(movement.id),
        Cell(f"{movement.day} to {movement.until}" if is_span else movement.day),
        Cell(parties(terms, [movement.party])),
        Cell(movement.movement.replace("-", " ")),
        Cell(kind_word(terms, movement.kind, headcount(movement.count))),
        Cell("not disclosed", Tone.UNKNOWN)
        if movement.count == UNDISCLOSED
        else Cell(count_words(movement.count)),
        Cell(who or "not said", Tone.PLAIN if who else Tone.FAINT),
        Cell(movement.sources.replace(";", " "))
        if movement.sources
        else Cell("none", Tone.UNKNOWN),
    )
