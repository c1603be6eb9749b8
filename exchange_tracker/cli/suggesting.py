"""``xt import --suggest FILE``: a first map of a file, for its reader to look through."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from exchange_tracker.cli.input_files import RowFile, Written, row_files
from exchange_tracker.cli.output import emit
from exchange_tracker.cli.query import open_records
from exchange_tracker.errors import Refusal, UsageError
from exchange_tracker.facts.model import AnyFact
from exchange_tracker.parse.forms import FileKind, Form
from exchange_tracker.parse.json_rows import lists_of, objects_of
from exchange_tracker.parse.maps.sample import (
    MOST_LINES,
    Sample,
    likely_delimiter,
    objects_sample,
    sample,
)
from exchange_tracker.parse.maps.suggest import Suggestion
from exchange_tracker.parse.table import csv_rows
from exchange_tracker.parse.text import lines


def suggest(files: list[str], ledger: Path, kind: type[AnyFact], written: Written) -> int:
    """Write a first map for a file, by its headers and the words of the ledger."""
    if len(files) != 1:
        raise UsageError.one("--suggest", "a map is for files of one form", "name one file")
    terms = open_records(ledger).terms
    with row_files(files, written) as inputs:
        (file,) = inputs
        with file.open() as raw:
            form, shows = _sample(file, kind, raw)
    if not any(column.name or column.cells for column in shows.columns):
        fix = "name a file with a header and rows below it"
        raise Refusal.one(file.name, "there is nothing in it to write a map of", fix)
    emit(_lines(Suggestion(shows, kind, terms, form, written.sheet)), None)
    return 0


def _lines(suggestion: Suggestion) -> Iterator[str]:
    return (f"{line}\n" for line in suggestion.lines())


def _sample(file: RowFile, kind: type[AnyFact], raw: BinaryIO) -> tuple[Form, Sample]:
    form = file.form
    if file.kind is FileKind.WORKBOOK:
        return form, sample(islice(file.sheet_rows(kind, raw), MOST_LINES))
    if file.kind is FileKind.JSON:
        objects = objects_of(raw, file.name, form.encoding, lists_of(kind))
        return form, objects_sample(islice(objects, MOST_LINES))
    text = list(islice(lines(raw, file.name, form.encoding), MOST_LINES))
    delimiter = form.delimiter or likely_delimiter(text)
    stated = form._replace(delimiter="" if delimiter == "," else delimiter)
    return stated, sample(csv_rows(chain(text), file.name, delimiter))
