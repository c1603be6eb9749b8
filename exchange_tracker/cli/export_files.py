"""A ledger as one file: its history, a JSON document, a workbook, a table for data frames."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from exchange_tracker import __version__
from exchange_tracker.cli.output import emit, emit_binary
from exchange_tracker.cli.output_forms import ENDINGS
from exchange_tracker.errors import UsageError
from exchange_tracker.store.ledger.ledger import Ledger


class ExportForm(StrEnum):
    """The endings of the files that ``xt export`` writes."""

    HISTORY = ".jsonl"
    DOCUMENT = ".json"
    WORKBOOK = ".xlsx"
    PARQUET = ".parquet"


def export_form(path: Path) -> ExportForm | None:
    """Return the form of a file by its name; ``None``: it is the name of a folder.

    Raise ``UsageError`` for the ending of a form that other commands have.
    """
    ending = path.suffix.lower()
    if path.is_dir():
        return None
    if ending in ENDINGS and ending not in list(ExportForm):
        offered = " or ".join((", ".join(list(ExportForm)[:-1]), list(ExportForm)[-1]))
        what = f"a ledger is not exported as one {ending}"
        raise UsageError.one(str(path), what, f"name a folder, or a file that ends in {offered}")
    return next((form for form in ExportForm if form == ending), None)


def writer_of(form: ExportForm, path: Path, *, names: bool) -> Callable[[Ledger], None]:
    """Return what writes a ledger in a form; raise ``Refusal`` where what it needs is not installed."""
    match form:
        case ExportForm.HISTORY:
            from exchange_tracker.store.ledger.evidence import evidence

            return lambda ledger: emit(evidence(ledger, names=names), path, announced=False)
        case ExportForm.DOCUMENT:
            return lambda ledger: emit(_document(ledger, names=names), path, announced=False)
        case ExportForm.WORKBOOK:
            return _workbook_writer(path, names=names)
        case ExportForm.PARQUET:
            from exchange_tracker.render.parquet import expect_pyarrow, write_parquet
            from exchange_tracker.report.exported import exported_entries

            expect_pyarrow()
            return lambda ledger: emit_binary(
                lambda file, _: write_parquet(exported_entries(ledger, names=names), file),
                path,
                announced=False,
            )
        case _:
            assert_never(form)


def _document(ledger: Ledger, *, names: bool) -> Iterator[str]:
    from exchange_tracker.render.row_forms import json_document
    from exchange_tracker.report.about import about_of
    from exchange_tracker.report.exported import exported_tables

    about = {**about_of(ledger, version=__version__), "terms": ledger.terms_text}
    return json_document(about, exported_tables(ledger, names=names))


def _workbook_writer(path: Path, *, names: bool) -> Callable[[Ledger], None]:
    from exchange_tracker.cli.workbooks import emit_workbook
    from exchange_tracker.render.workbook import expect_writer
    from exchange_tracker.report.about import about_of, about_rows
    from exchange_tracker.report.exported import exported_tables

    def write(ledger: Ledger) -> None:
        about = about_rows(about_of(ledger, version=__version__))
        emit_workbook(
            {**exported_tables(ledger, names=names), "about": about}, path, announced=False
        )

    expect_writer()
    return write
