"""``xt move``: one movement."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.prompts import completed
from exchange_tracker.cli.recorded_words import OneOf, WordSource
from exchange_tracker.cli.recording import RecordOptions, record
from exchange_tracker.facts.movement import Movement, MovementKind

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def move(
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
    party: Annotated[
        str,
        typer.Option("--party", metavar="PARTY", help="In whose hands they were or are."),
        WordSource.PARTIES,
    ] = "",
    movement: Annotated[
        str,
        typer.Option("--movement", metavar="WORD", help="taken, rescued, recovered, died, …"),
        OneOf(MovementKind),
    ] = "",
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
    r"""Record one movement: people who were taken, rescued, recovered, … outside the releases.

    It counts for no obligation. On a terminal it asks for what was not given; in a pipe nothing is
    asked.

    \b
    Example: xt move --day 2023-10-30 --party hamas --kind hostage \
                     --movement rescued --count 1
    """
    cells = Movement(
        id=id_,
        day=day,
        until=until,
        party=party,
        movement=movement,
        kind=kind,
        count=count,
        category=category,
        nationality=nationality,
        person=person,
        sources=sources,
        note=note,
    )
    cells = completed(ledger, cells, day, party, movement, kind, count)
    return record(ledger, writing, cells, "xt move")
