"""Sheets of workbooks (.xlsx, .xls, .ods) to rows of cells, as text: what a cell holds, not how it looks."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    XmlError,
    ZipError,
)

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.limits import MOST_WORDS_LISTED
from exchange_tracker.parse.sheet_errors import error_cells
from exchange_tracker.parse.table import Row

ZIP = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"
_OTHERS = (
    ("word/", "a text document of Word"),
    ("ppt/", "slides of PowerPoint"),
    ("Index/", "a document of Numbers, Pages or Keynote"),
)
_OF_A_REPORT = ["rows", "about"]  # what the program's own reports have
_AS_CSV = "save its sheet as CSV in UTF-8"
Other = float | bool | date | time | timedelta | None


def sheet_rows(raw: BinaryIO, name: str, sheet: str, likely: str) -> Iterator[Row]:
    """Yield the rows of a sheet: the one named, the only one, or the one called ``likely``."""
    cells = _sheet(raw, name, sheet, likely)
    left = [""] * (
        cells.start[1] if cells.start else 0
    )  # where the sheet begins with blank columns
    errors = error_cells(raw, name, cells.name)
    for number, row in enumerate(cells.iter_rows(), start=1):
        texts = left + [cell if isinstance(cell, str) else _text(cell) for cell in row]
        for place, error in errors.get(number - 1, {}).items():
            texts[place] = error
        yield number, texts


def _sheet(raw: BinaryIO, name: str, sheet: str, likely: str) -> CalamineSheet:
    try:
        book = CalamineWorkbook.from_filelike(raw)
        names = book.sheet_names
        if not sheet:
            sheet = names[0] if len(names) == 1 else likely
            if sheet not in names and names == _OF_A_REPORT:
                sheet = names[0]
        if sheet in names:
            return book.get_sheet_by_name(sheet)
    except PasswordError:
        what = "the workbook is locked with a password"
        raise Refusal.one(name, what, "save it without one") from None
    except (CalamineError, ZipError, XmlError, ValueError, KeyError, OSError):
        raise Refusal.one(name, f"this is {_called(raw)}", _AS_CSV) from None
    listed = ", ".join(map(shown, names[:MOST_WORDS_LISTED])) or "none"
    if sheet == likely:
        what = f"the workbook has {len(names)} sheets: {listed}"
        raise Refusal.one(name, what, "say which with --sheet")
    raise Refusal.one(name, f"there is no sheet {shown(sheet)}", f"write one of {listed}")


def _called(raw: BinaryIO) -> str:
    """Say what a file is that begins like a workbook and is none that can be read."""
    raw.seek(0)
    if raw.read(len(OLD)) == OLD:
        return "a workbook of an old Excel that cannot be read"
    raw.seek(0)
    try:
        with zipfile.ZipFile(raw) as packed:
            inside = packed.namelist()
    except (zipfile.BadZipFile, OSError):
        return "a workbook or another zip file that is damaged"
    for start, called in _OTHERS:
        if any(each.startswith(start) for each in inside):
            return called
    return "a zip file that holds no workbook of Excel or OpenDocument"


def _text(cell: Other) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case None:
            return ""
        case _:
            return str(cell) if isinstance(cell, timedelta) else cell.isoformat()
