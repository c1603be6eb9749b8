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

from exchange_tracker.cli.app import Commands, command
from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.ledger_place import LEDGER, place_or_habit
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
        possible = set(_possible(before, start)).difference(head.split(";"))
        return sorted(f"{head}{semicolon}{word}" for word in possible if word.startswith(start))
    return []


def _possible(before: Sequence[str], start: str) -> Iterable[str]:
    """Return what can follow some words, without loading the command where that will do."""
    whole = before
    before, general = _without_general(whole)
    if not before:
        return _of_the_program(general, start)
    if before[0] not in COMMANDS:
        return []
    if before[0] == "help" and len(before) > 1:  # the commands of the group that it is about
        group, *_ = _command(before[1:])
        return list(getattr(group, "commands", {}))
    entry, last = COMMANDS[before[0]], before[-1]
    if entry.shares and (source := word_source(last)):
        return source.words(_place(whole), start)
    argument = entry.argument
    if argument and not last.startswith("-") and not start.startswith("-"):
        return WordSource[argument].words(_place(whole), start)
    asked, *words = _command(before)
    if asked is None:
        return []
    if not words and (inner := getattr(asked, "commands", {})):
        return list(inner)
    if start.startswith("-"):
        return _flags(asked)
    parameter = _option(asked, last) or _argument(asked, words)
    return _words_of(asked, parameter, whole, start) if parameter else []


def _without_general(before: Sequence[str]) -> tuple[Sequence[str], Any]:
    """Return a line from its command on, and the option before it that still lacks its value."""
    words = list(before)
    while words and words[0].startswith("-"):
        option = _option(command(), words.pop(0))
        if option and not words:
            return [], option
        del words[: 1 if option else 0]
    return words, None


def _of_the_program(option: Any, start: str) -> Iterable[str]:
    """Return what can stand where a command could: its name, an option, the value of one."""
    if option:
        return _words_of(command(), option, (), start)
    return _flags(command()) if start.startswith("-") else COMMANDS


def _command(before: Sequence[str]) -> list[Any]:
    """Return the command that a line names, and the words after its name."""
    name, *words = before
    command = Commands(name="xt").get_command(typer.Context(Commands(name="xt")), name)
    if words and (inner := getattr(command, "commands", {})):
        return [inner.get(words[0]), *words[1:]]
    return [command, *words]


def _flags(asked: Any) -> list[str]:
    """Return the options of a command; that each has ``--help`` need not be said."""
    options = [param for param in asked.params if param.name != "help"]
    return [flag for option in options for flag in option.opts if flag.startswith("--")]


def _option(asked: Any, flag: str) -> Any:
    """Return the option of a command that takes a word after a flag."""
    options = [param for param in asked.params if flag in param.opts]
    return next((each for each in options if not getattr(each, "is_flag", False)), None)


def _argument(asked: Any, words: Sequence[str]) -> Any:
    """Return the argument that comes after some words of a asked."""
    arguments = [param for param in asked.params if param.param_type_name == "argument"]
    values = {after for flag, after in pairwise(words) if _option(asked, flag)}
    place = sum(not word.startswith("-") and word not in values for word in words)
    if arguments and arguments[-1].nargs == -1:
        place = min(place, len(arguments) - 1)
    return arguments[place] if place < len(arguments) else None


def _words_of(asked: Any, parameter: Any, before: Sequence[str], start: str) -> Iterable[str]:
    """Return the words of a parameter, from its type; which ledger they are of, a line says."""
    own = signature(asked.callback).parameters
    parameters = own if parameter.name in own else signature(command().callback).parameters
    annotation = parameters[parameter.name].annotation
    for entry in get_args(annotation):
        if isinstance(entry, WordSource | OneOf):
            return entry.words(_place(before) if isinstance(entry, WordSource) else Path(), start)
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
    named = next(places, None)
    if named is None:
        return place_or_habit(LEDGER)
    return place_of(named) if is_address(named) else Path(named).expanduser()
