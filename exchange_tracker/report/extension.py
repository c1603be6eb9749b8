"""Days earned under the extension clause: rows for programs, a table for people."""

from collections.abc import Sequence

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.extension import ExtensionDays
from exchange_tracker.render.document import Cell, Document, Fact, Facts, Heading, Paragraph, Table
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.phrases import numbered


def extension_rows(earned: Sequence[ExtensionDays]) -> Rows:
    """Return what each reading earned as rows for programs."""
    return Rows(ExtensionDays._fields, earned)


def extension_document(
    terms: Terms, earned: Sequence[ExtensionDays], stated: Sequence[Fact]
) -> Document:
    """Return what each reading earned as a table for people, and the clause in plain words."""
    head = (Heading(terms.title), Facts(tuple(stated)))
    clause = terms.extension
    if clause is None:
        return (*head, Paragraph("The terms say nothing of an extension."))
    most = f", up to {clause.at_most_days} in all" if clause.at_most_days is not None else ""
    sources = f" [{', '.join(clause.sources)}]" if clause.sources else ""
    words = (
        f"{numbered(clause.first_days, 'day was', 'days were')} agreed first, for "
        f"{numbered(clause.after, 'person', 'people')}; each further {clause.each:,} add "
        f"{numbered(clause.adds_days, 'day', 'days')}{most}. People applied to "
        f"{', '.join(clause.obligations)} are counted{sources}."
    )
    table = Table(
        header=("reading", "people applied", "days earned", "days agreed", "next day needs"),
        rows=tuple(_row(each) for each in earned),
        right=frozenset({1, 2, 3, 4}),
    )
    return (*head, Paragraph(words), table)


def _row(earned: ExtensionDays) -> tuple[Cell, ...]:
    needs = "no further day" if earned.next_day_needs is None else f"{earned.next_day_needs} more"
    numbers = (earned.applied, earned.days_earned, earned.days_agreed)
    return (Cell(earned.reading), *(Cell(str(number)) for number in numbers), Cell(needs))
