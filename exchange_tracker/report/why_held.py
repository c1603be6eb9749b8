"""Who is still held, written out: every entry and movement of the balance."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import attrgetter

from exchange_tracker.facts.model import Terms, values
from exchange_tracker.facts.movement import Way
from exchange_tracker.queries.balance import Balance, BalanceBound, Door
from exchange_tracker.queries.held_rows import HeldDerivation, HeldRow
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
from exchange_tracker.report.held import balance_sentence, door_words, title_of
from exchange_tracker.report.kind_words import kind_word
from exchange_tracker.report.phrases import count_value, count_words, parties
from exchange_tracker.report.why import COLUMNS


def why_held_rows(balance: Balance, rows: Iterable[HeldRow]) -> Rows:
    """Return a balance and what it adds up, door by door, as rows for programs."""
    bound = balance.bound.value or "cannot be stated"
    last = ("held", None, balance.day.isoformat(), *[None] * 5, balance.held, None, None, bound)
    return Rows(COLUMNS, chain(door_rows(rows), (last,)))


def door_rows(rows: Iterable[HeldRow]) -> Iterator[tuple[Value, ...]]:
    """Yield rows that come door by door; ``running`` is the sum within each."""
    for _, of_door in groupby(rows, key=attrgetter("step.door")):
        running = 0
        for row in of_door:
            running += row.step.people
            yield _row(row, running)


def _row(row: HeldRow, running: int) -> tuple[Value, ...]:
    fact = row.fact
    cells = (fact.party, fact.kind, fact.category, fact.nationality)
    return (
        row.step.door.value,
        fact.id,
        row.step.day.isoformat(),
        *(cell or None for cell in cells),
        None,
        count_value(fact.count),
        running,
        fact.sources or None,
        (fact.note or None) if row.step.sure else "may be of the cohort",
    )


def why_held(terms: Terms, derivation: HeldDerivation, moments: Sequence[Fact]) -> Document:
    """Write a balance out for people: by door, each row with its day, count and sources."""
    balance = derivation.balance
    blocks: list[Block] = [
        Heading(title_of(balance.cohort)),
        Facts(tuple(moments)),
        Paragraph(f"{balance_sentence(balance)}."),
    ]
    blocks += door_blocks(terms, derivation)
    if why := missing_words(derivation):
        blocks.append(Paragraph(f"{why}.", Tone.UNKNOWN))
    return tuple(blocks)


def door_blocks(terms: Terms, derivation: HeldDerivation) -> Iterator[Block]:
    """Yield the rows of a balance for people, door by door."""
    for door in Door:
        rows = [row for row in derivation.rows if row.step.door is door]
        if rows:
            people = sum(row.step.people for row in rows)
            yield Heading(f"{door_words(door).capitalize()}: {people:,}")
            yield _table(terms, rows)


def _table(terms: Terms, rows: Sequence[HeldRow]) -> Table:
    return Table(
        header=("id", "truce day", "party", "kind", "count", "sources", ""),
        rows=tuple(_cells(terms, row) for row in rows),
        right=frozenset({4}),
    )


def _cells(terms: Terms, row: HeldRow) -> tuple[Cell, ...]:
    fact = row.fact
    return (
        Cell(fact.id),
        Cell(f"{fact.day} to {fact.until}" if fact.until else fact.day or str(row.step.day)),
        Cell(parties(terms, values(fact.party))),
        Cell(kind_word(terms, fact.kind)),
        Cell(count_words(fact.count), Tone.UNKNOWN if row.step.open else Tone.PLAIN),
        Cell(fact.sources.replace(";", " ") or "none"),
        Cell("" if row.step.sure else "may be of the cohort", Tone.UNKNOWN),
    )


def missing_words(derivation: HeldDerivation) -> str:
    """Say what leaves the number open, or why it cannot be stated; blank where it is exact."""
    balance = derivation.balance
    if balance.bound is BalanceBound.EXACT:
        return ""
    names = {
        way: ", ".join(row.fact.id for row in derivation.open if row.step.door.way is way)
        for way in (Way.IN, Way.OUT)
    }
    came = f"how many came in rests on {names[Way.IN]}" if names[Way.IN] else ""
    went = f"how many left rests on {names[Way.OUT]}" if names[Way.OUT] else ""
    sides = " and ".join(filter(None, (came, went)))
    if balance.bound is BalanceBound.NONE and not sides:
        return "It is not recorded how many were taken or held before, so nobody can be counted through"
    return f"{sides[:1].upper()}{sides[1:]}, whose numbers are open"
