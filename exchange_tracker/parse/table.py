"""A file of rows to cells: CSV (RFC 4180) and JSON lines, with the line each row starts on.

The standard parsers forgive what a fact-checker would not: ``csv`` takes a quote in the middle
of a cell, ``json`` takes doubled keys and numbers that are none. All of that is refused here, row
by row: what is wrong with one row does not hide what is wrong with the next.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from exchange_tracker.errors import InvalidValue, Problem, Refusal
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.limits import MOST_PROBLEMS

Row = tuple[int, list[str] | Refusal]
"""The line a row starts on, and its cells or why it has none."""

LONGEST_ROW = 1_048_576  # characters

_INSIDE = r'[^"]*(?:""[^"]*)*'
_CELL = rf'(?:"{_INSIDE}"|[^",\r\n]*)'
_QUOTED = re.compile(rf'"({_INSIDE})"')
_WHOLE = re.compile(rf"{_CELL}(?:,{_CELL})*")
_OPENS = re.compile(rf'(?:{_CELL},)*"{_INSIDE}')
_STAYS = re.compile(_INSIDE)
_CLOSES = re.compile(rf'{_INSIDE}"(?:,{_CELL})*')
_REOPENS = re.compile(rf'{_INSIDE}"(?:,{_CELL})*,"{_INSIDE}')

_ONE_OBJECT = 'write one object on each line: {"day": "2023-11-30", …}'


def csv_rows(text: Iterable[str], name: str) -> Iterator[Row]:
    """Return each row of a CSV text, the header first."""
    row: _Open | None = None
    names: list[str] = []
    for number, line in enumerate(text, start=1):
        body = line[:-2] if line.endswith("\r\n") else line.removesuffix("\n")
        if row:
            if row.take(number, line, body):
                yield row.start, row.cells(name)
                row = None
        elif '"' not in body and "\r" not in body:
            yield number, body.split(",")
        elif body.count('"') % 2 and _OPENS.fullmatch(body):
            row = _Open(number, line)
        else:
            yield number, _row_cells(body, f"{name}:{number}", names)
        if number == 1:
            names = _split(body)
    if row:
        yield row.start, row.refusal(name, "is never closed")


class _Open:
    """A row whose last cell so far is in quotes that a later line closes."""

    def __init__(self, start: int, line: str) -> None:
        self.start = start
        self._opened = start  # the line with the opening quote of the last cell
        self._stray = 0  # the line with text after the quotes; 0: none
        self._lines = [line]
        self._size = len(line)

    def take(self, number: int, line: str, body: str) -> bool:
        """Take the next line, and tell whether the row ends there."""
        ends = '"' in body and not _STAYS.fullmatch(body)
        if ends and _REOPENS.fullmatch(body):
            self._opened, ends = number, False
        elif ends and not _CLOSES.fullmatch(body):
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
        return _split("".join(self._lines))

    def refusal(self, name: str, what: str) -> Refusal:
        """Say what is wrong with the quotes that were opened last, where the row starts."""
        place = "here" if self._opened == self.start else f"on line {self._opened}"
        fix = "close it where its cell ends"
        return Refusal.one(f"{name}:{self.start}", f"the quote opened {place} {what}", fix)


def _split(row: str) -> list[str]:
    """Return the cells of a row that is CSV."""
    plain, *more = _QUOTED.split(row)
    cells = plain.split(",")
    for quoted, after in zip(more[::2], more[1::2], strict=True):
        cells[-1] = quoted.replace('""', '"')
        cells += after.split(",")[1:]
    return cells


def _row_cells(body: str, where: str, names: list[str]) -> list[str] | Refusal:
    """Return the cells of a row on one line, or what keeps it from being CSV, and in which column."""
    taken = _WHOLE.match(body)
    place = taken.end() if taken else 0
    if place == len(body):
        return _split(body)
    if body[place] == "\r":
        what = f"there is a carriage return inside the row, at character {place + 1}"
        return Refusal.one(where, what, "end each line with LF or CRLF")
    column = len(_split(body[:place]))
    if column <= len(names):
        where = f"{where}: {names[column - 1].strip()}"
    found = "a stray quote" if body[place] == '"' else "text after a closing quote"
    return Refusal.one(
        where,
        f"there is {found} at character {place + 1}",
        'put the whole cell in quotes and double each quote inside it: "he said ""no"""',
    )


def header(row: list[str], known: tuple[str, ...], needed: Iterable[str], where: str) -> list[str]:
    """Take a header row, or refuse it with every unknown, doubled or missing column."""
    names = [cell.strip() for cell in row]
    once = Counter(names)
    if not any(name in known for name in once):
        raise Refusal.one(where, *_no_header(names, known))
    unknown = (Problem(where, *_unknown(name, known)) for name in once if name not in known)
    problems = list(islice(unknown, MOST_PROBLEMS))
    problems += [
        Problem(where, f"the column {name} is given twice", "keep one of them")
        for name in known
        if once[name] > 1
    ]
    problems += [
        Problem(where, f"the column {name} is missing", "add it to the header and to each row")
        for name in needed
        if name not in once
    ]
    if problems:
        raise Refusal(problems)
    return names


def _no_header(names: list[str], known: tuple[str, ...]) -> tuple[str, str]:
    """Say what stands where the header should, and what to write."""
    for separator, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and set(known) & {cell.strip() for cell in names[0].split(separator)}:
            return f"the columns are separated by {called}", "save the file with commas"
    return "there is no header", f"begin the file with the line {','.join(known)}"


def _unknown(name: str, known: tuple[str, ...]) -> tuple[str, str]:
    if not name:
        return "a column has no name", "name it, or delete it with all that it holds"
    return f"{shown(name)} is not a column", f"write one of {', '.join(known)}"


class _Object(list[tuple[str, object]]):
    """The pairs of a JSON object, doubled names included."""


class _Integer(str):
    """The digits of a JSON integer, however many they are."""

    __slots__ = ()


class _NoInteger(str):
    """The text of a JSON number that is none of ours: ``8.0``, ``1e3``, ``NaN``."""

    __slots__ = ()


def json_cells(
    line: str, known: tuple[str, ...], several: Collection[str], where: str
) -> list[str]:
    """Return the cells of one JSON object, in the order of the columns; absent ones are blank.

    Only the columns in ``several`` take a list.

    Raises:
        Refusal: with everything that is wrong with the object.
    """
    pairs = _pairs(line, where)
    given = Counter(name for name, _ in pairs)
    problems = [Problem(where, *_unknown(name, known)) for name in given if name not in known]
    problems += [
        Problem(where, f"{shown(name)} is given more than once", "keep one of them")
        for name, times in given.items()
        if times > 1
    ]
    values = dict(pairs)
    cells = []
    for name in known:
        try:
            cells.append(_json_cell(values.get(name), takes_list=name in several))
        except InvalidValue as unfit:
            problems.append(Problem(f"{where}: {name}", unfit.what, unfit.fix))
    if problems:
        raise Refusal(problems)
    return cells


def _pairs(line: str, where: str) -> _Object:
    if not line.strip():
        raise Refusal.one(where, "the row is blank", "delete it")
    try:
        given: Any = json.loads(
            line,
            object_pairs_hook=_Object,
            parse_int=_Integer,
            parse_float=_NoInteger,
            parse_constant=_NoInteger,
        )
    except (ValueError, RecursionError):
        raise Refusal.one(where, "the line is not JSON", _ONE_OBJECT) from None
    if not isinstance(given, _Object):
        raise Refusal.one(where, "the line is not a JSON object", _ONE_OBJECT)
    return given


def _json_cell(value: object, *, takes_list: bool) -> str:
    match value:
        case None:
            return ""
        case _NoInteger():
            raise InvalidValue(
                f"{shown(value)} is not a whole number",
                "write whole numbers in digits, and other things as text in quotes",
            )
        case str():
            return _whole_text(value)
        case _Object():
            raise InvalidValue("there is an object inside the object", "write text in quotes")
        case list():
            return _listed(value, takes_list=takes_list)
        case _:
            raise InvalidValue(
                f"{json.dumps(value)} is no text and no whole number", "write text in quotes"
            )


def _listed(items: list[object], *, takes_list: bool) -> str:
    if not takes_list:
        raise InvalidValue(
            "there is a list where one value is taken", "write one text, or a row for each"
        )
    if any(type(item) is not str for item in items):
        raise InvalidValue("the list holds more than texts", "write each value as text in quotes")
    texts = [_whole_text(str(item)) for item in items]
    if any(";" in text for text in texts):
        raise InvalidValue(
            "a text of the list holds ';'", "write each value by itself, or %3B inside one"
        )
    return ";".join(texts)


def _whole_text(text: str) -> str:
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise InvalidValue("the text has a NUL or half a character", "delete it")
    return text
