"""``xt movements``: who came into a party's hands or left them by another door than a release."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, GroupOptions, QueryOptions
from exchange_tracker.cli.recorded_words import OneOf
from exchange_tracker.facts.movement import MovementKind
from exchange_tracker.queries.movements import select_movements
from exchange_tracker.report.movements import movements_document, movements_rows
from exchange_tracker.report.phrases import query_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def movements(
    *,
    query: QueryOptions,
    movement: Annotated[
        list[str] | None,
        typer.Option("--movement", metavar="WORD", help="Only this movement (repeatable)."),
        OneOf(MovementKind),
    ] = None,
    filters: GroupOptions,
    names: options.Names = None,
    answer: AnswerOptions,
) -> int:
    r"""List the movements that have happened, in the order in which they were first recorded.

    A movement is people who were taken, rescued, recovered, … and no release of this truce; none
    counts for an obligation. The forms for programs have names of people unless --no-names leaves
    them blank; those for people have them with --names alone.

    \b
    Example: xt movements --ledger nov2023.db --movement rescued
    """
    selection = select_movements(query, filters.of(query.terms), movement)
    if answer.form.for_programs:
        rows = selection if names is not False else (each._replace(person="") for each in selection)
        answer.rows(movements_rows(rows), query.records, query.at)
    else:
        facts = query_facts(query)
        answer.document(movements_document(query.terms, list(selection), facts, names=bool(names)))
    return 0
