"""Where a flaw of the terms lies: TOML keeps no line numbers, so the path of the key says it."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from exchange_tracker.errors import Problem
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.terms.toml import Table

Path = tuple[str | int, ...]

_BARE = r"[A-Za-z0-9_-]+"
_LABELS = {"obligations": "id", "phases": "name"}
_LONGEST_LABEL = 64  # characters


class Flaw(NamedTuple):
    """One thing wrong with the terms: the path of its key, what is wrong, what to write.

    ``meant`` is the key that a misspelt one stands for; ``lacks`` are keys of which one is missing.
    """

    path: Path
    what: str
    fix: str
    meant: Path | None = None
    lacks: tuple[Path, ...] = ()


def unless_misspelt(flaws: Collection[Flaw]) -> list[Flaw]:
    """Return flaws without the keys that are missing because others are misspelt: one slip is one flaw."""
    meant = {flaw.meant for flaw in flaws}
    return [flaw for flaw in flaws if meant.isdisjoint(flaw.lacks)]


def problems(flaws: Iterable[Flaw], raw: Table, name: str) -> list[Problem]:
    """Return flaws as problems of the file ``name``, in the order of its keys."""
    places: dict[int, dict[str, int]] = {}
    ordered = sorted(flaws, key=lambda flaw: _order(raw, flaw.path, places))
    return [Problem(_where(raw, flaw.path, name), flaw.what, flaw.fix) for flaw in ordered]


def within(path: Path, others: Collection[Path]) -> bool:
    """Return whether a path is one of the others or lies inside one of them."""
    return any(path[:length] in others for length in range(len(path) + 1))


def _order(raw: object, path: Path, places: dict[int, dict[str, int]]) -> list[int]:
    """Return the place of each step among its neighbours; what is missing comes last.

    ``places`` keeps the places of the keys of each table on the way.
    """
    order = []
    for step in path:
        if isinstance(raw, dict) and id(raw) not in places:
            places[id(raw)] = {key: place for place, key in enumerate(raw)}
        keys = places.get(id(raw), {})
        order.append(step if isinstance(step, int) else keys.get(step, len(keys)))
        raw = _inside(raw, step)
    return order


def value_at(raw: object, path: Path) -> object:
    """Return what stands at a path; ``None`` where nothing does."""
    for step in path:
        raw = _inside(raw, step)
    return raw


def _inside(raw: object, step: str | int) -> object:
    """Return the value one step further in, ``None`` where there is none."""
    if isinstance(raw, dict):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None


def _where(raw: Table, path: Path, name: str) -> str:
    if not path:
        return name
    return f"{name}: {path_text(path)}{_label(raw, path)}"


def path_text(path: Path) -> str:
    """Return a path as people write it: ``readings.credit.combines[0]``."""
    return "".join(map(_step, path)).removeprefix(".")


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if re.fullmatch(_BARE, step) else f".{shown(step)}"


def _label(raw: Table, path: Path) -> str:
    """Name the obligation or the phase that a numbered path is about, where its name is known."""
    item = _inside(_inside(raw, path[0]), path[1]) if len(path) > 1 else None
    label = _inside(item, _LABELS.get(str(path[0]), ""))
    if isinstance(label, str) and label.isprintable() and 0 < len(label) <= _LONGEST_LABEL:
        return f" ({label})"
    return ""
