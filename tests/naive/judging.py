"""How obligations are judged under one reading: the worst and the best case (section 3)."""

from dataclasses import dataclass
from datetime import datetime

from tests.naive.carrying import Brought, Outcome, carry_forward, lapse, weigh
from tests.naive.facts import Entry, Terms, Truce, words_of
from tests.naive.matching import (
    UNLIMITED,
    Match,
    Range,
    has_happened,
    match_days,
    match_party,
    match_selector,
    sum_people,
)
from tests.naive.readings import Agreement, agreement_under
from tests.naive.spans import Period, list_periods

NOTHING = Range(0, 0)


@dataclass(frozen=True, slots=True)
class Situation:
    """What a period that has begun is judged by: what is known of it and brought into it."""

    obligation: Terms
    period: Period
    required: Range
    delivered: Range
    recorded: Match  # YES, MAY (perhaps recorded) or NO
    worst: Brought  # what has lapsed is gone
    best: Brought
    is_over: bool

    def weigh(self) -> tuple[Outcome, Outcome]:
        """Return what the rule makes of it in the worst and in the best case."""
        in_worst = weigh(
            required=self.required.most,
            delivered=self.delivered.least,
            credit=self.worst.sum_credit(),
            arrears=self.worst.arrears,
        )
        # What nobody recorded may have been delivered all the same, as much as was required.
        in_best = weigh(
            required=self.required.least,
            delivered=self.delivered.most
            if self.recorded is Match.YES
            else max(self.delivered.most, self.required.least),
            credit=self.best.sum_credit(),
            arrears=self.best.arrears,
        )
        return in_worst, in_best

    def name_status(self) -> str:
        """Return the first status that fits."""
        in_worst, in_best = self.weigh()
        if self.delivered.least >= in_worst.due:
            return "met"
        if self.delivered.least + in_worst.credit_used >= in_worst.due:
            return "credited"
        if not self.is_over:
            return "pending"
        if self.recorded is Match.NO:
            return "unreported"
        if self.recorded is Match.YES and in_best.shortfall > 0:
            return "short"
        return "undisclosed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an obligation stands over one period; numbers are None where the row leaves them blank."""

    period: Period
    status: str
    applied: Range
    required: int | None
    brought: float | None = None
    delivered: int | None = None
    credit_used: float | None = None
    shortfall: float | None = None
    surplus: float | None = None
    carried: float | None = None
    shortfall_least: float | None = None
    shortfall_most: float | None = None  # also None: without limit
    situation: Situation | None = None  # None: it is waiting or has not begun


@dataclass(slots=True)
class Judge:
    """The judge of one reading; remembers the verdicts of each obligation."""

    agreement: Agreement
    truce: Truce
    at: datetime
    entries: list[Entry]  # those that have happened
    verdicts: dict[str, list[Verdict]]

    def judge(self, name: str) -> list[Verdict]:
        """Return the verdicts on an obligation, by date; none where the reading voids it."""
        if name not in self.verdicts:
            obligation = self.agreement.obligations.get(name)
            self.verdicts[name] = [] if obligation is None else self._judge_periods(obligation)
        return self.verdicts[name]

    def _judge_periods(self, obligation: Terms) -> list[Verdict]:
        periods = list_periods(
            obligation,
            self.agreement,
            phases=self.truce.terms["phases"],
            clock=self.truce.clock,
            at=self.at,
        )
        verdicts = []
        worst, best = Brought(), Brought()
        for period in periods:
            if period.is_waiting() or not period.has_begun(self.at):
                verdicts.append(judge_nothing(period))
                continue
            verdict, worst, best = self._judge_period(obligation, period, worst, best)
            verdicts.append(verdict)
        return verdicts

    def _judge_period(
        self, obligation: Terms, period: Period, worst: Brought, best: Brought
    ) -> tuple[Verdict, Brought, Brought]:
        assert period.first is not None
        situation = Situation(
            obligation=obligation,
            period=period,
            required=self.range_required(obligation, period),
            delivered=self.range_delivered(obligation, period),
            recorded=self._match_record(obligation, period),
            worst=lapse(worst, obligation, period.first),
            best=lapse(best, obligation, period.first),
            is_over=period.is_over(self.at),
        )
        required, delivered = situation.required, situation.delivered
        worst, best = situation.worst, situation.best
        in_worst, in_best = situation.weigh()
        worst_after = carry_forward(worst, in_worst, obligation, period.last)
        best_after = carry_forward(best, in_best, obligation, period.last)
        brought = worst.sum_credit() - best.arrears
        sure = weigh(
            required=required.least,
            delivered=delivered.least,
            credit=max(brought, 0),
            arrears=max(-brought, 0),
        )
        verdict = Verdict(
            period=period,
            status=situation.name_status(),
            applied=range_applied(
                obligation, delivered, credit=(worst, best), due=(in_worst.due, in_best.due)
            ),
            required=None if period.amount == "?" else required.least,
            brought=brought,
            delivered=delivered.least,
            credit_used=sure.credit_used,
            shortfall=sure.shortfall,
            surplus=sure.surplus,
            carried=worst_after.sum_credit() - best_after.arrears,
            shortfall_least=in_best.shortfall,
            shortfall_most=None if in_worst.shortfall == UNLIMITED else in_worst.shortfall,
            situation=situation,
        )
        return verdict, worst_after, best_after

    def range_delivered(self, obligation: Terms, period: Period) -> Range:
        """Return the fewest and the most people delivered in a period that has begun."""
        return sum_people(
            (entry, match_obligation(entry, obligation, period)) for entry in self.entries
        )

    def range_required(self, obligation: Terms, period: Period) -> Range:
        if period.amount == "?":
            return Range(0, UNLIMITED)
        if isinstance(period.amount, int):
            return Range(period.amount, period.amount)
        items = [self._range_item(item, period) for item in obligation["for_each"]]
        return Range(sum(item.least for item in items), sum(item.most for item in items))

    def _range_item(self, item: Terms, period: Period) -> Range:
        owed = item["owed"]
        if owed == 0 or self.is_voided(item):
            return NOTHING
        people = self.range_people(item, period)
        most = people.most if period.is_over(self.at) else UNLIMITED
        return Range(owed * people.least, owed * most)

    def is_voided(self, item: Terms) -> bool:
        """Say whether an item of `for_each` names an obligation that the reading voids."""
        other = item.get("obligation")
        return other is not None and other not in self.agreement.obligations

    def range_people(self, item: Terms, period: Period) -> Range:
        """Return the fewest and the most people that an item names."""
        if "obligation" in item:
            return self._range_applied(item["obligation"], period)
        return self._range_named(item, period)

    def _range_named(self, item: Terms, period: Period) -> Range:
        return sum_people(
            (entry, min(is_in, match_selector(entry, item["counts"])))
            for entry, is_in in self._list_nearby(period)
        )

    def _list_nearby(self, period: Period) -> list[tuple[Entry, Match]]:
        """Return the entries that lie (YES) or may lie (MAY) in a period."""
        first = period.first
        assert first is not None
        pairs = [(entry, match_days(entry, first, period.last)) for entry in self.entries]
        return [(entry, is_in) for entry, is_in in pairs if is_in is not Match.NO]

    def _range_applied(self, name: str, period: Period) -> Range:
        inside = [one.applied for one in self.judge(name) if lies_within(one.period, period)]
        return Range(sum(one.least for one in inside), sum(one.most for one in inside))

    def _match_record(self, obligation: Terms, period: Period) -> Match:
        """Say whether a period is recorded (YES), perhaps recorded (MAY) or neither."""
        kinds = obligation["counts"].get("kind")
        answers = [
            min(is_in, match_party(entry, words_of(obligation["party"])))
            for entry, is_in in self._list_nearby(period)
            if kinds is None or set(entry.kind) & set(words_of(kinds))
        ]
        return max(answers, default=Match.NO)


def open_judge(truce: Truce, at: datetime, reading: str) -> Judge:
    """Return the judge of one reading at a moment."""
    return Judge(
        agreement=agreement_under(truce.terms, reading),
        truce=truce,
        at=at,
        entries=[entry for entry in truce.entries if has_happened(entry, truce.clock, at)],
        verdicts={},
    )


def match_obligation(entry: Entry, obligation: Terms, period: Period) -> Match:
    """Say whether an entry counts for an obligation in a period that has begun."""
    assert period.first is not None
    return min(
        match_days(entry, period.first, period.last),
        match_party(entry, words_of(obligation["party"])),
        match_selector(entry, obligation["counts"]),
    )


def judge_nothing(period: Period) -> Verdict:
    """Return the verdict on a period that is waiting or has not begun."""
    return Verdict(
        period=period,
        status="waiting" if period.is_waiting() else "upcoming",
        applied=NOTHING,
        required=period.amount if isinstance(period.amount, int) else None,
    )


def range_applied(
    obligation: Terms,
    delivered: Range,
    *,
    credit: tuple[Brought, Brought],
    due: tuple[float, float],
) -> Range:
    """Return the people applied; credit and due of the worst case, then of the best."""
    if obligation.get("carry", "none") in {"none", "shortfall"}:
        return delivered
    worst, best = (one.sum_credit() for one in credit)
    worst_due, best_due = due
    return Range(
        least=int(min(delivered.least + worst, best_due)),
        most=min(delivered.most + best, worst_due),
    )


def lies_within(inner: Period, outer: Period) -> bool:
    """Say whether a period lies within another; one without an end only in such a one."""
    if inner.first is None or outer.first is None or inner.first < outer.first:
        return False
    if outer.last is None:
        return True
    return inner.last is not None and inner.last <= outer.last
