"""``xt chart``: delivered against due as a picture, on a terminal or as SVG."""

from enum import StrEnum
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.output import emit
from exchange_tracker.cli.query import Query, ask
from exchange_tracker.cli.screen import Width, columns, show
from exchange_tracker.facts.model import Reading
from exchange_tracker.judging.judge import judge
from exchange_tracker.queries.chart import measured
from exchange_tracker.queries.totals import Total, days_between, totals
from exchange_tracker.render import Format
from exchange_tracker.render.chart_model import Chart
from exchange_tracker.report.chart import chart as draw
from exchange_tracker.report.phrases import moment_facts

app = typer.Typer(rich_markup_mode=None)


class ChartForm(StrEnum):
    """The forms of a chart."""

    TEXT = "text"
    SVG = "svg"


@app.command()
def chart(
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    reading: options.Readings = None,
    party: options.Party = None,
    width: Width = None,
    form: Annotated[
        ChartForm,
        typer.Option("--format", "-O", case_sensitive=False, help="The form of the output."),
    ] = ChartForm.TEXT,
    output: options.Output = None,
) -> int:
    r"""Draw what was delivered against what was due, and the running totals.

    A bar for each period, with the due mark; readings stand beside each other where they differ.
    As SVG it is one picture without scripts and addresses, for screens and for paper.

    \b
    Example: xt chart --ledger data/nov2023 --format svg -o november.svg
    """
    query = ask(ledger, at, as_of)
    drawn = chart_of(query, query.readings(reading), party)
    if form is ChartForm.SVG:
        from exchange_tracker.render.svg import picture

        emit([picture(drawn)], output)
    else:
        from exchange_tracker.render.bar_chart import chart_document

        filled = columns(width)
        show(chart_document(drawn, filled), Format.TABLE, output, filled)
    return 0


def chart_of(query: Query, readings: tuple[Reading, ...], party: list[str] | None) -> Chart:
    """Return the chart of what is asked about."""
    from exchange_tracker.cli.query import filters

    filters(query.terms, party=party)
    moment = query.snapshot()
    found = [
        each
        for each in measured(readings, judge(readings, moment), moment.figures)
        if not party or set(party) & set(each.obligation.parties)
    ]
    added = (each for each in running(query) if not party or each.party in party)
    said = moment_facts(query.terms, query.clock, query.at, query.records.head)
    return draw(query.terms, found, added, said)


def running(query: Query) -> list[Total]:
    """Return the running totals by kind over the truce's days that have begun."""
    terms = query.terms
    every = query.records.figures(query.at)
    last = min(terms.last_day, query.clock.day_of(query.at))
    inside = [figure for figure in every if terms.first_day <= figure.day <= terms.last_day]
    recorded = frozenset((figure.day, figure.group.party) for figure in every)
    return list(totals(inside, ["kind"], days_between(terms.first_day, last), recorded))
