"""The English of who is still held in ``xt say``."""

from typing import assert_never

from exchange_tracker.queries.held import Balance, BalanceBound
from exchange_tracker.report.people_english import number


def held_sentence(balance: Balance, *, over: bool) -> str:
    """Say how many of a cohort are still held at the end of a day, or so far."""
    title = balance.cohort.title or balance.cohort.id
    when = " at the end of the day" if over else ""
    one = balance.held == 1 and balance.bound is BalanceBound.EXACT
    were, was = ("were", "was") if over else ("are", "is")
    if balance.held is None:
        return f"how many {were} still held ({title}){when} cannot be stated from what is recorded."
    verb = was if one else were
    return f"{_held(balance)} {verb} still held ({title}){when}, as recorded{_dead(balance)}."


def _held(balance: Balance) -> str:
    people = number(balance.held or 0)
    match balance.bound:
        case BalanceBound.EXACT:
            return people
        case BalanceBound.AT_LEAST:
            return f"at least {people}"
        case BalanceBound.AT_MOST:
            return f"at most {people}"
        case BalanceBound.NONE:
            return "an unknown number"
        case _:
            assert_never(balance.bound)


def _dead(balance: Balance) -> str:
    if not balance.held or balance.held_dead is None:
        return ""
    if balance.held == balance.held_dead and balance.bound is BalanceBound.EXACT:
        return ", no longer alive" if balance.held == 1 else ", none of them alive"
    return f", {number(balance.held_dead)} of them no longer alive"
