"""Moments and days as people write them on a command line, in the truce's own time zone.

Files stay strict (``parse.cells``); what is read here is turned into what a file would have. Nothing is
guessed: a clock time that comes twice on its date, or never, is refused with both moments it could be.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from typing import assert_never

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.truce_day import DAY, Clock
from exchange_tracker.parse.cells import day as check_day
from exchange_tracker.parse.cells import read_date, read_moment, shown

NOW, TODAY, YESTERDAY = "now", "today", "yesterday"
_MOST_BACK = 9_999  # days
# Compiled when a day is first read: all three take a start 1 ms.
_DAYS_BACK = r"-[1-9][0-9]{0,3}"
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_SHORTEST_MONTH = 3  # letters
_NAMED = r"[0-9]{1,2} +[a-z]{3,9}\.?,? +[0-9]{4}|[a-z]{3,9}\.? +[0-9]{1,2},? +[0-9]{4}"
_SPOKEN = (
    rf"(?:(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|today|yesterday|-[1-9][0-9]{{0,3}}|{_NAMED})(?:[ T]+|$))?"
    r"(?:(?P<clock>[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?) *(?P<offset>Z|[+-][0-9]{2}:[0-5][0-9])?)?"
)
_ANY_CASE = re.ASCII | re.IGNORECASE
_EXAMPLES = "21:00, 2023-11-30 21:00, 2023-11-30, yesterday or now"
_FULL = "write date, time and offset, e.g. 2023-12-01T01:30:00+02:00"


class DayAlone(Enum):
    """The moment that a day without a clock time stands for."""

    END = auto()  # when that truce day is over, or now while it lasts: how it stood at its end
    START = auto()  # when it begins: since then
    NOTHING = auto()  # nothing: what happened then needs a clock time


def spoken_day(text: str, today: date) -> date:
    """Return a truce day: ``2023-11-30``, ``today``, ``-2`` (two days before today), ``30 November 2023``.

    Raises:
        InvalidValue: where it is none.
    """
    if re.fullmatch(_DAYS_BACK, text):
        back = int(text[1:])
    elif text.lower() in (TODAY, YESTERDAY):
        back = int(text.lower() == YESTERDAY)
    else:
        return named_day(text) or read_date(text)
    try:
        return today - timedelta(days=back)
    except OverflowError:
        raise InvalidValue(f"{shown(text)} lies before the calendar", "write a later day") from None


def is_spoken_day(text: str) -> bool:
    """Return whether a day is written as people say it, and not as files have it."""
    said = text.lower() in (TODAY, YESTERDAY) or bool(re.fullmatch(_DAYS_BACK, text))
    return said or named_day(text) is not None


def named_day(text: str) -> date | None:
    """Return a day whose month is a word: ``3 June 2024``, ``June 3, 2024``; ``None`` where it is none.

    Raises:
        InvalidValue: where the calendar has no such day.
    """
    if not re.fullmatch(_NAMED, text, _ANY_CASE):
        return None
    words = re.findall(r"[A-Za-z]+|[0-9]+", text)
    month = next(word.lower() for word in words if word.isalpha())
    number = next((place for place, name in enumerate(_MONTHS, 1) if _is_month(month, name)), 0)
    if not number:
        return None
    day, year = (int(word) for word in words if word.isdecimal())
    try:
        return date(year, number, day)
    except ValueError:
        fix = "write a date that exists"
        raise InvalidValue(f"{shown(text)} is not a day of the calendar", fix) from None


def _is_month(word: str, name: str) -> bool:
    return word in (name, "sept" if name == "september" else name) or word == name[:_SHORTEST_MONTH]


def spoken_moment(
    text: str, clock: Clock, now: datetime, alone: DayAlone, *, past: bool = False
) -> datetime:
    """Return a moment (UTC); a clock time without an offset is one of the truce's time zone.

    Without a day it is today's (the date of the calendar there), or with ``past`` the latest that is
    not after now.

    Raises:
        InvalidValue: where it is none, or could be two.
    """
    if text.lower() == NOW:
        return now
    match = re.fullmatch(_SPOKEN, text, _ANY_CASE)
    if not text or match is None:
        return _strict(text, alone)
    if match["clock"] is None:
        return _of_day(text, spoken_day(match["day"], clock.day_of(now)), clock, now, alone)
    if match["offset"]:
        if match["day"] is None:
            raise InvalidValue(f"{shown(text)} has an offset and no date", _FULL)
        day = _calendar_day(match["day"], clock, now)
        return _strict(f"{day}T{match['clock']:0>5}{match['offset'].upper()}", alone)
    at = _clock_time(match["clock"], text)
    if match["day"]:
        return _local(_calendar_day(match["day"], clock, now), at, clock)
    today = clock.local(now).date()
    moment = _local(today, at, clock)
    return _local(today - DAY, at, clock) if past and moment > now else moment


def _strict(text: str, alone: DayAlone) -> datetime:
    try:
        return read_moment(text)
    except InvalidValue as error:
        if error.fix != _FULL:
            raise
        examples = _EXAMPLES if alone is not DayAlone.NOTHING else "21:00 or 2023-11-30 21:00"
        raise InvalidValue(error.what, f"{error.fix}, or {examples}") from None


def _calendar_day(word: str, clock: Clock, now: datetime) -> date:
    return spoken_day(word, clock.local(now).date())


def _of_day(text: str, day: date, clock: Clock, now: datetime, alone: DayAlone) -> datetime:
    check_day(day.isoformat())  # a year that cannot be meant
    match alone:
        case DayAlone.START:
            return clock.begins(day)
        case DayAlone.END:
            lasts = clock.begins(day) <= now < clock.ends(day)
            return now if lasts else clock.ends(day)
        case DayAlone.NOTHING:
            fix = f"write the clock time, too, e.g. {day} 21:00, or give the day with --day"
            raise InvalidValue(f"{shown(text)} is a day and no moment", fix)
        case _:
            assert_never(alone)


def _clock_time(text: str, whole: str) -> time:
    try:
        return time.fromisoformat(f"{text:0>5}" if text.count(":") == 1 else f"{text:0>8}")
    except ValueError:
        fix = "write an hour from 00 to 23"
        raise InvalidValue(f"{shown(whole)} is no time of the clock", fix) from None


def _local(day: date, at: time, clock: Clock) -> datetime:
    """Return the moment of a clock time in the truce's zone; refuse one that comes twice or never."""
    first = datetime.combine(day, at, tzinfo=clock.zone)
    second = first.replace(fold=1)
    try:
        moments = [each.astimezone(UTC) for each in (first, second)]
    except OverflowError:
        raise InvalidValue(f"{day} is the edge of the calendar", _FULL) from None
    if moments[0] == moments[1]:
        return moments[0]
    early, late = (full(each, clock) for each in sorted(moments))
    often = "comes twice" if moments[0] < moments[1] else "never comes"
    what = f"{at:%H:%M} {often} on {day} in {clock.zone.key}"
    raise InvalidValue(what, f"write {early} or {late}")


def full(moment: datetime, clock: Clock) -> str:
    """Write a moment as files have it, in the truce's own time zone."""
    local = clock.local(moment)
    text = local.isoformat(timespec="seconds")
    if local.utcoffset() is None or len(text) > len("2023-11-30T21:00:00+02:00"):
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"  # before zones had whole minutes
    return text
