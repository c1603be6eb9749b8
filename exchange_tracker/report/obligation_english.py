"""An obligation of the terms in plain words: who owes how many, over which days, by when."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import assert_never

from exchange_tracker.facts.event import DAYS, AfterEvent
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import UNDISCLOSED, Carry, Obligation, Owed, Per, Selector, Terms
from exchange_tracker.facts.truce_day import NEVER, Clock
from exchange_tracker.judging.periods import Period, periods
from exchange_tracker.report.kind_words import counted, noun_of_kinds
from exchange_tracker.report.people_english import date_words, days_words, number
from exchange_tracker.report.phrases import hangs_on, joined, numbered
from exchange_tracker.report.terms import selected

_NOT_AGREED = "how many was not agreed"
_REMAINS = "remains"
_A_WEEK = 7  # truce days


def range_words(first: date, last: date) -> str:
    """Name a range of truce days: ``24 to 27 November 2023``, ``from 13 October 2016 on``."""
    if last is NEVER:
        return f"from {date_words(first)} on"
    return date_words(first) if first == last else days_words(first, last)


def moment_words(moment: datetime, clock: Clock | None) -> str:
    """Write a moment on the truce's own clock and in UTC; without a clock in UTC alone."""
    utc = moment.astimezone(UTC)
    local = clock.local(moment) if clock else utc
    words = f"{_clock_time(local)} on {date_words(local.date())}"
    if clock is None:
        return f"{words} UTC"
    day = "" if utc.date() == local.date() else f" on {date_words(utc.date())}"
    return f"{words} ({_clock_time(utc)} UTC{day})"


def _clock_time(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def demand(terms: Terms, obligation: Obligation) -> str:
    """Say how many of what are owed over what: ``at least 600 aid trucks on each truce day``."""
    comma = "" if obligation.at_least != UNDISCLOSED and not obligation.for_each else ","
    return f"{asked(terms, obligation)}{comma} {over(obligation)}"


def asked(terms: Terms, obligation: Obligation) -> str:
    """Say how many of what are owed: ``at least 600 aid trucks``, ``the remains of at least 28 people``."""
    kinds = obligation.counts.kind
    noun, dead = _noun(terms, kinds), _dead(terms, kinds)
    if obligation.at_least == UNDISCLOSED:
        return f"{dead}{noun.many} ({_NOT_AGREED})" if noun.many else _NOT_AGREED
    if isinstance(obligation.at_least, int):
        return f"{dead}at least {counted(noun, obligation.at_least)}"
    if obligation.for_each:
        return "; and ".join(_owed(terms, dead, noun, item) for item in obligation.for_each)
    return f"{dead}at least these numbers{f' of {noun.many}' if noun.many else ''}"


def _dead(terms: Terms, kinds: Sequence[str] | None) -> str:
    """Return what stands before people whose remains are owed; blank of everybody else."""
    is_dead = set(kinds or ()) == {_REMAINS} and _REMAINS not in terms.kinds
    return "the remains of " if is_dead else ""


def _noun(terms: Terms, kinds: Sequence[str] | None) -> KindWords:
    """Return the terms' own words for kinds, where they word them all; else people, or no word."""
    words = [terms.kinds[kind] for kind in kinds or () if kind in terms.kinds]
    if not words or len(words) < len(kinds or ()):
        return noun_of_kinds(terms, kinds)
    return KindWords(
        joined([each.one for each in words], "or"), joined([each.many for each in words], "or")
    )


def _owed(terms: Terms, dead: str, noun: KindWords, item: Owed) -> str:
    amount = f"{dead}{counted(noun, item.owed)}"
    if item.counts is not None:
        return f"{amount} for {_each(terms, item.counts)} released of: {selected(item.counts)}"
    (other,) = [each for each in terms.as_written.obligations if each.id == item.obligation]
    return f"{amount} for {_each(terms, other.counts)} applied to {item.obligation}"


def _each(terms: Terms, counts: Selector) -> str:
    return f"{_dead(terms, counts.kind)}each {_noun(terms, counts.kind).one or 'one'}"


def over(obligation: Obligation) -> str:
    """Say over what an obligation's minimum is counted."""
    match obligation.per:
        case Per.DAY if obligation.at_dates:
            return "on each of these dates"
        case Per.DAY:
            return "on each truce day"
        case Per.DEADLINE:
            return "by each of these dates"
        case Per.WEEK:
            return "in each block of seven truce days"
        case Per.PHASE:
            return _over_phase(obligation)
        case _:
            assert_never(obligation.per)


def _over_phase(obligation: Obligation) -> str:
    if obligation.after:
        return (
            f"{_length(obligation.after)} of the event"
            if obligation.after.within
            else "after the event"
        )
    if len(obligation.spans) > 1:
        return "over each whole phase"
    return "over the whole phase" if obligation.spans[0].name else "over these days"


def _length(after: AfterEvent) -> str:
    """Say how long: ``within 72 hours``."""
    count, unit = int(after.within[:-1]), after.within[-1]
    if unit == DAYS:
        return f"within {numbered(count, 'truce day', 'truce days')}"
    return f"within {numbered(count, 'hour', 'hours')}"


def runs(terms: Terms, obligation: Obligation, clock: Clock | None) -> str:
    """Say over which days an obligation runs, and on which event they hang."""
    if obligation.after:
        return _hanging(terms, obligation, obligation.after, clock)
    names = {span.name for span in obligation.spans}
    phases = [span for span in terms.phases if span.name in names]
    if len(phases) > 1 and len(phases) == len(terms.phases):
        return f"runs over every phase ({', '.join(span.name for span in phases)})"
    spans = []
    for span in obligation.spans:
        days = range_words(span.first, span.last)
        spans.append(f"{span.name} ({days})" if span.name else days)
    alone = obligation.spans[0]
    runs_on = "runs" if not alone.name and alone.last is NEVER else "runs over"
    return f"{runs_on} {', '.join(spans)}"


def _hanging(terms: Terms, obligation: Obligation, after: AfterEvent, clock: Clock | None) -> str:
    title = next(event.title for event in terms.events if event.id == after.event)
    if after.at is None:
        return f"{hangs_on(title)}; {_no_deadline(after)}"
    days = range_words(obligation.spans[0].first, obligation.spans[0].last)
    event = f"hangs on “{title}”, at {moment_words(after.at, clock)}: {days}"
    if after.deadline is None:
        return f"{event}, with no deadline"
    whole = "" if _at_end(obligation, after, clock) else "; its truce day counts whole"
    return f"{event}; the deadline is {moment_words(after.deadline, clock)}{whole}"


def _no_deadline(after: AfterEvent) -> str:
    return "before that there is no deadline" if after.within else "there is no deadline"


def _at_end(obligation: Obligation, after: AfterEvent, clock: Clock | None) -> bool:
    """Return whether a deadline is the end of a truce day; without a clock, whether it counts days."""
    if clock is None:
        return after.within.endswith(DAYS)
    return after.deadline == clock.ends(obligation.spans[0].last)


def schedule(obligation: Obligation, clock: Clock | None) -> str:
    """Say what is due in each period and in all; blank for a single one, of which all is said.

    It begins with ``due`` or, where the number is no fixed one, with ``judged``.
    """
    fixed = obligation.at_dates or obligation.at_phases or isinstance(obligation.at_least, int)
    words = _schedule(obligation, clock)
    return f"{'due:' if fixed else 'judged'} {words}" if words else ""


def _schedule(obligation: Obligation, clock: Clock | None) -> str:
    if not obligation.spans:
        return ""
    every = periods(obligation, date.min)  # of days and weeks without an end the first
    endless = obligation.spans[-1].last is NEVER
    if obligation.at_dates or obligation.at_phases:
        return "; ".join([", ".join(_table(obligation, every, clock)), *_total(every)])
    lead = f"{obligation.at_least:,} " if isinstance(obligation.at_least, int) else ""
    match obligation.per:
        case Per.WEEK:
            return "; ".join([*_weeks(lead, every, endless=endless), *_short_weeks(obligation)])
        case Per.DAY:
            return _repeated(lead, every, ("on", "truce day", "truce days"), endless=endless)
        case Per.PHASE:
            return _repeated(lead, every, ("in", "phase", "phases"), endless=False)
        case Per.DEADLINE:
            return ""
        case _:
            assert_never(obligation.per)


def _repeated(lead: str, every: list[Period], words: tuple[str, str, str], *, endless: bool) -> str:
    """Say the same number of several periods, with their total."""
    at, one, many = words
    if endless:
        return f"{lead}{at} each {one}, with no end and so no total"
    if len(every) == 1:
        return ""
    return ", ".join([f"{lead}{at} each of {len(every):,} {many}", *_total(every)])


def _weeks(lead: str, every: list[Period], *, endless: bool) -> Iterator[str]:
    if words := _repeated(lead, every, ("in", "week", "weeks"), endless=endless):
        yield words


def _short_weeks(obligation: Obligation) -> Iterator[str]:
    """Yield the weeks that are cut short, which owe no less for it."""
    if not isinstance(obligation.at_least, int):
        return
    for first, last, _ in periods(obligation, date.min):
        length = (last - first).days + 1
        if length < _A_WEEK:
            when = f"from {range_words(first, last)}, {number(length)} days"
            if length == 1:
                when = f"on {date_words(first)}, a single day"
            due = "is" if obligation.at_least == 1 else "are"
            yield f"{when}, the whole {obligation.at_least:,} {due} due"


def _table(obligation: Obligation, every: list[Period], clock: Clock | None) -> Iterator[str]:
    names = {span.first: span.name for span in obligation.spans}
    year = None  # a year is said once
    for first, last, required in every:
        match obligation.per:
            case Per.DEADLINE:
                when = f"by {_end(last, year, clock)}"
            case Per.DAY | Per.WEEK:
                when = f"on {date_words(last, year)}"
            case Per.PHASE:
                when = f"in {names[first]} ({range_words(first, last)})"
            case _:
                assert_never(obligation.per)
        year = last.year
        yield f"{required:,} {when}" if isinstance(required, int) else f"{when} {_NOT_AGREED}"


def _end(day: date, year: int | None, clock: Clock | None) -> str:
    """Say when a truce day is over; without a clock which day it is."""
    end = f"the end of {date_words(day, year)}"
    if clock is None:
        return end
    local = clock.local(clock.ends(day))
    return f"{end} ({_clock_time(local)} on {date_words(local.date(), day.year)})"


def _total(every: list[Period]) -> list[str]:
    """Return what is due in all, where there is a sum to say."""
    numbers = [each.required for each in every if isinstance(each.required, int)]
    if len(every) < 2 or not numbers:  # noqa: PLR2004 - one is no sum
        return []
    more = "" if len(numbers) == len(every) else "at least "
    return [f"{more}{sum(numbers):,} in all"]


def carried(obligation: Obligation) -> str:
    """Say what an obligation carries forward, and for how long."""
    if obligation.carry_days is None:
        return _carry_words(obligation.carry, "credit that never lapses")
    lasts = numbered(obligation.carry_days, "day", "days")
    return _carry_words(obligation.carry, f"credit, which lapses after {lasts}")


def _carry_words(carry: Carry, credit: str) -> str:
    match carry:
        case Carry.NONE:
            return "nothing is carried forward"
        case Carry.SURPLUS:
            return f"a surplus is carried forward as {credit}"
        case Carry.SHORTFALL:
            return "a shortfall is carried forward as arrears"
        case Carry.BOTH:
            return f"a surplus is carried forward as {credit}, a shortfall as arrears"
        case _:
            assert_never(carry)
