"""``xt totals``: people freed, day by day, with running totals."""

from datetime import date
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, Query, ask, filters
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.figures import GROUP_COLUMNS, Figures, matches
from exchange_tracker.queries.totals import days_between
from exchange_tracker.queries.totals import totals as add_up
from exchange_tracker.render import Format
from exchange_tracker.report.phrases import stated
from exchange_tracker.report.totals import totals_document, totals_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
def totals(
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="COLUMN",
            help="kind (default), category, nationality, basis; repeatable.",
        ),
    ] = None,
    party: options.Party = None,
    kind: options.Kind = None,
    category: options.Category = None,
    nationality: options.Nationality = None,
    basis: options.Basis = None,
    from_: options.From = "",
    to: options.To = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Add up the people freed, day by day.

    Without --from and --to the truce's own days are shown; what lies outside them is not in the
    totals, and a line says how many people that is. A running total starts at the truce's first
    day, or at --from where that is earlier.

    \b
    Example: xt totals --ledger data/nov2023 --by category --format csv
    """
    columns = _columns(by)
    query = ask(ledger, at, as_of)
    terms = query.terms
    asked = filters(
        terms,
        party=party,
        kind=kind,
        category=category,
        nationality=nationality,
        basis=basis,
        from_=from_,
        to=to,
    )
    first, last = asked.first or terms.first_day, asked.last or terms.last_day
    every = query.records.figures(query.at)
    chosen = [figure for figure in every if matches(asked.words, figure.group)]
    start = min(first, terms.first_day)
    inside = [figure for figure in chosen if start <= figure.day <= last]
    sums = add_up(inside, columns, _begun(query, start, last), _recorded(every))
    rows = (total for total in sums if total.day >= first)
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(totals_rows(columns, rows))
    else:
        said = stated(terms, query.clock, query.at, query.records.head)
        outside = [figure for figure in chosen if not start <= figure.day <= last]
        answer.document(totals_document(terms, columns, list(rows), outside, said))
    return 0


def _columns(by: list[str] | None) -> tuple[str, ...]:
    """Return the columns to group by; several may stand in one option, separated by commas."""
    given = (name.strip() for option in by or ["kind"] for name in option.split(","))
    names = tuple(dict.fromkeys(given))
    for name in names:
        if name not in GROUP_COLUMNS:
            raise UsageError.one(
                "--by", f"{name!r} cannot be grouped by", f"write any of {', '.join(GROUP_COLUMNS)}"
            )
    return names


def _begun(query: Query, first: date, last: date) -> list[date]:
    today = query.clock.day_of(query.at)
    return days_between(first, min(last, today))


def _recorded(figures: Figures) -> frozenset[tuple[date, str]]:
    return frozenset((figure.day, figure.group.party) for figure in figures)
