"""The report in a real browser: silent, self-contained, readable, and equal to what `check` says.

Chromium is Debian's package `chromium`; axe-core comes with the locked development tools. Pictures are
kept in `.browser/`.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browser import Page
from tests.desk.moments import AFTER, NOV, copied
from tests.program import xt

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
TRUCES = ("nov2023", "jan2025", "shalit2011", "armenia-azerbaijan-dec2023")
AXE = Path(sys.prefix) / "axe" / "axe_playwright_python" / "axe.min.js"
PICTURES = ROOT / ".browser"


def report(folder: Path, truce: Path, *options: object, at: str = AFTER) -> Path:
    path = folder / "report.html"
    assert xt("report", "--ledger", truce, "--at", at, "-o", path, *options).ok
    return path


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report(tmp_path_factory.mktemp("november"), NOV)


def opened(page: Page, path: Path, **look: Any) -> Page:
    page.requests.clear()
    page.said.clear()
    page.open(path, **look)
    return page


# ------------------------------------------------------------------- silent, self-contained


def test_nothing_is_said_on_the_console_and_no_request_leaves_the_page(
    november: Path, page: Page
) -> None:
    opened(page, november)
    page.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.said == []
    assert set(page.requests) == {november.as_uri()}
    assert page.run("document.scripts.length") == 0


MATRIX = """
[...document.querySelectorAll('#kept table')].filter(t => /\\((.*)\\)$/.test(t.caption.innerText))
  .flatMap(t => [...t.tBodies[0].rows].flatMap(row => [...row.cells].slice(1).map((cell, n) => [
    t.caption.innerText.match(/\\(([^()]*)\\)$/)[1],
    t.tHead.rows[0].cells[n + 1].innerText,
    row.cells[0].innerText,
    cell.innerText,
  ])))
"""


@pytest.mark.parametrize("truce", ["nov2023", "jan2025", "shalit2011"])
def test_every_number_of_the_matrix_is_that_of_check(
    truce: str, tmp_path: Path, page: Page
) -> None:
    checked = json.loads(
        xt("check", "--ledger", DATA / truce, "--at", "2026-01-01T00:00Z", "-O", "json").out
    )
    expected = {(row["obligation"], row["reading"], days(row)): numbers(row) for row in checked}
    opened(page, report(tmp_path, DATA / truce, at="2026-01-01T00:00Z"))
    shown = {
        (obligation, reading, when): [int(each) for each in re.findall(r"\d+", text)]
        for obligation, reading, when, text in page.run(MATRIX)
        if reading != "together" and text != "–"
    }
    assert shown == expected
    assert expected


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


def test_disputed_cells_are_marked_in_words_too(november: Path, page: Page) -> None:
    opened(page, november)
    marked = page.run("[...document.querySelectorAll('td.disputed abbr')].map(e => e.title)")
    assert set(marked) == {"the readings disagree on this period"}
    assert page.run("document.querySelectorAll('#kept td.disputed').length") == 13


# ------------------------------------------------------------------------------- hostile

EVIL = "<script>window.owned=1</script><img src=x onerror=window.owned=1>\"'><svg onload=owned=1>"


def hostile(folder: Path) -> Path:
    truce = copied(folder)
    quoted = json.dumps(EVIL)
    terms = (truce / "terms.toml").read_text(encoding="utf-8")
    terms = re.sub(r"^(title *= ).*$", lambda found: found[1] + quoted, terms, flags=re.MULTILINE)
    terms = re.sub(r"^(held_by *= ).*$", lambda found: found[1] + quoted, terms, flags=re.MULTILINE)
    terms = terms.replace('"Hamas"', json.dumps(EVIL + "\u202e")).replace(
        '"Israel"', '"حماس \\u2066x"'
    )
    terms = terms.replace('"first four days"', quoted)
    (truce / "terms.toml").write_text(f"# </pre>{EVIL}\n{terms}", encoding="utf-8")
    cell = '"' + EVIL.replace('"', '""') + '"'
    rows = (truce / "releases.csv").read_text(encoding="utf-8").rstrip("\n").splitlines()
    rows.append(f"x1,2023-11-30,,hamas,hostage,1,,,separate,javascript:alert(1);s1;s2,{cell}")
    (truce / "releases.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (truce / "sources.csv").write_text(
        "id,publisher,published,url,title,note\n"
        f"s1,{cell},2023,javascript:owned=1,{cell},{cell}\n"
        f's2,x,2023,"https://example.org/""><script>owned=1</script>",x,x\n'
        "s3,x,2023,https://example.org/?a=1&b=2,x,x\n",
        encoding="utf-8",
    )
    claims = "id,source,to,figure,note\nc1,s1,2023-11-30,5," + cell + "\n"
    (truce / "claims.csv").write_text(claims, encoding="utf-8")
    return truce


def test_a_page_of_hostile_entries_runs_nothing(tmp_path: Path, page: Page) -> None:
    path = report(tmp_path, hostile(tmp_path))
    opened(page, path)
    page.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.run("typeof window.owned") == "undefined"
    assert (page.said, set(page.requests)) == ([], {path.as_uri()})
    alive = "script,img,iframe,object,embed,link,base,form,input,audio,video,foreignObject"
    assert page.run(f"document.querySelectorAll('{alive}').length") == 0
    handlers = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
    assert [name for name in page.run(handlers) if name.startswith("on") or name == "style"] == []
    links = page.run("[...document.links].map(each => each.getAttribute('href'))")
    assert all(link.startswith(("https://", "http://", "#")) for link in links)
    assert "https://example.org/?a=1&b=2" in links
    body = page.run("document.body.innerText")
    assert EVIL in body
    assert "\u202e" not in body
    assert r"\u202e" in body
    assert page.run("document.title") == EVIL


def test_the_policy_of_the_page_forbids_what_it_does_not_need(november: Path, page: Page) -> None:
    opened(page, november)
    policy = page.run("document.querySelector('meta[http-equiv]').content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    code = "const s = document.createElement('script'); s.textContent = 'window.owned = 1'"
    page.run(f"{{ {code}; document.body.append(s) }}")
    assert page.run("typeof window.owned") == "undefined"
    assert any("Content Security Policy" in each for each in page.said)


def test_names_from_right_to_left_stay_apart_from_what_is_around_them(
    tmp_path: Path, page: Page
) -> None:
    opened(page, report(tmp_path, hostile(tmp_path)))
    assert page.run("[...document.querySelectorAll('bdi')].some(e => /حماس/.test(e.innerText))")
    cells = "[...document.querySelectorAll('caption,th,td,p,li,dd')]"
    code = f"{cells}.filter(e => e.children.length == 0 && /حماس/.test(e.innerText))"
    assert page.run(f"{code}.every(e => e.closest('[dir=auto],bdi'))")


# ------------------------------------------------------------------------------ readable


@pytest.mark.skipif(not AXE.exists(), reason=f"no axe-core in {AXE}: make test installs it")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [380, 1280])
def test_axe_finds_no_serious_violation(
    width: int, *, dark: bool, november: Path, page: Page
) -> None:
    opened(page, november, width=width, dark=dark)
    page.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.run(AXE.read_text(encoding="utf-8") + "; 0")
    found = page.run(
        "axe.run().then(it => it.violations.map(v => [v.impact, v.id, v.nodes[0].html]))"
    )
    assert [each for each in found if each[0] in ("serious", "critical")] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [380, 1280])
def test_the_page_is_no_wider_than_the_screen(
    width: int, *, dark: bool, november: Path, page: Page
) -> None:
    opened(page, november, width=width, dark=dark)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.shot(PICTURES / f"report-{width}-{'dark' if dark else 'light'}.png", height=6000)
    assert page.run("document.documentElement.scrollWidth") <= width
    paper = page.run("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(20, 24, 29)" if dark else "rgb(255, 255, 255)")


def test_tables_have_header_cells_and_charts_have_words(november: Path, page: Page) -> None:
    opened(page, november)
    assert page.run("[...document.querySelectorAll('th')].every(each => each.scope)")
    assert page.run("[...document.querySelectorAll('table')].every(t => t.caption.textContent)")
    assert page.run("[...document.querySelectorAll('tbody tr')].every(r => r.querySelector('th'))")
    code = "e => e.querySelector('title').textContent && e.querySelector('desc').textContent"
    assert page.run(f"[...document.querySelectorAll('svg[role=img]')].every({code})")
    figures = "[...document.querySelectorAll('figure')]"
    assert page.run(f"{figures}.length") == 6
    assert page.run(f"{figures}.every(each => each.querySelector('details table'))")


def test_the_page_prints_on_white_paper(november: Path, page: Page) -> None:
    opened(page, november, dark=True)
    page.look(width=1280, dark=True, media="print")
    assert page.run("getComputedStyle(document.body).color") == "rgb(27, 31, 36)"
    assert page.run("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert page.pdf().startswith(b"%PDF")


# -------------------------------------------------------------------------------- charts

OVERLAPS = """
[...document.querySelectorAll('text')].filter(t => {
  const a = t.getBoundingClientRect();
  return [...document.querySelectorAll('.xt-due,.xt-counts,text')].some(e => {
    if (e === t) return false;
    const b = e.getBoundingClientRect();
    return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  });
}).map(t => t.textContent)
"""


@pytest.mark.parametrize(
    "truce", ["nov2023", "jan2025", "shalit2011", "armenia-azerbaijan-dec2023"]
)
def test_no_label_of_a_chart_meets_the_due_mark_a_bar_or_another_label(
    truce: str, tmp_path: Path, page: Page
) -> None:
    path = tmp_path / "chart.svg"
    assert xt("chart", "--ledger", DATA / truce, "--format", "svg", "-o", path).ok
    opened(page, path)
    assert page.run(OVERLAPS) == []
    inside = "[...document.querySelectorAll('text')].every(t => t.getBoundingClientRect().right"
    assert page.run(f"{inside} <= document.documentElement.viewBox.baseVal.width)")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.shot(PICTURES / f"chart-{truce}.png")
