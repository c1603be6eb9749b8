"""The naive reference: selectors, readings and periods (ledger.md, section 2.1)."""

from dataclasses import dataclass
from datetime import date

from .folder import ONE_DAY, Entry, Table, Truce, days_between

COLUMNS = ("party", "kind", "category", "nationality", "basis")
RIVALS = {
    "at_least": ["for_each"],
    "for_each": ["at_least"],
    "phases": ["from", "to"],
    "from": ["phases"],
    "to": ["phases"],
}


@dataclass(frozen=True)
class Period:
    """The days over which an obligation is judged once, and its `at_least` where it has one."""

    first: date
    last: date
    at_least: int | None


def words(value: str | list[str]) -> list[str]:
    """A word or a list of words, as a list."""
    return [value] if isinstance(value, str) else list(value)


def values(entry: Entry, column: str) -> list[str]:
    """What an entry says in a column, as a list; empty where it is blank."""
    return words(getattr(entry, column))


def matches(entry: Entry, selector: Table) -> bool:
    """Whether an entry matches every key of a selector and not its `except`."""
    for column in COLUMNS:
        if column not in selector:
            continue
        if not any(value in words(selector[column]) for value in values(entry, column)):
            return False
    return not ("except" in selector and matches(entry, selector["except"]))


def may_match(entry: Entry, selector: Table) -> bool:
    """Whether an entry would match but for blank columns that the selector asks for."""
    asked = [column for column in COLUMNS if column in selector]
    blank = [column for column in asked if not values(entry, column)]
    if not blank:
        return False
    without_blank = {key: words for key, words in selector.items() if key not in blank}
    return matches(entry, without_blank)


def is_uncertain(entry: Entry, selector: Table) -> bool:
    """Whether an entry leaves open how many people a selector counts."""
    if matches(entry, selector):
        return entry.count is None
    return may_match(entry, selector) and (entry.count is None or entry.count > 0)


def under(truce: Truce, reading: str) -> dict[str, Table]:
    """The obligations that a reading knows, as it reads them, in the order of the terms."""
    obligations = dict(truce.obligations)
    if reading != "as-written":
        for name, replacement in replacements(truce.readings, truce.readings[reading]):
            obligations[name] = replaced(obligations[name], replacement)
    return {name: table for name, table in obligations.items() if not table.get("void", False)}


def replacements(readings: dict[str, Table], reading: Table) -> list[tuple[str, Table]]:
    """What a reading replaces, obligation by obligation: first what it combines, then its own."""
    found = []
    for other in reading.get("combines", []):
        found += replacements(readings, readings[other])
    return found + list(reading.get("obligations", {}).items())


def replaced(obligation: Table, replacement: Table) -> Table:
    """An obligation with each key of the replacement put whole in the place of its own."""
    result = dict(obligation)
    for key, value in replacement.items():
        for rival in RIVALS.get(key, []):
            result.pop(rival, None)
        result[key] = value
    return result


def periods(truce: Truce, obligation: Table) -> list[Period]:
    """An obligation's periods by date."""
    found = []
    for name, first, last in _spans(truce, obligation):
        found += _periods_of_span(obligation, name, first, last)
    return sorted(found, key=lambda period: period.first)


def _spans(truce: Truce, obligation: Table) -> list[tuple[str, date, date]]:
    if "from" in obligation:
        return [("", obligation["from"], obligation["to"])]
    names = obligation.get("phases", list(truce.phases))
    return [(name, *truce.phases[name]) for name in names]


def _periods_of_span(obligation: Table, name: str, first: date, last: date) -> list[Period]:
    at_least = obligation.get("at_least")
    if isinstance(at_least, dict):
        return _periods_of_table(obligation["per"], at_least, name, first, last)
    if obligation["per"] == "day":
        return [Period(day, day, at_least) for day in days_between(first, last)]
    if obligation["per"] == "week":
        return [
            Period(day, min(day + 6 * ONE_DAY, last), at_least)
            for day in days_between(first, last)
            if (day - first).days % 7 == 0
        ]
    return [Period(first, last, at_least)]


def _periods_of_table(
    per: str, table: dict[str, int], name: str, first: date, last: date
) -> list[Period]:
    if per == "phase":
        return [Period(first, last, table[name])] if name in table else []
    found = []
    opening = first
    for day in days_between(first, last):
        if day.isoformat() in table:
            found.append(Period(day if per == "day" else opening, day, table[day.isoformat()]))
            opening = day + ONE_DAY
    return found
