"""Whether terms ask for more than can be judged: counted before anything of that size is made."""

from collections.abc import Iterable
from typing import assert_never

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Obligation, Per, Reading, Span, Terms
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.parse.limits import MOST_LENDING, MOST_PERIODS
from exchange_tracker.parse.terms.flaws import table_in, tables_in
from exchange_tracker.parse.terms.toml import Table

_WEEK = 7  # days


def refuse_many_rules(raw: Table, name: str) -> None:
    """Refuse a raw table, right or wrong, whose readings times obligations are too many.

    What a reading combines counts as a reading, what an obligation names, and an event, as an
    obligation.
    """
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
    if count * rules + replaced > MOST_PERIODS:
        what = f"{count:,} readings of {rules:,} rules are more than {MOST_PERIODS:,} together"
        raise Refusal.one(name, what, "leave out readings or obligations, or split the terms")


def _rules(obligation: Table, phases: int) -> int:
    spans = _length(obligation.get("phases")) or phases
    return 1 + spans + _length(obligation.get("for_each")) + _length(obligation.get("at_least"))


def _length(value: object) -> int:
    return len(value) if isinstance(value, list | dict) else 0


def refuse_many_periods(terms: Terms, name: str) -> None:
    """Refuse terms whose obligations have too many periods under all readings together."""
    periods: dict[int, int] = {}
    lending = 0
    for obligation in _obligations(terms.readings):
        if id(obligation) not in periods:
            periods[id(obligation)] = _periods(obligation)
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


def can_be_judged(obligation: Obligation) -> bool:
    """Return whether the periods of one obligation are not too many, nor those that could lend."""
    periods = _periods(obligation)
    return periods <= MOST_PERIODS and _lending(obligation, periods) <= MOST_LENDING


def _obligations(readings: Iterable[Reading]) -> Iterable[Obligation]:
    return (obligation for reading in readings for obligation in reading.obligations)


def _periods(obligation: Obligation) -> int:
    if obligation.at_dates:
        return len(obligation.at_dates)
    match obligation.per:
        case Per.DAY:
            return sum(_blocks(span, 1) for span in obligation.spans)
        case Per.WEEK:
            return sum(_blocks(span, _WEEK) for span in obligation.spans)
        case Per.DEADLINE | Per.PHASE:
            return len(obligation.spans)
        case _:
            assert_never(obligation.per)


def _blocks(span: Span, days: int) -> int:
    """Return into how many blocks of days a span falls.

    One without an end counts as one: how many have begun is known at the moment of judgement only.
    """
    if span.last is NEVER:
        return 1
    return max(0, -(-((span.last - span.first).days + 1) // days))


def _lending(obligation: Obligation, periods: int) -> int:
    """Return how many earlier periods all periods look back on, at most."""
    if obligation.carry_days is None or not obligation.carry.credit:
        return 0
    length = _WEEK if obligation.per is Per.WEEK else 1
    return periods * min(periods, obligation.carry_days // length + 1)
