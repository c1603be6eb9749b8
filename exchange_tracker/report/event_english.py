"""The English of dates that hang on events in ``xt say``, and of periods that have no end."""

from exchange_tracker.facts.event import Event
from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.account_rows import published
from exchange_tracker.report.people_english import Telling, date_words, moment_of_day, number
from exchange_tracker.report.phrases import NOT_AGREED


def asked_words(verdict: Verdict) -> str:
    """Name what a period asks for that has not begun."""
    return f"the minimum of {number(verdict.required)}" if verdict.required else "what is owed"


def waiting_clause(telling: Telling, verdict: Verdict, asked: str) -> str:
    """Say on what a period hangs that has no days."""
    event = event_of(telling, verdict)
    if event is None:  # the terms hang every period without days on an event
        return f"{asked} has no date"
    title = event_title(telling, event)
    return f"{asked} hangs on {title}, which is not known to have happened{_number(verdict)}"


def upcoming_clause(telling: Telling, verdict: Verdict, asked: str) -> str:
    """Say when a period begins that has not begun: with its first day, or with an event."""
    event = event_of(telling, verdict)
    if event is None or event.at is None:
        since = date_words(verdict.first, telling.year)
        return f"{asked} is due from {since} on{_number(verdict)}"
    title, when = event_title(telling, event), moment_of_day(telling, event.at)
    return f"{asked} hangs on {title}, which is dated {when}{_number(verdict)}"


def _number(verdict: Verdict) -> str:
    return f"; {NOT_AGREED}" if verdict.not_agreed else ""


def event_of(telling: Telling, verdict: Verdict) -> Event | None:
    """Return the event that a verdict's period hangs on, as its reading dates it."""
    after = obligation_of(telling, verdict).after
    reading = _reading(telling, verdict)
    return next((each for each in reading.events if after and each.id == after.event), None)


def _reading(telling: Telling, verdict: Verdict) -> Reading:
    return next(each for each in telling.terms.readings if each.name == verdict.reading)


def obligation_of(telling: Telling, verdict: Verdict) -> Obligation:
    """Return the obligation that a verdict is about, as its reading reads it."""
    return _reading(telling, verdict).by_id()[verdict.obligation]


def event_title(telling: Telling, event: Event) -> str:
    """Name an event by its title, with its sources."""
    return f"“{event.title or event.id}”{telling.cite(published(event.sources))}"


def end_words(telling: Telling, verdict: Verdict) -> str:
    """Say when a period ends that is not over, and when what it hangs on is due."""
    if verdict.last == NEVER:
        return f"; no date is set{_since(telling, verdict)}"
    ends = telling.clock.ends(verdict.last)
    after = obligation_of(telling, verdict).after
    if after is None or after.deadline is None or after.deadline == ends:
        return f" (the period ends at {moment_of_day(telling, ends)})"
    deadline = moment_of_day(telling, after.deadline)
    return f" (the deadline is {deadline}, and that truce day counts whole)"


def _since(telling: Telling, verdict: Verdict) -> str:
    """Say how long ago the event was that a period without an end hangs on."""
    event = event_of(telling, verdict)
    if event is None or event.at is None:
        return ""
    gone = (telling.clock.day_of(telling.at) - telling.clock.day_of(event.at)).days
    days = "one day" if gone == 1 else f"{number(gone)} days"
    return f"; {days} since {event_title(telling, event)}" if gone else ""
