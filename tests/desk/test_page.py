"""The report in a real browser: silent, self-contained, and equal to what `check` says.

Chromium is Debian's package `chromium`; without it these tests are skipped.
"""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browser import NONE, Page, found
from tests.desk.moments import NOV, copied
from tests.desk.pages import DATA, EVIL, LATER, TRUCES, hostile, many, opened, report
from tests.program import xt
from tests.truces import HEAD, owes, phase, write

pytestmark = pytest.mark.skipif(not found(), reason=NONE)

OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report(tmp_path_factory.mktemp("november"), NOV)


# ------------------------------------------------------------------- silent, self-contained


@pytest.mark.parametrize("truce", TRUCES)
def test_nothing_is_said_on_the_console_and_no_request_leaves_the_page(
    truce: str, tmp_path: Path, page: Page
) -> None:
    path = report(tmp_path, DATA / truce, at=LATER)
    opened(page, path)
    page.run(OPEN)
    assert page.said == []
    assert set(page.requests) == {path.as_uri()}
    assert page.run("document.scripts.length") == 0


def test_a_page_that_asks_or_complains_is_found_out(tmp_path: Path, page: Page) -> None:
    path = tmp_path / "bad.html"
    image = (tmp_path / "x.png").as_uri()
    path.write_text(f"<img src='{image}'><script>console.log('hear me')</script>", encoding="utf-8")
    opened(page, path)
    assert image in page.requests
    assert "hear me" in page.said


# ------------------------------------------------------------------------------ the matrix

MATRIX = """
[...document.querySelectorAll('#kept table')].filter(t => t.querySelector('[scope=rowgroup]'))
  .flatMap(t => [...t.tBodies].flatMap(body => [...body.rows].slice(1).flatMap(row =>
    [...row.cells].slice(1).map((cell, n) => [
      body.querySelector('.id').textContent,
      t.tHead.rows[0].cells[n + 1].innerText,
      row.cells[0].innerText,
      cell.innerText,
    ]))))
"""


def checked(truce: Path) -> list[dict[str, Any]]:
    return list(json.loads(xt("check", "--ledger", truce, "--at", LATER, "-O", "json").out))


def matrix(page: Page) -> dict[tuple[str, str, str], list[int]]:
    """The numbers of each cell by obligation, reading, days."""
    return {
        (obligation, reading, when): [
            int(each) for each in re.findall(r"\d+", text.replace(",", ""))
        ]
        for obligation, reading, when, text in page.run(MATRIX)
        if reading != "together" and text != "–"
    }


@pytest.mark.parametrize("truce", TRUCES)
def test_every_number_of_the_matrix_is_that_of_check(
    truce: str, tmp_path: Path, page: Page
) -> None:
    expected = {
        (row["obligation"], row["reading"], days(row)): numbers(row)
        for row in checked(DATA / truce)
    }
    opened(page, report(tmp_path, DATA / truce, at=LATER))
    shown = matrix(page)
    assert {key: shown.pop(key) for key in expected} == expected
    assert expected
    # A reading that judges other days is told with them; one that owes nothing has no number.
    year = int(min(period for *_, period in expected)[:4])
    assert all(not numbers or numbers[0] == year for numbers in shown.values())


def days(row: dict[str, Any]) -> str:
    return row["from"] if row["from"] == row["to"] else f"{row['from']} to {row['to']}"


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
        shown[obligation, reading].append(said)
    assert dict(shown) == dict(weeks)
    assert [len(each) for each in shown.values()] == [10] * 4
    cells = page.run(MATRIX)
    disputed = {when for _, reading, when, text in cells if reading == "together" and "dis" in text}
    marked = {when for _, reading, when, text in cells if reading != "together" and "≠" in text}
    assert disputed == marked
    assert disputed


def test_disputed_cells_are_marked_in_words_too(november: Path, page: Page) -> None:
    opened(page, november)
    marked = page.run("[...document.querySelectorAll('td.disputed abbr')].map(e => e.title)")
    assert set(marked) == {"the readings disagree on this period"}
    assert page.run("document.querySelectorAll('#kept td.disputed').length") == 4 * (4 + 1)


# --------------------------------------------------------------------------------- hostile


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A hostile truce as a ledger, corrected by somebody hostile."""
    ledger = tmp_path / "hostile.db"
    assert xt("init", ledger, "--from", hostile(tmp_path), "--by", EVIL).ok
    by = ("--ledger", ledger, "--by", EVIL, "--reason", EVIL)
    xt("amend", "n03", *by, "--set", f"note={EVIL}\u202e")
    xt("retract", "x1", *by)
    return ledger


def runs_nothing(page: Page, path: Path) -> None:
    opened(page, path)
    page.run(OPEN)
    assert page.run("typeof window.owned") == "undefined"
    assert (page.said, set(page.requests)) == ([], {path.as_uri()})
    alive = "script,img,iframe,object,embed,link,base,form,input,audio,video,foreignObject"
    assert page.run(f"document.querySelectorAll('{alive}').length") == 0
    handlers = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
    assert [name for name in page.run(handlers) if name.startswith("on") or name == "style"] == []


def test_a_page_of_hostile_entries_runs_nothing(tmp_path: Path, page: Page) -> None:
    runs_nothing(page, report(tmp_path, hostile(tmp_path)))
    links = page.run("[...document.links].map(each => each.getAttribute('href'))")
    assert all(link.startswith(("https://", "http://", "#")) for link in links)
    assert "https://example.org/?a=1&b=2" in links
    body = page.run("document.body.innerText")
    assert EVIL in body
    assert "\u202e" not in body
    assert r"\u202e" in body
    assert page.run("document.title") == EVIL


def test_hostile_corrections_run_nothing(ledger: Path, tmp_path: Path, page: Page) -> None:
    runs_nothing(page, report(tmp_path, ledger))
    said = page.run("document.querySelector('#corrections').innerText")
    assert said.count(f"reason\n{EVIL}") == 2
    assert said.count(f"author\n{EVIL}") == 2
    assert f" -> {EVIL}\\u202e" in said


def test_a_hostile_picture_runs_nothing(ledger: Path, tmp_path: Path, page: Page) -> None:
    path = tmp_path / "chart.svg"
    assert xt("chart", "--ledger", ledger, "--format", "svg", "-o", path, "--at", LATER).ok
    runs_nothing(page, path)
    assert page.run("document.querySelector('title').textContent") == EVIL


def test_the_policy_of_the_page_forbids_what_it_does_not_need(november: Path, page: Page) -> None:
    opened(page, november)
    policy = page.run("document.querySelector('meta[http-equiv]').content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    code = "const s = document.createElement('script'); s.textContent = 'window.owned = 1'"
    page.run(f"{{ {code}; document.body.append(s) }}")
    assert page.run("typeof window.owned") == "undefined"
    assert any("Content Security Policy" in each for each in page.said)


LEFTWARD = """
(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const text = texts.currentNode, around = text.parentElement;
    if (/حماس/.test(text.data) && !around.closest('title,desc'))
      found.push([text.data, !!around.closest('[dir=auto],bdi,.xt-own')]);
  }
  return found;
})()
"""


def test_names_from_right_to_left_stay_apart_from_what_is_around_them(
    tmp_path: Path, page: Page
) -> None:
    opened(page, report(tmp_path, hostile(tmp_path)))
    assert page.run("[...document.querySelectorAll('bdi')].some(e => /حماس/.test(e.innerText))")
    found = page.run(LEFTWARD)
    assert len(found) > 20
    assert [text for text, apart in found if not apart] == []


PLACES = """
[...document.querySelectorAll('#discrepancies li bdi')].map(e => {
  const range = document.createRange();
  range.setStart(e.nextSibling, 0);
  range.setEnd(e.nextSibling, ': 8'.length);
  return [range.toString(), range.getBoundingClientRect().left - e.getBoundingClientRect().right];
})
"""
DRAWN = """
[...document.querySelectorAll('text')].filter(t => t.textContent.endsWith('عشرة (8)')).map(t => {
  const place = letter => t.getExtentOfChar(t.textContent.lastIndexOf(letter)).x;
  return place('8') - Math.max(...[...'عشرة'].map(place));
})
"""


def test_a_number_after_words_from_right_to_left_stays_after_them(
    tmp_path: Path, page: Page
) -> None:
    truce = copied(tmp_path)
    terms = (truce / "terms.toml").read_text(encoding="utf-8")
    title = "At least ten Israeli hostages a day"
    assert title in terms
    changed = terms.replace(title, "عشرة رهائن").partition("\n[readings.")[0]  # short, not disputed
    (truce / "terms.toml").write_text(changed, encoding="utf-8")
    opened(page, report(tmp_path, truce))
    places = [gap for text, gap in page.run(PLACES) if text == ": 8"]
    assert places
    assert all(gap >= 0 for gap in places)


def test_so_it_does_in_a_picture(tmp_path: Path, page: Page) -> None:
    terms = HEAD + phase("p", 1, 3) + owes("8", "a", 'title = "عشرة"\nat_least = 3')
    truce = write(tmp_path / "t", terms, "01 a h 2")
    path = tmp_path / "chart.svg"
    assert xt("chart", "--ledger", truce, "--format", "svg", "-o", path, "--at", LATER).ok
    opened(page, path)
    (apart,) = page.run(DRAWN)
    assert apart > 0
