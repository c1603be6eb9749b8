"""``xt add``: one release."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.change_effect import Effect, RecordOptions, changing, report_effect
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import acknowledge, say
from exchange_tracker.cli.prompts import ask_missing, can_ask
from exchange_tracker.facts.entry import moment_of, truce_day
from exchange_tracker.facts.model import Release, values
from exchange_tracker.parse.rows import Reader
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.row_import import add_one

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def add(
    *,
    ledger: options.Ledger = options.LEDGER,
    id_: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; default: the next.")] = "",
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="The truce day.")] = "",
    at: Annotated[
        str, typer.Option("--at", metavar="MOMENT", help="The moment of release, with its offset.")
    ] = "",
    party: Annotated[str, typer.Option("--party", metavar="PARTY", help="Who released.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="WORD", help="hostage, prisoner, …")] = "",
    count: Annotated[
        str, typer.Option("--count", metavar="N", help="People; ? where it was not disclosed.")
    ] = "",
    category: Annotated[
        str, typer.Option("--category", metavar="WORDS", help="minor, woman, …; several with ;")
    ] = "",
    nationality: Annotated[
        str, typer.Option("--nationality", metavar="WORDS", help="Of each person; several with ;")
    ] = "",
    basis: Annotated[
        str, typer.Option("--basis", metavar="WORD", help="agreement (default), or another word.")
    ] = "",
    person: Annotated[
        str, typer.Option("--person", metavar="NAMES", help="Only where it does no harm.")
    ] = "",
    sources: Annotated[
        str, typer.Option("--sources", metavar="IDS", help="Ids or addresses; several with ;")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else.")] = "",
    writing: RecordOptions,
) -> int:
    r"""Record one release, and say what it changed.

    On a terminal it asks for what was not given; in a pipe nothing is asked.

    \b
    Example: xt add --day 2023-11-30 --party hamas --kind hostage --count 8
    """
    given = Release(
        id=id_,
        day=day,
        at=at,
        party=party,
        kind=kind,
        count=count,
        category=category,
        nationality=nationality,
        basis=basis,
        person=person,
        sources=sources,
        note=note,
    )
    missing = not all((party, kind, count, day or at))
    if missing and can_ask() and not ledger.is_dir():
        given = ask_missing(ledger, given, datetime.now(UTC))
    effect = Effect()
    with changing(ledger, writing.author(), effect, dry_run=writing.dry_run) as change:
        entry = Reader(Release, change.ledger.terms).one(given, "xt add")
        name = add_one(change, entry, "xt add: --id")
        notes = list(_asked(change.ledger, entry))
    verb = "would be added" if writing.dry_run else "added"
    acknowledge((f"{name}: {verb}", *report_effect(effect)))
    for noted in notes:
        say(f"{name}: {noted}")
    return 0


def _asked(ledger: Ledger, entry: Release) -> Iterator[str]:
    """Say what a careful reader would ask about an entry, which is recorded all the same."""
    terms, clock = ledger.terms, ledger.clock
    day = truce_day(entry.day, entry.at, clock)
    if not terms.first_day <= day <= terms.last_day:
        yield f"{day} lies outside the truce, {terms.first_day} to {terms.last_day}"
    if entry.at and (other := clock.day_of(moment_of(entry.at))) != day:
        yield f"its moment lies in the truce day {other}; it counts for {day}"
    if entry.sources:
        from exchange_tracker.queries.discrepancies.of_entries import (
            is_known,  # the discrepancies: start-up
        )

        known = frozenset(source.id for source in ledger.sources())
        yield from (
            f"{name} is not among the sources"
            for name in values(entry.sources)
            if not is_known(name, known)
        )
