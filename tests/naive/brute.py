"""Every way of filling in what a small truce leaves open, judged without ranges.

What the contract promises, and `contradictions` checks, for each period that has begun:

- `met`: delivered ≥ due in every filling; `credited`: met or credited in every filling;
  `short`: short in every filling; `unreported`: recorded in no filling;
- `required`, `delivered` are never more than in a filling; the shortfall (and the people applied)
  of a filling lie between `shortfall_least` and `shortfall_most` (the least and most applied).

Sound, but coarser than brute force, so that `undisclosed` may be given although every filling
comes out the same:

- worst and best case settle each period for itself: an entry that may lie in either of two periods
  counts in both (best) or in neither (worst); one entry may count as delivered and as not owed for;
- both cases of an amount of "?" are gone through with any number, a number of people without limit;
- blanks are filled as a whole: in the fillings all of an entry's people have the same word.

The other way round holds (and is checked, `is_alone`) where nothing connects periods or sides: for
an obligation with `at_least` and without carry, `undisclosed` is given only where some fillings
are kept and some short, or where the period is not recorded for sure.

Fillings here are fewer than what may have been: a `?` is one of three numbers, an unrecorded period
delivered nothing or what it required (the contract's best case has no surplus from such a period),
and a blank column gets no word that an `except` names (a blank never matches `except`).
"""

import itertools
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tests.naive.exact import Exact, ExactJudge, settle
from tests.naive.facts import COLUMNS, Entry, Terms, Truce, list_readings, words_of
from tests.naive.judging import Verdict, open_judge
from tests.naive.matching import has_happened
from tests.naive.readings import agreement_under

OTHER = "a word that nobody asks for"
MANY_PEOPLE = 1000
MANY_OWED = 1_000_000
Words = dict[str, list[str]]
Key = tuple[str, date | None, date | None]  # obligation, first and last day
Verdicts = Callable[[str, str], list[Verdict]]  # of a reading and an obligation


def contradictions(
    truce: Truce,
    at: datetime,
    rng: random.Random,
    *,
    most: int = 200,
    verdicts: Verdicts | None = None,
) -> Iterator[str]:
    """Yield what the rows promise and a filling breaks; looks at no more than `most` fillings.

    `verdicts` gives those of an obligation under a reading; without it they are the reference's.
    """
    fillings, are_all = list_fillings(truce, at, rng, most)
    for reading in list_readings(truce.terms):
        judge = open_judge(truce, at, reading)
        results = judge_fillings(fillings, at, reading)
        for name, obligation in judge.agreement.obligations.items():
            for verdict in verdicts(reading, name) if verdicts else judge.judge(name):
                if verdict.status in {"waiting", "upcoming"}:
                    continue
                exacts = results[name, verdict.period.first, verdict.period.last]
                problems = list(compare(verdict, exacts))
                if are_all and verdict.status == "undisclosed" and is_alone(obligation, truce):
                    problems += compare_undisclosed(exacts)
                yield from (f"{reading} {name} {verdict}: {problem}" for problem in problems)


def compare(verdict: Verdict, exacts: list[Exact]) -> Iterator[str]:
    """Yield what a verdict promises and one of the fillings breaks."""
    promised = {"met": {"met"}, "credited": {"met", "credited"}, "short": {"short"}}
    allowed = promised.get(verdict.status, {"met", "credited", "short"})
    most = math.inf if verdict.shortfall_most is None else verdict.shortfall_most
    for exact in exacts:
        if exact.outcome not in allowed:
            yield f"is {exact.outcome}: {exact}"
        if verdict.status == "unreported" and exact.is_recorded:
            yield f"is recorded: {exact}"
        if exact.required < (verdict.required or 0) or exact.delivered < (verdict.delivered or 0):
            yield f"is less: {exact}"
        if not (verdict.shortfall_least or 0) <= exact.shortfall <= most:
            yield f"is out of range: {exact}"
        if not verdict.applied.least <= exact.applied <= verdict.applied.most:
            yield f"applied is out of range: {exact}"


def compare_undisclosed(exacts: list[Exact]) -> Iterator[str]:
    """Yield a problem where every filling is recorded and says the same."""
    is_short = {exact.outcome == "short" for exact in exacts}
    if len(is_short) == 1 and all(exact.is_recorded for exact in exacts):
        yield f"every filling says the same: {exacts[0]}"


def is_alone(obligation: Terms, truce: Truce) -> bool:
    """Say whether each period is judged for itself and every blank can be filled either way."""
    words = words_asked(truce.terms)
    return (
        "at_least" in obligation
        and obligation.get("carry", "none") == "none"
        and all(
            set(words_of(obligation["counts"][column])) & set(words[column])
            for column in COLUMNS
            if column in obligation["counts"]
        )
    )


def judge_fillings(fillings: list[Truce], at: datetime, reading: str) -> dict[Key, list[Exact]]:
    """Return what becomes of each period in each filling, for each choice of what is taken."""
    results: dict[Key, list[Exact]] = defaultdict(list)
    for filling in fillings:
        agreement = agreement_under(filling.terms, reading)
        plain = ExactJudge(filling, at, agreement, frozenset(), {})
        unrecorded = {
            exact.period.first
            for name, obligation in agreement.obligations.items()
            for exact in plain.judge(name)
            if not exact.is_recorded and obligation.get("carry", "none") != "none"
        }
        for taken in choose([day for day in unrecorded if day is not None]):
            judge = ExactJudge(filling, at, agreement, taken, {})
            for name in agreement.obligations:
                for exact in judge.judge(name):
                    results[name, exact.period.first, exact.period.last].append(exact)
    return results


def choose(days: list[date]) -> list[frozenset[date]]:
    """Return every set of days where they are few, else none, all and each alone."""
    sizes = range(len(days) + 1) if len(days) <= 2 else (0, 1, len(days))
    return [frozenset(some) for size in sizes for some in itertools.combinations(days, size)]


def list_fillings(
    truce: Truce, at: datetime, rng: random.Random, most: int
) -> tuple[list[Truce], bool]:
    """Return the fillings and whether these are all; some at random where they are too many."""
    words = words_asked(truce.terms)
    happened = [entry for entry in truce.entries if has_happened(entry, truce.clock, at)]
    ways = [list_ways(entry, words) for entry in happened]
    amounts = list_amounts(truce.terms)
    sizes = [len(way) for way in ways] + [len(way) for way in amounts]
    if math.prod(sizes) <= most:
        picks: Sequence[Sequence[int]] = list(itertools.product(*(range(size) for size in sizes)))
    else:
        picks = [[rng.randrange(size) for size in sizes] for _ in range(most)]
        picks += [[0 for _ in sizes], [size - 1 for size in sizes]]
    return [
        replace(
            truce,
            entries=tuple(way[number] for way, number in zip(ways, pick[: len(ways)], strict=True)),
            terms=fill_amounts(
                truce.terms,
                [way[n] for way, n in zip(amounts, pick[len(ways) :], strict=True)],
            ),
        )
        for pick in picks
    ], math.prod(sizes) <= most


def list_ways(entry: Entry, words: Words) -> list[Entry]:
    """Return every way of settling what one entry leaves open."""
    days = [
        date.fromordinal(number)
        for number in range(entry.day.toordinal(), entry.until.toordinal() + 1)
    ]
    counts = [entry.least]
    if entry.open:
        counts += [entry.least + 1, entry.least + MANY_PEOPLE]
    blanks = [column for column in COLUMNS if words[column] and not entry.words(column)]
    values = [
        [(OTHER,), *((word,) for word in words[column]), tuple(words[column])] for column in blanks
    ]
    return [
        settle(entry, day=day, party=party, count=count, **dict(zip(blanks, cells, strict=True)))
        for day, party, count in itertools.product(days, entry.party, counts)
        for cells in itertools.product(*values)
    ]


def words_asked(terms: Terms) -> Words:
    """Return the words that selectors ask for in each column, less those that an `except` names."""
    asked: Words = {column: [] for column in COLUMNS}
    for selector, is_asked in [*list_selectors(terms, is_asked=True)]:
        for column in COLUMNS:
            if is_asked and column in selector:
                asked[column] += words_of(selector[column])
    for selector, is_asked in [*list_selectors(terms, is_asked=True)]:
        for column in COLUMNS:
            if not is_asked:
                gone = words_of(selector.get(column, []))
                asked[column] = [word for word in asked[column] if word not in gone]
    return {column: sorted(set(words)) for column, words in asked.items()}


def list_selectors(value: Any, *, is_asked: bool) -> Iterator[tuple[Terms, bool]]:
    """Yield every selector in the terms, and whether it asks (`counts`) or excludes (`except`)."""
    if isinstance(value, list):
        for one in value:
            yield from list_selectors(one, is_asked=is_asked)
    if isinstance(value, dict):
        for key, one in value.items():
            if key in {"counts", "except"}:
                yield one, key == "counts"
            yield from list_selectors(one, is_asked=is_asked)


def list_places(terms: Terms) -> list[tuple[Terms, str]]:
    """Return where the terms say "?": the table and the key in it."""
    holders = [*terms["obligations"]]
    for reading in terms.get("readings", {}).values():
        holders += reading.get("obligations", {}).values()
    places = []
    for holder in holders:
        if holder.get("at_least") == "?":
            places.append((holder, "at_least"))
        elif isinstance(holder.get("at_least"), dict):
            table = holder["at_least"]
            places += [(table, key) for key, amount in table.items() if amount == "?"]
    return places


def list_amounts(terms: Terms) -> list[list[int]]:
    """Return the numbers that each "?" of the terms may stand for."""
    return [[0, 1, MANY_OWED] for _ in list_places(terms)]


def fill_amounts(terms: Terms, amounts: list[int]) -> Terms:
    """Return the terms with a number in place of each "?"."""
    if not amounts:
        return terms
    filled = deepcopy(terms)
    for (holder, key), amount in zip(list_places(filled), amounts, strict=True):
        holder[key] = amount
    return filled
