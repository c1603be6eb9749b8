"""Where the columns of a file stand, and which of its rows are rows: header, notes, blanks, merged cells."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.limits import MOST_WORDS_LISTED
from exchange_tracker.parse.maps.cells import bare, plain
from exchange_tracker.parse.maps.model import Condition, Map
from exchange_tracker.parse.maps.shape import entry_plans
from exchange_tracker.parse.row_shape import Unfit, width_problem
from exchange_tracker.parse.table import Row

Cells = tuple[int, list[str]]
"""The line a row starts on, and its cells, as many as the header has."""


class Layout(NamedTuple):
    """The names of a file's columns, and where those are that the map names."""

    names: tuple[str, ...]
    places: Mapping[str | int, int]


def names_of(file_map: Map) -> list[str | int]:
    """Return the columns of the file that a map names, each once."""
    columns = (
        column.column for entry in entry_plans(file_map) for column in entry.columns.values()
    )
    conditions = (each.column for each in file_map.leave_out)
    return list(dict.fromkeys([*columns, *conditions, *file_map.file.fill_down]))


def header_layout(rows: Iterator[Row], file_map: Map, name: str) -> Layout:
    """Take the rows down to the header, or refuse what is no header of the map."""
    wanted = sorted({*file_map.file.header})
    header_rows: list[list[str]] = []
    for line, cells in rows:
        if isinstance(cells, Refusal) and line in wanted:
            raise cells
        if line in wanted and not isinstance(cells, Refusal):
            header_rows.append(cells)
        if line >= wanted[-1]:
            break
    if len(header_rows) != len(wanted):
        fix = "write the number of the line with the names of the columns as header below [file]"
        raise Refusal.one(name, f"the file has no row on line {wanted[-1]}", fix)
    return layout(merged_names(header_rows), file_map, f"{name}:{wanted[-1]}")


def merged_names(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the names of columns from one row of a header or several, merged cells filled in."""
    width = max(map(len, rows))
    names = [""] * width
    for depth, row in enumerate(rows):
        cells = [plain(cell) for cell in row] + [""] * (width - len(row))
        if depth < len(rows) - 1:
            cells = _filled(cells, rows[depth + 1])
        names = [" / ".join(filter(None, pair)) for pair in zip(names, cells, strict=True)]
    return tuple(names)


def _filled(cells: Sequence[str], below: Sequence[str]) -> list[str]:
    """Give a merged cell's text to each column below which a name stands."""
    filled: list[str] = []
    for place, cell in enumerate(cells):
        has_name = place < len(below) and below[place].strip()
        filled.append(cell or (filled[-1] if filled and has_name else ""))
    return filled


def layout(names: tuple[str, ...], file_map: Map, where: str) -> Layout:
    """Return where the columns stand that a map names, or refuse all that are not there."""
    times = Counter(names)
    places: dict[str | int, int] = {}
    problems = []
    for wanted in names_of(file_map):
        name = plain(wanted) if isinstance(wanted, str) else wanted
        if isinstance(name, int) and name <= len(names):
            places[wanted] = name - 1
        elif isinstance(name, str) and times[name] == 1:
            places[wanted] = names.index(name)
        elif isinstance(name, str) and times[name]:
            what = f"the column {shown(name)} is there {times[name]} times"
            problems.append(Problem(where, what, "write its number in the map, the first is 1"))
        else:
            problems.append(
                Problem(where, f"there is no column {shown(str(name))}", _offered(names))
            )
    if problems:
        raise Refusal(problems)
    return Layout(names, places)


def _offered(names: Sequence[str]) -> str:
    listed = ", ".join(shown(name) for name in names[:MOST_WORDS_LISTED] if name)
    more = ", …" if len(names) > MOST_WORDS_LISTED else ""
    return f"write one of {listed}{more} in the map, or the line of the header below [file]"


def _of_width(cells: list[str], width: int, where: str) -> Problem:
    problem = width_problem(cells, width, where)
    fix = ", or say below [file] of the map where the table ends: ends_at_blank_row, ends_before"
    return problem._replace(fix=problem.fix + fix)


class Test(dict[str, bool]):
    """Which texts of a column leave a row out; each distinct text is looked at once."""

    def __init__(self, condition: Condition) -> None:
        super().__init__()
        self._equals = {plain(text) for text in condition.equals}
        self._other_than = {plain(text) for text in condition.other_than}
        self._begins = tuple(map(plain, condition.begins))
        self._blank = condition.blank

    def __missing__(self, text: str) -> bool:
        cell = plain(text)
        holds = (
            cell in self._equals
            or bool(self._begins and cell.startswith(self._begins))
            or bool(self._other_than and cell not in self._other_than)
            or (self._blank and not cell)
        )
        if len(self) < 20_000:  # noqa: PLR2004 - as of each other column
            self[text] = holds
        return holds


def table_rows(
    rows: Iterator[Row], file_map: Map, at: Layout, name: str
) -> Iterator[Cells | Unfit]:
    """Yield the rows below the header that say anything, up to where the table ends."""
    width = len(at.names)
    fill = [at.places[column] for column in file_map.file.fill_down]
    ends = tuple(map(plain, file_map.file.ends_before))
    tests = [(at.places[each.column], Test(each)) for each in file_map.leave_out]
    last = [""] * width
    for line, cells in rows:
        if isinstance(cells, Refusal):
            yield Unfit(line, {}, cells.problems)
            continue
        if not any(cells) or not any(map(bare, cells)):
            if file_map.file.ends_at_blank_row:
                return
            continue
        if ends and next(filter(None, map(plain, cells)), "").startswith(ends):
            return
        if len(cells) != width:
            padded = cells + [""] * (width - len(cells))
            wrong = any(map(bare, padded[width:])) or len(cells) < width
            if wrong and not any(test[padded[place]] for place, test in tests):
                yield Unfit(line, {}, (_of_width(cells, width, f"{name}:{line}"),))
                continue
            cells = padded[:width]  # noqa: PLW2901 - blank cells beyond the header are none
        for place in fill:
            cells[place] = last[place] = cells[place] if bare(cells[place]) else last[place]
        yield line, cells
