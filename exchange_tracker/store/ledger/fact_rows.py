"""The rows of facts in the order of first recording, read a piece at a time.

First versions come in the order of their rows. The few later ones are put among them piece by piece,
so that nothing has to be sorted as a whole, and most pieces go on as the database gave them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any, cast

from exchange_tracker.facts.model import Fact
from exchange_tracker.store.ledger.row_reader import RowReader, rows_among
from exchange_tracker.store.ledger.schema import KINDS, NAMES, quoted

Row = tuple[Any, ...]

_place = itemgetter(0)


def cells_of(kind: type[Fact]) -> str:
    """Return what SQL selects for the cells of a version of the table ``old``, with the names that are kept."""
    cells = ", ".join(quoted(kind))
    if names := NAMES.get(kind):
        person = f"(SELECT person FROM {names} AS names WHERE names.row = old.row)"
        cells = cells.replace('"person"', f"coalesce({person}, '')")
    return cells


def recorded_facts(
    reader: RowReader,
    kind: type[Fact],
    where: str,
    values: tuple[object, ...] = (),
    among: Iterable[Sequence[int]] | None = None,
) -> Iterator[Fact]:
    """Yield the facts of the versions that fit a condition, in the order of first recording.

    ``among`` are the rows of first versions to look at, in order, in pieces; without it, all.
    """
    fact = cast(Callable[[Row], Fact], partial(tuple.__new__, kind))  # half the time of ``_make``
    for piece in recorded_rows(reader, kind, (), where, values, among):
        yield from map(fact, [row[1:] for row in piece])


def recorded_rows(
    reader: RowReader,
    kind: type[Fact],
    numbers: Sequence[str],
    where: str,
    values: tuple[object, ...],
    among: Iterable[Sequence[int]] | None = None,
) -> Iterator[list[Row]]:
    """Yield those versions in pieces: the place, some numbers, and the cells."""
    table, cells = KINDS[kind], ", ".join((*numbers, cells_of(kind)))
    first, later = f"({where}) AND row = place", f"({where}) AND row <> place"
    pieces: Iterable[Sequence[int]] = [()] if among is None else among
    firsts = (
        reader.numbered_pieces(table, ("row",), cells, first + rows_among(piece), (*values, *piece))
        for piece in pieces
    )
    others = reader.pieces(table, ("place", "row"), f"place, {cells}", later, values)
    return _put_together(chain.from_iterable(firsts), others)


def _put_together(pieces: Iterable[list[Row]], later: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield pieces of first versions with the later ones, both in the order of their places."""
    others = next(later, None)
    for piece in pieces:
        due = []
        while piece and others and others[0] <= piece[-1][0]:
            due.append(others)
            others = next(later, None)
        yield sorted([*piece, *due], key=_place) if due else piece
    if others:
        yield [others, *later]
