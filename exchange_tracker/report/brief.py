"""The short form of the report, for a wiki or an issue."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from exchange_tracker.facts.model import Reading, Terms
from exchange_tracker.queries.account import latest_day
from exchange_tracker.queries.check import Check, check
from exchange_tracker.queries.extension import extension
from exchange_tracker.queries.held import select_held
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.totals import Total, running_totals
from exchange_tracker.render.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from exchange_tracker.report.check import by_party, holders, periods
from exchange_tracker.report.extension import extension_document
from exchange_tracker.report.held import held_document
from exchange_tracker.report.kind_words import kind_word
from exchange_tracker.report.phrases import headcount_words, numbered, query_facts, releasing
from exchange_tracker.report.say.sentences import Manner, paragraph, passage_of

MOST = 40  # periods that are shown
HEAD = 2  # blocks of a document that name the truce and the moments, which are named once


class Short(NamedTuple):
    """What the short form says."""

    terms: Terms
    readings: tuple[Reading, ...]
    moments: tuple[Fact, ...]
    paragraph: str
    check: Check
    totals: tuple[Total, ...]
    extension: Document
    held: Document


def brief_of(query: Query, readings: Sequence[str] | None) -> Short:
    """Return what the short form says of some readings; without names, of all."""
    selected_readings = query.readings(readings)
    return Short(
        terms=query.terms,
        readings=selected_readings,
        moments=moments_in_full(query),
        paragraph=paragraph_of(query),
        check=check(query.terms, selected_readings, query.snapshot()),
        totals=tuple(running_totals(query)),
        extension=extension_of(query, selected_readings),
        held=held_of(query),
    )


def extension_of(query: Query, readings: tuple[Reading, ...]) -> Document:
    """Return the days earned without the blocks that name truce and moments; blank without a clause."""
    earned = extension(query.terms, readings, query.snapshot())
    return extension_document(query.terms, earned, [])[HEAD:] if earned else ()


def held_of(query: Query) -> Document:
    """Return who is still held without the blocks that name truce and moments; blank without a cohort."""
    cohorts = query.terms.cohorts
    return held_document(query.terms, cohorts, select_held(query), [])[HEAD:] if cohorts else ()


def moments_in_full(query: Query) -> tuple[Fact, ...]:
    """Name the moments of judgement and of knowledge, and the whole digest of the head."""
    head = query.records.head
    facts = query_facts(query)
    return (*facts, *([Fact("ledger head", Cell(head))] if head else []))


def paragraph_of(query: Query) -> str:
    """Return the paragraph of the latest of the truce's days that has begun."""
    day = latest_day(query)
    if day is None:
        return "The truce has not begun."
    return paragraph(passage_of(query, day, Manner()))


def short(contents: Short) -> Document:
    """Return the paragraph, the periods that are not kept under every reading, and the totals."""
    return (
        Heading(contents.terms.title),
        Facts(contents.moments),
        Paragraph(contents.paragraph),
        Heading("By party"),
        Facts(tuple(by_party(contents.terms, contents.check))),
        Heading("In all"),
        Facts(tuple(_sums(contents.terms, contents.totals))),
        Heading("Periods that are not kept under every reading"),
        *_not_kept(contents),
        Heading("Readings"),
        Facts(tuple(holders(contents.terms, contents.readings))),
        *((Heading("Extension"), *contents.extension) if contents.extension else ()),
        *(block for block in contents.held if not isinstance(block, Table)),  # in one line
    )


def _not_kept(contents: Short) -> Iterator[Block]:
    """Yield the latest periods that are neither kept under every reading nor still open."""
    joints = contents.check.findings().joints
    latest = sorted(joints, key=lambda joint: joint.last)[-MOST:]
    if not joints:
        yield Paragraph("None of those that are over.")
    if len(joints) > len(latest):
        left = numbered(len(joints) - len(latest), "earlier one", "earlier ones")
        yield Paragraph(f"The latest {MOST}; {left}: xt check --only-findings.")
    keys = {joint.key for joint in latest}
    yield from periods(contents.terms, contents.check.only(keys))


def _sums(terms: Terms, totals: Iterable[Total]) -> Iterator[Fact]:
    last = {(total.party, total.group): total for total in totals}
    for (party, group), total in last.items():
        people = headcount_words(total.running_total, total.running_undisclosed)
        label = ", ".join([releasing(terms, party), *(kind_word(terms, kind) for kind in group)])
        yield Fact(label, Cell(f"{people}, by truce day {total.day}"))
