"""The names that ``terms.toml`` defines, and whether those it uses are among them.

Where the table that defines names is itself wrong, nothing is said about their use: one
slip is one problem.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.model import AGREEMENT
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.parse.terms.flaws import Flaw, Path
from exchange_tracker.parse.terms.toml import Table, table_in, texts_in
from exchange_tracker.parse.terms.values import one_of, shown

Days = tuple[date, date]
"""The first and the last day; ``NEVER`` where there is no end."""


class Names(NamedTuple):
    """The names of the terms; ``None`` where what defines them cannot be read."""

    parties: Collection[str] | None
    phases: Mapping[str, Days] | None
    obligations: Mapping[str, Table] | None  # the first of each id
    events: Collection[str] | None
    words: Mapping[str, Collection[str]]  # by column; one that is not listed takes any word


def names_in(raw: Table) -> Names:
    """Return the names that the raw table defines."""
    return Names(
        parties=dict.fromkeys(table_in(raw.get("parties"))) or None,
        phases=_phases(raw.get("phases")),
        obligations=_by_name(raw.get("obligations", []), "id"),
        events=_keys(raw.get("events", {})),
        words=_words(table_in(raw.get("vocabulary"))),
    )


def _phases(value: object) -> dict[str, Days] | None:
    tables = _by_name(value, "name") or {}
    days = {name: both for name, table in tables.items() if (both := days_of(table))}
    return days if days and len(days) == len(tables) else None


def _keys(value: object) -> Collection[str] | None:
    return value.keys() if isinstance(value, dict) else None


def _by_name(value: object, key: str) -> dict[str, Table] | None:
    """Return the tables of a list by name, where each of them is a table with a name."""
    if not isinstance(value, list):
        return None
    tables: dict[str, Table] = {}
    for table in value:
        if not isinstance(table, dict) or not isinstance(table.get(key), str):
            return None
        tables.setdefault(table[key], table)
    return tables


def days_of(table: Table) -> Days | None:
    """Return ``from`` and ``to`` where they are dates, in whatever order; without ``to``, no end."""
    first, last = table.get("from"), table.get("to", NEVER)
    return (first, last) if type(first) is date and type(last) is date else None


def days_text(days: Days) -> str:
    """Return a range of days as people read it."""
    first, last = days
    return f"{first} on" if last is NEVER else f"{first} to {last}"


def _words(vocabulary: Table) -> dict[str, Collection[str]]:
    words = {
        column: tuple(word for _, word in texts_in(listed))
        for column, listed in vocabulary.items()
        if listed and isinstance(listed, list)
    }
    always = {"basis": (AGREEMENT,)}
    return {
        column: dict.fromkeys((*listed, *always.get(column, ())))
        for column, listed in words.items()
    }


def unknown_names(
    value: object, path: Path, names: Collection[str] | None, what: str
) -> Iterator[Flaw]:
    """Yield the names in a text or a list of texts that are not among ``names``; ``what`` says what these are."""
    if names is None:
        return
    for place, name in texts_in(value):
        if name not in names:
            fix = one_of(name, names) if names else "add it first, or leave it out"
            yield Flaw((*path, *place), f"{shown(name)} is not {what}", fix)


def repeated_names(value: object, path: Path) -> Iterator[Flaw]:
    """Yield the names of a list that stand in it a second time."""
    seen = set()
    for place, name in texts_in(value):
        if name in seen:
            yield Flaw((*path, *place), f"{shown(name)} is given twice", "keep one of the two")
        seen.add(name)
