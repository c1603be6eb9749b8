"""What the docs hold of the program's own texts, made anew: `make docs`.

`docs/commands.md` is what `xt help` says, `docs/xt.1` what `xt man` says, and the table by which the program
itself completes words is what its commands take; tests say when they are out of date.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typer

from exchange_tracker.cli.app import Commands
from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.topics import TOPICS
from tests.completion_table import PLACE, completion_table
from tests.program import xt

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "commands.md"
MAN = DOCS / "xt.1"
_COLUMNS = "80"  # whatever the terminal has in which it is made

_HEAD = """\
# Every command and topic

Made from the program's own help by `make docs`: this is what `xt help COMMAND` and `xt help TOPIC` say.
`xt` alone lists the commands. [The map of the other pages](README.md).
"""


def commands_page() -> str:
    """The page of all commands and topics."""
    return "\n".join([_HEAD, *_contents(), "", *_commands(), *_topics()])


def man_page() -> str:
    """The manual page."""
    return xt("man").ok.out


def _contents() -> Iterator[str]:
    for panel in dict.fromkeys(entry.panel for entry in COMMANDS.values()):
        names = [name for name, entry in COMMANDS.items() if entry.panel == panel]
        yield f"- {panel}: {', '.join(f'[{name}](#xt-{name})' for name in names)}"
    yield f"- Topics: {', '.join(f'[{topic}](#topic-{topic})' for topic in TOPICS)}"


def _commands() -> Iterator[str]:
    yield from ("## xt", "", _block("help"))
    for name in COMMANDS:
        yield from (f"## xt {name}", "", _block(name, "--help"))
        for inner in _inner(name):
            yield from (f"### xt {name} {inner}", "", _block(name, inner, "--help"))


def _inner(name: str) -> list[str]:
    group: Any = Commands(name="xt")
    return [*getattr(group.get_command(typer.Context(group), name), "commands", ())]


def _topics() -> Iterator[str]:
    for topic in TOPICS:
        yield from (f"## Topic: {topic}", "", _block("help", topic))


def _block(*words: str) -> str:
    with patch.dict("os.environ", COLUMNS=_COLUMNS):
        return f"```text\n{xt(*words).ok.out}```\n"


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8")
    MAN.write_text(man_page(), encoding="utf-8")
    PLACE.write_text(completion_table(), encoding="utf-8")
