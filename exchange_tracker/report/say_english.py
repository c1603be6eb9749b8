"""The English of ``xt say``, its sentences. Another language is this and ``people_english``."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from exchange_tracker.facts.model import Reading
from exchange_tracker.judging.verdict import Status
from exchange_tracker.queries.account import Account, Dissent, Elsewhere, Requirement
from exchange_tracker.queries.account_rows import Portion, published
from exchange_tracker.report.people_english import (
    Cite,
    Telling,
    date_words,
    listed,
    number,
    outside_agreement,
    over_words,
    people,
    when_words,
)
from exchange_tracker.report.phrases import held_by, parties
from exchange_tracker.report.standing_english import elsewhere_clause, standing_clause

NO_SOURCE = "no source recorded"


def opening(telling: Telling, account: Account) -> str:
    """Say which truce day it is, and up to when; what the first party did follows."""
    clock, zone = telling.clock, telling.terms.timezone
    begins, now = clock.local(clock.begins(account.day)), clock.local(telling.at)
    day, own_hour = date_words(account.day), begins.time() != time(0)
    if not account.over:
        began = (
            f"; the truce day of {date_words(account.day, now.year)} began at {begins:%H:%M}"
            if own_hour
            else ""
        )
        moment = f"{now:%H:%M} on {date_words(now.date())} ({zone}{began})"
        freed = account.party_days[
            0
        ].freed  # else what follows says itself that nothing is recorded
        return f"{'by what is recorded ' if freed else ''}up to {moment}, "
    return (
        f"on the truce day of {day} (from {begins:%H:%M}, {zone}), " if own_hour else f"on {day}, "
    )


def requirement_sentence(telling: Telling, requirement: Requirement, day: date) -> str:
    """Say what was due from a party over a period by the terms as written, and how that stands.

    The days of a period that has begun are named unless they are the ``day`` that is told.
    """
    verdict = requirement.outcome.verdict
    titles = "; ".join(f"“{one.title or one.id}”" for one in requirement.obligations)
    if len(verdict.parties) > 1:
        titles += f", owed by {parties(telling.terms, verdict.parties)} together"
    days = over_words(verdict.first, verdict.last, telling.year)
    named = verdict.status.has_begun and not verdict.first == verdict.last == day
    over = f"{days}, " if named else ""
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


def elsewhere_sentence(
    telling: Telling, requirement: Requirement, elsewhere: Elsewhere, introduced: set[str]
) -> str:
    """Say what readings say that judge other days, or know no such obligation."""
    lead, _ = _lead(telling, elsewhere.readings, introduced)
    waits = requirement.outcome.verdict.status is Status.WAITING
    return f"by {lead}, {elsewhere_clause(telling, elsewhere, waits=waits)}."


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
        f"{people(telling.terms, part.count, part.nationality, part.kind)}"
        f"{telling.cite(part.count)} of "
        f"{listed(when_words(*span, telling.year) for span in part.days)}"
        f" {outside_agreement(part.basis)}".rstrip()
        for part in parts
    )
