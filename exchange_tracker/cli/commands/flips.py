"""``xt flips``: which verdicts are different now. A desk's correction box."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.moment_options import known_at, moment
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, open_ledger
from exchange_tracker.queries.flips import flips_since
from exchange_tracker.queries.query import Query
from exchange_tracker.report.flips import flips_document, flips_rows
from exchange_tracker.report.phrases import query_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def flips(
    *,
    since: Annotated[
        str,
        typer.Option(
            "--since", metavar="MOMENT|CHANGE", help="What was known then, or before that day."
        ),
    ],
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    answer: AnswerOptions,
) -> int:
    r"""List the verdicts that are different now, with the entries that made the difference.

    Both are judged at the same moment; only what was known differs.

    \b
    Example: xt flips --since 2023-12-01T09:00+02:00 --ledger nov2023.db
    """
    records = open_ledger(ledger, as_of)
    then = records.seen(known_at(since, records.clock, "--since"), "--since")
    query = Query(records, moment(at, records.clock))
    changes = flips_since(records, then, query.at)
    if answer.form.for_programs:
        answer.rows(flips_rows(changes), records, query.at)
    else:
        facts, replaced = query_facts(query), records.terms_text != then.terms_text
        answer.document(flips_document(query.terms, changes, facts, terms_changed=replaced))
    return 0
