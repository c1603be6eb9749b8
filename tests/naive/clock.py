"""The truce day: from `day_starts` on one date to `day_starts` on the next (ledger.md, section 1)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """The truce's zone and the clock time at which its days start."""

    zone: str
    starts: time

    def start(self, day: date) -> datetime:
        """Return the moment (UTC) at which a truce day starts."""
        return start_of(self.zone, self.starts, day)

    def end(self, day: date) -> datetime:
        """Return the moment (UTC) at which a truce day is over: the start of the next."""
        return self.start(day + DAY)

    def day(self, moment: datetime) -> date:
        """Return the truce day of a moment: the last one that has started by then."""
        day = moment.astimezone(ZoneInfo(self.zone)).date() + DAY
        while self.start(day) > moment:
            day -= DAY
        return day

    def deadline_day(self, moment: datetime, within: str) -> date:
        """Return the truce day in which the deadline of "72h" or "60d" after a moment lies."""
        number = int(within[:-1])
        if within.endswith("d"):
            return self.day(moment) + number * DAY
        deadline = moment.astimezone(UTC) + timedelta(hours=number)
        day = self.day(deadline)
        return day - DAY if deadline == self.start(day) else day


@cache
def start_of(zone: str, starts: time, day: date) -> datetime:
    """Return the moment (UTC) of a clock time on a date.

    `fold=0` is both rules at once: of a clock time that comes twice it is the first, and one that
    is skipped it reads with the offset before the change.
    """
    return datetime.combine(day, starts, tzinfo=ZoneInfo(zone)).replace(fold=0).astimezone(UTC)


def read_clock(text: str, zone: str) -> Clock:
    """Return the clock of `day_starts` (such as "07:00") in a zone."""
    return Clock(zone=zone, starts=time.fromisoformat(text))
