"""Tables as a workbook (``.xlsx``): a sheet each, numbers as numbers, dates as dates, the rest as text.

It is written by XlsxWriter, which only writes: one package of Python without others below it, under
the BSD licence, that has had a release every few months since 2013. It holds a row in memory, not a
sheet. No text becomes a formula or a link, so that none needs a ``'`` before it.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from exchange_tracker.errors import Refusal
from exchange_tracker.render.row_forms import Row, Rows, Value, whole_number

MOST_ROWS = 1 << 20  # of a sheet, its header among them
MOST_SIGNS = 32_767  # of a cell, as UTF-16 counts them
_FIRST_DAY = "1900-03-01"  # before it, spreadsheets do not agree on the days
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # so that the same rows give the same bytes

DAYS = frozenset({"day", "until", "from", "to", "published", "truce_day", "next_day"})
"""The columns whose days become dates of the spreadsheet."""
NUMBERS = frozenset({"count", "figure"})
"""The columns whose texts become numbers where they are nothing else (``780+`` stays a text)."""


def expect_writer() -> None:
    """Raise ``Refusal`` where what writes workbooks is not installed."""
    if find_spec("xlsxwriter") is None:
        what = "workbooks are written by XlsxWriter, which is not installed"
        raise Refusal.one(".xlsx", what, "install it: pip install 'exchange-tracker[xlsx]'")


def write_workbook(sheets: Mapping[str, Rows], file: BinaryIO, scratch: Path) -> None:
    """Write tables to a file, each under its name; ``scratch`` is a folder for what is half done.

    Raise ``Refusal`` for what no sheet can hold.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who asks for a workbook has it
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    book = Workbook(file, {"constant_memory": True, "tmpdir": str(scratch)})
    book.set_properties({"created": _CREATED})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    try:
        for name, rows in sheets.items():
            _write_sheet(book.add_worksheet(name), name, rows, day)
        book.close()
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from None
    finally:
        for sheet in book.worksheets():
            sheet.row_data_fh.close()  # where it was not written to its end


def _write_sheet(sheet: Any, name: str, rows: Rows, day_format: Any) -> None:
    writers = [_writer(sheet, column, day_format) for column in rows.columns]
    for place, column in enumerate(rows.columns):
        sheet.write_string(0, place, column)
        if column in DAYS:
            sheet.set_column(place, place, 11)  # or a day shows as ########
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows.rows, start=1):
        if number == MOST_ROWS:
            what = f"a sheet holds {MOST_ROWS - 1:,} rows, and there are more"
            raise Refusal.one(name, what, "write CSV instead, or fewer rows")
        _write_row(writers, number, row, f"{name}: row {number:,}")


def _write_row(
    writers: list[Callable[[int, int, Value], int]], number: int, row: Row, where: str
) -> None:
    for place, (write, value) in enumerate(zip(writers, row, strict=True)):
        if value not in (None, "") and write(number, place, value):
            what = f"a cell of a sheet holds {MOST_SIGNS:,} characters, and one here has more"
            raise Refusal.one(where, what, "write CSV instead")


def _writer(sheet: Any, column: str, day_format: Any) -> Callable[[int, int, Value], int]:
    """Return what writes a cell of a column; what it returns is 0, or the cell could not be written."""

    def write(row: int, place: int, value: Value) -> int:
        if isinstance(value, int):
            return int(sheet.write_number(row, place, value))
        text = value or ""
        if column in DAYS and (day := _day(text)):
            return int(sheet.write_datetime(row, place, day, day_format))
        if column in NUMBERS and (number := whole_number(text)) is not None:
            return int(sheet.write_number(row, place, number))
        if 2 * len(text) > MOST_SIGNS and len(text.encode("utf-16-le")) > 2 * MOST_SIGNS:
            return -1
        return int(sheet.write_string(row, place, text))

    return write


@lru_cache(1_000)  # days come again and again
def _day(text: str) -> datetime | None:
    """Return a text as a day of a spreadsheet; ``None``: it is none, and stays a text."""
    if len(text) != len(_FIRST_DAY) or text < _FIRST_DAY:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
