"""The report in a real browser: silent, self-contained, and equal to what `check` says.

Chromium is Debian's package `chromium`; without it these tests are skipped.
"""

from pathlib import Path

import pytest

from tests.desk.browser import NONE, Page, chromium_path
from tests.desk.moments import NOV, copied
from tests.desk.pages import DATA, EVIL, LATER, TRUCES, hostile, opened, report
from tests.program import xt
from tests.truces import HEAD, owes, phase, write

pytestmark = pytest.mark.skipif(not chromium_path(), reason=NONE)

CSV = "data:text/csv;charset=utf-8;base64,"
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
    assert all(link.startswith(("https://", "http://", "#", CSV)) for link in links)
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
    pieces = page.run(LEFTWARD)
    assert len(pieces) > 20
    assert [text for text, apart in pieces if not apart] == []


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
