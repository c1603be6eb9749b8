"""The verdicts that somebody asks about, one after the other as often as they are gone through.

All periods of all readings are judged first, since those are asked about that are short or disputed
among them; of that only the statuses are kept, and what readings have alike.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.figures import Days
from exchange_tracker.facts.model import Reading
from exchange_tracker.facts.truce_day import NEVER, say_days
from exchange_tracker.judging.disputes import Together, together_on
from exchange_tracker.judging.judge import Judging
from exchange_tracker.judging.statuses import Statuses, statuses_of
from exchange_tracker.judging.verdict import Answer, Verdict
from exchange_tracker.queries.margin.offer import Trial
from exchange_tracker.queries.query import Query

MOST_LISTED = 10  # periods in the words of one problem
_NONE = Statuses((), b"")
_OPEN = (Together.SHORT, Together.DISPUTED)


class Periods(NamedTuple):
    """Which periods are asked about: of one obligation (blank: of all), on one day (``None``: any).

    Without a day those that are short or disputed, with ``every`` all.
    """

    obligation: str = ""
    day: date | None = None
    every: bool = False

    def covers(self, obligation: str, first: date, last: date) -> bool:
        """Return whether a period is one of the obligation, and holds the day."""
        if self.obligation and obligation != self.obligation:
            return False
        return self.day is None or first <= self.day <= last


EVERYWHERE = Periods()


class Docket:
    """The verdicts that are asked about, of all that some readings give at a moment."""

    def __init__(self, query: Query, readings: Sequence[Reading], periods: Periods) -> None:
        """Judge every period; raise ``UsageError`` for a day that lies in none."""
        self.judging = Judging(query.snapshot())
        self._readings = readings
        self._periods = periods
        self._days: dict[str, set[Days]] | None = None
        if periods.day is not None:
            self._expect_period()
        elif not periods.every:
            self._days = self._short_or_disputed()

    def trials(self) -> Iterator[Trial]:
        """Yield each verdict that is asked about with what it takes to judge it again."""
        snapshot = self.judging.snapshot
        for reading in self._readings:
            judged = self.judging.reading(reading)
            for obligation in reading.obligations:
                for verdict in judged[obligation.id]:
                    if self._is_asked(verdict):
                        yield Trial(verdict, obligation, reading, judged, snapshot)

    def _is_asked(self, verdict: Verdict) -> bool:
        if verdict.status.answer is Answer.NOT_KNOWN or not self._periods.covers(
            verdict.obligation, verdict.first, verdict.last
        ):
            return False
        days = verdict.first, verdict.last
        return self._days is None or days in self._days[verdict.obligation]

    def _short_or_disputed(self) -> dict[str, set[Days]]:
        """Return the periods of each obligation that are short or disputed."""
        by_obligation: dict[str, list[Statuses]] = {}
        for number, reading in enumerate(self._readings):
            for name, verdicts in self.judging.reading(reading).items():
                statuses = by_obligation.setdefault(name, [_NONE] * len(self._readings))
                statuses[number] = statuses_of(verdicts)
        return {
            name: {days for days, together in together_on(statuses) if together in _OPEN}
            for name, statuses in by_obligation.items()
        }

    def _expect_period(self) -> None:
        """Raise ``UsageError`` where the day that is asked about lies in no period."""
        periods = dict.fromkeys(
            (verdict.obligation, verdict.first, verdict.last)
            for reading in self._readings
            for verdicts in self.judging.reading(reading).values()
            for verdict in verdicts
        )
        if any(self._periods.covers(*each) for each in periods):
            return
        anywhere = self._periods._replace(day=None)
        days = dict.fromkeys(
            say_days(first, last)
            for obligation, first, last in periods
            if anywhere.covers(obligation, first, last) and first is not NEVER
        )
        whose = f" of {self._periods.obligation}" if self._periods.obligation else ""
        listed = ", ".join(list(days)[:MOST_LISTED])
        fix = f"they are {listed}" if days else "name other readings, with --reading: there is none"
        raise UsageError.one("PERIOD", f"{self._periods.day} lies in no period{whose}", fix)
