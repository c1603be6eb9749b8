"""A document as LaTeX, for a paper."""

import re

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
from exchange_tracker.render.tabulated import join_blocks, join_parts, tabulated


def latex(document: Document) -> str:
    """Return the document as LaTeX that needs no package beyond those of its letters."""
    return join_blocks(document, _block)


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return rf"\section*{{{_text(text)}}}"
        case Paragraph(text, _):
            return _text(text)
        case Bullets(items):
            return _environment("itemize", [rf"\item {_text(item.text)}" for item in items])
        case Facts(facts):
            pairs = ((_text(fact.label), _text(fact.value.text)) for fact in facts)
            return _environment("description", [rf"\item[{label}] {text}" for label, text in pairs])
        case Table():
            title = rf"\textbf{{{_text(block.title)}}}" if block.title else ""
            # Not tabulate's own escapes: they leave the [ that a row's \\ takes for its option.
            table = tabulated(block, "latex_raw", _text)
            return join_parts(title, table, _text(block.caption))


_ESCAPES = {
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
_SPECIAL = re.compile(r"[\\&%$#_{}\[\]*^~<>|`\"]|(?<=-)-")


def _text(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _ESCAPES[sign[0]], escape_line(text)).strip(" ")


def _environment(name: str, lines: list[str]) -> str:
    return "\n".join([rf"\begin{{{name}}}", *lines, rf"\end{{{name}}}"])
