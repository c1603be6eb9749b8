"""The commands by name. Each is imported only when it is asked for: a start must not be waited for.

The table repeats how the first sentence of each command's help begins, so that ``xt --help`` imports none of
them, and what its argument is where a tab often asks for it; tests hold them together.
"""

from copy import copy
from functools import cache
from importlib import import_module
from typing import Annotated, Any, NamedTuple, cast

import typer
from typer.core import TyperGroup

from exchange_tracker import __version__
from exchange_tracker.cli import manners
from exchange_tracker.cli.parameters import HELP_NAMES, own_parameters
from exchange_tracker.cli.topics import TOPICS


class CommandEntry(NamedTuple):
    """Where a command is found, and what is said of it without loading it."""

    module: str  # in ``cli.commands``
    panel: str  # what one wants to do
    summary: str  # how its help begins
    argument: str = ""  # the source of its argument's words (``WordSource``), to complete them fast
    shares: bool = True  # whether an option with the name of a shared one takes the same words


ASK = "Ask what was agreed, released and kept"
COMPARE = "Compare with what others published, and look closer"
KEEP = "Keep a ledger"
PROVE = "Correct it, and prove that nothing was altered"
HELP = "Learn it, and make it at home in a shell"

COMMANDS: dict[str, CommandEntry] = {
    "check": CommandEntry("check", ASK, "Judge every obligation under every reading of the terms."),
    "status": CommandEntry(
        "status",
        ASK,
        "Show the current truce day: what is due in it, what was delivered, what is missing.",
    ),
    "totals": CommandEntry("totals", ASK, "Add up the people released, day by day."),
    "chart": CommandEntry(
        "chart", ASK, "Draw what was delivered against what was due, and the running totals."
    ),
    "report": CommandEntry(
        "report",
        ASK,
        "Write one page to hand on: the finding, who reads it how, what was due and delivered.",
    ),
    "say": CommandEntry(
        "say", ASK, "Tell one truce day in a neutral paragraph, ready to paste.", "DAYS"
    ),
    "releases": CommandEntry("releases", ASK, "List the entries that have happened."),
    "movements": CommandEntry("movements", ASK, "List the movements that have happened."),
    "held": CommandEntry(
        "held", ASK, "Say who is still held: a cohort counted through, day by day.", "COHORTS"
    ),
    "extension": CommandEntry("extension", ASK, "Say which further days were earned, by reading."),
    "terms": CommandEntry(
        "terms", ASK, "Show the terms in plain words; begin, check or change them."
    ),
    "reconcile": CommandEntry(
        "reconcile", COMPARE, "Set what others published beside the ledger.", "CLAIMS"
    ),
    "discrepancies": CommandEntry(
        "discrepancies", COMPARE, "List everything that a careful reader must look at."
    ),
    "statement": CommandEntry(
        "statement",
        COMPARE,
        "Set a published whole beside its parts; a sum on the command line needs no ledger.",
    ),
    "conduct": CommandEntry(
        "conduct", COMPARE, "Say which readings what was delivered is consistent with."
    ),
    "margin": CommandEntry(
        "margin", COMPARE, "Say what alone would make a verdict come out otherwise."
    ),
    "compare": CommandEntry(
        "compare",
        COMPARE,
        "Put truces side by side: who released how many, and what was kept.",
        shares=False,
    ),
    "diff": CommandEntry(
        "diff",
        COMPARE,
        "Tell two ledgers or folders apart: entries, terms and the verdicts that differ by them.",
        shares=False,
    ),
    "why": CommandEntry(
        "why", COMPARE, "Write out any number that the program prints, entry by entry."
    ),
    "claims": CommandEntry(
        "claims",
        COMPARE,
        "List what others published, in the order in which it was recorded.",
    ),
    "sources": CommandEntry(
        "sources", COMPARE, "List the sources, in the order in which they were recorded."
    ),
    "init": CommandEntry(
        "init", KEEP, "Make a ledger from terms, or from a truce folder.", shares=False
    ),
    "add": CommandEntry("add", KEEP, "Record one release."),
    "move": CommandEntry(
        "move",
        KEEP,
        "Record one movement: people who were taken, rescued, recovered, … outside the releases.",
    ),
    "claim": CommandEntry(
        "claim", KEEP, "Record one figure that somebody published; it changes no total."
    ),
    "source": CommandEntry("source", KEEP, "Record one source; xt sources lists them."),
    "import": CommandEntry("import_", KEEP, "Record the rows of CSV files or JSON lines."),
    "sync": CommandEntry("sync", KEEP, "Bring the ledger into step with a sheet."),
    "export": CommandEntry(
        "export", KEEP, "Write the ledger as a folder, as a file, or its whole history."
    ),
    "ledgers": CommandEntry(
        "ledgers",
        KEEP,
        "List the ledgers that a database on a server holds, one for each truce.",
        shares=False,
    ),
    "grants": CommandEntry(
        "grants",
        KEEP,
        "Print the SQL that makes three roles for a ledger on a server: reader, writer and owner.",
    ),
    "copy": CommandEntry(
        "copy",
        KEEP,
        "Copy a whole ledger with its history from a file to a server, or back, and verify the copy.",
        shares=False,
    ),
    "backup": CommandEntry("backup", KEEP, "Copy the ledger while others write to it."),
    "merge": CommandEntry(
        "merge", KEEP, "Bring the changes of a copy that went on by itself into the ledger."
    ),
    "amend": CommandEntry(
        "amend", PROVE, "Correct a recorded entry, movement, claim or source.", "IDS"
    ),
    "retract": CommandEntry(
        "retract", PROVE, "Let a recorded entry, movement, claim or source stand no more.", "IDS"
    ),
    "restore": CommandEntry(
        "restore", PROVE, "Bring back a retracted entry, movement, claim or source.", "RETRACTED"
    ),
    "undo": CommandEntry("undo", PROVE, "Take back your last change by a change of its own."),
    "redact": CommandEntry(
        "redact", PROVE, "Erase the names of an entry or a movement for good.", "NAMED"
    ),
    "log": CommandEntry("log", PROVE, "List the changes, the latest first."),
    "show": CommandEntry(
        "log", PROVE, "Show an entry, a movement, a claim or a source with all its versions.", "IDS"
    ),
    "flips": CommandEntry("flips", PROVE, "List the verdicts that are different now."),
    "verify": CommandEntry(
        "verify", PROVE, "Recompute every digest and every sum, and print the head."
    ),
    "help": CommandEntry("help", HELP, "Explain a topic or a command."),
    "demo": CommandEntry(
        "demo", HELP, "Lay truces into a folder of your own, and judge one of them.", shares=False
    ),
    "completion": CommandEntry(
        "completion",
        HELP,
        "Print what makes a shell complete commands, options, and the names in a ledger.",
    ),
    "man": CommandEntry("man", HELP, "Print the manual page."),
}


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
    color: manners.Color = None,
    no_pager: manners.NoPager = False,
    quiet: manners.Quiet = False,
    verbose: manners.Verbose = False,
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
    options = [copy(each) for each in command().params if each.name in manners.NAMES]
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
