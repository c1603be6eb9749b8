"""Which readings a reading combines, and what comes of it (``ledger.md``, section 2.1).

Names that lead back to themselves are a circle, among readings as among obligations.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from exchange_tracker.facts.model import AS_WRITTEN
from exchange_tracker.parse.limits import MOST_CIRCLES
from exchange_tracker.parse.terms.effects import Effects, effects
from exchange_tracker.parse.terms.flaws import Flaw
from exchange_tracker.parse.terms.names import repeated_names, unknown_names
from exchange_tracker.parse.terms.toml import Table, table_in, texts_in
from exchange_tracker.parse.terms.values import shown

Graph = Mapping[str, Sequence[str]]
"""Names, each with those that it names."""

Circle = tuple[str, ...]

_LONGEST_CIRCLE = 8  # names of one that are written out


def circles(names: Graph) -> list[Circle]:
    """Return the circles, one for each step that has to go before none is left; not more than a few.

    Each begins with the name that comes first in ``names``; its last names its first.
    """
    steps = {name: [other for other in others if other in names] for name, others in names.items()}
    order = {name: place for place, name in enumerate(names)}
    result: list[Circle] = []
    while len(result) < MOST_CIRCLES and (circle := _circle(steps)):
        start = circle.index(min(circle, key=order.__getitem__))
        circle = circle[start:] + circle[:start]
        steps[circle[-1]] = [name for name in steps[circle[-1]] if name != circle[0]]
        result.append(circle)
    return result


def names_outside_circles(names: Graph) -> Iterator[str]:
    """Yield the names that lead into no circle, each after those that it names."""
    sorter = TopologicalSorter(names)
    with suppress(CycleError):  # what no circle blocks can be had all the same
        sorter.prepare()
    while sorter.is_active():
        ready = sorter.get_ready()
        yield from ready
        sorter.done(*ready)


def _circle(names: Graph) -> Circle:
    try:
        TopologicalSorter(names).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1][1:]))
    return ()


def circle_text(circle: Circle) -> str:
    """Return a circle as people read it: ``a → b → a``; of a long one, how it begins."""
    rest = ("…",) if len(circle) > _LONGEST_CIRCLE else ()
    return " → ".join((*circle[:_LONGEST_CIRCLE], *rest, circle[0]))


_NEVER = {AS_WRITTEN: "is what every reading begins with"}

Replacements = dict[str, Table]


def combine_flaws(readings: Mapping[str, Table]) -> Iterator[Flaw]:
    """Yield what is wrong with ``combines``: unknown names, names given twice, circles."""
    for name, reading in readings.items():
        path = ("readings", name, "combines")
        for place, used in texts_in(reading.get("combines")):
            if used in _NEVER or used == name:
                what = _NEVER.get(used, "is this reading itself")
                yield Flaw((*path, *place), f"{shown(used)} {what}", "leave it out")
            elif used not in readings:
                others = [other for other in readings if other not in (AS_WRITTEN, name)]
                yield from unknown_names(used, (*path, *place), others, "a reading of the terms")
        yield from repeated_names(reading.get("combines"), path)
    for circle in circles(_combines(readings)):
        if len(circle) > 1:
            yield Flaw(
                ("readings", circle[0], "combines"),
                f"the readings combine each other in a circle, {circle_text(circle)}",
                "take one of them out of combines",
            )


def _combines(readings: Mapping[str, Table]) -> dict[str, list[str]]:
    return {
        name: [other for _, other in texts_in(reading.get("combines"))]
        for name, reading in readings.items()
    }


def replacements(reading: Table) -> Replacements:
    """Return the replacements that a reading itself writes, by id."""
    tables = table_in(reading.get("obligations"))
    return {id_: table for id_, table in tables.items() if isinstance(table, dict)}


def readable_effects(readings: Mapping[str, Table]) -> dict[str, Effects]:
    """Return what each reading does, where it combines known readings and no circle; those first."""
    combines = _combines(readings)
    sound: dict[str, list[str]] = {}
    for name in names_outside_circles(combines):
        if name in combines and all(other in sound for other in combines[name]):
            sound[name] = combines[name]
    return effects({name: replacements(readings[name]) for name in sound}, sound)
