"""``xt totals``: people released, day by day, with running totals."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

import typer

from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, FilterOptions, QueryOptions
from exchange_tracker.cli.recorded_words import OneOf
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.groups import GROUP_COLUMNS
from exchange_tracker.queries.stretches import Step, stretches
from exchange_tracker.queries.totals import Total, group_columns, select_totals
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.phrases import joined, query_facts
from exchange_tracker.report.totals import stretch_rows, totals_document, totals_rows
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
            help="kind (default), category, nationality, basis; day, week, month; repeatable.",
        ),
        OneOf((*GROUP_COLUMNS, *Step)),
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
    day, or at --from where that is earlier. A week is one of the truce: seven days from its first day
    on. More than 62 days are shown by week unless --by says day or month; rows for programs are by
    day unless it says otherwise. Of an open number what is known is added; only the long
    shape says that there is more.

    \b
    Example: xt totals --ledger data/nov2023 --by category --format csv
    """
    columns, step = _columns(by)
    chosen = filters.of(query.terms)
    if answer.form.for_programs:
        inside = select_totals(query, columns, chosen).inside
        rows = _rows(columns, inside, shape, step or Step.DAY, query.terms.first_day)
        answer.rows(rows, query.records, query.at)
    elif shape is not Shape.LONG:
        what = f"it is about rows for programs, and the form here is {answer.form}"
        raise UsageError.one("--shape", what, "add --format csv, or leave it out")
    else:
        range_totals = select_totals(query, columns, chosen, things_apart=True)
        answer.document(totals_document(query.terms, range_totals, query_facts(query), step))
    return 0


def _rows(
    columns: Sequence[str], totals: Iterable[Total], shape: Shape, step: Step, first_day: date
) -> Rows:
    if shape is Shape.LONG and step is Step.DAY:
        return totals_rows(columns, totals)
    parts = stretches(totals, step, first_day)
    return stretch_rows(columns, parts) if shape is Shape.LONG else wide_rows(parts, shape, step)


def _columns(by: Iterable[str] | None) -> tuple[tuple[str, ...], Step | None]:
    """Return the columns to group by, and the step where one is asked for.

    Several may stand in one option, separated by commas.
    """
    names = [name.strip() for option in by or () for name in option.split(",")]
    steps = dict.fromkeys(Step(name) for name in names if name in set(Step))
    if len(steps) > 1:
        what = f"{joined(list(steps), 'and')} cannot stand together"
        raise UsageError.one("--by", what, "leave one of them")
    columns = group_columns([name for name in names if name not in set(Step)] or ["kind"], Step)
    return columns, next(iter(steps), None)
