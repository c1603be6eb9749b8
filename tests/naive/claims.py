"""The rows of `reconcile` (ledger.md, section 4)."""

from collections.abc import Iterable
from datetime import datetime

from tests.naive.facts import COLUMNS, HELD, Claim, Entry, Truce
from tests.naive.held import Step, balance, list_steps
from tests.naive.matching import (
    UNLIMITED,
    Match,
    has_happened,
    match_days,
    match_party,
    match_selector,
    sum_people,
)
from tests.naive.rows import Row, cell


def reconcile(truce: Truce, at: datetime) -> list[Row]:
    """Return the rows of `reconcile` without `explanation`."""
    return [reconcile_row(truce, claim, at) for claim in truce.claims]


def reconcile_row(truce: Truce, claim: Claim, at: datetime) -> Row:
    """Return the row of one claim."""
    weigh = weigh_measure if claim.measure else weigh_released
    ledger, status = weigh(truce, claim, at)
    return {
        "claim": claim.id,
        "source": claim.source,
        "from": cell(claim.first),
        "to": claim.last.isoformat(),
        **{key: ";".join(claim.selector.get(key, [])) for key in ("party", *COLUMNS)},
        "measure": claim.measure,
        "cohort": claim.cohort,
        "bound": claim.bound,
        "figure": str(claim.figure),
        "ledger": "" if ledger is None else str(ledger),
        "difference": "" if ledger is None else str(claim.figure - ledger),
        "status": status,
    }


def weigh_released(truce: Truce, claim: Claim, at: datetime) -> tuple[int | None, str]:
    """Return the ledger's figure (None: unreported) and the status of a claim without `measure`."""
    assert claim.first is not None
    entries = [entry for entry in truce.entries if has_happened(entry, truce.clock, at)]
    if not any(is_recorded(claim, entry) for entry in entries):
        return None, "unreported"
    return compare_people(
        claim,
        (
            (
                entry,
                min(
                    match_selector(entry, claim.selector),
                    match_days(entry, claim.first, claim.last),
                ),
            )
            for entry in entries
        ),
    )


def compare_people(claim: Claim, matches: Iterable[tuple[Entry, Match]]) -> tuple[int, str]:
    """Return the ledger's figure and the status, from who is counted and who may be."""
    people = sum_people(matches)
    if agrees(claim, people.least):
        return people.least, "agrees"
    is_above = claim.figure > people.least
    if is_above and (people.most == UNLIMITED or suffices(claim, people.most)):
        return people.least, "undisclosed"
    return people.least, "differs"


def is_recorded(claim: Claim, entry: Entry) -> bool:
    """Say whether an entry is or may be of a claim's party, with its kind and in its range."""
    assert claim.first is not None
    answers = [match_days(entry, claim.first, claim.last)]
    if "party" in claim.selector:
        answers.append(match_party(entry, claim.selector["party"]))
    if "kind" in claim.selector and not set(entry.kind) & set(claim.selector["kind"]):
        answers.append(Match.NO)
    return min(answers) is not Match.NO


def agrees(claim: Claim, people: float) -> bool:
    """Say whether so many people agree with a claim's figure."""
    match claim.bound:
        case "=":
            return people == claim.figure
        case ">=":
            return people >= claim.figure
        case "<=":
            return people <= claim.figure
        case "~":
            return 100 * abs(people - claim.figure) <= 5 * claim.figure
        case unknown:
            raise AssertionError(unknown)


def suffices(claim: Claim, most: float) -> bool:
    """Say whether a figure above the ledger's may be reached with `most` people."""
    if claim.bound == "~":
        return 100 * most >= 95 * claim.figure
    return most >= claim.figure


def weigh_measure(truce: Truce, claim: Claim, at: datetime) -> tuple[int | None, str]:
    """Return the ledger's figure (None: unreported) and the status of a claim with `measure`."""
    if claim.measure in HELD:
        return weigh_held(truce, claim, at)
    return weigh_movement(truce, claim, at)


def weigh_held(truce: Truce, claim: Claim, at: datetime) -> tuple[int | None, str]:
    """Return figure and status of a claim about people held at the end of its `to`."""
    cohort = truce.terms["cohorts"][claim.cohort]
    steps = [step for step in list_steps(truce, cohort, at) if step.day <= claim.last]
    now = balance(cohort, steps)
    figure = now.held if claim.measure == "held" else now.held_dead
    if figure is None:
        return None, "unreported"
    if agrees(claim, figure):
        return figure, "agrees"
    reaches = (now.bound == ">=" and claim.figure > figure) or (
        now.bound == "<=" and claim.figure < figure
    )
    return figure, "undisclosed" if reaches and claim.measure == "held" else "differs"


def weigh_movement(truce: Truce, claim: Claim, at: datetime) -> tuple[int | None, str]:
    """Return figure and status of a claim about people to whom a movement happened."""
    cohort = truce.terms["cohorts"][claim.cohort]
    steps = [one for one in list_steps(truce, cohort, at) if one.name == claim.measure]
    if not any(step.day <= claim.last for step in steps):
        return None, "unreported"
    return compare_people(claim, [(step.people, match_claim(step, claim)) for step in steps])


def match_claim(step: Step, claim: Claim) -> Match:
    """Say whether a movement is among those that a claim counts."""
    assert claim.first is not None
    if step.name == "held-before":
        is_in = Match.YES if claim.first <= step.day <= claim.last else Match.NO
    else:
        is_in = match_days(step.people, claim.first, claim.last)
    return min(step.match, is_in, match_selector(step.people, claim.selector))
