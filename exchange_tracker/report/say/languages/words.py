"""What a language has to say in ``xt say``: its phrases, and its grammar of numbers, days and people.

A phrase is a text with places in braces; each language has the same places. What must agree (numbers,
genders, plurals) is made by the grammar. ``cite`` marks follow the words that they belong to.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple, Protocol

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.queries.account_rows import Headcount

ASIDE = r"\([^()]*\)|“[^”]*”|«[^»]*»|\d,\d"  # commas in there do not divide a list


class Kind(NamedTuple):
    """A kind by its own name, and as the terms word it; ``None`` where they do not."""

    name: str
    own: KindWords | None

    @property
    def is_people(self) -> bool:
        """Return whether it is people, which a kind that the terms do not word is."""
        return self.own is None or self.own.people


class Grammar(Protocol):
    """What makes words agree in a language."""

    def number(self, number: int) -> str:
        """Write a number that stands by itself: in letters up to ten."""

    def day(self, day: date, year: int | None = None) -> str:
        """Write a day, without its year where that is the one said before."""

    def days(self, first: date, last: date, year: int | None = None) -> str:
        """Write a range of days, no month or year said twice."""

    def over(self, first: date, last: date, year: int | None = None) -> str:
        """Say over which days; on one; or from when on, without an end."""

    def range(self, least: int, most: Amount) -> str:
        """Write a number of which the least and the most are known."""

    def people(self, count: Headcount, nationality: str, kind: Kind) -> str:
        """Say how many people or things, of which nationality and kind."""

    def some(self, count: Headcount, noun: KindWords) -> str:
        """Count people at large, or a thing by the words of the terms: ``four people``."""

    def share(self, count: Headcount, nationality: str, kind: Kind) -> str:
        """Say how many of those just named are of a nationality: ``78 Israeli``."""

    def nationality(self, cell: str, count: Headcount) -> str:
        """Say of what nationality some remains are: ``both Israeli``."""

    def category(self, cell: str, headcount: int, *, whole: bool) -> str:
        """Say how many are of a category; ``whole``: all of those just named are."""

    def every(self, headcount: int, phrase: str) -> str:
        """Say a phrase of all of so many people."""

    def count(self, least: int, most: Amount) -> str:
        """Say how many count: ``eight count``."""

    def own(self, word: str) -> str:
        """Write a word of the terms for a thing, as it stands within a sentence."""

    def credited(self, people: int) -> str:
        """Say how many are credited: ``two are credited``."""

    def still_due(self, words: str, *, one: bool) -> str:
        """Say how many are still due: ``two are still due``."""

    def title(self, name: str) -> str:
        """Quote a name as it is recorded."""

    def finish(self, text: str) -> str:
        """Return a sentence with its first letter and its punctuation as the language has them."""


class Words(NamedTuple):
    """The phrases of one language; each holds where its name says, and has the places that are named."""

    grammar: Grammar
    and_: str
    or_: str
    at_least: str  # number
    at_most: str  # number
    unknown_number: str
    # The day
    hour: str  # the form of a time of day
    on_day: str  # day
    on_truce_day: str  # day, hour, zone
    up_to: str  # moment
    recorded_up_to: str  # moment
    now: str  # hour, day, zone, began
    began: str  # day, hour
    at_hour: str  # hour, day
    some_time: str  # days
    judged: str  # moment, source
    ledger: str  # head
    folder: str
    # Who released whom
    released: str  # who, whom
    released_together: str
    has_released: str
    have_released: str
    together_first: str  # who
    together: str  # who
    alone: str  # who
    is_recorded: str  # what, who
    are_recorded: str
    by_whom: str
    nobody: str  # who
    nobody_that_day: str
    nobody_this_day_alone: str
    nobody_that_day_alone: str
    left_out: str
    since_that_day: str  # clauses
    in_all: str  # days, clauses
    uncounted: str  # whom, who
    outside: str  # basis
    among: str  # categories
    recorded_nationality: str  # name
    no_nationality: str
    full_number: str
    # How it stands
    as_written: str  # titles, standing
    as_written_first: str  # items
    item: str  # titles, standing
    item_of: str  # whom, standing
    owed_by: str  # titles, who
    owed_together: str  # titles, who
    minimum: str  # number
    due: str  # number
    due_range: str  # number
    what_is_due: str
    brought: str  # due, own, number
    all_brought: str  # due
    under: str  # came, number, due
    nothing_of: str  # came, due
    more_than: str  # came, number, due
    exactly: str  # came, due
    with_credit: str  # came, due
    no_fewer: str  # came, due
    no_fewer_with_credit: str
    none_due: str  # came, mark
    no_release: str  # due
    no_thing: str  # due
    open_: str  # came, due, sides
    hidden_side: str
    others_count: str
    they_count: str
    due_side: str
    credit_side: str
    so_far_now: str  # up to the moment of judgement
    so_far_then: str  # up to the end of the day
    none_so_far: str  # so_far, due, end
    none_due_so_far: str  # so_far, came
    against_so_far: str  # so_far, came, due
    still_so_far: str  # so_far, came, due, still, end
    unknown_due: str
    up_to_number: str  # number
    not_agreed: str
    no_release_open: str
    came_so_far: str  # so_far, came, end
    period_ends: str  # moment
    deadline: str  # moment
    no_date: str
    one_day_since: str  # title
    days_since: str  # number, title
    what_is_owed: str
    no_date_yet: str  # asked
    hangs: str  # asked, title
    due_from: str  # asked, day
    dated: str  # asked, title, moment
    # Readings
    another: str  # names
    others: str  # number, names
    known_reading: str  # names
    known_readings: str
    held_by: str  # holder
    held_by_none: str
    by_reading: str  # lead, clauses
    also_counting: str  # whom
    not_counting: str  # whom
    of_days: str  # whom, days
    nothing_owed: str
    nothing_owed_day: str
    event_was: str  # title, moment, periods
    other_days: str  # periods
    not_begun: str  # over
    standing_over: str  # of, over
    standing_so_far: str  # so_far, of, over
    not_known: str  # over
    of_due: str  # came, due
    with_credited: str  # came, number, mark
    none: str
    # Who is held, and what it rests on
    held_end: str  # number, title; of nobody ``number`` is none
    held_end_one: str
    held_now: str
    held_now_one: str
    held_open_end: str  # title
    held_open_now: str
    dead: str  # number
    dead_one: str
    dead_all: str
    by_party: str  # whom, who
    entry_of_none: str  # who
    support: str  # clauses
    day_support: str  # day, clauses
    single: str  # whom
    single_all: str
    unsourced: str  # whom
    unsourced_all: str
    no_source: str
    and_more: str  # number
    unlisted: str  # sources
    unlisted_one: str
    unlisted_source: str  # sources

    def listed(self, pieces: Iterable[str]) -> str:
        """Join pieces into a list, by semicolons where one of them holds a comma of its own."""
        *most, last = list(pieces)
        if any("," in re.sub(ASIDE, "", piece) for piece in (*most, last)):
            return f"; {self.and_} ".join([*(["; ".join(most)] if most else []), last])
        return f"{', '.join(most)} {self.and_} {last}" if most else last

    def grouped(self, groups: Iterable[tuple[str, str]]) -> str:
        """Join people under the agreement, who have no lead, and others after the lead of theirs."""
        (lead, text), *others = groups
        is_list = ";" in re.sub(ASIDE, "", text)  # then a comma would not end it
        between = "; " if len(others) > 1 else f"{';' if is_list else ''} {self.and_}, "
        first = f", {lead}, {text}" if lead else f" {text}"
        return "".join([first, *(f"{between}{lead}, {text}" for lead, text in others)])


def range_of(
    least: int, most: Amount, number: Callable[[int], str], words: tuple[str, str, str, str]
) -> str:
    """Write a range by the words of a language: at least, at most, ``or`` and ``to``."""
    at_least, at_most, either, between = words
    if least == most:
        return number(least)
    if most == UNLIMITED:
        return at_least.format(number=number(least))
    if not least:
        return at_most.format(number=number(int(most)))
    return f"{number(least)} {either if most == least + 1 else between} {number(int(most))}"
