"""The rule of section 3 without ranges: for a truce in which nothing is open.

Nothing of the judgement on ranges is used here, so that one can be held against the other.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tests.naive.facts import COLUMNS, Entry, Terms, Truce, words_of
from tests.naive.readings import Agreement
from tests.naive.spans import Period, list_periods


@dataclass(frozen=True, slots=True)
class Exact:
    """What became of a period that has begun."""

    period: Period
    is_recorded: bool
    required: int
    delivered: int  # what the entries say
    applied: int
    shortfall: int
    outcome: str  # met, credited or short


@dataclass(slots=True)
class ExactJudge:
    """The judge of a truce without anything open under one reading.

    An unrecorded period whose first day is among `taken` is taken to have delivered what it
    required; in any other, nobody was freed.
    """

    truce: Truce
    at: datetime
    agreement: Agreement
    taken: AbstractSet[date]
    results: dict[str, list[Exact]]

    def judge(self, name: str) -> list[Exact]:
        """Return what became of each period of an obligation that has begun, by date."""
        if name not in self.results:
            obligation = self.agreement.obligations.get(name)
            self.results[name] = [] if obligation is None else self._judge_periods(obligation)
        return self.results[name]

    def _judge_periods(self, obligation: Terms) -> list[Exact]:
        periods = list_periods(
            obligation,
            self.agreement,
            phases=self.truce.terms["phases"],
            clock=self.truce.clock,
            at=self.at,
        )
        results = []
        credit: list[tuple[date | None, int]] = []
        arrears = 0
        carry = obligation.get("carry", "none")
        for period in periods:
            if not period.has_begun(self.at):
                continue
            credit = [one for one in credit if self._is_fresh(obligation, one[0], period)]
            result, surplus, used = self._judge_period(
                obligation, period, sum(people for _, people in credit), arrears
            )
            results.append(result)
            credit = spend(credit, used) + ([(period.last, surplus)] if surplus else [])
            if carry not in {"surplus", "both"}:
                credit = []
            arrears = result.shortfall if carry in {"shortfall", "both"} else 0
        return results

    def _is_fresh(self, obligation: Terms, earned: date | None, period: Period) -> bool:
        days = obligation.get("carry_days")
        if days is None:
            return True
        assert earned is not None
        assert period.first is not None
        return (period.first - earned).days <= int(days)

    def _judge_period(
        self, obligation: Terms, period: Period, credit: int, arrears: int
    ) -> tuple[Exact, int, int]:
        parties, kinds = words_of(obligation["party"]), obligation["counts"].get("kind")
        own = [one for one in self._entries_in(period) if one.party[0] in parties]
        entries_say = sum(one.least for one in own if is_of(one, obligation["counts"]))
        is_recorded = any(kinds is None or one.kind[0] in words_of(kinds) for one in own)
        required = self._require(obligation, period)
        delivered = entries_say
        if not is_recorded and period.first in self.taken:
            delivered = max(entries_say, required)
        due = required + arrears
        used = min(credit, max(0, due - delivered))
        shortfall = max(0, due - delivered - used)
        applied = entries_say
        if obligation.get("carry", "none") in {"surplus", "both"}:
            applied = min(entries_say + credit, due)
        outcome = "met" if delivered >= due else "credited" if shortfall == 0 else "short"
        result = Exact(
            period=period,
            is_recorded=is_recorded,
            required=required,
            delivered=entries_say,
            applied=applied,
            shortfall=shortfall,
            outcome=outcome,
        )
        return result, max(0, delivered - due), used

    def _require(self, obligation: Terms, period: Period) -> int:
        if period.amount is not None:
            return int(period.amount)
        return sum(item["owed"] * self._count_item(item, period) for item in obligation["for_each"])

    def _count_item(self, item: Terms, period: Period) -> int:
        if "counts" in item:
            return sum(one.least for one in self._entries_in(period) if is_of(one, item["counts"]))
        return sum(
            result.applied
            for result in self.judge(item["obligation"])
            if is_within(result.period, period)
        )

    def _entries_in(self, period: Period) -> list[Entry]:
        first, last = period.first, period.last
        assert first is not None
        return [
            one for one in self.truce.entries if first <= one.day and (not last or one.day <= last)
        ]


def is_of(entry: Entry, selector: Terms) -> bool:
    """Say whether an entry of one party, in which nothing asked for is blank, matches a selector."""
    if "except" in selector:
        rest = {key: words for key, words in selector.items() if key != "except"}
        return is_of(entry, rest) and not is_of(entry, selector["except"])
    return all(
        set(entry.words(column)) & set(words_of(selector[column]))
        for column in COLUMNS
        if column in selector
    ) and ("party" not in selector or entry.party[0] in words_of(selector["party"]))


def is_within(inner: Period, outer: Period) -> bool:
    """Say whether all the days of a period are days of another."""
    assert inner.first is not None
    assert outer.first is not None
    ends_within = outer.last is None or (inner.last is not None and inner.last <= outer.last)
    return outer.first <= inner.first and ends_within


def spend(credit: list[tuple[date | None, int]], people: int) -> list[tuple[date | None, int]]:
    """Return credit less so many people, the oldest first."""
    if not credit:
        return []
    (earned, amount), *later = credit
    used = min(amount, people)
    rest = [(earned, amount - used)] if amount > used else []
    return rest + spend(later, people - used)


def settle(entry: Entry, *, day: date, party: str, count: int, **columns: Any) -> Entry:
    """Return an entry with what was open in it settled."""
    return replace(
        entry,
        day=day,
        until=day,
        moment=None,
        party=(party,),
        least=count,
        open=False,
        **columns,
    )
