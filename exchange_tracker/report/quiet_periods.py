"""Periods in a row of which there is nothing to tell: they share a line of a table."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.judging.disputes import Joint
from exchange_tracker.judging.verdict import Status
from exchange_tracker.render.document import Cell, Tone
from exchange_tracker.report.phrases import NOTHING_DUE, days, numbered
from exchange_tracker.report.status_words import due_words

Row = tuple[Cell, ...]


def folded(periods: Iterable[tuple[Joint | None, Row]]) -> Iterator[Row]:
    """Yield the rows of periods; those that follow each other and are quiet alike are one.

    ``None`` stands for a period that has not begun.
    """
    for quiet, same in groupby(periods, key=lambda period: _quiet(period[0])):
        for run in _runs(same):
            joints = [joint for joint, _ in run if joint]
            if quiet.text and len(joints) > 1:
                blanks = [Cell("")] * (len(run[0][1]) - 1)
                yield (quiet._replace(text=f"{_span(joints)} {quiet.text}"), *blanks)
            else:
                yield from (row for _, row in run)


def _quiet(joint: Joint | None) -> Cell:
    """Say why there is nothing to tell of a period; blank where there is."""
    if joint and joint.owes_nothing:
        return Cell(f"with {NOTHING_DUE}", Tone.FAINT)
    if joint and all(each.status is Status.UNREPORTED for each in joint.verdicts):
        due = set(map(due_words, joint.verdicts))
        if len(due) == 1 and len(joint.verdicts) == len(joint.statements):
            return Cell(f"without a record, {due.pop()} due in each", Tone.UNKNOWN)
    return Cell("")


def _runs(periods: Iterable[tuple[Joint | None, Row]]) -> Iterator[list[tuple[Joint | None, Row]]]:
    """Yield the periods in runs in which each begins on the day after the one before."""
    run: list[tuple[Joint | None, Row]] = []
    for joint, row in periods:
        before = run[-1][0] if run else None
        if run and not (before and joint and joint.first - before.last == DAY):
            yield run
            run = []
        run.append((joint, row))
    if run:
        yield run


def _span(joints: list[Joint]) -> str:
    by_day = all(joint.first == joint.last for joint in joints)
    one, more = ("day", "days") if by_day else ("period", "periods")
    return f"{days(joints[0].first, joints[-1].last)}: {numbered(len(joints), one, more)}"
