"""What can be seen on each entry by itself: its sources, its day, its names."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache, partial

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.model import Terms, values
from exchange_tracker.facts.truce_day import Clock, say_days
from exchange_tracker.queries.discrepancies.by_day import Day
from exchange_tracker.queries.discrepancies.doubles import doubles_of, totals_of
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type, seen_on
from exchange_tracker.queries.discrepancies.uncounted import Uncounted
from exchange_tracker.queries.discrepancies.unknown_sources import is_known
from exchange_tracker.queries.query import Query

BEFORE, AFTER = "before", "after"
_REMEMBERED = 16_384  # cells of sources

Look = Callable[[Day], Iterator[Discrepancy]]
"""What there is to look at on the entries of a day, in the order in which it is listed."""
_OfOne = Callable[[Entry], Discrepancy | None]


def looks(query: Query, sources: frozenset[str], now: datetime | None) -> Mapping[Type, Look]:
    """Return what sees each type on the entries of a day; ``sources`` are the ids that are known.

    ``now`` is the moment after which an entry is dated in the future; ``None``: it is not known.
    """
    terms, clock = query.terms, query.clock
    named = lru_cache(_REMEMBERED)(partial(_named, known=sources))
    of_each: list[tuple[Type, _OfOne]] = [
        (Type.UNSOURCED, lambda each: _unsourced(each, *named(each.release.sources))),
        (Type.SINGLE_SOURCE, lambda each: _single_source(each, *named(each.release.sources))),
        (Type.DAY_BY_HAND, partial(_day_by_hand, clock)),
        (Type.OUTSIDE_TRUCE, partial(_outside, terms)),
        (Type.COUNTS_FOR_NOTHING, Uncounted(terms).of),
        (Type.MORE_NAMES, _more_names),
    ]
    of_days: list[tuple[Type, Look]] = [
        (Type.DATED_AHEAD, lambda day: _some(partial(_ahead, terms, clock, now), day.ahead)),
        (Type.POSSIBLE_DUPLICATE, doubles_of),
        (Type.POSSIBLE_TOTAL, totals_of),
    ]
    return dict([*((type_, partial(_one_by_one, look)) for type_, look in of_each), *of_days])


def _one_by_one(look: _OfOne, day: Day) -> Iterator[Discrepancy]:
    return _some(look, day.listed)


def _some(look: _OfOne, entries: list[Entry]) -> Iterator[Discrepancy]:
    return filter(None, map(look, entries))


def _named(cell: str, known: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sources that a cell names, each once, and those of them that are not known."""
    sources = tuple(dict.fromkeys(values(cell)))
    return sources, tuple(source for source in sources if not is_known(source, known))


def _unsourced(
    each: Entry, sources: tuple[str, ...], unknown: tuple[str, ...]
) -> Discrepancy | None:
    if sources and not unknown:
        return None
    return seen_on(Type.UNSOURCED, each, Noted((each.id,), "entry", unknown))


def _single_source(each: Entry, sources: tuple[str, ...], _: tuple[str, ...]) -> Discrepancy | None:
    if len(sources) != 1:
        return None
    return seen_on(Type.SINGLE_SOURCE, each, Noted((each.id,), "entry", sources))


def _day_by_hand(clock: Clock, each: Entry) -> Discrepancy | None:
    """Return an entry whose day is not the one that its moment lies in."""
    if not each.moment or not each.release.day:
        return None
    other = clock.day_of(each.moment)
    if other == each.day:
        return None
    noted = Noted((each.id,), "entry", (each.release.at, other.isoformat()))
    return seen_on(Type.DAY_BY_HAND, each, noted)


def _outside(terms: Terms, each: Entry) -> Discrepancy | None:
    """Return an entry that lies, or may lie, outside the truce's days, with the sides on which."""
    before, after = each.first < terms.first_day, each.day > terms.last_day
    if not before and not after:
        return None
    sides = (*([BEFORE] if before else []), *([AFTER] if after else []))
    noted = Noted((each.id,), "entry", sides)
    return seen_on(Type.OUTSIDE_TRUCE, each, noted, found=each.certain_headcount)


def _ahead(terms: Terms, clock: Clock, now: datetime | None, each: Entry) -> Discrepancy | None:
    """Return an entry that is dated in the future: a slip, or news from there.

    Who looks back at a moment of the truce knows that more was to come; a day outside the truce that
    lies after that moment is listed all the same. ``now`` is ``None`` where nobody knows the time.
    """
    outside = not terms.first_day <= each.first <= each.day <= terms.last_day
    if not outside and (not now or each.has_happened(clock, now)):
        return None
    when = each.release.at or say_days(each.first, each.day)
    noted = Noted((each.id,), "entry", (when,))
    return seen_on(Type.DATED_AHEAD, each, noted, found=each.certain_headcount)


def _more_names(each: Entry) -> Discrepancy | None:
    """Return an entry that names more people than it counts."""
    if not each.release.person:
        return None
    names = len(values(each.release.person))
    if each.is_open or names <= each.headcount:
        return None
    noted = Noted((each.id,), "entry")
    return seen_on(Type.MORE_NAMES, each, noted, expected=names, found=each.headcount)
