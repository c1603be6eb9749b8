"""One self-contained page from templates: no script, no remote address, one style by its digest.

Autoescape is forced on, and before it ``finalize`` makes visible what would hide a text or turn it
around: no template can print a text otherwise. What stays markup says so itself (``__html__``).
Loaded by ``xt report`` alone, and only where it writes HTML.
"""

import hashlib
import re
from base64 import b64encode
from functools import cache, lru_cache
from html import unescape

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from exchange_tracker.render import svg
from exchange_tracker.render.direction import parts
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.escape import escape_line
from exchange_tracker.render.formulas import begins_as_formula, is_formula
from exchange_tracker.render.svg_style import DARK, STYLE, TEMPLATES
from exchange_tracker.render.template_cache import TemplateCache


def render_page(page: object) -> str:
    """Return the page whose parts ``templates/page.html`` names, ready to be written."""
    style = _style()
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    written = (
        environment()
        .get_template("page.html")
        .render(
            page=page,
            style=Markup(style),  # noqa: S704 - our own file
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            key=svg.key(),
        )
    )
    return guard_texts(written)


def render_blocks(document: Document, label: str) -> str:
    """Return a document as a part of a page; a table without a title or heading is the label's."""
    blocks = environment().get_template("document.html").module.blocks  # type: ignore[attr-defined]
    return guard_texts(blocks(document, label))


def _style() -> str:
    own = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    return f"\n{own}{STYLE}@media screen and (prefers-color-scheme:dark){{\n{DARK}}}\n"


@cache
def environment() -> Environment:
    """Return what reads the templates, in which every text is escaped and every name must exist."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        finalize=_visible,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    options = (made.autoescape, made.trim_blocks, made.lstrip_blocks)
    made.bytecode_cache = TemplateCache(TEMPLATES, options)
    made.filters |= {"sentence": _sentence, "direction": _direction, "look": _look, "kind": _kind}
    return made


def _visible(value: object) -> object:
    if type(value) is str:  # what nearly all are
        return escape_line(value)
    return (
        escape_line(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
    )


# ------------------------------------------------------------------------------- filters


def _sentence(text: str) -> str:
    """Return a text of our own, in which recorded words may run from right to left."""
    if text.isascii():
        return text
    return Markup().join(
        Markup("<bdi>{}</bdi>").format(escape_line(part.text))
        if part.leftward
        else escape(escape_line(part.text))
        for part in parts(text)
    )


def _direction(text: str) -> Markup:
    """Return the attribute that lets a text from right to left find its own direction."""
    return Markup("") if text.isascii() else Markup(' dir="auto"')


@lru_cache
def _look(tone: Tone, number: bool = False) -> Markup:  # noqa: FBT001, FBT002 - a filter's argument
    """Return the attribute that says what a cell is."""
    kinds = [*(["number"] if number else []), *([tone.value] if tone is not Tone.PLAIN else [])]
    return Markup(' class="{}"').format(" ".join(kinds)) if kinds else Markup("")


def _kind(block: Block) -> str:
    """Return the word by which ``templates/document.html`` knows a block."""
    match block:
        case Heading():
            return "heading"
        case Paragraph():
            return "paragraph"
        case Bullets():
            return "bullets"
        case Facts():
            return "facts"
        case Table():
            return "table"


# ------------------------------------------------------------------------------ formulas

# Tags one after the other, and after them what may begin a formula. One that follows another begins
# none: it was looked at with that one.
_TAGS = re.compile(r"""(<(?<!><)(?<!>\n<)[^>]*+>[ \n]*+(?:<[^>]*+>[ \n]*+)*+)(?=[^<A-Za-z0-9])""")
_BLOCK = re.compile(r"<(td|th|p|li|dt|dd|h[1-4]|div|caption)[ >]")
_CELL = re.compile(r"<t[dh][ >](?!.*</t)", re.DOTALL)
_END = re.compile(r"</(?:td|th|p|li|dt|dd|h[1-4]|div|caption)>")
_TAG = re.compile("<[^>]*>")


def guard_texts(page: str) -> str:
    """Return a page in which a spreadsheet that opens it takes no cell or line for a formula.

    It looks at the whole page, so that no template can leave the guard out.
    """
    return _TAGS.sub(lambda tags: tags[0] + _guard(tags), page)


def _guard(tags: re.Match[str]) -> str:
    if not _BLOCK.search(tags[0]):
        return ""
    end = _END.search(tags.string, tags.end())
    text = unescape(_TAG.sub("", tags.string[tags.end() : end.start() if end else None]))
    computed = is_formula(text) if _CELL.search(tags[0]) else begins_as_formula(text)
    return "'" if computed else ""
