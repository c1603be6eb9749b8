"""The words that can stand at the end of a command line, from the commands and from the ledger.

Where a parameter takes words of the terms or of the rows, its type says which (``recorded_words``). A
command is loaded only where neither the options that all share nor the table of commands know it:
somebody waits at each tab.
"""

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from enum import StrEnum
from inspect import signature
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import typer

from exchange_tracker.cli.app import COMMANDS, Commands
from exchange_tracker.cli.options import word_source
from exchange_tracker.cli.recorded_words import OneOf, WordSource
from exchange_tracker.errors import Refusal
from exchange_tracker.store.address import Place, is_address, place_of

_LEDGER = ("--ledger", "-f")


def candidates(words: Sequence[str]) -> list[str]:
    """Return what can stand in place of the last of some words; nothing where files can.

    Words come as they are typed: quoted, and in bash with each ``=`` as a word of its own.
    """
    *before, start = [re.sub(r"""\\|^['"]|(?<=.)['"]$""", "", word) for word in words]
    option, equals, value = start.partition("=")
    if equals and option.startswith("--"):
        return [f"{option}={word}" for word in candidates([*before, option, value])]
    before, start = [word for word in before if word != "="], start.removeprefix("=")
    head, semicolon, start = start.rpartition(
        ";"
    )  # of several values in one cell the last is meant
    with suppress(Refusal, OSError, ValueError):  # what cannot be read completes nothing
        possible = set(_possible(before, start) if before else COMMANDS).difference(head.split(";"))
        return sorted(f"{head}{semicolon}{word}" for word in possible if word.startswith(start))
    return []


def _possible(before: Sequence[str], start: str) -> Iterable[str]:
    """Return what can follow some words, without loading the command where that will do."""
    if before[0] not in COMMANDS:
        return []
    entry, last, place = COMMANDS[before[0]], before[-1], _place(before)
    if entry.shares and (source := word_source(last)):
        return source.words(place, start)
    argument = entry.argument
    if argument and not last.startswith("-") and not start.startswith("-"):
        return WordSource[argument].words(place, start)
    command, *words = _command(before)
    if command is None:
        return []
    if not words and (inner := getattr(command, "commands", {})):
        return list(inner)
    if start.startswith("-"):
        return _flags(command)
    parameter = _option(command, last) or _argument(command, words)
    return _words_of(command, parameter, place, start) if parameter else []


def _command(before: Sequence[str]) -> list[Any]:
    """Return the command that a line names, and the words after its name."""
    name, *words = before
    command = Commands(name="xt").get_command(typer.Context(Commands(name="xt")), name)
    if words and (inner := getattr(command, "commands", {})):
        return [inner.get(words[0]), *words[1:]]
    return [command, *words]


def _flags(command: Any) -> list[str]:
    """Return the options of a command; that each has ``--help`` need not be said."""
    options = [param for param in command.params if param.name != "help"]
    return [flag for option in options for flag in option.opts if flag.startswith("--")]


def _option(command: Any, flag: str) -> Any:
    """Return the option of a command that takes a word after a flag."""
    options = [param for param in command.params if flag in param.opts]
    return next((each for each in options if not getattr(each, "is_flag", False)), None)


def _argument(command: Any, words: Sequence[str]) -> Any:
    """Return the argument that comes after some words of a command."""
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    values = {after for flag, after in pairwise(words) if _option(command, flag)}
    place = sum(not word.startswith("-") and word not in values for word in words)
    if arguments and arguments[-1].nargs == -1:
        place = min(place, len(arguments) - 1)
    return arguments[place] if place < len(arguments) else None


def _words_of(command: Any, parameter: Any, place: Place, start: str) -> Iterable[str]:
    """Return the words of a parameter, from its type."""
    annotation = signature(command.callback).parameters[parameter.name].annotation
    for entry in get_args(annotation):
        if isinstance(entry, WordSource | OneOf):
            return entry.words(place, start)
    return _closed_set(get_args(annotation)[0])


def _closed_set(annotation: Any) -> list[str]:
    """Return the words of a type that is a closed set of them, or may be one or many of it."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [word.value for word in annotation]
    return [word for inner in get_args(annotation) for word in _closed_set(inner)]


def _place(before: Sequence[str]) -> Place:
    """Return the ledger or folder that a line names, or that is used without one."""
    separate = [after for word, after in pairwise(before) if word in _LEDGER]
    joined = [word.partition("=")[2] for word in before if word.startswith("--ledger=")]
    places = filter(None, [*separate, *joined, os.environ.get("EXCHANGE_LEDGER", "")])
    place = next(places, "ledger.db")
    return place_of(place) if is_address(place) else Path(place).expanduser()
