"""How an obligation stands in ``xt say``: what came, what is due, which side is open.

A number of which only the least and the most are known is never called exact, more than or under
another without saying by how much at least and at most.
"""

from typing import assert_never

from exchange_tracker.facts.figures import UNLIMITED
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.account_facts import Elsewhere, Requirement
from exchange_tracker.queries.account_outcome import Outcome
from exchange_tracker.queries.account_rows import Headcount, add_headcounts, published
from exchange_tracker.report.kind_words import PEOPLE, noun_of_kinds
from exchange_tracker.report.say.events import (
    asked_words,
    end_words,
    event_of,
    event_title,
    obligation_of,
    upcoming_clause,
    waiting_clause,
)
from exchange_tracker.report.say.telling import Telling


def standing_clause(telling: Telling, requirement: Requirement, outcome: Outcome) -> str:
    """Say how what was delivered stands to what is due."""
    verdict, words = outcome.verdict, telling.words
    came, due = _came(telling, outcome), _due(telling, requirement, outcome)
    behind = telling.cite(requirement.due(outcome))
    match verdict.status:
        case Status.WAITING:
            return waiting_clause(telling, verdict, asked_words(telling, verdict, behind))
        case Status.UPCOMING:
            return upcoming_clause(telling, verdict, asked_words(telling, verdict, behind))
        case Status.UNREPORTED | Status.UNDISCLOSED | Status.PENDING if _only_not_agreed(verdict):
            return _without_number(telling, verdict, came, behind)
        case Status.UNREPORTED:
            nothing = words.no_thing if _noun(telling, requirement) else words.no_release
            return nothing.format(due=due)
        case Status.UNDISCLOSED:
            return words.open_.format(came=came, due=due, sides=_open_side(telling, verdict))
        case Status.PENDING:
            return _pending(telling, verdict, came, due)
        case Status.SHORT | Status.MET | Status.CREDITED if not verdict.due_most:
            return words.none_due.format(came=came, mark=behind)
        case Status.SHORT:
            return _short(telling, verdict, came, due)
        case Status.MET | Status.CREDITED:
            return _kept(telling, verdict, came, due)
        case _:
            assert_never(verdict.status)


def _kept(telling: Telling, verdict: Verdict, came: str, due: str) -> str:
    words, credited = telling.words, bool(verdict.credit_used)
    if not verdict.is_certain:
        phrase = words.no_fewer_with_credit if credited else words.no_fewer
        return phrase.format(came=came, due=due)
    if verdict.status is Status.MET and verdict.surplus:
        surplus = telling.number(verdict.surplus)
        return words.more_than.format(came=came, number=surplus, due=due)
    return (words.with_credit if credited else words.exactly).format(came=came, due=due)


def _only_not_agreed(verdict: Verdict) -> bool:
    """Return whether nobody agreed on how many are owed, and nothing is due from before."""
    return verdict.not_agreed and not verdict.due


def _without_number(telling: Telling, verdict: Verdict, came: str, behind: str) -> str:
    words = telling.words
    not_agreed = f"{words.not_agreed}{behind}"
    if verdict.status is Status.UNREPORTED:
        return f"{words.no_release_open}; {not_agreed}"
    if verdict.status is Status.PENDING:
        end = end_words(telling, verdict)
        so_far = words.came_so_far.format(so_far=telling.so_far, came=came, end=end)
        return f"{so_far}; {not_agreed}"
    return f"{came}; {not_agreed}"


def _pending(telling: Telling, verdict: Verdict, came: str, due: str) -> str:
    words, so_far = telling.words, telling.so_far
    if not verdict.recorded and not verdict.perhaps_recorded and verdict.due:
        end = end_words(telling, verdict)
        return words.none_so_far.format(so_far=so_far, due=due, end=end)
    if not verdict.due and not verdict.not_agreed:
        return words.none_due_so_far.format(so_far=so_far, came=came)
    if not verdict.still_due[1]:
        return words.against_so_far.format(so_far=so_far, came=came, due=due)
    still, end = _still_due(telling, verdict), end_words(telling, verdict)
    return words.still_so_far.format(so_far=so_far, came=came, due=due, still=still, end=end)


def _still_due(telling: Telling, verdict: Verdict) -> str:
    least, most = verdict.still_due
    words, still_due = telling.words, telling.words.grammar.still_due
    at_least = words.at_least.format(number=telling.number(least))
    if verdict.not_agreed:  # what is due from before, at least
        return still_due(at_least, one=least == 1)
    if most == UNLIMITED:
        return still_due(at_least if least else words.unknown_due, one=False)
    if least:
        return still_due(words.grammar.range(least, most), one=most == 1)
    up_to = words.up_to_number.format(number=telling.number(int(most)))
    return still_due(up_to, one=most == 1)


def _short(telling: Telling, verdict: Verdict, came: str, due: str) -> str:
    words = telling.words
    if verdict.is_certain and verdict.shortfall == verdict.due:
        return words.nothing_of.format(came=came, due=due)
    missing = words.grammar.range(verdict.shortfall_least, verdict.shortfall_most)
    return words.under.format(came=came, number=missing, due=due)


def _noun(telling: Telling, requirement: Requirement) -> str:
    """Return the word for what is due where that is no people; blank where it is."""
    noun = noun_of_kinds(telling.terms, requirement.obligations[0].counts.kind)
    return "" if noun == PEOPLE or not noun.many else telling.words.grammar.own(noun.many)


def _due(telling: Telling, requirement: Requirement, outcome: Outcome) -> str:
    """Name what is due: of the period itself, and still owed from before."""
    verdict, behind = outcome.verdict, telling.cite(requirement.due(outcome))
    words, amount = telling.words, telling.words.grammar.range
    is_pending = verdict.status is Status.PENDING
    least, most = verdict.due, verdict.due_so_far if is_pending else verdict.due_most
    if least == 0 and most == UNLIMITED:
        return f"{words.what_is_due}{behind}"
    if least != most:
        return words.due_range.format(number=f"{amount(least, most)}{behind}")
    number = f"{telling.number(least)} {_noun(telling, requirement)}".rstrip() + behind
    named = requirement.obligations[0].for_each
    due = (words.due if named else words.minimum).format(number=number)
    brought = verdict.arrears_brought
    if not brought:
        return due
    if brought == least:
        return words.all_brought.format(due=due)
    own = telling.number(least - brought)
    return words.brought.format(due=due, own=own, number=telling.number(brought))


def _came(telling: Telling, outcome: Outcome) -> str:
    """Say how many count, and how many more are credited."""
    verdict, grammar = outcome.verdict, telling.words.grammar
    rows = rows_behind(outcome)
    came = f"{grammar.count(verdict.delivered, verdict.delivered_most)}{telling.cite(rows)}"
    if not verdict.credit_used:
        return came
    credited = f"{grammar.credited(verdict.credit_used)}{telling.cite(outcome.credited)}"
    return f"{came} {telling.words.and_} {credited}"


def _open_side(telling: Telling, verdict: Verdict) -> str:
    """Say on which side a verdict is open."""
    words, sides = telling.words, []
    if verdict.delivered_most == UNLIMITED:
        sides.append(words.hidden_side)
    elif verdict.delivered != verdict.delivered_most:
        sides.append(words.others_count if verdict.delivered else words.they_count)
    if verdict.due != verdict.due_most:
        sides.append(words.due_side)
    return words.listed(sides or [words.credit_side])


def elsewhere_clause(telling: Telling, verdict: Verdict, elsewhere: Elsewhere) -> str:
    """Say what a reading says of days that it judges over other periods, or not at all.

    ``verdict`` is the one by the terms as written, which may wait for an event that this reading dates.
    """
    words = telling.words
    if elsewhere.statement.owes_nothing:
        one_day = verdict.first == verdict.last
        return words.nothing_owed_day if one_day else words.nothing_owed
    verdicts = [outcome.verdict for outcome in elsewhere.outcomes]
    periods = words.listed(_period(telling, outcome) for outcome in elsewhere.outcomes)
    if any(each.status is Status.WAITING for each in verdicts):
        return periods
    event = event_of(telling, verdicts[0]) if verdict.status is Status.WAITING else None
    if event is not None and event.at is not None:
        moment = telling.moment(event.at)
        title = event_title(telling, event)
        return words.event_was.format(title=title, moment=moment, periods=periods)
    return words.other_days.format(periods=periods)


def _period(telling: Telling, outcome: Outcome) -> str:
    """Say how another period stands."""
    verdict, words = outcome.verdict, telling.words
    over = telling.over_days(verdict.first, verdict.last)
    match verdict.status:
        case Status.WAITING:
            return waiting_clause(telling, verdict, asked_words(telling, verdict))
        case Status.UPCOMING:
            return words.not_begun.format(over=over)
        case Status.PENDING:
            of = _of_due(telling, outcome)
            return words.standing_so_far.format(so_far=telling.so_far, of=of, over=over)
        case Status.UNREPORTED | Status.UNDISCLOSED:
            return words.not_known.format(over=over)
        case Status.SHORT | Status.MET | Status.CREDITED:
            return words.standing_over.format(of=_of_due(telling, outcome), over=over)
        case _:
            assert_never(verdict.status)


def _of_due(telling: Telling, outcome: Outcome) -> str:
    """Say how many of how many: ``three of 20 due``, ``three of an unknown number due``."""
    verdict, words, amount = outcome.verdict, telling.words, telling.words.grammar.range
    is_pending = verdict.status is Status.PENDING
    least, most = verdict.due, verdict.due_so_far if is_pending else verdict.due_most
    due = words.unknown_due if not least and most == UNLIMITED else amount(least, most)
    delivered = amount(verdict.delivered, verdict.delivered_most)
    rows = telling.cite(rows_behind(outcome))
    came = f"{delivered if verdict.delivered_most else words.none}{rows}"
    used = verdict.credit_used
    if used:
        number = f"{telling.number(used)}"
        came = words.with_credited.format(
            came=came, number=number, mark=telling.cite(outcome.credited)
        )
    sources = published(obligation_of(telling, verdict).sources)
    due = f"{due}{telling.cite(add_headcounts([outcome.owed, sources]))}"
    return words.of_due.format(came=came, due=due)


def rows_behind(outcome: Outcome) -> Headcount:
    """Return what is behind the number delivered: the rows that count, and those that may."""
    return add_headcounts([outcome.counted, outcome.maybe])
