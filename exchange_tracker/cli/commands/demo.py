"""``xt demo``: the truces that come with the program, in a folder of one's own, and one of them judged."""

import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli.output import tell
from exchange_tracker.cli.output_places import appearing, placing
from exchange_tracker.cli.packaged_truces import packaged_truces
from exchange_tracker.cli.query import FilterWords
from exchange_tracker.cli.screen import columns, show
from exchange_tracker.errors import Refusal
from exchange_tracker.queries.check_selection import select_check
from exchange_tracker.queries.query import Query
from exchange_tracker.render import WIDTH, Format
from exchange_tracker.report.check import check_document
from exchange_tracker.report.phrases import numbered, query_facts
from exchange_tracker.store.folder import Folder

app = typer.Typer(rich_markup_mode=None)

SHOWN = "nov2023"
AT = datetime(2023, 12, 1, 10, tzinfo=UTC)  # the day after its last
_AT_WORDS = "2023-12-01T12:00+02:00"
NEXT = (
    ("xt status --at 2023-11-30T21:00+02:00", "how its last evening stood"),
    ("xt say 2023-11-30 --cite", "that day in a paragraph"),
    ("xt margin hostages-daily 2023-11-30", "what alone would have turned it"),
    ("xt terms show", "what was agreed, who reads it how"),
    ("xt report -o ../november.html", "one page to hand on"),
    ("xt init ../november.db --from .", "a ledger of it, to write to"),
)  # in the folder of that truce, where no --ledger is needed


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="A new or empty folder; default: xt-demo.")
    ] = Path("xt-demo"),
) -> int:
    r"""Lay truces into a folder of your own, and judge one of them.

    They are those that come with the program, from 1953 to 2025, each a folder to look into and to
    change. The one that is judged is the truce in Gaza of November 2023.

    \b
    Example: xt demo xt-demo
    """
    source = packaged_truces()
    if source is None:
        what = "the truces that come with the program were not installed with it"
        raise Refusal.one("xt demo", what, "install it again from its wheel or its checkout")
    _refuse_full(folder)
    truces = sorted(path for path in source.iterdir() if path.is_dir())
    _lay(truces, folder)
    tell(f"{folder}: {numbered(len(truces), 'truce', 'truces')}, each in a folder of its own")
    _judge(folder / SHOWN)
    _say_next(folder)
    return 0


def _refuse_full(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.is_dir() or folder.exists() or folder.is_symlink():
        what = "there are files in it" if folder.is_dir() else "this is not a folder"
        raise Refusal.one(str(folder), what, "name a new or an empty folder: xt demo FOLDER")


def _lay(truces: list[Path], folder: Path) -> None:
    with appearing(folder) as place, placing(folder):
        for truce in truces:
            (place / truce.name).mkdir()
            for file in sorted(truce.iterdir()):
                shutil.copyfile(file, place / truce.name / file.name)


def _judge(truce: Path) -> None:
    """Show what ``xt check`` shows, whatever the settings of this place would ask for."""
    tell(f"\n$ xt check --ledger {shlex.quote(str(truce))} --at {_AT_WORDS}")
    query = Query(Folder(truce), AT)
    selection = select_check(query, None, None, FilterWords().of(query.terms), upcoming=False)
    document = check_document(query.terms, selection, query_facts(query))
    show(document, Format.TABLE, None, columns(in_a_pipe=WIDTH))
    tell(
        f"\n(It ends with exit code {selection.exit_code}: some period is short under some readings only.)"
    )


def _say_next(folder: Path) -> None:
    width = max(len(line) for line, _ in NEXT)
    tell(f"\nWhat to type next:\n\n    cd {shlex.quote(str(folder / SHOWN))}")
    for line, meaning in NEXT:
        tell(f"    {line:{width}}  # {meaning}")
    tell("\nA truce of your own: xt init my-truce.db asks what was agreed. More: xt help")
