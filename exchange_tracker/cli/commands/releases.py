"""``xt releases``: the entries."""

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, FilterOptions, QueryOptions
from exchange_tracker.queries.releases import releases as select_releases
from exchange_tracker.report.phrases import query_facts
from exchange_tracker.report.releases import releases_document, releases_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def releases(
    *,
    query: QueryOptions,
    filters: FilterOptions,
    names: options.Names = None,
    answer: AnswerOptions,
) -> int:
    r"""List the entries that have happened, in the order in which they were first recorded.

    A blank day is shown as the truce day that the moment of release lies in, a blank basis as
    agreement; xt export gives both as they were written. The forms for programs have names of
    people unless --no-names leaves them blank; those for people have them with --names alone.

    \b
    Example: xt releases --ledger data/nov2023 --party hamas --nationality Thai
    """
    shown = filters.of(query.terms)
    entries = select_releases(query, shown)
    if answer.form.for_programs:
        rows = entries if names is not False else (e._replace(person="") for e in entries)
        answer.rows(releases_rows(rows), query.records, query.at)
    else:
        facts = query_facts(query)
        answer.document(releases_document(query.terms, list(entries), facts, names=bool(names)))
    return 0
