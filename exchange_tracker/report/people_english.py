"""The English of numbers, dates and nouns, wherever people read a sentence."""

import re
from collections.abc import Iterable
from datetime import date

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.model import AGREEMENT, Terms
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.report.kind_words import kind_word

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WHO = ("woman", "man", "minor", "child", "soldier", "serviceman", "civilian")  # others are quoted
_KINDS = ("hostage", "prisoner", "detainee", "internee", "captive", "abductee", *WHO)  # likewise
_IRREGULAR = {"woman": "women", "man": "men", "child": "children", "serviceman": "servicemen"}
MANY = {noun: _IRREGULAR.get(noun, f"{noun}s") for noun in _KINDS}
_ASIDE = r"\([^()]*\)|“[^”]*”|\d,\d"  # commas in there do not divide a list


def number(headcount: int) -> str:
    """Write a number in letters up to ten."""
    return _NUMBERS[headcount] if 0 <= headcount < len(_NUMBERS) else f"{headcount:,}"


def range_words(least: int, most: Amount) -> str:
    """Write a number of which the least and the most are known: ``ten``, ``at least ten``."""
    if least == most:
        return number(least)
    if most == UNLIMITED:
        return f"at least {number(least)}"
    if not least:
        return f"at most {number(int(most))}"
    return f"{number(least)} {'or' if most == least + 1 else 'to'} {number(int(most))}"


def listed(pieces: Iterable[str]) -> str:
    """Join pieces into a list, by semicolons where one of them holds a comma of its own."""
    *most, last = list(pieces)
    if any("," in re.sub(_ASIDE, "", piece) for piece in (*most, last)):
        return "; and ".join([*(["; ".join(most)] if most else []), last])
    return f"{', '.join(most)} and {last}" if most else last


def date_words(day: date, year: int | None = None) -> str:
    """Write a day as ``30 November 2023``, without its year where that is the one said before."""
    return f"{day.day} {_MONTHS[day.month - 1]}{'' if day.year == year else f' {day.year}'}"


def days_words(first: date, last: date, year: int | None = None) -> str:
    """Write a range of days, no month or year said twice: ``24 to 30 November 2023``."""
    if first.year != last.year:
        return f"{date_words(first)} to {date_words(last)}"
    start = str(first.day) if first.month == last.month else date_words(first, first.year)
    return f"{start} to {date_words(last, year)}"


def over_words(first: date, last: date, year: int | None = None) -> str:
    """Say over which days: ``over 1 to 3 May``, ``on 1 May``; without an end ``from 1 May on``."""
    if last == NEVER:
        return f"from {date_words(first, year)} on"
    if first == last:
        return f"on {date_words(first, year)}"
    return f"over {days_words(first, last, year)}"


def when_words(first: date, last: date, year: int | None = None) -> str:
    """Say when somebody was released; of several days of which it is not known on which."""
    if first == last:
        return date_words(first, year)
    return f"some time from {days_words(first, last, year)}"


def outside_agreement(basis: str) -> str:
    """Say as what people are recorded who are not under the agreement; blank where they are."""
    return "" if basis == AGREEMENT else f"recorded as “{basis}”"


def noun_of(terms: Terms, kind: str, *, one: bool) -> str:
    """Return the word for one or for many of a kind: that of the terms, a common one, or blank."""
    if kind in terms.kinds:
        return kind_word(terms, kind, 1 if one else None)
    return noun_of_kind_name(kind, one=one)


def noun_of_kind_name(kind: str, *, one: bool) -> str:
    """Return the common word for one or for many of a kind; blank where its name is none."""
    return kind if one and kind in MANY else MANY.get(kind, "")
