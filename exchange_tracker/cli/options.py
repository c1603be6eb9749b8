"""Options that several commands share, and what they are turned into."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.errors import InvalidValue, Refusal, UsageError
from exchange_tracker.parse.cells import read_date, read_moment
from exchange_tracker.render import Format

POSTGRES = ("postgresql", "postgres")


def ledger_path(given: str | Path) -> Path:
    """Return the place of a ledger or a truce folder, or refuse an address of another kind."""
    scheme, slashes, _ = str(given).partition("://")
    if slashes and scheme in POSTGRES:  # the rest is not shown: it may hold a password
        raise Refusal.one(
            f"{scheme}://…",
            "this version opens no PostgreSQL ledger",
            "name an SQLite ledger or a truce folder",
        )
    return Path(given)


Ledger = Annotated[
    Path,
    typer.Option(
        "--ledger",
        "-f",
        envvar="EXCHANGE_LEDGER",
        metavar="PATH",
        parser=ledger_path,
        help="A ledger; commands that only read also take a truce folder.",
    ),
]
LEDGER = Path("ledger.db")

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
FormatOption = Annotated[
    Format,
    typer.Option("--format", "-O", case_sensitive=False, help="The form of the output."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead."),
]
Raw = Annotated[
    bool,
    typer.Option(
        "--raw", help="In CSV and TSV, leave texts that a spreadsheet would run as they are."
    ),
]
Readings = Annotated[
    list[str] | None,
    typer.Option("--reading", metavar="NAME", help="Only this reading (repeatable)."),
]
Party = Annotated[
    list[str] | None, typer.Option("--party", metavar="PARTY", help="Only this party (repeatable).")
]
Kind = Annotated[
    list[str] | None, typer.Option("--kind", metavar="WORD", help="Only this kind (repeatable).")
]
Category = Annotated[
    list[str] | None,
    typer.Option("--category", metavar="WORD", help="Only this category (repeatable)."),
]
Nationality = Annotated[
    list[str] | None,
    typer.Option("--nationality", metavar="WORD", help="Only this nationality (repeatable)."),
]
Basis = Annotated[
    list[str] | None, typer.Option("--basis", metavar="WORD", help="Only this basis (repeatable).")
]
From = Annotated[
    str, typer.Option("--from", metavar="DAY", help="Only truce days from this one on.")
]
To = Annotated[str, typer.Option("--to", metavar="DAY", help="Only truce days up to this one.")]
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


def moment(given: str) -> datetime:
    """Return the moment of judgement; a blank means now (UTC)."""
    if not given:
        return datetime.now(UTC)
    try:
        return read_moment(given)
    except InvalidValue as unfit:
        raise UsageError.one("--at", unfit.what, unfit.fix) from None


def day(given: str, option: str) -> date | None:
    """Return the truce day of an option; ``None`` where it was not given."""
    if not given:
        return None
    try:
        return read_date(given)
    except InvalidValue as unfit:
        raise UsageError.one(option, unfit.what, unfit.fix) from None
