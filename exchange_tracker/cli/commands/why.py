"""``xt why``: any number that the program prints, written out."""

from datetime import date
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, ask, filters
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.model import AS_WRITTEN
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.why import derive_check, derive_claim, derive_total
from exchange_tracker.render import Format
from exchange_tracker.render.document import Document, Fact
from exchange_tracker.report.phrases import days, stated
from exchange_tracker.report.why import (
    Summand,
    check_lines,
    total_lines,
    why_check,
    why_rows,
    why_total,
)
from exchange_tracker.report.why_claim import claim_lines, why_claim

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def why() -> None:
    r"""Write out any number that the program prints, entry by entry.

    \b
    Example: xt why check hostages-daily 2023-11-30 --ledger data/nov2023
    """


def _day(given: str) -> date:
    found = options.day(given, "DAY")
    if found is None:
        raise UsageError.one("DAY", "it is blank", "write a day such as 2023-11-30")
    return found


def _said(query: Query) -> list[Fact]:
    return stated(query.terms, query.clock, query.at, query.records.head)


def _give(answer: Answer, lines: list[Summand], document: Document) -> int:
    if answer.form.for_programs:
        answer.rows(why_rows(lines))
    else:
        answer.document(document)
    return 0


@app.command()
def check(
    obligation: Annotated[str, typer.Argument(metavar="OBLIGATION", help="Its id.")],
    day: Annotated[str, typer.Argument(metavar="DAY", help="A truce day of the period.")],
    reading: Annotated[
        str, typer.Option("--reading", metavar="NAME", help="Under which reading.")
    ] = AS_WRITTEN,
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Write out how one obligation stands over the period that a day lies in.

    \b
    Example: xt why check hostages-daily 2023-11-30 --ledger data/nov2023
    """
    query = ask(ledger, at, as_of)
    derived = derive_check(query, obligation, _day(day), reading)
    lines = list(check_lines(query.terms, derived))
    return _give(Answer(form, output, raw), lines, why_check(query.terms, derived, _said(query)))


@app.command()
def claim(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The claim.")],
    deep: Annotated[
        bool, typer.Option("--deep", help="Two rules together, too, where a single one fits.")
    ] = False,
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Write out what the ledger counts for a claim, and what would make its figure come out.

    \b
    Example: xt why claim c092 --ledger data/nov2023
    """
    query = ask(ledger, at, as_of)
    derivation = derive_claim(query, id_, deep=deep)
    return _give(
        Answer(form, output, raw),
        list(claim_lines(query.terms, derivation)),
        why_claim(query.terms, derivation, _said(query)),
    )


@app.command()
def total(
    day: Annotated[str, typer.Argument(metavar="DAY", help="The last truce day counted.")],
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    party: options.Party = None,
    kind: options.Kind = None,
    category: options.Category = None,
    nationality: options.Nationality = None,
    basis: options.Basis = None,
    from_: options.From = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Write out a running total: every entry from the truce's first day to a day.

    \b
    Example: xt why total 2023-11-30 --party hamas --ledger data/nov2023
    """
    query = ask(ledger, at, as_of)
    last = _day(day)
    shown = filters(
        query.terms,
        party=party,
        kind=kind,
        category=category,
        nationality=nationality,
        basis=basis,
        from_=from_,
        to=day,
    )
    counted = derive_total(query, last, shown)
    title = f"Total of {days(shown.first or query.terms.first_day, last)}"
    document = why_total(query.terms, title, counted, _said(query))
    return _give(Answer(form, output, raw), list(total_lines(counted)), document)
