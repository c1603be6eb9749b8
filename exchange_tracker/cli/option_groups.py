"""Options that many commands share, as one parameter of a command.

A function makes something of its parameters, each an option of Typer's::

    def ask(ledger: options.Ledger = …, at: options.At = "") -> Query: ...

    QueryOptions = Annotated[Query, OptionGroup(ask)]

and a command that takes it has those options, at the place of the parameter::

    @app.command()
    @expand_groups
    def check(*, query: QueryOptions, reading: options.Readings = None) -> int: ...

Typer sees a function of all the options. What the options of a group make is made before the command
runs, group by group; where one of it has opened the terms, names among the other words are ids then.
"""

from collections.abc import Callable
from functools import update_wrapper
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar

from exchange_tracker.cli.names import as_ids
from exchange_tracker.cli.recorded_words import WordSource

Entry = TypeVar("Entry")


class OptionGroup:
    """Some options, and the function that makes one value of them."""

    def __init__(self, make: Callable[..., Any], *names: str, **defaults: Any) -> None:
        """Take the options of a function: those named, or all; with other defaults than its own."""
        self._make = make
        self.options = [
            option.replace(default=defaults.get(option.name, option.default))
            for option in _parameters(make)
            if not names or option.name in names
        ]

    def value(self, words: dict[str, Any]) -> Any:
        """Return what the function makes of a command line, whose words for the group are taken out."""
        return self._make(**{option.name: words.pop(option.name) for option in self.options})


def expand_groups(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command with the options of its groups in place of the groups."""
    parameters = _parameters(command)
    groups = {parameter.name: _group(parameter) for parameter in parameters}
    sources = {parameter.name: _entry(parameter, WordSource) for parameter in parameters}
    options: list[Parameter] = []
    for parameter in parameters:
        group = groups[parameter.name]
        options += group.options if group else [parameter]

    def run(**words: Any) -> int:
        values = {name: group.value(words) for name, group in groups.items() if group}
        return command(**_with_ids(words, sources, values), **values)

    update_wrapper(run, command)
    run.__annotations__ = {option.name: option.annotation for option in options}
    run.__signature__ = Signature(options)  # type: ignore[attr-defined]
    return run


def _parameters(function: Callable[..., Any]) -> list[Parameter]:
    """Return the parameters of a function, each by keyword: one without a default may follow any."""
    every = signature(function).parameters.values()
    return [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in every]


def _group(parameter: Parameter) -> OptionGroup | None:
    """Return the group that a parameter's type carries."""
    return _entry(parameter, OptionGroup)


def _entry(parameter: Parameter, kind: type[Entry]) -> Entry | None:
    """Return what of some kind a parameter's type carries."""
    metadata = getattr(parameter.annotation, "__metadata__", ())
    return next((entry for entry in metadata if isinstance(entry, kind)), None)


def _with_ids(
    words: dict[str, Any], sources: dict[str, WordSource | None], values: dict[str, Any]
) -> dict[str, Any]:
    """Return the words of a command line with names as ids, where a group has opened its terms."""
    opened = next((each for each in values.values() if hasattr(each, "terms")), None)
    if opened is None or not any(words[name] and sources.get(name) for name in words):
        return words
    return {name: as_ids(word, opened.terms, sources.get(name)) for name, word in words.items()}
