"""Markdown as GitHub's own renderer shows it: every text as it was recorded, nothing alive in it."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from random import Random

import pytest

from exchange_tracker.render.document import Bullets, Cell, Document, Paragraph, Table
from exchange_tracker.render.escape import escape_line
from exchange_tracker.render.markdown import markdown

RENDERER = shutil.which("cmark-gfm")
ATTACKS = (
    "https://ok.example/<img src=//evil.example/p.png onerror=alert(1)>",
    "www.ok.example/<script>alert(1)</script>",
    "ftp://ok.example/`code`",
    "https://ok.example/*a*[b](javascript:alert(1))",
    "a@ok.example<b>",
    "mailto:a@ok.example<img src=x>",
    "(https://ok.example)<iframe src=//evil.example>",
    "https://ok.example/?a=1&lt;b&gt;<i>",
    "HTTPS://OK.EXAMPLE/\\<u>",
    "https://ok.example/|x|<s>",
)
PIECES = (
    *("https://ok.example/", "http://a.b", "www.x.com", "a@b.co", "mailto:x@y.zz", "xmpp:q@r.s"),
    *("ftp://f.g/", "<img src=x>", "&lt;", "&copy;", "**b**", "~~s~~", "[x](y)", "![i](u)", "<!--"),
    *("<?", "https:", "://", "a_b", "http://x_y_z", "  ", "[^1]", "\n", "é", "\u200d"),
    *"|\\`*_[]<>&;$~#.-+=!'\"{}()/: a1?,%",
)
NAMES = {"table", "thead", "tbody", "tr", "th", "td", "ul", "li", "p", "a"}


class Texts(HTMLParser):
    """The text of each cell, paragraph and item, and the names of all elements."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.names: set[str] = set()
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.links += [value for name, value in attrs if name == "href"]
        if tag in {"td", "th", "p", "li"}:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data.replace("\n", "")  # none is in a text


def document(texts: list[str]) -> Document:
    return (
        Table(("h", "i"), tuple((Cell(text), Cell(f"Q {text}")) for text in texts)),
        *(Paragraph(f"x{text}") for text in texts),
        Bullets(tuple(Cell(text) for text in texts)),
    )


def trimmed(text: str) -> str:
    return re.sub(" +", " ", escape_line(text)).strip(" ")


def random_texts() -> list[str]:
    chance = Random(10)
    return [
        "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 9))) for _ in range(2_000)
    ]


def rendered(texts: list[str]) -> Texts:
    extensions = [word for name in ("autolink", "table", "strikethrough") for word in ("-e", name)]
    page = subprocess.run(
        [str(RENDERER), *extensions, "--unsafe"],
        input=markdown(document(texts)),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    read = Texts()
    read.feed(page)
    read.close()
    return read


@pytest.mark.skipif(RENDERER is None, reason="there is no cmark-gfm on this machine")
@pytest.mark.parametrize("texts", [list(ATTACKS), random_texts()], ids=["attacks", "random"])
def test_githubs_own_renderer_shows_every_text_and_nothing_comes_alive(texts: list[str]) -> None:
    texts = [text for text in texts if trimmed(text)]
    read = rendered(texts)
    assert read.names <= NAMES
    expected = ["h", "i"]
    for text in texts:
        expected += [text, f"Q {text}"]
    expected += [f"x{text}" for text in texts] + texts
    assert [trimmed(text) for text in read.texts] == [trimmed(text) for text in expected]


@pytest.mark.skipif(RENDERER is None, reason="there is no cmark-gfm on this machine")
def test_what_was_recorded_without_a_scheme_becomes_no_link() -> None:
    bare = "www.ok.example"
    before = ("", *"(*_~[<\"';,\u00a0\u3000", "~~", "**", "a ", "(a,")
    after = ("", "/a_b", "/a-b;c=(d)", "*", ")")
    texts = [f"{sign}{bare}{end}" for sign in before for end in after]
    assert rendered(texts).links == []
    whole = "https://ok.example/x"
    assert rendered([f"{bare} {whole}"]).links == [whole] * 4


def test_no_address_swallows_a_backslash() -> None:
    """Without the renderer: no word that it would link by itself has an escape in it."""
    for word in markdown(document([*ATTACKS, *random_texts()])).split():
        assert not re.search(r"(?i)(://|www\.).*\\", word)


@pytest.mark.parametrize(
    "address",
    [
        *("https://ok.example/a_b?x=1&y=2#z", "https://www.ok.example/a-b;c=(d)"),
        *("https://ok.example/%D7%90", "https://ok.example/?to=www.other.example"),
    ],
)
def test_an_ordinary_address_stays_as_it_is(address: str) -> None:
    assert markdown((Paragraph(f"see {address}"),)) == f"see {address}\n"
