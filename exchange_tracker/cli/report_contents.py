"""What ``xt report`` gathers: everything that the page shows, from the same functions as elsewhere."""

import sys
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from exchange_tracker import __version__
from exchange_tracker.cli.claim_queries import claims, compared, explainer, names_of, rows_told
from exchange_tracker.cli.commands.chart import chart_of, running
from exchange_tracker.cli.commands.discrepancies import every_discrepancy
from exchange_tracker.cli.commands.say import latest_day, sentences_of
from exchange_tracker.cli.progress import progress
from exchange_tracker.cli.query import Query
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.entry import has_happened, truce_day
from exchange_tracker.facts.model import Reading, Release
from exchange_tracker.queries.chart import measured
from exchange_tracker.queries.check import check
from exchange_tracker.queries.discrepancies.kinds import ON_REQUEST
from exchange_tracker.queries.extension import extension
from exchange_tracker.queries.reconcile.claims import Reconciled
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.render.document import Cell, Document, Fact, Paragraph
from exchange_tracker.report.brief import Short
from exchange_tracker.report.discrepancies import discrepancies_document, ordered
from exchange_tracker.report.extension import extension_document
from exchange_tracker.report.page.claims_table import Claims
from exchange_tracker.report.page.whole import Report
from exchange_tracker.report.phrases import stated
from exchange_tracker.report.say import paragraph
from exchange_tracker.store.folder import TERMS, Folder, terms_text
from exchange_tracker.store.ledger.as_of import change_at
from exchange_tracker.store.ledger.change_log import Operation, Recorded, changes, operations
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.records import CachedRecords, Records

MOST = 1_000  # entries that are listed one by one (more are added up by week), and claims
MOST_LOOKED_AT = 25  # discrepancies of one type that are listed
_HEAD = 2  # blocks of a document that name the truce and the moments, which the page does once


def report(query: Query, names: list[str] | None, since: str, *, people: bool = False) -> Report:
    """Gather the whole report; without names of people unless they are asked for."""
    terms, corrected = query.terms, _corrections(query.records, since, people=people)
    terms_as_recorded = _terms_text(query.records)
    query = query._replace(records=CachedRecords(query.records))
    readings, moment = query.readings(names), query.snapshot()
    with progress("parts of the report", sys.stderr) as tell:
        asked = explainer(query)
        published = _claims(query, asked)
        tell(1)
        looked_at = _looked_at(query, asked, names)
        tell(2)
        checked = check(terms, readings, moment)
        made = Report(
            terms=terms,
            terms_text=terms_as_recorded,
            readings=readings,
            moments=_stated(query),
            words=_said(query),
            check=checked,
            measured=tuple(measured(readings, checked.verdicts, moment.figures)),
            chart=chart_of(query, readings, None),
            totals=tuple(running(query)),
            extension=_extension(query, readings),
            figures=tuple(moment.figures),
            entries=_entries(query, sum(each.entries for each in moment.figures), people=people),
            sources=tuple(query.records.sources()),
            discrepancies=looked_at,
            claims=published,
            corrections=corrected,
            since=since,
            version=__version__,
        )
        tell(3)
    return made


def short(query: Query, names: list[str] | None) -> Short:
    """Gather the short form."""
    readings = query.readings(names)
    return Short(
        terms=query.terms,
        readings=readings,
        stated=_stated(query),
        said=_said(query),
        check=check(query.terms, readings, query.snapshot()),
        totals=tuple(running(query)),
        extension=_extension(query, readings),
    )


def _extension(query: Query, readings: tuple[Reading, ...]) -> Document:
    earned = extension(query.terms, readings, query.snapshot())
    return extension_document(query.terms, earned, [])[_HEAD:] if earned else ()


def _stated(query: Query) -> tuple[Fact, ...]:
    """Name the moments of judgement and of knowledge, and the whole digest of the head."""
    head = query.records.head
    facts = stated(query.terms, query.clock, query.at, head)
    return (*facts, *([Fact("ledger head", Cell(head))] if head else []))


def _said(query: Query) -> str:
    day = latest_day(query)
    if day is None:
        return "The truce has not begun."
    return paragraph(sentences_of(query, day, cite=False))


def _entries(query: Query, many: int, *, people: bool) -> tuple[tuple[date, Release], ...] | None:
    if many > MOST:
        return None
    clock = query.clock
    dated = ((truce_day(e.day, e.at, clock), e) for e in query.records.releases())
    return tuple(
        (day, entry if people else entry._replace(person=""))
        for day, entry in dated
        if has_happened(day, entry.at, clock, query.at)
    )


def _terms_text(records: Records) -> str:
    if isinstance(records, Ledger):
        return records.terms_text
    return terms_text(records.path / TERMS) if isinstance(records, Folder) else ""


def _claims(query: Query, asked: Explainer) -> Claims:
    every = claims(query)
    shown = compared(asked, every[:MOST])
    return Claims(shown, names_of(query, rows_told(shown)), len(every) - len(shown))


def _looked_at(query: Query, asked: Explainer, names: list[str] | None) -> Document:
    """Return what is to be looked at, but for claims: they have a section of their own."""
    found = sorted(
        (
            each
            for each in every_discrepancy(query, asked, names, None)
            if each.type not in ON_REQUEST and not isinstance(each.about, Reconciled)
        ),
        key=lambda each: each.place,
    )
    by_type = [list(some) for _, some in groupby(found, key=lambda each: each.type)]
    shown = [each for some in by_type for each in some[:MOST_LOOKED_AT]]
    known = names_of(query, [some for each in shown for some in (each.rows, each.hidden)])
    document = discrepancies_document(query.terms, ordered(query.terms, shown, known), [])
    left = [
        f"{len(some) - MOST_LOOKED_AT:,} more of {some[0].type.value}"
        for some in by_type
        if len(some) > MOST_LOOKED_AT
    ]
    if left:
        document = (*document, Paragraph(f"And {', '.join(left)}: xt discrepancies."))
    return document[_HEAD:] if shown else document


def _corrections(
    records: Records, since: str, *, people: bool
) -> tuple[tuple[Recorded, Sequence[Operation]], ...] | None:
    """Return the changes that amended, retracted or erased something, or set the terms anew."""
    if not isinstance(records, Ledger):
        if since:
            fix = "make a ledger of it: xt init"
            raise UsageError.one("--since", "a folder has no history", fix)
        return None
    after = change_at(records, since, "--since") if since else 1
    told = []
    for change in changes(records):
        if change.number <= max(after, 1):
            continue
        done = [
            each if people else _nameless(each)
            for each in operations(records, change.number)
            if each.what != "add" or each.table == "terms"
        ]
        if done:
            told.append((change, done))
    return tuple(told)


def _nameless(done: Operation) -> Operation:
    """Say of the names of people only that there are some, and whether they changed."""
    before, after = done.before, done.after
    if not isinstance(before, Release):
        return done
    if isinstance(after, Release) and after.person:
        same = after.person == before.person
        after = after._replace(person="names" if same else "other names")
    return done._replace(
        before=before._replace(person="names" if before.person else ""), after=after
    )
