"""``xt status``: one screen for a live desk, drawn once or again and again."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.output import on_screen, wants_colour
from exchange_tracker.cli.query import Answer, Query, ask
from exchange_tracker.cli.screen import Width, columns, redrawn, show
from exchange_tracker.facts.entry import moment_of
from exchange_tracker.queries.status import Desk, Last, desk, last_entry
from exchange_tracker.render import Format, render_document
from exchange_tracker.render.document import Document
from exchange_tracker.report.check import check_rows
from exchange_tracker.report.status import known_facts, status_document
from exchange_tracker.store import signals
from exchange_tracker.store.records import Records

app = typer.Typer(rich_markup_mode=None)


@app.command()
def status(
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
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Show the current truce day: what is due in it, what was delivered, what is missing.

    Also what was due before and is not met, how old the last entry is, and when the truce ends.

    \b
    Example: xt status --ledger data/nov2023 --at 2023-11-30T22:00+02:00
    """
    if watch and form is Format.TABLE and output is None and redrawn():
        return _watch(ledger, lambda: _screen(ask(ledger, at, as_of), reading, width))
    query = ask(ledger, at, as_of)
    if form.for_programs:
        verdicts = [each for due in _desk(query, reading).periods for each in due.verdicts]
        Answer(form, output, raw).rows(check_rows(verdicts))
    else:
        show(_document(query, reading), form, output, columns(width))
    return 0


def _watch(ledger: Path, render: Callable[[], str]) -> int:
    from exchange_tracker.cli.watch import watch

    with suppress(KeyboardInterrupt):
        watch(ledger, render)
    return signals.exit_code()


def _screen(query: Query, names: list[str] | None, width: int | None) -> str:
    document = _document(query, names)
    filled, colour = columns(width), wants_colour()
    return on_screen(render_document(document, Format.TABLE, width=filled, colour=colour))


def _desk(query: Query, names: list[str] | None) -> Desk:
    return desk(query.terms, query.readings(names), query.snapshot())


def _document(query: Query, names: list[str] | None) -> Document:
    terms, clock, records = query.terms, query.clock, query.records
    known = known_facts(clock, query.at, records.head, _recorded(records), _last(query))
    readings = len(query.readings(names))
    return status_document(terms, clock, _desk(query, names), list(known), readings)


def _last(query: Query) -> Last | None:
    """Return the latest entry that has happened: it lies on the last day that has any."""
    day = query.snapshot().figures.last_day
    if day is None:
        return None
    return last_entry(query.records.releases_between(day, day), query.clock, query.at)


def _recorded(records: Records) -> datetime | None:
    """Return the moment of the last change; ``None`` for a folder."""
    if records.head is None:
        return None
    from exchange_tracker.store.ledger.ledger import Ledger

    if not isinstance(records, Ledger):
        return None
    number, _ = records.last
    moment = records.moment_of(number)
    return moment_of(moment) if moment else None
