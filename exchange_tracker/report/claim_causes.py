"""Claims beside the ledger by what explains them: one cause of several claims is said once.

What is offered here as a cause is narrower than what ``reconcile`` gives programs: a way of counting
that may fit by chance is none. Those stay where all is listed.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.reconcile.alteration import COMMON, Rule
from exchange_tracker.queries.reconcile.claims import ClaimStatus, ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names, ids
from exchange_tracker.queries.reconcile.offers import keys
from exchange_tracker.report.explanations import gap_words, sentence
from exchange_tracker.report.kind_words import PEOPLE, counted
from exchange_tracker.report.measure_words import claim_days
from exchange_tracker.report.phrases import bounded, joined, name_list
from exchange_tracker.report.publisher_words import Publishers
from exchange_tracker.report.reconcile import counted as whom

_HELD = frozenset({Rule.READING, Rule.AGREED})  # somebody holds a reading: it is no chance
_BEFORE = frozenset({Rule.BEFORE_TRUCE, Rule.LEFT_ALIVE})
FAR_OFF = 20  # a figure is far off by more than one in so many, as ``about`` has it (section 2.3)


class Cause(NamedTuple):
    """What makes the figures of some claims come out: one explanation of each, all the same."""

    claims: tuple[Reconciled, ...]
    explanation: ExplanationRows | None  # None: days without a record, which the claims name


class Causes(NamedTuple):
    """Claims that differ: those with a cause, by cause, and those without one."""

    causes: tuple[Cause, ...]
    unexplained: tuple[Reconciled, ...]


def causes_of(claims: Sequence[Reconciled]) -> Causes:
    """Return the claims that differ by their causes; the cause of the most claims comes first."""
    differing = [each for each in claims if each.status is ClaimStatus.DIFFERS and not each.later]
    figures: dict[object, set[object]] = {}
    for each in differing:
        for known in _known(each):
            figures.setdefault(known, set()).add((each.claimed.figure, each.claimed.scope))
    groups: dict[object, Cause] = {}
    unexplained = []
    for each in differing:
        best = each.explanations[0] if each.explanations else None
        if each.gaps:
            key: object = each.gaps
            best = None
        elif best and _is_cause(each, best, figures):
            key = best.explanation.alterations, best.rows
        else:
            unexplained.append(each)
            continue
        before = groups.get(key)
        groups[key] = Cause((*(before.claims if before else ()), each), best)
    causes = sorted(groups.values(), key=lambda cause: -len(cause.claims))
    return Causes(tuple(causes), tuple(unexplained))


def _known(claim: Reconciled) -> set[object]:
    """Return by what the best explanation of a claim is known again: with anybody, or one source."""
    known: set[object] = set()
    for best in claim.explanations[:1]:
        alterations = best.explanation.alterations
        known.add((alterations, best.rows))
        known |= {(claim.claimed.claim.source, key) for key in keys(alterations, best.rows)}
    return known


def _is_cause(claim: Reconciled, best: ExplanationRows, figures: dict[object, set[object]]) -> bool:
    """Return whether a way of counting is more than a coincidence.

    Somebody holds it, it explains other figures as well, it is a common way that alone fits, or
    nothing else at all fits.
    """
    rules = {*best.explanation.rules}
    if rules & _HELD or any(len(figures[key]) > 1 for key in _known(claim)):
        return True
    alone = not claim.others and not claim.more and len(claim.explanations) == 1
    return alone and (rules <= COMMON or claim.coincidences == 0)


def is_far_off(claim: Reconciled) -> bool:
    """Return whether a claim is off by more than a twentieth of what the ledger has."""
    return abs(claim.difference or 0) * FAR_OFF > (claim.ledger or 0)


def cause_line(terms: Terms, cause: Cause, names: Names, publishers: Publishers) -> str:
    """Say of the claims of one cause what they give, and once what makes it come out."""
    figures = "; ".join(figure_lines(terms, cause.claims, publishers))
    return f"{figures}: {_why(terms, cause, names)}."


def _why(terms: Terms, cause: Cause, names: Names) -> str:
    first = cause.claims[0]
    explanation = cause.explanation
    if explanation is None:
        return "; ".join(gap_words(gap, gap.begins) for gap in first.gaps)
    more, fewer = explanation.rows
    rules = {*explanation.explanation.rules}
    days = [place[0] for place in more.places] + [day for day, _ in more.movements]
    if rules <= _BEFORE and not fewer.entries and all(day < terms.first_day for day in days):
        listed = ids(more, names)
        rows = name_list(listed, more.entries - len(listed))
        are = "is" if more.people == 1 else "are"
        return f"{counted(PEOPLE, more.people)} from before the truce {are} in it ({rows})"
    it = "it comes" if len({each.claimed.figure for each in cause.claims}) == 1 else "they come"
    return f"{it} out when {sentence(terms, explanation, names)}"


def figure_lines(terms: Terms, claims: Iterable[Reconciled], publishers: Publishers) -> list[str]:
    """Say what claims give and what the ledger has, claims that say the same together."""
    alike: dict[object, list[Reconciled]] = {}
    for each in claims:
        alike.setdefault(said_by(each), []).append(each)
    return [_figure(terms, some, publishers) for some in alike.values()]


def said_by(claim: Reconciled) -> object:
    """Return what a claim says: those that are alike in it are said together."""
    scoped = claim.claimed
    return scoped.scope, scoped.measure, scoped.cohort, scoped.bound, scoped.figure


def _figure(terms: Terms, claims: Sequence[Reconciled], publishers: Publishers) -> str:
    scoped, ledger = claims[0].claimed, claims[0].ledger
    who = list(dict.fromkeys(publishers.name(each.claimed.claim.source) for each in claims))
    give = "gives" if len(who) == 1 else "give"
    figure = bounded(scoped.bound, f"{scoped.figure:,}")
    has = "" if ledger is None else f", the ledger {ledger:,}"
    behind = ", ".join(each.claimed.id for each in claims)
    running = scoped.first == terms.first_day and scoped.scope.last > terms.first_day
    covers = f"to {scoped.scope.last}" if running else claim_days(scoped)
    scope = f"{whom(terms, claims[0])}; {covers}; {behind}"
    return f"{joined(who, 'and')} {give} {figure}{has} ({scope})"


def readings_of(cause: Cause) -> tuple[str, ...]:
    """Return the readings that make a cause, where that is all there is to it."""
    explanation = cause.explanation
    if explanation is None or explanation.explanation.rules != (Rule.READING,):
        return ()
    return explanation.explanation.alterations[0].readings
