"""The program as one command, each of whose commands is imported only when it is asked for.

A start must not be waited for.
"""

from copy import copy
from functools import cache
from importlib import import_module
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from exchange_tracker import __version__
from exchange_tracker.cli import general_options
from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.parameters import HELP_NAMES, own_parameters

_COMPLETION = ("install_completion", "show_completion")


class Commands(TyperGroup):
    """A group that imports a command when it is first asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # by name alone

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """Return a command by its name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"exchange_tracker.cli.commands.{COMMANDS[cmd_name].module}")
        return _built(getattr(module, f"{cmd_name}_app", module.app))

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Return the command that a line names, or refuse a word that is none and say what is meant.

        A ledger named before the command is an option of its own.
        """
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from exchange_tracker.cli.mistyped import meant_command  # only a mistake needs it

            ctx.fail(f"No such command {args[0]!r}{meant_command(args[0], COMMANDS)}")
        name, command, words = super().resolve_command(ctx, args)
        ledger = ctx.params.get("ledger")
        if ledger is not None:
            place = 1 if words and getattr(command, "commands", None) else 0
            words = [*words[:place], "--ledger", ledger, *words[place:]]
        return name, command, words

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write the commands, grouped by what one wants to do."""
        from exchange_tracker.cli.topics import TOPICS  # only where they are listed: start-up

        del ctx
        for panel in dict.fromkeys(entry.panel for entry in COMMANDS.values()):
            with formatter.section(panel):
                formatter.write_dl(
                    [(name, e.summary) for name, e in COMMANDS.items() if e.panel == panel]
                )
        with formatter.section("Topics, by xt help TOPIC"):
            formatter.write_dl([(name, topic.summary) for name, topic in TOPICS.items()])


app = typer.Typer(
    cls=Commands,
    name="xt",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": HELP_NAMES},
)


def _version(show: bool) -> None:
    if show:
        typer.echo(f"exchange-tracker {__version__}")
        raise typer.Exit


@app.callback()
def xt(
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            "-f",
            metavar="PATH",
            help="A ledger, or to read a truce folder; here or after the command. Default:"
            " EXCHANGE_LEDGER, the ledger of .xt.toml here or above, ledger.db, the only ledger in"
            " this folder, or this folder where it is a truce folder.",
        ),
    ] = None,
    color: general_options.Color = None,
    no_pager: general_options.NoPager = False,
    quiet: general_options.Quiet = False,
    verbose: general_options.Verbose = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Name the version.")
    ] = False,
) -> None:
    r"""A ledger of the people released under a truce, judged under every reading of its terms.

    \b
    Example: xt check --ledger data/nov2023
    """


@cache
def command() -> Any:
    """Return the whole program as one command."""
    return _built(app)


def _built(typer_app: typer.Typer) -> Any:
    """Return a command, or a group of them, with the help that people read.

    Typer's mark for "keep these lines as they are" is a backspace, which no docstring can hold;
    and what completes words in a shell belongs to the program, not to each of its commands.
    """
    built: Any = typer.main.get_command(typer_app)
    built.params = [param for param in built.params if param.name not in _COMPLETION]
    inner = (
        built.commands.values() if typer_app is not app and isinstance(built, TyperGroup) else ()
    )
    for each in (built, *inner):
        each.params, each.add_help_option = own_parameters(each), False
        if typer_app is not app:
            each.params += _general_options()
            each.epilog = "--color, --no-pager, -q and -v are options of every command: xt --help."
        each.help = (each.help or _source_help(each.callback)).replace("\\b\n", "\b\n")
        first = each.help.partition("\n\n")[0].partition(". ")[0]
        each.short_help = f"{first.rstrip('.')}."  # Typer would cut it at the end of the line
    return built


def _general_options() -> list[Any]:
    """Return the options of the program that can stand after a command, too."""
    options = [copy(each) for each in command().params if each.name in general_options.NAMES]
    for option in options:
        option.hidden, option.expose_value = True, False
    return options


def _source_help(callback: Any) -> str:
    """Return the docstring of a command from its source: under ``python -OO`` it is nowhere else."""
    import ast
    import inspect

    function = inspect.unwrap(callback)
    try:
        tree = ast.parse(inspect.getsource(function))
    except (OSError, SyntaxError):  # a program without its sources
        return ""
    (definition,) = tree.body
    return ast.get_docstring(cast(ast.FunctionDef, definition)) or ""
