"""Dates that hang on events in ``xt say``, and periods that have no end."""

from exchange_tracker.facts.event import Event
from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.account_rows import published
from exchange_tracker.report.say.telling import Telling


def asked_words(telling: Telling, verdict: Verdict, cite: str = "") -> str:
    """Name what a period asks for that has not begun."""
    words = telling.words
    if not verdict.required:
        return f"{words.what_is_owed}{cite}"
    return words.minimum.format(number=f"{telling.number(verdict.required)}{cite}")


def waiting_clause(telling: Telling, verdict: Verdict, asked: str) -> str:
    """Say on what a period hangs that has no days."""
    event, words = event_of(telling, verdict), telling.words
    if event is None:  # the terms hang every period without days on an event
        return words.no_date_yet.format(asked=asked)
    hangs = words.hangs.format(asked=asked, title=event_title(telling, event))
    return f"{hangs}{_number(telling, verdict)}"


def upcoming_clause(telling: Telling, verdict: Verdict, asked: str) -> str:
    """Say when a period begins that has not begun: with its first day, or with an event."""
    event, words = event_of(telling, verdict), telling.words
    if event is None or event.at is None:
        clause = words.due_from.format(asked=asked, day=telling.day_words(verdict.first))
    else:
        title, moment = event_title(telling, event), telling.moment(event.at)
        clause = words.dated.format(asked=asked, title=title, moment=moment)
    return f"{clause}{_number(telling, verdict)}"


def _number(telling: Telling, verdict: Verdict) -> str:
    return f"; {telling.words.not_agreed}" if verdict.not_agreed else ""


def event_of(telling: Telling, verdict: Verdict) -> Event | None:
    """Return the event that a verdict's period hangs on, as its reading dates it."""
    after = obligation_of(telling, verdict).after
    reading = _reading(telling, verdict)
    return next((each for each in reading.events if after and each.id == after.event), None)


def _reading(telling: Telling, verdict: Verdict) -> Reading:
    return next(each for each in telling.terms.readings if each.name == verdict.reading)


def obligation_of(telling: Telling, verdict: Verdict) -> Obligation:
    """Return the obligation that a verdict is about, as its reading reads it."""
    return _reading(telling, verdict).by_id[verdict.obligation]


def event_title(telling: Telling, event: Event) -> str:
    """Name an event by its title, with its sources."""
    return f"{telling.title(event.title or event.id)}{telling.cite(published(event.sources))}"


def end_words(telling: Telling, verdict: Verdict) -> str:
    """Say when a period ends that is not over, and when what it hangs on is due."""
    words = telling.words
    if verdict.last == NEVER:
        return f"{words.no_date}{_since(telling, verdict)}"
    ends = telling.clock.ends(verdict.last)
    after = obligation_of(telling, verdict).after
    if after is None or after.deadline is None or after.deadline == ends:
        return words.period_ends.format(moment=telling.moment(ends))
    return words.deadline.format(moment=telling.moment(after.deadline))


def _since(telling: Telling, verdict: Verdict) -> str:
    """Say how long before the day the event was that a period without an end hangs on."""
    event, words = event_of(telling, verdict), telling.words
    if event is None or event.at is None:
        return ""
    gone = (telling.day - telling.clock.day_of(event.at)).days
    if gone < 1:
        return ""
    title = event_title(telling, event)
    if gone == 1:
        return words.one_day_since.format(title=title)
    return words.days_since.format(number=telling.number(gone), title=title)
