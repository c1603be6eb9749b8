"""Rows for programs: CSV, TSV, JSON and JSON lines (``ledger.md``, section 4).

Each writer gives chunks of text that the caller writes one after the other, so that a million
rows need no more memory than a thousand.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from exchange_tracker.render.formulas import guard, may_begin_in_lines

Value = str | int | None  # None: there is no value (blank in CSV and TSV, null in JSON)
Row = tuple[Value, ...]
Described = Value | Mapping[str, Value]  # what is said of rows

_AT_ONCE = 1_000  # rows in a chunk
# Lines in the first chunk: the names of the columns and a row, which may be long in coming.
_FIRST = 2
_LETTERS_AT_ONCE = 65_536  # in a chunk, or those of its last row
_LONG = 4_096  # letters of a row whose cells are not remembered
_REMEMBERED = 16_384  # cells: words, dates and small numbers come again and again

_TSV_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_SURROGATE = "[\ud800-\udfff]"


class Rows(NamedTuple):
    """What a command reports to programs: unique column names, and a value for each in each row."""

    columns: tuple[str, ...]
    rows: Iterable[Row]


_EXACT_DIGITS = 15  # of whole numbers that every program reads exactly


def whole_number(text: str) -> int | None:
    """Return what a text says that is a whole number and nothing else; ``None``: it is a text.

    One that would be written otherwise again (``007``) stays a text.
    """
    plain = text.isascii() and text.isdecimal() and len(text) <= _EXACT_DIGITS
    return int(text) if plain and (text == "0" or text[0] != "0") else None


def csv(rows: Rows, *, raw: bool = False, excel: bool = False) -> Iterator[str]:
    """Return RFC 4180 with LF line ends, quotes only where needed; ``raw``: without ``guard``.

    ``excel`` puts a byte-order mark before it and ends lines with CRLF: without the mark Excel takes
    the letters for those of another alphabet. A line end within a cell stays as it is.
    """
    end = "\r\n" if excel else "\n"
    line = _line(",", _quoted, raw=raw, end=end)
    chunks = _csv_chunks(chain([rows.columns], rows.rows), line, end, raw=raw)
    return chain(["\ufeff"], chunks) if excel else chunks


def _csv_chunks(
    rows: Iterable[Row], line: Callable[[Row], str], end: str, *, raw: bool
) -> Iterator[str]:
    """Yield lines some at once: joined as they are, or where their text asks for more, cell by cell.

    To look at the text takes a third of what looking at each cell does.
    """
    for some, texts in _joined(rows):
        text = end.join((*texts, ""))
        yield text if _is_plain(text, some, end, raw=raw) else "".join(map(line, some))


def _joined(rows: Iterable[Row]) -> Iterator[tuple[list[Row], list[str]]]:
    """Yield rows some at once, as ``_chunks`` does, each with its cells joined as they are."""
    most = _FIRST
    some: list[Row] = []
    texts: list[str] = []
    letters = 0
    for row in rows:
        cells = ["" if v is None else str(v) for v in row] if None in row else map(str, row)
        texts.append(",".join(cells))
        some.append(row)
        letters += len(texts[-1])
        if letters > _LETTERS_AT_ONCE or len(some) == most:
            yield some, texts
            some, texts, letters, most = [], [], 0, _AT_ONCE
    if some:
        yield some, texts


def _is_plain(text: str, rows: Sequence[Row], end: str, *, raw: bool) -> bool:
    """Return whether the text of some rows, which are not long, is CSV: no cell needs quotes, or is guarded."""
    lines, cells = len(rows), sum(map(len, rows))
    return (
        len(text) < _LETTERS_AT_ONCE + _LONG
        and text.count(",") == cells - lines > 0
        and text.count(end) == text.count("\n") == lines
        and text.count("\r") == lines * end.count("\r")
        and '"' not in text
        and (raw or not may_begin_in_lines(text))
    )


def tsv(rows: Rows, *, raw: bool = False) -> Iterator[str]:
    r"""Return cells separated by tabs; tab, LF, CR and backslash in them as ``\t \n \r \\``."""
    return _chunks(map(_line("\t", _unbroken, raw=raw), chain([rows.columns], rows.rows)))


def _quoted(text: str) -> str:
    # Not the csv module: under Python 3.11 it leaves a lone CR unquoted. A tab needs no quotes: what
    # follows it is guarded.
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"{}"'.format(text.replace('"', '""'))
    return text


def _unbroken(text: str) -> str:
    return text.translate(_TSV_ESCAPES)


def _line(
    separator: str, protect: Callable[[str], str], *, raw: bool, end: str = "\n"
) -> Callable[[Row], str]:
    """Return what writes a row cell by cell, and remembers those that come again."""

    def cell(value: Value) -> str:
        if isinstance(value, str):
            return protect(value if raw else guard(value))
        return "" if value is None else str(value)

    remembered = lru_cache(_REMEMBERED)(cell)

    def line(row: Row) -> str:
        # A row of one blank cell would be an empty line, which readers skip.
        text = (separator.join(map(remembered, row)) or '""') + end
        if len(text) > _LONG:
            remembered.cache_clear()
        return text

    return line


def json(rows: Rows) -> Iterator[str]:
    """Return an array of objects, one to a line."""
    return _chunks(chain(_array(rows), ["\n"]))


def _array(rows: Rows) -> Iterator[str]:
    lines = _objects(rows)
    first = (f"\n{line}" for line in islice(lines, 1))
    return chain(["["], first, (f",\n{line}" for line in lines), ["\n]"])


def jsonl(rows: Rows) -> Iterator[str]:
    """Return one object to a line."""
    return _chunks(f"{line}\n" for line in _objects(rows))


def json_document(about: Mapping[str, Described], tables: Mapping[str, Rows]) -> Iterator[str]:
    """Return one object: what is said of the tables, then each under its name as ``json`` has it."""
    from json import dumps  # noqa: PLC0415 - start-up: the other forms do without

    facts = (f"{dumps(key)}: {dumps(value, ensure_ascii=False)}" for key, value in about.items())
    parts = chain(([fact] for fact in facts), (_named(*table) for table in tables.items()))
    yield "{"
    for place, part in enumerate(parts):
        yield ",\n" if place else "\n"
        yield from part
    yield "\n}\n"


def _named(name: str, rows: Rows) -> Iterator[str]:
    yield f'"{name}": '
    yield from _chunks(_array(rows))


def _objects(rows: Rows) -> Iterator[str]:
    from json import JSONEncoder  # noqa: PLC0415 - start-up: the other forms do without

    encode = JSONEncoder(ensure_ascii=False).encode
    for row in rows.rows:
        line = encode(dict(zip(rows.columns, row, strict=True)))
        # Half a character has no bytes in UTF-8; JSON can still name it.
        yield line if line.isascii() else re.sub(_SURROGATE, _escape_half, line)


def _escape_half(half: re.Match[str]) -> str:
    return f"\\u{ord(half[0]):04x}"


def _chunks(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines some at once, but no more of long ones than it takes to write them well."""
    some: list[str] = []
    letters, most = 0, _FIRST
    for line in lines:
        some.append(line)
        letters += len(line)
        if letters > _LETTERS_AT_ONCE or len(some) == most:
            yield "".join(some)
            some, letters, most = [], 0, _AT_ONCE
    if some:
        yield "".join(some)
