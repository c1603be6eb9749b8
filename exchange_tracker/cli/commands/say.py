"""``xt say``: one truce day as a neutral paragraph, ready to paste."""

from typing import Annotated

import typer

from exchange_tracker.cli.moment_options import day as read_day
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import emit, on_screen
from exchange_tracker.cli.query import AnswerOptions, QueryOptions
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.queries.account import select_day
from exchange_tracker.render import Format
from exchange_tracker.render.document import Paragraph
from exchange_tracker.render.escape import escape_line
from exchange_tracker.report.phrases import moments_sentence
from exchange_tracker.report.say import paragraph, say_rows, sentences_of

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def say(
    *,
    day: Annotated[
        str,
        typer.Argument(metavar="[DAY]", help="A truce day; default: the latest that has begun."),
        WordSource.DAYS,
    ] = "",
    query: QueryOptions,
    cite: Annotated[
        bool, typer.Option("--cite", help="Put entry and source ids behind every number.")
    ] = False,
    answer: AnswerOptions,
) -> int:
    r"""Tell one truce day in a neutral paragraph, ready to paste.

    Who was released, against what the terms ask, which readings differ and who holds them, and
    the totals since the start. A number that is unreported, undisclosed or rests on a single
    source is worded so. It is one line, so that it pastes as one paragraph.

    \b
    Example: xt say 2023-11-30 --ledger data/nov2023 --cite
    """
    wanted = read_day(day, "DAY", query.terms)
    sentences = sentences_of(query, select_day(query, wanted), cite=cite)
    words = f"{paragraph(sentences)} {moments_sentence(query)}"
    if answer.form is Format.TABLE:
        text = f"{escape_line(words)}\n"
        emit([on_screen(text) if answer.output is None else text], answer.output)
    elif answer.form.for_programs:
        answer.rows(say_rows(sentences), query.records, query.at)
    else:
        answer.document((Paragraph(words),))
    return 0
