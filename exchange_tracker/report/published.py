"""Claims and sources as they were recorded: rows for programs, tables for people."""

from collections.abc import Iterable, Sequence

from exchange_tracker.facts.model import Claim, Source, Terms, columns, values
from exchange_tracker.queries.reconcile.claim_scope import Bound
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
from exchange_tracker.report.kind_words import kind_word
from exchange_tracker.report.measure_words import measure_words
from exchange_tracker.report.phrases import bounded, numbered


def claims_rows(claims: Iterable[Claim]) -> Rows:
    """Return claims as rows for programs; the figure is a number."""
    place = Claim._fields.index("figure")
    return Rows(
        columns(Claim),
        (
            tuple(int(cell) if n == place else cell or None for n, cell in enumerate(claim))
            for claim in claims
        ),
    )


def claims_document(terms: Terms, claims: Sequence[Claim], moments: Sequence[Fact]) -> Document:
    """Return claims as a table for people; ``moments`` say what was known."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if not claims:
        return (*blocks, Paragraph("No claim was asked for."))
    header = ("id", "source", "published", "from", "to", "who", "figure", "part of")
    table = Table(
        header=header,
        rows=tuple(_claim(terms, claim) for claim in claims),
        right=frozenset({6}),
        caption=f"{numbered(len(claims), 'claim', 'claims')}.",
    )
    return (*blocks, table)


def _claim(terms: Terms, claim: Claim) -> tuple[Cell, ...]:
    party = ";".join(terms.parties.get(name, name) for name in claim.party.split(";") if name)
    kind = ";".join(kind_word(terms, word) for word in values(claim.kind))
    measured = f"{measure_words(claim.measure)} ({claim.cohort})" if claim.measure else ""
    conditions = (measured, party, kind, claim.category, claim.nationality, claim.basis)
    who = ", ".join(cell.replace(";", " or ") for cell in conditions if cell)
    figure = bounded(Bound(claim.bound or Bound.EXACTLY), f"{int(claim.figure):,}")
    return (
        Cell(claim.id),
        Cell(claim.source),
        Cell(claim.published) if claim.published else Cell("not said", Tone.FAINT),
        Cell(claim.from_),
        Cell(claim.to),
        Cell(who or "anyone"),
        Cell(figure),
        Cell(f"{claim.part_of} ({claim.part})" if claim.part_of else ""),
    )


def sources_rows(sources: Iterable[Source]) -> Rows:
    """Return sources as rows for programs."""
    return Rows(columns(Source), (tuple(cell or None for cell in source) for source in sources))


def sources_document(terms: Terms, sources: Sequence[Source], moments: Sequence[Fact]) -> Document:
    """Return sources as a table for people; ``moments`` say what was known."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if not sources:
        return (*blocks, Paragraph("No source is recorded."))
    rows = (
        (
            Cell(source.id),
            Cell(source.publisher),
            Cell(source.published),
            Cell(source.title),
            Cell(source.url),
            Cell("yes" if source.archived else "no", Tone.PLAIN if source.archived else Tone.FAINT),
        )
        for source in sources
    )
    table = Table(
        header=("id", "publisher", "published", "title", "address", "saved copy"),
        rows=tuple(rows),
        caption=f"{numbered(len(sources), 'source', 'sources')}.",
    )
    return (*blocks, table)
