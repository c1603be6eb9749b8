"""Documents of other reports as the page shows them: dates as people write them, sources by their notes."""

import re
from collections.abc import Callable, Mapping
from typing import assert_never

from exchange_tracker.facts.model import Terms
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from exchange_tracker.report.page.day_words import DayWords

_CITED = re.compile(r"\[([^\[\]“”]+)\]")
_SOURCES = re.compile(r"(?<=^sources: )([^“”]+)$")
_LINK = r", and | and |, or | or |, "


def sentence_case(words: str) -> str:
    """Return words that begin with a capital letter."""
    return f"{words[:1].upper()}{words[1:]}"


def titled(terms: Terms, words: str) -> str:
    """Return words in which people are applied to obligations by their titles, in place of their ids."""
    if "applied to" not in words:
        return words
    titles = {
        each.id: f"“{each.title}”"
        for reading in terms.readings
        for each in reading.obligations
        if each.title
    }
    if not titles:
        return words
    id_ = f"(?:{'|'.join(map(re.escape, sorted(titles, key=len, reverse=True)))})(?![\\w-])"
    return re.sub(
        f"(?<=applied to ){id_}(?:(?:{_LINK}){id_})*",
        lambda named: re.sub(id_, lambda own: titles[own[0]], named[0]),
        words,
    )


def paged(document: Document, say: DayWords, numbers: Mapping[str, int]) -> Document:
    """Return a document with its dates as people write them, and ids of sources as numbers of notes."""

    def words(text: str) -> str:
        cited = _CITED.sub(lambda ids: _by_number(ids, numbers), text)
        return say.in_text(_SOURCES.sub(lambda ids: _by_number(ids, numbers), cited))

    return worded(document, words)


def worded(document: Document, words: Callable[[str], str]) -> Document:
    """Return a document with each of its texts in other words."""
    return tuple(_block(block, words) for block in document)


def _by_number(cited: re.Match[str], numbers: Mapping[str, int]) -> str:
    """Return ids of sources as the numbers of their notes; anything else stays."""
    ids = cited[1].split(", ")
    known = [str(numbers[id_]) for id_ in ids if id_ in numbers]
    return f"[{', '.join(known)}]" if len(known) == len(ids) else cited[0]


def _block(block: Block, words: Callable[[str], str]) -> Block:
    def cell(own: Cell) -> Cell:
        return own._replace(text=words(own.text))

    match block:
        case Heading(text):
            return Heading(words(text))
        case Paragraph(text, tone):
            return Paragraph(words(text), tone)
        case Bullets(items):
            return Bullets(tuple(map(cell, items)))
        case Facts(facts):
            return Facts(tuple(Fact(label, cell(value)) for label, value in facts))
        case Table():
            rows = tuple(tuple(map(cell, row)) for row in block.rows)
            return block._replace(rows=rows, title=words(block.title), caption=words(block.caption))
        case _:
            assert_never(block)
