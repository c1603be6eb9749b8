"""The English of ``xt say``, its sentences. Another language is this and ``people_english``."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from exchange_tracker.facts.model import AGREEMENT, Reading, Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.account import Account, Dissent, Elsewhere, PartyDay, Requirement
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
from exchange_tracker.report.phrases import held_by, parties
from exchange_tracker.report.standing_english import elsewhere_clause, standing_clause

_VERB = ("has released", "released")  # of a day that is not over, of one that is
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
        moment = f"{now:%H:%M} on {date_words(now.date(), year=True)} ({zone}{began})"
        return f"by what is recorded up to {moment}, "
    return (
        f"on the truce day of {day} (from {begins:%H:%M}, {zone}), " if own_hour else f"on {day}, "
    )


def releases_clause(terms: Terms, account: Account, party_day: PartyDay, cite: Cite) -> str:
    """Say whom a party released on the day."""
    party, portions = terms.parties[party_day.party], party_day.freed
    if not portions:
        when = "" if party_day == account.party_days[0] else " that day"  # the opening has said it
        return f"no release by {party} is recorded{when}"
    alone = len(portions) == 1
    groups = (
        (outside_agreement(basis), listed(portion(part, cite, alone=alone) for part in parts))
        for basis, parts in by_basis(portions)
    )
    return f"{party} {_VERB[account.over]}{grouped(groups)}"


def requirement_sentence(terms: Terms, clock: Clock, requirement: Requirement, cite: Cite) -> str:
    """Say what was due from a party over a period by the terms as written, and how that stands."""
    verdict = requirement.outcome.verdict
    titles = "; ".join(f"“{one.title or one.id}”" for one in requirement.obligations)
    if len(verdict.parties) > 1:
        titles += f", owed by {parties(terms, verdict.parties)} together"
    over = (
        "" if verdict.first == verdict.last else f"over {days_words(verdict.first, verdict.last)}, "
    )
    standing = standing_clause(requirement, requirement.outcome, clock, cite)
    return f"{over}by the terms as written ({titles}), {standing}."


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
    standing = standing_clause(requirement, dissent.outcome, clock, cite)
    if counts:
        return f"{lead}{end} {' and '.join(counts)}: {standing}."
    return f"by {lead}, {standing}."


def elsewhere_sentence(elsewhere: Elsewhere, cite: Cite, introduced: set[str]) -> str:
    """Say what readings say that judge other days, or know no such obligation."""
    several, names = len(elsewhere.readings) > 1, {one.name for one in elsewhere.readings}
    readings = listed(_reading(reading, cite, introduced) for reading in elsewhere.readings)
    if introduced.isdisjoint(names):
        which = f"{number(len(names))} other readings" if several else "another reading"
        lead = f"{which}, {readings}"
    else:
        lead = f"the reading{'s' if several else ''} {readings}"
    return f"by {lead}, {elsewhere_clause(elsewhere.statement)}."


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
    clauses = [_party_total(terms, account, party_day, cite) for party_day in account.party_days]
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
    outside = outside_agreement(first.basis)  # a blank basis means the agreement: nobody said so
    split = f"{every(whole.people)}{outside}" if outside else ""
    if one:
        split = "; ".join(asides(first, split, alone=True))
    elif len(groups) == 1:
        split = ": ".join(filter(None, [split, listed(_short(part, cite) for part in parts)]))
    else:
        split = grouped(_split(basis, group, cite) for basis, group in groups).strip()
    if not split:
        return words
    if not alone or "; " in split:
        return f"{words} ({split})"
    return f"{words}{', ' if len(groups) == 1 else ': '}{split}"


def _split(basis: str, parts: Sequence[Portion], cite: Cite) -> tuple[str, str]:
    under = " under the agreement" if basis == AGREEMENT else ""
    *most, last = parts  # what the last rests on is said after the agreement
    portions = listed([*(_short(part, cite) for part in most), _short(last, cite, under)])
    return "" if under else f"recorded as “{basis}”", portions


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
