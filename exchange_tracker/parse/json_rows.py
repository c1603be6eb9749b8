"""JSON lines to rows of cells: one object on each line, nothing doubled, nothing guessed.

The standard parser takes doubled keys and numbers that are none; both are refused here, row by row.
Keys are told of once for a file, not once for each of its objects.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO, NamedTuple

from exchange_tracker.errors import InvalidValue, Problem, Refusal
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.headers import Columns, unknown_column
from exchange_tracker.parse.json_array import array_objects, document_objects
from exchange_tracker.parse.limits import MOST_PROBLEMS
from exchange_tracker.parse.text import decoded, lines

_START = 4096  # characters in which an array shows
_SPACE = "\ufeff \t\r\n"
_ARRAY = re.compile(r"\[\s*(?:[{\]]|$)")  # of objects, or of none
_ARRAY_OF_LINES = re.compile(r"\[[ \t]*\r?\n(?:[ \t]*\]|\{[^\n]*(?:\}[ \t]*,?[ \t]*\r?\n|$))")
_OPEN_OBJECT = re.compile(r'\{\s*(?:"[^"\\\\]*"\s*:.*[\[{,]\s*)?')  # as documents are laid out
_ONE_OBJECT = 'write one object on each line: {"day": "2023-11-30", …}'


class JsonRow(NamedTuple):
    """One object: its cells in the order of the columns, those it names, and its other keys.

    ``problems`` is what is wrong with the object but for its keys; such a cell is blank.
    """

    cells: list[str]
    names: tuple[str, ...]
    strangers: tuple[str, ...]
    problems: list[Problem]


class JsonKeys:
    """The keys of a file's objects that are no columns, and those that objects go without."""

    def __init__(self, columns: Columns, *, dated: bool, row_by_row: bool = False) -> None:
        """Take the columns; ``row_by_row`` tells of the keys of each object, not once of them all."""
        self._columns = columns
        self._row_by_row = row_by_row
        self._dated = dated  # an object needs one of day and at
        self._rows: Counter[tuple[str, str, int]] = Counter()
        self._first: dict[tuple[str, str, int], int] = {}

    def fit(self, number: int, row: JsonRow) -> bool:
        """Return whether an object has the keys of a row, and note those that are wrong."""
        wrong = [("stranger", name) for name in row.strangers]
        wrong += [("absent", name) for name in self._columns.needed if name not in row.names]
        if self._dated and "day" not in row.names and "at" not in row.names:
            wrong.append(("absent", "day"))
        for kind, name in wrong:
            each = (kind, name, number if self._row_by_row else 0)
            self._rows[each] += 1
            self._first.setdefault(each, number)
        return not wrong

    @property
    def full(self) -> bool:
        """Return whether no more keys are told of, so that reading on is of no use."""
        return len(self._rows) >= MOST_PROBLEMS

    def problems(self, name: str) -> Iterator[Problem]:
        """Yield what is wrong with the keys, each once: where first, and in how many objects."""
        for each, rows in self._rows.items():
            where = f"{name}:{self._first[each]}"
            objects = "in 1 object" if rows == 1 else f"in {rows:,} objects, here first"
            kind, key, _ = each
            if kind == "stranger":
                what, fix = unknown_column(key, self._columns)
                yield Problem(where, f"{what} ({objects})", fix)
            elif self._dated and key == "day":
                fix = "write the truce day, or the moment of release as at"
                yield Problem(where, f"neither day nor at is there ({objects})", fix)
            else:
                yield Problem(where, f"the key {key} is missing ({objects})", "add it to each")


class _Object(list[tuple[str, object]]):
    """The pairs of a JSON object, doubled names included."""


class _Integer(str):
    """The digits of a JSON integer, however many they are."""

    __slots__ = ()


class _NoInteger(str):
    """The text of a JSON number that is none of ours: ``8.0``, ``1e3``, ``NaN``."""

    __slots__ = ()


def lists_of(kind: type) -> tuple[str, ...]:
    """Return what the list of rows of a kind may be called in a document of the program's own."""
    return ("rows", f"{kind.__name__.lower()}s")


def objects_of(
    raw: BinaryIO, name: str, encoding: str = "", lists: Collection[str] = ()
) -> Iterator[tuple[int, str]]:
    """Yield the texts that hold the objects of JSON lines, or of an array, by their lines.

    An array that has one object on each line, as ``--format json`` writes it, is read by its lines,
    so that what is wrong with one hides none after it. With ``lists`` a document is taken, too, that
    has its rows in a list of such a name.
    """
    start = _start(raw, name, encoding)
    if lists and _is_document(start, lists):
        with decoded(raw, name, encoding) as text:
            yield from document_objects(text, name, lists)
    elif not _ARRAY.match(start):
        yield from enumerate(lines(raw, name, encoding), start=1)
    elif _ARRAY_OF_LINES.match(start):
        numbered = enumerate(lines(raw, name, encoding), start=1)
        while next(numbered)[1].strip(_SPACE) != "[":
            continue  # blank lines above it
        yield from _of_array(numbered, name)
    else:
        with decoded(raw, name, encoding) as text:
            yield from array_objects(text, name)


def _start(raw: BinaryIO, name: str, encoding: str) -> str:
    """Return the beginning of a text, and read none of it."""
    with decoded(raw, name, encoding) as text:
        start = text.read(_START).lstrip(_SPACE)
    raw.seek(0)
    return start


def _is_document(start: str, lists: Collection[str]) -> bool:
    """Return whether a text begins with an object that is no row: it goes on below, or has a list of rows."""
    first, *_ = start.split("\n", 1)
    if _OPEN_OBJECT.fullmatch(first):
        return True
    return any(re.search(rf'[{{,]\s*"{each}"\s*:\s*\[\s*[{{\]]', first) for each in lists)


def _of_array(numbered: Iterator[tuple[int, str]], name: str) -> Iterator[tuple[int, str]]:
    for number, line in numbered:
        if line.strip() == "]":
            break
        yield number, line.rstrip().removesuffix(",")
    else:
        what, fix = "the array is never closed", "take the whole file: it may have been cut off"
        raise Refusal.one(name, what, fix)
    for number, line in numbered:
        if line.strip():
            fix = "delete it, or write one object on each line and no brackets"
            raise Refusal.one(f"{name}:{number}", "there is text after the end of the array", fix)


def json_row(line: str, known: tuple[str, ...], several: Collection[str], where: str) -> JsonRow:
    """Return the row of one JSON object, or refuse what is none; what it does not name is blank.

    Only the columns in ``several`` take a list.
    """
    pairs = _pairs(line, where)
    times = Counter(name for name, _ in pairs)
    problems = [
        Problem(where, f"{shown(name)} is given more than once", "keep one of them")
        for name, number in times.items()
        if number > 1
    ]
    values = dict(pairs)
    cells = []
    for name in known:
        try:
            cells.append(_json_cell(values.get(name), takes_list=name in several))
        except InvalidValue as unfit:
            cells.append("")
            problems.append(Problem(f"{where}: {name}", unfit.what, unfit.fix))
    names = tuple(name for name in known if name in times)
    strangers = tuple(name for name in times if name not in known)
    return JsonRow(cells, names, strangers, problems)


def refuse_history(row: JsonRow, name: str) -> None:
    """Refuse a change of a history, which is no row."""
    if row.strangers and {"digest", "previous"} <= {*row.strangers}:
        fix = "make a ledger of it with xt import history; rows are in what xt export FILE.json writes"
        raise Refusal.one(name, "this is the history of a ledger", fix)


def _pairs(line: str, where: str) -> _Object:
    if not line.strip():
        raise Refusal.one(where, "the row is blank", "delete it")
    try:
        pairs: Any = json.loads(
            line,
            object_pairs_hook=_Object,
            parse_int=_Integer,
            parse_float=_NoInteger,
            parse_constant=_NoInteger,
        )
    except (ValueError, RecursionError):
        raise Refusal.one(where, "the line is not JSON", _ONE_OBJECT) from None
    if not isinstance(pairs, _Object):
        raise Refusal.one(where, "the line is not a JSON object", _ONE_OBJECT)
    return pairs


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
