"""The columns of each kind of fact in the order in which they came, which digests keep for ever.

A file shows its columns in the order of ``facts.model``. A digest takes those that a kind began with,
then the later ones up to the last that is not blank: a row that uses no later column has the digest that it
had before there was one.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from exchange_tracker.facts.model import Claim, Release, Source, columns
from exchange_tracker.facts.movement import Movement

COLUMNS_1: dict[type, tuple[str, ...]] = {
    Release: (
        *("id", "day", "at", "party", "kind", "count", "category", "nationality", "basis"),
        *("person", "sources", "note"),
    ),
    Claim: (
        *("id", "source", "published", "from", "to", "party", "kind", "category", "nationality"),
        *("basis", "bound", "figure", "part_of", "part", "note"),
    ),
    Source: ("id", "publisher", "published", "url", "title", "archived", "sha256", "note"),
}
"""The columns of version 1 of the schema, as they were then."""

FIRST_COLUMNS: dict[type, tuple[str, ...]] = {
    **COLUMNS_1,
    Movement: (
        *("id", "day", "until", "party", "movement", "kind", "count", "category", "nationality"),
        *("person", "sources", "note"),
    ),
}
"""The columns that each kind began with: movements came with version 4."""

LATER_COLUMNS: dict[type, tuple[str, ...]] = {
    Release: ("until",),
    Claim: ("measure", "cohort"),
    Source: (),
    Movement: (),
}
"""Those that came since, each at the end."""


def recorded_columns(kind: type) -> tuple[str, ...]:
    """Return the columns of a kind in the order in which they came."""
    return FIRST_COLUMNS[kind] + LATER_COLUMNS[kind]


def is_width(kind: type, row: Sequence[str]) -> bool:
    """Return whether a digested row of a kind has as many cells as one can have."""
    first, most = len(FIRST_COLUMNS[kind]), len(recorded_columns(kind))
    return len(row) == first or (first < len(row) <= most and bool(row[-1]))


def digested_columns(kind: type, facts: Sequence[Sequence[str]]) -> list[Sequence[str]] | None:
    """Return the cells of facts as they are digested, column by column.

    ``None`` where one has a later column, so that not all have as many cells.
    """
    columns = [*zip(*facts, strict=True)]
    first, later = _places(kind)
    if any(any(columns[place]) for place in later):
        return None
    return [columns[place] for place in first]


def digested_rows(kind: type, facts: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Return the cells of facts as they are digested."""
    places = [place for some in _places(kind) for place in some]
    rows = ([fact[place] for place in places] for fact in facts)
    return _without_later_blanks(kind, rows)


@cache
def _places(kind: type) -> tuple[list[int], list[int]]:
    """Return the places in a fact of the columns that its kind began with, and of those that came later."""
    names = columns(kind)
    first, later = (
        [names.index(name) for name in some] for some in (FIRST_COLUMNS[kind], LATER_COLUMNS[kind])
    )
    return first, later


def in_file_order(kind: type, row: Sequence[str]) -> list[str]:
    """Return the cells of a digested row in the order of the file's columns."""
    cells = dict(zip(recorded_columns(kind), row, strict=False))
    return [cells.get(name, "") for name in columns(kind)]


def _without_later_blanks(kind: type, rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    first = len(FIRST_COLUMNS[kind])
    for row in rows:
        end = len(row)
        while end > first and not row[end - 1]:
            end -= 1
        yield row[:end]
