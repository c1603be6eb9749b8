"""A document as GitHub's Markdown, for a wiki or an issue."""

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


def markdown(document: Document) -> str:
    """Return the document as GitHub's Markdown."""
    return join_blocks(document, _block)


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_text(text)}"
        case Paragraph(text, _):
            return _line(text)
        case Bullets(items):
            return "\n".join(f"- {_line(item.text)}" for item in items)
        case Facts(facts):
            pairs = ((_text(fact.label), fact.value.text) for fact in facts)
            return "\n".join(f"- **{label}**: {_text(value)}" for label, value in pairs)
        case Table():
            title = f"**{_text(block.title)}**" if block.title else ""
            table = tabulated(block, "pipe", _text)
            return join_parts(title, table, _line(block.caption))


# An underscore inside a word is no markup, and a column's name stays readable without its escape.
_MARKUP = re.compile(r"[\\`*\[\]<>|~&$]|(?<![^\W_])_|_(?![^\W_])")
_START = re.compile(r"^([0-9]*)([-+#=.)])")
# What becomes a link by itself takes a backslash in it for a part of the address, so that what the
# backslash was to keep a text comes alive. Where an address needs a backslash, it is no link.
_LINKS = re.compile(r"(:|w)(?=//|ww\.)", re.IGNORECASE)
# What was recorded without a scheme leads nowhere; inside an address it begins no link.
_BARE = re.compile(r"(?<![^\W_])(?<![/:.?=&#%+-])www\.", re.IGNORECASE)
_HARMLESS = re.compile(r"&(?!#|\w+;)")  # no reference to a character: it stays what it is


def _text(text: str) -> str:
    return " ".join(map(_word, escape_line(text).split(" "))).strip(" ")


def _word(word: str) -> str:
    return _address(word) if _LINKS.search(word) else _escaped(word)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _address(text: str) -> str:
    if not _MARKUP.search(_HARMLESS.sub("", text)) and not _BARE.search(text):
        return text
    return _LINKS.sub(lambda sign: f"&#{ord(sign[0])};", _escaped(text))


def _line(text: str) -> str:
    """Return a text that begins a line, where a ``#``, ``-`` or ``1.`` would be markup."""
    return _START.sub(r"\1\\\2", _text(text))
