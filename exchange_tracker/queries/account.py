"""What can be told of one truce day, each number with the rows that support it.

Nothing is worded here. A number keeps what it rests on: entries, sources, how many entries have one
source or none, and how many have no number.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.groups import matches
from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.account_facts import (
    Account,
    Dissent,
    Elsewhere,
    PartyDay,
    Requirement,
    Sometime,
    Unsupported,
    by_last_party,
    requirement_key,
)
from exchange_tracker.queries.account_near import rows_by_party
from exchange_tracker.queries.account_outcome import Judgement, Outcome
from exchange_tracker.queries.account_rows import (
    SourcedEntry,
    parts,
    sourced_entries,
)
from exchange_tracker.queries.account_sums import (
    MOST_ENTRIES,
    entries_on,
    has_many,
    sums_as_entries,
)
from exchange_tracker.queries.held import balances_on
from exchange_tracker.queries.held_rows import HeldDerivation, derive_held
from exchange_tracker.queries.query import Query

_DAY = timedelta(days=1)


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
        last = query.terms.last_day
        what = "not a truce day that has begun"
        if not first <= day <= last:
            what = f"{'before the first' if day < first else 'after the last'} of the truce's days"
        raise UsageError.one("DAY", f"{day} is {what}", f"write one of {first} to {latest}")
    return day


def account_of(
    query: Query, day: date, *, by_rows: bool, most_entries: int = MOST_ENTRIES
) -> Account:
    """Return what the records tell of a truce day; parties in the order of the obligations.

    ``by_rows`` names the rows behind every number. Without it the entries of other days than those
    of a period that is told are read as sums: they may be a million. Of more than ``most_entries``
    all numbers are sums, and what one source or none stands behind is told of the day alone.
    """
    snapshot = query.snapshot()
    if by_rows:
        account = _account(query.terms, snapshot, day, partial(_rows_of, query, snapshot))
        cohorts = [cohort.id for cohort in query.terms.cohorts if cohort.first <= day]
        return account._replace(held=tuple(derive_held(query, name, day) for name in cohorts))
    if has_many(snapshot.figures, most_entries):
        account = _account_of_sums(query, snapshot, day)
    else:
        account = _account(query.terms, snapshot, day, partial(_sums_and_rows_of, query, snapshot))
    held = tuple(HeldDerivation(balance, ()) for balance in balances_on(query, day))
    return account._replace(held=held)


def _account_of_sums(query: Query, snapshot: Snapshot, day: date) -> Account:
    of_day = entries_on(query, snapshot, day)
    read = partial(sums_as_entries, snapshot.figures, query.terms.first_day, of_day)
    return _account(query.terms, snapshot, day, read, of_day)._replace(supports_day=True)


def _rows_of(query: Query, snapshot: Snapshot, first: date, last: date) -> list[SourcedEntry]:
    """Return the entries that have happened up to the end of a range of days, whatever its first."""
    del first
    releases = query.records.releases_between(date.min, min(last, snapshot.today))
    return sourced_entries(releases, query.records.sources(), snapshot)


def _sums_and_rows_of(
    query: Query, snapshot: Snapshot, first: date, last: date
) -> list[SourcedEntry]:
    """Return the entries of a range of days that have happened, and those before it as sums."""
    records, start, before = query.records, query.terms.first_day, first - _DAY
    sums = [records.releases_alike(date.min, min(before, start - _DAY))]
    if before >= start:
        sums.append(records.releases_alike(start, before))
    near = records.releases_between(first, min(last, snapshot.today))
    return sourced_entries(chain(*sums, near), records.sources(), snapshot)


def _account(
    terms: Terms,
    snapshot: Snapshot,
    day: date,
    read: Callable[[date, date], list[SourcedEntry]],
    of_day: Sequence[SourcedEntry] | None = None,
) -> Account:
    """Return the account of a day, and what stands behind its entries: behind all without any ``of_day``."""
    judgement = Judgement(terms, snapshot, day, read)
    rows = rows_by_party(judgement.entries)
    sourced = rows if of_day is None else rows_by_party(of_day)
    named = [name for each in terms.as_written.obligations for name in each.parties]
    parties = list(dict.fromkeys([*named, *terms.parties]))
    owed = by_last_party(terms.as_written.obligations, parties)
    together = sorted(party for party in rows if ";" in party)
    return Account(
        day=day,
        first=terms.first_day,
        over=snapshot.over(day),
        party_days=tuple(
            _party_day(
                rows.get(party, ()),
                sourced.get(party, ()),
                party,
                judgement,
                _requirements(judgement, owed.get(party, ()), day),
            )
            for party in (*parties, *together)
        ),
    )


def _party_day(
    rows: Sequence[SourcedEntry],
    sourced: Iterable[SourcedEntry],
    party: str,
    judgement: Judgement,
    requirements: Iterable[Requirement],
) -> PartyDay:
    """Return the day of a party, or of several that released people together, by their entries."""
    first, day = judgement.terms.first_day, judgement.day
    day_rows = [row for row in sourced if row.entry.first <= day and _adds(row, day)]
    return PartyDay(
        party=party,
        freed=parts(row for row in rows if row.entry.first == row.entry.day == day),
        requirements=tuple(requirements),
        total=parts(row for row in rows if first <= row.entry.day <= day),
        outside=parts(row for row in rows if row.entry.day < first),
        sometime=tuple(_sometime(rows, day)),
        rows=len(day_rows),
        single=_unsupported([row for row in day_rows if len(row.sources) == 1]),
        unsourced=_unsupported([row for row in day_rows if row.names_none]),
        unlisted=tuple(dict.fromkeys(name for row in day_rows for name in row.unlisted)),
    )


def _adds(row: SourcedEntry, day: date) -> bool:
    """Return whether an entry is told: with its people, or with nobody on the day."""
    has_people = row.entry.headcount or row.entry.is_open
    return bool(has_people) or row.entry.first == row.entry.day == day


def _unsupported(rows: Sequence[SourcedEntry]) -> Unsupported:
    people = [row for row in rows if row.entry.headcount or row.entry.is_open]
    return Unsupported(len(rows), len(people) < len(rows), parts(people))


def _sometime(rows: Iterable[SourcedEntry], day: date) -> Iterator[Sometime]:
    """Yield the people who were released on one of several truce days, one of which is the day."""
    spans: dict[tuple[date, date], list[SourcedEntry]] = {}
    for row in rows:
        if row.entry.first < row.entry.day and row.entry.first <= day <= row.entry.day:
            spans.setdefault((row.entry.first, row.entry.day), []).append(row)
    for (first, last), alike in sorted(spans.items()):
        yield Sometime(first, last, parts(alike))


def _requirements(
    judgement: Judgement, obligations: Iterable[Obligation], day: date
) -> list[Requirement]:
    """Return what obligations required over periods that end with the day, or are not over.

    So is what waits for an event that is not known to have happened.
    """
    by_sentence: dict[object, Requirement] = {}
    for obligation in obligations:
        for verdict in judgement.written_on(obligation.id, day):
            requirement = _requirement(judgement, obligation, verdict, day)
            differs = requirement.dissents or requirement.elsewhere
            if verdict.owes_nothing and not differs:
                continue
            key = _sentence_key(requirement)
            before = by_sentence.get(key)
            if before:
                obligations = (*before.obligations, obligation)
                requirement = before._replace(obligations=obligations)
            by_sentence[key] = requirement
    return list(by_sentence.values())


def _sentence_key(requirement: Requirement) -> object:
    """Return what two obligations have in common where one sentence can tell both."""
    return (
        requirement_key(requirement),
        tuple((each.readings, each.outcome.verdict.statement) for each in requirement.dissents),
        tuple(each.readings for each in requirement.elsewhere),
    )


def _requirement(
    judgement: Judgement, obligation: Obligation, verdict: Verdict, day: date
) -> Requirement:
    """Return an obligation over a period as written, and readings that differ, in groups that agree."""
    groups: dict[object, Dissent] = {}
    for reading in judgement.terms.readings[1:]:
        dissent = _dissent(judgement, obligation, verdict, reading)
        if dissent is None:
            continue
        outcome = dissent.outcome
        key = (outcome.verdict.statement, outcome[1:], dissent.more, dissent.fewer)
        before = groups.get(key)
        groups[key] = before._replace(readings=(*before.readings, reading)) if before else dissent
    outcome = judgement.outcome(judgement.terms.as_written, obligation, verdict)
    elsewhere = tuple(_elsewhere(judgement, verdict, day))
    return Requirement((obligation,), outcome, tuple(groups.values()), elsewhere)


def _elsewhere(judgement: Judgement, verdict: Verdict, day: date) -> Iterator[Elsewhere]:
    """Yield what readings say that judge other days, those together that say the same."""
    groups: dict[object, Elsewhere] = {}
    for reading in judgement.terms.readings[1:]:
        statement = judgement.statement_beside(reading, verdict, day)
        if statement is None:
            continue
        key = (statement.answer, tuple(each._replace(reading="") for each in statement.nearby))
        before = groups.get(key)
        if before:
            groups[key] = before._replace(readings=(*before.readings, reading))
        else:
            outcomes = judgement.deciding(reading, statement)
            groups[key] = Elsewhere((reading,), statement, outcomes)
    yield from groups.values()


def _dissent(
    judgement: Judgement, obligation: Obligation, verdict: Verdict, reading: Reading
) -> Dissent | None:
    """Return what a reading says otherwise of a period; ``None`` where it agrees or is silent."""
    counterpart = reading.by_id.get(obligation.id)
    if counterpart is None:
        return None
    other = judgement.over_same_days(reading, verdict)
    if other is None or other.statement == verdict.statement:
        return None
    outcome = judgement.outcome(reading, counterpart, other)
    more, fewer = _difference(judgement, obligation, outcome)
    return Dissent((reading,), outcome, parts(more), parts(fewer))


def _difference(
    judgement: Judgement, written: Obligation, outcome: Outcome
) -> tuple[list[SourcedEntry], list[SourcedEntry]]:
    """Return the rows that bear on an outcome and not as written, and those as written only."""
    bearing = {*outcome.counted.entries, *outcome.credited.entries}
    more = [
        row
        for row in judgement.near
        if row.entry.id in bearing and not matches(written.delivered, row.entry.group)
    ]
    fewer = [
        row
        for row in judgement.counted(written, [outcome.verdict])
        if row.entry.id not in outcome.counted.entries
    ]
    return more, fewer
