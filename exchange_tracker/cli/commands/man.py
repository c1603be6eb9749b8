"""``xt man``: the manual page, from the same texts as ``--help``."""

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

import typer

from exchange_tracker import __version__
from exchange_tracker.cli import options
from exchange_tracker.cli.app import Commands, command
from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.manual_tables import ENVIRONMENT, EXIT_STATUS, FILES, Table
from exchange_tracker.cli.output import emit
from exchange_tracker.cli.topics import TOPICS

app = typer.Typer(rich_markup_mode=None)


@app.command()
def man(output: options.Output = None) -> int:
    r"""Print the manual page.

    \b
    Example: xt man -o xt.1
    """
    emit((f"{line}\n" for line in _page()), output)
    return 0


def _page() -> Iterator[str]:
    whole = command()
    about, *more = _paragraphs(whole.help)
    yield f'.TH XT 1 "" "exchange-tracker {__version__}" "User Commands"'
    yield ".ad l"  # a blank more in a command line would be another command line
    yield from (".SH NAME", *_roff(f"xt, exchange-tracker - {about.rstrip('.')}"))
    yield from (".SH SYNOPSIS", ".B xt", ".I COMMAND", "[\\fIOPTION\\fR]...")
    yield ".SH DESCRIPTION"
    yield from _texts([about, *more])
    yield from (".SH OPTIONS", *_roff("All but --version may also stand after a command."))
    yield from _options(whole)
    for panel in dict.fromkeys(entry.panel for entry in COMMANDS.values()):
        yield f".SH {_safe(panel.upper())}"
        for name, entry in COMMANDS.items():
            if entry.panel == panel:
                target = Commands(name="xt").get_command(typer.Context(whole), name)
                yield from _command(f"xt {name}", target)
    yield from _pairs("TOPICS", tuple((f"xt help {name}", t.summary) for name, t in TOPICS.items()))
    yield from _pairs("EXIT STATUS", EXIT_STATUS)
    yield from _pairs("ENVIRONMENT", ENVIRONMENT)
    yield from _pairs("FILES", FILES)


def _command(path: str, target: Any) -> Iterator[str]:
    if inner := getattr(target, "commands", None):
        for name, each in inner.items():
            yield from _command(f"{path} {name}", each)
        return
    pieces = target.collect_usage_pieces(typer.Context(target))
    yield f".SS {_safe(' '.join([path, *pieces]))}"
    yield from _texts(_paragraphs(target.help))
    yield from _options(target)


def _options(target: Any) -> Iterator[str]:
    for param in target.params:
        if param.name != "help" and (record := param.get_help_record(typer.Context(target))):
            yield from _item(*record)


def _texts(paragraphs: list[str]) -> Iterator[str]:
    """Yield paragraphs; an example is shown as it is typed, on lines of its own."""
    for place, paragraph in enumerate(paragraphs):
        if place:
            yield ".PP"
        words, example, command = paragraph.partition("Example: ")
        if not words and example:
            typed = command.replace(" \\ ", " \\\n    ").splitlines()
            yield from ("Example:", ".PP", ".EX", *map(_safe, typed), ".EE")
        else:
            yield from _roff(paragraph)


def _item(name: str, text: str) -> Iterator[str]:
    yield from (".TP", f".B {_safe(name)}", *(_roff(text) or [r"\&"]))


def _pairs(heading: str, pairs: Table) -> Iterator[str]:
    yield f".SH {heading}"
    for name, text in pairs:
        yield from _item(name, text)


def _paragraphs(text: str) -> list[str]:
    blocks = re.split(r"\n\s*\n", text.replace("\b", "").strip())
    return [" ".join(each.split()) for each in blocks]


def _roff(text: str) -> list[str]:
    """Return a text in lines of at most 80 characters, as the sources of manual pages have them."""
    return [_safe(line) for line in wrap(text, 72, break_long_words=False, break_on_hyphens=False)]


def _safe(line: str) -> str:
    r"""Return a line in which nothing is a request: ``\``, ``-``, a leading ``.`` or ``'``."""
    safe = line.replace("\\", "\\e").replace("-", "\\-")
    safe = "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in safe)
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe
