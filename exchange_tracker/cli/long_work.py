"""What is said before work that takes longer than a minute: how much it is, about how long, how to stop it.

The limits of terms keep what is judged once under a minute. What has no such limit is said here:
periods judged again as other readings would have them, claims that are explained, and entries that
are looked at one by one. All is counted by what is there already; nothing is read for it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from exchange_tracker.cli.output import note
from exchange_tracker.cli.progress import counted
from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.facts.period_count import count_all
from exchange_tracker.queries.query import Query, Watch

if TYPE_CHECKING:  # start-up: not every such command has claims
    from exchange_tracker.queries.reconcile.claims import Reconciled

# What one processor was seen to do, rounded towards less.
VERDICTS_A_SECOND = 100_000  # judged again under another reading
CLAIMS_A_SECOND = 1_000  # explained by few obligations
RULES_LIKE_A_CLAIM = 1_000  # ways to read obligations with which a claim takes as long again
ENTRIES_A_SECOND = 45_000  # looked at one by one
_MINUTE = 60  # seconds


class Work(NamedTuple):
    """Some work in words, and how many seconds it takes."""

    words: str
    seconds: float


def note_long(*works: Work) -> None:
    """Note what some works are and how long they take, where that is longer than a minute."""
    minutes = sum(work.seconds for work in works) / _MINUTE
    if minutes > 1:
        length = "a minute" if round(minutes) == 1 else f"{round(minutes):,} minutes"
        words = " and ".join(work.words for work in works if work.seconds)
        note(f"{words}: about {length}; Ctrl-C stops it")


def note_rejudging(query: Query, readings: Sequence[Reading], obligation: str) -> None:
    """Note how long it takes to judge periods again as every other reading would have it.

    Of one obligation, blank: of all.
    """
    asked = [each._replace(obligations=_named(each, obligation)) for each in readings]
    periods = count_all(asked, query.clock.day_of(query.at))
    others = len(query.terms.readings) - 1
    rules = f"{periods:,} periods to judge by the rules of {others:,} other readings"
    note_long(Work(rules, periods * others / VERDICTS_A_SECOND))


def explaining(query: Query) -> "Watch[Reconciled]":
    """Return what notes how long it takes to explain claims, and draws how many are explained."""

    def watch(claims: "Sequence[Reconciled]") -> "Iterator[Reconciled]":
        note_long(explanations(query, sum(each.is_to_explain for each in claims)))
        return counted(claims, "claims explained", len(claims))

    return watch


def explanations(query: Query, claims: int) -> Work:
    """Return the work of explaining some claims that differ; what readings have alike costs once."""
    written, *others = query.terms.readings
    rules = len(written.obligations) + sum(
        each != written.by_id.get(each.id) for other in others for each in other.obligations
    )
    words = f"{claims:,} claims to explain by {rules:,} ways to read obligations"
    return Work(words, claims * (1 + rules / RULES_LIKE_A_CLAIM) / CLAIMS_A_SECOND)


def looks(entries: int) -> Work:
    """Return the work of looking at some entries one by one."""
    return Work(f"{entries:,} entries to look at one by one", entries / ENTRIES_A_SECOND)


def _named(reading: Reading, obligation: str) -> tuple[Obligation, ...]:
    return tuple(each for each in reading.obligations if obligation in ("", each.id))
