"""Planted truth among offers: the right rule first, or none; and offers that add up as printed."""

import re
from collections import Counter

from exchange_tracker.facts.model import Claim
from exchange_tracker.queries.reconcile.claim_scope import Bound, ScopedClaim
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.setting import Setting
from exchange_tracker.report.explanations import sentence
from tests.reconcile.made_up import explainer, random_question, scope, terms
from tests.reconcile.naive_rules import Question, every, plain, total
from tests.reconcile.test_planted import LEDGERS, MOST, offered, people_of, rng_of


def reconciled(question: Question, figure: int, bound: Bound = Bound.EXACTLY) -> Reconciled:
    """What is offered for a claim of a publisher who published nothing else."""
    claim = Claim(id="c", source="s", to="", figure=str(figure))
    scoped = ScopedClaim(claim, scope(question), bound, figure)
    setting = Setting([scoped], explainer(question), {})
    return setting.explained(setting.beside["c"])


def test_of_planted_rules_the_right_one_is_offered_first_or_none() -> None:
    """Rows of up to 400 people: rules give few figures by chance. Of noise little is offered."""
    stands, noise = offers_for_planted(MOST)
    assert stands["first"] > 0.9 * stands.total()
    assert stands["another"] < 0.03 * stands.total()
    assert noise < 0.06 * LEDGERS // 2


def test_of_rules_planted_among_few_people_none_is_offered_rather_than_another() -> None:
    """Rows of a few people: many ways of counting give any figure, and most stand out from nothing."""
    for most, first, another in ((4, 0.25, 0.1), (8, 0.4, 0.07), (15, 0.5, 0.08)):
        stands, _ = offers_for_planted(most)
        assert stands["first"] > first * stands.total(), most
        assert stands["another"] < another * stands.total(), (most, stands)


def offers_for_planted(most: int) -> tuple[Counter[str], int]:
    """Where the right rule stands among those offered, and how often noise is offered any."""
    stands: Counter[str] = Counter()
    noise = 0
    for seed in range(LEDGERS // 2):
        rng = rng_of(seed)
        question = random_question(rng, most)
        ledger = total(question, plain(question))
        fitting = [each for each in every(question) if total(question, each[1]) not in (0, ledger)]
        if not fitting:
            continue
        _, counted = rng.choice(fitting)
        claim = reconciled(question, total(question, counted))
        if claim.status is ClaimStatus.DIFFERS:
            asked = explainer(question)
            first = [each.explanation for each in claim.explanations[:1]]
            right = offered(question, asked, first) == [people_of(question, counted)]
            stands["first" if right else "another" if first else "none"] += 1
        figure = max(1, ledger + rng.choice((-1, 1)) * rng.randint(1, 300))
        noise += bool(reconciled(question, figure).explanations)
    return stands, noise


NUMBERS = re.compile(r"([0-9,]+) (?:person|people)(?: of credit| of a surplus)? (more|fewer)")


def test_the_rows_of_an_explanation_add_up_to_its_figure_as_printed() -> None:
    printed = 0
    for seed in range(LEDGERS // 5):
        rng = rng_of(seed)
        question = random_question(rng, 8)
        ledger = total(question, plain(question))
        claim = reconciled(question, max(1, ledger + rng.choice((-1, 1)) * rng.randint(1, 9)))
        for each in (*claim.explanations, *claim.others):
            if each.explanation.counts:
                signed = [
                    int(people.replace(",", "")) * (1 if which == "more" else -1)
                    for people, which in NUMBERS.findall(sentence(terms(), each, {}))
                ]
                assert ledger + sum(signed) == claim.claimed.figure, seed
                printed += 1
    assert printed > LEDGERS // 10
