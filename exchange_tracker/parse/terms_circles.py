"""Circles among names that name each other."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

Graph = Mapping[str, Sequence[str]]
Circle = tuple[str, ...]

_MOST_DRAWN = 8


def circles(names: Graph) -> list[Circle]:
    """Give the circles, one for each step that has to go before none is left.

    Each begins with the name that comes first in ``names``; its last names its first.
    """
    left = {name: [each for each in named if each in names] for name, named in names.items()}
    order = {name: place for place, name in enumerate(names)}
    found = []
    while circle := _circle(left):
        start = circle.index(min(circle, key=order.__getitem__))
        circle = circle[start:] + circle[:start]
        left[circle[-1]] = [name for name in left[circle[-1]] if name != circle[0]]
        found.append(circle)
    return found


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
