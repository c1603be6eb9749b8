"""The report: one page to hand on."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.figures import Figure
from exchange_tracker.facts.model import Reading, Release, Source, Terms
from exchange_tracker.queries.chart import Measured
from exchange_tracker.queries.check import Check
from exchange_tracker.queries.totals import Total
from exchange_tracker.render.chart_model import Chart
from exchange_tracker.render.document import Document, Fact
from exchange_tracker.render.html_markup import (
    Markup,
    blocks,
    element,
    facts_list,
    joined,
    name,
    sentence,
    text,
)
from exchange_tracker.render.html_page import Section, page
from exchange_tracker.report.check import by_party
from exchange_tracker.report.method_english import PARAGRAPHS
from exchange_tracker.report.page.charts import by_group, charts, in_all, running_totals
from exchange_tracker.report.page.claims_table import Claims, claims
from exchange_tracker.report.page.matrix import matrix
from exchange_tracker.report.page.record_links import corrections, readings_list, sources_list
from exchange_tracker.report.page.releases_table import releases, releases_by_week
from exchange_tracker.report.terms import terms_document
from exchange_tracker.store.ledger.change_log import Operation, Recorded


class Report(NamedTuple):
    """Everything that the page shows, ready to be written.

    ``entries`` are ``None`` where there are too many to be listed; ``corrections`` where what is
    read has no history.
    """

    terms: Terms
    terms_text: str
    readings: tuple[Reading, ...]
    stated: tuple[Fact, ...]
    said: str
    check: Check
    measured: tuple[Measured, ...]
    chart: Chart
    totals: tuple[Total, ...]
    extension: Document
    figures: tuple[Figure, ...]
    entries: tuple[tuple[date, Release], ...] | None
    sources: tuple[Source, ...]
    discrepancies: Document
    claims: Claims
    corrections: tuple[tuple[Recorded, Sequence[Operation]], ...] | None
    since: str
    version: str


def html(report: Report) -> str:
    """Return the report as one page."""
    terms = report.terms
    sources = {source.id: source for source in report.sources}
    sections = [
        Section("words", "In words", element("p", sentence(report.said))),
        Section("kept", "What was due, and what was delivered", _kept(report, sources)),
        Section("charts", "Charts", charts(terms, report.measured, report.chart)),
        Section("totals", "Running totals", running_totals(terms, report.chart, report.totals)),
        Section("releases", "Releases by day", _releases(report, sources)),
        Section("discrepancies", "What a careful reader must look at", _discrepancies(report)),
        Section("claims", "What others published", claims(terms, report.claims, sources)),
        Section("corrections", "Corrections", _corrections(report)),
        Section("method", "Method", _method(report)),
        Section("sources", "Sources", sources_list(report.sources)),
    ]
    opening = joined([facts_list(report.stated), _glance(report)])
    closing = element(
        "p", f"Written by exchange-tracker {report.version} from the ledger named above."
    )
    return page(terms.title, "en", opening, sections, closing)


def _glance(report: Report) -> Markup:
    """Return each party's totals and how its periods stand, beside each other."""
    judged = dict(
        zip(report.terms.parties, by_party(report.terms, report.check.joints), strict=True)
    )
    groups = by_group(report.totals)
    made = []
    for party, (called, periods) in judged.items():
        lasts = [(group, some[-1]) for (who, group), some in groups.items() if who == party]
        lines: Iterator[Markup] = (
            element("p", name(", ".join(group)), ": ", element("strong", in_all(last)))
            for group, last in lasts
        )
        none = [] if lasts else [element("p", "no entry in the truce's days", class_="unknown")]
        under = element("p", periods.text, class_="faint")
        made.append(element("div", element("h2", called, dir="auto"), *lines, *none, under))
    return element("div", *made, class_="glance")


def _kept(report: Report, sources: dict[str, Source]) -> Markup:
    extension = [element("h3", "Extension"), blocks(report.extension, "Days earned")]
    return joined(
        [
            element("h3", "Readings"),
            readings_list(report.readings, sources),
            element("h3", "Periods"),
            matrix(report.terms, report.check, report.measured),
            *(extension if report.extension else []),
        ]
    )


def _releases(report: Report, sources: dict[str, Source]) -> Markup:
    if report.entries is None:
        return releases_by_week(report.terms, report.figures)
    return releases(report.terms, report.entries, sources)


def _discrepancies(report: Report) -> Markup:
    figures = element("a", "What others published", href="#claims")
    beside = element("p", "Published figures that differ from the entries: ", figures, ".")
    return joined([blocks(report.discrepancies, "Discrepancies"), beside])


def _corrections(report: Report) -> Markup:
    if report.corrections is None:
        return element("p", "A truce folder has no history; a ledger keeps every correction.")
    return corrections(report.corrections, report.since)


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
