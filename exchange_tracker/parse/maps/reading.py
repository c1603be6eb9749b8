"""A foreign file, of whatever kind, to checked rows of the ledger by its map."""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.model import Fact
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.forms import Among, FileKind, Form, rows_between
from exchange_tracker.parse.json_rows import json_row, lists_of, objects_of
from exchange_tracker.parse.maps.applied import Applied, Tally
from exchange_tracker.parse.maps.cells import plain
from exchange_tracker.parse.maps.layout import (
    Cells,
    Layout,
    header_layout,
    names_of,
    table_rows,
)
from exchange_tracker.parse.maps.model import Map
from exchange_tracker.parse.row_shape import Checked, Unfit
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.table import Row
from exchange_tracker.parse.text import lines


class Foreign(NamedTuple):
    """A file in a desk's own words: its bytes, or the rows of its sheet."""

    raw: BinaryIO
    name: str
    form: Form
    kind: FileKind
    sheet: Iterator[Row]


def mapped_rows(
    reader: Reader[Fact], file_map: Map, file: Foreign, tally: Tally
) -> Iterator[Checked[Fact]]:
    """Yield the rows that a map makes of a file and that are right."""
    reader.problems.begin(file.name)
    try:
        layout, cells = _laid_out(file_map, file, reader.kind)
    except Refusal as refusal:
        reader.problems.extend(refusal.problems)
        return
    dated = file.kind is FileKind.WORKBOOK
    applied = Applied(file_map, reader.kind, layout, file.name, tally, dated=dated)
    yield from reader.mapped(applied.rows(cells), applied.targets, file.name)


def _laid_out(
    file_map: Map, file: Foreign, kind: type[Fact]
) -> tuple[Layout, Iterator[Cells | Unfit]]:
    if file.kind is FileKind.JSON:
        return _json_layout(file_map, file, lists_of(kind))
    rows = file.sheet if file.kind is FileKind.WORKBOOK else text_table(file_map, file)
    layout = header_layout(rows, file_map, file.name)
    return layout, table_rows(file.form.unskipped(rows), file_map, layout, file.name)


def text_table(file_map: Map, file: Foreign) -> Iterator[Row]:
    """Return the rows of a text; what stands between its cells shows in the line of its header."""
    text = lines(file.raw, file.name, file.form.encoding)
    above = list(islice(text, max(file_map.file.header)))
    among = names_among(file_map)
    return rows_between(chain(above, text), file.name, file.form, among, above[-1:])


def names_among(file_map: Map) -> Among:
    """Return what counts the cells that are columns of the file which the map names."""
    wanted = {plain(name) for name in names_of(file_map) if isinstance(name, str)}

    def among(cells: list[str]) -> int:
        return sum(plain(cell) in wanted for cell in cells)

    return among


def _json_layout(
    file_map: Map, file: Foreign, lists: Collection[str]
) -> tuple[Layout, Iterator[Cells | Unfit]]:
    names = names_of(file_map)
    if numbers := [name for name in names if isinstance(name, int)]:
        what = f"the map names a column by its number, {numbers[0]}"
        raise Refusal.one(file.name, what, "write the key of the objects in the map")
    keys = tuple(map(str, names))
    layout = Layout(keys, {key: place for place, key in enumerate(keys)})
    return layout, _objects(file, keys, lists)


def _objects(
    file: Foreign, keys: tuple[str, ...], lists: Collection[str]
) -> Iterator[Cells | Unfit]:
    times: Counter[str] = Counter()
    objects = objects_of(file.raw, file.name, file.form.encoding, lists)
    for line, text in file.form.unskipped(objects):
        where = f"{file.name}:{line}"
        try:
            row = json_row(text, keys, keys, where)
        except Refusal as refusal:
            yield Unfit(line, {}, refusal.problems)
            continue
        times.update(row.names)
        if row.problems:
            yield Unfit(line, {}, tuple(_of_key(each, where) for each in row.problems))
        else:
            yield line, row.cells
    if absent := [key for key in keys if not times[key]]:
        fix = "write one of the keys of the objects in the map"
        raise Refusal(Problem(file.name, f"no object has the key {shown(k)}", fix) for k in absent)


def _of_key(problem: Problem, where: str) -> Problem:
    key = problem.where.removeprefix(where).removeprefix(": ")
    return Problem(where, f"{problem.what} (key {shown(key)})", problem.fix) if key else problem
