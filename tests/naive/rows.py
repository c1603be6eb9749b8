"""The rows of `check` and `check --together`, and the exit code (ledger.md, sections 3 to 5)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from tests.naive.facts import Truce, list_readings, words_of
from tests.naive.judging import Verdict, open_judge
from tests.naive.spans import Period

Row = dict[str, str]
Days = tuple[date, date | None]

KEPT = {"met", "credited"}
FINDINGS = {"short", "unreported", "undisclosed"}
NUMBERS = ("required", "brought", "delivered", "credit_used", "shortfall", "surplus", "carried")


def check(
    truce: Truce,
    at: datetime,
    readings: Sequence[str] | None = None,
    all_: bool = False,  # noqa: FBT001, FBT002 -- as the option is written
) -> list[Row]:
    """Return the rows of `check`; with `all_` those of periods to come, too."""
    return [
        check_row(truce, reading, obligation["id"], verdict)
        for reading in ask_readings(truce, readings)
        for judge in [open_judge(truce, at, reading)]
        for obligation in truce.terms["obligations"]
        for verdict in judge.judge(obligation["id"])
        if all_ or verdict.status != "upcoming"
    ]


def ask_readings(truce: Truce, readings: Sequence[str] | None) -> list[str]:
    """Return the readings asked for, in the order of the terms; None asks for all."""
    every = list_readings(truce.terms)
    return every if readings is None else [name for name in every if name in readings]


def check_row(truce: Truce, reading: str, obligation: str, verdict: Verdict) -> Row:
    """Return one verdict as a row."""
    return {
        "reading": reading,
        "obligation": obligation,
        "party": party_cell(truce, obligation),
        "from": cell(verdict.period.first),
        "to": cell(verdict.period.last),
        **{name: cell(getattr(verdict, name)) for name in NUMBERS},
        "status": verdict.status,
        "shortfall_least": cell(verdict.shortfall_least),
        "shortfall_most": cell(verdict.shortfall_most),
    }


def party_cell(truce: Truce, obligation: str) -> str:
    """Return the parties of an obligation, joined."""
    parties = {one["id"]: one["party"] for one in truce.terms["obligations"]}
    return ";".join(words_of(parties[obligation]))


def cell(value: date | float | None) -> str:
    """Return a value as text, blank where there is none."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(int(value))


def together(truce: Truce, at: datetime, readings: Sequence[str] | None = None) -> list[Row]:
    """Return the rows of `check --together`."""
    names = ask_readings(truce, readings)
    judges = {name: open_judge(truce, at, name) for name in names}
    rows = []
    for obligation in truce.terms["obligations"]:
        key = obligation["id"]
        verdicts = {name: judges[name].judge(key) for name in names}
        every = [verdict for name in names for verdict in verdicts[name]]
        for first, last in sort_days(days_begun(every)):
            says = {name: say(verdicts[name], (first, last)) for name in names}
            rows.append(
                {
                    "obligation": key,
                    "party": party_cell(truce, key),
                    "from": cell(first),
                    "to": cell(last),
                    "together": sum_up(says.values()),
                    **{
                        answer: ";".join(name for name in names if says[name] == answer)
                        for answer in ("kept", "not_kept", "not_known")
                    },
                }
            )
    return rows


def days_begun(verdicts: Iterable[Verdict]) -> Iterator[Days]:
    """Yield the days of the periods that have begun."""
    for verdict in verdicts:
        if verdict.period.first is not None and verdict.status != "upcoming":
            yield verdict.period.first, verdict.period.last


def sort_days(days: Iterable[Days]) -> list[Days]:
    """Return spans of days by their first and last day, those without an end last, each once."""
    return sorted(set(days), key=lambda span: (span[0], span[1] is None, span[1] or span[0]))


def say(verdicts: list[Verdict], days: Days) -> str:
    """Return what a reading with these verdicts on an obligation says of a period."""
    for verdict in verdicts:
        if (verdict.period.first, verdict.period.last) == days:
            return say_itself(verdict.status)
    if any(verdict.status == "waiting" for verdict in verdicts):
        return "not_known"
    answers = [say_itself(one.status) for one in verdicts if shares_day(one.period, days)]
    if all(answer == "kept" for answer in answers):  # none: nothing is owed on any of these days
        return "kept"
    return "not_kept" if "not_kept" in answers else "not_known"


def say_itself(status: str) -> str:
    """Return what a verdict's status says of exactly its period."""
    if status in KEPT:
        return "kept"
    return "not_kept" if status == "short" else "not_known"


def shares_day(period: Period, days: Days) -> bool:
    """Say whether a period has a day in common with others."""
    first, last = days
    assert period.first is not None
    begins_late = last is not None and period.first > last
    return not begins_late and (period.last is None or first <= period.last)


def sum_up(answers: Iterable[str]) -> str:
    """Return the word for what all readings say together."""
    words = set(answers)
    if words == {"kept"}:
        return "kept"
    if words == {"not_kept"}:
        return "short"
    return "disputed" if {"kept", "not_kept"} <= words else "unsettled"


def exit_code(truce: Truce, at: datetime, readings: Sequence[str] | None = None) -> int:
    """Return the exit code of `check`."""
    if any(row["together"] == "short" for row in together(truce, at, readings)):
        return 1
    statuses = {row["status"] for row in check(truce, at, readings)}
    return 4 if statuses & FINDINGS else 0
