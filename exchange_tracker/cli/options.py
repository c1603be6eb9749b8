"""Options that several commands share, and what they are turned into."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.errors import InvalidValue, UsageError
from exchange_tracker.store.address import Place, place_of

Ledger = Annotated[
    Place,
    typer.Option(
        "--ledger",
        "-f",
        envvar="EXCHANGE_LEDGER",
        metavar="PATH|ADDRESS",
        parser=place_of,
        help="A ledger; commands that only read also take a truce folder.",
    ),
]
LEDGER: Place = Path("ledger.db")

At = Annotated[
    str,
    typer.Option("--at", metavar="MOMENT", help="The moment of judgement; default: now."),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of", metavar="MOMENT|CHANGE", help="What was known then; a ledger only. Default: all."
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
By = Annotated[
    str,
    typer.Option("--by", envvar="EXCHANGE_BY", metavar="NAME", help="Who writes; default: you."),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is written.")]


def word_source(flag: str) -> WordSource | None:
    """Return where the words of a shared option come from, for who completes a line."""
    for option in globals().values():
        for source in getattr(option, "__metadata__", ()):
            info = option.__metadata__[0]
            flags = (info.default, *(info.param_decls or ()))  # as Typer keeps those of a type
            if isinstance(source, WordSource) and flag in flags:
                return source
    return None


def moment(text: str) -> datetime:
    """Return the moment of judgement; a blank means now (UTC)."""
    if not text:
        return datetime.now(UTC)
    from exchange_tracker.parse.cells import read_moment  # no tab needs it

    try:
        return read_moment(text)
    except InvalidValue as error:
        raise UsageError.one("--at", error.what, error.fix) from None


def day(text: str, option: str) -> date | None:
    """Return the truce day of an option; ``None`` where it was not given."""
    if not text:
        return None
    from exchange_tracker.parse.cells import read_date  # no tab needs it

    try:
        return read_date(text)
    except InvalidValue as error:
        raise UsageError.one(option, error.what, error.fix) from None
