"""What another reading replaces of an obligation, as far as it turns what a reading says of a period."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.alternative import Alternative
from exchange_tracker.facts.figures import Days
from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.judging.judge import Judging, judge_obligation
from exchange_tracker.judging.owing import Judged
from exchange_tracker.judging.statuses import Statuses, statuses_of
from exchange_tracker.judging.verdict import Status
from exchange_tracker.queries.margin.offer import By, Offer, turns
from exchange_tracker.store.alternatives import Alternatives

OffersByDays = Mapping[Days, Sequence[Offer]]
_NONE = Statuses((), b"")
_MOST_KEPT = 20_000_000  # bytes, about, of what is kept for obligations that come out alike
_OBLIGATION, _DAYS, _RULE = 1_000, 150, 400  # of one; of its days, and of what else it lists, each


class Asked(NamedTuple):
    """An obligation of a reading, and what that one makes of all of them."""

    reading: Reading
    obligation: Obligation
    judged: Judged


class Rejudging:
    """Obligations judged again by the rules of other readings; those that come out alike once."""

    def __init__(self, judging: Judging, alternatives: Alternatives) -> None:
        """Take the judgement of the readings themselves, and what they could take over."""
        self._judging = judging
        self._alternatives = alternatives
        self._statuses: dict[object, Statuses] = {}
        self._days: dict[tuple[Days, ...], tuple[Days, ...]] = {}
        self._kept = 0

    def offers(self, asked: Asked) -> OffersByDays:
        """Return by period the replacements that turn what is said of it, where no part of them does.

        The other obligations are left as they are.
        """
        own = statuses_of(asked.judged[asked.obligation.id])
        offers: dict[Days, list[Offer]] = defaultdict(list)
        possible = self._alternatives.of(asked.reading.name, asked.obligation.id)
        for _, same in groupby(possible, key=lambda each: each.reading):
            for days, offer in self._of_reading(asked, own, same):
                offers[days].append(offer)
        return offers

    def _of_reading(
        self, asked: Asked, own: Statuses, alternatives: Iterable[Alternative]
    ) -> Iterator[tuple[Days, Offer]]:
        """Yield what one other reading turns; its small sets of replacements come first."""
        smaller: dict[Days, list[frozenset[str]]] = defaultdict(list)
        for alternative in alternatives:
            replaced = frozenset(alternative.replaced)
            other = self._judged_again(asked, alternative.obligation)
            offers: dict[Status | None, Offer] = {}
            for days, becomes in _turned(own, other):
                parts = smaller[days]
                if any(part <= replaced for part in parts):
                    continue
                parts.append(replaced)
                if becomes not in offers:
                    offers[becomes] = _offer(alternative, becomes)
                yield days, offers[becomes]

    def _judged_again(self, asked: Asked, obligation: Obligation | None) -> Statuses:
        if obligation is None:
            return _NONE
        reading, _, judged = asked
        key = self._judging.key(reading, obligation, judged)
        if key not in self._statuses:
            verdicts = judge_obligation(reading, obligation, judged, self._judging.snapshot)
            self._keep(key, obligation, statuses_of(verdicts))
        return self._statuses[key]

    def _keep(self, key: object, obligation: Obligation, statuses: Statuses) -> None:
        """Keep statuses; where that becomes too much, nothing of what was kept before."""
        size = _OBLIGATION + len(statuses.codes)
        size += _RULE * (len(obligation.at_dates) + len(obligation.for_each))
        if statuses.days not in self._days:
            size += _DAYS * len(statuses.days)
        self._kept += size
        if self._kept > _MOST_KEPT:
            self._statuses.clear()
            self._days.clear()
            self._kept = size
        days = self._days.setdefault(statuses.days, statuses.days)
        self._statuses[key] = Statuses(days, statuses.codes)


def _turned(own: Statuses, other: Statuses) -> Iterator[tuple[Days, Status | None]]:
    """Yield the periods of which others say kept in the place of not kept, or back, and their status."""
    if own.days == other.days:  # nearly always, and then a byte beside a byte is enough
        for place, codes in enumerate(zip(own.codes, other.codes, strict=True)):
            if codes[0] != codes[1]:
                becomes = other.at(place)
                if turns(own.at(place).answer, becomes.answer):
                    yield own.days[place], becomes
        return
    for place, days in enumerate(own.days):
        answer, status = other.on(days)
        if turns(own.at(place).answer, answer):
            yield days, status


def _offer(alternative: Alternative, becomes: Status | None) -> Offer:
    return Offer(
        By.RULE,
        becomes,
        key=";".join(alternative.replaced),
        other=alternative.reading,
        alternative=alternative,
    )
