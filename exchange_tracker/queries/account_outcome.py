"""The verdicts of every reading, and the entries behind the numbers of one."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.figures import Amount, matches
from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.judging.credit import judge_apart
from exchange_tracker.judging.disputes import Statement, statement_on
from exchange_tracker.judging.judge import Snapshot, judge_reading
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.account_rows import Headcount, SourcedEntry, count
from exchange_tracker.queries.totals import days_between


class Outcome(NamedTuple):
    """A verdict and the rows behind its numbers.

    ``counted`` are the rows of what was delivered, ``credited`` those of the periods that earned the
    credit it uses, ``owed`` those of the people for each of whom others are owed.
    """

    verdict: Verdict
    counted: Headcount
    credited: Headcount
    owed: Headcount


class Judgement:
    """The verdicts of every reading, with the entries that have happened."""

    def __init__(self, terms: Terms, entries: Sequence[SourcedEntry], snapshot: Snapshot) -> None:
        self.terms = terms
        self.entries = entries
        self._snapshot = snapshot
        self._judged = {each.name: judge_reading(each, snapshot) for each in terms.readings}
        self._apart: dict[str, dict[str, list[Verdict]]] = {}  # each credit by its period

    def ending_or_open(self, obligation: Obligation, day: date) -> list[Verdict]:
        """Return the verdicts as written on periods that end with a day, or hold it and are not over."""
        return [
            verdict
            for verdict in self._judged[self.terms.as_written.name][obligation.id]
            if verdict.last == day
            or (verdict.first <= day < verdict.last and not self._snapshot.over(verdict.last))
        ]

    def over_same_days(self, reading: Reading, verdict: Verdict) -> Verdict | None:
        """Return a reading's verdict on the same obligation and days; ``None`` where it has none."""
        days = verdict.first, verdict.last
        verdicts = self._judged[reading.name][verdict.obligation]
        return next((each for each in verdicts if (each.first, each.last) == days), None)

    def statement_on(self, reading: Reading, verdict: Verdict) -> Statement:
        """Return what a reading says of the period of a verdict, also where it judges other days."""
        verdicts = self._judged[reading.name].get(verdict.obligation, [])
        return statement_on(reading.name, verdicts, verdict)

    def outcome(self, reading: Reading, obligation: Obligation, verdict: Verdict) -> Outcome:
        """Return a verdict with the entries behind its numbers."""
        earning = self._earning(reading, obligation, verdict)
        return Outcome(
            verdict=verdict,
            counted=count(self.counted(obligation, [verdict])),
            credited=count(self.counted(obligation, earning)),
            owed=count(self._owed(reading, obligation, verdict)),
        )

    def counted(self, obligation: Obligation, periods: Sequence[Verdict]) -> list[SourcedEntry]:
        """Return the entries that an obligation counts in some periods."""
        selector = obligation.delivered
        days = {day for period in periods for day in days_between(period.first, period.last)}
        return [
            row
            for row in self.entries
            if row.entry.day in days and matches(selector, row.entry.group)
        ]

    def _owed(
        self, reading: Reading, obligation: Obligation, verdict: Verdict
    ) -> list[SourcedEntry]:
        """Return the entries of the people for each of whom others are owed: those applied, too."""
        selectors = [owed.counts for owed in obligation.for_each if owed.counts]
        names = {owed.obligation for owed in obligation.for_each}
        applied = {
            row.entry.id
            for other in reading.obligations
            if other.id in names
            for row in self.counted(other, self._applying(reading, other, verdict))
        }
        return [
            row
            for row in self.entries
            if row.entry.id in applied
            or (
                verdict.first <= row.entry.day <= verdict.last
                and any(matches(selector, row.entry.group) for selector in selectors)
            )
        ]

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
        if reading.name not in self._apart:
            self._apart[reading.name] = judge_apart(reading, self._snapshot)
        verdicts = self._apart[reading.name][obligation.id]
        (apart,) = (e for e in verdicts if (e.first, e.last) == (verdict.first, verdict.last))
        days = _days_spent(apart)
        return [each for each in verdicts if each.last in days]


def _days_spent(verdict: Verdict) -> set[date]:
    """Return the last days of the periods whose credit a verdict uses, the oldest first."""
    days: set[date] = set()
    left: Amount = verdict.credit_used
    for credit in verdict.worst_brought.credit:
        if left <= 0:
            break
        days.add(credit.earned)
        left -= credit.people
    return days
