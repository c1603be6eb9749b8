"""The short form of the report, for a wiki or an issue."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exchange_tracker.facts.model import Reading, Terms
from exchange_tracker.queries.check import Check
from exchange_tracker.queries.totals import Total
from exchange_tracker.render.document import Block, Cell, Document, Fact, Facts, Heading, Paragraph
from exchange_tracker.report.check import by_party, holders, periods
from exchange_tracker.report.phrases import headcount_words, numbered

MOST = 40  # periods that are shown


class Short(NamedTuple):
    """What the short form says."""

    terms: Terms
    readings: tuple[Reading, ...]
    moments: tuple[Fact, ...]
    paragraph: str
    check: Check
    totals: tuple[Total, ...]
    extension: Document


def short(contents: Short) -> Document:
    """Return the paragraph, the periods that are not kept under every reading, and the totals."""
    return (
        Heading(contents.terms.title),
        Facts(contents.moments),
        Paragraph(contents.paragraph),
        Heading("By party"),
        Facts(tuple(by_party(contents.terms, contents.check.joints))),
        Heading("In all"),
        Facts(tuple(_sums(contents.terms, contents.totals))),
        Heading("Periods that are not kept under every reading"),
        *_not_kept(contents),
        Heading("Readings"),
        Facts(tuple(holders(contents.readings))),
        *((Heading("Extension"), *contents.extension) if contents.extension else ()),
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
        label = ", ".join([terms.parties.get(party, party), *group])
        yield Fact(label, Cell(f"{people}, by truce day {total.day}"))
