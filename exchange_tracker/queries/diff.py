"""Two ledgers or folders told apart: what only one of them holds, what they tell otherwise, which verdicts.

Facts of one id are compared by their content, with what blank cells mean. What has an equal under another
id is that. Of those whose id only one side has, such as are about the same (of a release: truce day, party and kind) are set side by side.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, assert_never

from exchange_tracker.facts.entry import truce_day, with_defaults
from exchange_tracker.facts.model import AnyFact, Claim, Release, Source
from exchange_tracker.facts.movement import Movement
from exchange_tracker.judging.judge import judge
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.flips import changed_verdicts
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.unlike_facts import Facts, unlike_facts
from exchange_tracker.store.records import Records

MOST_PAIRS = 10_000  # that are looked at to find the nearest of several about the same


class How(StrEnum):
    """How two sides differ in one fact."""

    FIRST = "only-first"
    SECOND = "only-second"
    DIFFERS = "differs"
    OTHER_ID = "other-id"


class Difference(NamedTuple):
    """One fact that the two sides do not have alike; ``None`` where a side does not have it.

    With other ids it is the same fact as far as day, party, kind and the like say; the cells may differ, too.
    """

    how: How
    first: AnyFact | None
    second: AnyFact | None

    @property
    def fact(self) -> AnyFact:
        """Return the fact of the first side that has it."""
        fact = self.first or self.second
        assert fact is not None  # noqa: S101 - one side has it
        return fact


class Diff(NamedTuple):
    """What differs between two sides; verdicts as the one and the other judges, ``None``: not at all."""

    facts: Sequence[Difference]
    verdicts: Sequence[tuple[Verdict | None, Verdict | None]]
    terms_differ: bool

    @property
    def exit_code(self) -> int:
        """Return 1 where anything differs (``ledger.md``, section 5)."""
        return int(bool(self.facts or self.verdicts or self.terms_differ))


def diff(first: Records, second: Records, at: datetime) -> Diff:
    """Tell two sides apart, both judged at one moment."""
    kinds: tuple[Facts, ...] = (
        lambda records: records.releases(),
        lambda records: records.movements(),
        lambda records: records.claims(),
        lambda records: records.sources(),
    )
    facts = [each for kind in kinds for each in _differences(first, second, kind)]
    verdicts = changed_verdicts(_judged(first, at), _judged(second, at))
    return Diff(facts, list(verdicts), first.terms_text != second.terms_text)


def _judged(records: Records, at: datetime) -> Iterable[Verdict]:
    return judge(records.terms.readings, Query(records, at).snapshot())


def _differences(first: Records, second: Records, facts: Facts) -> Iterator[Difference]:
    """Yield what differs in the facts of one kind: equals of other ids, those of one id, those of one side."""
    own, others = unlike_facts(first, second, facts)
    twins = dict(_twins(own.values(), others.values(), first, second))
    taken = {*twins.values()}
    for name, fact in own.items():
        if name in twins:
            yield Difference(How.OTHER_ID, fact, others[twins[name]])
        elif name in others and name not in taken:
            yield Difference(How.DIFFERS, fact, others[name])
    is_paired = {name for name in own if name in others and name not in twins and name not in taken}
    alone = [fact for name, fact in own.items() if name not in twins and name not in is_paired]
    beside = [fact for name, fact in others.items() if name not in taken and name not in is_paired]
    yield from _by_subject(alone, beside, first, second)


def _twins(
    first_facts: Iterable[AnyFact],
    second_facts: Iterable[AnyFact],
    first: Records,
    second: Records,
) -> Iterator[tuple[str, str]]:
    """Yield the id of each fact that has an equal under another id, and that id."""
    equals: dict[AnyFact, deque[str]] = defaultdict(deque)
    for fact in second_facts:
        equals[with_defaults(fact, second.terms)._replace(id="")].append(fact.id)
    for fact in first_facts:
        names = equals.get(with_defaults(fact, first.terms)._replace(id=""))
        if names:
            yield fact.id, names.popleft()


def _by_subject(
    first_facts: Sequence[AnyFact], second_facts: Sequence[AnyFact], first: Records, second: Records
) -> Iterator[Difference]:
    """Yield the facts whose id one side has, those about the same side by side."""
    there: dict[tuple[str, ...], list[AnyFact]] = defaultdict(list)
    for fact in second_facts:
        there[_subject(fact, second)].append(fact)
    here: dict[tuple[str, ...], list[AnyFact]] = defaultdict(list)
    for fact in first_facts:
        here[_subject(fact, first)].append(fact)
    paired = {
        id(one): other
        for subject, some in here.items()
        for one, other in _pairs(some, there[subject], first, second)
    }
    for fact in first_facts:
        other = paired.get(id(fact))
        yield Difference(How.OTHER_ID if other else How.FIRST, fact, other)
    taken = {id(other) for other in paired.values()}
    yield from (
        Difference(How.SECOND, None, each) for each in second_facts if id(each) not in taken
    )


def _subject(fact: AnyFact, records: Records) -> tuple[str, ...]:
    """Return what a fact is about, by which it is known again under another id."""
    match fact:
        case Release():
            day = truce_day(fact.day, fact.until, fact.at, records.clock)
            return day.isoformat(), fact.party, fact.kind
        case Movement():
            return fact.day, fact.party, fact.movement, fact.kind
        case Claim():
            return fact.to, fact.party, fact.kind, fact.measure, fact.cohort, fact.part
        case Source():
            return (fact.url or fact.title,)
        case _:
            assert_never(fact)


def _pairs(
    first_facts: Sequence[AnyFact], second_facts: list[AnyFact], first: Records, second: Records
) -> Iterator[tuple[AnyFact, AnyFact]]:
    """Yield each fact with the one about the same that is most like it, the most alike first."""
    if len(first_facts) * len(second_facts) > MOST_PAIRS:
        yield from zip(first_facts, second_facts, strict=False)
        return
    ones = [with_defaults(fact, first.terms) for fact in first_facts]
    others = [with_defaults(fact, second.terms) for fact in second_facts]
    likeness = sorted(
        (
            (-sum(a == b for a, b in zip(one, other, strict=True)), n, m)
            for n, one in enumerate(ones)
            for m, other in enumerate(others)
        ),
    )
    free_first, free_second = set(range(len(ones))), set(range(len(others)))
    for _, n, m in likeness:
        if n in free_first and m in free_second:
            free_first.remove(n)
            free_second.remove(m)
            yield first_facts[n], second_facts[m]
