"""What options with a moment or a day mean, and that it is said where it was not written in full."""

from datetime import UTC, date, datetime
from operator import itemgetter
from typing import TYPE_CHECKING

from exchange_tracker.cli.output import note_once
from exchange_tracker.errors import InvalidValue, UsageError

if TYPE_CHECKING:
    from exchange_tracker.cli.moments import DayAlone
    from exchange_tracker.facts.model import Terms
    from exchange_tracker.facts.truce_day import Clock


def moment(text: str, *clocks: "Clock") -> datetime:
    """Return the moment of judgement (UTC); a blank means now. Of one in full no clock is asked.

    Where truces in several time zones are judged, it must be the same in all of them.
    """
    if not text:
        return datetime.now(UTC)
    from exchange_tracker.cli.moments import DayAlone, full  # no tab needs it
    from exchange_tracker.parse.cells import is_moment, read_moment

    if is_moment(text):
        return read_moment(text)
    now = datetime.now(UTC)

    moments = {_read(text, "--at", clock, DayAlone.END, now): clock for clock in clocks}
    if len(moments) > 1:
        both = " or ".join(full(*each) for each in sorted(moments.items(), key=itemgetter(0))[:2])
        what = f"{text!r} is another moment for each of these truces"
        raise UsageError.one("--at", what, f"write it with its offset: {both}")
    ((moment, clock),) = moments.items()
    _say_moment("--at", text, moment, clock)
    return moment


def since(text: str, option: str, clock: "Clock") -> datetime | None:
    """Return the moment from which on something is shown: of a day its start; ``None``: from the first."""
    from exchange_tracker.cli.moments import DayAlone

    return _moment(text, option, clock, DayAlone.START) if text else None


def until(text: str, option: str, clock: "Clock") -> datetime | None:
    """Return the moment up to which something is shown: of a day its end; ``None``: up to the last."""
    from exchange_tracker.cli.moments import DayAlone

    return _moment(text, option, clock, DayAlone.END) if text else None


def known_at(text: str, clock: "Clock", option: str = "--as-of") -> str:
    """Return a moment of knowledge as the ledger takes it; the number of a change stays as it is.

    Of a day after ``--since`` it is the start: what was known before it.
    """
    from exchange_tracker.cli.moments import full
    from exchange_tracker.parse.cells import is_moment

    if not text or text.isdecimal() or "." in text or is_moment(text):
        return text
    if text.startswith("-"):
        what = f"{text!r} could be a day or a change"
        raise UsageError.one(option, what, "write the date, yesterday, or the number of a change")
    try:
        moment = (since if option == "--since" else until)(text, option, clock)
    except UsageError as error:
        (problem,) = error.problems
        fix = f"{problem.fix}, or the number of a change"
        raise UsageError([problem._replace(fix=fix)]) from None
    if moment and moment.microsecond:  # now: a change of this very second is known
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    return full(moment, clock) if moment else ""


def _moment(text: str, option: str, clock: "Clock", alone: "DayAlone") -> datetime:
    """Return the moment of an option, and say which it is where it was not written in full."""
    moment = _read(text, option, clock, alone, datetime.now(UTC))
    _say_moment(option, text, moment, clock)
    return moment


def _read(text: str, option: str, clock: "Clock", alone: "DayAlone", now: datetime) -> datetime:
    from exchange_tracker.cli.moments import spoken_moment

    try:
        return spoken_moment(text, clock, now, alone)
    except InvalidValue as error:
        raise UsageError.one(option, error.what, error.fix) from None


def _say_moment(option: str, text: str, moment: datetime, clock: "Clock") -> None:
    from exchange_tracker.cli.moments import full
    from exchange_tracker.parse.cells import is_moment

    if not is_moment(text):
        say_meaning(option, text, f"{full(moment, clock)} ({clock.zone.key})")


def say_meaning(option: str, text: str, meaning: str) -> None:
    """Say what a moment or day was taken for that was not written in full."""
    note_once(f"{option} {text}", f"{option} {text}: taken as {meaning}")


def day(text: str, option: str, terms: "Terms") -> date | None:
    """Return the truce day of an option; ``None`` where it was not given."""
    if not text:
        return None
    from exchange_tracker.cli.moments import is_spoken_day, spoken_day  # no tab needs it
    from exchange_tracker.parse.cells import read_date

    try:
        if not is_spoken_day(text):
            return read_date(text)
        truce_day = spoken_day(text, today(terms))
    except InvalidValue as error:
        raise UsageError.one(option, error.what, error.fix) from None
    say_meaning(option, text, truce_day.isoformat())
    return truce_day


def today(terms: "Terms") -> date:
    """Return the truce day of now."""
    from exchange_tracker.facts.truce_day import Clock

    return Clock(terms.timezone, terms.day_starts).day_of(datetime.now(UTC))
