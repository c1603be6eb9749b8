"""The sentence that a page opens with: how the periods of a truce stand, what a reader must look at first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import assert_never

from exchange_tracker.facts.model import AS_WRITTEN, Reading
from exchange_tracker.judging.disputes import Joint, Together
from exchange_tracker.judging.verdict import Answer
from exchange_tracker.queries.check import Check
from exchange_tracker.report.people_english import number
from exchange_tracker.report.phrases import joined

Days = Callable[[date, date], str]  # writes a range of days in full
MOST_DATED = 4  # periods of one sort the days of which the sentence names
BOTH = 2


class Sort(IntEnum):
    """What a period is to a reader; what must be looked at comes first."""

    DISPUTED = 0
    SHORT = 1
    UNKNOWN = 2
    RUNNING = 3
    KEPT = 4
    NOTHING_DUE = 5


def sort_of(joint: Joint) -> Sort:
    """Return what a period is to a reader."""
    match joint.together:
        case Together.KEPT:
            return Sort.NOTHING_DUE if joint.owes_nothing else Sort.KEPT
        case Together.SHORT:
            return Sort.SHORT
        case Together.DISPUTED:
            return Sort.DISPUTED
        case Together.UNSETTLED:
            return Sort.RUNNING if _is_running(joint) else Sort.UNKNOWN
        case _:
            assert_never(joint.together)


def _is_running(joint: Joint) -> bool:
    """Return whether a period is open only since what judges it is not over."""
    unknown = [
        verdict
        for statement in joint.statements
        for verdict in ([statement.verdict] if statement.verdict else statement.nearby)
        if verdict.status.answer is Answer.NOT_KNOWN
    ]
    return not any(verdict.status.is_finding for verdict in unknown)


def headline(check: Check, days: Days) -> str:
    """Say how the periods stand, kept ones last; those in which nothing was due are none of them.

    Of which obligations they are is said, and that those of each reading are among them where one
    judges over other days than another: else nobody knows why they are more than the days.
    """
    if not check.joints:
        return "No period has begun: nothing is judged yet."
    counts = Counter(map(sort_of, check.joints))
    judged = counts.total() - counts[Sort.NOTHING_DUE]
    if not judged:
        return "Nothing has been due so far."
    under = _under(check.readings)
    if judged == 1:
        return f"There is one period so far: {_of_one(counts, under)}."
    own = [joint for joint in check.joints if not joint.owes_nothing]
    of, apart = _of_obligations(own), _apart(own)
    if counts[Sort.KEPT] == judged:
        every = "Both" if judged == BOTH else f"All {number(judged)}"
        return f"{every} periods{of} were kept {under}.{apart}"
    return f"Of {judged:,} periods{of}, {'; '.join(_clauses(own, counts, under, days))}.{apart}"


def _of_obligations(joints: Sequence[Joint]) -> str:
    """Say of how many obligations periods are; blank of one."""
    many = len({joint.obligation for joint in joints})
    return f" of {number(many)} obligations" if many > 1 else ""


def _apart(joints: Sequence[Joint]) -> str:
    """Say that the periods of each reading are counted, where some judge over other days; else blank."""
    if not any(
        each.verdict is None and each.nearby for joint in joints for each in joint.statements
    ):
        return ""
    return " Where readings judge over other days, the periods of each are counted."


def _under(readings: Sequence[Reading]) -> str:
    if len(readings) > 1:
        return "under every reading"
    (reading,) = readings
    written = reading.name == AS_WRITTEN
    return "by the terms as written" if written else f"by the reading “{reading.name}”"


def _of_one(counts: Mapping[Sort, int], under: str) -> str:
    (sort,) = (sort for sort, many in counts.items() if many and sort is not Sort.NOTHING_DUE)
    match sort:
        case Sort.DISPUTED:
            return "the readings disagree on it"
        case Sort.SHORT:
            return f"it was short {under}"
        case Sort.UNKNOWN:
            return "the records do not say whether it was kept"
        case Sort.RUNNING:
            return "it is not over"
        case Sort.KEPT | Sort.NOTHING_DUE:
            return f"it was kept {under}"
        case _:
            assert_never(sort)


def _clauses(
    joints: Sequence[Joint], counts: Mapping[Sort, int], under: str, days: Days
) -> Iterator[str]:
    """Say how many periods stand how, of several that do not all stand alike."""
    kept = counts[Sort.KEPT]
    if disputed := counts[Sort.DISPUTED]:
        yield f"the readings disagree on {number(disputed)}{_dated(joints, Sort.DISPUTED, days)}"
    if short := counts[Sort.SHORT]:
        own = "" if kept else f" {under}"
        yield f"{number(short)} {_was(short)} short{own}{_dated(joints, Sort.SHORT, days)}"
    if unknown := counts[Sort.UNKNOWN]:
        dated = _dated(joints, Sort.UNKNOWN, days)
        yield f"of {number(unknown)} the records do not say{dated}"
    if running := counts[Sort.RUNNING]:
        yield f"{number(running)} {'is' if running == 1 else 'are'} not over"
    if kept:
        yield f"{number(kept)} {_was(kept)} kept {under}"


def _dated(joints: Sequence[Joint], sort: Sort, days: Days) -> str:
    """Name the days of the periods of a sort, where they are few: ``(4, 5, 9 and 11 June)``."""
    own = [joint for joint in joints if sort_of(joint) is sort]
    if len(own) > MOST_DATED:
        return ""
    words = [days(first, last) for first, last in _spans((each.first, each.last) for each in own)]
    said = [_short_of_month(one, after) for one, after in zip(words, [*words[1:], ""], strict=True)]
    return f" ({joined(said, 'and')})"


def _short_of_month(days: str, after: str) -> str:
    """Return a day, or days, without the month and year where those after have the same."""
    number_, _, month = days.rpartition(" ") if days[-1:].isalpha() else ("", "", "")
    return number_ if month and after.endswith(f" {month}") else days


def _spans(periods: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return days with those that follow on each other, or lie in each other, as one span."""
    spans: list[tuple[date, date]] = []
    for first, last in sorted(set(periods)):
        if spans and (first - spans[-1][1]).days <= 1:
            spans[-1] = spans[-1][0], max(spans[-1][1], last)
        else:
            spans.append((first, last))
    return spans


def _was(many: int) -> str:
    return "was" if many == 1 else "were"
