"""How the report looks: readable for everybody, on a phone, a screen and paper; pictures are kept.

The pictures lie in `.browser/`, where git does not see them. axe-core comes with `make test`.
"""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browser import NONE, Page, chromium_path
from tests.desk.moments import AFTER, NOV
from tests.desk.pages import DATA, LATER, PICTURES, TRUCES, opened, report
from tests.desk.test_page import OPEN
from tests.program import xt
from tests.truces import HEAD, owes, phase, write

AXE = Path(sys.prefix) / "axe" / "axe_playwright_python" / "axe.min.js"

pytestmark = pytest.mark.skipif(not chromium_path(), reason=NONE)
every_look = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
every_width = pytest.mark.parametrize("width", [380, 768, 1280])


@pytest.mark.skipif(not AXE.exists(), reason=f"no axe-core in {AXE}: make test installs it")
@every_look
@pytest.mark.parametrize("width", [380, 1280])
@pytest.mark.parametrize("name", ["nov2023", "many", "hostile"])
def test_axe_finds_nothing(
    name: str, width: int, *, dark: bool, pages: dict[str, Path], page: Page
) -> None:
    opened(page, pages[name], width=width, dark=dark)
    page.run(OPEN)
    page.run(AXE.read_text(encoding="utf-8") + "; 0")
    violations = page.run(
        "axe.run({resultTypes: ['violations']})"
        ".then(it => it.violations.map(v => [v.impact, v.id, v.nodes[0].html]))"
    )
    assert violations == []


@pytest.mark.skipif(not AXE.exists(), reason=f"no axe-core in {AXE}: make test installs it")
def test_axe_finds_what_is_wrong(tmp_path: Path, page: Page) -> None:
    path = tmp_path / "bad.html"
    path.write_text("<title>x</title><p style='color:#ccc'>faint</p>", encoding="utf-8")
    opened(page, path)
    page.run(AXE.read_text(encoding="utf-8") + "; 0")
    violations = page.run("axe.run().then(it => it.violations.map(v => v.id))")
    assert {"color-contrast", "html-has-lang"} <= set(violations)


@every_look
@every_width
def test_no_page_is_wider_than_the_screen(
    width: int, *, dark: bool, pages: dict[str, Path], page: Page
) -> None:
    PICTURES.mkdir(exist_ok=True)
    for name, path in pages.items():
        opened(page, path, width=width, dark=dark)
        assert page.run("document.documentElement.scrollWidth") <= width, name
        page.shot(PICTURES / f"{name}-{width}-{'dark' if dark else 'light'}.png")
    paper = page.run("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(20, 24, 29)" if dark else "rgb(255, 255, 255)")


@pytest.mark.parametrize("name", [*TRUCES, "many", "hostile"])
def test_tables_have_header_cells_and_charts_have_words(
    name: str, pages: dict[str, Path], page: Page
) -> None:
    opened(page, pages[name])
    assert page.run("[...document.querySelectorAll('th')].every(each => each.scope)")
    assert page.run("[...document.querySelectorAll('table')].every(t => t.caption.textContent)")
    rows = "[...document.querySelectorAll('tbody tr')].filter(r => !r.querySelector('td[colspan]'))"
    assert page.run(f"{rows}.every(r => r.querySelector('th'))")
    code = "e => e.querySelector('title').textContent && e.querySelector('desc').textContent"
    assert page.run(f"[...document.querySelectorAll('svg[role=img]')].every({code})")
    charts = "[...document.querySelectorAll('#charts figure')]"
    assert page.run(f"{charts}.length") > 0
    assert page.run(f"{charts}.every(each => each.querySelector('details table'))")
    assert page.run("!!document.querySelector('#totals figure ~ .scroll table')")
    shown = "s => getComputedStyle(s).display"
    assert "contents" not in page.run(f"[...document.querySelectorAll('tr,td')].map({shown})")


def test_the_page_prints_on_white_a4(pages: dict[str, Path], page: Page) -> None:
    PICTURES.mkdir(exist_ok=True)
    opened(page, pages["nov2023"], dark=True)
    printed = page.pdf()
    (PICTURES / "nov2023-a4.pdf").write_bytes(printed)
    boxes = set(re.findall(rb"/MediaBox \[([^]]*)\]", printed))
    assert {tuple(round(float(n)) for n in box.split()) for box in boxes} == {(0, 0, 595, 842)}
    page.look(width=1280, dark=True, media="print")
    assert page.run("getComputedStyle(document.body).color") == "rgb(27, 31, 36)"
    assert page.run("getComputedStyle(document.querySelector('.on-paper')).display") == "block"


# --------------------------------------------------------------------------------- charts

OVERLAPS = """
[...document.querySelectorAll('svg[role=img]')].flatMap(svg =>
  [...svg.querySelectorAll('text')].filter(t => {
    const a = t.getBoundingClientRect();
    return [...svg.querySelectorAll('.xt-due,.xt-counts,.xt-frame,.xt-missing,text')].some(e => {
      if (e === t) return false;
      const b = e.getBoundingClientRect();
      return a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 3 && b.top < a.bottom - 3;
    });
  }).map(t => t.textContent))
"""
INSIDE = """
[...document.querySelectorAll('svg[role=img]')].every(svg => [...svg.querySelectorAll('text')]
  .every(t => t.getBoundingClientRect().right <= svg.getBoundingClientRect().right + 1))
"""


@pytest.mark.parametrize("name", [*TRUCES, "many", "hostile"])
@every_width
def test_no_label_of_a_page_meets_the_due_mark_a_bar_or_another_label(
    name: str, width: int, pages: dict[str, Path], page: Page
) -> None:
    opened(page, pages[name], width=width)
    assert page.run(OVERLAPS) == []
    assert page.run(INSIDE)


@pytest.mark.parametrize("truce", TRUCES)
@every_look
def test_no_label_of_a_picture_meets_anything(
    truce: str, *, dark: bool, tmp_path: Path, page: Page
) -> None:
    path = tmp_path / "chart.svg"
    assert xt("chart", "--ledger", DATA / truce, "--format", "svg", "-o", path, "--at", LATER).ok
    opened(page, path, dark=dark)
    assert page.run(OVERLAPS) == []
    assert page.run(INSIDE)
    PICTURES.mkdir(exist_ok=True)
    page.shot(PICTURES / f"chart-{truce}-{'dark' if dark else 'light'}.png")


@pytest.mark.parametrize("letter", ["W", "m", "質", "ش", "ש", "👪"])
def test_broad_letters_meet_nothing_either(letter: str, tmp_path: Path, page: Page) -> None:
    party, reading = f'"{letter * 12}"', "W" * 20
    terms = HEAD.replace('"Side A"', party) + phase("p", 1, 3) + owes("o", "a", "at_least = 3")
    terms += (
        f'[readings.{reading}]\ntitle = "x"\n[readings.{reading}.obligations.o]\nat_least = 1\n'
    )
    truce = write(tmp_path / "t", terms, "01 a h 2\n02 a h 5\n03 a h 0")
    path = tmp_path / "chart.svg"
    assert xt("chart", "--ledger", truce, "--format", "svg", "-o", path, "--at", LATER).ok
    for file, width in ((path, 1280), (report(tmp_path, truce, at=LATER), 380)):
        opened(page, file, width=width)
        assert page.run(OVERLAPS) == []
        assert page.run(INSIDE)


# What axe leaves undecided (text that is scrolled out of sight) is reckoned here.
APART = """
const numbers = text => text.match(/[\\d.]+/g).map(Number);
const light = text => numbers(text).slice(0, 3).map(n => n / 255)
  .map(n => n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4)
  .reduce((sum, n, place) => sum + n * [0.2126, 0.7152, 0.0722][place], 0);
const apart = (one, other) => {
  const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
};
"""
TEXTS = """
const paper = e => {
  const own = e ? getComputedStyle(e).backgroundColor : 'rgb(255, 255, 255)';
  return numbers(own)[3] === 0 ? paper(e.parentElement) : own;
};
return Math.min(...[...document.querySelectorAll('body *:not(svg, svg *)')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => apart(getComputedStyle(e).color, paper(e))));
"""
DRAWN = """
const paper = getComputedStyle(document.querySelector('.xt-paper')).fill;
const all = (what, key) => [...document.querySelectorAll(what)]
  .map(e => apart(getComputedStyle(e)[key], paper));
return [
  Math.min(...all('text', 'fill')),
  Math.min(...all('.xt-counts', 'fill'), ...all('.xt-due,.xt-missing,.xt-frame', 'stroke')),
];
"""


def reckoned(page: Page, code: str) -> Any:
    return page.run(f"(() => {{ {APART} {code} }})()")


@every_look
@pytest.mark.parametrize("name", ["nov2023", "many", "hostile"])
def test_no_text_of_a_page_is_too_faint(
    name: str, *, dark: bool, pages: dict[str, Path], page: Page
) -> None:
    opened(page, pages[name], dark=dark)
    page.run(OPEN)
    assert reckoned(page, TEXTS) >= 4.5


@every_look
def test_a_chart_can_be_read_by_weak_eyes(*, dark: bool, tmp_path: Path, page: Page) -> None:
    path = tmp_path / "chart.svg"
    assert xt("chart", "--ledger", NOV, "--format", "svg", "-o", path, "--at", AFTER).ok
    opened(page, path, dark=dark)
    words, shapes = reckoned(page, DRAWN)
    assert words >= 4.5
    assert shapes >= 3
