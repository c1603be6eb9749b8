"""The first row of a file of rows: its columns, or what stands there instead and what to write."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.limits import MOST_PROBLEMS, MOST_WORDS_LISTED
from exchange_tracker.parse.table import Row

MOST_ABOVE = 20  # lines above a header that are looked at
_DATA = re.compile(
    r"\?|[0-9]+\+?|[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]+"
)
_FOR_EXCEL = re.compile(r"sep=.,?")
_SEPARATORS = (
    (";", "semicolons", "';'"),
    ("\t", "tabs", "tab"),
    ("|", "upright strokes", "'|'"),
)
"""What stands between cells in place of commas, its name, and how it is stated."""
_MARKUP = (
    ("## ", "Markdown"),
    ("\\section", "LaTeX"),
    ("\\begin{", "LaTeX"),
    ("\\documentclass", "LaTeX"),
)
"""How texts for people begin, such as the program's own reports."""


class Columns(NamedTuple):
    """The columns that a kind of file may have, and those it must have."""

    known: tuple[str, ...]
    needed: tuple[str, ...]

    def among(self, cells: Iterable[str]) -> int:
        """Return how many cells are names of columns, in whatever letters."""
        return sum(_plain(cell) in self.known for cell in cells)


def header(row: Sequence[str], columns: Columns, where: str) -> tuple[str, ...]:
    """Take a header row, or refuse it with every unknown, doubled or missing column."""
    names = tuple(cell.strip() for cell in row)
    once = Counter(names)
    strangers = (name for name in once if name not in columns.known)
    problems = [
        Problem(where, *unknown_column(n, columns)) for n in islice(strangers, MOST_PROBLEMS)
    ]
    problems += [
        Problem(where, f"the column {name} is given twice", "keep one of them")
        for name in columns.known
        if once[name] > 1
    ]
    written = {_plain(name) for name in once}
    problems += [
        Problem(where, f"the column {name} is missing", "add it to the header and to each row")
        for name in columns.needed
        if name not in written
    ]
    if problems:
        raise Refusal(problems)
    return names


def refuse_other_first_rows(
    row: Sequence[str], rows: Iterator[Row], columns: Columns, name: str, *, foreign: bool
) -> None:
    """Refuse a first row in which no column is known, and say what stands there.

    ``rows`` are those after it: the header may stand further down. ``foreign`` says that what a
    file is like can be stated.
    """
    names = [cell.strip() for cell in row]
    if columns.among(names):
        return
    where = f"{name}:1"
    for start, called in _MARKUP:
        if names[0].startswith(start):
            fix = "save its table as CSV; a report of xt has --format csv"
            raise Refusal.one(name, f"this is {called}", fix)
    if _FOR_EXCEL.fullmatch(",".join(names)):
        what = "the line only tells Excel what stands between cells"
        raise Refusal.one(where, what, "delete it")
    for separator, called, stated in _SEPARATORS:
        if len(names) == 1 and separator in names[0]:
            what = f"the columns are separated by {called}"
            other = f", or import it with --delimiter {stated}" if foreign else ""
            raise Refusal.one(where, what, f"save the file with commas{other}")
    line = _header_below(rows, columns)
    if line:
        above = "line 1" if line == 2 else f"lines 1 to {line - 1}"  # noqa: PLR2004 - the second
        raise Refusal.one(where, f"the header is on line {line}", f"delete {above}")
    if not any(names) or any(_DATA.fullmatch(cell) for cell in names):
        fix = f"begin the file with a line that names its columns, of {','.join(columns.known)}"
        raise Refusal.one(where, "there is no header", fix)
    by_map = ", or write a map of them: xt import --suggest begins one" if foreign else ""
    raise Refusal(_of_own_words(names, columns, where, by_map))


def _header_below(rows: Iterator[Row], columns: Columns) -> int:
    """Return the line of a header further down; 0 where there is none."""
    for line, cells in islice(rows, MOST_ABOVE):
        if not isinstance(cells, Refusal) and columns.among(cells) >= len(columns.needed):
            return line
    return 0


def _of_own_words(
    names: Sequence[str], columns: Columns, where: str, by_map: str
) -> Iterator[Problem]:
    words = ", ".join(map(shown, names[:MOST_WORDS_LISTED]))
    more = ", …" if len(names) > MOST_WORDS_LISTED else ""
    if len(names) == 1:
        what = f"the column {words} is not known"
    else:
        what = f"none of the columns {words}{more} is known"
    yield Problem(where, what, f"rename them to those of {', '.join(columns.known)}{by_map}")
    needed = (*columns.needed, *(["day"] if "day" in columns.known else []))
    for name in (name for name in columns.known if name in needed):
        fix = f"write {name} in place of the name of the column that holds it, or add it"
        yield Problem(where, f"the column {name} is missing", fix)


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_")


def unknown_column(name: str, columns: Columns) -> tuple[str, str]:
    """Say that a name is that of no column, and what to write."""
    if not name:
        return "a column has no name", "name it, or delete it with all that it holds"
    if _plain(name) in columns.known:
        return f"{shown(name)} is not a column", f"write {_plain(name)}"
    return f"{shown(name)} is not a column", f"write one of {', '.join(columns.known)}"
