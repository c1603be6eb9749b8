"""The English of how an obligation stands in ``xt say``: what came, what is due, which side is open.

A number of which only the least and the most are known is never called exact, more than or under
another without saying by how much at least and at most.
"""

from typing import assert_never

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.account import Elsewhere, Requirement
from exchange_tracker.queries.account_outcome import Outcome
from exchange_tracker.queries.account_rows import Headcount, add_headcounts, published
from exchange_tracker.report.event_english import (
    asked_words,
    end_words,
    event_of,
    event_title,
    obligation_of,
    upcoming_clause,
    waiting_clause,
)
from exchange_tracker.report.kind_words import PEOPLE, noun_of_kinds
from exchange_tracker.report.people_english import (
    Cite,
    Telling,
    listed,
    moment_of_day,
    number,
    over_words,
    rests_on,
)
from exchange_tracker.report.phrases import NOT_AGREED


def range_words(least: int, most: Amount) -> str:
    """Write a number of which the least and the most are known: ``ten``, ``at least ten``."""
    if least == most:
        return number(least)
    if most == UNLIMITED:
        return f"at least {number(least)}"
    if not least:
        return f"at most {number(int(most))}"
    return f"{number(least)} {'or' if most == least + 1 else 'to'} {number(int(most))}"


def standing_clause(telling: Telling, requirement: Requirement, outcome: Outcome) -> str:
    """Say how what was delivered stands to what is due."""
    verdict, cite = outcome.verdict, telling.cite
    came, due = _came(outcome, cite), _due(telling, requirement, outcome)
    match verdict.status:
        case Status.WAITING:
            return waiting_clause(telling, verdict, _asked(requirement, outcome, cite))
        case Status.UPCOMING:
            return upcoming_clause(telling, verdict, _asked(requirement, outcome, cite))
        case Status.UNREPORTED | Status.UNDISCLOSED | Status.PENDING if _only_not_agreed(verdict):
            return _without_number(telling, requirement, outcome, came)
        case Status.UNREPORTED:
            nothing = "nothing" if _noun(telling, requirement) else "no release"
            return f"{nothing} that could count towards {due} is recorded"
        case Status.UNDISCLOSED:
            return f"{came} towards {due}; {_open_side(outcome)}"
        case Status.PENDING:
            return _pending(telling, verdict, came, due)
        case Status.SHORT | Status.MET | Status.CREDITED if not verdict.due_most:
            return f"{came}; none are due{cite(requirement.due(outcome))}"
        case Status.SHORT:
            return _short(verdict, came, due)
        case Status.MET | Status.CREDITED:
            return _kept(verdict, came, due)
        case _:
            assert_never(verdict.status)


def _kept(verdict: Verdict, came: str, due: str) -> str:
    if not verdict.is_certain:
        together = ", together" if verdict.credit_used else ","
        return f"{came}{together} no fewer than {due}"
    if verdict.status is Status.MET and verdict.surplus:
        return f"{came}, {number(verdict.surplus)} more than {due}"
    return f"{came}, {'together' if verdict.credit_used else 'exactly'} {due}"


def _only_not_agreed(verdict: Verdict) -> bool:
    """Return whether nobody agreed on how many are owed, and nothing is due from before."""
    return verdict.not_agreed and not verdict.due


def _without_number(telling: Telling, requirement: Requirement, outcome: Outcome, came: str) -> str:
    verdict = outcome.verdict
    not_agreed = f"{NOT_AGREED}{telling.cite(requirement.due(outcome))}"
    if verdict.status is Status.UNREPORTED:
        return f"no release that could count is recorded; {not_agreed}"
    if verdict.status is Status.PENDING:
        return f"so far {came}{end_words(telling, verdict)}; {not_agreed}"
    return f"{came}; {not_agreed}"


def _asked(requirement: Requirement, outcome: Outcome, cite: Cite) -> str:
    """Name what a period asks for that has not begun."""
    return f"{asked_words(outcome.verdict)}{cite(requirement.due(outcome))}"


def _pending(telling: Telling, verdict: Verdict, came: str, due: str) -> str:
    if not verdict.recorded and not verdict.perhaps_recorded and verdict.due:
        return f"so far nothing is recorded towards {due}{end_words(telling, verdict)}"
    if not verdict.due and not verdict.not_agreed:
        return f"so far {came}, and none are due so far"
    if not verdict.still_due[1]:
        return f"so far {came}, against {due} so far"
    return f"so far {came} towards {due}, {_still_due(verdict)}{end_words(telling, verdict)}"


def _still_due(verdict: Verdict) -> str:
    least, most = verdict.still_due
    if verdict.not_agreed:  # what is due from before, at least
        return f"at least {number(least)} {'is' if least == 1 else 'are'} still due"
    if most == UNLIMITED:
        return f"{f'at least {number(least)}' if least else 'an unknown number'} are still due"
    words = range_words(least, most) if least else f"up to {number(int(most))}"
    return f"{words} {'is' if most == 1 else 'are'} still due"


def _short(verdict: Verdict, came: str, due: str) -> str:
    if verdict.is_certain and verdict.shortfall == verdict.due:
        return f"{came} towards {due}"
    return f"{came}, {range_words(verdict.shortfall_least, verdict.shortfall_most)} under {due}"


def _noun(telling: Telling, requirement: Requirement) -> str:
    """Return the word for what is due where that is no people; blank where it is."""
    noun = noun_of_kinds(telling.terms, requirement.obligations[0].counts.kind)
    return "" if noun == PEOPLE else noun.many


def _due(telling: Telling, requirement: Requirement, outcome: Outcome) -> str:
    """Name what is due, and how much of it was brought forward."""
    verdict, behind = outcome.verdict, telling.cite(requirement.due(outcome))
    is_pending = verdict.status is Status.PENDING
    least, most = verdict.due, verdict.due_so_far if is_pending else verdict.due_most
    if least == 0 and most == UNLIMITED:
        return f"what is due{behind}"
    if least != most:
        return f"what is due ({range_words(least, most)}{behind})"
    words = f"{number(least)} {_noun(telling, requirement)}".rstrip() + behind
    due = f"the {words} due" if requirement.obligations[0].for_each else f"the minimum of {words}"
    brought = verdict.arrears_brought
    if not brought:
        return due
    return f"{due} ({'all' if brought == least else number(brought)} of them brought forward)"


def _came(outcome: Outcome, cite: Cite) -> str:
    """Say how many count, and how many more are credited."""
    verdict, used = outcome.verdict, outcome.verdict.credit_used
    rows = rows_behind(outcome)
    rests = "; ".join(rests_on(rows))
    came = f"{_counting(verdict)}{cite(rows)}{f' ({rests})' if rests else ''}"
    if not used:
        return came
    are = "is" if used == 1 else "are"
    return f"{came} and {number(used)} {are} credited{cite(outcome.credited)}"


def _counting(verdict: Verdict) -> str:
    least, most = verdict.delivered, verdict.delivered_most
    if most == UNLIMITED and not least:
        return "an unknown number count"
    if least == most == 0:
        return "none count"
    one = most == 1 or (least == 1 and most == UNLIMITED)
    return f"{range_words(least, most)} {'counts' if one else 'count'}"


def _open_side(outcome: Outcome) -> str:
    """Say on which side a verdict is open."""
    verdict, sides = outcome.verdict, []
    if verdict.delivered_most == UNLIMITED:
        sides.append("the full number was not disclosed")
    elif verdict.delivered != verdict.delivered_most:
        whom = "the others" if verdict.delivered else "they"
        sides.append(f"whether {whom} count is not recorded")
    if verdict.due != verdict.due_most:
        sides.append("how many are due is not known")
    return listed(sides or ["how much credit was brought forward is not known"])


def elsewhere_clause(telling: Telling, elsewhere: Elsewhere, *, waits: bool) -> str:
    """Say what a reading says of days that it judges over other periods, or not at all.

    ``waits`` says that the terms as written wait for an event, and this reading does not.
    """
    if elsewhere.statement.owes_nothing:
        return "nothing is owed over these days"
    verdicts = [outcome.verdict for outcome in elsewhere.outcomes]
    periods = listed(_period(telling, outcome) for outcome in elsewhere.outcomes)
    if any(each.status is Status.WAITING for each in verdicts):
        return periods
    event = event_of(telling, verdicts[0]) if waits else None
    if event is not None and event.at is not None:
        when = moment_of_day(telling, event.at)
        return f"{event_title(telling, event)} was at {when}: {periods}"
    return f"what is owed runs over other days: {periods}"


def _period(telling: Telling, outcome: Outcome) -> str:
    """Say how another period stands."""
    verdict = outcome.verdict
    over = over_words(verdict.first, verdict.last, telling.year)
    match verdict.status:
        case Status.WAITING:
            return waiting_clause(telling, verdict, asked_words(verdict))
        case Status.UPCOMING:
            return f"the period {over} has not begun"
        case Status.PENDING:
            return f"so far {_of_due(telling, outcome)} {over}"
        case Status.UNREPORTED | Status.UNDISCLOSED:
            return f"how it stands {over} is not known"
        case Status.SHORT | Status.MET | Status.CREDITED:
            return f"{_of_due(telling, outcome)} {over}"
        case _:
            assert_never(verdict.status)


def _of_due(telling: Telling, outcome: Outcome) -> str:
    """Say how many of how many: ``three of 20 due``, ``three of an unknown number due``."""
    verdict, cite = outcome.verdict, telling.cite
    is_pending = verdict.status is Status.PENDING
    least, most = verdict.due, verdict.due_so_far if is_pending else verdict.due_most
    due = "an unknown number" if not least and most == UNLIMITED else range_words(least, most)
    used = verdict.credit_used
    credit = f" and {number(used)} credited{cite(outcome.credited)}" if used else ""
    delivered = range_words(verdict.delivered, verdict.delivered_most)
    came = f"{delivered if verdict.delivered_most else 'none'}{cite(rows_behind(outcome))}"
    sources = published(obligation_of(telling, verdict).sources)
    return f"{came}{credit} of {due}{cite(add_headcounts([outcome.owed, sources]))} due"


def rows_behind(outcome: Outcome) -> Headcount:
    """Return what is behind the number delivered: the rows that count, and those that may."""
    return add_headcounts([outcome.counted, outcome.maybe])
