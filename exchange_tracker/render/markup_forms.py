"""A document for pages: Markdown, HTML and LaTeX, with tables by tabulate.

What was recorded stays text: no markup in it comes alive in any of the three.
"""

import re
from collections.abc import Callable
from functools import partial
from html import escape, unescape

import tabulate

from exchange_tracker.render.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from exchange_tracker.render.escape import escape_line
from exchange_tracker.render.formulas import begins_as_formula, is_formula

# With it, padding would depend on whether somebody installed wcwidth: other bytes elsewhere.
tabulate.WIDE_CHARS_MODE = False

Escape = Callable[[str], str]


def _joined(document: Document, form: Callable[[Block], str]) -> str:
    """Return the blocks in their form with a blank line between two."""
    return "\n\n".join(map(form, document)) + "\n" if document else ""


def _tabulated(table: Table, form: "str | tabulate.TableFormat", escaped: Escape) -> str:
    places = range(len(table.header))
    rows = [[escaped(cell.text) for cell in row] for row in table.rows]
    return tabulate.tabulate(
        rows or [[""] * len(places)],  # without a row it forgets the columns' sides
        headers=list(map(escaped, table.header)),
        tablefmt=form,
        disable_numparse=True,  # or the text 1e5 becomes 100000
        colalign=["right" if place in table.right else "left" for place in places],
    )


def _with_texts(above: str, table: str, below: str) -> str:
    return "\n\n".join(part for part in (above, table, below) if part)


# ---------------------------------------------------------------------------- Markdown


def markdown(document: Document) -> str:
    """Return the document as GitHub's Markdown."""
    return _joined(document, _markdown_block)


def _markdown_block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_markdown_text(text)}"
        case Paragraph(text, _):
            return _markdown_line(text)
        case Bullets(items):
            return "\n".join(f"- {_markdown_line(item.text)}" for item in items)
        case Facts(facts):
            pairs = ((_markdown_text(fact.label), fact.value.text) for fact in facts)
            return "\n".join(f"- **{label}**: {_markdown_text(value)}" for label, value in pairs)
        case Table():
            title = f"**{_markdown_text(block.title)}**" if block.title else ""
            table = _tabulated(block, "pipe", _markdown_text)
            return _with_texts(title, table, _markdown_line(block.caption))


# An underscore inside a word is no markup, and a column's name stays readable without its escape.
_MARKDOWN = re.compile(r"[\\`*\[\]<>|~&$]|(?<![^\W_])_|_(?![^\W_])")
_MARKDOWN_START = re.compile(r"^([0-9]*)([-+#=.)])")
# What becomes a link by itself takes a backslash in it for a part of the address, so that what the
# backslash was to keep a text comes alive. Where an address needs a backslash, it is no link.
_LINKS = re.compile(r"(:|w)(?=//|ww\.)", re.IGNORECASE)
_HARMLESS = re.compile(r"&(?!#|\w+;)")  # no reference to a character: it stays what it is


def _markdown_text(text: str) -> str:
    return " ".join(map(_markdown_word, escape_line(text).split(" "))).strip(" ")


def _markdown_word(word: str) -> str:
    return _address(word) if _LINKS.search(word) else _escaped(word)


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _address(text: str) -> str:
    if not _MARKDOWN.search(_HARMLESS.sub("", text)):
        return text
    return _LINKS.sub(lambda found: f"&#{ord(found[0])};", _escaped(text))


def _markdown_line(text: str) -> str:
    """Return a text that begins a line, where a ``#``, ``-`` or ``1.`` would be markup."""
    return _MARKDOWN_START.sub(r"\1\\\2", _markdown_text(text))


# -------------------------------------------------------------------------------- HTML


def html(document: Document) -> str:
    """Return the document as a fragment of HTML without scripts, styles or addresses."""
    return _joined(document, _html_block)


def _html_block(block: Block) -> str:
    match block:
        case Heading(text):
            return _element("h2", text)
        case Paragraph(text, _):
            return _element("p", text)
        case Bullets(items):
            return _list("ul", [_element("li", item.text) for item in items])
        case Facts(facts):
            pairs = ((_element("dt", f.label), _element("dd", f.value.text)) for f in facts)
            return _list("dl", [label + value for label, value in pairs])
        case Table():
            table = _tabulated(block, _html_table(block.title), _html_text)
            return _with_texts("", table, _element("p", block.caption) if block.caption else "")


def _html_text(text: str) -> str:
    return escape(escape_line(text))


def _element(name: str, text: str) -> str:
    """Return an element whose text stays one where a spreadsheet opens the page."""
    guarded = f"'{text}" if begins_as_formula(escape_line(text)) else text
    return f"<{name}>{_html_text(guarded)}</{name}>"


def _list(name: str, items: list[str]) -> str:
    return "\n".join([f"<{name}>", *items, f"</{name}>"])


def _html_table(title: str) -> tabulate.TableFormat:
    caption = f"{_element('caption', title)}\n" if title else ""
    return tabulate.TableFormat(
        lineabove=tabulate.Line(f"<table>\n{caption}<thead>", "", "", ""),
        linebelowheader=tabulate.Line("</thead>\n<tbody>", "", "", ""),
        linebetweenrows=None,
        linebelow=tabulate.Line("</tbody>\n</table>", "", "", ""),
        headerrow=partial(_html_row, "th", ' scope="col"'),
        datarow=partial(_html_row, "td", ""),
        padding=0,
        with_header_hide=None,
    )


def _html_row(name: str, mark: str, cells: list[str], _: list[int], sides: list[str]) -> str:
    pairs = zip((cell.strip(" ") for cell in cells), sides, strict=True)
    return "<tr>" + "".join(_html_cell(name, mark, *pair) for pair in pairs) + "</tr>"


def _html_cell(name: str, mark: str, cell: str, side: str) -> str:
    computed = is_formula(unescape(cell))
    styles = [
        *(["text-align: right"] if side == "right" else []),
        *([r"mso-number-format: '\@'"] if computed else []),  # to Excel, that it is a text
    ]
    style = f' style="{"; ".join(styles)}"' if styles else ""
    text_alone = ' sdnum="1033;0;@"' if computed else ""  # to LibreOffice, the same
    return f"<{name}{mark}{style}{text_alone}>{cell}</{name}>"


# ------------------------------------------------------------------------------- LaTeX


def latex(document: Document) -> str:
    """Return the document as LaTeX that needs no package beyond those of its letters."""
    return _joined(document, _latex_block)


def _latex_block(block: Block) -> str:
    match block:
        case Heading(text):
            return rf"\section*{{{_latex_text(text)}}}"
        case Paragraph(text, _):
            return _latex_text(text)
        case Bullets(items):
            return _environment("itemize", [rf"\item {_latex_text(item.text)}" for item in items])
        case Facts(facts):
            pairs = ((_latex_text(fact.label), _latex_text(fact.value.text)) for fact in facts)
            return _environment("description", [rf"\item[{label}] {text}" for label, text in pairs])
        case Table():
            title = rf"\textbf{{{_latex_text(block.title)}}}" if block.title else ""
            # Not tabulate's own escapes: they leave the [ that a row's \\ takes for its option.
            table = _tabulated(block, "latex_raw", _latex_text)
            return _with_texts(title, table, _latex_text(block.caption))


_LATEX = {
    **{character: rf"\{character}" for character in "&%$#_{}"},
    **{character: f"{{{character}}}" for character in "[]*-"},  # options, and dashes that merge
    "\\": r"\textbackslash{}",
    "^": r"\^{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    '"': r"\textquotedbl{}",
}
_LATEX_SPECIAL = re.compile(r"[\\&%$#_{}\[\]*^~<>|`\"]|(?<=-)-")


def _latex_text(text: str) -> str:
    return _LATEX_SPECIAL.sub(lambda found: _LATEX[found[0]], escape_line(text)).strip(" ")


def _environment(name: str, lines: list[str]) -> str:
    return "\n".join([rf"\begin{{{name}}}", *lines, rf"\end{{{name}}}"])
