"""The English of people, numbers and dates in ``xt say``: words, no whole sentence."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.model import AGREEMENT, Terms
from exchange_tracker.facts.truce_day import NEVER, Clock
from exchange_tracker.queries.account_rows import Headcount, Portion
from exchange_tracker.report.kind_words import kind_word

Cite = Callable[[Headcount], str]  # gives the rows behind a number, or nothing


class Telling(NamedTuple):
    """What the sentences of a paragraph share.

    ``at`` is the moment of judgement, ``year`` that of the truce day, which is said first.
    """

    terms: Terms
    clock: Clock
    at: datetime
    year: int
    cite: Cite


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WHO = ("woman", "man", "minor", "child", "soldier", "serviceman", "civilian")  # others are quoted
_KINDS = ("hostage", "prisoner", "detainee", "captive", *_WHO)  # likewise
_IRREGULAR = {"woman": "women", "man": "men", "child": "children", "serviceman": "servicemen"}
_MANY = {noun: _IRREGULAR.get(noun, f"{noun}s") for noun in _KINDS}
_REMAINS = "remains"
_ASIDE = re.compile(r"\([^()]*\)|“[^”]*”|\d,\d")  # commas in there do not divide a list


def number(headcount: int) -> str:
    """Write a number in letters up to ten."""
    return _NUMBERS[headcount] if 0 <= headcount < len(_NUMBERS) else f"{headcount:,}"


def listed(pieces: Iterable[str]) -> str:
    """Join pieces into a list, by semicolons where one of them holds a comma of its own."""
    *most, last = list(pieces)
    if any("," in _ASIDE.sub("", piece) for piece in (*most, last)):
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


def moment_of_day(telling: Telling, moment: datetime) -> str:
    """Write a moment as ``12:00 on 10 October``, in the truce's own time zone."""
    local = telling.clock.local(moment)
    return f"{local:%H:%M} on {date_words(local.date(), telling.year)}"


def every(headcount: int) -> str:
    """Return the word for all of so many people; blank for one and for none."""
    return {0: "", 1: "", 2: "both "}.get(headcount, "all ")


def _every_of(count: Headcount) -> str:
    """Return the word for all of so many; two of whom there may be more are not ``both``."""
    return "all " if count.undisclosed and count.people > 1 else every(count.people)


def outside_agreement(basis: str) -> str:
    """Say as what people are recorded who are not under the agreement; blank where they are."""
    return "" if basis == AGREEMENT else f"recorded as “{basis}”"


def grouped(groups: Iterable[tuple[str, str]]) -> str:
    """Join people under the agreement, who have no lead, and others after the lead of theirs."""
    (lead, text), *others = groups
    is_list = ";" in _ASIDE.sub("", text)  # then a comma would not end it
    between = "; " if len(others) > 1 else "; and, " if is_list else " and, "
    first = f", {lead}, {text}" if lead else f" {text}"
    return "".join([first, *(f"{between}{lead}, {text}" for lead, text in others)])


def portion(telling: Telling, part: Portion, *, alone: bool) -> str:
    """Say how many of whom, who they were, and what the number rests on."""
    cite = telling.cite
    words = f"{people(telling.terms, part.count, part.nationality, part.kind)}{cite(part.count)}"
    categories, details = _categories(part, cite), asides(telling.terms, part, alone=alone)
    if categories and alone and not details:
        return f"{words}{': ' if len(part.known) > 1 else ', '}{categories}"
    details = [*filter(None, [categories]), *details]
    return f"{words} ({'; '.join(details)})" if details else words


def people(terms: Terms, count: Headcount, nationality: str, kind: str) -> str:
    """Say how many people or things, of which nationality and kind.

    None of a thing are ``zero``: they are recorded, and ``no`` could be read as no record.
    """
    if kind == _REMAINS and kind not in terms.kinds:
        return f"the remains of {amount_of(count)} {'person' if count.one else 'people'}"
    noun = _noun(terms, kind, one=count.one)
    who = f"{nationality.replace(';', '-')} " if nationality[:1].isupper() else ""
    if count.hidden:
        return f"{who}{noun} whose number was not disclosed"
    nothing = not count.people and not terms.is_people(kind)
    return f"{'zero' if nothing else amount(count)} {who}{noun}"


def _noun(terms: Terms, kind: str, *, one: bool) -> str:
    return noun_of(terms, kind, one=one) or f"{'person' if one else 'people'} recorded as “{kind}”"


def noun_of(terms: Terms, kind: str, *, one: bool) -> str:
    """Return the word for one or for many of a kind: that of the terms, a common one, or blank."""
    if kind in terms.kinds:
        return kind_word(terms, kind, 1 if one else None)
    return kind if one and kind in _MANY else _MANY.get(kind, "")


def amount_of(count: Headcount) -> str:
    """Say how many, before a noun: ``four``, ``an undisclosed number of``."""
    return "an undisclosed number of" if count.hidden else amount(count)


def amount(count: Headcount) -> str:
    """Say how many, as far as that was disclosed: ``four``, ``at least four``."""
    return f"{'at least ' if count.undisclosed else ''}{number(count.people)}"


def asides(terms: Terms, part: Portion, under: str = "", *, alone: bool) -> list[str]:
    """Say of people what does not stand with their noun, and what their number rests on."""
    whose, whole = part.nationality.replace(";", "-"), ""
    if whose and not whose[:1].isupper():
        whose = f"nationality recorded as “{whose}”"
    elif whose:
        whose = f"{_every_of(part.count)}{whose}" if part.kind == _REMAINS else ""
    elif not alone and terms.is_people(part.kind):
        whose = "no nationality recorded"
    if part.count.undisclosed and part.count.people:
        whole = "the full number not disclosed"
    return [*filter(None, (whose, under, whole)), *rests_on(part.count)]


def rests_on(count: Headcount) -> Iterator[str]:
    """Word a number so where it rests on a single source, or on none."""
    single, none = "according to a single source", "without a recorded source"
    for entries, words in ((count.single, single), (count.unsourced, none)):
        if entries:
            yield words if entries == len(count.entries) else f"in part {words}"


def _categories(part: Portion, cite: Cite) -> str:
    """Say who they were, as far as that is recorded; each number with its own rows."""
    if not part.known:
        return ""
    if len(part.known) == 1 and part.whole:
        return _category(part.known[0][0], part.count.people, whole=True)
    categories = listed(f"{_category(cell, n.people)}{cite(n)}" for cell, n in part.known)
    return categories if part.whole else f"among them {categories}"


def _category(cell: str, headcount: int, *, whole: bool = False) -> str:
    values = cell.split(";")
    noun = next((word for word in _WHO if word in values), "")
    counted = noun if headcount == 1 else _MANY.get(noun, "")
    whole_words = "a " if counted and headcount == 1 else every(headcount)
    rest = ", ".join(value for value in values if value != noun)
    recorded = f" recorded as “{rest}”" if rest else ""
    words = f"{whole_words if whole else number(headcount)} {counted}{recorded}"
    return " ".join(words.split())
