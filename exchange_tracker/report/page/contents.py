"""What ``xt report`` gathers: everything that the page shows, from the same functions as elsewhere."""

from collections.abc import Callable, Sequence
from itertools import groupby

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.entry import Entry, entries_happened
from exchange_tracker.queries.chart import measured
from exchange_tracker.queries.check import check_by
from exchange_tracker.queries.claims import scoped_claims
from exchange_tracker.queries.discrepancies.kinds import BY_SUMS, LISTED
from exchange_tracker.queries.discrepancies.selection import discrepancies_of
from exchange_tracker.queries.extension import extension_by
from exchange_tracker.queries.held import select_held
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.reconcile.claims import Reconciled
from exchange_tracker.queries.reconcile.selection import (
    explainer_of,
    names_of,
    reconciliation_of,
    setting_of,
)
from exchange_tracker.queries.reconcile.setting import Setting
from exchange_tracker.queries.totals import running_totals
from exchange_tracker.render.document import Document, Paragraph
from exchange_tracker.report.brief import HEAD, moments_in_full, paragraph_of
from exchange_tracker.report.chart import chart
from exchange_tracker.report.discrepancies import discrepancies_document, ordered
from exchange_tracker.report.history import nameless
from exchange_tracker.report.page.claims_table import Claims
from exchange_tracker.report.page.day_words import day_words_of
from exchange_tracker.report.page.gathered import Report
from exchange_tracker.report.people_english import date_words
from exchange_tracker.report.phrases import known_from
from exchange_tracker.report.reconcile import reconcile_rows
from exchange_tracker.store.ledger.as_of import change_at
from exchange_tracker.store.ledger.change_log import Operation, Recorded, changes, corrections
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.records import CachedRecords, Records

MOST = 1_000  # entries that are listed one by one (more are added up by week), and claims
MOST_READ = 50_000  # entries that are read one by one; of more the page has what their sums say
MOST_LOOKED_AT = 25  # discrepancies of one type that are listed


def report_of(
    query: Query,
    readings: Sequence[str] | None,
    since: str,
    *,
    version: str,
    with_names: bool = False,
    is_full: bool = False,
    tell: Callable[[int], None] = lambda _: None,
) -> Report:
    """Return the whole report; without names of people unless they are asked for.

    ``version`` is that of the program; ``is_full`` folds nothing; ``tell`` is told how many parts of
    the work are done.
    """
    corrected = _corrections(query.records, since, with_names=with_names)
    terms, terms_text = query.terms, query.records.terms_text
    query = query._replace(records=CachedRecords(query.records))
    selected_readings, snapshot = query.readings(readings), query.snapshot()
    setting = setting_of(query, explainer_of(query))
    judging = setting.explainer.judging
    published = _claims(query, setting)
    tell(1)
    figures = tuple(snapshot.figures)
    number = sum(figure.entries for figure in figures)
    looked_at = _discrepancies(query, setting, readings, number)
    tell(2)
    checked = check_by(judging, terms, selected_readings)
    bars = tuple(measured(selected_readings, checked.verdicts, snapshot.figures))
    totals, balances = tuple(running_totals(query)), tuple(select_held(query))
    say, year = day_words_of(terms), query.clock.day_of(query.at).year
    report = Report(
        terms=terms,
        terms_text=terms_text,
        say=say,
        readings=selected_readings,
        moments=moments_in_full(query),
        moment=_moment(query),
        words=paragraph_of(query) if number <= MOST_READ else _unread(number, "xt say"),
        check=checked,
        measured=bars,
        chart=chart(terms, bars, totals, (), year, balances, say),
        totals=totals,
        extension=tuple(extension_by(judging, terms, selected_readings)),
        balances=balances,
        figures=figures,
        entries=_entries(query, number, with_names=with_names),
        sources=tuple(query.records.sources()),
        discrepancies=looked_at,
        claims=published,
        corrections=corrected,
        since=since,
        version=version,
        is_full=is_full,
    )
    tell(3)
    return report


def _moment(query: Query) -> str:
    """Say of which moment the page is, for whoever reads no more than its first lines."""
    local = query.clock.local(query.at)
    known, zone = known_from(query.records.head), query.terms.timezone
    return f"Judged at {local:%H:%M} on {date_words(local.date())} ({zone}), from {known}."


def _entries(query: Query, number: int, *, with_names: bool) -> tuple[Entry, ...] | None:
    if number > MOST:
        return None
    return tuple(
        entry if with_names else entry._replace(release=entry.release._replace(person=""))
        for entry in entries_happened(query.records.releases(), query.clock, query.at)
    )


def _claims(query: Query, setting: Setting) -> Claims:
    claims = scoped_claims(query.records)
    listed, names = reconciliation_of(query, setting, claims[:MOST])
    rows = tuple(reconcile_rows(query.terms, listed, names).rows)
    return Claims(listed, rows, len(claims) - len(listed))


def _unread(number: int, command: str) -> str:
    """Say that there are too many entries for a page to be told one by one, and what does that."""
    return f"{number:,} entries are too many for a page to look at each: {command}."


def _discrepancies(
    query: Query, setting: Setting, readings: Sequence[str] | None, number: int
) -> Document:
    """Return what is to be looked at, but for claims: they have a section of their own."""
    types = LISTED if number <= MOST_READ else BY_SUMS
    entries = (
        entry
        for entry in discrepancies_of(query, setting, types, readings)
        if not isinstance(entry.about, Reconciled)
    )
    by_type = [list(group) for _, group in groupby(entries, key=lambda entry: entry.type)]
    listed = [entry for group in by_type for entry in group[:MOST_LOOKED_AT]]
    names = names_of(
        query, [rows for entry in listed for rows in (entry.rows, entry.hidden)], setting
    )
    document = discrepancies_document(query.terms, ordered(query.terms, listed, names), [])
    left = [
        f"{len(group) - MOST_LOOKED_AT:,} more of {group[0].type.value}"
        for group in by_type
        if len(group) > MOST_LOOKED_AT
    ]
    if left:
        document = (*document, Paragraph(f"And {', '.join(left)}: xt discrepancies."))
    if number > MOST_READ:
        document = (*document, Paragraph(_unread(number, "xt discrepancies")))
    return document[HEAD:]


def _corrections(
    records: Records, since: str, *, with_names: bool
) -> tuple[tuple[Recorded, Sequence[Operation]], ...] | None:
    """Return the changes that amended, retracted or erased something, or set the terms anew."""
    if not isinstance(records, Ledger):
        if since:
            fix = "make a ledger of it: xt init"
            raise UsageError.one("--since", "a folder has no history", fix)
        return None
    after = change_at(records, since, "--since") if since else 1
    altered = corrections(records)
    return tuple(
        (
            change,
            altered[change.number] if with_names else list(map(nameless, altered[change.number])),
        )
        for change in changes(records)
        if change.number > max(after, 1) and change.number in altered
    )
