"""Who is still held, in ``xt say``."""

from collections.abc import Sequence
from typing import assert_never

from exchange_tracker.facts.figures import UNLIMITED
from exchange_tracker.facts.model import values
from exchange_tracker.queries.account_rows import Headcount
from exchange_tracker.queries.balance import Balance, BalanceBound, Door
from exchange_tracker.queries.held_rows import HeldDerivation, HeldRow
from exchange_tracker.report.say.telling import Telling


def held_clause(telling: Telling, derivation: HeldDerivation) -> str:
    """Say how many of a cohort are still held at the end of a day, or so far."""
    balance, words = derivation.balance, telling.words
    title = telling.title(balance.cohort.title or balance.cohort.id)
    if balance.held is None:
        cannot = words.held_open_end if telling.over else words.held_open_now
        return cannot.format(title=title)
    one = balance.held == 1 and balance.bound is BalanceBound.EXACT
    number = f"{_held(telling, balance)}{telling.cite(_support(derivation.rows))}"
    dead = [row for row in derivation.rows if row.step.dead or row.step.door is Door.DIED]
    held = _held_phrase(telling, one=one).format(number=number, title=title)
    return _with_dead(telling, balance, held, dead)


def _held_phrase(telling: Telling, *, one: bool) -> str:
    words = telling.words
    if telling.over:
        return words.held_end_one if one else words.held_end
    return words.held_now_one if one else words.held_now


def _support(rows: Sequence[HeldRow]) -> Headcount:
    """Return what is behind the number of those held: every entry and movement, and their sources."""
    facts = [row.fact for row in rows]
    sources = dict.fromkeys(source for fact in facts for source in values(fact.sources))
    ids = tuple(fact.id for fact in facts)
    return Headcount(0, ids, tuple(sources), 0, 0, 0)


def _held(telling: Telling, balance: Balance) -> str:
    people, amount = balance.held or 0, telling.words.grammar.range
    match balance.bound:
        case BalanceBound.EXACT:
            return amount(people, people)
        case BalanceBound.AT_LEAST:
            return amount(people, UNLIMITED)
        case BalanceBound.AT_MOST:
            return telling.words.at_most.format(number=telling.number(people))
        case BalanceBound.NONE:
            return telling.words.unknown_number
        case _:
            assert_never(balance.bound)


def _with_dead(telling: Telling, balance: Balance, held: str, dead: Sequence[HeldRow]) -> str:
    words = telling.words
    if not balance.held or not balance.held_dead:
        return held
    if balance.held == balance.held_dead and balance.bound is BalanceBound.EXACT:
        return (words.dead_one if balance.held == 1 else words.dead_all).format(held=held)
    number = f"{telling.number(balance.held_dead)}{telling.cite(_support(dead))}"
    return words.dead.format(held=held, number=number)
