"""``xt claim``: one figure that somebody published."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.prompts import completed
from exchange_tracker.cli.recorded_words import OneOf, WordSource
from exchange_tracker.cli.recording import PublishedOptions, record
from exchange_tracker.facts.measure import MEASURES
from exchange_tracker.facts.model import AnyFact, Claim
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.reconcile.selection import select_reconciliation
from exchange_tracker.report.reconcile import standing_lines

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def claim(
    *,
    ledger: options.Ledger = options.LEDGER,
    id_: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; default: the next.")] = "",
    source: Annotated[
        str, typer.Option("--source", metavar="ID", help="Who published it."), WordSource.SOURCES
    ] = "",
    published: Annotated[
        str, typer.Option("--published", metavar="WHEN", help="Year, month, day or moment.")
    ] = "",
    from_: Annotated[
        str,
        typer.Option("--from", metavar="DAY", help="First truce day; default: the truce's."),
        WordSource.DAYS,
    ] = "",
    to: Annotated[
        str, typer.Option("--to", metavar="DAY", help="Last truce day covered."), WordSource.DAYS
    ] = "",
    party: Annotated[
        str,
        typer.Option("--party", metavar="PARTIES", help="Who released; several with ;"),
        WordSource.PARTIES,
    ] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="WORDS", help="hostage, prisoner, …; several with ;"),
        WordSource.KINDS,
    ] = "",
    category: Annotated[
        str,
        typer.Option("--category", metavar="WORDS", help="minor, woman, …; several with ;"),
        WordSource.CATEGORIES,
    ] = "",
    nationality: Annotated[
        str,
        typer.Option("--nationality", metavar="WORDS", help="Any of them; several with ;"),
        WordSource.NATIONALITIES,
    ] = "",
    basis: Annotated[
        str,
        typer.Option("--basis", metavar="WORDS", help="agreement, …; several with ;"),
        WordSource.BASES,
    ] = "",
    bound: Annotated[
        str, typer.Option("--bound", metavar="SIGN", help="= (default), >=, <= or ~ (about).")
    ] = "",
    measure: Annotated[
        str,
        typer.Option(
            "--measure", metavar="WORD", help="held, held-dead or a movement; default: released."
        ),
        OneOf(MEASURES),
    ] = "",
    cohort: Annotated[
        str,
        typer.Option("--cohort", metavar="ID", help="Of whom, with --measure; default: the one."),
        WordSource.COHORTS,
    ] = "",
    figure: Annotated[str, typer.Option("--figure", metavar="N", help="People.")] = "",
    part_of: Annotated[
        str,
        typer.Option("--part-of", metavar="ID", help="The claim that this is a part of."),
        WordSource.CLAIMS,
    ] = "",
    part: Annotated[
        str, typer.Option("--part", metavar="HOW", help="part, or including; with --part-of.")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else.")] = "",
    writing: PublishedOptions,
) -> int:
    r"""Record one figure that somebody published; it changes no total.

    It answers how the figure stands beside the ledger, and what would make it come out, as xt reconcile does.

    On a terminal it asks for what was not given; in a pipe nothing is asked.

    \b
    Example: xt claim --source N01 --to 2023-11-30 --kind hostage --figure 110
    """
    cells = Claim(
        id=id_,
        source=source,
        published=published,
        from_=from_,
        to=to,
        party=party,
        kind=kind,
        category=category,
        nationality=nationality,
        basis=basis,
        bound=bound,
        measure=measure,
        cohort=cohort,
        figure=figure,
        part_of=part_of,
        part=part,
        note=note,
    )
    cells = completed(ledger, cells, source, to, figure)
    return record(ledger, writing, cells, "xt claim", _standing)


def _standing(query: Query, fact: AnyFact) -> list[str]:
    """Say how a claim stands beside the ledger, and what would make its figure come out."""
    ((claim,), names) = select_reconciliation(query, [fact.id])
    return [f"{fact.id}: {line}" for line in standing_lines(query.terms, claim, names)]
