"""Whether an entry matches: yes, perhaps, or no (ledger.md, sections 2.1 and 2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from tests.naive.clock import Clock
from tests.naive.facts import COLUMNS, Entry, Terms, words_of

UNLIMITED = float("inf")


class Match(IntEnum):
    """How sure it is; of several conditions the least sure one holds (`min`)."""

    NO = 0
    MAY = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a number may be; the most may be UNLIMITED."""

    least: int
    most: float


def has_happened(entry: Entry, clock: Clock, at: datetime) -> bool:
    """Say whether an entry has happened: its last day has begun, and its moment has come."""
    return clock.start(entry.until) <= at and (entry.moment is None or entry.moment <= at)


def match_days(entry: Entry, first: date, last: date | None) -> Match:
    """Say whether all (YES), some (MAY) or none of an entry's days lie in a range of days."""
    begins_inside = first <= entry.day and (last is None or entry.day <= last)
    ends_inside = first <= entry.until and (last is None or entry.until <= last)
    if begins_inside and ends_inside:
        return Match.YES
    apart = entry.until < first or (last is not None and last < entry.day)
    return Match.NO if apart else Match.MAY


def match_party(entry: Entry, parties: Iterable[str]) -> Match:
    """Say whether all (YES), some (MAY) or none of an entry's parties are among these."""
    inside = set(entry.party) & set(parties)
    if not inside:
        return Match.NO
    return Match.YES if inside == set(entry.party) else Match.MAY


def match_column(entry: Entry, column: str, words: Iterable[str]) -> Match:
    """Say whether one of an entry's values is among the words; MAY where it has none."""
    values = set(entry.words(column))
    if not values:
        return Match.MAY
    return Match.YES if values & set(words) else Match.NO


def match_selector(entry: Entry, selector: Terms) -> Match:
    """Say whether an entry matches a selector, `except` and `party` (of `for_each`) included."""
    answers = [Match.YES]
    if "party" in selector:
        answers.append(match_party(entry, words_of(selector["party"])))
    answers.extend(
        match_column(entry, column, words_of(selector[column]))
        for column in COLUMNS
        if column in selector
    )
    if "except" in selector:
        answers.append(Match(Match.YES - match_except(entry, selector["except"])))
    return min(answers)


def match_except(entry: Entry, selector: Terms) -> Match:
    """Say whether an entry matches an `except`: a blank column never does, parties may."""
    for column in COLUMNS:
        if column in selector and not set(entry.words(column)) & set(words_of(selector[column])):
            return Match.NO
    return match_party(entry, words_of(selector["party"])) if "party" in selector else Match.YES


def sum_people(matches: Iterable[tuple[Entry, Match]]) -> Range:
    """Return the people in entries that match (least), and in those that may (most)."""
    pairs = [(entry, match) for entry, match in matches if match is not Match.NO]
    least = sum(entry.least for entry, match in pairs if match is Match.YES)
    if any(entry.open for entry, _ in pairs):
        return Range(least, UNLIMITED)
    return Range(least, sum(entry.least for entry, _ in pairs))
