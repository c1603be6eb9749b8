"""The days that an obligation runs over: how its keys say so, and what cannot be (``ledger.md``, section 2.1)."""

from collections.abc import Iterator, Mapping

from exchange_tracker.facts.model import Per
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.parse.terms.flaws import Flaw, Path
from exchange_tracker.parse.terms.names import Days, Names, days_of, repeated_names, unknown_names
from exchange_tracker.parse.terms.toml import Table, texts_in

_WAYS = (("phases",), ("from", "to"), ("after", "within"))
_LEADERS = {"to": "from", "within": "after"}
"""The keys that never stand alone, each with the one that it needs beside it."""


def span_key_flaws(table: Table, path: Path, names: Names) -> Iterator[Flaw]:
    """Yield what is wrong with the keys of an obligation or a replacement that say on which days."""
    ways = ["/".join(keys) for way in _WAYS if (keys := [key for key in way if key in table])]
    if len(ways) > 1:
        both = "both " if len(ways) == 2 else ""  # noqa: PLR2004
        listed = f"{', '.join(ways[:-1])} and {ways[-1]}"
        yield Flaw(path, f"{both}{listed} are given", "keep one of them")
    else:
        yield from _without_leader(table, path)
    for key, names_known, what in (
        ("phases", names.phases, "a phase of the terms"),
        ("after", names.events, "an event of the terms"),
    ):
        yield from unknown_names(table.get(key), (*path, key), names_known, what)
    yield from repeated_names(table.get("phases"), (*path, "phases"))


def _without_leader(table: Table, path: Path) -> Iterator[Flaw]:
    for key, leader in _LEADERS.items():
        if key in table and leader not in table:
            both = "" if path[0] == "obligations" else ": a reading replaces them together"
            what = f"{key!r} stands without {leader!r}"
            yield Flaw((*path, key), what, f"write both{both}, or leave it out")


def span_flaws(obligation: Table, phases: Mapping[str, Days] | None) -> Iterator[Flaw]:
    """Yield what cannot be of the days of one obligation."""
    days = days_of(obligation)
    if days and days[0] > days[1]:
        yield Flaw(
            ("to",), f"{days[1]} is before 'from', {days[0]}", f"write {days[0]} or a later day"
        )
    per = obligation.get("per")
    if "after" in obligation and per in tuple(Per) and per != Per.PHASE:
        yield Flaw(
            ("per",),
            f"{per!r} does not go with 'after'",
            "write per = \"phase\", or 'from' and 'to' instead of 'after'",
        )
    elif _has_dates(obligation) and any(
        last is NEVER for _, last in spans(obligation, phases) or ()
    ):
        yield Flaw(
            ("per",),
            "'deadline' does not go with days that have no end",
            "write their last day into 'to', or another per: day, week or phase",
        )


def _has_dates(obligation: Table) -> bool:
    return obligation.get("per") == Per.DEADLINE and isinstance(obligation.get("at_least"), dict)


def spans(obligation: Table, phases: Mapping[str, Days] | None) -> list[Days] | None:
    """Return the days that the obligation runs over; ``None`` where that cannot be said."""
    if "from" in obligation or "to" in obligation:
        days = days_of(obligation)
        return [days] if days else None
    if phases is None or "after" in obligation:
        return None
    names = [name for _, name in texts_in(obligation.get("phases", list(phases)))]
    ranges = [phases[name] for name in names if name in phases]
    return sorted(ranges) if len(ranges) == len(names) > 0 else None
