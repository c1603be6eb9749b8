"""``xt chart``: delivered against due as a picture, on a terminal or as SVG."""

from enum import StrEnum
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import emit
from exchange_tracker.cli.output_forms import FORM_HELP, form_of
from exchange_tracker.cli.query import FilterWords, QueryOptions
from exchange_tracker.cli.screen import Width, columns, show
from exchange_tracker.render import Format
from exchange_tracker.report.chart import chart_of

app = typer.Typer(rich_markup_mode=None)


class ChartForm(StrEnum):
    """The forms of a chart."""

    TEXT = "text"
    SVG = "svg"


@app.command()
@expand_groups
def chart(
    *,
    query: QueryOptions,
    reading: options.Readings = None,
    party: options.Party = None,
    width: Width = None,
    asked_form: Annotated[
        ChartForm | None,
        typer.Option("--format", "-O", case_sensitive=False, help=FORM_HELP.format("text")),
    ] = None,
    output: options.Output = None,
) -> int:
    r"""Draw what was delivered against what was due, and the running totals.

    A bar for each period, with the due mark; readings stand beside each other where they differ.
    As SVG it is one picture without scripts and addresses, for screens and for paper.

    \b
    Example: xt chart --ledger data/nov2023 -o november.svg
    """
    form = form_of(asked_form, output, ChartForm.TEXT)
    readings = query.readings(reading)
    FilterWords(party=party).of(query.terms)
    drawn = chart_of(query, readings, party)
    if form is ChartForm.SVG:
        from exchange_tracker.render.svg import picture

        emit([picture(drawn)], output)
    else:
        from exchange_tracker.render.bar_chart import chart_document

        filled = columns(width)
        show(chart_document(drawn, filled), Format.TABLE, output, filled)
    return 0
