"""Cells of a workbook that hold an error (``#DIV/0!``): its reader gives them as blank."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, BinaryIO
from xml.etree import ElementTree as ET

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.cells import shown

_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_LARGEST = 1 << 20  # bytes of a part that names the others
_PIECE = 1 << 20  # bytes of a sheet looked at together
_OVERLAP = 1 << 14  # more than a cell with its formula has
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR = re.compile(rb"<c\b([^>]*)\bt=[\"']e[\"']([^>]*)>(.*?)</c>", re.DOTALL)
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")


_ODS = "content.xml"
_ODS_ERROR = re.compile(rb"calcext:value-type=[\"']error[\"'][^>]*>(?:<text:p>([^<]*))?")


def error_cells(raw: BinaryIO, name: str, sheet: str) -> Mapping[int, Mapping[int, str]]:
    """Return the errors of a sheet of Excel by row, then by column, from 0 on.

    Of a workbook of OpenDocument nobody knows here where they stand: it is refused.
    """
    place = raw.tell()
    try:
        with zipfile.ZipFile(raw) as book:
            _refuse_of_ods(book, name)
            part = _part_of(book, sheet)
            if not part:
                return {}
            errors: dict[int, dict[int, str]] = {}
            with book.open(part) as cells:
                for row, column, text in _errors(cells):
                    errors.setdefault(row, {})[column] = text
            return errors
    except (zipfile.BadZipFile, KeyError, ET.ParseError, OSError):
        return {}
    finally:
        raw.seek(place)


def _refuse_of_ods(book: zipfile.ZipFile, name: str) -> None:
    if _ODS not in book.namelist():
        return
    with book.open(_ODS) as raw:
        for text in _pieces(raw):
            if b"error" in text and (match := _ODS_ERROR.search(text)):
                what = f"a cell of the workbook holds an error, {shown((match[1] or b'').decode())}"
                fix = "mend it, or delete it; in .xlsx only the cells that are used matter"
                raise Refusal.one(name, what, fix)


def _part_of(book: zipfile.ZipFile, sheet: str) -> str:
    """Return the part that holds a sheet; blank: there is none."""
    if not {_BOOK, _RELATIONS} <= {*book.namelist()}:
        return ""
    names = {
        each.get("name"): each.get(_ID) for each in _parsed(book, _BOOK).iter() if each.get(_ID)
    }
    targets = {each.get("Id"): each.get("Target") for each in _parsed(book, _RELATIONS)}
    target = targets.get(names.get(sheet)) or ""
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}" if target else ""


def _parsed(book: zipfile.ZipFile, part: str) -> ET.Element:
    with book.open(part) as raw:
        return ET.fromstring(raw.read(_LARGEST))  # noqa: S314 - of at most a megabyte


def _errors(cells: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    for text in _pieces(cells):
        if b't="e"' in text or b"t='e'" in text:
            for match in _ERROR.finditer(text):
                place, value = _PLACE.search(match[1] + match[2]), _VALUE.search(match[3])
                if place:
                    yield int(place[2]) - 1, _column(place[1]), value[1].decode() if value else "#?"


def _pieces(raw: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while piece := raw.read(_PIECE):
        text = rest + piece
        yield text
        rest = text[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
