"""Entries just written that no obligation counts, although some obligation is about their party and kind."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from exchange_tracker.facts.entry import entry_of
from exchange_tracker.facts.groups import GROUP_COLUMNS, Group, Match, match, match_parties
from exchange_tracker.facts.model import AGREEMENT, Obligation, Release, Terms, values
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.second_look import MOST, Look, Looks, first_looks
from exchange_tracker.store.ledger.written_rows import (
    groups_on_days,
    is_long,
    written,
    written_among,
)


def counts_for_nothing(ledger: Ledger, start: int) -> Looks:
    """Return the entries written from a row on that, by all that is known of them, no obligation counts.

    Only those under the agreement, on days of its phases. Of a long change the first are looked up by
    their days and groups, and those beside them are all that the ledger has.
    """
    owed = _Owed.of(ledger.terms)
    if not is_long(ledger, Release, start):
        return first_looks(_looks(ledger, owed, written(ledger, Release, start)))
    idle = [
        each for each in groups_on_days(ledger) if owed.words(each.group, each.first, each.last)
    ]
    some = written_among(ledger, start, idle)
    named = tuple(islice(_looks(ledger, owed, some), MOST))
    others = sum(each.entries for each in idle) - len(named)
    return Looks(named, others if named else 0, "")


def _looks(ledger: Ledger, owed: "_Owed", releases: Iterable[Release]) -> Iterator[Look]:
    for release in releases:
        entry = entry_of(release, ledger.clock)
        if words := owed.words(entry.group, entry.first, entry.day):
            yield Look(entry.id, words)


class _Owed(NamedTuple):
    """What the terms ask for, under any reading."""

    terms: Terms
    obligations: tuple[Obligation, ...]

    @classmethod
    def of(cls, terms: Terms) -> "_Owed":
        every = (each for reading in terms.readings for each in reading.obligations)
        return cls(terms, tuple(dict.fromkeys(every)))

    def words(self, group: Group, first: date, last: date) -> str:
        """Say why what a group has on some days counts for nothing; blank where it may count."""
        phases = self.terms.phases
        if group.basis != AGREEMENT or not any(p.first <= last and first <= p.last for p in phases):
            return ""
        owed = [each for each in self.obligations if _is_about(each, group)]
        if not owed or any(_counts(each, group, first, last) for each in owed):
            return ""
        return f"it counts for no obligation: {_asks(owed[0], group)}"


def _is_about(obligation: Obligation, group: Group) -> bool:
    """Return whether an obligation is owed by a party, and about the kind, of a group."""
    kinds = obligation.counts.kind
    party = match_parties(obligation.parties, group.party)
    return party is not Match.NO and (kinds is None or group.kind in kinds)


def _counts(obligation: Obligation, group: Group, first: date, last: date) -> bool:
    """Return whether a group counts, or may count, for an obligation on some days."""
    if match(obligation.delivered, group) is Match.NO:
        return False
    spans = obligation.spans
    return not spans or any(each.first <= last and first <= each.last for each in spans)


def _asks(obligation: Obligation, group: Group) -> str:
    """Say what an obligation asks for that a group has not."""
    for name in GROUP_COLUMNS:
        words, cell = getattr(obligation.counts, name), values(getattr(group, name))
        if words is not None and not {*cell} & {*words}:
            return f"{obligation.id} asks for {name} {' or '.join(words)}"
    if match(obligation.delivered, group) is Match.NO:
        return f"{obligation.id} leaves out such people"
    return f"{obligation.id} is not owed on that day"
