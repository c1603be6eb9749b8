"""Planted truth: a figure computed under a rule is explained by it; noise is explained by none.

Two hundred and fifty ledgers in the ordinary suite; `PLANTED=1000 pytest
tests/reconcile/test_planted.py` tries as many as it says, the same ones on every run.
"""

import os
import random
from collections import Counter

from exchange_tracker.judging.judge import judge_reading
from exchange_tracker.queries.reconcile.alteration import Explanation, Rule
from exchange_tracker.queries.reconcile.claim_scope import Bound, agrees
from exchange_tracker.queries.reconcile.explain import Explainer
from tests.reconcile.made_up import explainer, random_question, rows_counted, scope
from tests.reconcile.naive_rules import (
    Counted,
    Question,
    count,
    digits,
    every,
    pairs,
    plain,
    ranges,
    selections,
    total,
)

LEDGERS = int(os.environ.get("PLANTED", "250"))
MOST = 400  # people in a row


def rng_of(seed: int) -> random.Random:
    return random.Random(seed)


def offered(question: Question, asked: Explainer, explanations: list[Explanation]) -> list[Counted]:
    return [people_of(question, rows_counted(question, asked, each)) for each in explanations]


def people_of(question: Question, counted: Counted) -> Counted:
    """The rows with people: those of nobody change no sum."""
    return Counter({place: n for place, n in counted.items() if question.rows[place].people})


def test_a_planted_rule_is_always_offered_and_first() -> None:
    planted: Counter[str] = Counter()
    named = 0
    for seed in range(LEDGERS):
        rng = rng_of(seed)
        question = random_question(rng, MOST)
        ledger = total(question, plain(question))
        fitting = [each for each in every(question) if total(question, each[1]) != ledger]
        rules = sorted({rule for rule, _ in fitting})
        if not rules:
            continue
        rule = rng.choice(rules)
        _, counted = rng.choice([each for each in fitting if each[0] == rule])
        asked = explainer(question)
        explanations = asked.explain(scope(question), total(question, counted))
        assert people_of(question, counted) in offered(question, asked, explanations), (seed, rule)
        assert len(explanations[0].alterations) == 1
        planted[rule] += 1
        named += any(Rule[rule] in each.rules for each in explanations)
    assert (
        len(planted) >= 18
    )  # of 20: every rule but readings and digits, which count no other rows,
    # and ON_DAY, which is never alone
    assert planted.total() >= 0.95 * LEDGERS
    assert named >= 0.9 * planted.total()  # else another rule counts the same rows


def test_two_planted_rules_are_always_offered_and_mostly_first() -> None:
    tried = first = 0
    for seed in range(LEDGERS // 2):
        rng = rng_of(seed)
        question = random_question(rng, MOST)
        counted = two(question, rng)
        if counted is None:
            continue
        asked = explainer(question)
        explained = asked.explain(scope(question), total(question, counted), deep=True)
        assert people_of(question, counted) in offered(question, asked, explained), seed
        tried += 1
        first += len(explained[0].alterations) == 2 or counted in singles(question)
    assert tried > LEDGERS // 4
    assert first >= 0.95 * tried


def singles(question: Question) -> list[Counted]:
    return [counted for _, counted in every(question)]


def two(question: Question, rng: random.Random) -> Counted | None:
    """What another selection counts over another range."""
    columns = [column for column, words in question.words.items() if words]
    dropped = {**question.words, rng.choice(columns): None}
    ledger = total(question, plain(question))
    candidates = [
        counted
        for _, counted in ranges(question, dropped)
        if total(question, counted) not in (0, ledger)
    ]
    return rng.choice(candidates) if candidates else None


def test_people_applied_under_a_reading_are_always_offered() -> None:
    tried = 0
    for seed in range(LEDGERS // 5):
        question = random_question(rng_of(seed), MOST)
        asked = explainer(question)
        base = asked.count(scope(question))
        reading = asked.terms.readings[1]
        verdicts = judge_reading(reading, asked.moment)["daily"]
        inside = [v for v in verdicts if question.first <= v.first and v.last <= question.last]
        figure = sum(verdict.applied for verdict in inside)
        counts_red = any(
            "Red" in g.nationality and g.party == "a" and g.kind == "h" and base.mask >> bit & 1
            for bit, g in enumerate(asked.running.groups)
        )
        if figure == asked.running.value(base) or not counts_red:
            continue
        explanations = asked.explain(scope(question), figure)
        names = [
            name for each in explanations for made in each.alterations for name in made.readings
        ]
        assert "credit" in names, seed
        tried += 1
    assert tried > LEDGERS // 20


def test_two_alterations_of_two_columns_are_always_offered() -> None:
    """Those, too, of which one changes nothing alone, or leaves nobody."""
    tried = alone = 0
    for seed in range(LEDGERS // 25):
        rng = rng_of(seed)
        question = random_question(rng, MOST)
        candidates = [each for each in pairs(question) if each and each not in singles(question)]
        candidates = [
            each for each in candidates if total(question, each) != total(question, plain(question))
        ]
        if not candidates:
            continue
        counted = rng.choice(candidates)
        asked = explainer(question)
        explained = asked.explain(scope(question), total(question, counted), deep=True)
        assert people_of(question, counted) in offered(question, asked, explained), seed
        tried += 1
        alone += len(explained[0].alterations) == 2
    assert tried > LEDGERS // 50
    assert alone >= 0.8 * tried


def test_what_explains_a_figure_with_a_bound_makes_it_agree() -> None:
    explained = 0
    for seed in range(LEDGERS // 5):
        rng = rng_of(seed)
        question = random_question(rng, MOST)
        ledger = total(question, plain(question))
        bound = rng.choice((Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT))
        figure = max(1, ledger + rng.randint(1, 900) * (-1 if bound is Bound.AT_MOST else 1))
        asked = explainer(question)
        explanations = asked.explain(scope(question), figure, bound)
        counts = [each for each in explanations if each.counts and Rule.READING not in each.rules]
        values = [total(question, rows_counted(question, asked, each)) for each in counts]
        assert all(agrees(bound, figure, value) for value in values), seed
        wanted = [
            people_of(question, counted)
            for _, counted in every(question)
            if agrees(bound, figure, total(question, counted))
        ]
        mine = offered(question, asked, counts)
        assert all(each in mine for each in wanted), seed
        explained += bool(values)
    assert explained > LEDGERS // 20


def test_noise_is_explained_by_a_single_rule_only_where_one_really_fits() -> None:
    explained = 0
    for seed in range(LEDGERS // 2):
        rng = rng_of(seed)
        question = random_question(rng, MOST)
        ledger = total(question, plain(question))
        figure = max(1, ledger + rng.choice((-1, 1)) * rng.randint(1, 300))
        asked = explainer(question)
        explanations = asked.explain(scope(question), figure)
        really = [
            people_of(question, counted)
            for _, counted in every(question)
            if total(question, counted) == figure
        ]
        single = [each for each in explanations if len(each.alterations) == 1]
        by_rows = [each for each in single if each.counts and Rule.READING not in each.rules]
        assert bool(really) == bool(by_rows), seed
        assert all(each in really for each in offered(question, asked, by_rows)), seed
        lost = [each for each in single if not each.counts]
        assert bool(lost) == digits(ledger, figure), seed
        for each in explanations:
            if len(each.alterations) == 2:
                assert total(question, rows_counted(question, asked, each)) == figure, seed
        explained += bool(single)
    assert explained < 0.25 * LEDGERS // 2


def test_the_rules_written_twice_offer_the_same_rows() -> None:
    """Whatever the figure, exactly what the plain rules fit is offered, no more and no less."""
    for seed in range(LEDGERS // 20):
        question = random_question(rng_of(seed), 4)  # few people: many rules fit one figure
        asked = explainer(question)
        sums = [(total(question, counted), counted) for _, counted in every(question)]
        ledger = total(question, plain(question))
        for figure in {figure for figure, _ in sums} - {0, ledger}:
            explanations = [
                each
                for each in asked.explain(scope(question), figure)
                if each.counts and Rule.READING not in each.rules
            ]
            mine = {tuple(sorted(each.items())) for each in offered(question, asked, explanations)}
            wanted = {
                tuple(sorted(people_of(question, counted).items()))
                for people, counted in sums
                if people == figure
            }
            single = any(len(each.alterations) == 1 for each in explanations)
            assert mine == wanted if single else not wanted, seed


def test_the_reference_counts_what_it_says() -> None:
    question = random_question(rng_of(1), MOST)
    assert plain(question) == count(question, question.words, question.first, question.last)
    assert {rule for rule, _ in selections(question)} <= set(Rule.__members__)
