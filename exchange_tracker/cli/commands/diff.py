"""``xt diff``: two ledgers or folders told apart."""

from datetime import UTC
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.ledger_place import ledger_path
from exchange_tracker.cli.moment_options import moment
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, open_records
from exchange_tracker.queries.diff import diff as tell_apart
from exchange_tracker.report.diff import Side, diff_document, diff_rows
from exchange_tracker.store.address import Place

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def diff(
    *,
    first: Annotated[
        Place,
        typer.Argument(metavar="FIRST", parser=ledger_path, help="A ledger or a truce folder."),
    ],
    second: Annotated[
        Place,
        typer.Argument(metavar="SECOND", parser=ledger_path, help="Another of the same truce."),
    ],
    at: options.At = "",
    answer: AnswerOptions,
) -> int:
    r"""Tell two ledgers or folders apart: entries, terms and the verdicts that differ by them.

    Movements, claims and sources, too. What has one id on both sides and says something else is
    shown cell by cell; so is a release of the same truce day, party and kind that has another id. Names of
    people are not shown. Both are judged at one moment. Exits with 0 when nothing differs, with 1 when
    anything does.

    \b
    Example: xt diff nov2023.db data/nov2023
    """
    one, other = (Side(str(place), open_records(place)) for place in (first, second))
    judged_at = moment(at, one.records.clock, other.records.clock)
    difference = tell_apart(one.records, other.records, judged_at)
    if answer.form.for_programs:
        answer.rows(diff_rows(difference, one, other), at=judged_at)
    else:
        words = f"{judged_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        answer.document(diff_document(difference, one, other, words))
    return difference.exit_code
