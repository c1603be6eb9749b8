"""Options that many commands share: one parameter of a command, expanded for Typer."""

import inspect
from typing import Annotated, NamedTuple

import pytest
import typer

from exchange_tracker.cli.app import Commands
from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.option_groups import OptionGroup, expand_groups


class Place(NamedTuple):
    name: Annotated[str, typer.Option("--name")] = "here"
    depth: Annotated[int, typer.Option("--depth")] = 1


def visit(
    *,
    where: Annotated[str, typer.Argument()],
    place: Annotated[Place, OptionGroup(Place)],
    loud: Annotated[bool, typer.Option("--loud")] = False,
) -> int:
    """Visit a place."""
    typer.echo(f"{where} {place.name} {place.depth} {loud}")
    return 0


def called(command: object, *words: str) -> None:
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command()(expand_groups(command))  # type: ignore[arg-type]
    typer.main.get_command(app).main([*words], standalone_mode=False)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (["a"], "a here 1 False"),
        (["--loud", "--depth", "3", "a"], "a here 3 True"),
        (["a", "--name", "there"], "a there 1 False"),
    ],
)
def test_a_command_gets_the_value_of_a_group(
    words: list[str], printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    called(visit, *words)
    assert capsys.readouterr().out == f"{printed}\n"


def test_the_options_stand_where_the_group_stood() -> None:
    expanded = expand_groups(visit)
    assert [*inspect.signature(expanded).parameters] == ["where", "name", "depth", "loud"]
    assert (expanded.__name__, expanded.__doc__) == ("visit", "Visit a place.")


def test_a_group_may_take_some_options_and_other_defaults(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stay(*, place: Annotated[Place, OptionGroup(Place, "depth", depth=7)]) -> int:
        typer.echo(f"{place}")
        return 0

    called(stay)
    assert capsys.readouterr().out == "Place(name='here', depth=7)\n"
    assert [*inspect.signature(expand_groups(stay)).parameters] == ["depth"]


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_stands_twice(name: str) -> None:
    command = Commands(name="xt").get_command(typer.Context(Commands(name="xt")), name)
    for inner in getattr(command, "commands", {"": command}).values():
        options = [option for param in inner.params for option in param.opts]
        assert len(options) == len(set(options))
