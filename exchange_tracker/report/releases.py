"""The entries: rows for programs, a table for people."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from exchange_tracker.facts.entry import first_day, headcount
from exchange_tracker.facts.model import AGREEMENT, UNDISCLOSED, Release, Terms, columns
from exchange_tracker.render.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.row_forms import Row, Rows, Value
from exchange_tracker.report.kind_words import count_header, kind_word
from exchange_tracker.report.phrases import count_value, count_words, numbered, releasing

_COUNT = 4  # the place of the column of people
_COUNTS = 4_096  # of people, which come again and again


def releases_rows(releases: Iterable[Release]) -> Rows:
    """Return entries as rows for programs; counts are numbers, an undisclosed one is ``?``."""
    return Rows(columns(Release), _rows(releases))


def _rows(releases: Iterable[Release]) -> Iterator[Row]:
    place, value = Release._fields.index("count"), lru_cache(_COUNTS)(count_value)
    for release in releases:
        cells: list[Value] = [cell or None for cell in release]
        cells[place] = value(release[place])
        yield tuple(cells)


def releases_document(
    terms: Terms, releases: Sequence[Release], moments: Sequence[Fact], *, names: bool = False
) -> Document:
    """Return entries as a table for people: without their notes, and with ``names`` only if asked."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if not releases:
        return (*blocks, Paragraph("No entry was asked for that has happened."))
    table = Table(
        header=(
            *entry_header(terms, (each.kind for each in releases)),
            *(["person"] if names else []),
        ),
        rows=tuple(
            (*_row(terms, release), *([Cell(release.person.replace(";", ", "))] if names else []))
            for release in releases
        ),
        right=frozenset({_COUNT}),
        caption=f"{numbered(len(releases), 'entry', 'entries')}.",
    )
    return (*blocks, table)


def entry_header(terms: Terms, kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the header of a table of entries of some kinds."""
    count = count_header(terms, kinds)
    return ("id", "truce day", "party", "kind", count, "who", "basis", "sources")


def _row(terms: Terms, release: Release) -> tuple[Cell, ...]:
    is_span = first_day(release.day, release.until) is not None
    who = ", ".join(
        cell.replace(";", " ") for cell in (release.nationality, release.category) if cell
    )
    return (
        Cell(release.id),
        Cell(f"{release.day} to {release.until}" if is_span else release.day),
        Cell(releasing(terms, release.party)),
        Cell(kind_word(terms, release.kind, headcount(release.count))),
        Cell("not disclosed", Tone.UNKNOWN)
        if release.count == UNDISCLOSED
        else Cell(count_words(release.count)),
        Cell(who or "not said", Tone.PLAIN if who else Tone.FAINT),
        Cell(release.basis or AGREEMENT),
        Cell(release.sources.replace(";", " ")) if release.sources else Cell("none", Tone.UNKNOWN),
    )
