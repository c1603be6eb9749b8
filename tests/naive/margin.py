"""What would flip a verdict: people, the other side, an entry, a claim (ledger.md, section 4.2).

Each row is confirmed by judging again; `rules.py` has what another reading would change.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tests.naive.clock import DAY
from tests.naive.facts import COLUMNS, Claim, Entry, Terms, Truce, words_of
from tests.naive.judging import Judge, Situation, Verdict, match_obligation, open_judge
from tests.naive.matching import UNLIMITED, Match, Range, sum_people
from tests.naive.rows import KEPT, Row, ask_readings, cell
from tests.naive.rules import find_rules, try_rules
from tests.naive.spans import Period

ORDER = ("people", "other-side", "entry", "rule", "claim")
OTHER = "a word that nobody asks for"


@dataclass(frozen=True, slots=True)
class Offer:
    """What would make a verdict come out otherwise."""

    by: str
    becomes: str
    people: int | None = None
    key: str = ""
    other: str = ""
    ids: str = ""

    def rank(self) -> tuple[int, bool, int, str, str, str]:
        """Return what offers for one period are sorted by."""
        has_people = self.people is not None
        return ORDER.index(self.by), has_people, self.people or 0, self.key, self.other, self.ids


def margin(truce: Truce, at: datetime, readings: Sequence[str] | None = None) -> list[Row]:
    """Return the rows of `margin --all`."""
    return [
        {
            "reading": reading,
            "obligation": obligation["id"],
            "from": cell(verdict.period.first),
            "to": cell(verdict.period.last),
            "status": verdict.status,
            "by": offer.by,
            "people": cell(offer.people),
            "key": offer.key,
            "other": offer.other,
            "ids": offer.ids,
            "becomes": offer.becomes,
        }
        for reading in ask_readings(truce, readings)
        for judge in [open_judge(truce, at, reading)]
        for obligation in truce.terms["obligations"]
        for verdict, offers in find_offers(judge, reading, obligation["id"])
        for offer in sorted(offers, key=Offer.rank)
    ]


def find_offers(judge: Judge, reading: str, name: str) -> Iterator[tuple[Verdict, list[Offer]]]:
    """Yield the verdicts on an obligation that are kept or short, with what would flip each."""
    verdicts = [one for one in judge.judge(name) if one.status in KEPT | {"short"}]
    trials = try_rules(judge, reading, name) if verdicts else []
    for verdict in verdicts:
        assert verdict.situation is not None
        offers = [
            *find_people(verdict.situation),
            *find_other_side(judge, verdict.situation),
            *find_entries(judge, verdict.situation),
            *find_claims(judge.truce, verdict.situation),
        ]
        for rule in find_rules(trials, verdict):
            key = ";".join(rule.groups)
            offers.append(Offer("rule", rule.becomes, key=key, other=rule.reading))
        yield verdict, offers


def flips(before: str, after: str) -> bool:
    """Say whether one of two statuses is kept and the other short."""
    return (before in KEPT and after == "short") or (before == "short" and after in KEPT)


def confirm(situation: Situation, changed: Situation, offer: Offer) -> Iterator[Offer]:
    """Yield the offer with what becomes of the period, if it flips."""
    becomes = changed.name_status()
    if flips(situation.name_status(), becomes):
        yield replace(offer, becomes=becomes)


def add(people: Range, more: int) -> Range:
    """Return a range of people with so many more, or fewer, of them."""
    return Range(people.least + more, people.most + more)


def room(situation: Situation) -> float:
    """Return how many fewer there might be in the best case before it is short."""
    _, in_best = situation.weigh()
    return situation.delivered.most + situation.best.sum_credit() - in_best.due


def find_people(situation: Situation) -> Iterator[Offer]:
    """Yield the people more, or fewer, of the obligation's own parties."""
    if situation.name_status() == "short":
        in_worst, _ = situation.weigh()
        if in_worst.shortfall == UNLIMITED:
            return
        people = int(in_worst.shortfall)
    else:
        if room(situation) == UNLIMITED:
            return
        people = -int(room(situation) + 1)
        if -people > situation.delivered.least:
            return
    changed = replace(situation, delivered=add(situation.delivered, people))
    yield from confirm(situation, changed, Offer("people", "", people=people))


def find_other_side(judge: Judge, situation: Situation) -> Iterator[Offer]:
    """Yield the people whom an item of `for_each` would have to name less, or more."""
    if situation.required.least != situation.required.most:
        return
    for number, item in enumerate(situation.obligation.get("for_each", []), 1):
        if item["owed"] == 0 or judge.is_voided(item):
            continue
        people = count_other_side(situation, item["owed"])
        named = judge.range_people(item, situation.period).least
        if people is None or named + people < 0:
            continue
        required = add(situation.required, item["owed"] * people)
        offer = Offer("other-side", "", people=people, key=str(number))
        yield from confirm(situation, replace(situation, required=required), offer)


def count_other_side(situation: Situation, owed: int) -> int | None:
    """Return the people named less (below 0) or more; None where there is no such number."""
    if situation.name_status() == "short":
        in_worst, _ = situation.weigh()
        return None if in_worst.shortfall == UNLIMITED else -math.ceil(in_worst.shortfall / owed)
    return None if room(situation) == UNLIMITED else math.floor(room(situation) / owed) + 1


def find_entries(judge: Judge, situation: Situation) -> Iterator[Offer]:
    """Yield each entry that alone does it, with the cell that keeps it from counting."""
    obligation, period = situation.obligation, situation.period
    is_short = situation.name_status() == "short"
    for entry in judge.entries:
        if not set(entry.party) <= set(words_of(obligation["party"])):
            continue
        counts = match_obligation(entry, obligation, period) is Match.YES
        if counts == is_short:
            continue
        keys = list_keys(entry, obligation, period) if is_short else [""]
        delivered = count_with(judge, situation, entry, counts=Match.YES if is_short else Match.NO)
        for key in keys:
            offer = Offer("entry", "", people=entry.least, key=key, ids=entry.id)
            yield from confirm(situation, replace(situation, delivered=delivered), offer)


def list_keys(entry: Entry, obligation: Terms, period: Period) -> list[str]:
    """Return the cells of which each, were it another, would alone let an entry count."""
    assert period.first is not None
    keys = ["day"] if is_beside(entry, period) else []
    tries = {"day": [replace(entry, day=period.first, until=period.first)]} if keys else {}
    for column in COLUMNS:
        words = words_of(obligation["counts"].get(column, []))
        cells: list[tuple[str, ...]] = [(), (OTHER,), *((word,) for word in words)]
        tries[column] = [replace(entry, **{column: each}) for each in cells]  # type: ignore[arg-type]
    return [
        key
        for key, entries in tries.items()
        if any(match_obligation(each, obligation, period) is Match.YES for each in entries)
    ]


def is_beside(entry: Entry, period: Period) -> bool:
    """Say whether an entry lies on the one truce day right before or right after a period."""
    assert period.first is not None
    beside = [period.first - DAY, *([] if period.last is None else [period.last + DAY])]
    return entry.day == entry.until and entry.day in beside


def count_with(judge: Judge, situation: Situation, entry: Entry, *, counts: Match) -> Range:
    """Return what is delivered where one entry counts (YES) or does not (NO)."""
    return sum_people(
        (
            each,
            counts
            if each is entry
            else match_obligation(each, situation.obligation, situation.period),
        )
        for each in judge.entries
    )


def find_claims(truce: Truce, situation: Situation) -> Iterator[Offer]:
    """Yield each claim of exactly what is counted, whose figure in place of the ledger's does it."""
    for claim in truce.claims:
        if is_of_period(claim, situation):
            delivered = Range(claim.figure, claim.figure)
            offer = Offer("claim", "", people=claim.figure, ids=claim.id)
            yield from confirm(situation, replace(situation, delivered=delivered), offer)


def is_of_period(claim: Claim, situation: Situation) -> bool:
    """Say whether a claim is of a period's days, its obligation's parties and what that counts."""
    obligation, counts = situation.obligation, situation.obligation["counts"]
    asked = {"party": set(words_of(obligation["party"]))}
    asked |= {column: set(words_of(counts[column])) for column in COLUMNS if column in counts}
    return (
        claim.bound == "="
        and not claim.measure
        and (claim.first, claim.last) == (situation.period.first, situation.period.last)
        and "except" not in counts
        and {key: set(words) for key, words in claim.selector.items()} == asked
    )
