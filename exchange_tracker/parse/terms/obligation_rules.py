"""What the keys of one obligation say, alone and together (``ledger.md``, section 2.1).

``site_flaws`` is for a table as it stands in the file, an obligation or a replacement; ``rule_flaws``
for an obligation as it is written and as each reading has it. Paths of the latter are those of its
own keys.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import Per
from exchange_tracker.parse.cells import read_date
from exchange_tracker.parse.terms.flaws import Flaw, Path
from exchange_tracker.parse.terms.names import (
    Days,
    Names,
    days_text,
    repeated_names,
    unknown_names,
)
from exchange_tracker.parse.terms.span_rules import span_flaws, span_key_flaws, spans
from exchange_tracker.parse.terms.toml import Table, table_in, tables_in, texts_in
from exchange_tracker.parse.terms.values import shown

_COLUMNS = ("kind", "category", "nationality", "basis")
_DATES = "write e.g. at_least = { 2025-01-19 = 3 }"


def site_flaws(table: Table, path: Path, names: Names) -> Iterator[Flaw]:
    """Yield the flaws of an obligation or a replacement: unknown names, keys that exclude others."""
    yield from _exclusive(table, path, "at_least", "for_each")
    yield from span_key_flaws(table, path, names)
    yield from selector_flaws(table.get("counts"), (*path, "counts"), names)
    for index, item in tables_in(table.get("for_each")):
        yield from _owed_flaws(item, (*path, "for_each", index), names)


def obligation_flaws(table: Table, path: Path, names: Names) -> Iterator[Flaw]:
    """Yield the flaws of an obligation as it is written."""
    if "at_least" not in table and "for_each" not in table:
        lacks = ((*path, "at_least"), (*path, "for_each"))
        yield Flaw(path, "neither at_least nor for_each is given", "write one of them", lacks=lacks)
    yield from unknown_names(
        table.get("party"), (*path, "party"), names.parties, "a party of the terms"
    )
    yield from repeated_names(table.get("party"), (*path, "party"))
    yield from site_flaws(table, path, names)


def _exclusive(table: Table, path: Path, one: str, *others: str) -> Iterator[Flaw]:
    rivals = [other for other in others if other in table]
    if one in table and rivals:
        yield Flaw(path, f"both {one} and {'/'.join(rivals)} are given", "keep one of them")


def _owed_flaws(item: Table, path: Path, names: Names) -> Iterator[Flaw]:
    yield from _exclusive(item, path, "counts", "obligation")
    if "counts" not in item and "obligation" not in item:
        yield Flaw(path, "neither counts nor obligation is given", "write one of them")
    yield from unknown_names(
        item.get("obligation"),
        (*path, "obligation"),
        names.obligations,
        "an obligation of the terms",
    )
    yield from selector_flaws(item.get("counts"), (*path, "counts"), names)


def selector_flaws(value: object, path: Path, names: Names) -> Iterator[Flaw]:
    """Yield the words of a selector that are not in the vocabulary, and the parties that are unknown."""
    selector = table_in(value)
    yield from unknown_names(
        selector.get("party"), (*path, "party"), names.parties, "a party of the terms"
    )
    for column in _COLUMNS:
        yield from unknown_names(
            selector.get(column),
            (*path, column),
            names.words.get(column),
            f"in the vocabulary of {column}",
        )
    if "except" in selector and "except" not in path:
        yield from selector_flaws(selector["except"], (*path, "except"), names)


def rule_flaws(obligation: Table, phases: Mapping[str, Days] | None) -> Iterator[Flaw]:
    """Yield what cannot stand together in one obligation."""
    yield from span_flaws(obligation, phases)
    amounts, per = obligation.get("at_least"), obligation.get("per")
    if not isinstance(amounts, dict):
        yield from _without_table(obligation)
    elif per == Per.WEEK:
        yield Flaw(
            ("at_least",),
            "a table does not go with per = 'week'",
            "write one number, or another per: day or deadline for dates, phase for phases",
        )
    elif per == Per.PHASE:
        yield from _phase_amounts(obligation, amounts, phases)
    elif per in (Per.DAY, Per.DEADLINE):
        yield from _date_amounts(amounts, spans(obligation, phases), phases or ())


def _without_table(obligation: Table) -> Iterator[Flaw]:
    if obligation.get("per") != Per.DEADLINE:
        return
    if "for_each" in obligation or "at_least" in obligation:
        yield Flaw(
            ("per",),
            "'deadline' needs a table of dates in at_least",
            f"{_DATES}, or another per: day, week or phase",
        )


def _phase_amounts(
    obligation: Table, amounts: Table, phases: Mapping[str, Days] | None
) -> Iterator[Flaw]:
    keys = [key for key in ("from", "to", "after", "within") if key in obligation]
    if keys:
        rivals = " and ".join(map(repr, keys))
        yield Flaw(
            ("at_least",),
            f"a table of phases does not go with {rivals}",
            f"write one number, or phases instead of {rivals}",
        )
        return
    phases_run = [name for _, name in texts_in(obligation.get("phases"))]
    for name in amounts:
        path = ("at_least", name)
        flaws = list(unknown_names(name, path, phases, "a phase of the terms"))
        yield from flaws
        if phases_run and name not in phases_run and not flaws:
            yield Flaw(
                path,
                f"{shown(name)} is not among the phases that this obligation runs over",
                "add it to phases, or leave it out here",
            )


def _date_amounts(
    amounts: Table, ranges: list[Days] | None, phases: Collection[str]
) -> Iterator[Flaw]:
    for key in amounts:
        try:
            day = read_date(key)
        except InvalidValue as invalid:
            instead = ', or per = "phase"' if key in phases else ""
            yield Flaw(("at_least", key), invalid.what, invalid.fix + instead)
            continue
        if ranges is not None and not _lies_in(day, ranges):
            yield Flaw(
                ("at_least", key),
                f"{key} lies outside the days of this obligation",
                f"write a date from {_ranges_text(ranges)}, or leave it out",
            )


def _lies_in(day: date, ranges: list[Days]) -> bool:
    """Return whether a day lies in ranges, which are in order and, when they are right, apart."""
    place = bisect_right(ranges, (day, date.max))
    return place > 0 and day <= ranges[place - 1][1]


def _ranges_text(ranges: list[Days]) -> str:
    return " or ".join(map(days_text, ranges[:5]))
