"""The table by which a tab is answered, made of the commands: `make docs` writes it."""

from collections.abc import Iterator
from enum import StrEnum
from inspect import signature
from pathlib import Path
from typing import Any, get_args

import typer

from exchange_tracker.cli.app import Commands, command
from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.completion_words import MANY, PROGRAM, SOURCE, TABLE
from exchange_tracker.cli.recorded_words import OneOf, WordSource

PLACE = Path(TABLE)


def completion_table() -> str:
    """A block for each command: its name, then each of its parameters with its words."""
    return "\n".join(_blocks())


def _blocks() -> Iterator[str]:
    yield _block(PROGRAM, command())
    group: Any = Commands(name="xt")
    for name in COMMANDS:
        asked = group.get_command(typer.Context(group), name)
        yield _block(name, asked)
        for inner, each in getattr(asked, "commands", {}).items():
            yield _block(f"{name} {inner}", each)


def _block(name: str, asked: Any) -> str:
    lines = [f"  {_line(asked, each)}\n" for each in asked.params if each.name != "help"]
    return f"{name}\n{''.join(lines)}"


def _line(asked: Any, parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"{parameter.name}{MANY if parameter.nargs == -1 else ''}={_words(asked, parameter)}"
    flags = " ".join((*parameter.opts, *parameter.secondary_opts))
    return flags if parameter.is_flag else f"{flags}={_words(asked, parameter)}"


def _words(asked: Any, parameter: Any) -> str:
    """The words of a parameter, from its type."""
    own = signature(asked.callback).parameters
    parameters = own if parameter.name in own else signature(command().callback).parameters
    types = get_args(parameters[parameter.name].annotation)
    for entry in types:
        if isinstance(entry, WordSource):
            return f"{SOURCE}{entry.name}"
        if isinstance(entry, OneOf):
            return _in_one_line(entry)
    return _in_one_line(_closed_set(types[0]))


def _in_one_line(words: tuple[str, ...]) -> str:
    line = " ".join(words)
    assert line.split() == [*words]  # none has a blank in it
    return line


def _closed_set(annotation: Any) -> tuple[str, ...]:
    """The words of a type that is a closed set of them, or may be one or many of it."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(word.value for word in annotation)
    return tuple(word for inner in get_args(annotation) for word in _closed_set(inner))
