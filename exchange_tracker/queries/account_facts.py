"""What an account of a truce day is made of (``account.py``)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.judging.disputes import Statement
from exchange_tracker.queries.account_outcome import Outcome
from exchange_tracker.queries.account_rows import (
    Headcount,
    Portion,
    add_headcounts,
    published,
)
from exchange_tracker.queries.held_rows import HeldDerivation


class Dissent(NamedTuple):
    """What other readings say, all of them the same, of a period than the terms as written do.

    ``more`` are people whom they count and the terms as written do not, in the period or where the
    credit they use was earned; ``fewer`` those whom they do not count, in the period.
    """

    readings: tuple[Reading, ...]
    outcome: Outcome
    more: tuple[Portion, ...]
    fewer: tuple[Portion, ...]


class Elsewhere(NamedTuple):
    """Readings that answer otherwise on a period which they do not judge, all of them the same.

    ``outcomes`` are the first verdicts of other periods that make them say so.
    """

    readings: tuple[Reading, ...]
    statement: Statement
    outcomes: tuple[Outcome, ...]


class Requirement(NamedTuple):
    """Obligations that require the same of a party over one period, as written, and who differs."""

    obligations: tuple[Obligation, ...]
    outcome: Outcome
    dissents: tuple[Dissent, ...]
    elsewhere: tuple[Elsewhere, ...]

    def due(self, outcome: Outcome) -> Headcount:
        """Return what is behind the number due: the people owed for, and who published the terms."""
        terms = published(name for obligation in self.obligations for name in obligation.sources)
        return add_headcounts([outcome.owed, terms])


class Sometime(NamedTuple):
    """People released on one of several truce days, and it is not known on which."""

    first: date
    last: date
    freed: tuple[Portion, ...]


class Unsupported(NamedTuple):
    """What rests on a single source, or on none.

    ``rows`` counts the entries that are told, ``nobody`` says whether one of them is of the day and
    says that nobody was released; ``parts`` are the people of the others.
    """

    rows: int = 0
    nobody: bool = False
    parts: tuple[Portion, ...] = ()


class PartyDay(NamedTuple):
    """What one party did: on the day, against what was required of it, and since the start.

    ``party`` joins several by ``;`` that released people together; ``sometime`` are those who may
    have been released on the day. ``rows`` counts all entries that are told; ``single`` and
    ``unsourced`` are those with one source and with none, ``unlisted`` names of sources that are not
    recorded: of the day alone where the account says so.
    """

    party: str
    freed: tuple[Portion, ...]  # empty: nothing is recorded of it on that day
    requirements: tuple[Requirement, ...]
    total: tuple[Portion, ...]
    outside: tuple[Portion, ...]  # recorded, but before the truce's days
    sometime: tuple[Sometime, ...] = ()
    rows: int = 0
    single: Unsupported = Unsupported()
    unsourced: Unsupported = Unsupported()
    unlisted: tuple[str, ...] = ()


class Account(NamedTuple):
    """One truce day, party by party; ``over`` says whether it has ended.

    ``supports_day`` says that the sources behind the entries of the day alone were looked at.
    """

    day: date
    first: date
    over: bool
    party_days: tuple[PartyDay, ...]
    held: tuple[HeldDerivation, ...] = ()  # each cohort at its end
    supports_day: bool = False


def requirement_key(requirement: Requirement) -> object:
    """Return what two obligations have in common that stand alike by the terms as written."""
    verdict, obligation = requirement.outcome.verdict, requirement.obligations[0]
    return (
        verdict.parties,
        verdict.first,
        verdict.last,
        bool(obligation.for_each),
        obligation.counts.kind if not requirement.outcome.counted.entries else (),
        requirement.outcome.counted.entries,
        verdict.statement,
    )


def by_last_party(
    obligations: Iterable[Obligation], parties: Iterable[str]
) -> dict[str, list[Obligation]]:
    """Return obligations by the party with which each is told.

    What several owe together is told once: with the last of them, when all have been told.
    """
    order = {party: place for place, party in enumerate(parties)}
    by_party: dict[str, list[Obligation]] = {}
    for each in obligations:
        by_party.setdefault(max(each.parties, key=order.__getitem__), []).append(each)
    return by_party
