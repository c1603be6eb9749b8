"""Obligations of one party and kind whose spans share no day, so that their people may be added up."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import compress
from operator import attrgetter, not_
from typing import NamedTuple

from exchange_tracker.facts.model import Span

MOST_SETS = 64  # of obligations that are added up, for one reading

Spanned = tuple[str, tuple[str, ...], tuple[str, ...] | None, tuple[Span, ...]]
"""The id, the parties, the kinds and the spans of an obligation."""


class _Apart(NamedTuple):
    """Obligations that share no day, and the spans of all of them in order of date."""

    names: tuple[str, ...]
    firsts: tuple[date, ...]
    lasts: tuple[date, ...]

    def holds_any(self, spans: Iterable[Span]) -> bool:
        """Return whether any day of some spans is one of these."""
        for span in spans:
            place = bisect_right(self.firsts, span.last)
            if place and self.lasts[place - 1] >= span.first:
                return True
        return False

    def and_also(self, name: str, spans: Sequence[Span]) -> "_Apart":
        """Return them with another obligation, whose spans are none of these days."""
        firsts, lasts = self.firsts, self.lasts
        for span in spans:
            place = bisect_right(firsts, span.first)
            firsts = (*firsts[:place], span.first, *firsts[place:])
            lasts = (*lasts[:place], span.last, *lasts[place:])
        return _Apart((*self.names, name), firsts, lasts)


_NOBODY = _Apart((), (), ())


@lru_cache(maxsize=4)  # nearly all readings have the same spans
def sets_apart(obligations: tuple[Spanned, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the largest sets of obligations of the same parties and kinds whose spans lie apart."""
    alike: dict[object, list[Spanned]] = {}
    for each in obligations:
        alike.setdefault(each[1:3], []).append(each)
    sets = (apart.names for some in alike.values() for apart in _sets_of(some))
    return tuple(names for names in sets if len(names) > 1)


def _sets_of(obligations: Iterable[Spanned]) -> list[_Apart]:
    grown: list[_Apart] = []
    for name, _, _, spans in obligations:
        in_order = sorted(spans, key=attrgetter("first"))
        holding = [some.holds_any(in_order) for some in grown]
        fitting = list(compress(grown, map(not_, holding))) or [_NOBODY]
        extended = (some.and_also(name, in_order) for some in fitting)
        grown = [*compress(grown, holding), *extended][:MOST_SETS]
    return grown
