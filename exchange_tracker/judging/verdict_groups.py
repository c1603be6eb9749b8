"""Verdicts brought together: those of one period, and those that say the same of it."""

from collections.abc import Callable, Iterable
from datetime import date

from exchange_tracker.judging.verdict import Verdict


def alike(
    verdicts: Iterable[Verdict], also: Callable[[Verdict], object] | None = None
) -> list[tuple[Verdict, ...]]:
    """Bring together the verdicts of a period that say the same and have one ``also``."""
    groups: dict[object, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault((verdict.statement, also and also(verdict)), []).append(verdict)
    return [tuple(group) for group in groups.values()]


PeriodKey = tuple[str, date, date]
"""An obligation with the first and the last day of one of its periods."""


def by_period(verdicts: Iterable[Verdict]) -> dict[PeriodKey, list[Verdict]]:
    """Bring together the verdicts of each period: an obligation with its first and last day."""
    periods: dict[PeriodKey, list[Verdict]] = {}
    for verdict in verdicts:
        key = verdict.obligation, verdict.first, verdict.last
        periods.setdefault(key, []).append(verdict)
    return periods
