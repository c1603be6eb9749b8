"""What can be told of one truce day, each number with the rows that support it.

Nothing is worded here. A number keeps what it rests on: entries, sources, how many entries have one
source or none, and how many have no number.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.account_rows import Count, Part, Row, count, parts
from exchange_tracker.figures import matches
from exchange_tracker.judge import Moment, judge_reading
from exchange_tracker.model import Obligation, Reading, Terms
from exchange_tracker.verdict import Verdict


class Held(NamedTuple):
    """What another reading says of a period than the terms as written do.

    ``more`` are people whom it counts and the terms as written do not, in the period or where the
    credit it uses was earned; ``fewer`` those whom it does not count, in the period.
    """

    reading: Reading
    verdict: Verdict
    counted: Count
    owed: Count
    more: tuple[Part, ...]
    fewer: tuple[Part, ...]


class Asked(NamedTuple):
    """Obligations that ask the same of a party over one period, as written, and who differs.

    ``counted`` are the rows that the terms as written count, ``owed`` those of the people for each
    of whom others are owed.
    """

    obligations: tuple[Obligation, ...]
    verdict: Verdict
    counted: Count
    owed: Count
    differing: tuple[Held, ...]


class Told(NamedTuple):
    """What one party did: on the day, against what was asked of it, and since the start."""

    party: str
    freed: tuple[Part, ...]  # empty: nothing is recorded of it on that day
    asked: tuple[Asked, ...]
    total: tuple[Part, ...]
    outside: Count  # recorded, but on none of the truce's days


class Account(NamedTuple):
    """One truce day, told party by party; ``over`` tells whether it has ended."""

    day: date
    first: date
    over: bool
    told: tuple[Told, ...]


def account(terms: Terms, moment: Moment, day: date, recorded: Sequence[Row]) -> Account:
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
    recorded: Sequence[Row],
    judged: _Judged,
    moment: Moment,
) -> Told:
    mine = [row for row in recorded if row.entry.party == party]
    return Told(
        party=party,
        freed=parts(row for row in mine if row.day == day),
        asked=tuple(_asked(terms, party, day, recorded, judged, moment)),
        total=parts(row for row in mine if terms.first_day <= row.day),
        outside=count(row for row in mine if row.day < terms.first_day),
    )


def _asked(
    terms: Terms,
    party: str,
    day: date,
    recorded: Sequence[Row],
    judged: _Judged,
    moment: Moment,
) -> list[Asked]:
    """Give what was asked of a party over periods that end with the day, or are not over."""
    found: dict[object, Asked] = {}
    for obligation in terms.as_written.obligations:
        if party not in obligation.parties:
            continue
        for verdict in judged[terms.as_written.name][obligation.id]:
            open_ = verdict.first <= day < verdict.last and not moment.over(verdict.last)
            if verdict.last != day and not open_:
                continue
            asked = _one(terms, obligation, verdict, recorded, judged)
            key = _said(asked)
            before = found.get(key)
            found[key] = (
                before._replace(obligations=(*before.obligations, obligation)) if before else asked
            )
    return list(found.values())


def _said(asked: Asked) -> object:
    """Give what two obligations have in common where one sentence can tell both."""
    verdicts = [asked.verdict, *(held.verdict for held in asked.differing)]
    numbers = [(v.first, v.last, v.due, v.delivered, v.credit_used, v.status) for v in verdicts]
    return (
        tuple(numbers),
        tuple(held.reading.name for held in asked.differing),
        (bool(asked.obligations[0].for_each)),
        asked.counted.entries,
    )


def _one(
    terms: Terms,
    obligation: Obligation,
    verdict: Verdict,
    recorded: Sequence[Row],
    judged: _Judged,
) -> Asked:
    held = []
    for reading in terms.readings[1:]:
        other = {each.id: each for each in reading.obligations}.get(obligation.id)
        if other is None:
            continue
        for theirs in judged[reading.name][obligation.id]:
            same = (theirs.first, theirs.last) == (verdict.first, verdict.last)
            if same and _differs(verdict, theirs):
                more, fewer = _apart(obligation, other, theirs, recorded)
                behind = _behind(reading, other, theirs, recorded)
                held.append(Held(reading, theirs, *behind, parts(more), parts(fewer)))
    behind = _behind(terms.as_written, obligation, verdict, recorded)
    return Asked((obligation,), verdict, *behind, tuple(held))


def _behind(
    reading: Reading, obligation: Obligation, verdict: Verdict, recorded: Sequence[Row]
) -> tuple[Count, Count]:
    """Give the rows behind what was delivered, and behind what is owed for each of some people."""
    known = {each.id: each for each in reading.obligations}
    named = [known.get(owed.obligation or "") for owed in obligation.for_each]
    selectors = [owed.counts for owed in obligation.for_each if owed.counts]
    selectors += [each.delivered for each in named if each]
    owed = [
        row
        for row in recorded
        if verdict.first <= row.day <= verdict.last
        and any(matches(selector, row.group) for selector in selectors)
    ]
    delivered = _counted(obligation, verdict.first, verdict.last, recorded)
    return count(delivered), count(owed)


def _differs(one: Verdict, other: Verdict) -> bool:
    def said(verdict: Verdict) -> tuple[object, ...]:
        return verdict.status, verdict.due, verdict.delivered, verdict.credit_used

    return said(one) != said(other)


def _apart(
    written: Obligation, other: Obligation, verdict: Verdict, recorded: Sequence[Row]
) -> tuple[list[Row], list[Row]]:
    """Give the rows that one of two obligations counts, where they bear on a verdict."""
    first = verdict.first
    if verdict.credit_used and verdict.credit_brought:
        first = min(first, *(credit.earned for credit in verdict.credit_brought))
    theirs = _counted(other, first, verdict.last, recorded)
    mine = _counted(written, first, verdict.last, recorded)
    ids = {row.entry.id for row in mine}, {row.entry.id for row in theirs}
    more = [row for row in theirs if row.entry.id not in ids[0]]
    fewer = [row for row in mine if row.entry.id not in ids[1] and row.day >= verdict.first]
    return more, fewer


def _counted(obligation: Obligation, first: date, last: date, recorded: Sequence[Row]) -> list[Row]:
    wanted = obligation.delivered
    return [row for row in recorded if first <= row.day <= last and matches(wanted, row.group)]
