"""The entries: rows for programs, a table for people."""

from collections.abc import Iterable, Sequence

from exchange_tracker.facts.entry import headcount, is_open
from exchange_tracker.facts.model import (
    AGREEMENT,
    OR_MORE,
    UNDISCLOSED,
    Release,
    Terms,
    columns,
    values,
)
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
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.phrases import count_value, numbered, parties

_HEADER = ("id", "truce day", "party", "kind", "people", "who", "basis", "sources")
_COUNT = 4  # the place of the column of people


def releases_rows(releases: Iterable[Release]) -> Rows:
    """Return entries as rows for programs; counts are numbers, open ones ``?`` or ``780+``."""
    place = Release._fields.index("count")
    return Rows(
        columns(Release),
        (
            tuple(
                count_value(cell) if n == place else cell or None for n, cell in enumerate(release)
            )
            for release in releases
        ),
    )


def releases_document(
    terms: Terms, releases: Sequence[Release], moments: Sequence[Fact], *, names: bool = False
) -> Document:
    """Return entries as a table for people: without their notes, and with ``names`` only if asked."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if not releases:
        return (*blocks, Paragraph("No entry was asked for that has happened."))
    table = Table(
        header=(*_HEADER, "person") if names else _HEADER,
        rows=tuple(
            (*_row(terms, release), *([Cell(release.person.replace(";", ", "))] if names else []))
            for release in releases
        ),
        right=frozenset({_COUNT}),
        caption=f"{numbered(len(releases), 'entry', 'entries')}.",
    )
    return (*blocks, table)


def _row(terms: Terms, release: Release) -> tuple[Cell, ...]:
    who = ", ".join(
        cell.replace(";", " ") for cell in (release.nationality, release.category) if cell
    )
    return (
        Cell(release.id),
        Cell(f"{release.day} to {release.until}" if release.until else release.day),
        Cell(parties(terms, values(release.party))),
        Cell(release.kind),
        Cell("not disclosed", Tone.UNKNOWN)
        if release.count == UNDISCLOSED
        else Cell(f"{headcount(release.count):,}{OR_MORE if is_open(release.count) else ''}"),
        Cell(who or "not said", Tone.PLAIN if who else Tone.FAINT),
        Cell(release.basis or AGREEMENT),
        Cell(release.sources.replace(";", " ")) if release.sources else Cell("none", Tone.UNKNOWN),
    )
