"""What is said before work that takes longer than a minute: how much it is, about how long, how to stop it.

The limits of terms keep every other command on them under a minute. What another reading would
change is judged for each reading under the rules of every other, so it grows with their square.
"""

from collections.abc import Sequence

from exchange_tracker.cli.output import note
from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.facts.period_count import count_all
from exchange_tracker.queries.query import Query

VERDICTS_A_SECOND = 100_000  # judged again under another reading; half of what was measured
_MINUTE = 60  # seconds


def note_rejudging(query: Query, readings: Sequence[Reading], obligation: str) -> None:
    """Note how long it takes to judge periods again as every other reading would have it.

    Of one obligation, blank: of all.
    """
    asked = [each._replace(obligations=_named(each, obligation)) for each in readings]
    periods = count_all(asked, query.clock.day_of(query.at))
    others = len(query.terms.readings) - 1
    minutes = periods * others / VERDICTS_A_SECOND / _MINUTE
    if minutes > 1:
        length = "a minute" if round(minutes) == 1 else f"{round(minutes):,} minutes"
        rules = f"{periods:,} periods to judge by the rules of {others:,} other readings"
        note(f"{rules}: about {length}; Ctrl-C stops it")


def _named(reading: Reading, obligation: str) -> tuple[Obligation, ...]:
    return tuple(each for each in reading.obligations if obligation in ("", each.id))
