"""A file of rows to cells: CSV (RFC 4180) and JSON lines, with the line each row starts on.

The standard parsers forgive what a fact-checker would not: ``csv`` takes a quote in the middle
of a cell, ``json`` takes doubled keys and numbers that are none. All of that is refused here.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from typing import NoReturn

from exchange_tracker.errors import Problem, Refusal, Unfit

Numbered = tuple[int, list[str]]

_INSIDE = r'[^"]*(?:""[^"]*)*'
_CELL = rf'(?:"{_INSIDE}"|[^",\r\n]*)'
_ENDS = r"(?:\r?\n)?"
_WHOLE = re.compile(rf"{_CELL}(?:,{_CELL})*{_ENDS}")
_OPENS = re.compile(rf'(?:{_CELL},)*"{_INSIDE}')
_STAYS = re.compile(_INSIDE)
_CLOSES = re.compile(rf'{_INSIDE}"(?:,{_CELL})*{_ENDS}')
_REOPENS = re.compile(rf'{_INSIDE}"(?:,{_CELL})*,"{_INSIDE}')


def csv_rows(text: Iterable[str], name: str) -> Iterator[Numbered]:
    """Give each row of a CSV text, the header first, with the line it starts on."""
    reader = csv.reader(_strict(text, name), strict=True)
    start = 1
    try:
        for row in reader:
            yield start, row
            start = reader.line_num + 1
    except csv.Error as error:
        raise _not_csv(f"{name}:{start}", error) from None


def _not_csv(where: str, error: csv.Error) -> Refusal:
    if "field larger" in str(error):
        return Refusal.one(where, "a cell is longer than 131,072 characters", "shorten it")
    return Refusal.one(where, "the row is not CSV", "check its quotes and commas")


def _strict(text: Iterable[str], name: str) -> Iterator[str]:
    """Pass lines on, refusing quotes and carriage returns where RFC 4180 has none."""
    opened = 0  # the line on which a quoted cell began that is still open
    for number, line in enumerate(text, start=1):
        if opened:
            if '"' in line and not _STAYS.fullmatch(line):
                opened = _after(_CLOSES, _REOPENS, line, f"{name}:{opened}") and number
        elif '"' in line or "\r" in line:
            opened = _after(_WHOLE, _OPENS, line, f"{name}:{number}") and number
        yield line
    if opened:
        raise Refusal.one(f"{name}:{opened}", "a quote is opened here and never closed", "close it")


def _after(closed: re.Pattern[str], opened: re.Pattern[str], line: str, where: str) -> bool:
    """Tell whether a quoted cell is open at the end of a line."""
    if closed.fullmatch(line):
        return False
    if opened.fullmatch(line):
        return True
    if '"' not in line:
        raise Refusal.one(
            where, "there is a carriage return inside the row", "end each line with LF or CRLF"
        )
    raise Refusal.one(
        where,
        "there is a stray quote",
        'put the whole cell in quotes and double each quote inside it: "he said ""no"""',
    )


def header(row: list[str], known: tuple[str, ...], needed: Iterable[str], where: str) -> list[str]:
    """Take a header row, or refuse it with every unknown, doubled or missing column."""
    names = [cell.strip() for cell in row]
    once = dict.fromkeys(names)
    problems = [
        Problem(where, f"{name!r} is not a column", f"write one of {', '.join(known)}")
        for name in once
        if name not in known
    ]
    problems += [
        Problem(where, f"the column {name} is given twice", "keep one of them")
        for name in once
        if name in known and names.count(name) > 1
    ]
    problems += [
        Problem(where, f"the column {name} is missing", "add it to the header and to each row")
        for name in needed
        if name not in once
    ]
    if problems:
        raise Refusal(problems)
    return names


def json_cells(line: str, known: tuple[str, ...]) -> list[str]:
    """Give the cells of one JSON object, in the order of the columns; absent ones are blank."""
    try:
        given = json.loads(
            line, object_pairs_hook=_pairs, parse_float=_no_number, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit("the line is not JSON", 'write one object on each line: {"day": …}') from None
    if not isinstance(given, dict):
        raise Unfit("the line is not a JSON object", 'write one object on each line: {"day": …}')
    unknown = [name for name in given if name not in known]
    if unknown:
        raise Unfit(f"{unknown[0]!r} is not a column", f"write one of {', '.join(known)}")
    return [_json_cell(name, given.get(name)) for name in known]


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise Unfit(f"{name!r} is given twice", "keep one of them")
    return dict(pairs)


def _no_number(text: str) -> NoReturn:
    raise Unfit(f"{text} is not a whole number", "write whole numbers in digits")


def _json_cell(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return _whole_text(name, value)
        case int() if not isinstance(value, bool):
            return str(value)
        case list() if all(isinstance(item, str) and ";" not in item for item in value):
            return ";".join(_whole_text(name, item) for item in value)
        case _:
            raise Unfit(
                f"{name}: {json.dumps(value)[:60]} is neither text, a whole number nor a list of texts",
                "write text in quotes",
            )


def _whole_text(name: str, text: str) -> str:
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise Unfit(f"{name}: the text has a NUL or half a character", "delete it")
    return text
