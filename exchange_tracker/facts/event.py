"""What dates hang on (``ledger.md``, section 2.1, Events): moments, deadlines, and their days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from exchange_tracker.facts.truce_day import NEVER, Clock

HOURS, DAYS = "h", "d"
_INSTANT = timedelta.resolution


class Event(NamedTuple):
    """Something that the terms make dates hang on; without ``at`` (UTC), not known to have happened."""

    id: str
    title: str
    at: datetime | None
    sources: tuple[str, ...] = ()


class AfterEvent(NamedTuple):
    """That an obligation hangs on an event, as one reading dates it.

    ``at`` (UTC) is ``None`` where it is not known to have happened; ``within`` is as it is written
    (``72h``, ``60d``), blank without an end; ``deadline`` (UTC) is ``None`` where there is none.
    """

    event: str
    at: datetime | None
    within: str = ""
    deadline: datetime | None = None


def hang(event: str, at: datetime | None, within: str, clock: Clock) -> AfterEvent:
    """Return what hangs on an event, with its deadline.

    Hours run from the moment of the event; ``n`` days to the end of the n-th truce day after its own.
    """
    if at is None or not within:
        return AfterEvent(event, at, within)
    number, unit = int(within[:-1]), within[-1]
    try:
        if unit == HOURS:
            deadline = at + timedelta(hours=number)
        else:
            deadline = clock.ends(clock.day_of(at) + timedelta(days=number))
    except OverflowError:  # beyond the calendar
        return AfterEvent(event, at, within)
    return AfterEvent(event, at, within, deadline)


def days_after(after: AfterEvent, clock: Clock) -> tuple[date, date] | None:
    """Return the first and the last truce day of what hangs on an event; ``None`` without a moment.

    A deadline at the very start of a truce day belongs to the day before.
    """
    if after.at is None:
        return None
    last = NEVER if after.deadline is None else clock.day_of(after.deadline - _INSTANT)
    return clock.day_of(after.at), last


def event_title(after: AfterEvent | None, events: Iterable[Event]) -> str:
    """Return the title of the event that something hangs on, else its id; blank where it hangs on none."""
    if after is None:
        return ""
    return next((each.title for each in events if each.id == after.event), "") or after.event
