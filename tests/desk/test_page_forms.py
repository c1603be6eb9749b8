"""What the report shows on a first screen, on a phone and on paper, in a real browser."""

import re
from pathlib import Path

import pytest

from tests.desk.browser import NONE, Page, chromium_path
from tests.desk.moments import NOV
from tests.desk.pages import TRUCES, opened, report
from tests.desk.test_page import OPEN

pytestmark = pytest.mark.skipif(not chromium_path(), reason=NONE)
every_width = pytest.mark.parametrize("width", [380, 768, 1280])


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize("name", [*TRUCES, "many"])
def test_a_folded_page_is_at_most_two_of_a4(name: str, pages: dict[str, Path], page: Page) -> None:
    opened(page, pages[name])
    assert pages_of(page.pdf()) in (1, 2)


def test_a_full_page_folds_nothing_on_the_screen_or_on_paper(tmp_path: Path, page: Page) -> None:
    opened(page, report(tmp_path, NOV, "--full"))
    assert page.run("document.querySelectorAll('details:not([open])').length") == 0
    assert pages_of(page.pdf()) > 10
    page.look(width=1280, media="print")
    texts = "[...document.querySelectorAll('main details')].map(each => each.innerText.length)"
    assert min(page.run(texts)) > 20
    # Nothing that names what comes below it stands alone at the foot of a page.
    heads = "[...document.querySelectorAll('h2,h3,h4,caption,figcaption,thead')]"
    assert set(page.run(f"{heads}.map(e => getComputedStyle(e).breakAfter)")) == {"avoid"}


FIRST_SCREEN = """
[...document.querySelectorAll('header *')].filter(e => e.getBoundingClientRect().bottom <= 900)
  .map(e => e.textContent.replace(/\\s+/g, ' ').trim()).join('\\n')
"""


def test_the_first_screenful_answers_what_a_reader_asks(pages: dict[str, Path], page: Page) -> None:
    opened(page, pages["nov2023"], width=1280)
    screen = page.run(FIRST_SCREEN)
    for words in (
        "Of 17 periods of five obligations, the readings disagree on four (28 to 30 November); 13 were",
        "30 November: 8 of 10 disputed",
        "Short by two – the terms as written; “all-israelis”, held by Israeli officials, as reported",
        "Kept with two credited – “credit”, held by a source close to Hamas, quoted by AFP",
        "the ledger has 105. 110 comes out when everybody is counted who came out alive in any way",
        "the ledger has 81. 80 comes out when the people applied to “Fifty hostages over the first",
    ):
        assert words in screen


SEEN = """
[...document.querySelectorAll('.cards')].flatMap(t => [...t.querySelectorAll('td,th,.label,.said')])
  .filter(e => e.getClientRects().length && !e.closest('thead'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.textContent)
"""


def test_on_a_phone_each_period_is_a_card_with_its_readings_under_one_another(
    pages: dict[str, Path], page: Page
) -> None:
    for path in pages.values():
        opened(page, path, width=380)
        page.run(OPEN)
        assert page.run(SEEN) == []
    opened(page, pages["nov2023"], width=380)
    row = "[...document.querySelectorAll('#kept tr')].find(r => /^30 Nov/.test(r.textContent))"
    places = page.run(f"[...{row}.querySelectorAll('td .label')].map(e => e.innerText)")
    assert places == ["as-written", "all-israelis", "credit", "phase-totals"]
    tops = page.run(
        f"[...{row}.querySelectorAll('td .label')].map(e => e.getBoundingClientRect().top)"
    )
    assert tops == sorted(set(tops))


WIDE = """
[...document.querySelectorAll('.scroll')].filter(e => e.clientWidth).map(e => [
  e.scrollWidth > e.clientWidth,
  getComputedStyle(e.querySelector('.more')).visibility === 'visible',
  getComputedStyle(e.querySelector('tbody [scope=row]') ?? e).position,
  !!e.querySelector('.cards')])
"""


@every_width
def test_a_table_that_scrolls_says_so_and_keeps_its_first_column(
    width: int, pages: dict[str, Path], page: Page
) -> None:
    wide = 0
    for path in pages.values():
        opened(page, path, width=width)
        page.run(OPEN)
        page.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        for scrolls, says, position, cards in page.run(WIDE):
            assert scrolls == says
            assert position == "sticky" or (cards and width == 380)
            wide += scrolls
    assert wide or width == 1280


LETTERS = """
[...document.querySelectorAll('svg[role=img] text')].filter(t => t.getClientRects().length)
  .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)
"""


@pytest.mark.parametrize("width", [320, 380])
def test_a_phone_shows_charts_whole_with_text_of_eleven_pixels(
    width: int, pages: dict[str, Path], page: Page
) -> None:
    for path in pages.values():
        opened(page, path, width=width)
        page.run(OPEN)
        assert page.run("document.documentElement.scrollWidth") <= width
        assert min(page.run(LETTERS)) >= 11


def test_kept_has_not_the_colour_of_links_and_disputed_is_told_by_form_and_word(
    pages: dict[str, Path], page: Page
) -> None:
    for dark in (False, True):
        opened(page, pages["nov2023"], dark=dark)
        colour = "e => getComputedStyle(document.querySelector(e)).color"
        kept, link = page.run(f"['#kept td.kept', '#kept a'].map({colour})")
        assert kept != link
        look = "(({borderInlineStartStyle: a, fontWeight: b}) => [a, b])"
        disputed, plain = page.run(
            f"['#kept td.disputed', '#kept td.kept'].map(e => {look}(getComputedStyle("
            "document.querySelector(e))))"
        )
        assert disputed == ["double", "600"]
        assert plain == ["none", "400"]
        assert page.run("document.querySelector('#kept td.disputed').innerText") == "≠\xa0disputed"
