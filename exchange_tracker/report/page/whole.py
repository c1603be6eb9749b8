"""The report: one page to hand on."""

from collections.abc import Iterator
from typing import NamedTuple

from exchange_tracker.facts.model import values
from exchange_tracker.render.document import Document, Fact
from exchange_tracker.report.brief import HEAD
from exchange_tracker.report.check import party_standings
from exchange_tracker.report.extension import extension_document
from exchange_tracker.report.held import held_document
from exchange_tracker.report.kind_words import count_header
from exchange_tracker.report.method_english import paragraphs
from exchange_tracker.report.page.charts import (
    ObligationChart,
    RunningTotals,
    by_group,
    in_all,
    obligation_charts,
    running_totals,
)
from exchange_tracker.report.page.claims_table import (
    ClaimsTable,
    OtherFigure,
    claims_table,
    other_figures,
)
from exchange_tracker.report.page.finding import Finding, finding
from exchange_tracker.report.page.gathered import Report
from exchange_tracker.report.page.matrix import Matrix, matrix
from exchange_tracker.report.page.page_data import PageData, page_data
from exchange_tracker.report.page.page_words import paged, titled, worded
from exchange_tracker.report.page.record_links import (
    Corrections,
    Notes,
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
from exchange_tracker.report.people_english import noun_of
from exchange_tracker.report.phrases import NOTHING_JUDGED, together
from exchange_tracker.report.terms_document import terms_blocks


class PartyGlance(NamedTuple):
    """A party's totals by group, and in words how its periods stand."""

    name: str
    totals: tuple[tuple[str, str], ...]  # the group, and what it has come to
    periods: str


class Refresh(NamedTuple):
    """How a page that is written again and again is followed: every how many seconds, and where else.

    ``seconds`` are ``None`` of the page that stays as it is.
    """

    seconds: int | None
    other: str  # the address of the page that does otherwise


class Page(NamedTuple):
    """What ``render/templates/page.html`` and its sections take, ready to be written.

    ``None`` stands where nothing is recorded or nothing has begun; ``weeks`` are ``None`` where the
    entries are listed under their ``days``.
    """

    title: str
    version: str
    is_full: bool
    refresh: Refresh | None
    year: int | None
    moments: tuple[Fact, ...]
    moment: str
    finding: Finding
    parties: tuple[PartyGlance, ...]
    figures: tuple[OtherFigure, ...]
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
    data: PageData


def html(report: Report, refresh: Refresh | None = None) -> str:
    """Return the report as one page."""
    from exchange_tracker.render.html_page import render_page  # noqa: PLC0415 - loads Jinja

    return render_page(page(report, refresh))


def page(report: Report, refresh: Refresh | None = None) -> Page:
    """Return the report with every number and every word as the page shows it."""
    terms, say, notes = report.terms, report.say, Notes(report.sources)
    sources = {source.id: source for source in report.sources}
    changes, entries = report.corrections, report.entries
    cited = entries or ()
    return Page(
        title=terms.title,
        version=report.version,
        is_full=report.is_full,
        refresh=refresh,
        year=say.year,
        moments=report.moments,
        moment=report.moment,
        finding=finding(terms, report.check, say),
        parties=tuple(_parties(report)),
        figures=other_figures(terms, report.claims, notes, say),
        words=report.words,
        readings=reading_items(terms, report.readings, notes),
        matrix=matrix(terms, report.check, report.measured, say),
        extension=paged(_extension(report), say, notes.numbers),
        held=paged(_held(report), say, notes.numbers),
        charts=obligation_charts(terms, report.measured, report.chart, cited, notes),
        totals=running_totals(terms, report.chart, report.totals, cited, notes, say),
        counted=count_header(terms, {figure.group.kind for figure in report.figures}),
        days=release_days(terms, cited, notes, say),
        weeks=release_weeks(terms, report.figures, say) if entries is None else None,
        discrepancies=paged(report.discrepancies, say, notes.numbers),
        claims=claims_table(terms, report.claims, sources, notes, say),
        corrections=None if changes is None else corrections(changes, report.since),
        method=paragraphs(has_history=changes is not None),
        terms=paged(terms_blocks(terms), say, notes.numbers),
        terms_lines=tuple(report.terms_text.splitlines()),
        sources=source_items(report.sources),
        more_sources=more_sources(report.sources),
        data=page_data(report),
    )


def _extension(report: Report) -> Document:
    """Return the days earned; blank without a clause."""
    if not report.extension:
        return ()
    document = extension_document(report.terms, report.extension, [])[HEAD:]
    return worded(document, lambda words: titled(report.terms, words))


def _held(report: Report) -> Document:
    """Return who is still held; blank without a cohort."""
    cohorts = report.terms.cohorts
    return held_document(report.terms, cohorts, report.balances, [])[HEAD:] if cohorts else ()


def _parties(report: Report) -> Iterator[PartyGlance]:
    """Yield each party, and those who owe or released something together."""
    terms = report.terms
    periods = dict(party_standings(terms, report.check.joints))
    totals: dict[tuple[str, ...], list[tuple[str, str]]] = {(name,): [] for name in terms.parties}
    for (owners, group), running in by_group(report.totals).items():
        own = totals.setdefault(tuple(values(owners)), [])
        one = running[-1].running_total == 1 and not running[-1].running_undisclosed
        words = ", ".join(noun_of(terms, kind, one=one) or kind for kind in group)
        own.append((words, in_all(running[-1])))
    for names in dict.fromkeys((*totals, *periods)):
        words = periods.get(names, NOTHING_JUDGED)
        yield PartyGlance(together(terms, names), tuple(totals.get(names, ())), words)
