"""Cells as a command line gives them: days, moments and parties as people write them, as files have them.

What is none of these stays as it is, for the strict check of the column to say what is wrong with it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from exchange_tracker.cli.moment_options import say_meaning, today
from exchange_tracker.cli.moments import DayAlone, full, is_spoken_day, spoken_day, spoken_moment
from exchange_tracker.cli.names import party_cell
from exchange_tracker.errors import InvalidValue, Problem, UsageError
from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.parse.cells import is_moment, published

_DAYS = ("day", "until", "from", "to")


def spoken_cells(
    columns: Iterable[str], cells: Iterable[str], terms: Terms, command: str
) -> list[str]:
    """Return the cells of some columns as files have them, and say which moments and days they name.

    Raises:
        UsageError: where a clock time could be two moments, or is none; all of them at once.
    """
    problems: list[Problem] = []
    written: list[str] = []
    for column, cell in zip(columns, cells, strict=True):
        try:
            written.append(spoken_cell(column, cell.strip(), terms))
        except InvalidValue as error:
            problems.append(Problem(f"{command}: {column}", error.what, error.fix))
    if problems:
        raise UsageError(problems)
    return written


def spoken_cell(column: str, cell: str, terms: Terms) -> str:
    """Return one cell as files have it, or raise ``InvalidValue`` with what it could be."""
    if column == "party":
        return party_cell(cell, terms)
    meaning = _meaning(column, cell, terms) if cell else cell
    if meaning != cell:
        say_meaning(column, cell, meaning)
    return meaning


def _meaning(column: str, cell: str, terms: Terms) -> str:
    if column in (*_DAYS, "published") and is_spoken_day(cell):
        return spoken_day(cell, today(terms)).isoformat()
    if column == "at" or (column == "published" and not _is_published(cell)):
        return _moment(cell, terms)
    return cell


def _moment(cell: str, terms: Terms) -> str:
    """Return a moment in full: what happened, or was published, at a clock time is not to come."""
    if is_moment(cell):
        return cell
    clock = Clock(terms.timezone, terms.day_starts)
    return full(spoken_moment(cell, clock, datetime.now(UTC), DayAlone.NOTHING, past=True), clock)


def _is_published(cell: str) -> bool:
    try:
        published(cell)
    except InvalidValue:
        return False
    return True
