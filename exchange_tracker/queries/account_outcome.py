"""The verdicts of every reading, and the entries behind the numbers of one."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.groups import Match
from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.judging.credit import CreditByPeriod
from exchange_tracker.judging.disputes import Statement, statement_on
from exchange_tracker.judging.judge import Judging, Snapshot, judge_reading
from exchange_tracker.judging.verdict import Answer, Status, Verdict
from exchange_tracker.queries.account_near import EntriesByDay
from exchange_tracker.queries.account_rows import Headcount, SourcedEntry, count

MOST_NEARBY = 3  # other periods that are told


class Outcome(NamedTuple):
    """A verdict and the rows behind its numbers.

    ``counted`` are the rows of what was delivered, ``credited`` those of the periods that earned the
    credit it uses, ``owed`` those of the people for each of whom others are owed, ``maybe`` those
    that only may count.
    """

    verdict: Verdict
    counted: Headcount
    credited: Headcount
    owed: Headcount
    maybe: Headcount


class Judgement:
    """The verdicts of every reading, with the ``entries`` that have happened.

    ``near`` are those that may lie on a day of a period that is told.
    """

    def __init__(
        self,
        terms: Terms,
        snapshot: Snapshot,
        day: date,
        read: Callable[[date, date], Iterable[SourcedEntry]],
    ) -> None:
        """Judge, and ``read`` the entries that have happened: those of a range of days one by one."""
        self.terms = terms
        self.day = day
        self._snapshot = snapshot
        judging = Judging(snapshot)
        self._judged = {each.name: judging.reading(each) for each in terms.readings}
        self._whole = {name: dict(judged) for name, judged in self._judged.items()}
        if snapshot.over(day):
            self._stop_at_its_end()
        self._credit: dict[tuple[str, str], CreditByPeriod] = {}
        first, last = self._day_range()
        self.entries = list(read(first, last))
        self.near = [row for row in self.entries if row.entry.match_days(first, last)]
        self._by_day = EntriesByDay(self.near)

    def _day_range(self) -> tuple[date, date]:
        """Return the days of every period that may be told of, and of those that earned its credit."""
        own = [v for each in self.terms.as_written.by_id for v in self.written_on(each, self.day)]
        every = [
            (reading, reading.by_id[name], verdict)
            for reading in self.terms.readings
            for name, verdicts in self._judged[reading.name].items()
            for verdict in verdicts
            if verdict.status.has_begun
        ]
        holding = [verdict for _, _, verdict in every if verdict.first <= self.day <= verdict.last]
        periods = [verdict for verdict in (*own, *holding) if verdict.status.has_begun]
        first = min([self.day, *(verdict.first for verdict in periods)])
        last = max([self.day, *(verdict.last for verdict in periods)])
        beside = [each for each in every if each[2].first <= last and first <= each[2].last]
        earning = [period for each in beside for period in self._earning(*each)]
        days = [*(verdict for _, _, verdict in beside), *earning]
        return (
            min([first, *(verdict.first for verdict in days)]),
            max([last, *(verdict.last for verdict in days)]),
        )

    def _stop_at_its_end(self) -> None:
        """Let periods that hold the day and go on after it stand as they did when the day was over.

        All else in an account of the day is told up to its end.
        """
        then: Snapshot | None = None  # most days have no such period
        for reading in self.terms.readings:
            judged = self._judged[reading.name]
            if not any(map(self._runs_on, chain.from_iterable(judged.values()))):
                continue
            then = then or _snapshot_at_end(self._snapshot, self.day)
            stood = judge_reading(reading, then)
            for name, verdicts in judged.items():
                by_days = {(each.first, each.last): each for each in stood[name]}
                judged[name] = [
                    by_days[each.first, each.last] if self._runs_on(each) else each
                    for each in verdicts
                ]

    def _runs_on(self, verdict: Verdict) -> bool:
        """Return whether a period holds the day and goes on after it."""
        return verdict.first <= self.day < verdict.last

    def ending_or_open(self, reading: Reading, obligation: str, day: date) -> list[Verdict]:
        """Return a reading's verdicts on periods that end with a day, or hold it and go on.

        So is the one that waits for an event.
        """
        return [
            verdict
            for verdict in self._judged[reading.name].get(obligation, ())
            if verdict.last == day
            or verdict.status is Status.WAITING
            or verdict.first <= day < verdict.last
        ]

    def written_on(self, obligation: str, day: date) -> list[Verdict]:
        """Return the verdicts as written that tell of a day: on periods that end with it or hold it.

        Where another reading alone has such a period, and it is not kept yet or has no end, the
        latest that has begun, else the first.
        """
        written, *others = self.terms.readings
        own = self.ending_or_open(written, obligation, day)
        running = [verdict for each in others for verdict in self.running_on(each, obligation, day)]
        if own or all(e.status.answer is Answer.KEPT and e.last is not NEVER for e in running):
            return own
        known = self._judged[written.name].get(obligation, [])
        return [each for each in known if each.first <= day][-1:] or known[:1]

    def running_on(self, reading: Reading, obligation: str, day: date) -> list[Verdict]:
        """Return a reading's verdicts on periods that have begun and end with a day or hold it."""
        verdicts = self.ending_or_open(reading, obligation, day)
        return [each for each in verdicts if each.status.has_begun]

    def over_same_days(self, reading: Reading, verdict: Verdict) -> Verdict | None:
        """Return a reading's verdict on the same obligation and days; ``None`` where it has none."""
        days = verdict.first, verdict.last
        verdicts = self._judged[reading.name][verdict.obligation]
        return next((each for each in verdicts if (each.first, each.last) == days), None)

    def statement_on(self, reading: Reading, verdict: Verdict) -> Statement:
        """Return what a reading says of the period of a verdict, also where it judges other days."""
        verdicts = self._judged[reading.name].get(verdict.obligation, [])
        return statement_on(reading.name, verdicts, verdict)

    def statement_beside(self, reading: Reading, verdict: Verdict, day: date) -> Statement | None:
        """Return what a reading says otherwise that does not judge exactly this period; else ``None``.

        On a day that is none of the period's, what runs on it under the reading. So does, where
        either has no end, what runs besides: it is never over, and no later day would tell it.
        """
        running = self.running_on(reading, verdict.obligation, day)
        if verdict.status is not Status.WAITING and verdict.first <= day <= verdict.last:
            statement = self.statement_on(reading, verdict)
            if statement.verdict is not None:
                return None
            if statement.answer is not verdict.status.answer:
                return statement
            running = [each for each in running if NEVER in (each.last, verdict.last)]
        if not running or self.over_same_days(reading, verdict) in running:
            return None
        return Statement(reading.name, running[0].status.answer, None, tuple(running))

    def deciding(self, reading: Reading, statement: Statement) -> tuple[Outcome, ...]:
        """Return the first of a reading's verdicts on other periods that make it say what it says.

        Those that hold the day say most of it, and those by which nothing is owed say least.
        """
        deciding = [each for each in statement.nearby if each.status.answer is statement.answer]
        of_day = [each for each in deciding if each.first <= self.day <= each.last]
        owing = [each for each in of_day or deciding if not each.owes_nothing]
        obligations = reading.by_id
        return tuple(
            self.outcome(reading, obligations[each.obligation], each)
            for each in (owing or deciding)[:MOST_NEARBY]
        )

    def outcome(self, reading: Reading, obligation: Obligation, verdict: Verdict) -> Outcome:
        """Return a verdict with the entries behind its numbers."""
        earning = self._earning(reading, obligation, verdict)
        return Outcome(
            verdict=verdict,
            counted=count(self.counted(obligation, [verdict])),
            credited=count(self.counted(obligation, earning)),
            owed=count(self._owed(reading, obligation, verdict)),
            maybe=count(self._maybe(obligation, verdict)),
        )

    def counted(self, obligation: Obligation, periods: Sequence[Verdict]) -> list[SourcedEntry]:
        """Return the entries that an obligation counts in some periods."""
        return self._by_day.at(self._counted(obligation, periods))

    def _counted(self, obligation: Obligation, periods: Iterable[Verdict]) -> set[int]:
        selector = obligation.delivered
        return {
            place
            for period in periods
            for place, row in self._entries_of(period)
            if row.entry.match(selector, period.first, period.last) is Match.YES
        }

    def _entries_of(self, verdict: Verdict) -> Iterator[tuple[int, SourcedEntry]]:
        """Yield the entries of a period: up to the day, where it runs on."""
        for place in self._by_day.touching(verdict.first, verdict.last):
            row = self.near[place]
            if row.entry.day <= self.day or not self._runs_on(verdict):
                yield place, row

    def _maybe(self, obligation: Obligation, verdict: Verdict) -> list[SourcedEntry]:
        """Return the entries of people who only may count in a period."""
        selector = obligation.delivered
        places = {
            place
            for place, row in self._entries_of(verdict)
            if (row.entry.headcount or row.entry.is_open)
            and row.entry.match(selector, verdict.first, verdict.last) is Match.MAY
        }
        return self._by_day.at(places)

    def _owed(
        self, reading: Reading, obligation: Obligation, verdict: Verdict
    ) -> list[SourcedEntry]:
        """Return the entries of the people for each of whom others are owed: those applied, too."""
        selectors = [owed.counts for owed in obligation.for_each if owed.counts]
        named = {owed.obligation for owed in obligation.for_each if owed.obligation}
        others = [reading.by_id[name] for name in named if name in reading.by_id]  # not if voided
        places = {
            place
            for other in others
            for place in self._counted(other, self._applying(reading, other, verdict))
        }
        for place, row in self._entries_of(verdict) if selectors else ():
            days = verdict.first, verdict.last
            if any(row.entry.match(selector, *days) is Match.YES for selector in selectors):
                places.add(place)
        return self._by_day.at(places)

    def _applying(
        self, reading: Reading, obligation: Obligation, verdict: Verdict
    ) -> list[Verdict]:
        """Return the periods within another's whose people are applied, and those of their credit."""
        verdicts = self._judged[reading.name][obligation.id]
        within = [e for e in verdicts if verdict.first <= e.first and e.last <= verdict.last]
        earning = [e for period in within for e in self._earning(reading, obligation, period)]
        return [*within, *earning]

    def _earning(self, reading: Reading, obligation: Obligation, verdict: Verdict) -> list[Verdict]:
        """Return the periods that earned the credit which a verdict uses."""
        if not verdict.credit_used:
            return []
        key = reading.name, obligation.id
        verdicts = self._whole[reading.name][obligation.id]
        if key not in self._credit:
            self._credit[key] = CreditByPeriod(obligation, verdicts)
        place = bisect_left(verdicts, verdict.first, key=attrgetter("first"))
        days = set(self._credit[key].spent(place, verdict.credit_used))
        return [
            verdicts[bisect_left(verdicts, day, key=attrgetter("last"))] for day in sorted(days)
        ]


def _snapshot_at_end(snapshot: Snapshot, day: date) -> Snapshot:
    """Return what had happened when a truce day was over."""
    figures = Figures.of(each for each in snapshot.figures if each.day <= day)
    return Snapshot(figures, snapshot.clock, snapshot.clock.ends(day))
