"""The short form of the report, for a wiki or an issue."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exchange_tracker.facts.model import Reading, Terms
from exchange_tracker.queries.check import Check
from exchange_tracker.queries.totals import Total
from exchange_tracker.render.document import Block, Cell, Document, Fact, Facts, Heading, Paragraph
from exchange_tracker.report.check import by_party, holders, periods
from exchange_tracker.report.phrases import numbered

MOST = 40  # periods that are shown


class Short(NamedTuple):
    """What the short form says."""

    terms: Terms
    readings: tuple[Reading, ...]
    stated: tuple[Fact, ...]
    said: str
    check: Check
    totals: tuple[Total, ...]
    extension: Document


def short(given: Short) -> Document:
    """Return the paragraph, the periods that are not kept under every reading, and the totals."""
    return (
        Heading(given.terms.title),
        Facts(given.stated),
        Paragraph(given.said),
        Heading("By party"),
        Facts(tuple(by_party(given.terms, given.check.joints))),
        Heading("In all"),
        Facts(tuple(_sums(given.terms, given.totals))),
        Heading("Periods that are not kept under every reading"),
        *_not_kept(given),
        Heading("Readings"),
        Facts(tuple(holders(given.readings))),
        *((Heading("Extension"), *given.extension) if given.extension else ()),
    )


def _not_kept(given: Short) -> Iterator[Block]:
    """Yield the latest periods that are neither kept under every reading nor still open."""
    found = given.check.findings().joints
    latest = sorted(found, key=lambda joint: joint.last)[-MOST:]
    if not found:
        yield Paragraph("None of those that are over.")
    if len(found) > len(latest):
        left = numbered(len(found) - len(latest), "earlier one", "earlier ones")
        yield Paragraph(f"The latest {MOST}; {left}: xt check --only-findings.")
    keys = {joint.key for joint in latest}
    yield from periods(given.terms, given.check.only(keys))


def _sums(terms: Terms, totals: Iterable[Total]) -> Iterator[Fact]:
    last = {(total.party, total.group): total for total in totals}
    for (party, group), total in last.items():
        hidden = total.running_undisclosed
        more = f" and {numbered(hidden, 'entry', 'entries')} without a number" if hidden else ""
        label = ", ".join([terms.parties.get(party, party), *group])
        yield Fact(label, Cell(f"{total.running_total:,}{more}, by truce day {total.day}"))
