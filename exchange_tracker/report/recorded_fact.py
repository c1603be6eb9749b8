"""A fact as it was recorded, in a few words by which whoever typed it sees what it says."""

from datetime import date
from typing import assert_never

from exchange_tracker.facts.entry import entry_of, headcount, is_open
from exchange_tracker.facts.model import AGREEMENT, AnyFact, Claim, Happening, Release, Terms
from exchange_tracker.facts.model import Source as PublishedSource
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import Clock, say_days
from exchange_tracker.report.history import summary
from exchange_tracker.report.people_english import (
    date_words,
    noun_of,
    outside_agreement,
    when_words,
)
from exchange_tracker.report.phrases import releasing

_REMAINS = "remains"


def fact_words(terms: Terms, clock: Clock, fact: AnyFact) -> str:
    """Say what a fact says; of what happened to people how many, whose, when and in which truce day."""
    match fact:
        case Release():
            words = f"{_who(terms, fact)} released by {releasing(terms, fact.party)}"
            outside = outside_agreement(fact.basis or AGREEMENT)
            return f"{', '.join(filter(None, (words, outside)))} {_release_days(clock, fact)}"
        case Movement():
            held = f"{_who(terms, fact)} in the hands of {releasing(terms, fact.party)}"
            first, last = (date.fromisoformat(day) for day in (fact.day, fact.until or fact.day))
            return f"{held}: {fact.movement} {_days(first, last)}"
        case Claim() | PublishedSource():
            return summary(fact)
        case _:
            assert_never(fact)


def _who(terms: Terms, fact: Happening) -> str:
    """Say how many of whom: ``8 Israeli hostages (woman, minor)``."""
    least, more = headcount(fact.count), is_open(fact.count)
    one = least == 1 and not more
    whose = fact.nationality.replace(";", "-")
    adjective = f"{whose} " if whose[:1].isupper() else ""
    aside = [*([] if adjective or not whose else [whose]), *filter(None, fact.category.split(";"))]
    people = f"{adjective}{'person' if one else 'people'}"
    words = noun_of(terms, fact.kind, one=one)
    noun = f"{adjective}{words}" if words else f"{people} recorded as “{fact.kind}”"
    number = f"{'at least ' if more else ''}{least:,}"
    if more and not least:
        number = "an undisclosed number of"
    if fact.kind == _REMAINS and not words:
        noun, number = people, f"the remains of {number}"
    more_of_them = f" ({', '.join(aside)})" if aside else ""
    return f"{number} {noun}{more_of_them}"


def _release_days(clock: Clock, release: Release) -> str:
    """Say when, by the calendar of the truce's zone, and in which truce day that lies."""
    entry = entry_of(release, clock)
    if not entry.moment:
        return _days(entry.first, entry.day)
    local = clock.local(entry.moment)
    return f"at {local:%H:%M} on {date_words(local.date())} (truce day {entry.day})"


def _days(first: date, last: date) -> str:
    on = "on " if first == last else ""
    days = "day" if first == last else "days"
    return f"{on}{when_words(first, last)} (truce {days} {say_days(first, last)})"
