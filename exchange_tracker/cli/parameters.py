"""Options and arguments as the program has them under every version of Typer that it allows.

Typer makes them; what its versions do differently is done here instead: which words a value is made of,
how a wrong one is refused, and how an argument stands in the help. From 0.29 on Typer asks Pydantic
even to make a text of a text, and loading it takes longer than the rest of a start.

Here, too, is where the value of an option comes from that a command line leaves out (``Habit``), and an
option that takes one value and is given two is refused.
"""

import os
from collections.abc import Callable
from enum import StrEnum
from inspect import signature
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, NoReturn, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperOption
from typer.models import ParameterInfo

from exchange_tracker.cli.habits import Habit
from exchange_tracker.cli.output import detail
from exchange_tracker.errors import UsageError

HELP_NAMES = ["-h", "--help"]
HABITS = "exchange_tracker.habits"  # in a context: the options that a file of settings gave a value


class Words:
    """The words that a parameter takes: their type, and Typer's settings."""

    def __init__(self, annotation: Any) -> None:
        """Take the annotation of a command's parameter."""
        whole, *metadata = get_args(annotation)
        (self.info,) = (entry for entry in metadata if isinstance(entry, ParameterInfo))
        self.habit = next((entry for entry in metadata if isinstance(entry, Habit)), None)
        one_or_many = _without_none(whole)
        self.many = get_origin(one_or_many) is list
        self.type = get_args(one_or_many)[0] if self.many else one_or_many

    def value(self, words: Any) -> Any:
        """Return what the words mean, or raise ``ValueError`` with what is wrong with them."""
        if words is None:
            return () if self.many else None
        return tuple(map(self._one, words)) if self.many else self._one(words)

    def _one(self, word: Any) -> Any:
        if self.info.parser is not None:
            return self.info.parser(word)
        if issubclass(self.type, StrEnum):
            return self._member(word)
        if self.type is int:
            return self._number(word)
        return _path(word) if self.type is Path else word

    def _member(self, word: str) -> Any:
        for member in self.type:
            if word == member or (not self.info.case_sensitive and word.lower() == member.lower()):
                return member
        offered = ", ".join(repr(member.value) for member in self.type)
        raise ValueError(f"{word!r} is not one of {offered}.")

    def _number(self, word: str) -> int:
        if not (word.isascii() and word.isdecimal()):  # int() would take 1_000, too
            raise ValueError(f"{word!r} is not a whole number.")
        number = int(word[:18])
        least, most = self.info.min, self.info.max
        if (least is not None and number < least) or (most is not None and number > most):
            raise ValueError(f"{number} is not in the range {least}<=x<={most}.")
        return number


def _without_none(annotation: Any) -> Any:
    """Return a type without the ``| None`` that says that it may be missing."""
    types = [each for each in get_args(annotation) if each is not NoneType]
    return types[0] if NoneType in get_args(annotation) else annotation


def _path(word: str) -> Path:
    path = Path(word)
    if os.path.exists(path) and not os.access(path, os.R_OK):  # noqa: PTH110 - False where Path raises
        raise ValueError(f"Path {word!r} is not readable.")
    return path


class Option(TyperOption):
    """An option whose words are understood here."""

    words: Words

    def add_to_parser(self, parser: Any, ctx: Any) -> None:
        """Have the parser keep every value of an option, so that a second one does not go unseen."""
        if self.is_flag or self.multiple or self.count:
            super().add_to_parser(parser, ctx)
        else:
            parser.add_option(obj=self, opts=self.opts, dest=self.name, action="append")

    def consume_value(self, ctx: Any, opts: Any) -> Any:
        """Return the value of a command line, else of the environment, the settings, the default."""
        values = opts.get(self.name)
        if isinstance(values, list) and not self.multiple:
            if len(values) > 1:
                self._refuse_second(values)
            opts = {**opts, self.name: values[0]}
        value, source = super().consume_value(ctx, opts)
        if self.words.habit and source.name == "DEFAULT":
            value = self._habitual(ctx, self.words.habit, value)
        if source.name == "ENVIRONMENT":
            _tell_origin(self, str(self.envvar))
        return value, source

    def process_value(self, ctx: Any, value: Any) -> Any:
        """Return what the words of a command line mean, or refuse them."""
        return _process(self, self.words, super().process_value, ctx, value)

    def _refuse_second(self, values: list[str]) -> NoReturn:
        first, second, *_ = values
        what = "it is given twice" if first == second else f"it is {first!r} and {second!r} at once"
        raise UsageError.one("/".join(self.opts), what, "write it once")

    def _habitual(self, ctx: Any, key: Habit, default: Any) -> Any:
        """Return what the settings say where the command line says nothing."""
        from exchange_tracker.cli.settings import settings  # no help and no tab needs it

        habits = settings()
        words = habits.words(key)
        if not words or (len(words) > 1 and not self.words.many):
            return default
        ctx.meta.setdefault(HABITS, {})[self.opts[0]] = habits.name
        _tell_origin(self, habits.name)
        return words if self.words.many else words[0]


def _tell_origin(option: Option, origin: str) -> None:
    detail(f"{option.opts[0]} has its value from {origin}")


class Argument(TyperArgument):
    """An argument whose words are understood here, and whose help names it and nothing more."""

    words: Words

    def process_value(self, ctx: Any, value: Any) -> Any:
        """Return what the words of a command line mean, or refuse them."""
        return _process(self, self.words, super().process_value, ctx, value)

    def get_usage_pieces(self, ctx: Any) -> list[str]:
        """Return its name, in brackets that say whether it must be there."""
        del ctx
        name = self._name()
        if name.startswith("["):
            return [name]
        return [f"{{{name}}}" if self.required else f"[{name}]"]

    def get_help_record(self, ctx: Any) -> tuple[str, str] | None:
        """Return its name and what it is."""
        record = super().get_help_record(ctx)
        return record and (self._name(), record[1])

    def _name(self) -> str:
        return self.metavar or self.name or ""


def own_parameters(command: Any) -> list[Any]:
    """Return the parameters that Typer made for a command, as the program has them, and ``--help``."""
    annotations = signature(command.callback).parameters
    help_option = command.get_help_option(typer.Context(command, help_option_names=HELP_NAMES))
    return [
        *(_own(each, Words(annotations[each.name].annotation)) for each in command.params),
        _own(help_option, Words(Annotated[bool, typer.Option()])),
    ]


def _own(parameter: Any, words: Words) -> Option | Argument:
    """Return a parameter with all its settings, as one of our own kind."""
    kind: Any = Argument if isinstance(parameter, TyperArgument) else Option
    own: Option | Argument = kind.__new__(kind)
    vars(own).update(vars(parameter), words=words)
    return own


def _process(
    parameter: Option | Argument,
    words: Words,
    process: Callable[[Any, Any], Any],
    ctx: Any,
    value: Any,
) -> Any:
    """Return what words mean, and call back; Typer itself says that there are none."""
    if parameter.required and parameter.value_is_missing(value):
        return process(ctx, value)
    try:
        meaning = words.value(value)
    except ValueError as error:
        raise typer.BadParameter(str(error), ctx=ctx, param=parameter) from None
    return parameter.callback(ctx, parameter, meaning) if parameter.callback else meaning
