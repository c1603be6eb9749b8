"""``xt say``: one truce day as a neutral paragraph, ready to paste."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from exchange_tracker.cli.moment_options import day as read_day
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import emit, on_screen
from exchange_tracker.cli.query import AnswerOptions, QueryOptions
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.queries.account import select_day
from exchange_tracker.render import Format
from exchange_tracker.render.document import Bullets, Cell, Paragraph
from exchange_tracker.render.escape import escape_line
from exchange_tracker.report.say.languages import Language
from exchange_tracker.report.say.sentences import (
    Citing,
    Length,
    Manner,
    Passage,
    moments_sentence,
    paragraph,
    passage_of,
    say_rows,
)

app = typer.Typer(rich_markup_mode=None)

_CITE = "--cite"


class SayCommand(TyperCommand):
    """The command, whose ``--cite`` may stand alone."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take ``--cite`` without a value for ``--cite=notes``; a word after it is the day."""
        end = args.index("--") if "--" in args else len(args)
        alone = f"{_CITE}={Citing.NOTES}"
        return super().parse_args(
            ctx, [alone if word == _CITE else word for word in args[:end]] + args[end:]
        )


@app.command(cls=SayCommand)
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
        Citing | None,
        typer.Option(
            _CITE,
            help="Number the figures and list entries and sources below; =inline: put ids behind them.",
        ),
    ] = None,
    length: Annotated[
        Length, typer.Option("--length", help="Five sentences at most, or one for each finding.")
    ] = Length.SHORT,
    language: Annotated[
        Language, typer.Option("--language", help="In English or French.")
    ] = Language.EN,
    answer: AnswerOptions,
) -> int:
    r"""Tell one truce day in a neutral paragraph, ready to paste.

    Who was released, against what the terms ask, which readings differ and who holds them, the
    totals since the start, and what rests on a single source: of more than 20,000 entries those of
    the day alone, with --cite all. A number that is unreported or undisclosed is worded so. It is
    one line, so that it pastes as one paragraph.

    \b
    Example: xt say 2023-11-30 --ledger data/nov2023 --cite
    """
    wanted = select_day(query, read_day(day, "DAY", query.terms))
    for_programs = answer.form is not Format.TABLE and answer.form.for_programs
    citing = Citing.INLINE if cite and for_programs else cite  # rows have no place for notes
    passage = passage_of(query, wanted, Manner(citing, length, language, by_rows=for_programs))
    words = f"{paragraph(passage)} {moments_sentence(query, language)}"
    if answer.form is Format.TABLE:
        _print(words, passage, answer)
    elif for_programs:
        answer.rows(say_rows(passage), query.records, query.at)
    else:
        notes = Bullets(tuple(Cell(line) for line in passage.notes if line))
        answer.document((Paragraph(words), *([notes] if passage.notes else [])))
    return 0


def _print(words: str, passage: Passage, answer: AnswerOptions) -> None:
    lines: Sequence[str] = (words, *(["", *passage.notes] if passage.notes else []))
    texts = [f"{escape_line(line)}\n" for line in lines]
    emit(texts if answer.output else map(on_screen, texts), answer.output)
