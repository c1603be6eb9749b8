"""What a live desk asks: which obligations are due in the truce day of a moment, and what was.

Nothing is judged here; the verdicts are put where the moment of judgement finds them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.entries import happened, moment_of, truce_day
from exchange_tracker.model import Release, Terms
from exchange_tracker.truce_day import DAY, Clock
from exchange_tracker.verdict import KEPT, Verdict, by_period


class Due(NamedTuple):
    """One period of an obligation with what its readings say, in the order of the terms."""

    obligation: str
    parties: tuple[str, ...]
    first: date
    last: date
    verdicts: tuple[Verdict, ...]

    @property
    def alike(self) -> list[tuple[Verdict, ...]]:
        """Give the verdicts in groups that say the same, in the order of their first readings."""
        found: dict[object, list[Verdict]] = {}
        for each in self.verdicts:
            key = (each.status, each.due, each.delivered, each.credit_used, each.shortfall)
            found.setdefault((*key, each.brought), []).append(each)
        return [tuple(same) for same in found.values()]


class Desk(NamedTuple):
    """Where a truce stands at a moment. ``today`` is due in its truce day, ``before`` not met.

    ``number`` counts the truce's days from 1; ``None`` outside the truce.
    """

    at: datetime
    day: date
    begins: datetime
    ends: datetime
    number: int | None
    of: int
    today: tuple[Due, ...]
    before: tuple[Due, ...]

    @property
    def periods(self) -> tuple[Due, ...]:
        """Give every period that is shown."""
        return (*self.today, *self.before)


class Last(NamedTuple):
    """The latest entry that has happened; ``timed`` where its moment is known, not its day alone."""

    id: str
    day: date
    moment: datetime
    timed: bool


def desk(terms: Terms, clock: Clock, at: datetime, verdicts: Iterable[Verdict]) -> Desk:
    """Give where a truce stands at a moment."""
    day = clock.day_of(at)
    periods = sorted(map(_due, by_period(verdicts).values()), key=lambda due: due.last)
    inside = terms.first_day <= day <= terms.last_day
    return Desk(
        at=at,
        day=day,
        begins=clock.begins(day),
        ends=clock.ends(day),
        number=(day - terms.first_day) // DAY + 1 if inside else None,
        of=(terms.last_day - terms.first_day) // DAY + 1,
        today=tuple(due for due in periods if due.first <= day <= due.last),
        before=tuple(due for due in periods if due.last < day and not _kept(due.verdicts)),
    )


def _due(verdicts: Sequence[Verdict]) -> Due:
    one = verdicts[0]
    return Due(one.obligation, one.parties, one.first, one.last, tuple(verdicts))


def _kept(verdicts: Iterable[Verdict]) -> bool:
    return all(each.status in KEPT for each in verdicts)


def last_entry(entries: Iterable[Release], clock: Clock, at: datetime) -> Last | None:
    """Give the latest entry that has happened; an entry without a moment happens with its day.

    Of several the one recorded last.
    """
    latest: Last | None = None
    for entry in entries:
        day = truce_day(entry.day, entry.at, clock)
        if not happened(day, entry.at, clock, at):
            continue
        moment = moment_of(entry.at) if entry.at else clock.begins(day)
        if latest is None or (day, moment) >= (latest.day, latest.moment):
            latest = Last(entry.id, day, moment, timed=bool(entry.at))
    return latest
