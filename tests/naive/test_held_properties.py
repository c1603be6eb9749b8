"""What holds for `held` of every truce: the identity, and the bound in every way of filling in.

Filling in settles what the records leave open: a count, a blank, who of several parties it was.
"""

import itertools
import math
import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.naive import held, held_code, read
from tests.naive.brute import Words, list_ways
from tests.naive.exact import is_of
from tests.naive.facts import COLUMNS, Entry, Terms, Truce, words_of
from tests.naive.held import ENTRY, WAYS_IN, WAYS_OUT, without_basis
from tests.naive.matching import has_happened
from tests.naive.random_movements import random_whole_truce
from tests.naive.random_truces import judging_moments
from tests.naive.rows import Row

MOST = 400
IN = ("taken", "held_before", "retaken")
OUT = ("released", "rescued", "escaped", "remains_out", "recovered", "written_off")
Person = tuple[str, Entry]  # by which door, and who


def random_cases(seed: int) -> tuple[random.Random, Truce, list[datetime]]:
    rng = random.Random(f"held {seed}")
    files = random_whole_truce(
        rng, new_words=seed % 2 == 1, most_entries=4, most_movements=4 + 4 * (seed % 2)
    )
    return rng, read(files), judging_moments(rng, files, 2)


@pytest.mark.parametrize("seed", range(40))
def test_what_came_less_what_went_is_who_is_held(seed: int) -> None:
    _, truce, moments = random_cases(seed)
    for at in moments:
        rows = held(truce, at)
        for row in rows:
            came, went = (sum(int(row[name]) for name in names) for names in (IN, OUT))
            assert row["held"] in {"", str(came - went)}, row
            assert (row["held"] == "") == (row["bound"] == ""), row
            assert (row["held"] != "") >= (row["held_dead"] != ""), row
        for before, after in itertools.pairwise(rows):
            if before["cohort"] == after["cohort"]:
                assert before["day"] < after["day"]
                assert before | {"day": ""} != after | {"day": ""}
        assert held_code(truce, at) == (4 if "" in last_rows(rows) else 0)


def last_rows(rows: list[Row]) -> list[str]:
    return list({row["cohort"]: row["held"] for row in rows}.values())


@pytest.mark.parametrize("seed", range(60))
def test_every_filling_of_what_is_open_lies_on_the_side_that_the_bound_allows(seed: int) -> None:
    rng, truce, moments = random_cases(seed)
    for at in moments:
        rows = held(truce, at)
        for name, cohort in truce.terms["cohorts"].items():
            own = [row for row in rows if row["cohort"] == name]
            people = [
                (door, settled_day(entry))
                for door, entry in list_people(truce, at)
                if door == "held-before" or entry.day >= cohort["from"]
            ]
            if own:
                compare(own[-1], cohort, people, rng)


def compare(row: Row, cohort: Terms, people: list[Person], rng: random.Random) -> None:
    """Compare the last row with every filling, or with many where they are too many."""
    fillings, are_all = fill(cohort, people, rng)
    numbers = [sum_held(cohort, filling) for filling in fillings]
    if row["bound"]:
        known = int(row["held"])
        assert all(
            {"=": one == known, ">=": one >= known, "<=": one <= known}[row["bound"]]
            for one in numbers
        ), (row, numbers)
        assert not are_all or known in {min(numbers), max(numbers)}
    if row["held_dead"]:
        assert {sum_dead(cohort, filling) for filling in fillings} == {int(row["held_dead"])}, row


def list_people(truce: Truce, at: datetime) -> list[Person]:
    """Return the entries and movements that have happened."""
    people = [(ENTRY, one) for one in truce.entries if has_happened(one, truce.clock, at)]
    return people + [
        (one.name, one.people)
        for one in truce.movements
        if one.name == "held-before" or has_happened(one.people, truce.clock, at)
    ]


def settled_day(entry: Entry) -> Entry:
    """Return an entry on its last day: on which it was does not change who is held."""
    return replace(entry, day=entry.until)


def fill(
    cohort: Terms, people: list[Person], rng: random.Random
) -> tuple[list[list[Person]], bool]:
    """Return the fillings, and whether these are all."""
    words = words_asked(without_basis(cohort["counts"]))
    ways = [[(door, way) for way in list_ways(entry, words)] for door, entry in people]
    if math.prod(len(way) for way in ways) <= MOST:
        return [list(filling) for filling in itertools.product(*ways)], True
    return [[rng.choice(way) for way in ways] for _ in range(MOST)], False


def words_asked(counts: Terms) -> Words:
    """Return the words that a cohort asks for, less those of its `except`."""
    gone = counts.get("except", {})
    return {
        column: sorted(set(words_of(counts.get(column, []))) - set(words_of(gone.get(column, []))))
        for column in COLUMNS
    }


def sum_held(cohort: Terms, people: list[Person]) -> int:
    """Return who is held where nothing is open: count those who came, less those who went."""
    counts: Counter[str] = Counter()
    for door, entry in people:
        if entry.party[0] in words_of(cohort["party"]):
            counts[door] += entry.least * is_of(entry, without_basis(cohort["counts"]))
    return sum(counts[door] for door in WAYS_IN) - sum(counts[door] for door in (ENTRY, *WAYS_OUT))


def sum_dead(cohort: Terms, people: list[Person]) -> int:
    """Return how many of those held are dead, where nothing is open."""
    dead = [one for one in people if one[1].kind[0] in cohort["dead"] and one[0] != "died"]
    alive = {**cohort, "dead": []}
    died = [("taken", entry) for door, entry in people if door == "died"]
    return sum_held(alive, dead) + sum_held(alive, died)


def test_every_bound_comes_about() -> None:
    bounds: Counter[str] = Counter()
    dead: Counter[bool] = Counter()
    for seed in range(60):
        _, truce, moments = random_cases(seed)
        for row in held(truce, moments[0]):
            bounds[row["bound"]] += 1
            dead[row["held_dead"] != ""] += 1
    assert bounds.keys() == {"", "=", ">=", "<="}
    assert min(bounds.values()) > 5
    assert min(dead.values()) > 20


def test_the_first_day_is_the_cohorts_from_or_later() -> None:
    for seed in range(30):
        _, truce, moments = random_cases(seed)
        cohorts = truce.terms["cohorts"]
        for row in held(truce, moments[0]):
            assert date.fromisoformat(row["day"]) >= cohorts[row["cohort"]]["from"]
