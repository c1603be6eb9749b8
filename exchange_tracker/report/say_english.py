"""The English of ``xt say``, its sentences. Another language is this and ``people_english``."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import assert_never

from exchange_tracker.facts.model import AGREEMENT, Reading, Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.verdict import Status
from exchange_tracker.queries.account import Account, Dissent, Outcome, PartyDay, Requirement
from exchange_tracker.queries.account_rows import (
    Portion,
    add_headcounts,
    by_basis,
    by_kind,
    published,
)
from exchange_tracker.report.people_english import (
    Cite,
    amount,
    amount_of,
    asides,
    date_words,
    days_words,
    every,
    grouped,
    listed,
    number,
    outside_agreement,
    people,
    portion,
    rests_on,
)
from exchange_tracker.report.phrases import held_by

_VERB = ("had released", "released")  # of a day that is not over, of one that is
NO_SOURCE = "no source recorded"


def opening(terms: Terms, clock: Clock, at: datetime, account: Account) -> str:
    """Say which truce day it is, and up to when; what the first party did follows."""
    begins, now, zone = clock.local(clock.begins(account.day)), clock.local(at), terms.timezone
    day, own_hour = date_words(account.day, year=True), begins.time() != time(0)
    if not account.over:
        began = (
            f"; the truce day of {date_words(account.day)} began at {begins:%H:%M}"
            if own_hour
            else ""
        )
        return f"by {now:%H:%M} on {date_words(now.date(), year=True)} ({zone}{began}), "
    return (
        f"on the truce day of {day} (from {begins:%H:%M}, {zone}), " if own_hour else f"on {day}, "
    )


def releases_clause(terms: Terms, account: Account, party_day: PartyDay, cite: Cite) -> str:
    """Say whom a party released on the day."""
    party, portions = terms.parties[party_day.party], party_day.freed
    if not portions:
        when = "" if party_day == account.told[0] else " that day"  # the opening has said it
        return f"no release by {party} is recorded{when}"
    alone = len(portions) == 1
    groups = (
        (outside_agreement(basis), listed(portion(part, cite, alone=alone) for part in parts))
        for basis, parts in by_basis(portions)
    )
    return f"{party} {_VERB[account.over]}{grouped(groups)}"


def requirement_sentence(clock: Clock, requirement: Requirement, cite: Cite) -> str:
    """Say what was due from a party over a period by the terms as written, and how that stands."""
    verdict = requirement.stand.verdict
    titles = "; ".join(f"“{one.title or one.id}”" for one in requirement.obligations)
    over = (
        "" if verdict.first == verdict.last else f"over {days_words(verdict.first, verdict.last)}, "
    )
    standing = _standing(requirement, requirement.stand, clock, cite)
    return f"{over}by the terms as written ({titles}), {standing}."


def _standing(requirement: Requirement, stand: Outcome, clock: Clock, cite: Cite) -> str:
    """Say how what was delivered stands to what is due."""
    verdict, came, due = stand.verdict, _came(stand, cite), _due(requirement, stand, cite)
    match verdict.status:
        case Status.UNREPORTED:
            return f"no release that could count towards {due} is recorded"
        case Status.UNDISCLOSED:
            return _undisclosed(stand, came, due)
        case Status.PENDING | Status.UPCOMING if verdict.shortfall:
            until = clock.local(clock.ends(verdict.last))
            by = f"{until:%H:%M} on {date_words(until.date())}"
            return f"so far {came} towards {due}, {number(verdict.shortfall)} to come by {by}"
        case Status.PENDING | Status.UPCOMING:
            return f"so far {came}, against {due} so far"
        case Status.SHORT | Status.MET | Status.CREDITED if not verdict.due:
            return f"{came}; none are due{cite(requirement.due(stand))}"
        case Status.SHORT if verdict.shortfall == verdict.due:
            return f"{came} towards {due}"
        case Status.SHORT:
            return f"{came}, {number(verdict.shortfall)} under {due}"
        case Status.MET if verdict.surplus:
            return f"{came}, {number(verdict.surplus)} more than {due}"
        case Status.MET | Status.CREDITED:
            return f"{came}, {'together' if verdict.credit_used else 'exactly'} {due}"
        case _:
            assert_never(verdict.status)


def _due(requirement: Requirement, stand: Outcome, cite: Cite) -> str:
    """Name what is due, and how much of it was brought forward."""
    verdict, brought = stand.verdict, stand.verdict.arrears_brought
    amount_due = f"{number(verdict.due)}{cite(requirement.due(stand))}"
    due = (
        f"the {amount_due} due"
        if requirement.obligations[0].for_each
        else f"the minimum of {amount_due}"
    )
    if not brought:
        return due
    return f"{due} ({'all' if brought == verdict.due else number(brought)} of them brought forward)"


def _undisclosed(stand: Outcome, came: str, due: str) -> str:
    why = "was not disclosed" if stand.counted.undisclosed else "cannot be told"
    if stand.verdict.delivered:
        return f"at least {came} towards {due}; a number that bears on it {why}"
    return f"how many count towards {due} is not known, as a number {why}"


def _came(stand: Outcome, cite: Cite) -> str:
    """Say how many count, and how many more are credited."""
    delivered, used = stand.verdict.delivered, stand.verdict.credit_used
    rests = "; ".join(rests_on(stand.counted))
    came = f"{number(delivered) if delivered else 'none'} {'counts' if delivered == 1 else 'count'}"
    came += f"{cite(stand.counted)}{f' ({rests})' if rests else ''}"
    if not used:
        return came
    return (
        f"{came} and {number(used)} {'is' if used == 1 else 'are'} credited{cite(stand.credited)}"
    )


def dissent_sentence(
    clock: Clock, requirement: Requirement, dissent: Dissent, cite: Cite, introduced: set[str]
) -> str:
    """Say what readings that say the same say otherwise; who holds those not ``introduced`` yet."""
    several, names = len(dissent.readings) > 1, {reading.name for reading in dissent.readings}
    readings = listed(_reading(reading, cite, introduced) for reading in dissent.readings)
    if introduced.isdisjoint(names):
        which = f"{number(len(names))} other readings" if several else "another reading"
        lead, end = f"{which}, {readings}", ","
    else:
        lead, end = f"the reading{'s' if several else ''} {readings}", ""
    counts = []
    if dissent.more:
        counts.append(f"also count{'' if several else 's'} {_those(dissent.more, cite)}")
    if dissent.fewer:
        counts.append(f"{'do' if several else 'does'} not count {_those(dissent.fewer, cite)}")
    standing = _standing(requirement, dissent.stand, clock, cite)
    if counts:
        return f"{lead}{end} {' and '.join(counts)}: {standing}."
    return f"by {lead}, {standing}."


def _reading(reading: Reading, cite: Cite, introduced: set[str]) -> str:
    if reading.name in introduced:
        return f"“{reading.name}”"
    name = f"“{reading.title}” (“{reading.name}”; " if reading.title else f"“{reading.name}” ("
    return f"{name}{held_by(reading)}){cite(published(reading.sources))}"


def _those(parts: Iterable[Portion], cite: Cite) -> str:
    return listed(
        f"{people(part.count, part.nationality, part.kind)}{cite(part.count)} of "
        f"{listed(map(date_words, part.days))} {outside_agreement(part.basis)}".rstrip()
        for part in parts
    )


def totals_sentence(terms: Terms, account: Account, cite: Cite) -> str:
    """Say whom each party released since the start."""
    scope = "since the truce began that day"
    if account.first != account.day:
        scope = f"in all, over the truce days of {days_words(account.first, account.day)}"
    clauses = [_party_total(terms, account, party_day, cite) for party_day in account.told]
    return f"{scope}, {'; '.join(clauses)}."


def _party_total(terms: Terms, account: Account, party_day: PartyDay, cite: Cite) -> str:
    party, kinds = terms.parties[party_day.party], by_kind(party_day.total)
    if not kinds:
        return f"no release by {party} is recorded"
    people_by_kind = listed(_kind(parts, cite, alone=len(kinds) == 1) for parts in kinds)
    return f"{party} {_VERB[account.over]} {people_by_kind}"


def _kind(parts: Sequence[Portion], cite: Cite, *, alone: bool) -> str:
    """Say how many of one kind, and of whom, under the agreement and outside it."""
    first, one, groups = parts[0], len(parts) == 1, by_basis(parts)
    whole = add_headcounts(part.count for part in parts)
    words = f"{people(whole, first.nationality if one else '', first.kind)}{cite(whole)}"
    split = f"{every(whole.people)}{outside_agreement(first.basis) or 'under the agreement'}"
    if one:
        split = "; ".join(asides(first, split, alone=True))
    elif len(groups) == 1:
        split = f"{split}: {listed(_short(part, cite) for part in parts)}"
    else:
        split = grouped(_split(basis, group, cite) for basis, group in groups).strip()
    if not alone or "; " in split:
        return f"{words} ({split})"
    return f"{words}{', ' if len(groups) == 1 else ': '}{split}"


def _split(basis: str, parts: Sequence[Portion], cite: Cite) -> tuple[str, str]:
    under = " under the agreement" if basis == AGREEMENT else ""
    *most, last = parts  # what the last rests on is said after the agreement
    portions = listed([*(_short(part, cite) for part in most), _short(last, cite, under)])
    return "" if under else f"outside it as “{basis}”", portions


def _short(part: Portion, cite: Cite, under: str = "") -> str:
    who = part.nationality.replace(";", "-")
    if not who[:1].isupper():
        who = f"of {f'nationality “{who}”' if who else 'no nationality recorded'}"
    how_many = "an undisclosed number" if part.count.hidden else amount(part.count)
    return " ".join([f"{how_many} {who}{cite(part.count)}{under}", *rests_on(part.count)])


def uncounted_sentence(terms: Terms, party_day: PartyDay, cite: Cite) -> str:
    """Say what is recorded of a party and not in the totals."""
    count, rests = party_day.outside, "; ".join(rests_on(party_day.outside))
    whom = f"{amount_of(count)} {'person' if count.one else 'people'}{cite(count)}"
    where = f"{terms.parties[party_day.party]} before the truce{f' ({rests})' if rests else ''}"
    return f"not in these totals: {whom} recorded for {where}."
