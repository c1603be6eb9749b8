"""What a live desk asks: which obligations are due in the truce day of a moment, and what was.

Nothing is judged here; the verdicts are put where the moment of judgement finds them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.entry import entries_happened
from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.model import Obligation, Reading, Release, Terms
from exchange_tracker.facts.truce_day import DAY, NEVER, Clock
from exchange_tracker.judging.disputes import Joint, Statement
from exchange_tracker.judging.judge import Snapshot, match_recorded
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.judging.verdict_groups import alike, by_period
from exchange_tracker.queries.check import check
from exchange_tracker.queries.deadlines import Deadline, deadlines
from exchange_tracker.queries.query import Query


class Due(NamedTuple):
    """One period of an obligation with what its readings say, in the order of the terms.

    Under the readings named in ``silent`` nothing is recorded in it that could count: no record is
    not zero, and a period that is still pending does not say so.
    """

    obligation: str
    parties: tuple[str, ...]
    first: date
    last: date
    verdicts: tuple[Verdict, ...]
    silent: frozenset[str]
    elsewhere: tuple[Statement, ...] = ()  # of readings that do not judge it and answer otherwise

    @property
    def alike(self) -> list[tuple[Verdict, ...]]:
        """Return the verdicts in groups that say the same, in the order of their first readings."""
        return alike(self.verdicts, lambda each: (each.brought, each.reading in self.silent))


class Desk(NamedTuple):
    """Where a truce stands at a moment. ``today`` is due in its truce day, ``before`` not met.

    ``joints`` are the periods that have begun with what all readings say, as `check` counts them.
    ``waiting`` hangs on an event that is not known to have happened. ``number`` counts the truce's
    days from 1; ``None`` outside the truce. ``of`` is how many there are; ``None`` without an end.
    """

    at: datetime
    day: date
    begins: datetime
    ends: datetime
    number: int | None
    of: int | None
    today: tuple[Due, ...]
    before: tuple[Due, ...]
    waiting: tuple[Due, ...] = ()
    deadlines: dict[str, list[Deadline]] = {}  # noqa: RUF012 - never changed; by obligation
    joints: tuple[Joint, ...] = ()

    @property
    def periods(self) -> tuple[Due, ...]:
        """Return every period that is shown."""
        return (*self.today, *self.before, *self.waiting)


class Last(NamedTuple):
    """The latest entry that has happened; ``timed`` where its moment is known, not its day alone.

    It happened on one of the truce days from ``first`` to ``day``, which are one where it is known on
    which; without a moment of its own ``moment`` is the earliest.
    """

    id: str
    day: date
    moment: datetime
    timed: bool
    first: date


def select_desk(query: Query, readings: Sequence[str] | None = None) -> Desk:
    """Return where a truce stands under some readings, without names all.

    Raise ``UsageError`` for a reading that the terms do not have.
    """
    return desk(query.terms, query.readings(readings), query.snapshot())


def latest_entry(query: Query) -> Last | None:
    """Return the latest entry that has happened: it lies on the last day that has any."""
    day = query.snapshot().figures.last_day
    if day is None:
        return None
    return last_entry(query.records.releases_between(day, day), query.clock, query.at)


def desk(terms: Terms, readings: Sequence[Reading], moment: Snapshot) -> Desk:
    """Return where a truce stands at a moment, under some readings of its terms."""
    at, clock = moment.at, moment.clock
    day = clock.day_of(at)
    known = {(reading.name, each.id): each for reading in readings for each in reading.obligations}
    whole = check(terms, readings, moment)
    joints = {joint.key: joint for joint in whole.findings().joints}  # as `check` finds them
    periods = sorted(by_period(whole.verdicts).items(), key=lambda item: (item[0][2], item[0][1]))
    today = [group for _, group in periods if group[0].first <= day <= group[0].last]
    before = [
        (joints[key], group) for key, group in periods if group[0].last < day and key in joints
    ]
    inside = terms.first_day <= day <= terms.last_day
    return Desk(
        at=at,
        day=day,
        begins=clock.begins(day),
        ends=clock.ends(day),
        number=(day - terms.first_day) // DAY + 1 if inside else None,
        of=(terms.last_day - terms.first_day) // DAY + 1 if terms.has_end else None,
        today=tuple(_due(group, known, moment.figures) for group in today),
        before=tuple(
            _due(group, known, moment.figures)._replace(elsewhere=_elsewhere(joint))
            for joint, group in before
        ),
        waiting=tuple(
            _due(group, known, moment.figures) for _, group in periods if group[0].first is NEVER
        ),
        deadlines=deadlines(readings, whole.verdicts, moment),
        joints=whole.joints,
    )


def _due(
    verdicts: Sequence[Verdict], known: dict[tuple[str, str], Obligation], figures: Figures
) -> Due:
    one = verdicts[0]
    silent = frozenset(
        each.reading
        for each in verdicts
        if not match_recorded(known[each.reading, each.obligation], each.first, each.last, figures)
    )
    return Due(one.obligation, one.parties, one.first, one.last, tuple(verdicts), silent)


def _elsewhere(joint: Joint) -> tuple[Statement, ...]:
    """Return what readings that do not judge a period say otherwise than those that do."""
    answers = {verdict.status.answer for verdict in joint.verdicts}
    return tuple(s for s in joint.statements if s.verdict is None and {s.answer} != answers)


def last_entry(releases: Iterable[Release], clock: Clock, at: datetime) -> Last | None:
    """Return the latest entry that has happened; an entry without a moment happens with its day.

    Of several the one recorded last.
    """
    latest: Last | None = None
    for entry in entries_happened(releases, clock, at):
        moment = entry.moment or clock.begins(entry.first)
        if latest is None or (entry.day, moment) >= (latest.day, latest.moment):
            timed = entry.moment is not None
            latest = Last(entry.id, entry.day, moment, timed=timed, first=entry.first)
    return latest
