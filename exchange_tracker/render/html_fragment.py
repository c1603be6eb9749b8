"""A document as a fragment of HTML, for a page that others write."""

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
from exchange_tracker.render.tabulated import join_blocks, join_parts, tabulated


def html(document: Document) -> str:
    """Return the document as a fragment of HTML without scripts, styles or addresses."""
    return join_blocks(document, _block)


def _block(block: Block) -> str:
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
            table = tabulated(block, _table_format(block.title), _text)
            return join_parts("", table, _element("p", block.caption) if block.caption else "")


def _text(text: str) -> str:
    return escape(escape_line(text))


def _element(name: str, text: str) -> str:
    """Return an element whose text stays one where a spreadsheet opens the page."""
    guarded = f"'{text}" if begins_as_formula(escape_line(text)) else text
    return f"<{name}>{_text(guarded)}</{name}>"


def _list(name: str, items: list[str]) -> str:
    return "\n".join([f"<{name}>", *items, f"</{name}>"])


def _table_format(title: str) -> tabulate.TableFormat:
    caption = f"{_element('caption', title)}\n" if title else ""
    return tabulate.TableFormat(
        lineabove=tabulate.Line(f"<table>\n{caption}<thead>", "", "", ""),
        linebelowheader=tabulate.Line("</thead>\n<tbody>", "", "", ""),
        linebetweenrows=None,
        linebelow=tabulate.Line("</tbody>\n</table>", "", "", ""),
        headerrow=partial(_row, "th", ' scope="col"'),
        datarow=partial(_row, "td", ""),
        padding=0,
        with_header_hide=None,
    )


def _row(name: str, mark: str, cells: list[str], _: list[int], sides: list[str]) -> str:
    pairs = zip((cell.strip(" ") for cell in cells), sides, strict=True)
    return "<tr>" + "".join(_cell(name, mark, *pair) for pair in pairs) + "</tr>"


def _cell(name: str, mark: str, cell: str, side: str) -> str:
    computed = is_formula(unescape(cell))
    styles = [
        *(["text-align: right"] if side == "right" else []),
        *([r"mso-number-format: '\@'"] if computed else []),  # to Excel, that it is a text
    ]
    style = f' style="{"; ".join(styles)}"' if styles else ""
    text_alone = ' sdnum="1033;0;@"' if computed else ""  # to LibreOffice, the same
    return f"<{name}{mark}{style}{text_alone}>{cell}</{name}>"
