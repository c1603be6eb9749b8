"""Rows that were not taken, as they came, each with what is wrong with it in a column of its own."""

import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, islice
from typing import BinaryIO

from exchange_tracker.parse.forms import Among, Form, delimiter_between, rows_between
from exchange_tracker.parse.json_rows import objects_of
from exchange_tracker.parse.table import Row
from exchange_tracker.parse.text import lines

COLUMN = "problem"

Reasons = Mapping[int, str]
"""What is wrong with the row that starts on a line."""


class _Lines(Iterator[str]):
    """Lines, and those that were taken since they were last asked for."""

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self._taken: list[str] = []

    def __next__(self) -> str:
        line = next(self._text)
        self._taken.append(line)
        return line

    def taken(self) -> str:
        """Return the lines taken, as they were written."""
        text = "".join(self._taken)
        self._taken.clear()
        return text


def rejected_text(
    raw: BinaryIO, name: str, form: Form, header: int, among: Among, reasons: Reasons
) -> Iterator[str]:
    """Yield the lines of a table down to its header, and those of the rows with reasons."""
    text = lines(raw, name, form.encoding)
    above = list(islice(text, header))
    delimiter = delimiter_between(form, among, above[-1:])
    as_they_came = _Lines(chain(above, text))
    width = 0
    for line, cells in rows_between(as_they_came, name, form, among, above[-1:]):
        row = as_they_came.taken()
        if line < header:
            yield row
        elif line == header:
            width = len(cells) if isinstance(cells, list) else 0
            yield _with_cell(row, delimiter, COLUMN)
        elif line in reasons:
            missing = max(0, width - len(cells)) if isinstance(cells, list) else 0
            yield _with_cell(row, delimiter * (1 + missing), reasons[line])


def _with_cell(row: str, delimiter: str, text: str) -> str:
    body = row.rstrip("\r\n")
    if delimiter.startswith("\t"):
        cell = text.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ")
    else:
        quoted = text.replace('"', '""')
        cell = f'"{quoted}"'
    return f"{body}{delimiter}{cell}{row[len(body) :] or chr(10)}"


def rejected_objects(
    raw: BinaryIO, name: str, form: Form, lists: Collection[str], reasons: Reasons
) -> Iterator[str]:
    """Yield the JSON objects with reasons, one on each line."""
    for line, text in objects_of(raw, name, form.encoding, lists):
        if line in reasons:
            yield _with_key(" ".join(text.split("\n")).strip(), reasons[line])


def _with_key(body: str, reason: str) -> str:
    inside = body.removesuffix("}").rstrip()
    if not body.startswith("{") or inside in {body, "{"}:
        return json.dumps({"row": body, COLUMN: reason}, ensure_ascii=False) + "\n"
    return f'{inside}, "{COLUMN}": {json.dumps(reason, ensure_ascii=False)}}}\n'


def rejected_cells(rows: Iterator[Row], header: int, reasons: Reasons) -> Iterator[str]:
    """Yield the rows of a sheet down to its header and those with reasons, as CSV."""
    for line, cells in rows:
        if isinstance(cells, list) and (line <= header or line in reasons):
            more = COLUMN if line == header else reasons.get(line, "")
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerow([*cells, more] if more else cells)
            yield text.getvalue()
