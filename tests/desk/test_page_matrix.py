"""The matrix of the report in a real browser: it has every number that `check` has.

Chromium is Debian's package `chromium`; without it these tests are skipped.
"""

import json
import re
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browser import NONE, Page, chromium_path
from tests.desk.moments import NOV
from tests.desk.pages import DATA, LATER, TRUCES, many, opened, report
from tests.program import xt

pytestmark = pytest.mark.skipif(not chromium_path(), reason=NONE)

MATRIX = """
(() => {
  const whole = document.querySelector('#periods table') ?? document.querySelector('#kept table');
  const heads = [...whole.tHead.rows[0].cells].map(cell => cell.textContent);
  return [...whole.tBodies].flatMap(body => [...body.rows].slice(1).flatMap(row =>
    [...row.cells].slice(1).map((cell, n) => [
      body.rows[0].querySelectorAll('bdi')[1].textContent,
      heads[n + 1],
      row.cells[0].textContent,
      (cell.querySelector('.said') ?? cell).textContent,
    ])));
})()
"""
TOGETHER = "all readings"
ELSEWHERE = re.compile(r"(not known|not kept|kept)?.*?[A-Z][a-z]{2}( [0-9]{4})?: ")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def checked(truce: Path) -> list[dict[str, Any]]:
    return list(json.loads(xt("check", "--ledger", truce, "--at", LATER, "-O", "json").out))


def titles(truce: Path) -> dict[str, str]:
    """The titles of obligations by their ids; an id where there is no title."""
    terms = tomllib.loads((truce / "terms.toml").read_text(encoding="utf-8"))
    return {each["id"]: each.get("title", each["id"]) for each in terms["obligations"]}


def matrix(page: Page) -> dict[tuple[str, str, str], str]:
    """What the whole matrix says, by title of the obligation, reading, days."""
    return {
        (title, reading, when): text
        for title, reading, when, text in page.run(MATRIX)
        if reading != TOGETHER and text != "–"
    }


def figures(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"[0-9]+", text.replace(",", ""))]


@pytest.mark.parametrize("truce", TRUCES)
def test_every_number_of_the_matrix_is_that_of_check(
    truce: str, tmp_path: Path, page: Page
) -> None:
    rows, by_id = checked(DATA / truce), titles(DATA / truce)
    years = {row[key][:4] for row in rows for key in ("from", "to")}
    expected = {
        (by_id[row["obligation"]], row["reading"], days(row, several=len(years) > 1)): numbers(row)
        for row in rows
    }
    opened(page, report(tmp_path, DATA / truce, at=LATER))
    shown = matrix(page)
    assert {key: figures(shown.pop(key)) for key, due in expected.items() if due} == {
        key: due for key, due in expected.items() if due
    }
    # What is left has no number: nothing due, or owed; or is said of the days that a reading judges.
    left = [text for text in shown.values() if "nothing" not in text]
    assert [text for text in left if not ELSEWHERE.match(text)] == []
    # Periods in a row in which nothing was due under any reading share one row.
    quiet = defaultdict(list)
    for row in rows:
        quiet[row["obligation"], row["from"], row["to"]].append(numbers(row))
    runs = [text for _, reading, _, text in page.run(MATRIX) if reading == TOGETHER]
    together = [(figures(text) or [1])[0] for text in runs if text.startswith("nothing due")]
    if runs:  # of one reading alone there is no such column
        assert sum(together) == sum(not any(all_) for all_ in quiet.values())


def days(row: dict[str, Any], *, several: bool) -> str:
    """Write days as people do, with their year where the truce has several."""
    first, last = (date.fromisoformat(row[key]) for key in ("from", "to"))
    year = f" {last.year}" if several else ""
    end = f"{last.day} {MONTHS[last.month - 1]}{year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year} – {end}"
    if first.month == last.month:
        return f"{first.day}–{end}"
    return f"{first.day} {MONTHS[first.month - 1]} – {end}"


def numbers(row: dict[str, Any]) -> list[int]:
    """What a cell says of a row: delivered, credited, due, short."""
    due = row["required"] - min(row["brought"], 0)
    match row["status"]:
        case "met" if due == row["delivered"] == 0:
            return []
        case "unreported":
            return [due]
        case "short":
            credit = [row["credit_used"]] if row["credit_used"] else []
            return [row["delivered"], *credit, due, row["shortfall"]]
        case "credited":
            return [row["delivered"], row["credit_used"], due]
        case _:
            return [row["delivered"], due]


def test_many_days_are_added_up_by_week_in_the_matrix(tmp_path: Path, page: Page) -> None:
    truce = many(tmp_path, 1_500, days=70)
    weeks: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for place, row in enumerate(checked(truce)):
        if place % 70 % 7 == 0:
            weeks[row["obligation"], row["reading"]].append([0, 0, 0, 0])
        week = weeks[row["obligation"], row["reading"]][-1]
        week[0] += row["delivered"]
        week[1] += row["required"]
        week[2] += row["status"] in ("met", "credited")
        week[3] += 1
    opened(page, report(tmp_path, truce, at=LATER))
    shown = defaultdict(list)
    for (obligation, reading, _), said in matrix(page).items():
        shown[obligation, reading].append(figures(said))
    assert dict(shown) == dict(weeks)
    assert [len(each) for each in shown.values()] == [10] * 4
    cells = page.run(MATRIX)
    disputed = {when for _, reading, when, text in cells if reading == TOGETHER and "dis" in text}
    marked = {when for _, reading, when, text in cells if reading != TOGETHER and "≠" in text}
    assert disputed == marked
    assert disputed


def test_disputed_cells_are_marked_in_words_too(tmp_path: Path, page: Page) -> None:
    opened(page, report(tmp_path, NOV))
    marked = page.run("[...document.querySelectorAll('td.disputed abbr')].map(e => e.title)")
    assert set(marked) == {"the readings disagree on this period"}
    assert page.run("document.querySelectorAll('#kept td.disputed').length") == 4 * (4 + 1)
