"""What can be told of one truce day, each number with the rows that support it.

Nothing is worded here. A number keeps what it rests on: entries, sources, how many entries have one
source or none, and how many have no number.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.figures import matches
from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.judging.disputes import Statement, statement_on
from exchange_tracker.judging.judge import Snapshot, judge_reading
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.account_rows import (
    Headcount,
    Portion,
    SourcedEntry,
    add_headcounts,
    count,
    parts,
    published,
    sourced_entries,
)
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.totals import days_between


class Outcome(NamedTuple):
    """A verdict and the rows behind its numbers.

    ``counted`` are the rows of what was delivered, ``credited`` those of the periods that earned the
    credit it uses, ``owed`` those of the people for each of whom others are owed.
    """

    verdict: Verdict
    counted: Headcount
    credited: Headcount
    owed: Headcount


class Dissent(NamedTuple):
    """What other readings say, all of them the same, of a period than the terms as written do.

    ``more`` are people whom they count and the terms as written do not, in the period or where the
    credit they use was earned; ``fewer`` those whom they do not count, in the period.
    """

    readings: tuple[Reading, ...]
    stand: Outcome
    more: tuple[Portion, ...]
    fewer: tuple[Portion, ...]


class Elsewhere(NamedTuple):
    """Readings that answer otherwise on a period which they do not judge, all of them the same."""

    readings: tuple[Reading, ...]
    statement: Statement


class Requirement(NamedTuple):
    """Obligations that ask the same of a party over one period, as written, and who differs."""

    obligations: tuple[Obligation, ...]
    stand: Outcome
    differing: tuple[Dissent, ...]
    elsewhere: tuple[Elsewhere, ...]

    def due(self, stand: Outcome) -> Headcount:
        """Return what is behind the number due: the people owed for, and who published the terms."""
        terms = published(name for each in self.obligations for name in each.sources)
        return add_headcounts([stand.owed, terms])


class PartyDay(NamedTuple):
    """What one party did: on the day, against what was asked of it, and since the start."""

    party: str
    freed: tuple[Portion, ...]  # empty: nothing is recorded of it on that day
    asked: tuple[Requirement, ...]
    total: tuple[Portion, ...]
    outside: Headcount  # recorded, but before the truce's days


class Account(NamedTuple):
    """One truce day, told party by party; ``over`` tells whether it has ended."""

    day: date
    first: date
    over: bool
    told: tuple[PartyDay, ...]


def latest_day(query: Query) -> date | None:
    """Return the latest of the truce's days that has begun; ``None`` before the first."""
    terms = query.terms
    today = query.clock.day_of(query.at)
    return min(today, terms.last_day) if today >= terms.first_day else None


def select_day(query: Query, day: date | None = None) -> date:
    """Return a truce day that has begun, without one the latest; raise ``UsageError`` for another."""
    first, latest = query.terms.first_day, latest_day(query)
    if latest is None:
        raise UsageError.one("--at", "the truce has not begun then", "name a later moment")
    if day is None:
        return latest
    if not first <= day <= latest:
        fix = f"write one of {first} to {latest}"
        raise UsageError.one("DAY", f"{day} is not a truce day that has begun", fix)
    return day


def account_of(query: Query, day: date) -> Account:
    """Return what the records tell of a truce day."""
    snapshot = query.snapshot()
    releases, sources = query.records.releases(), query.records.sources()
    return account(query.terms, snapshot, day, sourced_entries(releases, sources, snapshot, day))


def account(terms: Terms, moment: Snapshot, day: date, recorded: Sequence[SourcedEntry]) -> Account:
    """Tell a truce day; parties in the order in which the obligations name them."""
    judged = {reading.name: judge_reading(reading, moment) for reading in terms.readings}
    named = [name for each in terms.as_written.obligations for name in each.parties]
    return Account(
        day=day,
        first=terms.first_day,
        over=moment.over(day),
        told=tuple(
            _told(terms, party, day, recorded, judged, moment)
            for party in dict.fromkeys([*named, *terms.parties])
        ),
    )


_Judged = dict[str, dict[str, list[Verdict]]]


def _told(
    terms: Terms,
    party: str,
    day: date,
    recorded: Sequence[SourcedEntry],
    judged: _Judged,
    moment: Snapshot,
) -> PartyDay:
    mine = [row for row in recorded if row.entry.release.party == party]
    return PartyDay(
        party=party,
        freed=parts(row for row in mine if row.entry.day == day),
        asked=tuple(_asked(terms, party, day, recorded, judged, moment)),
        total=parts(row for row in mine if terms.first_day <= row.entry.day),
        outside=count(row for row in mine if row.entry.day < terms.first_day),
    )


def _asked(
    terms: Terms,
    party: str,
    day: date,
    recorded: Sequence[SourcedEntry],
    judged: _Judged,
    moment: Snapshot,
) -> list[Requirement]:
    """Return what was asked of a party over periods that end with the day, or are not over."""
    found: dict[object, Requirement] = {}
    for obligation in terms.as_written.obligations:
        if party != obligation.parties[0]:  # what several owe together is told once
            continue
        for verdict in judged[terms.as_written.name][obligation.id]:
            open_ = verdict.first <= day < verdict.last and not moment.over(verdict.last)
            if verdict.last != day and not open_:
                continue
            asked = _one(terms, obligation, verdict, recorded, judged)
            if verdict.owes_nothing and not asked.differing and not asked.elsewhere:
                continue
            key = _said(asked)
            before = found.get(key)
            found[key] = (
                before._replace(obligations=(*before.obligations, obligation)) if before else asked
            )
    return list(found.values())


def _said(asked: Requirement) -> object:
    """Return what two obligations have in common where one sentence can tell both."""
    return (
        asked.stand.verdict.first,
        asked.stand.verdict.last,
        bool(asked.obligations[0].for_each),
        asked.stand.counted.entries,
        asked.stand.verdict.statement,
        tuple((held.readings, held.stand.verdict.statement) for held in asked.differing),
        tuple(other.readings for other in asked.elsewhere),
    )


def _one(
    terms: Terms,
    obligation: Obligation,
    verdict: Verdict,
    recorded: Sequence[SourcedEntry],
    judged: _Judged,
) -> Requirement:
    """Return an obligation over a period as written, and the readings that differ, alike together."""
    alike: dict[object, Dissent] = {}
    for reading in terms.readings[1:]:
        other = reading.by_id().get(obligation.id)
        theirs = _over(verdict, judged[reading.name][obligation.id]) if other else None
        if other is None or theirs is None or theirs.statement == verdict.statement:
            continue
        stand = _stand(reading, other, theirs, recorded, judged)
        more, fewer = _apart(obligation, stand, recorded)
        held = Dissent((reading,), stand, parts(more), parts(fewer))
        key = (theirs.statement, stand[1:], held.more, held.fewer)
        before = alike.get(key)
        alike[key] = before._replace(readings=(*before.readings, reading)) if before else held
    stand = _stand(terms.as_written, obligation, verdict, recorded, judged)
    elsewhere = tuple(_elsewhere(terms, verdict, judged))
    return Requirement((obligation,), stand, tuple(alike.values()), elsewhere)


def _elsewhere(terms: Terms, verdict: Verdict, judged: _Judged) -> Iterator[Elsewhere]:
    """Yield the readings that answer otherwise on a period without judging exactly that one."""
    alike: dict[object, Elsewhere] = {}
    for reading in terms.readings[1:]:
        verdicts = judged[reading.name].get(verdict.obligation, [])
        statement = statement_on(reading.name, verdicts, verdict)
        if statement.verdict is not None or statement.answer is verdict.status.answer:
            continue
        key = (statement.answer, tuple(each._replace(reading="") for each in statement.nearby))
        before = alike.get(key)
        readings = (*before.readings, reading) if before else (reading,)
        alike[key] = Elsewhere(readings, statement)
    yield from alike.values()


def _over(verdict: Verdict, verdicts: Sequence[Verdict]) -> Verdict | None:
    """Return the one of some verdicts that is over the same days as another."""
    days = verdict.first, verdict.last
    return next((each for each in verdicts if (each.first, each.last) == days), None)


def _stand(
    reading: Reading,
    obligation: Obligation,
    verdict: Verdict,
    recorded: Sequence[SourcedEntry],
    judged: _Judged,
) -> Outcome:
    verdicts = judged[reading.name]
    earning = _earning(obligation, verdict, verdicts[obligation.id])
    return Outcome(
        verdict=verdict,
        counted=count(_counted(obligation, [verdict], recorded)),
        credited=count(_counted(obligation, earning, recorded)),
        owed=count(_owed(reading, obligation, verdict, recorded, verdicts)),
    )


def _earning(
    obligation: Obligation, verdict: Verdict, verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Return the periods that earned the credit which a verdict uses.

    Credit that never lapses is one sum: it may stem from every surplus since there was none.
    """
    if not verdict.credit_used:
        return []
    before = [each for each in verdicts if each.last < verdict.first]
    if obligation.carry_days is not None:
        days = {credit.earned for credit in verdict.worst_brought.credit}
        return [each for each in before if each.last in days]
    empty = [place for place, each in enumerate(before) if not each.worst_brought.credit]
    return [each for each in before[empty[-1] :] if each.surplus]


def _owed(
    reading: Reading,
    obligation: Obligation,
    verdict: Verdict,
    recorded: Sequence[SourcedEntry],
    verdicts: dict[str, list[Verdict]],
) -> list[SourcedEntry]:
    """Return the rows of the people for each of whom others are owed: those applied, too."""
    selectors = [owed.counts for owed in obligation.for_each if owed.counts]
    named = {owed.obligation for owed in obligation.for_each}
    applied = {
        row.entry.id
        for other in reading.obligations
        if other.id in named
        for row in _counted(other, _applying(other, verdict, verdicts[other.id]), recorded)
    }
    return [
        row
        for row in recorded
        if row.entry.id in applied
        or (
            verdict.first <= row.entry.day <= verdict.last
            and any(matches(selector, row.entry.group) for selector in selectors)
        )
    ]


def _applying(
    obligation: Obligation, verdict: Verdict, verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Return the periods within another's whose people are applied, and those of their credit."""
    within = [e for e in verdicts if verdict.first <= e.first and e.last <= verdict.last]
    earning = [each for one in within for each in _earning(obligation, one, verdicts)]
    return [*within, *earning]


def _apart(
    written: Obligation, stand: Outcome, recorded: Sequence[SourcedEntry]
) -> tuple[list[SourcedEntry], list[SourcedEntry]]:
    """Return the rows that bear on a stand and not as written, and those that do as written only."""
    bearing = {*stand.counted.entries, *stand.credited.entries}
    mine = written.delivered
    more = [r for r in recorded if r.entry.id in bearing and not matches(mine, r.entry.group)]
    fewer = [
        row
        for row in _counted(written, [stand.verdict], recorded)
        if row.entry.id not in stand.counted.entries
    ]
    return more, fewer


def _counted(
    obligation: Obligation, periods: Sequence[Verdict], recorded: Sequence[SourcedEntry]
) -> list[SourcedEntry]:
    wanted = obligation.delivered
    days = {day for each in periods for day in days_between(each.first, each.last)}
    return [row for row in recorded if row.entry.day in days and matches(wanted, row.entry.group)]
