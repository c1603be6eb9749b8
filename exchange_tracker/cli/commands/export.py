"""``xt export``: the ledger as a truce folder."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.export_files import ExportForm, export_form, writer_of
from exchange_tracker.cli.output import tell
from exchange_tracker.cli.output_places import appearing, folder_written, write_beside
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.cli.row_progress import reading
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.model import AnyFact, Claim, Release, Source, columns
from exchange_tracker.facts.movement import Movement
from exchange_tracker.render.row_forms import Rows, csv
from exchange_tracker.report.datapackage import FILE as PACKAGE
from exchange_tracker.report.datapackage import data_package
from exchange_tracker.report.history import unnamed
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.folder import FILES, TERMS
from exchange_tracker.store.ledger.ledger import Ledger

app = typer.Typer(rich_markup_mode=None)


@app.command()
def export(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|FILE", help="A folder, or FILE.jsonl, .json, .xlsx or .parquet."
        ),
    ],
    ledger: options.Ledger = options.LEDGER,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the files of a folder that is there.")
    ] = False,
    as_of: options.AsOf = "",
    names: Annotated[
        bool | None,
        typer.Option(
            "--names/--no-names", help="Names of people; a history leaves them out unless asked."
        ),
    ] = None,
    dry_run: options.DryRun = False,
) -> int:
    r"""Write the ledger as a folder, as a file, or its whole history.

    The terms come back byte for byte, the rows with the values they were given, in the order of
    first recording. A new folder appears whole or not at all; datapackage.json describes its columns.

    A name that ends in .jsonl gets the whole history as evidence: one change on each line, without
    names of people. One that ends in .json is a document of all tables with the terms, .xlsx a
    workbook with a sheet each, .parquet the entries alone. A file that is there is written over,
    as cp does.

    \b
    Example: xt export nov2023-copy --ledger nov2023.db
    """
    form = export_form(folder)
    history = form is ExportForm.HISTORY  # whoever reads it proves it by its digests
    shown = bool(names) if history else names is not False
    write = writer_of(form, folder, names=shown) if form else None
    source = open_ledger(ledger, as_of, believe=not history)
    if write:
        return _file(source, folder, write, dry_run=dry_run)
    there = folder.exists() or folder.is_symlink()
    if there and not folder.is_dir():
        raise UsageError.one(str(folder), "this is not a folder", "name a folder, or a new name")
    if there and not force:
        raise UsageError.one(
            str(folder), "there is something of that name already", "replace it with --force"
        )
    with reading(source) as counting:
        texts = _texts(counting, folder, names=names is not False)
        if not dry_run:
            with appearing(folder) as place:
                note = folder_written(folder) if place == folder else ""
                parts = {place / name: text for name, text in texts.items()}
                write_beside(parts, note, whole=bool(note))
    verb = "would be written" if dry_run else "written"
    tell(f"{folder}: {verb}, {numbered(len(texts), 'file', 'files')}")
    return 0


def _texts(source: Ledger, folder: Path, *, names: bool) -> dict[str, Iterable[str]]:
    texts: dict[str, Iterable[str]] = {TERMS: [source.terms_text]}
    kinds: list[type[AnyFact]] = [
        Release,
        *([Movement] if _has_movements(source, folder) else []),
        Claim,
        Source,
    ]
    for kind in kinds:
        facts = source.facts(kind)
        rows = facts if names else map(unnamed, facts)
        texts[FILES[kind]] = csv(Rows(columns(kind), rows), raw=True)
    opened = [kind for kind in (Release, Movement) if kind in kinds and _is_open(source, kind)]
    tables = [(kind, FILES[kind], kind in opened) for kind in kinds]
    package = data_package(source.terms, tables)
    texts[PACKAGE] = [json.dumps(package, ensure_ascii=False, indent=2), "\n"]
    return texts


def _is_open(source: Ledger, kind: type[Release | Movement]) -> bool:
    """Return whether a count is open; the database looks, as reading every row takes a while."""
    where = f"{source.standing} AND rtrim(count, '?+') <> count"
    return any(True for _ in source.versions(kind, where))


def _has_movements(source: Ledger, folder: Path) -> bool:
    """Return whether a folder needs a file of movements: one that is there must not stay as it is."""
    return any(True for _ in source.movements()) or (folder / FILES[Movement]).exists()


def _file(source: Ledger, path: Path, write: Callable[[Ledger], None], *, dry_run: bool) -> int:
    if not dry_run:
        with reading(source) as counting:
            write(counting)
    verb = "would be written" if dry_run else "written"
    tell(f"{path}: {verb}, {source.head}")
    return 0
