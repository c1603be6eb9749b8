"""``xt source add``: one source, to be named by entries, claims and readings."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.prompts import completed
from exchange_tracker.cli.recording import PublishedOptions, record
from exchange_tracker.facts.model import Source

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def source() -> None:
    r"""Record one source; xt sources lists them.

    \b
    Example: xt source add --id AP1 --publisher AP --published 2023-12-01
    """


@app.command()
@expand_groups
def add(
    *,
    ledger: options.Ledger = options.LEDGER,
    id_: Annotated[
        str, typer.Option("--id", metavar="ID", help="The id by which it is named.")
    ] = "",
    publisher: Annotated[
        str, typer.Option("--publisher", metavar="NAME", help="Who published it.")
    ] = "",
    published: Annotated[
        str, typer.Option("--published", metavar="WHEN", help="Year, month, day or moment.")
    ] = "",
    url: Annotated[str, typer.Option("--url", metavar="URL", help="Where it is.")] = "",
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Its title.")] = "",
    archived: Annotated[
        str, typer.Option("--archived", metavar="URL", help="Where a copy of it is kept.")
    ] = "",
    sha256: Annotated[
        str, typer.Option("--sha256", metavar="DIGEST", help="The digest of what was read.")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else.")] = "",
    writing: PublishedOptions,
) -> int:
    r"""Record one source.

    On a terminal it asks for what was not given; in a pipe nothing is asked.

    \b
    Example: xt source add --id AP1 --publisher AP --published 2023-12-01
    """
    cells = Source(id_, publisher, published, url, title, archived, sha256, note)
    cells = completed(ledger, cells, id_, publisher or url or title)
    return record(ledger, writing, cells, "xt source add")
