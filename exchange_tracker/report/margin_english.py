"""What would turn a verdict in plain words: each offer a sentence that could follow "if"."""

from collections.abc import Iterator
from typing import assert_never

from exchange_tracker.facts.alternative import Alternative, Replaced
from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.groups import GROUP_COLUMNS
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import AGREEMENT, AS_WRITTEN, Obligation, Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.margin.margin import Margin
from exchange_tracker.queries.margin.offer import By, Offer
from exchange_tracker.report.kind_words import counted, noun_of_kind, noun_of_kinds
from exchange_tracker.report.obligation_english import asked, carried, over, runs
from exchange_tracker.report.people_english import date_words, listed, number
from exchange_tracker.report.phrases import joined
from exchange_tracker.report.terms import asks, selected

_ALONE = ("", "", "; neither alone", "; only all three together", "; only all four together")
"""What is said of so many replacements, none of whose parts is enough."""


def offer_words(terms: Terms, clock: Clock, margin: Margin, offer: Offer) -> str:
    """Say what would turn a verdict."""
    noun = noun_of_kinds(terms, margin.obligation.counts.kind)
    match offer.by:
        case By.PEOPLE:
            return f"{_more(noun, offer.people or 0)} delivered"
        case By.OTHER_SIDE:
            return _other_side(terms, margin.obligation, offer)
        case By.ENTRY:
            return "" if offer.entry is None else _entry(terms, offer.entry, offer.key)
        case By.RULE:
            other = offer.alternative
            return "" if other is None else _rule(terms, clock, margin.obligation, other)
        case By.CLAIM:
            figure = offer.people or 0
            return f"{counted(noun, figure)} {_be(figure)} delivered, as the claim {offer.id} says"
        case _:
            assert_never(offer.by)


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _more(noun: KindWords, count: int) -> str:
    """Say how many more or fewer, with the verb: ``two people more are``."""
    people = abs(count)
    words = f"{number(people)} {noun.one if people == 1 else noun.many}".rstrip()
    return f"{words} {'more' if count > 0 else 'fewer'} {_be(people)}"


def _other_side(terms: Terms, obligation: Obligation, offer: Offer) -> str:
    """Say how many more or fewer of those for whom something is owed."""
    item = obligation.for_each[int(offer.key) - 1]
    owed = f"for each of whom {number(item.owed)} {_be(item.owed)} owed"
    if item.counts is None:
        people = _more(noun_of_kinds(terms, ()), offer.people or 0)
        return f"{people} applied to {item.obligation}, {owed}"
    noun = noun_of_kinds(terms, item.counts.kind)
    return f"{_more(noun, offer.people or 0)} released of: {selected(item.counts)}; {owed}"


def _entry(terms: Terms, entry: Entry, key: str) -> str:
    noun = noun_of_kind(terms, entry.release.kind)
    whom = f"{entry.id} ({counted(noun, entry.headcount, is_open=entry.is_open)})"
    if not key:
        return f"{whom} does not count"
    return f"{whom} counts, although its {key} is {_cell(entry, key)}"


def _cell(entry: Entry, key: str) -> str:
    if key not in GROUP_COLUMNS:
        return date_words(entry.day)
    cell: str = getattr(entry.release, key) or AGREEMENT
    return f"“{cell.replace(';', ' ')}”"


def _rule(terms: Terms, clock: Clock, own: Obligation, alternative: Alternative) -> str:
    """Say what another reading replaces, who reads it so, and that no part of it is enough."""
    other = alternative.obligation
    parts = ["nothing is owed"]
    if other is not None:
        parts = [_replaced(terms, clock, each, own, other) for each in alternative.replaced]
    reading = alternative.reading
    who = "as the terms are written" if reading == AS_WRITTEN else f"as {reading} reads it"
    return f"{listed(parts)}, {who}{_ALONE[len(parts)]}"


def _replaced(
    terms: Terms, clock: Clock, replaced: Replaced, own: Obligation, other: Obligation
) -> str:
    match replaced:
        case Replaced.COUNTS:
            return _counts(own, other)
        case Replaced.REQUIREMENT:
            table = other.at_dates or other.at_phases
            return f"what is owed is {asks(other) if table else asked(terms, other)}"
        case Replaced.DATES:
            return f"it is judged {over(other)} and {runs(terms, other, clock)}"
        case Replaced.CARRY:
            return carried(other)
        case Replaced.VOID:
            return "nothing is owed"
        case _:
            assert_never(replaced)


def _counts(own: Obligation, other: Obligation) -> str:
    """Say which words of a selector are others: ``basis agreement or separate counts``."""
    words = list(_columns(own, other))
    excluded = other.counts.excluded
    if excluded != own.counts.excluded:
        words.append(f"all except ({selected(excluded)})" if excluded else "no exception")
    return f"{joined(words, 'and')} count{'' if len(words) > 1 else 's'}"


def _columns(own: Obligation, other: Obligation) -> Iterator[str]:
    for column in GROUP_COLUMNS:
        words = getattr(other.counts, column)
        if words != getattr(own.counts, column):
            yield f"any {column}" if words is None else f"{column} {' or '.join(words)}"
