"""One thing that alone would turn a verdict, with all else left as it is."""

from enum import StrEnum
from typing import NamedTuple

from exchange_tracker.facts.alternative import Alternative
from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.figures import Amount
from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.judging.owing import Judged, Range
from exchange_tracker.judging.supposition import delivered_in, required_in, status_if
from exchange_tracker.judging.verdict import Answer, Status, Verdict


class By(StrEnum):
    """By what a verdict would be turned, in the order of the rows."""

    PEOPLE = "people"
    OTHER_SIDE = "other-side"
    ENTRY = "entry"
    RULE = "rule"
    CLAIM = "claim"


class Offer(NamedTuple):
    """What would turn a verdict.

    ``becomes`` is ``None`` where the period would no longer be judged. ``people`` are more, or fewer
    where they are below 0; of an entry or a claim those that it has. ``key`` is a cell, the number of
    an item or what is replaced, ``other`` a reading, ``id`` an entry or a claim; ``alternative`` and
    ``entry`` are what the offer is made of.
    """

    by: By
    becomes: Status | None
    people: int | None = None
    key: str = ""
    other: str = ""
    id: str = ""
    alternative: Alternative | None = None
    entry: Entry | None = None

    @property
    def rank(self) -> tuple[object, ...]:
        """Return what the offers for one period are sorted by, blank first."""
        people = (self.people is not None, self.people or 0)
        return list(By).index(self.by), *people, self.key, self.other, self.id


class Trial(NamedTuple):
    """A verdict that is kept or short, and what it takes to judge its period again.

    ``judged`` are the verdicts of its reading.
    """

    verdict: Verdict
    obligation: Obligation
    reading: Reading
    judged: Judged
    snapshot: Snapshot

    @property
    def is_short(self) -> bool:
        """Return whether it is short; else it is kept."""
        return self.verdict.status is Status.SHORT

    @property
    def room(self) -> Amount:
        """Return how many people fewer are short of none in the best case; may have no limit."""
        best = self.verdict.best_brought
        due = (self.verdict.required or 0) + best.arrears
        return self.verdict.delivered_most + best.people - due

    @property
    def least_entry(self) -> Amount:
        """Return how many people a single entry has at least that turns the verdict; may have no limit."""
        verdict = self.verdict
        if self.is_short:
            return verdict.shortfall_most
        return verdict.delivered + verdict.worst_brought.people - verdict.due_most + 1

    def turned(
        self, delivered: Range | None = None, required: Range | None = None
    ) -> Status | None:
        """Return the status with other people delivered or required; ``None`` where that turns nothing."""
        verdict = self.verdict
        status = status_if(
            verdict,
            delivered_in(verdict) if delivered is None else delivered,
            required_in(verdict) if required is None else required,
            over=self.snapshot.over(verdict.last),
        )
        return status if turns(verdict.status.answer, status.answer) else None


def turns(before: Answer, after: Answer) -> bool:
    """Return whether what is said of a period goes from kept to not kept, or back."""
    return {before, after} == {Answer.KEPT, Answer.NOT_KEPT}


def moved(people: Range, by: int) -> Range:
    """Return a range of people with so many more, or fewer."""
    return Range(people.least + by, people.most + by)
