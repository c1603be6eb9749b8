"""Entries under the agreement that count for nothing, and obligations that name no basis (section 1)."""

from collections.abc import Iterable, Iterator

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.groups import Group, Match, match
from exchange_tracker.facts.model import AGREEMENT, Obligation, Reading, Selector, Terms
from exchange_tracker.queries.any_basis import AnyBasisOwed, any_basis, by_readings
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type


def of_uncounted(terms: Terms, entries: Iterable[Entry]) -> Iterator[Discrepancy]:
    """Yield the entries under the agreement that no reading counts, and for whom nobody is owed.

    What is recorded as outside the agreement says so itself; what lies outside the truce's days is
    listed as that.
    """
    readings = terms.readings
    if not any(reading.obligations for reading in readings):
        return
    bearing: dict[Group, list[tuple[Selector, Obligation]]] = {}
    for each in entries:
        group = each.group
        if group.basis != AGREEMENT or not (each.headcount or each.is_open):
            continue
        if each.day < terms.first_day or each.first > terms.last_day:
            continue
        if group not in bearing:
            bearing[group] = [pair for reading in readings for pair in _bearing(reading, group)]
        if not any(_counts(each, *pair) for pair in bearing[group]):
            yield Discrepancy(
                type=Type.COUNTS_FOR_NOTHING,
                first=each.first,
                last=each.day,
                party=each.release.party,
                subject=each.id,
                about=Noted((each.id,), "entry"),
                found=each.certain_headcount,
            )


def _bearing(reading: Reading, group: Group) -> Iterator[tuple[Selector, Obligation]]:
    """Yield what an obligation counts, and whom it owes for, where people of a group are or may be."""
    for obligation in reading.obligations:
        owed = [item.counts for item in obligation.for_each if item.counts]
        for selector in (obligation.delivered, *owed):
            if match(selector, group) is not Match.NO:
                yield selector, obligation


def _counts(entry: Entry, selector: Selector, obligation: Obligation) -> bool:
    """Return whether an entry counts, or may, on its days; on any while the obligation has none."""
    return not obligation.spans or any(
        entry.match(selector, span.first, span.last) is not Match.NO for span in obligation.spans
    )


def of_any_basis(terms: Terms, entries: Iterable[Entry]) -> Iterator[Discrepancy]:
    """Yield the obligations that name no basis, where entries outside the agreement count for them.

    So, too, those that owe for such entries.
    """
    outside = [each for each in entries if each.group.basis != AGREEMENT]
    if not outside:
        return
    for finding, readings in by_readings(terms, any_basis).items():
        owed = isinstance(finding, AnyBasisOwed)
        known = [each for each in terms.readings if not readings or each.name in readings]
        obligations = [each.by_id()[finding.obligation] for each in known[:1]]
        for obligation in obligations:
            selectors = _without_basis(obligation, owed=owed)
            taken = [
                each for each in outside if any(_counts(each, s, obligation) for s in selectors)
            ]
            if taken:
                yield Discrepancy(
                    type=Type.ANY_BASIS,
                    first=min(each.first for each in taken),
                    last=max(each.day for each in taken),
                    party=";".join(obligation.parties),
                    subject=obligation.id,
                    about=Noted(
                        (obligation.id,),
                        "for_each" if owed else "counts",
                        tuple(each.id for each in taken),
                    ),
                    readings=readings,
                )


def _without_basis(obligation: Obligation, *, owed: bool) -> list[Selector]:
    """Return the selectors of an obligation that name no basis: whom it counts, or whom it owes for."""
    if not owed:
        return [obligation.delivered]
    items = (item.counts for item in obligation.for_each)
    return [counts for counts in items if counts is not None and counts.basis is None]
