"""How many are owed, as people write it: one number, numbers by dates, or a number that changes on a day."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from exchange_tracker.cli.terms_draft import Read, as_number
from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import UNDISCLOSED, Per
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.parse.cells import shown
from exchange_tracker.report.people_english import date_words, days_words

EACH = "each"
BY_DATES = "2026-03-02 3; 2026-03-08 4"
_STEP = re.compile(r"from +(\d{4}-\d\d-\d\d)[ :=,]+(\d+|\?)", re.IGNORECASE)
_FIRST = re.compile(r"\d+|\?")
_LEAST = re.compile(r"(?:at least|minimum|not less than|>=?|≥) *(\d+)", re.IGNORECASE)
_SINCE = re.compile(r"(\d+).*\bfrom\b.*", re.IGNORECASE)
_MOST_DAYS = 400  # of a table that somebody can still read


def number_of(obligation: dict[str, Any], phase: dict[str, Any]) -> Read:
    """Return what reads the number of an obligation; none is read where it is so many for each."""
    per = obligation["per"]

    def read(answer: str) -> Any:
        if answer != EACH:
            steps = _steps(answer)
            return _table(steps, per, phase) if steps else as_number(_plain(answer, phase))
        if per == Per.DEADLINE:
            raise InvalidValue(f"{EACH!r} does not go with dates", f"write e.g. {BY_DATES}")
        return None

    return read


def _plain(answer: str, phase: dict[str, Any]) -> str:
    """Return an answer that has no steps, or say how to write what it seems to mean."""
    if least := _LEAST.fullmatch(answer):
        raise InvalidValue(f"{shown(answer)} is more than a number", f"write {least[1]} alone")
    if since := _SINCE.fullmatch(answer):
        what = f"{shown(answer)} is no number that changes on a day"
        raise InvalidValue(
            what, f"write the first, then from when on another: {_example(since[1], phase)}"
        )
    return answer


def _example(number: object, phase: dict[str, Any]) -> str:
    return f"{number}; from {phase['from'] + DAY} 30"


def _steps(answer: str) -> list[tuple[date | None, Any]]:
    """Return the numbers of an answer with the days from which they hold; nothing where it has no steps."""
    first, *later = [part.strip() for part in answer.split(";") if part.strip()] or [""]
    matches = [_STEP.fullmatch(part) for part in later]
    if not _FIRST.fullmatch(first) or not matches or None in matches:
        return []
    steps: list[tuple[date | None, Any]] = [(None, as_number(first))]
    for match in filter(None, matches):
        ((day, number),) = as_number(f"{match[1]} {match[2]}").items()
        steps.append((date.fromisoformat(day), number))
    return steps


def _table(
    steps: Sequence[tuple[date | None, Any]], per: str, phase: dict[str, Any]
) -> dict[str, Any]:
    """Return each day of the truce with the number that holds on it."""
    if per != Per.DAY:
        what = "a number that changes on a day goes with day alone"
        raise InvalidValue(what, "write one number, or back, and day")
    start, end = phase["from"], phase.get("to")
    if end is None or (end - start).days >= _MOST_DAYS:
        what = "a number that changes on a day is a table of all days, and there are too many"
        fix = "write the first alone, and give the phases their own numbers: xt help terms"
        raise InvalidValue(what, fix)
    starts = [day or start for day, _ in steps]
    if any(later <= earlier for earlier, later in pairwise(starts)) or starts[-1] > end:
        what = f"the days do not follow each other within {start} to {end}"
        raise InvalidValue(what, f"write them in order, e.g. {_example(steps[0][1], phase)}")
    table: dict[str, Any] = {}
    for (_, number), first, after in zip(steps, starts, [*starts[1:], end + DAY], strict=True):
        table |= {str(first + DAY * place): number for place in range((after - first).days)}
    return table


def table_words(table: dict[str, Any], per: str, phase: dict[str, Any]) -> str:
    """Say what a table of dates comes to: ``25 a day over 3 to 7 June 2024, 30 …: 335 in all``."""
    days = {date.fromisoformat(day): number for day, number in sorted(table.items())}
    parts = _deadlines(days) if per == Per.DEADLINE else [*_runs(days)]
    total = (
        "how many in all is not known"
        if UNDISCLOSED in days.values()
        else f"{sum(days.values()):,} in all"
    )
    said = f"{', '.join(parts)}: {total}"
    whole = phase.get("to") and len(days) == (phase["to"] - phase["from"]).days + 1
    return said if per == Per.DEADLINE or whole else f"{said}; nothing is owed on other days"


def _deadlines(days: dict[date, Any]) -> list[str]:
    more = ["", *[" more"] * (len(days) - 1)]
    numbers = zip(more, days.items(), strict=True)
    return [f"{_number(number)}{word} by {date_words(day)}" for word, (day, number) in numbers]


def _runs(days: dict[date, Any]) -> list[str]:
    """Return days with one number as one."""
    runs: list[tuple[date, date, Any]] = []
    for day, number in days.items():
        if runs and runs[-1][2] == number and runs[-1][1] + DAY == day:
            runs[-1] = (runs[-1][0], day, number)
        else:
            runs.append((day, day, number))
    return [
        f"{_number(number)}{' a day' if first < last else ''} on {_days(first, last)}"
        for first, last, number in runs
    ]


def _days(first: date, last: date) -> str:
    return date_words(first) if first == last else days_words(first, last)


def _number(number: Any) -> str:
    return "a number not known" if number == UNDISCLOSED else f"{number:,}"
