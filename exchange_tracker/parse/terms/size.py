"""Whether terms ask for more than can be judged: counted before anything of that size is made."""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Obligation, Per, Reading, Span, Terms
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.parse.limits import MOST_KEYS, MOST_LENDING, MOST_PERIODS, MOST_RULES
from exchange_tracker.parse.terms.flaws import table_in, tables_in
from exchange_tracker.parse.terms.toml import Table

_WEEK = 7  # days


def refuse_many_rules(raw: Table, name: str) -> None:
    """Refuse a raw table, right or wrong, that has too many keys, or readings times obligations.

    What a reading combines counts as a reading, what an obligation names, and an event, as an
    obligation.
    """
    _refuse_many_keys(raw, name)
    phases = len(tables_in(raw.get("phases")))
    rules = sum(_rules(table, phases) for _, table in tables_in(raw.get("obligations")))
    rules += _length(raw.get("events"))
    readings = [table_in(table) for table in table_in(raw.get("readings")).values()]
    count = 1 + sum(1 + _length(reading.get("combines")) for reading in readings)
    replaced = sum(
        _rules(table_in(table), 0)
        for reading in readings
        for table in table_in(reading.get("obligations")).values()
    )
    if count * rules + replaced > MOST_RULES:
        what = f"{count:,} readings of {rules:,} rules are more than {MOST_RULES:,} together"
        raise Refusal.one(name, what, "leave out readings or obligations, or split the terms")


def _refuse_many_keys(raw: Table, name: str) -> None:
    """Refuse a raw table of which each key may be a problem of its own, each looked up and sorted."""
    keys = _keys(raw)
    if keys > MOST_KEYS:
        what = f"the tables of the terms have {keys:,} keys, more than {MOST_KEYS:,}"
        raise Refusal.one(name, what, "check that it is the right file, or split the terms")


def _keys(raw: Table) -> int:
    """Return the keys in all tables, each table one more; dates of ``at_least`` are periods."""
    count, waiting = 0, list[object]([raw])
    while waiting:
        match waiting.pop():
            case dict() as table:
                count += 1 + len(table)
                waiting += [value for key, value in table.items() if key != "at_least"]
            case list() as values:
                waiting += values
    return count


def _rules(obligation: Table, phases: int) -> int:
    spans = _length(obligation.get("phases")) or phases
    return 1 + spans + _length(obligation.get("for_each")) + _length(obligation.get("at_least"))


def _length(value: object) -> int:
    return len(value) if isinstance(value, list | dict) else 0


def refuse_many_periods(terms: Terms, name: str, today: date | None = None) -> None:
    """Refuse terms whose obligations have too many periods under all readings together.

    Days and weeks without an end count up to ``today``; ``None``: as one.
    """
    periods: dict[int, int] = {}
    lending = 0
    for obligation in _obligations(terms.readings):
        if id(obligation) not in periods:
            periods[id(obligation)] = _periods(obligation, today)
        lending += _lending(obligation, periods[id(obligation)])
    total = sum(periods[id(obligation)] for obligation in _obligations(terms.readings))
    if total > MOST_PERIODS:
        what = (
            f"the obligations have {total:,} periods under all readings together,"
            f" more than {MOST_PERIODS:,}"
        )
        raise Refusal.one(name, what, "check the years of the phases, or leave out readings")
    if lending > MOST_LENDING:
        what = f"with carry_days as long as here, {lending:,} periods could lend to another"
        raise Refusal.one(
            name, what, "write fewer days, or leave carry_days out: then no credit lapses"
        )


def _obligations(readings: Iterable[Reading]) -> Iterable[Obligation]:
    return (obligation for reading in readings for obligation in reading.obligations)


def _periods(obligation: Obligation, today: date | None) -> int:
    if obligation.at_dates:
        return len(obligation.at_dates)
    match obligation.per:
        case Per.DAY:
            return sum(_blocks(span, 1, today) for span in obligation.spans)
        case Per.WEEK:
            return sum(_blocks(span, _WEEK, today) for span in obligation.spans)
        case Per.DEADLINE | Per.PHASE:
            return len(obligation.spans)
        case _:
            assert_never(obligation.per)


def _blocks(span: Span, days: int, today: date | None) -> int:
    """Return into how many blocks of days a span falls; one without an end up to ``today``."""
    last = span.last
    if last is NEVER:
        last = max(span.first, today or span.first)
    return max(0, -(-((last - span.first).days + 1) // days))


def _lending(obligation: Obligation, periods: int) -> int:
    """Return how many earlier periods all periods look back on, at most."""
    if obligation.carry_days is None or not obligation.carry.credit:
        return 0
    length = _WEEK if obligation.per is Per.WEEK else 1
    return periods * min(periods, obligation.carry_days // length + 1)
