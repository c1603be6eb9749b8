"""Rows just written that are likelier a slip than news, beside what the ledger held before.

Each kind of doubt names the first rows that it concerns.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import IntEnum

from exchange_tracker.facts.entry import entry_of, with_defaults
from exchange_tracker.facts.groups import group_of
from exchange_tracker.facts.model import Happening, Release, values
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.counts_for_nothing import counts_for_nothing
from exchange_tracker.queries.new_words import new_near_words
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.second_look import Look, Looks, first_looks
from exchange_tracker.store.ledger.tally import Tally
from exchange_tracker.store.ledger.written_rows import (
    first_of,
    is_long,
    lately_beside,
    moments_written,
    most_beside,
    most_written,
    repeats,
    written,
)

MANY_TIMES = 10

_MINUTE = len("2023-11-25T21:00")


def unlikely_rows(
    ledger: Ledger, starts: Mapping[type, int], *, alone: bool, tally: Tally | None = None
) -> Iterator[Looks]:
    """Yield what is doubtful about the rows written from the ``starts`` of their tables on.

    ``alone``: a single row, which is also set beside those of its day; a file says by its rows and
    ids which are others.
    """
    if start := starts.get(Release):
        yield first_looks(_offsets(ledger, start))
    for kind in (Release, Movement):
        if start := starts.get(kind):
            yield first_looks(new_near_words(ledger, kind, start))
            if kind is Release:  # those taken, or out by another door, come in any number
                yield first_looks(_many_times(ledger, start, tally))
            if alone:
                yield first_looks(_beside(ledger, kind, start))
            elif not is_long(ledger, kind, start):
                pairs = repeats(ledger, kind, start)
                listed = "possible-duplicate" if kind is Release else ""
                yield first_looks((Look(new, _repeat_words(old)) for new, old in pairs), listed)
    if start := starts.get(Release):
        yield counts_for_nothing(ledger, start)


def _offsets(ledger: Ledger, start: int) -> Iterator[Look]:
    """Yield the moments with an offset that the truce's zone did not have then; UTC is none of these."""
    offsets: dict[tuple[str, str], str] = {}  # said once for a minute and offset: rows may be many
    for name, at in moments_written(ledger, start):
        key = at[:_MINUTE], at[-len("+02:00") :]
        if key not in offsets:
            offsets[key] = _offset_words(ledger, datetime.fromisoformat(at))
        if offsets[key]:
            yield Look(name, f"{at} is {offsets[key]}")


def _offset_words(ledger: Ledger, moment: datetime) -> str:
    local = ledger.clock.local(moment)
    if not moment.utcoffset() or moment.utcoffset() == local.utcoffset():
        return ""
    offset = f"{local:%z}"
    then = f"{offset[:3]}:{offset[3:5]}"
    return f"{local:%H:%M} in {ledger.terms.timezone}, whose offset was {then} then"


def _many_times(ledger: Ledger, start: int, tally: Tally | None) -> Iterator[Look]:
    """Yield the entries with ten times the people of any other of their party and kind."""
    looks = []
    for most in most_written(ledger, start, tally):
        if most.people >= MANY_TIMES:
            before = most_beside(ledger, most, most.people / MANY_TIMES)
            if before:
                row, name = first_of(ledger, most, start)
                words = (
                    f"{most.people // before:,} times the most of any other {most.kind}, {before:,}"
                )
                looks.append((row, Look(name, f"{most.people:,} is {words}")))
    return (look for _, look in sorted(looks))


class _Likeness(IntEnum):
    """How another row of the same days, party, kind and group is like a new one; the least first."""

    OTHER_COUNT = 0
    SAME_COUNT = 1
    SAME = 2


def _beside(ledger: Ledger, kind: type[Happening], start: int) -> Iterator[Look]:
    """Yield to which other of its days, party, kind and group a row is most alike, and how."""
    for new in written(ledger, kind, start):
        likes = [
            (likeness, old)
            for old in lately_beside(ledger, new, start)
            for likeness in [_likeness(new, old, ledger)]
            if likeness is not None
        ]
        if likes:
            likeness, old = max(likes, key=lambda pair: pair[0])
            number = sum(each is likeness for each, _ in likes)
            yield Look(new.id, _like_words(likeness, new, old, number - 1))


def _likeness(new: Happening, old: Happening, ledger: Ledger) -> _Likeness | None:
    """Return how two rows are alike; ``None`` where they are of different people."""
    if _event(new, ledger.clock) != _event(old, ledger.clock):
        return None
    one, other = (with_defaults(each._replace(id=""), ledger.terms) for each in (new, old))
    if one == other:
        return _Likeness.SAME
    names, others = set(values(new.person)), set(values(old.person))
    if (names and others and not names & others) or _at_other_times(new, old):
        return None
    return _Likeness.SAME_COUNT if new.count == old.count else _Likeness.OTHER_COUNT


def _at_other_times(new: Happening, old: Happening) -> bool:
    both = isinstance(new, Release) and isinstance(old, Release) and new.at and old.at
    return bool(both) and new.at != old.at  # type: ignore[union-attr]


def _event(row: Happening, clock: Clock) -> tuple[object, ...]:
    """Return what two rows about the same people have in common beside their number."""
    if isinstance(row, Movement):
        group = group_of(row.party, row.kind, row.category, row.nationality, "")
        return row.day, row.until or row.day, row.movement, group
    entry = entry_of(row, clock)
    return entry.first, entry.day, entry.group


def _repeat_words(old: str) -> str:
    return f"{old} says the same in every cell: is it recorded twice?"


def _like_words(likeness: _Likeness, new: Happening, old: Happening, others: int) -> str:
    if likeness is _Likeness.SAME:
        return _repeat_words(old.id)
    who = f"{old.id} and {others:,} more have" if others else f"{old.id} has"
    moved = ", movement" if isinstance(new, Movement) else ""
    same = f"{who} the same day, party{moved}, kind and group"
    if likeness is _Likeness.SAME_COUNT:
        return f"{same} and the same count: is it told twice?"
    counts = "other counts" if others else f"the count {old.count}"
    return f"{same}, and {counts} beside {new.count}: is one of them wrong?"
