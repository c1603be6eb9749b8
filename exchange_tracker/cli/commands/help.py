"""``xt help``: a topic, or the help of a command."""

from typing import Annotated, Any

import typer

from exchange_tracker.cli.app import command
from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.output import emit
from exchange_tracker.cli.recorded_words import OneOf
from exchange_tracker.cli.topics import TOPICS, topic_of, topic_text
from exchange_tracker.errors import UsageError

app = typer.Typer(rich_markup_mode=None)


@app.command(name="help")
def help_(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOPIC|COMMAND]", help="Default: all commands and topics."),
        OneOf([*TOPICS, *COMMANDS]),
    ] = None,
) -> int:
    r"""Explain a topic or a command.

    A word that is both a topic and a command is the topic; xt COMMAND --help is always the command.

    \b
    Example: xt help exit codes
    """
    emit([help_page(words or [])], None)
    return 0


def help_page(words: list[str]) -> str:
    """Return a topic, else the help of a command; raise ``UsageError`` for words that are neither."""
    topic = topic_of(words)
    if topic not in TOPICS:
        return f"{_command_help(words)}\n"
    more = f"\nThe commands of that name: xt {topic} --help\n" if topic in COMMANDS else ""
    return f"{topic_text(topic)}{more}"


def _command_help(words: list[str]) -> str:
    target: Any = command()
    context = typer.Context(target, info_name="xt")
    for place, word in enumerate(words):
        inner = target.get_command(context, word) if hasattr(target, "commands") else None
        if inner is None:
            raise _unknown(words, place, target)
        target, context = inner, typer.Context(inner, info_name=word, parent=context)
    return str(target.get_help(context))


def _unknown(words: list[str], place: int, target: Any) -> UsageError:
    """Return the refusal of words, the one at a place of which names nothing, with what is meant."""
    from exchange_tracker.cli.mistyped import meant_page  # only a mistake needs it

    what = f"there is no help on {' '.join(words)!r}"
    names = [*target.commands] if hasattr(target, "commands") else []
    return UsageError.one("xt help", what, meant_page(words[:place], words[place:], names))
