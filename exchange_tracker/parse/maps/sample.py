"""The beginning of a foreign file: where its header is, and what stands in each column."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.maps.cells import bare, plain, western
from exchange_tracker.parse.maps.hints import DATE_FORMS
from exchange_tracker.parse.maps.layout import merged_names
from exchange_tracker.parse.table import Row

MOST_LINES = 1_000  # that are looked at
_MOST_ABOVE = 20  # lines above a header
_NUMBER = re.compile(r"[0-9]{1,3}(?:[,.' \u00a0\u202f][0-9]{3})+|[0-9]+\+?|\?")
_LIKE_A_DATE = re.compile(
    r"[0-9]{1,4}[./-][0-9]{1,4}(?:[./-][0-9]{1,4})?|[0-9]{8}"
    r"|[0-9]{1,2}[ -][A-Za-z]{3,9}[ -][0-9]{2,4}|[A-Za-z]{3,9} (?:[0-9]{1,2}, )?[0-9]{4}"
)
_SERIALS = range(30_000, 60_000)  # days from 1982 to 2064
_MOST = 0.8  # of the cells of a column, which say what it is
_HALF = 0.5  # of those of dates: nothing else looks like them, and totals stand among them


class SampleColumn(NamedTuple):
    """A column of the file: its name, its place from 1 on, and its cells that hold something."""

    name: str
    place: int
    cells: tuple[str, ...]

    @property
    def distinct(self) -> list[str]:
        """Return its texts, each once."""
        return list(dict.fromkeys(self.cells))

    @property
    def is_number(self) -> bool:
        """Return whether most of its cells are numbers."""
        return self._mostly(bool(_NUMBER.fullmatch(western(cell))) for cell in self.cells)

    @property
    def has_numbers(self) -> bool:
        """Return whether any of its cells is a number."""
        return any(_NUMBER.fullmatch(western(cell)) for cell in self.cells)

    @property
    def is_serial(self) -> bool:
        """Return whether its cells are days as spreadsheets count them."""
        return self._mostly(cell.isdigit() and int(cell[:9]) in _SERIALS for cell in self.cells)

    @property
    def forms(self) -> list[str]:
        """Return the forms of dates in which most of its cells are, and none is in more."""
        fits = {form: sum(is_date(cell, form) for cell in self.cells) for form in DATE_FORMS}
        most = max(fits.values())
        enough = self.cells and most > _HALF * len(self.cells)
        return [form for form in DATE_FORMS if fits[form] == most] if enough else []

    @staticmethod
    def _mostly(says: Iterable[bool]) -> bool:
        each = list(says)
        return bool(each) and sum(each) >= _MOST * len(each)


def likely_delimiter(lines: Sequence[str]) -> str:
    """Return what stands between cells by how often it does."""
    times = {each: sum(line.count(each) for line in lines) for each in ",;\t|"}
    return max(times, key=lambda each: times[each])


class Sample(NamedTuple):
    """The lines of the header, the columns, and the rows below it by their lines."""

    header: tuple[int, ...]
    columns: tuple[SampleColumn, ...]
    rows: tuple[tuple[int, list[str]], ...]


def is_date(text: str, form: str) -> bool:
    """Return whether a text is a date in a form."""
    text = western(text)
    if not _LIKE_A_DATE.fullmatch(text):
        return False  # as of most texts, for which strptime takes its time
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False
    return True


def objects_sample(texts: Iterable[tuple[int, str]]) -> Sample:
    """Return what the first of some JSON objects show; they have no header."""
    objects = [(line, value) for line, text in texts if isinstance(value := _value(text), dict)]
    names = tuple(dict.fromkeys(name for _, each in objects for name in each))
    rows = [(line, [_cell(each.get(name)) for name in names]) for line, each in objects]
    columns = tuple(
        SampleColumn(name, place, tuple(cells[place - 1] for _, cells in rows if cells[place - 1]))
        for place, name in enumerate(names, start=1)
    )
    return Sample((), columns, tuple(rows))


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _cell(value: object) -> str:
    return "" if value is None else bare(str(value))


def sample(rows: Iterable[Row]) -> Sample:
    """Return what the first rows of a table show."""
    there = [
        (line, list(map(bare, cells))) for line, cells in rows if not isinstance(cells, Refusal)
    ]
    if not there:
        return Sample((1,), (), ())
    first = _header(there)
    depth = 2 if _goes_on(there[first : first + 3]) else 1
    header = there[first : first + depth]
    below = there[first + depth :]
    names = merged_names([cells for _, cells in header])
    columns = [
        SampleColumn(name, place, _column(below, place - 1, names))
        for place, name in enumerate(names, start=1)
    ]
    return Sample(tuple(line for line, _ in header), tuple(columns), tuple(below))


def _column(
    rows: Sequence[tuple[int, list[str]]], place: int, names: Sequence[str]
) -> tuple[str, ...]:
    wide = (cells for _, cells in rows if len(cells) >= len(names) and sum(map(bool, cells)) > 1)
    return tuple(cells[place] for cells in wide if cells[place])


def _header(rows: Sequence[tuple[int, list[str]]]) -> int:
    """Return which row is the header: the first that is about as wide as the widest, and no data."""
    filled = [sum(map(bool, cells)) for _, cells in rows]
    widest = max(filled)
    for number, (_, cells) in enumerate(rows[:_MOST_ABOVE]):
        if filled[number] * 2 > widest and filled[number] > 1 and not any(map(_is_data, cells)):
            return number
    return 0


def _goes_on(rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Return whether the second row names columns, too: below a merged cell, and with data after it."""
    if len(rows) < 3:  # noqa: PLR2004 - two of the header and one of data
        return False
    (_, top), (_, below), (_, after) = rows
    blank = any(not cell and below[n : n + 1] != [""] for n, cell in enumerate(top))
    return blank and not any(map(_is_data, below)) and any(map(_is_data, after))


def _is_data(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) or any(is_date(cell, form) for form in DATE_FORMS[:9])


def column_words(name: str) -> str:
    """Return the name of a column as it is compared with words."""
    return plain(name).lower().strip(":.*# ")
