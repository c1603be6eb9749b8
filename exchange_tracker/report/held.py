"""Who is still held: rows for programs, the balance written out for people."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import assert_never

from exchange_tracker.facts.model import Cohort, Terms
from exchange_tracker.facts.movement import Way
from exchange_tracker.queries.balance import Balance, BalanceBound, Door
from exchange_tracker.render.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.row_forms import Rows, Value

COLUMNS = ("cohort", "day", *(door.value for door in Door), "held", "held_dead", "bound")
MOST_DAYS = 40  # of one cohort in the table for people


def held_rows(balances: Sequence[Balance]) -> Rows:
    """Return the balances as rows for programs."""
    return Rows(COLUMNS, map(_row, balances))


def _row(balance: Balance) -> tuple[Value, ...]:
    return (
        balance.cohort.id,
        balance.day.isoformat(),
        *balance.by_door,
        balance.held,
        balance.held_dead,
        balance.bound.value or None,
    )


def held_document(
    terms: Terms, cohorts: Sequence[Cohort], balances: Sequence[Balance], moments: Sequence[Fact]
) -> Document:
    """Return each cohort's balance in one line, and day by day."""
    by_cohort = {name: list(each) for name, each in groupby(balances, lambda b: b.cohort.id)}
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    if not cohorts:
        blocks.append(Paragraph("The terms name no cohort: nobody is counted through."))
    for cohort in cohorts:
        blocks += [Heading(title_of(cohort)), *_of_cohort(by_cohort.get(cohort.id, []))]
    return tuple(blocks)


def title_of(cohort: Cohort) -> str:
    """Name a cohort as people read it, with its first day."""
    return f"{cohort.title or cohort.id} (counted from {cohort.first})"


def _of_cohort(balances: Sequence[Balance]) -> Iterator[Block]:
    if not balances:
        yield Paragraph("Nothing is recorded of anybody who was held.", Tone.UNKNOWN)
        return
    yield Paragraph(f"{balance_sentence(balances[-1])}.")
    shown = balances[-MOST_DAYS:]
    before = balances[-MOST_DAYS - 1] if len(balances) > MOST_DAYS else None
    dead = any(balance.held_dead is not None for balance in shown)
    columns = 4 if dead else 3
    yield Table(
        header=("truce day", "what changed", "still held", "of them dead")[:columns],
        rows=tuple(_day(one, now)[:columns] for one, now in pairwise([before, *shown]) if now),
        right=frozenset({2, 3}) if dead else frozenset({2}),
        caption=f"The last {MOST_DAYS} of {len(balances):,} days; all: -O csv." if before else "",
    )


def _day(before: Balance | None, now: Balance) -> tuple[Cell, ...]:
    changes = [
        f"{door_words(door)} {now.through(door) - (before.through(door) if before else 0):,}"
        for door in Door
        if now.through(door) != (before.through(door) if before else 0)
    ]
    dead = "–" if now.held_dead is None else f"{now.held_dead:,}"
    tone = Tone.UNKNOWN if now.held is None else Tone.PLAIN
    return (
        Cell(now.day.isoformat()),
        Cell(", ".join(changes) or "an open number"),
        Cell(held_words(now), tone),
        Cell(dead),
    )


def held_words(balance: Balance) -> str:
    """Say how many are still held: ``48``, ``at least 48``, ``cannot be stated``."""
    match balance.bound:
        case BalanceBound.EXACT:
            return f"{balance.held:,}"
        case BalanceBound.AT_LEAST:
            return f"at least {balance.held:,}"
        case BalanceBound.AT_MOST:
            return f"at most {balance.held:,}"
        case BalanceBound.NONE:
            return "cannot be stated"
        case _:
            assert_never(balance.bound)


def balance_sentence(balance: Balance) -> str:
    """Write a balance out: ``taken 251 + held before 4 = released 160 + … + still held 6``."""
    came = _sum_words(balance, Way.IN) or "nobody came in"
    went = _sum_words(balance, Way.OUT)
    if balance.held is None:
        left = f"; {went}" if went else ""
        return f"By {balance.day}: {came}{left}; who is still held cannot be stated"
    parts = " + ".join(filter(None, (went, f"still held {held_words(balance)}")))
    return f"By {balance.day}: {came} = {parts}{_beside(balance)}"


def _sum_words(balance: Balance, way: Way) -> str:
    return " + ".join(
        f"{door_words(door)} {_through(balance, door)}"
        for door in Door
        if door.way is way and (balance.through(door) or door in balance.open_doors)
    )


def _through(balance: Balance, door: Door) -> str:
    least = "at least " if door in balance.open_doors else ""
    return f"{least}{balance.through(door):,}"


def _beside(balance: Balance) -> str:
    """Say what is in no sum: who is dead among those held, who died, who declined."""
    dead = dead_of(balance)
    beside = (
        f"; {dead} of those held {'is' if dead in ('1', 'none') else 'are'} dead" if dead else ""
    )
    died, declined = balance.through(Door.DIED), balance.through(Door.DECLINED)
    are = "is" if died == 1 else "are"
    known = f"; {died:,} {are} known to have died while held" if died else ""
    stayed = f"; {declined:,} declined to be released" if declined else ""
    return f"{beside}{known}{stayed}"


def dead_of(balance: Balance) -> str:
    """Say how many of those held are dead: ``28``, ``all``, ``none``; blank where nobody can say."""
    dead, held = balance.held_dead, balance.held
    if dead is None or not held:
        return ""
    if not dead:
        return "none"
    return "all" if 1 < dead == held and balance.bound is BalanceBound.EXACT else f"{dead:,}"


def door_words(door: Door) -> str:
    """Name a door as people read it."""
    match door:
        case Door.HELD_BEFORE:
            return "held before"
        case Door.REMAINS_OUT:
            return "remains handed over"
        case Door.RECOVERED:
            return "remains recovered"
        case Door.WRITTEN_OFF:
            return "written off"
        case (
            Door.TAKEN
            | Door.RETAKEN
            | Door.RELEASED
            | Door.RESCUED
            | Door.ESCAPED
            | Door.DIED
            | Door.DECLINED
        ):
            return door.value
        case _:
            assert_never(door)


def those_through(door: Door) -> str:
    """Name the people who came or went by a door: ``those rescued``, ``the remains recovered``."""
    words = door_words(door)
    return f"the {words}" if words.startswith("remains") else f"those {words}"
