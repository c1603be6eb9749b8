"""Rows for programs: CSV, TSV, JSON and JSON lines (``ledger.md``, section 4).

Each writer gives chunks of text that the caller writes one after the other, so that a million
rows need no more memory than a thousand.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from exchange_tracker.render.formulas import guard

Value = str | int | None  # None: there is no value (blank in CSV and TSV, null in JSON)
Row = tuple[Value, ...]

_AT_ONCE = 1_000  # rows in a chunk
_REMEMBERED = 4_096  # cells: words, dates and small numbers come again and again

_QUOTED = re.compile('[",\r\n]')  # a tab needs none: what follows it is guarded
_TSV_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_SURROGATE = re.compile("[\ud800-\udfff]")


class Rows(NamedTuple):
    """What a command reports to programs: unique column names, and a value for each in each row."""

    columns: tuple[str, ...]
    rows: Iterable[Row]


def csv(rows: Rows, *, raw: bool = False) -> Iterator[str]:
    """Return RFC 4180 with LF line ends, quotes only where needed; ``raw``: without ``guard``."""
    return _separated(rows, ",", _quoted, raw=raw)


def tsv(rows: Rows, *, raw: bool = False) -> Iterator[str]:
    r"""Return cells separated by tabs; tab, LF, CR and backslash in them as ``\t \n \r \\``."""
    return _separated(rows, "\t", _unbroken, raw=raw)


def _quoted(text: str) -> str:
    # Not the csv module: under Python 3.11 it leaves a lone CR unquoted.
    return '"{}"'.format(text.replace('"', '""')) if _QUOTED.search(text) else text


def _unbroken(text: str) -> str:
    return text.translate(_TSV_ESCAPES)


def _separated(
    rows: Rows, separator: str, protect: Callable[[str], str], *, raw: bool
) -> Iterator[str]:
    def cell(value: Value) -> str:
        if isinstance(value, str):
            return protect(value if raw else guard(value))
        return "" if value is None else str(value)

    remembered = lru_cache(_REMEMBERED)(cell)

    def line(row: Row) -> str:
        # A row of one blank cell would be an empty line, which readers skip.
        return (separator.join(map(remembered, row)) or '""') + "\n"

    return _chunks(map(line, chain([rows.columns], rows.rows)))


def json(rows: Rows) -> Iterator[str]:
    """Return an array of objects, one to a line."""
    lines = _objects(rows)
    first = (f"\n{line}" for line in islice(lines, 1))
    return _chunks(chain(["["], first, (f",\n{line}" for line in lines), ["\n]\n"]))


def jsonl(rows: Rows) -> Iterator[str]:
    """Return one object to a line."""
    return _chunks(f"{line}\n" for line in _objects(rows))


def _objects(rows: Rows) -> Iterator[str]:
    from json import JSONEncoder  # noqa: PLC0415 - start-up: the other forms do without

    encode = JSONEncoder(ensure_ascii=False).encode
    for row in rows.rows:
        line = encode(dict(zip(rows.columns, row, strict=True)))
        # Half a character has no bytes in UTF-8; JSON can still name it.
        yield line if line.isascii() else _SURROGATE.sub(_escape_half, line)


def _escape_half(half: re.Match[str]) -> str:
    return f"\\u{ord(half[0]):04x}"


def _chunks(lines: Iterator[str]) -> Iterator[str]:
    while chunk := "".join(islice(lines, _AT_ONCE)):
        yield chunk
