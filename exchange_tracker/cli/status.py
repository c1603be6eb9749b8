"""``xt status``: one screen for a live desk, drawn once or again and again."""

import shutil
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.asking import Answer, Question, ask
from exchange_tracker.cli.output import wants_colour
from exchange_tracker.cli.screen import Width, columns, show
from exchange_tracker.desk import Desk, Last, desk, last_entry
from exchange_tracker.entries import moment_of
from exchange_tracker.errors import Busy
from exchange_tracker.extension import extension
from exchange_tracker.judge import judge
from exchange_tracker.records import Records
from exchange_tracker.render import Format, render_document
from exchange_tracker.render.document import Document
from exchange_tracker.report.check import check_rows
from exchange_tracker.report.status import known_facts, status_document

app = typer.Typer(rich_markup_mode=None)

PAUSE = 1.0  # seconds between two drawings


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
    if watch and form is Format.TABLE and output is None and sys.stdout.isatty():
        return _watch(ledger, at, as_of, reading, width)
    question = ask(ledger, at, as_of)
    if form.for_programs:
        verdicts = [each for due in _desk(question, reading).periods for each in due.verdicts]
        Answer(form, output, raw).rows(check_rows(verdicts))
    else:
        show(_document(question, reading, _last(question)), form, output, columns(width))
    return 0


def _desk(question: Question, reading: list[str] | None) -> Desk:
    verdicts = judge(question.readings(reading), question.moment())
    return desk(question.terms, question.clock, question.at, verdicts)


def _document(question: Question, reading: list[str] | None, last: Last | None) -> Document:
    terms, clock, records = question.terms, question.clock, question.records
    readings = question.readings(reading)
    earned = extension(terms, readings, question.moment())
    known = known_facts(clock, question.at, records.head, _recorded(records), last)
    return status_document(terms, clock, _desk(question, reading), list(known), earned, readings)


def _last(question: Question) -> Last | None:
    return last_entry(question.records.releases(), question.clock, question.at)


def _recorded(records: Records) -> datetime | None:
    """Give the moment of the last change; ``None`` for a folder."""
    if records.head is None:
        return None
    from exchange_tracker.ledger.ledger import Ledger

    if not isinstance(records, Ledger):
        return None
    number, _ = records.last
    moment = records.moment_of(number)
    return moment_of(moment) if moment else None


# -------------------------------------------------------------------------------- watching


def _watch(ledger: Path, at: str, as_of: str, reading: list[str] | None, width: int | None) -> int:
    """Draw until interrupted. The ledger is opened anew each time, so it holds up no writer.

    Nothing is drawn while nothing is different: minutes are the least that is shown.
    """
    from exchange_tracker.cli.drawing import drawn

    colour = wants_colour()
    with drawn(sys.stdout) as draw:
        shown: object = None
        while True:
            with suppress(Busy):  # another is writing for long; the next drawing has it
                question = ask(ledger, at, as_of)
                size = shutil.get_terminal_size()
                now = (question.records.head, f"{question.at:%Y-%m-%dT%H:%M}", size)
                if now != shown or question.records.head is None:
                    document = _document(question, reading, _last(question))
                    filled = columns(width)
                    draw(render_document(document, Format.TABLE, width=filled, colour=colour))
                    shown = now
                del question
            time.sleep(PAUSE)
