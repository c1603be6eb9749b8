"""The English of who is still held in ``xt say``."""

from collections.abc import Sequence
from typing import assert_never

from exchange_tracker.facts.model import values
from exchange_tracker.queries.account_rows import Headcount
from exchange_tracker.queries.balance import Balance, BalanceBound, Door
from exchange_tracker.queries.held_rows import HeldDerivation, HeldRow
from exchange_tracker.report.people_english import Telling, number


def held_sentence(telling: Telling, derivation: HeldDerivation, *, over: bool) -> str:
    """Say how many of a cohort are still held at the end of a day, or so far."""
    balance, cite = derivation.balance, telling.cite(_support(derivation.rows))
    title = balance.cohort.title or balance.cohort.id
    when = " at the end of the day" if over else ""
    one = balance.held == 1 and balance.bound is BalanceBound.EXACT
    were, was = ("were", "was") if over else ("are", "is")
    if balance.held is None:
        return f"how many {were} still held ({title}){when} cannot be stated from what is recorded."
    verb = was if one else were
    held = f"{_held(balance)}{cite} {verb} still held ({title}){when}, as recorded"
    dead = [row for row in derivation.rows if row.step.dead or row.step.door is Door.DIED]
    return f"{held}{_dead(balance, telling.cite(_support(dead)))}."


def _support(rows: Sequence[HeldRow]) -> Headcount:
    """Return what is behind the number of those held: every entry and movement, and their sources."""
    facts = [row.fact for row in rows]
    sources = dict.fromkeys(source for fact in facts for source in values(fact.sources))
    ids = tuple(fact.id for fact in facts)
    return Headcount(0, ids, tuple(sources), 0, 0, 0)


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


def _dead(balance: Balance, cite: str) -> str:
    if not balance.held or not balance.held_dead:
        return ""
    if balance.held == balance.held_dead and balance.bound is BalanceBound.EXACT:
        return ", who is dead" if balance.held == 1 else ", all of them dead"
    return f", {number(balance.held_dead)}{cite} of them dead"
