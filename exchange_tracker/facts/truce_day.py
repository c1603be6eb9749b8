"""The truce's clock: from a moment to its truce day and back (``ledger.md``, section 1)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from exchange_tracker.errors import InvalidValue

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
NEVER = date(date.max.year, date.max.month, date.max.day)
"""Stands for the last day of what has no end, and for both days of what has none.

It sorts after every other day; an object of its own (``is NEVER``), since somebody may mean the last
day of the calendar.
"""
EXAMPLE = "Asia/Jerusalem"  # a zone of every time zone database
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


def say_days(first: date, last: date) -> str:
    """Name a range of truce days; a single one by itself."""
    if first is NEVER:
        return "no date"
    if last is NEVER:
        return f"from {first.isoformat()} on"
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def day_cell(day: date) -> str | None:
    """Write a truce day; ``None`` where there is none."""
    return None if day is NEVER else day.isoformat()


def dated(day: date) -> date | None:
    """Return a truce day; ``None`` where there is none."""
    return None if day is NEVER else day


def zone_of(name: str) -> "ZoneInfo":
    """Return a time zone by its IANA name; raise ``InvalidValue`` where this machine has none of that name."""
    if zone := _loaded(name):
        return zone
    expect_zones()
    raise InvalidValue(f"this machine knows no time zone {name!r}", "install a newer tzdata")


def is_zone(name: str) -> bool:
    """Return whether this machine has a time zone of that name."""
    return _loaded(name) is not None


def expect_zones() -> None:
    """Raise ``InvalidValue`` where no name can be known, since the machine has no time zone database."""
    if not is_zone(EXAMPLE):
        raise InvalidValue(
            "this machine has no time zone database, or not the whole of it",
            "install it: pip install tzdata, or the package tzdata of the system",
        )


def _loaded(name: str) -> "ZoneInfo | None":
    # Words of help, and what completes them, need no time zone.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - start-up

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


class Clock:
    """Truce days of one zone: each runs from ``starts`` on its date to ``starts`` on the next.

    A clock time that comes twice is the first, one that is skipped is read with the offset before
    the change; both are what ``fold=0`` means. Raises ``InvalidValue`` where this machine lacks the zone.
    """

    def __init__(self, zone: str, starts: time) -> None:
        self.zone = zone_of(zone)
        self.starts = starts
        self.begins = lru_cache(maxsize=4096)(self._begins)

    def _begins(self, day: date) -> datetime:
        """Return the moment (UTC) at which a truce day begins."""
        local = datetime.combine(day, self.starts, tzinfo=self.zone)
        try:
            return local.astimezone(UTC)
        except OverflowError:  # the first and last days of the calendar
            return _EARLIEST if day.year == 1 else _LATEST

    def ends(self, day: date) -> datetime:
        """Return the moment (UTC) at which a truce day is over: when the next one begins."""
        return self.begins(day + DAY) if day < date.max else _LATEST

    def day_of(self, moment: datetime) -> date:
        """Return the truce day that a moment lies in: the last one that has begun by then."""
        day = self.local(moment).date()
        if day < date.max:
            day += DAY
        while day > date.min and self.begins(day) > moment:
            day -= DAY
        return day

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the truce's own time zone."""
        try:
            return moment.astimezone(self.zone)
        except OverflowError:
            return moment
