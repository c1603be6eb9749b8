"""``xt discrepancies``: everything that a careful reader must look at."""

from datetime import UTC, datetime
from itertools import chain, islice
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.long_work import explanations, looks, note_long
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.progress import counting
from exchange_tracker.cli.query import AnswerOptions, DayOptions, QueryOptions
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.queries.discrepancies.kinds import Type
from exchange_tracker.queries.discrepancies.selection import select_discrepancies
from exchange_tracker.report.discrepancies import discrepancies_rows, ordered
from exchange_tracker.report.phrases import query_facts
from exchange_tracker.report.publisher_words import publishers_of
from exchange_tracker.report.weighed_discrepancies import weighed_document

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def discrepancies(
    *,
    query: QueryOptions,
    type_: Annotated[
        list[Type] | None,
        typer.Option("--type", metavar="TYPE", help="Only this type (repeatable)."),
    ] = None,
    reading: options.Readings = None,
    party: options.Party = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="ID", help="Only claims of this source (repeatable)."),
        WordSource.SOURCES,
    ] = None,
    days: DayOptions,
    all_: options.Everything = False,
    answer: AnswerOptions,
) -> int:
    r"""List everything that a careful reader must look at.

    Shortfalls, periods without a record, readings that disagree, claims that do not add up, and
    entries whose source or day asks for a second look, words that look alike. A summary comes
    first, then what weighs most, and each once; --all lists every one by its type. Entries with
    one source only are listed on request: --type single-source. Exits with 1 when there is
    something to list.

    \b
    Example: xt discrepancies --ledger data/nov2023 --type claim-differs
    """
    shown = days._replace(party=party).of(query.terms)
    watch = counting("discrepancies looked at")
    selection = select_discrepancies(query, type_, reading, shown, source, watch, datetime.now(UTC))
    note_long(looks(selection.entries), explanations(query, selection.claims))
    rest = ordered(query.terms, selection.discrepancies, selection.names)
    first = list(islice(rest, 1))
    code, listed = int(bool(first)), chain(first, rest)
    if answer.form.for_programs:
        answer.rows(discrepancies_rows(listed), query.records, query.at)
        return code
    publishers, facts = publishers_of(query.records.sources()), query_facts(query)
    document = weighed_document(query.terms, selection, listed, publishers, facts, everything=all_)
    answer.document(document)
    return code
