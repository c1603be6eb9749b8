"""What people fall into who write terms: notes, which are no errors (``ledger.md``, section 2.1)."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from exchange_tracker.facts.model import AGREEMENT, Obligation, Per, Reading, Selector, Terms
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.judging.periods import periods
from exchange_tracker.queries.any_basis import AnyBasis, AnyBasisOwed, any_basis, by_readings
from exchange_tracker.queries.near_words import NearWord, near_words

_COLUMNS = ("party", "kind", "category", "nationality", "basis")
_FILLED = ("kind", "basis")  # never blank: a blank basis means the agreement
_ABOVE_ALL = ("title", "timezone", "day_starts")  # keys that stand above the first header
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class EachPhase:
    """One number over several phases: each of them owes it."""

    obligation: str
    number: int
    phases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortWeek:
    """A week of fewer than seven days that owes the whole number."""

    obligation: str
    number: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class LateStart:
    """A deadline whose first period begins after people can already be handed over."""

    obligation: str
    first: date
    truce: date


@dataclass(frozen=True, slots=True)
class Unmatchable:
    """A ``counts`` whose every entry is excepted."""

    obligation: str


@dataclass(frozen=True, slots=True)
class NothingOwed:
    """An item of ``for_each`` (from 1) that no entry can ever count for.

    Its selector excepts all that it takes in, or no period of the ``other`` obligation that it names
    lies within one of its own.
    """

    obligation: str
    item: int
    other: str = ""


@dataclass(frozen=True, slots=True)
class KeyAsParty:
    """A party that is called as a key of the whole file: it stands below ``[parties]`` by a slip."""

    key: str


Finding = EachPhase | ShortWeek | LateStart | AnyBasis | AnyBasisOwed | Unmatchable | NothingOwed


class Note(NamedTuple):
    """One thing to look at; ``readings`` are those under which it holds, none where as written."""

    finding: Finding | NearWord | KeyAsParty
    readings: tuple[str, ...] = ()


def terms_notes(terms: Terms) -> list[Note]:
    """Return what people should look at in terms, kind by kind, in the order of the obligations."""
    notes = [Note(*each) for each in by_readings(terms, _findings).items()]
    order = {kind: place for place, kind in enumerate(Finding.__args__)}
    notes.sort(key=lambda note: order[type(note.finding)])
    strays = (KeyAsParty(key) for key in terms.parties if key in _ABOVE_ALL)
    return [*notes, *map(Note, near_words(terms)), *map(Note, strays)]


_Finder = Callable[[Terms, Reading, Obligation], Iterator[Finding]]


def _findings(terms: Terms, reading: Reading, obligation: Obligation) -> Iterator[Finding]:
    for find in _FINDERS:
        yield from find(terms, reading, obligation)


def _each_phase(_: Terms, __: Reading, obligation: Obligation) -> Iterator[Finding]:
    number, names = obligation.at_least, tuple(span.name for span in obligation.spans)
    if obligation.per is Per.PHASE and isinstance(number, int) and number and len(names) > 1:
        yield EachPhase(obligation.id, number, names)


def _short_weeks(_: Terms, __: Reading, obligation: Obligation) -> Iterator[Finding]:
    number = obligation.at_least
    if obligation.per is not Per.WEEK or not isinstance(number, int) or not number:
        return
    for span in obligation.spans:
        if span.last is NEVER:
            continue
        days = (span.last - span.first).days + 1
        if short := days % _WEEK.days:
            yield ShortWeek(obligation.id, number, span.last - timedelta(days=short - 1), span.last)


def _late_start(terms: Terms, reading: Reading, obligation: Obligation) -> Iterator[Finding]:
    due = obligation.per is Per.DEADLINE or (obligation.after and obligation.after.deadline)
    first = _first_day(obligation)
    if not due or first is NEVER or first <= terms.first_day:
        return
    earlier = (
        other
        for other in reading.obligations
        if _first_day(other) < first and {*other.parties} & {*obligation.parties}
    )
    if not any(_overlap(other.counts, obligation.counts) for other in earlier):
        yield LateStart(obligation.id, first, terms.first_day)


def _first_day(obligation: Obligation) -> date:
    """Return the first day of an obligation; ``NEVER`` where it waits for an event."""
    return min((span.first for span in obligation.spans), default=NEVER)


def _overlap(one: Selector, other: Selector) -> bool:
    """Return whether one entry can match both, exceptions aside."""
    pairs = ((getattr(one, column), getattr(other, column)) for column in _COLUMNS)
    return all(a is None or b is None or {*a} & {*b} for a, b in pairs)


def _unmatchable(terms: Terms, _: Reading, obligation: Obligation) -> Iterator[Finding]:
    if _excepts_all(terms, obligation.delivered):
        yield Unmatchable(obligation.id)


def _nothing_owed(terms: Terms, reading: Reading, obligation: Obligation) -> Iterator[Finding]:
    others = reading.by_id
    for place, item in enumerate(obligation.for_each, 1):
        if item.counts and _excepts_all(terms, item.counts):
            yield NothingOwed(obligation.id, place)
        other = others.get(item.obligation or "")
        if other and not _lies_within(other, obligation):
            yield NothingOwed(obligation.id, place, other.id)


def _excepts_all(terms: Terms, selector: Selector) -> bool:
    """Return whether every entry that matches but for the exception matches the exception."""
    excluded = selector.excluded
    if excluded is None:
        return False
    columns = [column for column in _COLUMNS if getattr(excluded, column) is not None]
    return all(_covered(terms, selector, column) for column in columns)


def _covered(terms: Terms, selector: Selector, column: str) -> bool:
    """Return whether every entry that the selector takes in has one of the excepted words."""
    excepted, taken = getattr(selector.excluded, column), getattr(selector, column)
    if taken is None:
        if column == "party":
            taken = tuple(terms.parties)
        elif column not in _FILLED or column not in terms.vocabulary:
            return False  # a blank cell, or another word
        else:
            always = (AGREEMENT,) if column == "basis" else ()
            taken = (*terms.vocabulary[column], *always)
    return {*taken} <= {*excepted}


def _lies_within(other: Obligation, obligation: Obligation) -> bool:
    """Return whether a period of another obligation lies within one of this; so, too, while one waits."""
    if not other.spans or not obligation.spans:
        return True
    late = max(span.first for span in (*other.spans, *obligation.spans))
    today = (
        late + _WEEK if late < NEVER - _WEEK else late
    )  # some periods of each span without an end
    own = periods(obligation, today)
    firsts = [period.first for period in own]
    for first, last, _ in periods(other, today):
        place = bisect_right(firsts, first)  # periods of one obligation have no day in common
        if place and last <= own[place - 1].last:
            return True
    return False


_FINDERS: tuple[_Finder, ...] = (
    _each_phase,
    _short_weeks,
    _late_start,
    any_basis,
    _unmatchable,
    _nothing_owed,
)
