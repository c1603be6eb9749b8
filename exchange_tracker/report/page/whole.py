"""The report: one page to hand on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.figures import Figure
from exchange_tracker.facts.model import Reading, Source, Terms, values
from exchange_tracker.queries.chart import Measured
from exchange_tracker.queries.check import Check
from exchange_tracker.queries.totals import Total
from exchange_tracker.render.chart_model import Chart
from exchange_tracker.render.document import Document, Fact
from exchange_tracker.report.check import party_standings
from exchange_tracker.report.kind_words import count_header, kind_word
from exchange_tracker.report.method_english import paragraphs
from exchange_tracker.report.page.charts import (
    ObligationChart,
    RunningTotals,
    by_group,
    in_all,
    obligation_charts,
    running_totals,
)
from exchange_tracker.report.page.claims_table import Claims, ClaimsTable, claims_table
from exchange_tracker.report.page.matrix import Matrix, matrix
from exchange_tracker.report.page.record_links import (
    Corrections,
    ReadingItem,
    SourceItem,
    corrections,
    more_sources,
    reading_items,
    source_items,
)
from exchange_tracker.report.page.releases_table import (
    ReleaseDay,
    ReleaseWeek,
    release_days,
    release_weeks,
)
from exchange_tracker.report.phrases import NOTHING_JUDGED, together
from exchange_tracker.report.terms_document import terms_blocks
from exchange_tracker.store.ledger.change_log import Operation, Recorded


class Report(NamedTuple):
    """Everything that the page shows, as the queries answer it.

    ``entries`` are ``None`` where there are too many to be listed; ``corrections`` where what is
    read has no history.
    """

    terms: Terms
    terms_text: str
    readings: tuple[Reading, ...]
    moments: tuple[Fact, ...]
    words: str
    check: Check
    measured: tuple[Measured, ...]
    chart: Chart
    totals: tuple[Total, ...]
    extension: Document
    held: Document
    figures: tuple[Figure, ...]
    entries: tuple[Entry, ...] | None
    sources: tuple[Source, ...]
    discrepancies: Document
    claims: Claims
    corrections: tuple[tuple[Recorded, Sequence[Operation]], ...] | None
    since: str
    version: str


class PartyGlance(NamedTuple):
    """A party's totals by group, and in words how its periods stand."""

    name: str
    totals: tuple[tuple[str, str], ...]  # the group, and what it has come to
    periods: str


class Page(NamedTuple):
    """What ``render/templates/page.html`` and its sections take, ready to be written.

    ``None`` stands where nothing is recorded or nothing has begun; ``weeks`` are ``None`` where the
    entries are listed under their ``days``.
    """

    title: str
    version: str
    moments: tuple[Fact, ...]
    parties: tuple[PartyGlance, ...]
    words: str
    readings: tuple[ReadingItem, ...]
    matrix: Matrix | None
    extension: Document
    held: Document
    charts: tuple[ObligationChart, ...]
    totals: RunningTotals | None
    counted: str  # what the releases are counted in
    days: tuple[ReleaseDay, ...]
    weeks: tuple[ReleaseWeek, ...] | None
    discrepancies: Document
    claims: ClaimsTable | None
    corrections: Corrections | None
    method: tuple[str, ...]
    terms: Document
    terms_lines: tuple[str, ...]
    sources: tuple[SourceItem, ...]
    more_sources: str


def html(report: Report) -> str:
    """Return the report as one page."""
    from exchange_tracker.render.html_page import render_page  # noqa: PLC0415 - loads Jinja

    return render_page(page(report))


def page(report: Report) -> Page:
    """Return the report with every number and every word as the page shows it."""
    terms = report.terms
    sources = {source.id: source for source in report.sources}
    changes, entries = report.corrections, report.entries
    return Page(
        title=terms.title,
        version=report.version,
        moments=report.moments,
        parties=tuple(_parties(report)),
        words=report.words,
        readings=reading_items(report.readings, sources),
        matrix=matrix(terms, report.check, report.measured),
        extension=report.extension,
        held=report.held,
        charts=obligation_charts(terms, report.measured, report.chart),
        totals=running_totals(terms, report.chart, report.totals),
        counted=count_header(terms, {figure.group.kind for figure in report.figures}),
        days=release_days(terms, entries or (), sources),
        weeks=release_weeks(terms, report.figures) if entries is None else None,
        discrepancies=report.discrepancies,
        claims=claims_table(terms, report.claims, sources),
        corrections=None if changes is None else corrections(changes, report.since),
        method=paragraphs(has_history=changes is not None),
        terms=terms_blocks(terms),
        terms_lines=tuple(report.terms_text.splitlines()),
        sources=source_items(report.sources),
        more_sources=more_sources(report.sources),
    )


def _parties(report: Report) -> Iterator[PartyGlance]:
    """Yield each party, and those who owe or released something together."""
    terms = report.terms
    periods = dict(party_standings(terms, report.check.joints))
    totals: dict[tuple[str, ...], list[tuple[str, str]]] = {(name,): [] for name in terms.parties}
    for (owners, group), running in by_group(report.totals).items():
        own = totals.setdefault(tuple(values(owners)), [])
        words = ", ".join(kind_word(terms, kind) for kind in group)
        own.append((words, in_all(running[-1])))
    for names in dict.fromkeys((*totals, *periods)):
        words = periods.get(names, NOTHING_JUDGED)
        yield PartyGlance(together(terms, names), tuple(totals.get(names, ())), words)
