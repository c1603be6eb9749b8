"""``xt report``: one self-contained page to hand on, or its short form in Markdown."""

from enum import StrEnum
from typing import Annotated

import typer

from exchange_tracker import __version__
from exchange_tracker.cli import options
from exchange_tracker.cli.moment_options import known_at
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import emit
from exchange_tracker.cli.output_forms import FORM_HELP, form_of
from exchange_tracker.cli.query import QueryOptions
from exchange_tracker.errors import UsageError

app = typer.Typer(rich_markup_mode=None)


class ReportForm(StrEnum):
    """The forms of a report."""

    HTML = "html"
    MARKDOWN = "markdown"


@app.command()
@expand_groups
def report(
    *,
    query: QueryOptions,
    reading: options.Readings = None,
    since: Annotated[
        str,
        typer.Option(
            "--since", metavar="MOMENT|CHANGE", help="Corrections since then; default: all."
        ),
    ] = "",
    asked_form: Annotated[
        ReportForm | None,
        typer.Option("--format", "-O", case_sensitive=False, help=FORM_HELP.format("html")),
    ] = None,
    output: options.Output = None,
    names: Annotated[
        bool, typer.Option("--names", help="Names of people, too; else they are left out.")
    ] = False,
) -> int:
    r"""Write one page to hand on: what was due and delivered, charts, releases, sources, method.

    The page needs no network and no script; light and dark, for phones, screens and paper. As
    Markdown it is a short form for a wiki or an issue.

    \b
    Example: xt report --ledger data/nov2023 -o november.html
    """
    form = form_of(asked_form, output, ReportForm.HTML)
    if form is ReportForm.HTML:
        from exchange_tracker.cli.progress import progress
        from exchange_tracker.report.page.contents import report_of
        from exchange_tracker.report.page.whole import html

        with progress("parts of the report") as tell:
            known = known_at(since, query.clock, "--since")
            contents = report_of(
                query, reading, known, version=__version__, with_names=names, tell=tell
            )
        emit([html(contents)], output)
    elif since:
        fix = "leave it out, or ask for the page: --format html"
        raise UsageError.one("--since", "the short form lists no corrections", fix)
    else:
        from exchange_tracker.render.markdown import markdown
        from exchange_tracker.report.brief import brief_of, short

        emit([markdown(short(brief_of(query, reading)))], output)
    return 0
