"""The naive reference: the outputs for programs and the exit code (ledger.md, sections 4 and 5)."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from .folder import (
    Claim,
    Entry,
    Row,
    Table,
    Truce,
    begins,
    days_between,
    has_happened,
    read_truce,
)
from .terms import Period, matches, under, values, words
from .verdicts import Verdict, happened_in, judge, people

NUMBERS = ("required", "brought", "delivered", "credit_used", "shortfall", "surplus", "carried")


def check(
    folder: Path, at: datetime, readings: Sequence[str] | None = None, *, all_: bool = False
) -> list[Row]:
    """The rows of `check`; `readings` are the names asked for (default: all of them)."""
    truce = read_truce(folder)
    rows = []
    for reading in ["as-written", *truce.readings]:
        if readings is not None and reading not in readings:
            continue
        obligations = under(truce, reading)
        for name, obligation in obligations.items():
            rows += [
                _check_row(reading, name, obligation, verdict)
                for verdict in judge(truce, obligations, name, at)
                if verdict.status != "upcoming" or all_
            ]
    return rows


def _check_row(reading: str, name: str, obligation: Table, verdict: Verdict) -> Row:
    numbers = {column: str(getattr(verdict, column)) for column in NUMBERS}
    if verdict.status == "upcoming":
        at_least = verdict.period.at_least
        numbers = dict.fromkeys(NUMBERS, "")
        numbers["required"] = "" if at_least is None else str(at_least)
    return {
        "reading": reading,
        "obligation": name,
        "party": ";".join(words(obligation["party"])),
        "from": verdict.period.first.isoformat(),
        "to": verdict.period.last.isoformat(),
        **numbers,
        "status": verdict.status,
    }


def check_exit(rows: list[Row]) -> int:
    """The exit code of `check` for its rows: 0, 1 or 4."""
    statuses: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        period = (row["obligation"], row["from"], row["to"])
        statuses.setdefault(period, []).append(row["status"])
    if any(all(status == "short" for status in judged) for judged in statuses.values()):
        return 1
    cannot_say = ("short", "unreported", "undisclosed")
    return 4 if any(row["status"] in cannot_say for row in rows) else 0


def totals(
    folder: Path,
    at: datetime,
    by: Sequence[str] = ("kind",),
    from_: date | None = None,
    to: date | None = None,
) -> list[Row]:
    """The rows of `totals` over the truce's days or another range."""
    truce = read_truce(folder)
    first = from_ or truce.first_day()
    last = to or truce.last_day()
    entries = happened_in(truce, Period(first, last, None), at)
    groups = sorted({_group(entry, by) for entry in entries})
    days = [day for day in days_between(first, last) if begins(truce, day) <= at]
    members = {group: [each for each in entries if _group(each, by) == group] for group in groups}
    return [
        _totals_row(entries, members[group], day, group, by) for day in days for group in groups
    ]


def _group(entry: Entry, by: Sequence[str]) -> tuple[str, ...]:
    return (entry.party, *(";".join(sorted(set(values(entry, column)))) for column in by))


def _totals_row(
    entries: list[Entry],
    of_group: list[Entry],
    day: date,
    group: tuple[str, ...],
    by: Sequence[str],
) -> Row:
    party = group[0]
    today = [entry for entry in of_group if entry.day == day]
    so_far = [entry for entry in of_group if entry.day <= day]
    recorded = any(entry.party == party and entry.day == day for entry in entries)
    return {
        "day": day.isoformat(),
        "party": party,
        **dict(zip(by, group[1:], strict=True)),
        "count": str(people(today, {})) if recorded else "",
        "running_total": str(people(so_far, {})),
        "undisclosed": str(_undisclosed(today)),
        "running_undisclosed": str(_undisclosed(so_far)),
    }


def _undisclosed(entries: list[Entry]) -> int:
    return sum(1 for entry in entries if entry.count is None)


def extension(folder: Path, at: datetime) -> list[Row]:
    """The rows of `extension`, one for each reading; none without a section `[extension]`."""
    truce = read_truce(folder)
    if truce.extension is None:
        return []
    return [
        _extension_row(truce, truce.extension, reading, at)
        for reading in ["as-written", *truce.readings]
    ]


def _extension_row(truce: Truce, section: Table, reading: str, at: datetime) -> Row:
    obligations = under(truce, reading)
    applied = 0
    for name in section["obligations"]:
        if name in obligations:
            applied += sum(verdict.applied for verdict in judge(truce, obligations, name, at))
    earned_times = max(0, applied - section["after"]) // section["each"]
    days = section["first_days"] + section["adds_days"] * earned_times
    needs = str(section["after"] + (earned_times + 1) * section["each"] - applied)
    if "at_most_days" in section and days >= section["at_most_days"]:
        days = section["at_most_days"]
        needs = ""
    return {
        "reading": reading,
        "applied": str(applied),
        "days_earned": str(days),
        "days_agreed": str(len(list(days_between(truce.first_day(), truce.last_day())))),
        "next_day_needs": needs,
    }


def reconcile(folder: Path, at: datetime) -> list[Row]:
    """The rows of `reconcile` in the order of recording, each without its explanation."""
    truce = read_truce(folder)
    return [_reconcile_row(truce, claim, at) for claim in truce.claims]


def _reconcile_row(truce: Truce, claim: Claim, at: datetime) -> Row:
    entries = [
        entry
        for entry in truce.entries
        if claim.first <= entry.day <= claim.last and has_happened(truce, entry, at)
    ]
    selector = {column: asked for column, asked in claim.selector.items() if asked}
    matching = [entry for entry in entries if matches(entry, selector)]
    ledger = people(matching, {})
    status = _reconcile_status(claim, entries, matching, ledger)
    unreported = status == "unreported"
    return {
        "claim": claim.id,
        "source": claim.source,
        "from": claim.first.isoformat(),
        "to": claim.last.isoformat(),
        **{column: ";".join(asked) for column, asked in claim.selector.items()},
        "bound": claim.bound,
        "figure": str(claim.figure),
        "ledger": "" if unreported else str(ledger),
        "difference": "" if unreported else str(claim.figure - ledger),
        "status": status,
        "explanation": "",
    }


def _reconcile_status(
    claim: Claim, entries: list[Entry], matching: list[Entry], ledger: int
) -> str:
    party, kind = claim.selector["party"], claim.selector["kind"]
    if not any(
        (not party or entry.party in party) and (not kind or entry.kind in kind)
        for entry in entries
    ):
        return "unreported"
    if _agrees(claim, ledger):
        return "agrees"
    if claim.figure > ledger and any(entry.count is None for entry in matching):
        return "undisclosed"
    return "differs"


def _agrees(claim: Claim, ledger: int) -> bool:
    if claim.bound == ">=":
        return ledger >= claim.figure
    if claim.bound == "<=":
        return ledger <= claim.figure
    if claim.bound == "~":
        return abs(claim.figure - ledger) * 20 <= claim.figure
    return ledger == claim.figure
