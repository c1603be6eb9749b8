"""Whether terms ask for more than can be judged: counted before anything of that size is made."""

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Obligation, Per, Terms
from exchange_tracker.facts.period_count import MOST_PERIODS, count_periods, obligations_of
from exchange_tracker.parse.limits import MOST_KEYS, MOST_LENDING, MOST_RULES
from exchange_tracker.parse.terms.toml import Table, table_in, tables_in

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


def refuse_much_lending(terms: Terms, name: str) -> None:
    """Refuse terms with so many periods of credit that lapses late that they take too long."""
    lending = sum(
        _lending(obligation, count_periods(obligation))
        for obligation in obligations_of(terms.readings)
    )
    if lending > MOST_LENDING:
        what = f"with carry_days as long as here, {lending:,} periods could lend to another"
        raise Refusal.one(
            name, what, "write fewer days, or leave carry_days out: then no credit lapses"
        )


def can_be_judged(obligation: Obligation) -> bool:
    """Return whether the periods of one obligation are not too many, nor those that could lend."""
    periods = count_periods(obligation)
    return periods <= MOST_PERIODS and _lending(obligation, periods) <= MOST_LENDING


def _lending(obligation: Obligation, periods: int) -> int:
    """Return how many earlier periods all periods look back on, at most."""
    if obligation.carry_days is None or not obligation.carry.credit:
        return 0
    length = _WEEK if obligation.per is Per.WEEK else 1
    return periods * min(periods, obligation.carry_days // length + 1)
