"""A file of rows to cells: CSV (RFC 4180), with the line each row starts on.

The standard parser forgives what a fact-checker would not: it takes a quote in the middle of a
cell. That is refused here, row by row: what is wrong with one row does not hide what is wrong with
the next.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.text import lines_of

Row = tuple[int, list[str] | Refusal]
"""The line a row starts on, and its cells or why it has none."""


class Plain(NamedTuple):
    """Rows without quotes, each on a line of its own: the first line, and the lines without their ends."""

    start: int
    text: str
    delimiter: str

    @property
    def lines(self) -> list[str]:
        """Return the rows as they are written."""
        return self.text.split("\n")

    def rows(self) -> Iterator[Row]:
        """Return the rows one by one."""
        cells = (line.split(self.delimiter) for line in self.lines)
        return enumerate(cells, start=self.start)


LONGEST_ROW = 1_048_576  # characters

_INSIDE = r'[^"]*(?:""[^"]*)*'
_QUOTED = re.compile(rf'"({_INSIDE})"')
_STAYS = re.compile(_INSIDE)


class _Grammar(NamedTuple):
    """What rows look like whose cells stand between ``delimiter``."""

    delimiter: str
    whole: re.Pattern[str]
    opens: re.Pattern[str]
    closes: re.Pattern[str]
    reopens: re.Pattern[str]

    def split(self, row: str) -> list[str]:
        """Return the cells of a row that is right."""
        plain, *more = _QUOTED.split(row)
        cells = plain.split(self.delimiter)
        for quoted, after in zip(more[::2], more[1::2], strict=True):
            cells[-1] = quoted.replace('""', '"')
            cells += after.split(self.delimiter)[1:]
        return cells


@cache
def _grammar(delimiter: str) -> _Grammar:
    between = re.escape(delimiter)
    cell = rf'(?:"{_INSIDE}"|[^"{between}\r\n]*)'
    return _Grammar(
        delimiter,
        whole=re.compile(rf"{cell}(?:{between}{cell})*"),
        opens=re.compile(rf'(?:{cell}{between})*"{_INSIDE}'),
        closes=re.compile(rf'{_INSIDE}"(?:{between}{cell})*'),
        reopens=re.compile(rf'{_INSIDE}"(?:{between}{cell})*{between}"{_INSIDE}'),
    )


_IN_QUOTES = re.compile(rf'"{_INSIDE}"')
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
_ESCAPE = re.compile(r"\\([tnr\\])")
_STRAY_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\(?![tnr\\])")


def csv_rows(text: Iterable[str], name: str, delimiter: str = ",") -> Iterator[Row]:
    """Return each row of a CSV text, the header first."""
    rows = _Rows(name, delimiter)
    for number, line in enumerate(text, start=1):
        if row := rows.take(number, line):
            yield row
    if rows.is_open:
        yield rows.unclosed()


def csv_blocks(blocks: Iterable[str], name: str, delimiter: str) -> Iterator[Row | Plain]:
    """Return the same of whole lines, several at a time; rows in a row that are plain come together."""
    rows, number = _Rows(name, delimiter), 1
    for block in blocks:
        body = block.replace("\r\n", "\n") if "\r" in block else block
        lines = block.count("\n") + (not block.endswith("\n"))
        if number > 1 and not rows.is_open and '"' not in body and "\r" not in body:
            yield Plain(number, body.removesuffix("\n"), delimiter)
        else:
            yield from _mixed(rows, number, lines_of(block))
        number += lines
    if rows.is_open:
        yield rows.unclosed()


def _mixed(rows: "_Rows", number: int, lines: Iterable[str]) -> Iterator[Row | Plain]:
    """Return the rows of some lines; those that are plain together."""
    plain: list[str] = []
    for line in lines:
        body = _body(line)
        if number > 1 and not rows.is_open and '"' not in body and "\r" not in body:
            plain.append(body)
        else:
            if plain:
                yield Plain(number - len(plain), "\n".join(plain), rows.delimiter)
                plain = []
            if row := rows.take(number, line):
                yield row
        number += 1
    if plain:
        yield Plain(number - len(plain), "\n".join(plain), rows.delimiter)


def one_by_one(rows: Iterable[Row | Plain]) -> Iterator[Row]:
    """Yield each row by itself."""
    for row in rows:
        if isinstance(row, Plain):
            yield from row.rows()
        else:
            yield row


def _body(line: str) -> str:
    return line[:-2] if line.endswith("\r\n") else line.removesuffix("\n")


class _Rows:
    """The rows of a CSV text, a line at a time."""

    def __init__(self, name: str, delimiter: str) -> None:
        self.delimiter = delimiter
        self._name = name
        self._grammar = _grammar(delimiter)
        self._row: _Open | None = None
        self._names: list[str] = []

    @property
    def is_open(self) -> bool:
        """Return whether the last line ended within quotes."""
        return self._row is not None

    def take(self, number: int, line: str) -> Row | None:
        """Take the next line, and return the row that ends there."""
        body = _body(line)
        row: Row | None = None
        if self._row:
            if self._row.take(number, line, body):
                row, self._row = (self._row.start, self._row.cells(self._name)), None
        elif '"' not in body and "\r" not in body:
            row = number, body.split(self.delimiter)
        elif body.count('"') % 2 and self._grammar.opens.fullmatch(body):
            self._row = _Open(number, line, self._grammar)
        else:
            row = number, _row_cells(body, f"{self._name}:{number}", self._names, self._grammar)
        if number == 1:
            self._names = self._grammar.split(body)
        return row

    def unclosed(self) -> Row:
        """Say of the last row that its quotes are never closed."""
        assert self._row  # noqa: S101 - it is open
        return self._row.start, self._row.refusal(self._name, "is never closed")


class _Open:
    """A row whose last cell so far is in quotes that a later line closes."""

    def __init__(self, start: int, line: str, grammar: _Grammar) -> None:
        self.start = start
        self._grammar = grammar
        self._opened = start  # the line with the opening quote of the last cell
        self._stray = 0  # the line with text after the quotes; 0: none
        self._lines = [line]
        self._size = len(line)

    def take(self, number: int, line: str, body: str) -> bool:
        """Take the next line, and tell whether the row ends there."""
        ends = '"' in body and not _STAYS.fullmatch(body)
        if ends and self._grammar.reopens.fullmatch(body):
            self._opened, ends = number, False
        elif ends and not self._grammar.closes.fullmatch(body):
            self._stray = number
        self._size += len(line)
        if self._size <= LONGEST_ROW:  # a quote never closed must not fill the memory
            self._lines.append(body if ends else line)
        return ends

    def cells(self, name: str) -> list[str] | Refusal:
        """Return the cells of the row, or why it has none."""
        if self._stray:
            return self.refusal(name, f"has text after its end on line {self._stray}")
        if self._size > LONGEST_ROW:
            return self.refusal(name, f"makes the row longer than {LONGEST_ROW:,} characters")
        return self._grammar.split("".join(self._lines))

    def refusal(self, name: str, what: str) -> Refusal:
        """Say what is wrong with the quotes that were opened last, where the row starts."""
        place = "here" if self._opened == self.start else f"on line {self._opened}"
        fix = "close it where its cell ends"
        return Refusal.one(f"{name}:{self.start}", f"the quote opened {place} {what}", fix)


def _row_cells(body: str, where: str, names: list[str], grammar: _Grammar) -> list[str] | Refusal:
    """Return the cells of a row on one line, or what keeps it from being CSV, and in which column."""
    taken = grammar.whole.match(body)
    place = taken.end() if taken else 0
    if place == len(body):
        return grammar.split(body)
    if body[place] == "\r":
        what = f"there is a carriage return inside the row, at character {place + 1}"
        return Refusal.one(where, what, "end each line with LF or CRLF")
    column = len(grammar.split(body[:place]))
    if column <= len(names):
        where = f"{where}: {names[column - 1].strip()}"
    flaw = "a stray quote" if body[place] == '"' else "text after a closing quote"
    return Refusal.one(
        where,
        f"there is {flaw} at character {place + 1}",
        'put the whole cell in quotes and double each quote inside it: "he said ""no"""',
    )


def cells_of(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line that may be right, without quotes around them."""
    return _grammar(delimiter).split(line.rstrip("\r\n"))


def tsv_rows(text: Iterable[str], name: str, *, foreign: bool = False) -> Iterator[Row]:
    r"""Return each row of a TSV text as ``--format tsv`` writes it: no quotes, but ``\t \n \r \\``.

    ``foreign`` says that another way can be stated: with quotes, as spreadsheets write it.
    """
    as_csv = "import it with --delimiter tab" if foreign else "save the file as CSV"
    for number, line in enumerate(text, start=1):
        cells = line.removesuffix("\n").removesuffix("\r").split("\t")
        where = f"{name}:{number}"
        if any(_IN_QUOTES.fullmatch(cell) for cell in cells):
            fix = f"write the cell without them, or {as_csv}"
            yield number, Refusal.one(where, "a cell between tabs is in quotes", fix)
        elif any(_STRAY_ESCAPE.search(cell) for cell in cells if "\\" in cell):
            fix = rf"write \\ for one backslash, or {as_csv}"
            yield number, Refusal.one(where, "there is a stray backslash", fix)
        else:
            yield number, [_unescaped(cell) if "\\" in cell else cell for cell in cells]


def _unescaped(cell: str) -> str:
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[1]], cell)
