"""``xt totals``: people released, day by day, with running totals."""

from typing import Annotated

import typer

from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, FilterOptions, QueryOptions
from exchange_tracker.cli.recorded_words import OneOf
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.figures import GROUP_COLUMNS
from exchange_tracker.queries.totals import group_columns, select_totals
from exchange_tracker.report.phrases import query_facts
from exchange_tracker.report.totals import totals_document, totals_rows
from exchange_tracker.report.wide_totals import Shape, wide_rows

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
    shape: Annotated[
        Shape,
        typer.Option(
            "--shape",
            help="Rows for programs: wide has a column for each group, with its count, or running total.",
        ),
    ] = Shape.LONG,
    answer: AnswerOptions,
) -> int:
    r"""Add up the people released, day by day.

    Without --from and --to the truce's own days are shown; what lies outside them is not in the
    totals, and a line says how many people that is. A running total starts at the truce's first
    day, or at --from where that is earlier. Of an open number what is known is added; only the long
    shape says that there is more.

    \b
    Example: xt totals --ledger data/nov2023 --by category --format csv
    """
    columns = _columns(by)
    chosen = filters.of(query.terms)
    if answer.form.for_programs:
        inside = select_totals(query, columns, chosen).inside
        rows = totals_rows(columns, inside) if shape is Shape.LONG else wide_rows(inside, shape)
        answer.rows(rows, query.records, query.at)
    elif shape is not Shape.LONG:
        what = f"it is about rows for programs, and the form here is {answer.form}"
        raise UsageError.one("--shape", what, "add --format csv, or leave it out")
    else:
        found = select_totals(query, columns, chosen, things_apart=True)
        answer.document(totals_document(query.terms, found, query_facts(query)))
    return 0


def _columns(by: list[str] | None) -> tuple[str, ...]:
    """Return the columns to group by; several may stand in one option, separated by commas."""
    return group_columns(name.strip() for option in by or ["kind"] for name in option.split(","))
