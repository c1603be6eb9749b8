"""Made-up ledgers and claims, and the explainer that is asked about them."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache

from exchange_tracker.facts.figures import Figure, Figures
from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import Selector, Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.queries.reconcile.alteration import Explanation
from exchange_tracker.queries.reconcile.claim_scope import Scope
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.running import EVERYBODY, Running
from tests.reconcile.naive_rules import COLUMNS, Counted, Question, Row, Words, count

FIRST = date(2024, 3, 4)
AT = datetime(2025, 1, 1, tzinfo=UTC)
WORDS = {
    "category": ("minor", "woman", "man", "woman;soldier"),
    "nationality": ("Red", "Blue", "Green", "Blue;Red"),
    "basis": ("agreement", "separate"),
}
TERMS = """
title = "made up"
timezone = "UTC"
[parties]
a = "Side A"
b = "Side B"
[[phases]]
name = "p"
from = 2024-03-04
to = 2024-03-17
[[obligations]]
id = "daily"
party = "a"
counts = { kind = "h", nationality = "Red", basis = "agreement" }
at_least = 40
per = "day"
[readings.credit]
title = "a surplus is carried"
held_by = "somebody"
[readings.credit.obligations.daily]
counts = { kind = "h", nationality = "Red" }
carry = "surplus"
"""


@cache
def terms() -> Terms:
    """The terms of every made-up ledger."""
    return parse_terms(TERMS, "terms.toml")


def random_rows(rng: random.Random, most: int) -> list[Row]:
    """Rows from five days before the truce to two days after it."""
    rows = []
    for _ in range(rng.randint(15, 60)):
        kind = rng.choice(("h", "h", "p"))
        cells = (
            "a" if kind == "h" or rng.random() < 0.1 else "b",
            kind,
            rng.choice(WORDS["category"]),
            rng.choice(WORDS["nationality"]),
            rng.choice(("agreement", "agreement", "separate")),
        )
        day = FIRST + timedelta(days=rng.choice((*range(14), *range(14), *range(-5, 16))))
        rows.append(Row(day, cells, rng.randint(0, most)))
    return rows


def random_question(rng: random.Random, most: int) -> Question:
    """A ledger, and a claim about days on which its party and kind are recorded."""
    while True:
        question = _question(rng, most)
        broad = {**question.words, "category": None, "nationality": None, "basis": None}
        if count(question, broad, question.first, question.last):
            return question


def _question(rng: random.Random, most: int) -> Question:
    rows = random_rows(rng, most)
    last = FIRST + timedelta(days=rng.randint(2, 13))
    first = rng.choice((FIRST, FIRST, last, FIRST + timedelta(days=rng.randint(0, 2))))
    words: Words = dict.fromkeys(COLUMNS)
    words["party"], words["kind"] = rng.choice(((("a",), ("h",)), (("b",), ("p",)), (("a",), None)))
    if rng.random() < 0.5:
        words["nationality"] = tuple(rng.sample(("Red", "Blue", "Green"), rng.choice((1, 1, 2))))
    if rng.random() < 0.3:
        words["category"] = (rng.choice(("minor", "woman", "man")),)
    if rng.random() < 0.3:
        words["basis"] = (rng.choice(WORDS["basis"]),)
    return Question(rows, FIRST, words, first, last)


def figures(question: Question) -> list[Figure]:
    """The sums of a made-up ledger."""
    return [Figure(row.day, Group(*_sorted(row.cells)), row.people, 1, 0) for row in question.rows]


def _sorted(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(";".join(sorted(cell.split(";"))) for cell in cells)


def explainer(question: Question) -> Explainer:
    """What explains figures of a made-up ledger."""
    agreed, sums = terms(), figures(question)
    clock = Clock(agreed.timezone, agreed.day_starts)
    return Explainer(agreed, Snapshot(Figures.of(sums), clock, AT), Running(sums))


def scope(question: Question) -> Scope:
    """What the claim asks for, in the program's words."""
    party, kind, category, nationality, basis = (question.words[column] for column in COLUMNS)
    selector = Selector(party, kind, category, nationality, basis)
    return Scope(selector, question.first, question.last)


def rows_counted(question: Question, asked: Explainer, explanation: Explanation) -> Counted:
    """The rows that an explanation counts, one by one."""
    counted: Counted = Counter()
    for made in explanation.counts:
        for place, row in enumerate(question.rows):
            day = asked.running.days.index(row.day)
            bit = asked.running.groups.index(Group(*_sorted(row.cells)))
            left = day == made.gap and (made.left == EVERYBODY or made.left >> bit & 1)
            if made.start <= day < made.end and not left:
                counted[place] += (made.mask >> bit & 1) + (made.twice >> bit & 1)
    return +counted
