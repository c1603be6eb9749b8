"""How the rows of a file of text are written: its encoding, and what stands between its cells."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, islice
from typing import BinaryIO, NamedTuple, TypeVar

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse import table
from exchange_tracker.parse.text import blocks, lines_of

Line = TypeVar("Line", bound=tuple[int, object])
Among = Callable[[list[str]], int]
"""How many of some cells are names of columns."""

_VISIBLE = (";", "\t", "|")
_ENOUGH = 2  # names of columns that a delimiter sets apart: no text of one cell has them by chance


class FileKind(StrEnum):
    """What a file of rows is."""

    TEXT = "text"
    JSON = "JSON"
    WORKBOOK = "workbook"


class Form(NamedTuple):
    """What was stated of a file, and the lines of those rows that are left out.

    A blank ``encoding`` is for files that are UTF-8 without a choice; a blank ``delimiter`` is that
    which is plainly visible. ``foreign`` says that others than the program's own are looked for.
    """

    encoding: str = ""
    delimiter: str = ""
    foreign: bool = False
    skipped: frozenset[int] = frozenset()
    row_by_row: bool = False

    def unskipped(self, rows: Iterator[Line]) -> Iterator[Line]:
        """Return the rows but for those to leave out."""
        return (row for row in rows if row[0] not in self.skipped) if self.skipped else rows


OWN = Form()


def text_rows(
    raw: BinaryIO, name: str, form: Form, among: Among
) -> Iterator[table.Row | table.Plain]:
    """Yield the rows of a file of text whose cells stand between commas, tabs, or what is stated."""
    text = blocks(raw, name, form.encoding)
    first = list(islice(text, 1))
    every, delimiter = chain(first, text), delimiter_between(form, among, first)
    if form.skipped or _is_tsv(delimiter, form):
        lines = chain.from_iterable(map(lines_of, every))
        yield from form.unskipped(rows_between(lines, name, form, among, first))
    else:
        yield from table.csv_blocks(every, name, delimiter)


def rows_between(
    text: Iterator[str], name: str, form: Form, among: Among, header: Sequence[str]
) -> Iterator[table.Row]:
    """Return the rows of a text, by the delimiter that is stated or plainly visible in its header."""
    delimiter = delimiter_between(form, among, header)
    if _is_tsv(delimiter, form):
        return table.tsv_rows(text, name, foreign=form.foreign)
    return table.csv_rows(text, name, delimiter)


def _is_tsv(delimiter: str, form: Form) -> bool:
    return delimiter == "\t" and not form.delimiter


def delimiter_between(form: Form, among: Among, header: Sequence[str]) -> str:
    """Return what stands between cells: what is stated, or is plainly visible in a header."""
    return form.delimiter or _visible_delimiter("".join(header), form, among)


def _visible_delimiter(first: str, form: Form, among: Among) -> str:
    """Return what splits a header into names of columns; a comma where nothing else does."""
    offered = _VISIBLE if form.foreign else ("\t",)
    for delimiter in offered:
        cells = table.cells_of(first, delimiter) if delimiter in first else []
        if among(cells) >= _ENOUGH and among(table.cells_of(first, ",")) < _ENOUGH:
            return delimiter
    return ","


def delimiter_of(text: str) -> str:
    """Return a delimiter as it stands between cells, from how it is stated."""
    delimiter = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}.get(text, text)
    if len(delimiter) != 1 or delimiter in '"\r\n ' or delimiter.isalnum():
        what = f"{text!r} can stand between no cells"
        raise InvalidValue(what, "write one character, e.g. ';' or '|', or tab")
    return delimiter


def encoding_of(text: str) -> str:
    """Return an encoding by the name that Python has for it."""
    try:
        "".encode(text)
        name = codecs.lookup(text).name
    except (LookupError, ValueError):
        what = f"{text!r} is no encoding of text that is known"
        fix = "write e.g. cp1255 (Hebrew), cp1256 (Arabic), cp1251 (Cyrillic), cp1252 or utf-16"
        raise InvalidValue(what, fix) from None
    return "utf-8" if name == "utf-8-sig" else name
