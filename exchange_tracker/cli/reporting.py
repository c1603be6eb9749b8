"""What ``xt report`` gathers: everything that the page shows, from the same functions as elsewhere."""

import sys
from collections.abc import Sequence
from datetime import date

from exchange_tracker import __version__
from exchange_tracker.bars import measured
from exchange_tracker.cli.asking import Question
from exchange_tracker.cli.chart import chart_of, running
from exchange_tracker.cli.discrepancies import every_discrepancy, with_explanation
from exchange_tracker.cli.progress import progress
from exchange_tracker.cli.reconciling import claims, compared, explainer, names_of, rows_told
from exchange_tracker.cli.say import latest_day, sentences_of
from exchange_tracker.discrepancies import ON_REQUEST
from exchange_tracker.entries import happened, truce_day
from exchange_tracker.errors import WrongUse
from exchange_tracker.explain import Explainer
from exchange_tracker.extension import extension
from exchange_tracker.folder import TERMS, Folder, terms_text
from exchange_tracker.judge import judge
from exchange_tracker.ledger.history import Operation, Recorded, changes, operations
from exchange_tracker.ledger.ledger import Ledger, change_at
from exchange_tracker.model import Release
from exchange_tracker.reconcile import Reconciled
from exchange_tracker.records import Records
from exchange_tracker.render.document import Cell, Document, Fact, Paragraph
from exchange_tracker.report.check import check_document
from exchange_tracker.report.discrepancies import discrepancies_document, ordered
from exchange_tracker.report.extension import extension_document
from exchange_tracker.report.page import Report
from exchange_tracker.report.page import short as shortened
from exchange_tracker.report.reconcile import reconcile_document
from exchange_tracker.report.say import paragraph
from exchange_tracker.report.words import stated
from exchange_tracker.verdict import KEPT, Status, Verdict, by_period

MOST = 1_000  # entries that are listed one by one; where there are more, weeks are added up
MOST_LOOKED_AT = 500  # discrepancies that are listed
_HEAD = 2  # blocks of a document that name the truce and the moments, which the page does once


def report(
    question: Question, names: list[str] | None, since: str, *, people: bool = False
) -> Report:
    """Gather the whole report; without names of people unless they are asked for."""
    terms, records = question.terms, question.records
    readings, moment = question.readings(names), question.moment()
    corrected = _corrections(records, since, people=people)
    with progress("parts of the report", sys.stderr) as tell:
        asked = explainer(question)
        published = _claims(question, asked)
        tell(1)
        looked_at = _looked_at(question, asked, names)
        tell(2)
        earned = extension(terms, readings, moment)
        made = Report(
            terms=terms,
            terms_text=_terms_text(records),
            readings=readings,
            stated=_stated(question),
            said=_said(question),
            measured=tuple(measured(readings, judge(readings, moment), moment.figures)),
            chart=chart_of(question, readings, None),
            totals=tuple(running(question)),
            extension=extension_document(terms, earned, [])[_HEAD:] if earned else (),
            figures=tuple(moment.figures.rows),
            entries=_entries(
                question, sum(each.entries for each in moment.figures.rows), people=people
            ),
            sources=tuple(records.sources()),
            discrepancies=looked_at,
            claims=published,
            corrections=corrected,
            since=since,
            version=__version__,
        )
        tell(3)
    return made


def short(question: Question, names: list[str] | None) -> Document:
    """Gather the short form."""
    terms, readings = question.terms, question.readings(names)
    verdicts = _not_kept(judge(readings, question.moment()))
    earned = extension(terms, readings, question.moment())
    return shortened(
        terms=terms,
        stated=_stated(question),
        said=_said(question),
        checked=check_document(terms, readings, verdicts, [])[_HEAD:],
        totals=running(question),
        extension=extension_document(terms, earned, [])[_HEAD:] if earned else (),
    )


def _not_kept(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Give the verdicts of periods that are not kept under every reading, and not open."""
    told = KEPT | {Status.PENDING, Status.UPCOMING}
    return [
        each
        for group in by_period(verdicts).values()
        if any(verdict.status not in told for verdict in group)
        for each in group
    ]


def _stated(question: Question) -> tuple[Fact, ...]:
    """Name the moments of judgement and of knowledge, and the whole digest of the head."""
    head = question.records.head
    facts = stated(question.terms, question.clock, question.at, head)
    return (*facts, *([Fact("ledger head", Cell(head))] if head else []))


def _said(question: Question) -> str:
    day = latest_day(question)
    if day is None:
        return "The truce has not begun."
    return paragraph(sentences_of(question, day, cite=False))


def _entries(
    question: Question, many: int, *, people: bool
) -> tuple[tuple[date, Release], ...] | None:
    if many > MOST:
        return None
    clock = question.clock
    dated = ((truce_day(e.day, e.at, clock), e) for e in question.records.releases())
    return tuple(
        (day, entry if people else entry._replace(person=""))
        for day, entry in dated
        if happened(day, entry.at, clock, question.at)
    )


def _terms_text(records: Records) -> str:
    if isinstance(records, Ledger):
        return records.terms_text
    return terms_text(records.path / TERMS) if isinstance(records, Folder) else ""


def _claims(question: Question, asked: Explainer) -> Document:
    found = compared(asked, claims(question))
    known = names_of(question, rows_told(found))
    return reconcile_document(question.terms, found, known, [])[_HEAD:]


def _looked_at(question: Question, asked: Explainer, names: list[str] | None) -> Document:
    found = [
        each
        for each in every_discrepancy(question, asked, names, None)
        if each.type not in ON_REQUEST
    ]
    shown = [with_explanation(each, asked) for each in found[:MOST_LOOKED_AT]]
    rows = [some for each in shown for some in (each.rows, each.hidden)]
    rows += rows_told(each.about for each in shown if isinstance(each.about, Reconciled))
    told = ordered(question.terms, shown, names_of(question, rows))
    document = discrepancies_document(question.terms, told, [])
    left = len(found) - len(shown)
    if left > 0:
        document = (*document, Paragraph(f"And {left:,} more: xt discrepancies."))
    return document[_HEAD:] if told else document


def _corrections(
    records: Records, since: str, *, people: bool
) -> tuple[tuple[Recorded, Sequence[Operation]], ...] | None:
    """Give the changes that amended, retracted or erased something, or set the terms anew."""
    if not isinstance(records, Ledger):
        if since:
            mend = "make a ledger of it: xt init"
            raise WrongUse.one("--since", "a folder has no history", mend)
        return None
    after = change_at(records, since) if since else 1
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
