"""What people read, before it has a form: headings, paragraphs, lists and tables as values.

The texts are taken as they are recorded; each writer makes them safe for its own form.
"""

from enum import StrEnum
from typing import NamedTuple, Self


class Tone(StrEnum):
    """What a text stands for; a terminal shows it by colour, and never by colour alone."""

    PLAIN = "plain"
    HEADING = "heading"
    KEPT = "kept"
    SHORT = "short"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"
    OPEN = "open"
    FAINT = "faint"


class Cell(NamedTuple):
    """One text and what it stands for; an empty text is a blank cell."""

    text: str
    tone: Tone = Tone.PLAIN


class Heading(NamedTuple):
    """A line that names what follows."""

    text: str


class Paragraph(NamedTuple):
    """One run of text, broken into lines where it has to be."""

    text: str
    tone: Tone = Tone.PLAIN


class Bullets(NamedTuple):
    """A list, one cell for each of its items."""

    items: tuple[Cell, ...]


class Fact(NamedTuple):
    """What something is called, and what it is."""

    label: str
    value: Cell


class Facts(NamedTuple):
    """Labels with their values, one to a line (the moments of judgement, the parts of an entry)."""

    facts: tuple[Fact, ...]


class _Table(NamedTuple):
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[int]
    title: str
    caption: str


class Table(_Table):
    """Rows under a header, with a title above and a caption below where they are not empty.

    ``right`` holds the places of the columns (from 0) that are aligned right: those of numbers.
    Such a column is never wrapped.

    Raises:
        ValueError: a table without columns, or a row that is longer or shorter than the header.
    """

    __slots__ = ()

    def __new__(
        cls,
        header: tuple[str, ...],
        rows: tuple[tuple[Cell, ...], ...],
        right: frozenset[int] = frozenset(),
        title: str = "",
        caption: str = "",
    ) -> Self:
        """Refuse what no form could show without guessing."""
        if not header:
            raise ValueError("a table needs a column")
        if {*map(len, rows)} - {len(header)}:
            raise ValueError("a table's row has another number of cells than its header")
        return super().__new__(cls, header, rows, right, title, caption)


Block = Heading | Paragraph | Bullets | Facts | Table
Document = tuple[Block, ...]
