"""What another reading replaces of an obligation, as far as it turns what a reading says of a period."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exchange_tracker.facts.alternative import Alternative, Replaced
from exchange_tracker.facts.model import Obligation
from exchange_tracker.judging.disputes import statement_on
from exchange_tracker.judging.judge import judge_obligation
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.margin.offer import By, Offer, Trial, turns


class Rejudged(NamedTuple):
    """An obligation judged again with some replacements of another reading."""

    alternative: Alternative
    verdicts: list[Verdict]


def rejudge(trial: Trial, alternatives: Iterable[Alternative]) -> list[Rejudged]:
    """Return the whole obligation judged under alternatives, the other obligations left as they are."""
    verdicts: dict[Obligation | None, list[Verdict]] = {None: []}
    rejudged = []
    for alternative in alternatives:
        obligation = alternative.obligation
        if obligation is not None and obligation not in verdicts:
            verdicts[obligation] = judge_obligation(
                trial.reading, obligation, trial.judged, trial.snapshot
            )
        rejudged.append(Rejudged(alternative, verdicts[obligation]))
    return rejudged


def by_rule(trial: Trial, rejudged: Iterable[Rejudged]) -> Iterator[Offer]:
    """Yield the replacements that turn what is said of a period, where no part of them does."""
    verdict = trial.verdict
    smaller: dict[str, list[set[Replaced]]] = {}
    for alternative, verdicts in rejudged:  # the small ones of each reading first
        sets = smaller.setdefault(alternative.reading, [])
        replaced = {*alternative.replaced}
        if any(part <= replaced for part in sets):
            continue
        statement = statement_on(alternative.reading, verdicts, verdict)
        if turns(verdict.status.answer, statement.answer):
            sets.append(replaced)
            yield Offer(
                By.RULE,
                statement.verdict and statement.verdict.status,
                key=";".join(alternative.replaced),
                other=alternative.reading,
                alternative=alternative,
            )
