"""The English of ``xt say``, its sentences. Another language is this and ``people_english``."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from exchange_tracker.facts.model import Reading
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
    Telling,
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


def opening(telling: Telling, at: datetime, account: Account) -> str:
    """Say which truce day it is, and up to when; what the first party did follows."""
    clock, zone = telling.clock, telling.terms.timezone
    begins, now = clock.local(clock.begins(account.day)), clock.local(at)
    day, own_hour = date_words(account.day), begins.time() != time(0)
    if not account.over:
        began = (
            f"; the truce day of {date_words(account.day, now.year)} began at {begins:%H:%M}"
            if own_hour
            else ""
        )
        moment = f"{now:%H:%M} on {date_words(now.date())} ({zone}{began})"
        return f"by what is recorded up to {moment}, "
    return (
        f"on the truce day of {day} (from {begins:%H:%M}, {zone}), " if own_hour else f"on {day}, "
    )


def releases_clause(telling: Telling, account: Account, party_day: PartyDay) -> str:
    """Say whom a party released on the day."""
    party, portions, cite = telling.terms.parties[party_day.party], party_day.freed, telling.cite
    if not portions:
        when = "" if party_day == account.party_days[0] else " that day"  # the opening has said it
        return f"no release by {party} is recorded{when}"
    alone = len(portions) == 1
    groups = (
        (outside_agreement(basis), listed(portion(part, cite, alone=alone) for part in parts))
        for basis, parts in by_basis(portions)
    )
    return f"{party} {_VERB[account.over]}{grouped(groups)}"


def requirement_sentence(telling: Telling, requirement: Requirement) -> str:
    """Say what was due from a party over a period by the terms as written, and how that stands."""
    verdict = requirement.outcome.verdict
    titles = "; ".join(f"“{one.title or one.id}”" for one in requirement.obligations)
    if len(verdict.parties) > 1:
        titles += f", owed by {parties(telling.terms, verdict.parties)} together"
    days = days_words(verdict.first, verdict.last, telling.year)
    over = "" if verdict.first == verdict.last else f"over {days}, "
    standing = standing_clause(telling, requirement, requirement.outcome)
    return f"{over}by the terms as written ({titles}), {standing}."


def dissent_sentence(
    telling: Telling, requirement: Requirement, dissent: Dissent, introduced: set[str]
) -> str:
    """Say what readings that say the same say otherwise; who holds those not ``introduced`` yet."""
    several = len(dissent.readings) > 1
    lead, end = _lead(telling, dissent.readings, introduced)
    counts = []
    if dissent.more:
        counts.append(f"also count{'' if several else 's'} {_those(telling, dissent.more)}")
    if dissent.fewer:
        counts.append(f"{'do' if several else 'does'} not count {_those(telling, dissent.fewer)}")
    standing = standing_clause(telling, requirement, dissent.outcome)
    if counts:
        return f"{lead}{end} {' and '.join(counts)}: {standing}."
    return f"by {lead}, {standing}."


def elsewhere_sentence(telling: Telling, elsewhere: Elsewhere, introduced: set[str]) -> str:
    """Say what readings say that judge other days, or know no such obligation."""
    lead, _ = _lead(telling, elsewhere.readings, introduced)
    return f"by {lead}, {elsewhere_clause(telling, elsewhere.statement)}."


def _lead(telling: Telling, readings: Sequence[Reading], introduced: set[str]) -> tuple[str, str]:
    """Name readings, and return what ends their names where a verb follows."""
    several, cite = len(readings) > 1, telling.cite
    names = listed(_reading(reading, cite, introduced) for reading in readings)
    if introduced.isdisjoint(reading.name for reading in readings):
        which = f"{number(len(readings))} other readings" if several else "another reading"
        return f"{which}, {names}", ","
    return f"the reading{'s' if several else ''} {names}", ""


def _reading(reading: Reading, cite: Cite, introduced: set[str]) -> str:
    if reading.name in introduced:
        return f"“{reading.name}”"
    name = f"“{reading.title}” (“{reading.name}”; " if reading.title else f"“{reading.name}” ("
    return f"{name}{held_by(reading)}){cite(published(reading.sources))}"


def _those(telling: Telling, parts: Iterable[Portion]) -> str:
    return listed(
        f"{people(part.count, part.nationality, part.kind)}{telling.cite(part.count)} of "
        f"{listed(date_words(day, telling.year) for day in part.days)}"
        f" {outside_agreement(part.basis)}".rstrip()
        for part in parts
    )


def totals_sentence(telling: Telling, account: Account) -> str:
    """Say whom each party released since the start."""
    scope = "since the truce began that day"
    if account.first != account.day:
        scope = (
            f"in all, over the truce days of {days_words(account.first, account.day, telling.year)}"
        )
    clauses = [_party_total(telling, account, party_day) for party_day in account.party_days]
    return f"{scope}, {'; '.join(clauses)}."


def _party_total(telling: Telling, account: Account, party_day: PartyDay) -> str:
    party, kinds = telling.terms.parties[party_day.party], by_kind(party_day.total)
    if not kinds:
        return f"no release by {party} is recorded"
    people_by_kind = listed(_kind(parts, telling.cite, alone=len(kinds) == 1) for parts in kinds)
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
    return outside_agreement(basis), listed(_short(part, cite) for part in parts)


def _short(part: Portion, cite: Cite) -> str:
    who = part.nationality.replace(";", "-")
    if not who[:1].isupper():
        who = f"of {f'nationality “{who}”' if who else 'no nationality recorded'}"
    how_many = "an undisclosed number" if part.count.hidden else amount(part.count)
    return ", ".join([f"{how_many} {who}{cite(part.count)}", *rests_on(part.count)])


def uncounted_sentence(telling: Telling, party_day: PartyDay) -> str:
    """Say what is recorded of a party and not in the totals."""
    count, rests = party_day.outside, "; ".join(rests_on(party_day.outside))
    whom = f"{amount_of(count)} {'person' if count.one else 'people'}{telling.cite(count)}"
    where = (
        f"{telling.terms.parties[party_day.party]} before the truce{f' ({rests})' if rests else ''}"
    )
    return f"not in these totals: {whom} recorded for {where}."
