"""What all readings asked for say of one period together (``ledger.md``, section 3, Disputes).

Readings may disagree on how much was delivered, on how much was owed, on when, and on whether
anything was. So a reading is heard on a period that it does not judge itself, too.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from exchange_tracker.facts.figures import Days
from exchange_tracker.judging.statuses import Statuses, answer_of, nearby
from exchange_tracker.judging.verdict import Answer, Status, Verdict
from exchange_tracker.judging.verdict_groups import PeriodKey

_FIRST, _LAST = attrgetter("first"), attrgetter("last")


class Together(StrEnum):
    """What all the readings asked for say together of one period of an obligation."""

    KEPT = "kept"
    SHORT = "short"
    DISPUTED = "disputed"
    UNSETTLED = "unsettled"


class Statement(NamedTuple):
    """What one reading says of a period, and by which of its verdicts.

    ``verdict`` is its own on exactly that period; ``None`` where it judges none such. Then
    ``nearby`` are its verdicts on periods of the obligation that share a day with it, or the one
    that waits for an event.
    """

    reading: str
    answer: Answer
    verdict: Verdict | None
    nearby: tuple[Verdict, ...] = ()

    @property
    def owes_nothing(self) -> bool:
        """Return whether nothing is owed under the reading on any of the days."""
        return self.verdict is None and not self.nearby


class Joint(NamedTuple):
    """One period that has begun under some reading that judges it, with what each reading says."""

    obligation: str
    parties: tuple[str, ...]
    first: date
    last: date
    together: Together
    statements: tuple[Statement, ...]

    @property
    def key(self) -> PeriodKey:
        """Return the obligation with the first and the last day."""
        return self.obligation, self.first, self.last

    @property
    def owes_nothing(self) -> bool:
        """Return whether nothing was due in it under any reading, and nothing delivered."""
        return self.together is Together.KEPT and all(
            verdict.owes_nothing for verdict in self.verdicts
        )

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdicts on exactly this period."""
        return tuple(each.verdict for each in self.statements if each.verdict is not None)

    def readings(self, answer: Answer) -> tuple[str, ...]:
        """Return the readings that give an answer, in the order of the terms."""
        return tuple(each.reading for each in self.statements if each.answer is answer)


_as_statement: Callable[[tuple[object, ...]], Statement] = partial(tuple.__new__, Statement)


def disputes(
    readings: Sequence[str], obligations: Sequence[str], verdicts: Iterable[Verdict]
) -> list[Joint]:
    """Return each period with what all readings say; by obligation, first and last day.

    ``readings`` and ``obligations`` are in the order of the terms; ``verdicts`` are all those of
    the readings, those that are upcoming among them.
    """
    judged: dict[str, dict[str, list[Verdict]]] = {name: {} for name in obligations}
    for verdict in verdicts:
        judged[verdict.obligation].setdefault(verdict.reading, []).append(verdict)
    return [
        joint for by_reading in judged.values() for joint in _of_obligation(readings, by_reading)
    ]


def _of_obligation(
    readings: Sequence[str], judged: Mapping[str, Sequence[Verdict]]
) -> Iterator[Joint]:
    by_reading = [judged.get(reading, ()) for reading in readings]
    if _judge_the_same(by_reading):
        yield from _side_by_side(readings, by_reading)
        return
    exact = {
        (verdict.reading, verdict.first, verdict.last): verdict
        for verdicts in judged.values()
        for verdict in verdicts
    }
    begun = {
        (verdict.first, verdict.last): verdict
        for verdict in exact.values()
        if verdict.status.has_begun
    }
    for (first, last), some in sorted(begun.items(), key=lambda item: item[0]):
        statements = tuple(
            _statement(reading, exact.get((reading, first, last)), judged.get(reading, ()), some)
            for reading in readings
        )
        together = _together(each.answer for each in statements)
        yield Joint(some.obligation, some.parties, first, last, together, statements)


def _judge_the_same(by_reading: Sequence[Sequence[Verdict]]) -> bool:
    """Return whether readings judge the same periods, as nearly all do: none is looked up then."""
    days = ([(each.first, each.last) for each in verdicts] for verdicts in by_reading)
    first = next(days, [])
    return all(each == first for each in days)


def _side_by_side(
    readings: Sequence[str], by_reading: Sequence[Sequence[Verdict]]
) -> Iterator[Joint]:
    """Yield the periods that have begun of readings that all judge the same ones."""
    known: dict[tuple[Answer, ...], Together] = {}
    for verdicts in zip(*by_reading, strict=True):
        if not any(verdict.status.has_begun for verdict in verdicts):
            continue
        answers = tuple([verdict.status.answer for verdict in verdicts])
        if answers not in known:
            known[answers] = _together(answers)
        statements = tuple(map(_as_statement, zip(readings, answers, verdicts, repeat(()))))
        one = verdicts[0]
        yield Joint(one.obligation, one.parties, one.first, one.last, known[answers], statements)


def together_on(statuses: Sequence[Statuses]) -> Iterator[tuple[Days, Together]]:
    """Yield each period that has begun under some reading, with what all readings say together.

    ``statuses`` are those of one obligation by each of the readings that are asked.
    """
    for days in dict.fromkeys(days for each in statuses for days in each.begun()):
        yield days, _together(each.on(days)[0] for each in statuses)


def statement_on(reading: str, verdicts: Sequence[Verdict], period: Verdict) -> Statement:
    """Return what a reading says of another's period by its verdicts on the same obligation."""
    place = bisect_left(verdicts, period.first, key=lambda each: each.first)
    days = period.first, period.last
    own = next(
        (each for each in verdicts[place : place + 1] if (each.first, each.last) == days), None
    )
    return _statement(reading, own, verdicts, period)


def _statement(
    reading: str, verdict: Verdict | None, verdicts: Sequence[Verdict], period: Verdict
) -> Statement:
    """Return what a reading says of a period that it judges itself, or does not."""
    if verdict is not None:
        return Statement(reading, verdict.status.answer, verdict)
    if verdicts and verdicts[0].status is Status.WAITING:
        return Statement(reading, Answer.NOT_KNOWN, None, tuple(verdicts))
    near = nearby(verdicts, (period.first, period.last), _FIRST, _LAST)
    some = tuple(verdicts[near])
    return Statement(reading, answer_of(each.status for each in some), None, some)


def _together(every: Iterable[Answer]) -> Together:
    answers = set(every)
    if {Answer.KEPT, Answer.NOT_KEPT} <= answers:
        return Together.DISPUTED
    if answers == {Answer.KEPT}:
        return Together.KEPT
    return Together.SHORT if answers == {Answer.NOT_KEPT} else Together.UNSETTLED
