"""HTML by elements: the one place where a text becomes part of a page, and it is escaped there.

A ``Markup`` is made by ``element`` and ``joined`` alone; every other text is escaped, and what would
hide or turn it around is made visible first.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import NamedTuple

from exchange_tracker.render.direction import parts
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.escape import escape_line
from exchange_tracker.render.formulas import begins_as_formula, is_formula

_VOID = frozenset({"meta", "br", "hr"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = frozenset({"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "div", "caption"})
_TAG = re.compile("<[^>]*>")
_SAFE = ("https://", "http://")


class Markup(str):
    """A text that is HTML already."""

    __slots__ = ()


def text(given: str) -> Markup:
    """Return a text as HTML; what is HTML already stays."""
    return given if isinstance(given, Markup) else Markup(escape(escape_line(given)))


def joined(pieces: Iterable[str], between: str = "") -> Markup:
    """Return pieces one after the other."""
    return Markup(text(between).join(map(text, pieces)))


def element(name: str, *content: str, **attributes: str | None) -> Markup:
    """Return an element; ``class_`` and ``data_x`` name ``class`` and ``data-x``; ``None`` is left out.

    What a spreadsheet that opens the page takes for a cell never begins as a formula.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    inner = joined(content)
    return Markup(f"<{name}{given}>{_guard(name, inner)}{inner}</{name}>")


def _guard(name: str, inner: str) -> str:
    """Return what keeps an element's content a text where a spreadsheet opens the page."""
    if name in _CELLS:
        computed = is_formula(unescape(_TAG.sub("", inner)))
    else:
        computed = name in _BLOCKS and begins_as_formula(unescape(_TAG.sub("", inner)))
    return "'" if computed else ""


def name(given: str) -> Markup:
    """Return a recorded text that may run from right to left, kept apart from what is around it."""
    return element("bdi", given)


def sentence(given: str) -> Markup:
    """Return a text of our own, in which recorded words may run from right to left."""
    if isinstance(given, Markup) or given.isascii():
        return text(given)
    return joined(name(part.text) if part.leftward else part.text for part in parts(given))


def link(given: str, address: str, title: str = "") -> Markup:
    """Return a link to an address on the web or within the page; any other address stays text."""
    if address.startswith("#"):
        return element("a", given, href=address, title=title or None)
    if not address.lower().startswith(_SAFE) or any(each in address for each in ' \t\n\r"<>\\'):
        return name(given)
    return element("a", given, href=address, rel="noreferrer noopener", title=title or None)


def scrolled(label: str, *content: str) -> Markup:
    """Return what may be wider than a phone, in a region that can be scrolled by keyboard, too."""
    return element("div", *content, class_="scroll", role="region", aria_label=label, tabindex="0")


# --------------------------------------------------------------------------------- tables


class RowGroup(NamedTuple):
    """Rows of a table, and what stands above them; each row is of ready cells."""

    heading: Markup
    rows: Iterable[Iterable[str]]


def table(
    caption: str,
    header: Iterable[str],
    rows: Iterable[Iterable[str]],
    right: Iterable[int] = (),
) -> Markup:
    """Return a table; each row is of ready cells, as ``cell`` and ``head`` make them."""
    return grouped(caption, header, [RowGroup(Markup(), rows)], right)


def grouped(
    caption: str, header: Iterable[str], groups: Iterable[RowGroup], right: Iterable[int] = ()
) -> Markup:
    """Return a table whose rows stand in groups, so that all of them share their columns."""
    numbers = set(right)
    columns = [
        element(
            "th",
            each,
            scope="col",
            class_="number" if place in numbers else None,
            dir=_direction(each),
        )
        for place, each in enumerate(header)
    ]
    made = element(
        "table",
        element("caption", wide(caption)),
        element("thead", element("tr", *columns)),
        *(_group(each, len(columns)) for each in groups),
    )
    return scrolled(caption, made)


def _group(group: RowGroup, columns: int) -> Markup:
    above = element("th", wide(group.heading), scope="rowgroup", colspan=str(columns))
    rows = (element("tr", *row) for row in group.rows)
    heading = [element("tr", above)] if group.heading else []
    return element("tbody", joined([*heading, *rows], Markup("\n")))


def wide(*content: str) -> Markup:
    """Return what stands across a table, and stays in sight when the table is scrolled."""
    return element("div", *map(sentence, content), class_="wide")


def across(columns: int, *content: str) -> Markup:
    """Return a cell over the whole row, for what belongs to the row above it."""
    return element("td", wide(*content), colspan=str(columns))


def cell(given: str, tone: Tone = Tone.PLAIN, *, number: bool = False) -> Markup:
    """Return a cell of a table."""
    kinds = [*(["number"] if number else []), *([tone.value] if tone is not Tone.PLAIN else [])]
    return element("td", given, class_=" ".join(kinds) or None, dir=_direction(given))


def head(given: str) -> Markup:
    """Return the cell that names its row."""
    return element("th", given, scope="row", dir=_direction(given))


def _direction(given: str) -> str | None:
    """Return what lets a text that may run from right to left find its own direction."""
    return None if isinstance(given, Markup) or given.isascii() else "auto"


# ------------------------------------------------------------------------------ documents


def blocks(document: Document, label: str, level: int = 3) -> Markup:
    """Return a document as a part of a page; its headings are of a level.

    A table without a title is called by the heading above it, or else by ``label``.
    """
    made = []
    for block in document:
        if isinstance(block, Heading):
            label = block.text
        made.append(_block(block, f"h{level}", label))
    return joined(made, Markup("\n"))


def _block(block: Block, heading: str, label: str) -> Markup:
    match block:
        case Heading(given):
            return element(heading, given, dir="auto")
        case Paragraph(given, tone):
            return element("p", sentence(given), class_=_kind(tone))
        case Bullets(items):
            lines = (element("li", sentence(item.text), class_=_kind(item.tone)) for item in items)
            return element("ul", *lines)
        case Facts(facts):
            return facts_list(facts)
        case Table():
            return _table(block, label)


def facts_list(facts: Iterable[tuple[str, Cell]]) -> Markup:
    """Return labels with their values."""
    return element(
        "dl",
        *(
            element("div", element("dt", label), element("dd", value.text, dir="auto"))
            for label, value in facts
        ),
    )


def _table(block: Table, label: str) -> Markup:
    rows = (
        (
            head(row[0].text),
            *(
                cell(each.text, each.tone, number=place in block.right)
                for place, each in enumerate(row[1:], 1)
            ),
        )
        for row in block.rows
    )
    made = table(block.title or label, block.header, rows, block.right)
    return joined([made, element("p", block.caption, class_="faint")]) if block.caption else made


def _kind(tone: Tone) -> str | None:
    return None if tone is Tone.PLAIN else tone.value
