"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from exchange_tracker.cli import ledger_place
from exchange_tracker.cli.habits import Habit
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.store.address import Place

LEDGER = ledger_place.LEDGER
_LEDGER_HELP = "A ledger; commands that only read also take a truce folder."
_LEDGER_DEFAULT = "the one here"


def _ledger_option(parser: Callable[[str | Path], Place]) -> Any:
    """Return the option that names a ledger; ``parser`` says what it is where it is left out."""
    return typer.Option(
        "--ledger",
        "-f",
        envvar="EXCHANGE_LEDGER",
        metavar="PATH|ADDRESS",
        parser=parser,
        show_default=_LEDGER_DEFAULT,
        help=_LEDGER_HELP,
    )


Ledger = Annotated[Place, _ledger_option(ledger_place.place_or_habit)]
LedgerIfNeeded = Annotated[Place, _ledger_option(ledger_place.ledger_path)]
"""Of a command that may do without: ``place_or_habit`` says which it is once it is needed."""

At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="MOMENT",
        help="The moment of judgement: 21:00 (today), 2023-11-30 21:00, 2023-11-30 (its end), …; default: now.",
    ),
    Habit.AT,
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="MOMENT|CHANGE",
        help="What was known then, of a day at its end; a ledger only. Default: all.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file instead; one that is there is written over, as cp does.",
    ),
]
Readings = Annotated[
    list[str] | None,
    typer.Option("--reading", metavar="NAME", help="Only this reading (repeatable)."),
    WordSource.READINGS,
    Habit.READING,
]
Party = Annotated[
    list[str] | None,
    typer.Option("--party", metavar="PARTY", help="Only this party (repeatable)."),
    WordSource.PARTIES,
]
Kind = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="WORD", help="Only this kind (repeatable)."),
    WordSource.KINDS,
]
Category = Annotated[
    list[str] | None,
    typer.Option("--category", metavar="WORD", help="Only this category (repeatable)."),
    WordSource.CATEGORIES,
]
Nationality = Annotated[
    list[str] | None,
    typer.Option("--nationality", metavar="WORD", help="Only this nationality (repeatable)."),
    WordSource.NATIONALITIES,
]
Basis = Annotated[
    list[str] | None,
    typer.Option("--basis", metavar="WORD", help="Only this basis (repeatable)."),
    WordSource.BASES,
]
From = Annotated[
    str,
    typer.Option("--from", metavar="DAY", help="Only truce days from this one on."),
    WordSource.DAYS,
]
To = Annotated[
    str,
    typer.Option("--to", metavar="DAY", help="Only truce days up to this one."),
    WordSource.DAYS,
]
Obligations = Annotated[
    list[str] | None,
    typer.Option("--obligation", metavar="ID", help="Only this obligation (repeatable)."),
    WordSource.OBLIGATIONS,
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="ID", help="Only this source (repeatable)."),
    WordSource.SOURCES,
]
Names = Annotated[
    bool | None, typer.Option("--names/--no-names", help="Show names of people, or leave them out.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Refuse what may be a mistake, where it would be asked or noted."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without a question on a terminal.")]
By = Annotated[
    str,
    typer.Option("--by", envvar="EXCHANGE_BY", metavar="NAME", help="Who writes; default: you."),
    Habit.BY,
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is written.")]
Everything = Annotated[
    bool, typer.Option("--all", help="List everything for people, nothing folded or merged.")
]
