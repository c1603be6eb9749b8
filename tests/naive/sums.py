"""The rows of `totals` and `extension` (ledger.md, section 4)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tests.naive.clock import DAY
from tests.naive.facts import Entry, Truce, first_day, last_day, list_readings
from tests.naive.judging import open_judge
from tests.naive.matching import (
    has_happened,
)
from tests.naive.rows import Row

Group = tuple[str, ...]  # party, then the columns asked for


def totals(
    truce: Truce,
    at: datetime,
    by: Sequence[str] = ("kind",),
    from_: date | None = None,
    to: date | None = None,
) -> list[Row]:
    """Return the rows of `totals`."""
    days = list_days(truce, at, from_, to)
    entries = [
        entry
        for entry in truce.entries
        if has_happened(entry, truce.clock, at) and entry.until in days
    ]
    rows = []
    for group in sorted({group_of(entry, by) for entry in entries}):
        running, running_open = 0, 0
        for day in days:
            of_day = [entry for entry in entries if entry.until == day]
            own = [entry for entry in of_day if group_of(entry, by) == group]
            count, undisclosed = sum(one.least for one in own), sum(one.open for one in own)
            running, running_open = running + count, running_open + undisclosed
            is_recorded = any(group_of(entry, ()) == group[:1] for entry in of_day)
            rows.append(
                {
                    "day": day.isoformat(),
                    **dict(zip(("party", *by), group, strict=True)),
                    "count": str(count) if is_recorded else "",
                    "running_total": str(running),
                    "undisclosed": str(undisclosed),
                    "running_undisclosed": str(running_open),
                }
            )
    shown = [row for row in rows if from_ is None or row["day"] >= from_.isoformat()]
    return sorted(shown, key=lambda row: row["day"])  # stable: groups stay in their order


def list_days(truce: Truce, at: datetime, from_: date | None, to: date | None) -> list[date]:
    """Return the days over which totals run: the truce's, or wider where asked, that have begun."""
    first, last = first_day(truce.terms), last_day(truce.terms)
    if from_ is not None:
        first = min(first, from_)
    today = truce.clock.day(at)
    if last is None or last > today:
        last = today
    if to is not None:
        last = min(to, today)
    return [first + n * DAY for n in range((last - first).days + 1)]


def group_of(entry: Entry, by: Sequence[str]) -> Group:
    """Return the group of an entry: its parties and its values, sorted, each once."""
    values = [entry.party, *(entry.words(column) for column in by)]
    return tuple(";".join(sorted(set(words))) for words in values)


def extension(truce: Truce, at: datetime) -> list[Row]:
    """Return the rows of `extension`; none without an extension in the terms."""
    return list(extension_rows(truce, at)) if "extension" in truce.terms else []


def extension_rows(truce: Truce, at: datetime) -> Iterator[Row]:
    """Yield one row for each reading."""
    terms = truce.terms["extension"]
    last = last_day(truce.terms)
    agreed = "" if last is None else str((last - first_day(truce.terms)).days + 1)
    limit = terms.get("at_most_days")
    for reading in list_readings(truce.terms):
        judge = open_judge(truce, at, reading)
        applied = sum(
            verdict.applied.least for name in terms["obligations"] for verdict in judge.judge(name)
        )
        steps = max(0, applied - terms["after"]) // terms["each"]
        days = terms["first_days"] + terms["adds_days"] * steps
        is_at_limit = limit is not None and days >= limit
        needs = terms["after"] + (steps + 1) * terms["each"] - applied
        yield {
            "reading": reading,
            "applied": str(applied),
            "days_earned": str(limit if is_at_limit else days),
            "days_agreed": agreed,
            "next_day_needs": "" if is_at_limit else str(needs),
        }
