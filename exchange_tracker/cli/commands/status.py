"""``xt status``: one screen for a live desk, drawn once or again and again."""

from collections.abc import Callable
from contextlib import suppress
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.names import as_ids
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import on_screen, wants_colour
from exchange_tracker.cli.query import AnswerOptions, ask
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.cli.screen import Width, columns, redrawn, show
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.status import select_desk
from exchange_tracker.render import Format, render_document
from exchange_tracker.report.check import check_rows
from exchange_tracker.report.status import status_screen
from exchange_tracker.store import signals
from exchange_tracker.store.address import Place

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def status(
    *,
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    reading: options.Readings = None,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch", help="Draw it again as the ledger changes and the clock runs; ^C ends it."
        ),
    ] = False,
    width: Width = None,
    answer: AnswerOptions,
) -> int:
    r"""Show the current truce day: what is due in it, what was delivered, what is missing.

    Also what was due before and is not met, how old the last entry is, and when the truce ends.

    \b
    Example: xt status --ledger data/nov2023 --at 2023-11-30T22:00+02:00
    """
    if watch and answer.form is Format.TABLE and answer.output is None and redrawn():
        return _watch(ledger, lambda: _screen(ask(ledger, at, as_of), reading, width))
    query = ask(ledger, at, as_of)
    reading = as_ids(reading, query.terms, WordSource.READINGS)
    if answer.form.for_programs:
        verdicts = [each for due in select_desk(query, reading).periods for each in due.verdicts]
        answer.rows(check_rows(verdicts), query.records, query.at)
    else:
        show(status_screen(query, reading), answer.form, answer.output, columns(width))
    return 0


def _watch(ledger: Place, render: Callable[[], str]) -> int:
    from exchange_tracker.cli.watch import watch

    with suppress(KeyboardInterrupt):
        watch(ledger, render)
    return signals.exit_code()


def _screen(query: Query, names: list[str] | None, width: int | None) -> str:
    document = status_screen(query, as_ids(names, query.terms, WordSource.READINGS))
    filled, colour = columns(width), wants_colour()
    return on_screen(render_document(document, Format.TABLE, width=filled, colour=colour))
