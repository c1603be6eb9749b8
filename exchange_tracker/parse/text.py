"""Bytes to lines of text: UTF-8 and nothing else, and no line that only a machine could write."""

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.parse.limits import LARGEST_TERMS

LONGEST_LINE = 1_048_576  # characters
LONGEST_CHANGE = 8 << 30  # characters; some 50 million rows
_BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # its byte-order marks
_AS_UTF8 = "save the file as UTF-8"
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
    (b"%PDF-", "a PDF", "copy its table into CSV in UTF-8"),
)
"""How files begin that are no text, what they are, and what to do."""


def lines(raw: BinaryIO, name: str) -> Iterator[str]:
    """Yield the lines of a file with their ends, without a byte-order mark."""
    text = io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape", newline="\n")
    try:
        yield from _checked(text, name)
    finally:
        with suppress(ValueError):  # the file was closed before the last line was asked for
            text.detach()


def _checked(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    for number, line in enumerate(iter(lambda: text.readline(LONGEST_LINE + 1), ""), start=1):
        if number == 1:
            _refuse_other_encodings(line, name)
            line = line.removeprefix(_BOM)  # noqa: PLW2901 - the mark is no part of the line
        if not line.isascii() and not _encodable(line):
            raise Refusal([_not_utf8(line, name, number)])
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
        if line:  # else it was a mark alone
            yield line


def long_lines(raw: BinaryIO, name: str) -> Iterator[str]:
    """Yield the lines of a file whose lines may be long: a history has one for each change.

    Of a line that is none of a history only the beginning is given.
    """
    text = io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape", newline="\n")
    for number, line in enumerate(iter(lambda: _long_line(text, name), ""), start=1):
        if not line.isascii() and not _encodable(line):
            raise Refusal([_not_utf8(line, name, number)])
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


def _refuse_other_encodings(line: str, name: str) -> None:
    start = line[:16].encode("utf-8", "surrogateescape")
    for mark, what, fix in _FORMS:
        if start.startswith(mark):
            raise Refusal.one(name, f"this is {what}", fix)
    if start.startswith(_UTF16) or b"\0\0" in (start[0:4:2], start[1:4:2]):
        raise Refusal.one(f"{name}:1", "the file is UTF-16", _AS_UTF8)


def _encodable(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _not_utf8(line: str, name: str, number: int) -> Problem:
    place = next(i for i, char in enumerate(line) if "\udc80" <= char <= "\udcff")
    byte = ord(line[place]) - 0xDC00
    return Problem(
        f"{name}:{number}",
        f"byte 0x{byte:02X} at character {place + 1} is not UTF-8",
        f"{_AS_UTF8} (it may be in a Windows code page, or no text at all)",
    )
