"""``xt say``: one truce day as a neutral paragraph, ready to paste."""

from datetime import date
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.output import emit, on_screen
from exchange_tracker.cli.query import Answer, Query, ask
from exchange_tracker.errors import UsageError
from exchange_tracker.queries.account import account
from exchange_tracker.queries.account_rows import rows
from exchange_tracker.render import Format
from exchange_tracker.render.document import Paragraph
from exchange_tracker.render.escape import escape_line
from exchange_tracker.report.say import Sentence, account_sentences, paragraph, say_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
def say(
    day: Annotated[
        str,
        typer.Argument(metavar="[DAY]", help="A truce day; default: the latest that has begun."),
    ] = "",
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    cite: Annotated[
        bool, typer.Option("--cite", help="Put entry and source ids behind every number.")
    ] = False,
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Tell one truce day in a neutral paragraph, ready to paste.

    Who was released, against what the terms ask, which readings differ and who holds them, and
    the totals since the start. A number that is unreported, undisclosed or rests on a single
    source is worded so. It is one line, so that it pastes as one paragraph.

    \b
    Example: xt say 2023-11-30 --ledger data/nov2023 --cite
    """
    query = ask(ledger, at, as_of)
    sentences = sentences_of(query, _day(query, day), cite=cite)
    if form is Format.TABLE:
        text = f"{escape_line(paragraph(sentences))}\n"
        emit([on_screen(text) if output is None else text], output)
    elif form.for_programs:
        Answer(form, output, raw).rows(say_rows(sentences))
    else:
        Answer(form, output, raw).document((Paragraph(paragraph(sentences)),))
    return 0


def sentences_of(query: Query, day: date, *, cite: bool) -> list[Sentence]:
    """Tell a truce day sentence by sentence."""
    terms, moment = query.terms, query.snapshot()
    sources = list(query.records.sources())
    recorded = rows(query.records.releases(), sources, moment, day)
    known = frozenset(source.id for source in sources)
    told_of = account(terms, moment, day, recorded)
    return account_sentences(terms, query.clock, query.at, told_of, known, cite=cite)


def latest_day(query: Query) -> date | None:
    """Return the latest of the truce's days that has begun; ``None`` before the first."""
    terms = query.terms
    today = query.clock.day_of(query.at)
    return min(today, terms.last_day) if today >= terms.first_day else None


def _day(query: Query, given: str) -> date:
    terms = query.terms
    wanted, latest = options.day(given, "DAY"), latest_day(query)
    if latest is None:
        raise UsageError.one("--at", "the truce has not begun then", "name a later moment")
    if wanted is None:
        return latest
    if not terms.first_day <= wanted <= latest:
        fix = f"write one of {terms.first_day} to {latest}"
        raise UsageError.one("DAY", f"{wanted} is not a truce day that has begun", fix)
    return wanted
