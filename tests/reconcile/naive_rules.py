"""The rules of explanation once more, row by row and without any sums: what each would count.

Written from issues 4 and 12 and the docstrings of `alteration.py` alone; slow and plain on purpose.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from typing import NamedTuple

DAY = timedelta(days=1)
COLUMNS = ("party", "kind", "category", "nationality", "basis")
Words = dict[str, tuple[str, ...] | None]


class Row(NamedTuple):
    """One entry of a made-up ledger."""

    day: date
    cells: tuple[str, str, str, str, str]
    people: int


@dataclass(frozen=True)
class Question:
    """A ledger, the truce's first day, and what a claim asks for."""

    rows: Sequence[Row]
    truce: date
    words: Words
    first: date
    last: date


Counted = Counter[int]  # how often each row is counted, by its place


def fits(row: Row, words: Words) -> bool:
    return all(
        asked is None or any(value in asked for value in cell.split(";"))
        for asked, cell in zip((words[column] for column in COLUMNS), row.cells, strict=True)
    )


def count(asked: Question, words: Words, first: date, last: date) -> Counted:
    return Counter(
        place
        for place, row in enumerate(asked.rows)
        if first <= row.day <= last and fits(row, words)
    )


def total(asked: Question, counted: Counted) -> int:
    return sum(asked.rows[place].people * times for place, times in counted.items())


def plain(asked: Question) -> Counted:
    return count(asked, asked.words, asked.first, asked.last)


def ranges(asked: Question, words: Words) -> Iterator[tuple[str, Counted]]:
    """Every other range, and every day left out."""
    first, last = asked.first, asked.last
    if first == asked.truce:
        yield "BEFORE_TRUCE", count(asked, words, date.min, last)
    yield "BEGINS_EARLIER", count(asked, words, first - DAY, last)
    yield "ENDS_LATER", count(asked, words, first, last + DAY)
    if first > asked.truce:
        yield "FROM_TRUCE", count(asked, words, asked.truce, last)
    if first < last:
        yield "BEGINS_LATER", count(asked, words, first + DAY, last)
        yield "ENDS_EARLIER", count(asked, words, first, last - DAY)
        yield "LAST_DAY", count(asked, words, last, last)
    if first == last or first != asked.truce:
        yield "DAY_EARLIER", count(asked, words, first - DAY, last - DAY)
        yield "DAY_LATER", count(asked, words, first + DAY, last + DAY)
    later = [row.day for row in asked.rows if row.day > last and row.people and fits(row, words)]
    if later:
        yield "NEXT_RECORDED", count(asked, words, first, min(later))
    day = first
    while day < last:
        yield "STALE", count(asked, words, first, day)
        day += DAY
    base = count(asked, words, first, last)
    for day in sorted({asked.rows[place].day for place in base}):
        yield "DAY_MISSING", Counter(p for p in base if asked.rows[p].day != day)


def selections(asked: Question) -> Iterator[tuple[str, Counted]]:
    """Every other selection, over the same range."""
    words, base = asked.words, plain(asked)
    over = (asked.first, asked.last)
    for place, column in enumerate(COLUMNS):
        recorded = sorted({v for row in asked.rows for v in row.cells[place].split(";") if v})
        choice = words[column]
        if choice is not None:
            yield "ANY", count(asked, {**words, column: None}, *over)
        for word in recorded:
            having = {p for p in base if word in asked.rows[p].cells[place].split(";")}
            yield "WITHOUT", Counter(p for p in base if p not in having)
            if having:
                yield "TWICE", base + Counter(having)
            if choice is None:
                yield "ONLY", count(asked, {**words, column: (word,)}, *over)
            elif word not in choice:
                yield "ADDED", count(asked, {**words, column: (*choice, word)}, *over)
                yield "INSTEAD", count(asked, {**words, column: (word,)}, *over)
            elif len(choice) > 1:
                others = tuple(other for other in choice if other != word)
                yield "NOT_ASKED", count(asked, {**words, column: others}, *over)
    narrow = [column for column in COLUMNS[2:] if words[column] is not None]
    if len(narrow) > 1:
        yield "EVERYBODY", count(asked, {**words, **dict.fromkeys(narrow)}, *over)
    for cells in sorted({asked.rows[p].cells for p in base}):
        mine = {p for p in base if asked.rows[p].cells == cells}
        yield "GROUP_LEFT_OUT", Counter(p for p in base if p not in mine)
        yield "TWICE", base + Counter(mine)
    yield "TWICE", base + base


def of_column(asked: Question, column: str) -> Iterator[tuple[str, ...] | None]:
    """What a column could ask for instead: anything, one word, one word more, one word less."""
    place, choice = COLUMNS.index(column), asked.words[column]
    recorded = sorted({v for row in asked.rows for v in row.cells[place].split(";") if v})
    if choice is None:
        yield from ((word,) for word in recorded)
        return
    yield None
    for word in recorded:
        if word not in choice:
            yield from ((*choice, word), (word,))
        elif len(choice) > 1:
            yield tuple(other for other in choice if other != word)


def pairs(asked: Question) -> Iterator[Counted]:
    """What two columns that ask for something else count together, whatever each does alone."""
    for one, other in combinations(COLUMNS, 2):
        for first, second in product(of_column(asked, one), of_column(asked, other)):
            words = {**asked.words, one: first, other: second}
            yield count(asked, words, asked.first, asked.last)


def every(asked: Question) -> list[tuple[str, Counted]]:
    """What each rule that counts other rows would count; nobody is no count."""
    counts = [*ranges(asked, asked.words), *selections(asked)]
    base = plain(asked)
    return [(rule, counted) for rule, counted in counts if counted and counted != base]


def digits(ledger: int, figure: int) -> bool:
    """Whether the figure is the ledger's with two digits swapped or one lost."""
    text, wanted = str(ledger), str(figure)
    lost = any(text[:n] + text[n + 1 :] == wanted for n in range(len(text)))
    apart = [n for n, (a, b) in enumerate(zip(text, wanted, strict=False)) if a != b]
    swapped = len(text) == len(wanted) and sorted(text) == sorted(wanted) and len(apart) == 2
    return lost or swapped
