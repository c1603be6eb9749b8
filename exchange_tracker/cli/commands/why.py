"""``xt why``: any number that the program prints, written out."""

from datetime import date
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.claim_queries import by_id, claims, explainer, names_of
from exchange_tracker.cli.query import Answer, Query, ask, filters
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.entry import has_happened
from exchange_tracker.facts.model import AS_WRITTEN
from exchange_tracker.judging.judge import judge_reading
from exchange_tracker.queries.discrepancies.of_entries import Entry, entry
from exchange_tracker.queries.reconcile.claims import ClaimStatus, compare, distinct
from exchange_tracker.queries.why import counted, derive, period_of
from exchange_tracker.render import Format
from exchange_tracker.render.document import Document, Fact
from exchange_tracker.report.phrases import days, moment_facts
from exchange_tracker.report.why import Summand, total_lines, why_rows, why_total
from exchange_tracker.report.why_check import check_lines, why_check
from exchange_tracker.report.why_claim import claim_lines, why_claim

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
MOST_TOLD = 40  # explanations of one claim


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


def _entries(query: Query) -> list[Entry]:
    clock = query.clock
    found = (entry(release, clock) for release in query.records.releases())
    return [e for e in found if has_happened(e.day, e.release.at, clock, query.at)]


def _said(query: Query) -> list[Fact]:
    return moment_facts(query.terms, query.clock, query.at, query.records.head)


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
    terms = query.terms
    asked = query.readings([reading])[0]
    names = [each.id for each in asked.obligations]
    if obligation not in names:
        what = f"the reading {reading} judges no obligation {obligation!r}"
        raise UsageError.one("OBLIGATION", what, f"write one of {', '.join(names)}")
    judged = judge_reading(asked, query.snapshot())
    verdict = period_of(judged[obligation], _day(day))
    if verdict is None:
        fix = ", ".join(days(each.first, each.last) for each in judged[obligation][:10])
        raise UsageError.one("DAY", f"{day} lies in no period of {obligation}", f"they are {fix}")
    derived = derive(verdict, asked, judged, _entries(query))
    lines = list(check_lines(terms, derived))
    return _give(Answer(form, output, raw), lines, why_check(terms, derived, _said(query)))


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
    terms = query.terms
    asked = explainer(query)
    (mine,) = by_id(claims(query), [id_])
    found = compare(mine, asked)
    told = []
    if found.status is ClaimStatus.DIFFERS:
        every = asked.explain(mine.scope, mine.figure, deep=deep)
        told = distinct(asked, mine, every[: MOST_TOLD * 4])[:MOST_TOLD]
    known = names_of(query, (rows for each in told for rows in each.rows))
    entries = counted(_entries(query), *mine.scope)
    return _give(
        Answer(form, output, raw),
        list(claim_lines(terms, found, entries, told, known)),
        why_claim(terms, found, entries, told, known, _said(query)),
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
    asked = filters(
        query.terms,
        party=party,
        kind=kind,
        category=category,
        nationality=nationality,
        basis=basis,
        from_=from_,
        to=day,
    )
    first = asked.first or query.terms.first_day
    found = counted(_entries(query), asked.words, first, last)
    title = f"Total of {days(first, last)}"
    document = why_total(query.terms, title, found, _said(query))
    return _give(Answer(form, output, raw), list(total_lines(found)), document)
