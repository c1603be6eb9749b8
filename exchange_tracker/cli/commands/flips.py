"""``xt flips``: which verdicts are different now. A desk's correction box."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, open_ledger
from exchange_tracker.queries.flips import flips_since
from exchange_tracker.render import Format
from exchange_tracker.report.flips import flips_document, flips_rows
from exchange_tracker.report.phrases import moment_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
def flips(
    since: Annotated[
        str, typer.Option("--since", metavar="MOMENT|CHANGE", help="What was known then.")
    ],
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""List the verdicts that are different now, with the entries that made the difference.

    Both are judged at the same moment; only what was known differs.

    \b
    Example: xt flips --since 2023-12-01T09:00+02:00 --ledger nov2023.db
    """
    records = open_ledger(ledger, as_of)
    then = records.seen(since, "--since")
    moment = options.moment(at)
    changes = flips_since(records, then, moment)
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(flips_rows(changes))
    else:
        said = moment_facts(records.terms, records.clock, moment, records.head)
        changed = records.terms_text != then.terms_text
        answer.document(flips_document(records.terms, changes, said, terms_changed=changed))
    return 0
