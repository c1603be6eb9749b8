"""Circles among names that name each other."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from exchange_tracker.parse.limits import MOST_CIRCLES

Graph = Mapping[str, Sequence[str]]
Circle = tuple[str, ...]

_MOST_DRAWN = 8


def circles(names: Graph) -> list[Circle]:
    """Return the circles, one for each step that has to go before none is left; not more than a few.

    Each begins with the name that comes first in ``names``; its last names its first.
    """
    left = {name: [each for each in named if each in names] for name, named in names.items()}
    order = {name: place for place, name in enumerate(names)}
    found: list[Circle] = []
    while len(found) < MOST_CIRCLES and (circle := _circle(left)):
        start = circle.index(min(circle, key=order.__getitem__))
        circle = circle[start:] + circle[:start]
        left[circle[-1]] = [name for name in left[circle[-1]] if name != circle[0]]
        found.append(circle)
    return found


def outside_circles(names: Graph) -> Iterator[str]:
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


def drawn(circle: Circle) -> str:
    """Show a circle: ``a → b → a``; of a long one, how it begins."""
    rest = ("…",) if len(circle) > _MOST_DRAWN else ()
    return " → ".join((*circle[:_MOST_DRAWN], *rest, circle[0]))
