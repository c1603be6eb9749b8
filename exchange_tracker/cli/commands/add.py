"""``xt add``: one release."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.prompts import completed
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.cli.recording import RecordOptions, record
from exchange_tracker.facts.model import Release

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def add(
    *,
    ledger: options.Ledger = options.LEDGER,
    id_: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; default: the next.")] = "",
    day: Annotated[
        str,
        typer.Option("--day", metavar="DAY", help="The truce day, also today, yesterday, -2."),
        WordSource.DAYS,
    ] = "",
    until: Annotated[
        str,
        typer.Option("--until", metavar="DAY", help="The last day it may have happened on."),
        WordSource.DAYS,
    ] = "",
    at: Annotated[
        str,
        typer.Option(
            "--at",
            metavar="MOMENT",
            help="The moment of release: 21:00 (the last), 2023-11-30 21:00, or in full.",
        ),
    ] = "",
    party: Annotated[
        list[str] | None,
        typer.Option("--party", metavar="PARTIES", help="Who released; together, with ;"),
        WordSource.PARTIES,
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="WORD", help="hostage, prisoner, …"), WordSource.KINDS
    ] = "",
    count: Annotated[
        str,
        typer.Option("--count", metavar="N", help="People; 780+ for 780 or more, ? undisclosed."),
    ] = "",
    category: Annotated[
        str,
        typer.Option("--category", metavar="WORDS", help="minor, woman, …; several with ;"),
        WordSource.CATEGORIES,
    ] = "",
    nationality: Annotated[
        str,
        typer.Option("--nationality", metavar="WORDS", help="Of each person; several with ;"),
        WordSource.NATIONALITIES,
    ] = "",
    basis: Annotated[
        str,
        typer.Option("--basis", metavar="WORD", help="agreement (default), or another word."),
        WordSource.BASES,
    ] = "",
    person: Annotated[
        str, typer.Option("--person", metavar="NAMES", help="Only where it does no harm.")
    ] = "",
    sources: Annotated[
        str,
        typer.Option("--sources", metavar="IDS", help="Ids or addresses; several with ;"),
        WordSource.SOURCES,
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else.")] = "",
    writing: RecordOptions,
) -> int:
    r"""Record one release, and say what it changed.

    On a terminal it asks for what was not given; in a pipe nothing is asked.

    \b
    Example: xt add --day 2023-11-30 --party hamas --kind hostage --count 2
    """
    cells = Release(
        id=id_,
        day=day,
        until=until,
        at=at,
        party=";".join(party or ()),
        kind=kind,
        count=count,
        category=category,
        nationality=nationality,
        basis=basis,
        person=person,
        sources=sources,
        note=note,
    )
    cells = completed(ledger, cells, party, kind, count, day or at)
    return record(ledger, writing, cells, "xt add")
