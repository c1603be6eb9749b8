"""How the periods of an obligation stand under one reading, and no more: a byte for each.

Of what is judged by the rules of every other reading as well, more could not be kept.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import TypeVar

from exchange_tracker.facts.figures import Days
from exchange_tracker.judging.verdict import Answer, Status, Verdict

Item = TypeVar("Item")
_STATUSES = tuple(Status)
_CODES = {status: code for code, status in enumerate(_STATUSES)}


@dataclass(frozen=True, slots=True)
class Statuses:
    """The periods of an obligation in order of date, and in ``codes`` the status of each."""

    days: tuple[Days, ...]
    codes: bytes

    def at(self, place: int) -> Status:
        """Return the status of one of the periods."""
        return _STATUSES[self.codes[place]]

    def begun(self) -> Iterator[Days]:
        """Yield the periods that have begun."""
        for days, code in zip(self.days, self.codes, strict=True):
            if _STATUSES[code].has_begun:
                yield days

    def on(self, days: Days) -> tuple[Answer, Status | None]:
        """Return what they say of a period, and its status: ``None`` where it is none of theirs."""
        place = bisect_left(self.days, days)
        if place < len(self.days) and self.days[place] == days:
            status = self.at(place)
            return status.answer, status
        if self.codes and self.at(0) is Status.WAITING:
            return Answer.NOT_KNOWN, None
        near = nearby(self.days, days, itemgetter(0), itemgetter(1))
        return answer_of(_STATUSES[code] for code in set(self.codes[near])), None


def statuses_of(verdicts: Sequence[Verdict]) -> Statuses:
    """Return the statuses of the verdicts on one obligation."""
    return Statuses(
        tuple([(verdict.first, verdict.last) for verdict in verdicts]),
        bytes([_CODES[verdict.status] for verdict in verdicts]),
    )


def nearby(
    periods: Sequence[Item],
    days: Days,
    first: Callable[[Item], date],
    last: Callable[[Item], date],
) -> slice:
    """Return where those lie, of periods in order of date, that share a day with another one."""
    start = bisect_left(periods, days[0], key=last)
    end = bisect_left(periods, True, lo=start, key=lambda each: first(each) > days[1])  # noqa: FBT003
    return slice(start, end)


def answer_of(statuses: Iterable[Status]) -> Answer:
    """Return what a reading says of a period by those of its own that share a day with it."""
    answers = {status.answer for status in statuses}
    if answers <= {Answer.KEPT}:
        return Answer.KEPT
    return Answer.NOT_KEPT if Answer.NOT_KEPT in answers else Answer.NOT_KNOWN
