"""What the keys of one obligation say about each other (``ledger.md``, section 2.1).

Used on an obligation as it is written and as each reading has it; paths are those of its own keys.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import Per
from exchange_tracker.parse.cells import known_date
from exchange_tracker.parse.terms.flaws import Flaw, texts_in
from exchange_tracker.parse.terms.name_table import Days, days_of, unknown
from exchange_tracker.parse.terms.toml import Table
from exchange_tracker.parse.terms.values import shown

_DATES = "write e.g. at_least = { 2025-01-19 = 3 }"


def rule_flaws(obligation: Table, phases: Mapping[str, Days] | None) -> Iterator[Flaw]:
    """Yield what cannot stand together in one obligation."""
    yield from _ends(obligation)
    amounts, per = obligation.get("at_least"), obligation.get("per")
    if not isinstance(amounts, dict):
        yield from _no_table(obligation)
    elif per == Per.WEEK:
        yield Flaw(
            ("at_least",),
            "a table does not go with per = 'week'",
            "write one number, or another per: day or deadline for dates, phase for phases",
        )
    elif per == Per.PHASE:
        yield from _names(obligation, amounts, phases)
    elif per in (Per.DAY, Per.DEADLINE):
        yield from _dates(amounts, _spans(obligation, phases), phases or ())


def _ends(obligation: Table) -> Iterator[Flaw]:
    for key, other in (("from", "to"), ("to", "from")):
        if key in obligation and not {other, "phases"} & obligation.keys():
            yield Flaw((key,), f"'{key}' stands without '{other}'", "write both, or phases instead")
    days = days_of(obligation)
    if days and days[0] > days[1]:
        yield Flaw(
            ("to",), f"{days[1]} is before 'from', {days[0]}", f"write {days[0]} or a later day"
        )


def _no_table(obligation: Table) -> Iterator[Flaw]:
    if obligation.get("per") != Per.DEADLINE:
        return
    if "for_each" in obligation or isinstance(obligation.get("at_least"), int):
        yield Flaw(
            ("per",),
            "'deadline' needs a table of dates in at_least",
            f"{_DATES}, or another per: day, week or phase",
        )


def _names(obligation: Table, amounts: Table, phases: Mapping[str, Days] | None) -> Iterator[Flaw]:
    if "from" in obligation or "to" in obligation:
        yield Flaw(
            ("at_least",),
            "a table of phases does not go with 'from' and 'to'",
            "write one number, or phases instead of 'from' and 'to'",
        )
        return
    own = [name for _, name in texts_in(obligation.get("phases"))]
    for name in amounts:
        path = ("at_least", name)
        flaws = list(unknown(name, path, phases, "a phase of the terms"))
        yield from flaws
        if own and name not in own and not flaws:
            yield Flaw(
                path,
                f"{shown(name)} is not among the phases that this obligation runs over",
                "add it to phases, or leave it out here",
            )


def _dates(amounts: Table, spans: list[Days] | None, phases: Collection[str]) -> Iterator[Flaw]:
    for key in amounts:
        try:
            day = known_date(key)
        except InvalidValue as unfit:
            instead = ', or per = "phase"' if key in phases else ""
            yield Flaw(("at_least", key), unfit.what, unfit.fix + instead)
            continue
        if spans is not None and not _lies_in(day, spans):
            yield Flaw(
                ("at_least", key),
                f"{key} lies outside the days of this obligation",
                f"write a date from {_listed(spans)}, or leave it out",
            )


def _lies_in(day: date, spans: list[Days]) -> bool:
    """Return whether a day lies in spans, which are in order and, when they are right, apart."""
    place = bisect_right(spans, (day, date.max))
    return place > 0 and day <= spans[place - 1][1]


def _listed(spans: list[Days]) -> str:
    return " or ".join(f"{first} to {last}" for first, last in spans[:5])


def _spans(obligation: Table, phases: Mapping[str, Days] | None) -> list[Days] | None:
    """Return the days that the obligation runs over; ``None`` where that cannot be said."""
    if "from" in obligation or "to" in obligation:
        days = days_of(obligation)
        return [days] if days else None
    if phases is None:
        return None
    names = [name for _, name in texts_in(obligation.get("phases", list(phases)))]
    spans = [phases[name] for name in names if name in phases]
    return sorted(spans) if len(spans) == len(names) > 0 else None
