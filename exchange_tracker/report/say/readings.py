"""What was due by the terms as written, and by each reading that differs, with who holds it."""

from collections.abc import Sequence

from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.queries.account_facts import Dissent, Elsewhere, Requirement
from exchange_tracker.queries.account_rows import Portion, published
from exchange_tracker.report.say.standing import elsewhere_clause, standing_clause
from exchange_tracker.report.say.telling import Telling, by_days


def written_clause(telling: Telling, requirement: Requirement) -> str:
    """Say what was due over a period by the terms as written, and how that stands.

    The days of a period that has begun are named unless they are the day that is told.
    """
    words = telling.words.as_written.format(
        titles=titles(telling, requirement.obligations),
        standing=standing_clause(telling, requirement, requirement.outcome),
    )
    return f"{over_lead(telling, requirement)}{words}"


def over_lead(telling: Telling, requirement: Requirement) -> str:
    """Name the days of a period that has begun and is another than the day that is told."""
    verdict = requirement.outcome.verdict
    if not verdict.status.has_begun or verdict.first == verdict.last == telling.day:
        return ""
    return f"{telling.over_days(verdict.first, verdict.last)}, "


def titles(telling: Telling, obligations: Sequence[Obligation]) -> str:
    """Name obligations by their titles, and who owes them where they do so together, or others the same."""
    names = telling.words.listed(telling.title(one.title or one.id) for one in obligations)
    parties = obligations[0].parties
    if len(parties) == 1:
        if not any(_has_namesake(telling, one) for one in obligations):
            return names
        return telling.words.owed_by.format(titles=names, who=telling.parties(parties))
    return telling.words.owed_together.format(titles=names, who=telling.parties(parties))


def _has_namesake(telling: Telling, obligation: Obligation) -> bool:
    """Return whether another party owes what has the same title."""
    every = (one for reading in telling.terms.readings for one in reading.obligations)
    return any(
        one.title and one.title == obligation.title and one.parties != obligation.parties
        for one in every
    )


def dissent_clause(
    telling: Telling, requirement: Requirement, dissent: Dissent, introduced: set[str]
) -> str:
    """Say what readings that say the same say otherwise; who holds those not ``introduced`` yet."""
    standing = standing_clause(telling, requirement, dissent.outcome)
    counting = counting_words(telling, dissent.more, dissent.fewer)
    lead = reading_lead(telling, dissent.readings, introduced)
    if not counting:
        return telling.words.by_reading.format(lead=lead, clauses=standing)
    clauses = f"{counting}: {standing}"
    return telling.words.by_reading.format(lead=lead, clauses=clauses)


def elsewhere_words(
    telling: Telling, requirement: Requirement, elsewhere: Elsewhere, introduced: set[str]
) -> str:
    """Say what readings say that judge other days, or know no such obligation."""
    lead = reading_lead(telling, elsewhere.readings, introduced)
    clauses = elsewhere_standing(telling, requirement, elsewhere)
    return telling.words.by_reading.format(lead=lead, clauses=clauses)


def elsewhere_standing(telling: Telling, requirement: Requirement, elsewhere: Elsewhere) -> str:
    """Say how it stands by readings that judge other days, or know no such obligation."""
    return elsewhere_clause(telling, requirement.outcome.verdict, elsewhere)


def counting_words(telling: Telling, more: Sequence[Portion], fewer: Sequence[Portion]) -> str:
    """Say whom a reading also counts, and whom it does not; blank where it counts the same."""
    words, clauses = telling.words, []
    if more:
        clauses.append(words.also_counting.format(whom=by_days(telling, more)))
    if fewer:
        clauses.append(words.not_counting.format(whom=by_days(telling, fewer)))
    return f" {words.and_} ".join(clauses)


def reading_lead(telling: Telling, readings: Sequence[Reading], introduced: set[str]) -> str:
    """Name readings, and who holds those that were not introduced."""
    words, several = telling.words, len(readings) > 1
    are_new = introduced.isdisjoint(reading.name for reading in readings)
    names = words.listed(_reading(telling, reading, introduced) for reading in readings)
    introduced.update(reading.name for reading in readings)
    if are_new and several:
        return words.others.format(number=telling.number(len(readings)), names=names)
    if are_new:
        return words.another.format(names=names)
    return (words.known_readings if several else words.known_reading).format(names=names)


def _reading(telling: Telling, reading: Reading, introduced: set[str]) -> str:
    words, name = telling.words, telling.title(reading.name)
    if reading.name in introduced:
        return name
    holder = words.held_by.format(holder=reading.held_by) if reading.held_by else words.held_by_none
    behind = telling.cite(published(reading.sources))
    if not reading.title:
        return f"{name} ({holder}){behind}"
    return f"{telling.title(reading.title)} ({name}; {holder}){behind}"
