"""What the entries of one sum have in common, and which of them a selector finds."""

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from exchange_tracker.facts.model import AGREEMENT, Selector, values

GROUP_COLUMNS = ("kind", "category", "nationality", "basis")


class Group(NamedTuple):
    """What the entries of one sum have in common; cells are those of :func:`group_cell`."""

    party: str
    kind: str
    category: str
    nationality: str
    basis: str


class Match(IntEnum):
    """How sure it is that something matches; of several conditions the least sure one holds."""

    NO = 0
    MAY = 1
    YES = 2


def group_cell(cell: str) -> str:
    """Return the cell by which entries are grouped: its values sorted, doubles dropped."""
    return ";".join(sorted(set(cell.split(";")))) if ";" in cell else cell


@lru_cache(maxsize=65_536)
def group_of(party: str, kind: str, category: str, nationality: str, basis: str) -> Group:
    """Return the group of an entry from its cells; a blank basis means the agreement."""
    parties = group_cell(party)
    return Group(parties, kind, group_cell(category), group_cell(nationality), basis or AGREEMENT)


def match(selector: Selector, group: Group) -> Match:
    """Return whether the entries of a group match a selector, but for their days.

    They may match where a column that is asked for is blank, or where only some of the parties that
    released them together are among those asked for.
    """
    sure = match_parties(selector.party, group.party)
    for words, cell in _columns(selector, group):
        if not cell:
            sure = min(sure, Match.MAY)
        elif not _is_among(words, cell):
            return Match.NO
    if sure and selector.excluded:
        return min(sure, Match(Match.YES - _match_excluded(selector.excluded, group)))
    return sure


def match_parties(words: tuple[str, ...] | None, cell: str) -> Match:
    """Return whether all, some or none of the parties of a cell are among some words."""
    if words is None or cell in words:
        return Match.YES
    parties = values(cell)
    among = sum(party in words for party in parties)
    return Match.YES if among == len(parties) else Match.MAY if among else Match.NO


def _match_excluded(selector: Selector, group: Group) -> Match:
    """Return whether entries match an ``except``: a blank column never does."""
    if not all(_is_among(words, cell) for words, cell in _columns(selector, group)):
        return Match.NO
    return match_parties(selector.party, group.party)


def matches(selector: Selector, group: Group) -> bool:
    """Return whether the entries of a group match a selector."""
    return match(selector, group) is Match.YES


def may_match(selector: Selector, group: Group) -> bool:
    """Return whether it is open whether the entries of a group match a selector."""
    return match(selector, group) is Match.MAY


def _is_among(words: tuple[str, ...], cell: str) -> bool:
    """Return whether a value of a cell is among some words; a blank cell has none."""
    if ";" not in cell:
        return cell in words and cell != ""
    return not frozenset(words).isdisjoint(values(cell))


def _columns(selector: Selector, group: Group) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the words that are asked for with the cell of each column, but for the parties."""
    pairs = (
        (selector.kind, group.kind),
        (selector.category, group.category),
        (selector.nationality, group.nationality),
        (selector.basis, group.basis),
    )
    return ((words, cell) for words, cell in pairs if words is not None)
