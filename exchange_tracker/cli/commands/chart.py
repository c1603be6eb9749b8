"""``xt chart``: delivered against due as a picture, on a terminal, as SVG or as PNG."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, assert_never

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import emit, emit_binary
from exchange_tracker.cli.output_forms import FORM_HELP, form_of
from exchange_tracker.cli.query import FilterWords, QueryOptions
from exchange_tracker.cli.screen import Width, columns, show
from exchange_tracker.render import Format
from exchange_tracker.report.chart import chart_of

if TYPE_CHECKING:
    from exchange_tracker.render.chart_model import Chart

app = typer.Typer(rich_markup_mode=None)


class ChartForm(StrEnum):
    """The forms of a chart."""

    TEXT = "text"
    SVG = "svg"
    PNG = "png"


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
    As SVG it is one picture without scripts and addresses, for screens and for paper; as PNG (the extra png)
    it is the same in dots.

    \b
    Example: xt chart --ledger data/nov2023 -o november.svg
    """
    form = form_of(asked_form, output, ChartForm.TEXT)
    readings = query.readings(reading)
    FilterWords(party=party).of(query.terms)
    drawn = chart_of(query, readings, party)
    match form:
        case ChartForm.SVG:
            from exchange_tracker.render.svg import picture

            emit([picture(drawn)], output)
        case ChartForm.PNG:
            _emit_dots(drawn, output)
        case ChartForm.TEXT:
            from exchange_tracker.render.bar_chart import chart_document

            filled = columns(width)
            show(chart_document(drawn, filled), Format.TABLE, output, filled)
        case _:
            assert_never(form)
    return 0


def _emit_dots(drawn: "Chart", output: Path | None) -> None:
    from exchange_tracker.render.png import drawn_as_png, expect_resvg
    from exchange_tracker.render.svg import picture

    def write(file: BinaryIO, _: Path) -> None:
        file.write(drawn_as_png(picture(drawn)))

    expect_resvg()
    emit_binary(write, output)
