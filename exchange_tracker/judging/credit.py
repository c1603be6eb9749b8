"""Credit kept apart by the period that earned it.

The judgement adds up credit that never lapses, so that a long truce does not carry a long list.
Whoever asks where credit came from judges once more, with a lapse that no truce is long enough for.
"""

from datetime import date

from exchange_tracker.facts.model import Reading
from exchange_tracker.judging.judge import Snapshot, judge_reading
from exchange_tracker.judging.verdict import Verdict

_NEVER = (date.max - date.min).days


def judge_apart(reading: Reading, snapshot: Snapshot) -> dict[str, list[Verdict]]:
    """Return the verdicts of one reading, each credit under the period that earned it."""
    apart = tuple(
        each._replace(carry_days=_NEVER) if each.carry.credit and each.carry_days is None else each
        for each in reading.obligations
    )
    return judge_reading(reading._replace(obligations=apart), snapshot)
