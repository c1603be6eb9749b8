"""``xt conduct``: which readings what was delivered is consistent with."""

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, DayOptions, QueryOptions
from exchange_tracker.queries.conduct import select_conduct
from exchange_tracker.report.conduct import conduct_document, conduct_rows
from exchange_tracker.report.phrases import query_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def conduct(
    *,
    query: QueryOptions,
    reading: options.Readings = None,
    obligation: options.Obligations = None,
    days: DayOptions,
    answer: AnswerOptions,
) -> int:
    r"""Say which readings what was delivered is consistent with.

    Only obligations that depend on another party's releases are tested: what was delivered is
    exactly what a reading asks for, or it is not, period by period and over the whole. --from and
    --to choose the periods shown and added up.

    \b
    Example: xt conduct --ledger data/nov2023 --from 2023-11-29
    """
    terms = query.terms
    shown = days.of(terms)
    tests = select_conduct(query, reading, obligation, shown)
    if answer.form.for_programs:
        answer.rows(conduct_rows(tests), query.records, query.at)
    else:
        facts = query_facts(query)
        answer.document(conduct_document(terms, query.readings(reading), tests, facts))
    return 0
