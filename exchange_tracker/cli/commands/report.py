"""``xt report``: one self-contained page to hand on, or its short form in Markdown."""

import sys
from contextlib import suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exchange_tracker import __version__
from exchange_tracker.cli import options
from exchange_tracker.cli.ledger_place import place_or_habit
from exchange_tracker.cli.moment_options import known_at
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import emit
from exchange_tracker.cli.output_forms import FORM_HELP, form_of
from exchange_tracker.cli.query import ask
from exchange_tracker.errors import UsageError
from exchange_tracker.queries.query import Query
from exchange_tracker.store import signals
from exchange_tracker.store.address import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchange_tracker.report.page.gathered import Report

app = typer.Typer(rich_markup_mode=None)

EVERY = 30  # seconds after which a page that is followed reads itself again


class ReportForm(StrEnum):
    """The forms of a report."""

    HTML = "html"
    MARKDOWN = "markdown"


@app.command()
@expand_groups
def report(
    *,
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
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
    full: Annotated[
        bool, typer.Option("--full", help="Fold nothing, on the screen or when it is printed.")
    ] = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="Write it again as the ledger changes, and beside it a page that reloads; ^C ends it.",
        ),
    ] = False,
    names: Annotated[
        bool, typer.Option("--names", help="Names of people, too; else they are left out.")
    ] = False,
) -> int:
    r"""Write one page to hand on: the finding, who reads it how, what was due and delivered.

    All else is folded: charts, releases, what others published, method, sources as numbered notes.
    The page needs no network and no script; light and dark, for phones, screens and paper: two
    pages of A4 as it is folded. As Markdown it is a short form for a wiki or an issue.

    \b
    Example: xt report --ledger data/nov2023 -o november.html
    """
    form = form_of(asked_form, output, ReportForm.HTML)
    if form is ReportForm.HTML:
        gather = partial(_gathered, reading=reading, since=since, names=names, full=full)
        if watch:
            place = place_or_habit(ledger)
            return _watch(place, lambda: gather(ask(place, at, as_of)), output)
        if asked_form is None and output is None and sys.stdout.isatty():
            what = "a page is read in a browser, not on a terminal"
            raise UsageError.one("--output", what, "write it with -o page.html, or pipe it")
        from exchange_tracker.report.page.whole import html

        emit([html(gather(ask(ledger, at, as_of)))], output)
        return 0
    page = "ask for the page: --format html"
    for option, asked, what in (
        ("--since", bool(since), "lists no corrections"),
        ("--full", full, "folds nothing"),
        ("--watch", watch, "is not written again"),
    ):
        if asked:
            raise UsageError.one(option, f"the short form {what}", f"leave it out, or {page}")
    from exchange_tracker.render.markdown import markdown
    from exchange_tracker.report.brief import brief_of, short

    emit([markdown(short(brief_of(ask(ledger, at, as_of), reading)))], output)
    return 0


def _gathered(
    query: Query, *, reading: list[str] | None, since: str, names: bool, full: bool
) -> "Report":
    from exchange_tracker.cli.progress import progress
    from exchange_tracker.report.page.contents import report_of

    with progress("parts of the report") as tell:
        return report_of(
            query,
            reading,
            known_at(since, query.clock, "--since"),
            version=__version__,
            with_names=names,
            is_full=full,
            tell=tell,
        )


def _watch(ledger: Place, gather: "Callable[[], Report]", output: Path | None) -> int:
    """Write two pages again and again: one that stays as it is, and one that reloads itself."""
    if output is None or str(output) == "-":
        what = "a page that is written again needs a place"
        raise UsageError.one("--watch", what, "name a file: --output FILE.html")
    from exchange_tracker.cli.watch import rewrite
    from exchange_tracker.report.page.whole import Refresh, html

    live = output.with_name(f"{output.stem}.live{output.suffix}")

    def write() -> None:
        gathered = gather()
        emit([html(gathered, Refresh(None, live.name))], output)
        emit([html(gathered, Refresh(EVERY, output.name))], live)

    with suppress(KeyboardInterrupt):
        rewrite(ledger, write, {output.name, live.name})
    return signals.exit_code()
