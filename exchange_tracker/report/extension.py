"""Days earned under the extension clause: rows for programs, a table for people."""

from collections.abc import Sequence

from exchange_tracker.facts.model import Extension, Terms
from exchange_tracker.queries.extension import ExtensionDays
from exchange_tracker.render.document import (
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
from exchange_tracker.report.phrases import numbered, source_ids

COLUMNS = ("reading", "applied", "days_earned", "days_agreed", "next_day_needs")


def clause_words(clause: Extension, first_days: str) -> str:
    """Say what days the clause gives for how many people, after the days agreed first in words."""
    most = f", up to {clause.at_most_days:,} in all" if clause.at_most_days is not None else ""
    people = numbered(clause.after, "person", "people")
    days = numbered(clause.adds_days, "day", "days")
    more = numbered(clause.each, "adds", "add")
    return f"{first_days} agreed first, for {people}; each further {more} {days}{most}"


def extension_rows(earned: Sequence[ExtensionDays]) -> Rows:
    """Return what each reading earned as rows for programs."""
    return Rows(
        COLUMNS,
        (
            (each.reading, each.applied, each.days_earned, each.days_agreed, each.next_day_needs)
            for each in earned
        ),
    )


def extension_document(
    terms: Terms, earned: Sequence[ExtensionDays], moments: Sequence[Fact]
) -> Document:
    """Return what each reading earned as a table for people, and the clause in plain words."""
    head = (Heading(terms.title), Facts(tuple(moments)))
    clause = terms.extension
    if clause is None:
        return (*head, Paragraph("The terms say nothing of an extension."))
    agreed = clause_words(clause, numbered(clause.first_days, "day was", "days were"))
    sentence = (
        f"{agreed}. People applied to {', '.join(clause.obligations)} are counted"
        f"{source_ids(clause.sources)}."
    )
    table = Table(
        header=("reading", "people applied", "days earned", "days agreed", "next day needs"),
        rows=tuple(map(_row, earned)),
        right=frozenset({1, 2, 3, 4}),
    )
    return (*head, Paragraph(sentence), table)


def _row(earned: ExtensionDays) -> tuple[Cell, ...]:
    is_open = earned.applied != earned.applied_most
    least, most = ("at least ", "at most ") if is_open else ("", "")
    needs = "no further day"
    if earned.next_day_needs is not None:
        needs = f"{most}{earned.next_day_needs:,} more"
    return (
        Cell(earned.reading),
        Cell(f"{least}{earned.applied:,}"),
        Cell(f"{least}{earned.days_earned:,}"),
        _agreed(earned.days_agreed),
        Cell(needs),
    )


def _agreed(number: int | None) -> Cell:
    """Return the truce's days; ``None`` where they have no end."""
    return Cell("no end agreed", Tone.FAINT) if number is None else Cell(f"{number:,}")
