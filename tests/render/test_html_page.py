"""What the page's templates can never do: print a text as markup, as a formula, or leave it out."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.html_page import environment, guard_texts, render_blocks
from exchange_tracker.render.page_parts import Link, web_link
from exchange_tracker.render.svg_style import TEMPLATES
from exchange_tracker.render.template_cache import TemplateCache
from tests.render.test_hostile import HOSTILE, forbidden


def written(template: str, **values: object) -> str:
    return environment().from_string(template).render(**values)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("template", ["<p>{{ x }}</p>", "<p>{{ x|sentence }}</p>"])
def test_no_template_prints_a_text_as_markup_or_unseen(template: str, text: str) -> None:
    page = written(template, x=text)
    assert page.count("<") == 2
    assert not forbidden(page)


def test_a_name_that_a_template_does_not_get_is_no_blank() -> None:
    with pytest.raises(UndefinedError):
        written("{{ page.titel }}", page=Cell("x"))


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_no_template_calls_a_text_safe(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert "safe" not in source
    assert "autoescape" not in source


@pytest.mark.parametrize(
    ("page", "guarded"),
    [
        ("<td>=1+1</td>", "<td>'=1+1</td>"),
        ("<td><bdi>@x</bdi></td>", "<td><bdi>'@x</bdi></td>"),
        ("<td>a</td>\n<td>-x</td>", "<td>a</td>\n<td>'-x</td>"),
        ("<td>=<b>x</b></td>", "<td>'=<b>x</b></td>"),
        ("<td>&#34;=x</td>", "<td>'&#34;=x</td>"),
        ("<td>-12</td>", "<td>-12</td>"),
        ("<td>x <bdi>=1</bdi></td>", "<td>x <bdi>=1</bdi></td>"),
        ("<td><div>+x</div></td>", "<td><div>'+x</div></td>"),
        ("<td>x<div>+x</div></td>", "<td>x<div>+x</div></td>"),
        ("<td>x<div>=x</div></td>", "<td>x<div>'=x</div></td>"),
        ("<p>+x</p><p>=x</p>", "<p>+x</p><p>'=x</p>"),
        ("<p>a</p><a href='#'>=x</a>", "<p>a</p><a href='#'>=x</a>"),
    ],
)
def test_a_cell_or_line_that_begins_a_formula_is_guarded(page: str, guarded: str) -> None:
    assert guard_texts(page) == guarded


@pytest.mark.parametrize(
    ("block", "page"),
    [
        (Heading("h"), '<h3 dir="auto">h</h3>'),
        (Paragraph("p", Tone.FAINT), '<p class="faint">p</p>'),
        (
            Bullets((Cell("a"), Cell("b", Tone.SHORT))),
            '<ul><li>a</li><li class="short">b</li></ul>',
        ),
        (
            Facts((Fact("l", Cell("v")),)),
            '<dl><div><dt>l</dt><dd dir="auto">v</dd></div></dl>',
        ),
        (
            Table(("a", "n"), ((Cell("é"), Cell("1", Tone.KEPT)),), frozenset({1})),
            (
                '<div class="scroll" role="region" aria-label="label" tabindex="0">'
                '<div class="more" aria-hidden="true">This table is wider than the screen: scroll it '
                "sideways.</div><table><caption>"
                '<div class="wide">label</div></caption><thead><tr><th scope="col">a</th>'
                '<th scope="col" class="number">n</th></tr></thead><tbody><tr>'
                '<th scope="row" dir="auto">é</th><td class="number kept">1</td></tr>\n</tbody></table></div>'
            ),
        ),
    ],
)
def test_each_block_of_a_document_has_its_element(block: Block, page: str) -> None:
    assert render_blocks((block,), "label").strip() == page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "https://x y", 'https://x"y', "//x", ""]
)
def test_an_address_that_is_none_stays_text(address: str) -> None:
    assert web_link("text", address, "title") == Link("text", "")
    assert web_link("text", "HTTPS://x/?a=1&b=2").address == "HTTPS://x/?a=1&b=2"


def test_compiled_templates_are_kept_and_one_that_is_spoilt_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path))
    first = words()
    (kept,) = tmp_path.rglob("*.jinja")
    whole = kept.read_bytes()
    for spoilt in (b"", whole[:9], whole[:25], whole[:-1]):
        kept.write_bytes(spoilt)
        assert words() == first
        assert kept.read_bytes() == whole


def test_where_nothing_can_be_kept_templates_are_compiled_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", "/dev/null/nowhere")
    assert words() == "<p>a</p>"


def words() -> str:
    cached = environment().overlay(bytecode_cache=TemplateCache(TEMPLATES, "options"))
    return cached.get_template("words.html").render(page={"words": "a"})
