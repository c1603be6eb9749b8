"""Which readings a reading combines, and what comes of it (``ledger.md``, section 2.1)."""

from collections.abc import Iterator, Mapping

from exchange_tracker.facts.model import AS_WRITTEN
from exchange_tracker.parse.terms.circles import circles, drawn, outside_circles
from exchange_tracker.parse.terms.flaws import Flaw, table_in, texts_in
from exchange_tracker.parse.terms.name_table import doubled, unknown
from exchange_tracker.parse.terms.replacement import Effects, effects
from exchange_tracker.parse.terms.toml import Table
from exchange_tracker.parse.terms.values import shown

_NEVER = {AS_WRITTEN: "is what every reading begins with"}

Replacements = dict[str, Table]


def combine_flaws(readings: Mapping[str, Table]) -> Iterator[Flaw]:
    """Yield what is wrong with ``combines``: unknown names, doubled names, circles."""
    for name, reading in readings.items():
        path = ("readings", name, "combines")
        for place, used in texts_in(reading.get("combines")):
            if used in _NEVER or used == name:
                what = _NEVER.get(used, "is this reading itself")
                yield Flaw((*path, *place), f"{shown(used)} {what}", "leave it out")
            elif used not in readings:
                others = [each for each in readings if each not in (AS_WRITTEN, name)]
                yield from unknown(used, (*path, *place), others, "a reading of the terms")
        yield from doubled(reading.get("combines"), path)
    for circle in circles(_named(readings)):
        if len(circle) > 1:
            yield Flaw(
                ("readings", circle[0], "combines"),
                f"the readings combine each other in a circle, {drawn(circle)}",
                "take one of them out of combines",
            )


def _named(readings: Mapping[str, Table]) -> dict[str, list[str]]:
    return {
        name: [other for _, other in texts_in(reading.get("combines"))]
        for name, reading in readings.items()
    }


def replacements(reading: Table) -> Replacements:
    """Return the replacements that a reading itself writes, by id."""
    found = table_in(reading.get("obligations"))
    return {id_: each for id_, each in found.items() if isinstance(each, dict)}


def known_effects(readings: Mapping[str, Table]) -> dict[str, Effects]:
    """Return what each reading does, where it combines known readings and no circle; those first."""
    named = _named(readings)
    sure: dict[str, list[str]] = {}
    for name in outside_circles(named):
        if name in named and all(each in sure for each in named[name]):
            sure[name] = named[name]
    return effects({name: replacements(readings[name]) for name in sure}, sure)
