"""Running totals: rows for programs, a table for people."""

from collections.abc import Iterable, Sequence

from exchange_tracker.facts.figures import Figure
from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.totals import Total
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
from exchange_tracker.report.phrases import numbered

_NUMBERS = ("count", "running_total", "undisclosed", "running_undisclosed")

_UNDISCLOSED = "undisclosed: entries that say that people were released, and not how many."


def totals_rows(columns: Sequence[str], totals: Iterable[Total]) -> Rows:
    """Return the totals as rows for programs."""
    rows = (
        (
            total.day.isoformat(),
            total.party,
            *total.group,
            total.count,
            total.running_total,
            total.undisclosed,
            total.running_undisclosed,
        )
        for total in totals
    )
    return Rows(("day", "party", *columns, *_NUMBERS), rows)


def totals_document(
    terms: Terms,
    columns: Sequence[str],
    totals: Sequence[Total],
    outside: Sequence[Figure],
    moments: Sequence[Fact],
) -> Document:
    """Return the totals as a table for people, and say what lies outside the range."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if totals:
        numbers = range(2 + len(columns), 4 + len(columns))
        table = Table(
            header=("truce day", "party", *columns, "people", "running total"),
            rows=tuple(_row(terms, total) for total in totals),
            right=frozenset(numbers),
            caption=_UNDISCLOSED if any(total.running_undisclosed for total in totals) else "",
        )
        blocks.append(table)
    else:
        blocks.append(Paragraph("No entry lies in the range."))
    if outside:
        blocks.append(Paragraph(_outside(outside)))
    return tuple(blocks)


def _row(terms: Terms, total: Total) -> tuple[Cell, ...]:
    return (
        Cell(total.day.isoformat()),
        Cell(terms.parties.get(total.party, total.party)),
        *(Cell(value) if value else Cell("not said", Tone.FAINT) for value in total.group),
        _count(total),
        Cell(_with_undisclosed(total.running_total, total.running_undisclosed)),
    )


def _count(total: Total) -> Cell:
    """Say what a day brought: no record is not zero, and an undisclosed number is neither."""
    if total.count is None:
        return Cell("no record", Tone.UNKNOWN)
    return Cell(_with_undisclosed(total.count, total.undisclosed))


def _with_undisclosed(headcount: int, undisclosed: int) -> str:
    if not undisclosed:
        return f"{headcount:,}"
    return f"{headcount:,} + {undisclosed:,} undisclosed"


def _outside(figures: Sequence[Figure]) -> str:
    people = numbered(sum(figure.people for figure in figures), "person", "people")
    entries = numbered(sum(figure.entries for figure in figures), "entry", "entries")
    hidden = sum(figure.undisclosed for figure in figures)
    more = f", {hidden:,} of them of a number not disclosed" if hidden else ""
    one = people.startswith("1 ")
    lie, are = ("lies", "is") if one and not hidden else ("lie", "are")
    return f"{people} in {entries}{more} {lie} outside these days and {are} not in the totals."
