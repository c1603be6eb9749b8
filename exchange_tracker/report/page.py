"""The report: one page to hand on, and its short form for a wiki or an issue."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.bars import Measured
from exchange_tracker.figures import Figure
from exchange_tracker.ledger.history import Operation, Recorded
from exchange_tracker.model import Reading, Release, Source, Terms
from exchange_tracker.render.chart import Chart
from exchange_tracker.render.document import Block, Cell, Document, Fact, Facts, Heading, Paragraph
from exchange_tracker.render.markup import Markup, blocks, element, facts_list, joined, text
from exchange_tracker.render.page import Section, page
from exchange_tracker.report import page_parts, page_rows
from exchange_tracker.report.method_en import PARAGRAPHS
from exchange_tracker.report.terms import terms_document
from exchange_tracker.totals import Total


class Report(NamedTuple):
    """Everything that the report shows, ready to be written.

    ``entries`` are ``None`` where there are too many to be listed; ``corrections`` where what is
    read has no history.
    """

    terms: Terms
    terms_text: str
    readings: tuple[Reading, ...]
    stated: tuple[Fact, ...]
    said: str
    measured: tuple[Measured, ...]
    chart: Chart
    totals: tuple[Total, ...]
    extension: Document
    figures: tuple[Figure, ...]
    entries: tuple[tuple[date, Release], ...] | None
    sources: tuple[Source, ...]
    discrepancies: Document
    claims: Document
    corrections: tuple[tuple[Recorded, Sequence[Operation]], ...] | None
    since: str
    version: str


def html(report: Report) -> str:
    """Give the report as one page."""
    terms = report.terms
    sections = [
        Section("kept", "What was due, and what was delivered", _matrix(report)),
        Section("charts", "Charts", page_parts.charts(report.chart)),
        Section("totals", "Running totals", page_parts.totals_table(terms, report.totals)),
        Section("releases", "Releases by day", _releases(report)),
        Section(
            "discrepancies",
            "What a careful reader must look at",
            blocks(report.discrepancies, "Discrepancies"),
        ),
        Section("claims", "What others published", blocks(report.claims, "Claims")),
        Section("corrections", "Corrections", _corrections(report)),
        Section("method", "Method", _method(report)),
        Section("sources", "Sources", page_rows.sources_list(report.sources)),
    ]
    opening = joined(
        [facts_list(report.stated), element("p", report.said, class_="said", dir="auto")]
    )
    closing = element(
        "p", f"Written by exchange-tracker {report.version} from the ledger named above."
    )
    return page(terms.title, "en", opening, sections, closing)


def _matrix(report: Report) -> Markup:
    readings = ((reading.name, Cell(_reading(reading))) for reading in report.readings)
    return joined(
        [
            element("h3", "Readings"),
            facts_list(readings),
            page_parts.matrix(report.terms, report.readings, report.measured),
            *(
                [element("h3", "Extension"), blocks(report.extension, "Days earned")]
                if report.extension
                else []
            ),
        ]
    )


def _reading(reading: Reading) -> str:
    title = reading.title or "The terms as they are written"
    held = f"; held by {reading.held_by}" if reading.held_by else ""
    sources = f" [{', '.join(reading.sources)}]" if reading.sources else ""
    return f"{title}{held}{sources}"


def _releases(report: Report) -> Markup:
    known = {source.id: source for source in report.sources}
    if report.entries is None:
        return page_rows.releases_by_week(report.terms, report.figures)
    return page_rows.releases(report.terms, report.entries, known)


def _corrections(report: Report) -> Markup:
    if report.corrections is None:
        return element("p", "A truce folder has no history; a ledger keeps every correction.")
    return page_rows.corrections(report.corrections, report.since)


def _method(report: Report) -> Markup:
    lines = joined(map(text, report.terms_text.splitlines()), Markup("\n"))
    return joined(
        [
            *(element("p", each) for each in PARAGRAPHS),
            element("h3", "The terms in plain words"),
            blocks(terms_document(report.terms)[1:], "Terms", level=4),
            element("h3", "The terms as they were recorded"),
            element("pre", lines, dir="auto"),
        ]
    )


# -------------------------------------------------------------------------------- Markdown


def short(
    *,
    terms: Terms,
    stated: Sequence[Fact],
    said: str,
    checked: Document,
    totals: Sequence[Total],
    extension: Document,
) -> Document:
    """Give the short form: the paragraph, the periods that are not kept, the totals."""
    last = {(total.party, total.group): total for total in totals}
    sums = (
        Fact(", ".join([terms.parties.get(party, party), *group]), Cell(_sum(total)))
        for (party, group), total in last.items()
    )
    blocks_: tuple[Block, ...] = (Heading(terms.title), Facts(tuple(stated)), Paragraph(said))
    return (*blocks_, *checked, Heading("Since the start"), Facts(tuple(sums)), *extension)


def _sum(total: Total) -> str:
    hidden = total.running_undisclosed
    more = f" and {hidden} entries without a number" if hidden else ""
    return f"{total.running_total:,}{more}, by truce day {total.day}"
