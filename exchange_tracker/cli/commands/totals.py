"""``xt totals``: people released, day by day, with running totals."""

from typing import Annotated

import typer

from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, FilterOptions, QueryOptions
from exchange_tracker.cli.recorded_words import OneOf
from exchange_tracker.facts.figures import GROUP_COLUMNS
from exchange_tracker.queries.totals import group_columns, select_totals
from exchange_tracker.report.phrases import query_facts
from exchange_tracker.report.totals import totals_document, totals_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def totals(
    *,
    query: QueryOptions,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="COLUMN",
            help="kind (default), category, nationality, basis; repeatable.",
        ),
        OneOf(GROUP_COLUMNS),
    ] = None,
    filters: FilterOptions,
    answer: AnswerOptions,
) -> int:
    r"""Add up the people released, day by day.

    Without --from and --to the truce's own days are shown; what lies outside them is not in the
    totals, and a line says how many people that is. A running total starts at the truce's first
    day, or at --from where that is earlier.

    \b
    Example: xt totals --ledger data/nov2023 --by category --format csv
    """
    columns = _columns(by)
    chosen = filters.of(query.terms)
    if answer.form.for_programs:
        found = select_totals(query, columns, chosen)
        answer.rows(totals_rows(columns, found.inside), query.records, query.at)
    else:
        found = select_totals(query, columns, chosen, things_apart=True)
        answer.document(totals_document(query.terms, found, query_facts(query)))
    return 0


def _columns(by: list[str] | None) -> tuple[str, ...]:
    """Return the columns to group by; several may stand in one option, separated by commas."""
    return group_columns(name.strip() for option in by or ["kind"] for name in option.split(","))
