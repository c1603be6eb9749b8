"""The naive reference: how an obligation is judged (ledger.md, section 3)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from .folder import ONE_DAY, Entry, Table, Truce, begins, has_happened
from .terms import Period, is_uncertain, matches, periods, words


@dataclass(frozen=True)
class Verdict:
    """One obligation over one period; an upcoming one holds zeros that are never shown."""

    period: Period
    status: str
    required: int = 0
    brought: int = 0
    delivered: int = 0
    credit_used: int = 0
    shortfall: int = 0
    surplus: int = 0
    carried: int = 0
    applied: int = 0
    delivered_uncertain: bool = False
    required_uncertain: bool = False
    brought_uncertain: bool = False

    def is_uncertain(self) -> bool:
        """Whether anything that enters `applied` is uncertain."""
        return self.delivered_uncertain or self.required_uncertain or self.brought_uncertain


@dataclass
class Credit:
    """What is left of a surplus, and the last day of the period that earned it."""

    earned: date
    people: int


@dataclass
class Carried:
    """What one period hands to the next: credits, oldest first, and arrears."""

    credits: list[Credit] = field(default_factory=list)
    arrears: int = 0

    def credit(self) -> int:
        """The people in all credits together."""
        return sum(credit.people for credit in self.credits)


@dataclass(frozen=True)
class Case:
    """What an obligation is judged on: itself, the moment, and the obligations that it names."""

    truce: Truce
    obligation: Table
    at: datetime
    named: dict[str, list[Verdict]]

    def carries(self, what: str) -> bool:
        """Whether the obligation carries `surplus` or `shortfall`."""
        return self.obligation.get("carry", "none") in (what, "both")


def judge(truce: Truce, obligations: dict[str, Table], name: str, at: datetime) -> list[Verdict]:
    """The verdicts of one obligation under one reading, by date."""
    obligation = obligations[name]
    named = {
        item["obligation"]: judge(truce, obligations, item["obligation"], at)
        for item in obligation.get("for_each", [])
        if "obligation" in item and item["obligation"] in obligations
    }
    case = Case(truce, obligation, at, named)
    carried = Carried()
    found: list[Verdict] = []
    for period in periods(truce, obligation):
        if begins(truce, period.first) > at:
            found.append(Verdict(period, "upcoming"))
        else:
            found.append(_judge_period(case, period, carried, found))
    return found


def _judge_period(case: Case, period: Period, carried: Carried, earlier: list[Verdict]) -> Verdict:
    """The verdict; `carried` holds what is brought forward, then what is carried forward."""
    counts = case.obligation["counts"]
    entries = happened_in(case.truce, period, case.at)
    own = [entry for entry in entries if entry.party in words(case.obligation["party"])]
    over = begins(case.truce, period.last + ONE_DAY) <= case.at

    delivered = people(own, counts)
    delivered_uncertain = any(is_uncertain(entry, counts) for entry in own)
    required, required_uncertain = _required(case, period, entries)
    certain_and_final = not required_uncertain and (period.at_least is not None or over)

    _lapse(case, period, carried)
    credit, arrears = carried.credit(), carried.arrears
    brought_uncertain = _is_brought_uncertain(case, period, earlier)

    due = required + arrears
    credit_used = min(credit, max(0, due - delivered))
    surplus = max(0, delivered - due)
    shortfall = max(0, due - delivered - credit_used)

    status = _status(
        met=delivered >= due and certain_and_final,
        credited=delivered + credit_used >= due and certain_and_final,
        undisclosed=delivered_uncertain
        or brought_uncertain
        or (required_uncertain and delivered + credit_used >= due),
        over=over,
        reported=_is_reported(own, counts),
    )

    _use(carried, credit_used)
    if case.carries("surplus"):
        carried.credits.append(Credit(period.last, surplus))
    if case.carries("shortfall"):
        adds_none = not over or status in ("unreported", "undisclosed")
        carried.arrears = min(shortfall, arrears) if adds_none else shortfall

    return Verdict(
        period=period,
        status=status,
        required=required,
        brought=credit - arrears,
        delivered=delivered,
        credit_used=credit_used,
        shortfall=shortfall,
        surplus=surplus,
        carried=carried.credit() - carried.arrears,
        applied=delivered + credit_used - (surplus if case.carries("surplus") else 0),
        delivered_uncertain=delivered_uncertain,
        required_uncertain=required_uncertain,
        brought_uncertain=brought_uncertain,
    )


def happened_in(truce: Truce, period: Period, at: datetime) -> list[Entry]:
    """The entries of a period's days that have happened at a moment."""
    return [
        entry
        for entry in truce.entries
        if period.first <= entry.day <= period.last and has_happened(truce, entry, at)
    ]


def people(entries: list[Entry], selector: Table) -> int:
    """The people in the entries that match a selector; a `?` adds nothing."""
    total = 0
    for entry in entries:
        if matches(entry, selector) and entry.count is not None:
            total += entry.count
    return total


def _required(case: Case, period: Period, entries: list[Entry]) -> tuple[int, bool]:
    """How many are owed in the period, and whether that is uncertain."""
    if period.at_least is not None:
        return period.at_least, False
    required = 0
    uncertain = False
    for item in case.obligation["for_each"]:
        if "counts" in item:
            named = people(entries, item["counts"])
            doubt = any(is_uncertain(entry, item["counts"]) for entry in entries)
        else:
            within = _within(period, case.named.get(item["obligation"], []))
            named = sum(verdict.applied for verdict in within)
            doubt = any(verdict.is_uncertain() for verdict in within)
        required += item["owed"] * named
        uncertain = uncertain or doubt
    return required, uncertain


def _within(period: Period, verdicts: list[Verdict]) -> list[Verdict]:
    return [
        verdict
        for verdict in verdicts
        if period.first <= verdict.period.first and verdict.period.last <= period.last
    ]


def _is_too_long_ago(case: Case, earned: date, period: Period) -> bool:
    carry_days = case.obligation.get("carry_days")
    return carry_days is not None and period.first - earned > timedelta(days=carry_days)


def _lapse(case: Case, period: Period, carried: Carried) -> None:
    carried.credits = [
        credit for credit in carried.credits if not _is_too_long_ago(case, credit.earned, period)
    ]


def _use(carried: Carried, credit_used: int) -> None:
    for _ in range(credit_used):
        oldest = next(credit for credit in carried.credits if credit.people > 0)
        oldest.people -= 1


def _is_brought_uncertain(case: Case, period: Period, earlier: list[Verdict]) -> bool:
    if not case.carries("surplus"):
        return False
    return any(
        (verdict.delivered_uncertain or verdict.required_uncertain)
        and not _is_too_long_ago(case, verdict.period.last, period)
        for verdict in earlier
    )


def _is_reported(own: list[Entry], selector: Table) -> bool:
    if "kind" not in selector:
        return bool(own)
    return any(entry.kind in words(selector["kind"]) for entry in own)


def _status(*, met: bool, credited: bool, undisclosed: bool, over: bool, reported: bool) -> str:
    if met:
        return "met"
    if credited:
        return "credited"
    if undisclosed:
        return "undisclosed"
    if not over:
        return "pending"
    return "short" if reported else "unreported"
