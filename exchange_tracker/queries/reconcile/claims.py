"""Each claim beside the ledger (``ledger.md``, section 4)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from exchange_tracker.facts.groups import matches
from exchange_tracker.facts.model import Selector
from exchange_tracker.queries.reconcile.alteration import Explanation, Rule
from exchange_tracker.queries.reconcile.by_selection import Unsearched
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim, agrees, least
from exchange_tracker.queries.reconcile.coincidences import LARGEST_SET
from exchange_tracker.queries.reconcile.difference import (
    Difference,
    EntrySet,
    difference,
    place_of,
    rows_of,
    with_crossing,
)
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.gap import Gap
from exchange_tracker.queries.reconcile.later import Later
from exchange_tracker.queries.reconcile.running import CountScope
from exchange_tracker.queries.reconcile.span_cells import SpanCell


class ClaimStatus(StrEnum):
    """How a claim stands beside the ledger; the first that fits."""

    UNREPORTED = "unreported"
    AGREES = "agrees"
    UNDISCLOSED = "undisclosed"
    DIFFERS = "differs"


class Lack(StrEnum):
    """What is missing where the ledger cannot say anything about a cohort."""

    NOTHING = ""
    NOBODY_CAME = "nobody is recorded as taken or held before"
    BOTH_OPEN = "numbers are open of who came in and of who left"
    NO_DEAD_KINDS = "the cohort names no kind that is dead"
    DEAD_OPEN = "numbers of the dead are open"
    NO_MOVEMENT = "no such movement is recorded"


class ExplanationRows(NamedTuple):
    """An explanation with the rows that make the difference.

    ``beyond_rows`` are the people of a reading that the rows do not give: above 0 those of a credit,
    below 0 those of a surplus who are not applied. ``out_of`` are the people of whom only those of
    the rows are left out, as it is not recorded who of them left; 0 where it is all of them.
    """

    explanation: Explanation
    rows: Difference
    beyond_rows: int = 0
    out_of: int = 0


class Reconciled(NamedTuple):
    """A claim beside the ledger's people; ``ledger`` is ``None`` where nothing is recorded.

    ``explanations`` are those offered for a claim that differs, ranked; ``others`` fit, too, and do
    not stand out from chance, as do ``more`` that were not compared. ``gaps`` are days without a
    record that explain all of it. ``coincidences``, ``unsearched``, ``later``: see there; where the
    ledger's number is open, ``rows`` are those that count and whose count is open, ``maybe`` those
    that only may count. ``lack`` says what is missing for a number of a cohort; where both sides
    are open, ``rows`` are those in and ``maybe`` those out.
    """

    claimed: ScopedClaim
    status: ClaimStatus
    ledger: int | None
    explanations: tuple[ExplanationRows, ...] = ()
    others: tuple[ExplanationRows, ...] = ()
    more: int = 0
    gaps: tuple[Gap, ...] = ()
    later: Later = Later.NOTHING
    coincidences: int | None = 0
    unsearched: Unsearched = Unsearched.NOTHING
    rows: EntrySet = EntrySet()
    maybe: EntrySet = EntrySet()
    lack: Lack = Lack.NOTHING

    @property
    def difference(self) -> int | None:
        """Return the figure less the ledger's people; ``None`` where nothing is recorded."""
        return None if self.ledger is None else self.claimed.figure - self.ledger

    @property
    def is_to_explain(self) -> bool:
        """Return whether it differs: what lies after the moment of judgement is not explained."""
        differs = self.status is ClaimStatus.DIFFERS and self.ledger is not None
        return differs and not self.later


def compare(claim: ScopedClaim, explainer: Explainer) -> Reconciled:
    """Set a claim about people released beside the ledger, without explanations."""
    running, (selector, first, last) = explainer.running, claim.scope
    anybody = Selector(party=selector.party, kind=selector.kind)
    figures = explainer.moment.figures
    if not figures.recorded(anybody, first, last):
        return Reconciled(claim, ClaimStatus.UNREPORTED, None)
    tally = figures.between(selector, first, last)
    if agrees(claim.bound, claim.figure, tally.people):
        return Reconciled(claim, ClaimStatus.AGREES, tally.people)
    if tally.people < claim.figure and least(claim.bound, claim.figure) <= tally.most:
        base = explainer.count(claim.scope)
        may = rows_of(running, CountScope(running.perhaps(selector), base.start, base.end))
        crossing = running.crossing(selector, first, last)
        standing = {each for each in crossing if each.day <= last}
        sure = [each for each in standing if matches(selector, each.group)]
        others = [each for each in crossing if each not in standing or each in sure]
        return Reconciled(
            claim,
            ClaimStatus.UNDISCLOSED,
            tally.people,
            rows=_without(rows_of(running, base, hidden=True), sure),
            maybe=with_crossing(may, others),
        )
    return Reconciled(claim, ClaimStatus.DIFFERS, tally.people)


def _without(hidden: EntrySet, crossing: Sequence[SpanCell]) -> EntrySet:
    """Leave out of rows with an open count those that stand in a range and only may lie in it."""
    entries = hidden.entries - sum(each.undisclosed for each in crossing)
    return hidden._replace(entries=entries, apart=frozenset(map(place_of, crossing)))


def distinct(
    explainer: Explainer, claim: ScopedClaim, every: Iterable[Explanation]
) -> list[ExplanationRows]:
    """Return explanations with their rows, leaving out those whose rows were told before."""
    running, base = explainer.running, explainer.count(claim.scope)
    ledger = running.value(base)
    seen: set[object] = set()
    explanations = []
    for explanation in every:
        rows = difference(running, base, explanation.counts) if explanation.counts else _NONE
        plain = (explanation.rules,) if not explanation.counts else ()
        key = (rows, explanation.credit, _is_reading(explanation), *plain)
        if key not in seen:
            seen.add(key)
            explanations.append(
                ExplanationRows(explanation, rows, _beyond(explanation, rows, ledger))
            )
    return explanations


def _beyond(explanation: Explanation, rows: Difference, ledger: int) -> int:
    if explanation.applied is None:
        return 0
    return explanation.applied - (ledger + rows.more.people - rows.fewer.people)


def _is_reading(explanation: Explanation) -> bool:
    return Rule.READING in explanation.rules


def small_sets(explanations: Iterable[ExplanationRows], *, of_cohort: bool) -> int:
    """Return how many small sets of rows rules name: those are no coincidences.

    Of a claim about people released only entries are put together.
    """
    return len(
        {
            each.rows
            for each in explanations
            if (of_cohort or not each.rows.more.movements)
            and not (each.rows.more.rows and each.rows.fewer.rows)
            and 0 < len(each.rows.more.rows or each.rows.fewer.rows) <= LARGEST_SET
        }
    )


_NONE = Difference(EntrySet(), EntrySet())
