"""The rows of `totals`, `reconcile` and `extension` (ledger.md, section 4)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tests.naive.clock import DAY
from tests.naive.facts import COLUMNS, Claim, Entry, Truce, first_day, last_day, list_readings
from tests.naive.judging import open_judge
from tests.naive.matching import (
    UNLIMITED,
    Match,
    has_happened,
    match_days,
    match_party,
    match_selector,
    sum_people,
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


def reconcile(truce: Truce, at: datetime) -> list[Row]:
    """Return the rows of `reconcile` without `explanation`; claims with a `measure` are no part."""
    entries = [entry for entry in truce.entries if has_happened(entry, truce.clock, at)]
    return [reconcile_row(claim, entries) for claim in truce.claims]


def reconcile_row(claim: Claim, entries: list[Entry]) -> Row:
    """Return the row of one claim."""
    ledger, status = weigh_claim(claim, entries)
    return {
        "claim": claim.id,
        "source": claim.source,
        "from": claim.first.isoformat(),
        "to": claim.last.isoformat(),
        **{key: ";".join(claim.selector.get(key, [])) for key in ("party", *COLUMNS)},
        "measure": "",
        "cohort": "",
        "bound": claim.bound,
        "figure": str(claim.figure),
        "ledger": "" if ledger is None else str(ledger),
        "difference": "" if ledger is None else str(claim.figure - ledger),
        "status": status,
    }


def weigh_claim(claim: Claim, entries: list[Entry]) -> tuple[int | None, str]:
    """Return the ledger's figure (None: unreported) and the status of a claim."""
    matches = [
        (
            entry,
            min(
                match_selector(entry, claim.selector),
                match_days(entry, claim.first, claim.last),
            ),
        )
        for entry in entries
    ]
    if not any(is_recorded(claim, entry) for entry in entries):
        return None, "unreported"
    people = sum_people(matches)
    if agrees(claim, people.least):
        return people.least, "agrees"
    is_above = claim.figure > people.least
    if is_above and (people.most == UNLIMITED or suffices(claim, people.most)):
        return people.least, "undisclosed"
    return people.least, "differs"


def is_recorded(claim: Claim, entry: Entry) -> bool:
    """Say whether an entry is or may be of a claim's party, with its kind and in its range."""
    answers = [match_days(entry, claim.first, claim.last)]
    if "party" in claim.selector:
        answers.append(match_party(entry, claim.selector["party"]))
    if "kind" in claim.selector and not set(entry.kind) & set(claim.selector["kind"]):
        answers.append(Match.NO)
    return min(answers) is not Match.NO


def agrees(claim: Claim, people: float) -> bool:
    """Say whether so many people agree with a claim's figure."""
    match claim.bound:
        case "=":
            return people == claim.figure
        case ">=":
            return people >= claim.figure
        case "<=":
            return people <= claim.figure
        case "~":
            return 100 * abs(people - claim.figure) <= 5 * claim.figure
        case unknown:
            raise AssertionError(unknown)


def suffices(claim: Claim, most: float) -> bool:
    """Say whether a figure above the ledger's may be reached with `most` people."""
    if claim.bound == "~":
        return 100 * most >= 95 * claim.figure
    return most >= claim.figure


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
