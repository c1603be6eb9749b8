"""``xt margin``: what would have kept the day."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.long_work import note_rejudging
from exchange_tracker.cli.moment_options import day as read_day
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, QueryOptions
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.queries.margin.docket import Periods
from exchange_tracker.queries.margin.margin import margins
from exchange_tracker.queries.margin.offer import By
from exchange_tracker.report.margin import margin_document, margin_rows
from exchange_tracker.report.phrases import query_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def margin(
    *,
    obligation: Annotated[
        str, typer.Argument(metavar="[OBLIGATION]", help="Its id."), WordSource.OBLIGATIONS
    ] = "",
    period: Annotated[
        str,
        typer.Argument(metavar="[PERIOD]", help="A truce day of the period."),
        WordSource.DAYS,
    ] = "",
    query: QueryOptions,
    reading: options.Readings = None,
    by: Annotated[
        list[By] | None,
        typer.Option("--by", metavar="WHAT", help="Only what is of this kind (repeatable)."),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Periods that are neither short nor disputed, too.")
    ] = False,
    answer: AnswerOptions,
) -> int:
    r"""Say what alone would make a verdict come out otherwise.

    People more or fewer (people), of those for whom something is owed (other-side), an entry that
    counts or does not (entry), what another reading replaces (rule), a published figure (claim). All
    else is left as it is. Without PERIOD, of the periods that are short or disputed. These are offers,
    never findings.

    \b
    Example: xt margin hostages-extensions 2023-11-30 --ledger data/nov2023
    """
    periods = Periods(obligation, read_day(period, "PERIOD", query.terms), all_)
    if not by or By.RULE in by:
        note_rejudging(query, query.readings(reading), obligation)
    turned = margins(query, reading, periods, by)
    if answer.form.for_programs:
        answer.rows(margin_rows(turned), query.records, query.at)
    else:
        facts = query_facts(query)
        answer.document(margin_document(query, periods, turned, facts))
    return 0
