"""Bytes to lines of text: UTF-8 unless another encoding is stated, and no line that only a machine could write."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.parse.limits import LARGEST_TERMS

LONGEST_LINE = 1_048_576  # characters
BLOCK = 1 << 17  # characters that are read at once: no line is so long but one that is looked at
LONGEST_CHANGE = 8 << 30  # characters; some 50 million rows
_BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # its byte-order marks
_AS_UTF8 = "save the file as UTF-8"
_UTF8 = "utf-8"
_CANDIDATES = ("cp1252", "cp1255", "cp1256", "cp1251", "mac-roman")
_SHOWN_BEFORE, _SHOWN_AFTER = 15, 30  # characters around the first that cannot be read
_BOM_OR_SPACE = "\ufeff \t\r\n"
_TAG = re.compile(r"<(?:!doctype|!--|\?[a-z]|html|[a-z][a-z0-9]*[ />])")
_OF_A_PAGE = (
    "copy its table into CSV; of a shared sheet, take the address that gives CSV (in Google Sheets"
    " …/export?format=csv)"
)
_FORMS = (
    (
        b"PK\x03\x04",
        "a workbook (Excel, OpenDocument) or another zip file",
        "save its sheet as CSV in UTF-8",
    ),
    (b"\xd0\xcf\x11\xe0", "a workbook of an old Excel", "save its sheet as CSV in UTF-8"),
    (
        b"SQLite format 3",
        "a database",
        "export its rows to CSV first: xt export, where it is a ledger",
    ),
    (b"\x1f\x8b", "packed (gzip)", "unpack it first"),
    (b"Rar!", "packed (RAR)", "unpack it first"),
    (b"7z\xbc\xaf", "packed (7z)", "unpack it first"),
    (b"PAR1", "Parquet", "write its rows as CSV or JSON lines"),
    (b"{\\rtf", "a text document (RTF)", "copy its table into CSV in UTF-8"),
    (b"%PDF-", "a PDF", "copy its table into CSV in UTF-8"),
    (b"\x89PNG", "a picture", "copy its table into CSV in UTF-8"),
    (b"\xff\xd8\xff", "a picture", "copy its table into CSV in UTF-8"),
)
"""How files begin that are no text, what they are, and what to do."""


def lines(raw: BinaryIO, name: str, encoding: str = "") -> Iterator[str]:
    """Yield the lines of a file with their ends, without a byte-order mark.

    ``encoding`` is for files of which another than UTF-8 can be stated; a blank takes no other.
    """
    for block in blocks(raw, name, encoding):
        yield from lines_of(block)


def blocks(raw: BinaryIO, name: str, encoding: str = "") -> Iterator[str]:
    """Yield the same several lines at a time, the first by itself."""
    with decoded(raw, name, encoding) as text:
        number = 1
        for block in _blocks(text):
            yield from filter(None, _checked(block, number, name, encoding))
            number += block.count("\n")


def lines_of(block: str) -> Iterator[str]:
    """Return the lines of a text with their ends."""
    return io.StringIO(block, newline="\n")


def _blocks(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield whole lines; of one that is too long, as much as shows it."""
    block = text.readline(LONGEST_LINE + 1)
    while block:
        yield block
        block = text.read(BLOCK)
        if block and not block.endswith("\n"):
            block += text.readline(LONGEST_LINE + 1)


@contextmanager
def decoded(raw: BinaryIO, name: str, encoding: str = "") -> Iterator[io.TextIOWrapper]:
    """Open bytes as text; each byte that is none of the encoding becomes half a character."""
    text = io.TextIOWrapper(raw, encoding or _UTF8, errors="surrogateescape", newline="\n")
    try:
        yield text
    except UnicodeDecodeError:  # UTF-16 knows no half characters for single bytes
        what = f"the file is not {encoding}"
        raise Refusal.one(name, what, "name its own encoding with --encoding") from None
    finally:
        with suppress(ValueError):  # the file was closed before the last line was asked for
            text.detach()


def _checked(block: str, number: int, name: str, encoding: str) -> Iterator[str]:
    """Yield some lines, the first of which has a number; where one is refused, those before it."""
    if number == 1:
        if encoding in {"", _UTF8}:
            _refuse_other_forms(block, name, encoding)
        block = block.removeprefix(_BOM)  # the mark is no part of the line
    if len(block) > LONGEST_LINE or "\0" in block or not _encodable(block):
        right = 0
        for line in lines_of(block):
            try:
                _check(line, number, name, encoding)
            except Refusal:
                yield block[:right]
                raise
            right += len(line)
            number += 1
    yield block


def _check(line: str, number: int, name: str, encoding: str) -> None:
    if not _encodable(line):
        raise Refusal([_not_decoded(line, name, number, encoding)])
    if "\0" in line:
        raise Refusal.one(
            f"{name}:{number}",
            "the line has a NUL byte",
            "give a text file, or delete the byte",
        )
    if len(line) > LONGEST_LINE:
        raise Refusal.one(
            f"{name}:{number}",
            f"the line is longer than {LONGEST_LINE:,} characters",
            "check for a missing line end or a stray quote, and split it",
        )


def long_lines(raw: BinaryIO, name: str) -> Iterator[str]:
    """Yield the lines of a file whose lines may be long: a history has one for each change.

    Of a line that is none of a history only the beginning is given.
    """
    text = io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape", newline="\n")
    for number, line in enumerate(iter(lambda: _long_line(text, name), ""), start=1):
        if not _encodable(line):
            raise Refusal([_not_decoded(line, name, number)])
        yield line
    text.detach()


def _long_line(text: io.TextIOWrapper, name: str) -> str:
    pieces: list[str] = []
    for _ in range(LONGEST_CHANGE // LONGEST_LINE):
        pieces.append(text.readline(LONGEST_LINE))
        if not pieces[0].startswith("{") or "\0" in pieces[-1] or len(pieces[-1]) < LONGEST_LINE:
            return "".join(pieces)
    what = f"a line is longer than {LONGEST_CHANGE >> 30} GiB"
    raise Refusal.one(name, what, "check that it is the right file")


def whole(raw: BinaryIO, name: str) -> str:
    """Return the whole text of a small file, line ends and byte-order mark kept."""
    data = raw.read(LARGEST_TERMS + 1)
    if len(data) > LARGEST_TERMS:
        what = f"the file is larger than {LARGEST_TERMS:,} bytes"
        raise Refusal.one(name, what, "check that it is the right file")
    checked = "".join(lines(io.BytesIO(data), name))
    return _BOM + checked if data.startswith(_BOM.encode()) else checked


def _refuse_other_forms(line: str, name: str, encoding: str) -> None:
    start = line[:16].encode(_UTF8, "surrogateescape")
    for mark, what, fix in _FORMS:
        if start.startswith(mark):
            raise Refusal.one(name, f"this is {what}", fix)
    refuse_web_page(line, name)
    if utf16 := _utf16_of(start):
        fix = f"{_AS_UTF8}, or import it with --encoding {utf16}" if encoding else _AS_UTF8
        raise Refusal.one(f"{name}:1", "the file is UTF-16", fix)


def _utf16_of(start: bytes) -> str:
    """Return the kind of UTF-16 by a byte-order mark, or by which bytes are 0; blank: it is none."""
    if start.startswith(_UTF16):
        return "utf-16"
    if start[0:4:2] == b"\0\0":
        return "utf-16-be"
    return "utf-16-le" if start[1:4:2] == b"\0\0" else ""


def refuse_web_page(start: str, name: str) -> None:
    """Refuse what begins as a web page does: what a shared sheet gives at its usual address."""
    start = start.lstrip(_BOM_OR_SPACE).lower()
    if start.startswith("<?xml") and "<html" not in start:
        raise Refusal.one(name, "this is XML", "save its table as CSV in UTF-8")
    if _TAG.match(start):
        raise Refusal.one(name, "this is a web page", _OF_A_PAGE)


def _encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _not_decoded(line: str, name: str, number: int, encoding: str = "") -> Problem:
    place = next(i for i, char in enumerate(line) if "\udc80" <= char <= "\udcff")
    byte = ord(line[place]) - 0xDC00
    if encoding not in {"", _UTF8}:
        fix = "name the file's own encoding with --encoding"
    elif encoding:
        fix = _fix_by_encoding(line, place)
    else:
        fix = f"{_AS_UTF8} (it may be in a Windows code page, or no text at all)"
    what = f"byte 0x{byte:02X} at character {place + 1} is not {encoding or _UTF8}"
    return Problem(f"{name}:{number}", what.replace(_UTF8, "UTF-8"), fix)


def _fix_by_encoding(line: str, place: int) -> str:
    """Say under which encodings a line can be read, and how it reads under each."""
    start = max(0, place - _SHOWN_BEFORE)
    part = line[start : place + _SHOWN_AFTER].rstrip("\r\n").encode(_UTF8, "surrogateescape")
    readings: dict[str, str] = {}
    for encoding in _CANDIDATES:
        with suppress(UnicodeDecodeError):
            readings.setdefault(part.decode(encoding), encoding)
    listed = ", ".join(f"{encoding} {text!r}" for text, encoding in readings.items())
    return f"{_AS_UTF8}, or import it with the --encoding under which the line is right: {listed}"
