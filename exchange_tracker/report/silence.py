"""Periods in which nothing is recorded, in words: of whom, and what is due in each of them."""

from collections.abc import Sequence
from itertools import groupby

from exchange_tracker.facts.model import Terms
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.discrepancies.kinds import Judged
from exchange_tracker.report.kind_words import kind_word
from exchange_tracker.report.phrases import NOT_AGREED, amount, days, in_days, joined, parties
from exchange_tracker.report.status_words import due_words

MOST = 3  # numbers that are said with their days; of more, what they lie between


def silence(terms: Terms, judged: Judged) -> str:
    """Say that nothing is recorded in a period, or in several in a row, and what is due in each."""
    who = parties(terms, judged.verdicts[0].parties)
    kinds = " or ".join(kind_word(terms, kind, 1) for kind in judged.obligation.counts.kind or ())
    kind = f" of kind {kinds}" if kinds else ""
    periods = len({verdict.first for verdict in judged.verdicts})
    run = f" ({periods:,} periods in a row)" if periods > 1 else ""
    readings: dict[str, list[str]] = {}
    for reading in dict.fromkeys(verdict.reading for verdict in judged.verdicts):
        own = [verdict for verdict in judged.verdicts if verdict.reading == reading]
        readings.setdefault(_due(own), []).append(reading)
    dues = "; ".join(f"{due} under {joined(names, 'and')}" for due, names in readings.items())
    first, last = (min(v.first for v in judged.verdicts), max(v.last for v in judged.verdicts))
    return f"no entry of {who}{kind} lies {in_days(first, last)}{run}, and {dues}"


def _due(verdicts: Sequence[Verdict]) -> str:
    """Say what is due in periods of one reading in which nothing is recorded."""
    if all(verdict.not_agreed and not verdict.due for verdict in verdicts):
        return NOT_AGREED
    same = [list(some) for _, some in groupby(verdicts, key=due_words)]
    if len(same) == 1:
        each = " in each" if len(verdicts) > 1 else ""
        return f"{_are(due_words(verdicts[0]))} due{each}"
    if len(same) > MOST:
        due = amount(min(v.due for v in verdicts), max(v.due_most for v in verdicts))
        return f"{_are(due)} due, not the same in each"
    first, *others = same
    later = [f"{due_words(some[0])} {_when(some)}" for some in others]
    return joined([f"{_are(due_words(first[0]))} due {_when(first)}", *later], "and")


def _are(due: str) -> str:
    return f"{due} {'is' if due == '1' else 'are'}"


def _when(some: Sequence[Verdict]) -> str:
    """Name the period, or the periods in a row, of which the same is due: ``on 2024-06-13``."""
    first, last = some[0].first, some[-1].last
    if len(some) > 1:
        return f"in each of {days(first, last)}"
    return f"{'on' if first == last else 'in'} {days(first, last)}"
