"""The made-up truces are what they say, and the reference keeps its promises on them."""

import random
from collections import Counter

import pytest

from tests.naive import check, exit_code, extension, read, reconcile, together, totals
from tests.naive.brute import contradictions
from tests.naive.facts import list_readings
from tests.naive.random_movements import random_whole_truce
from tests.naive.random_truces import judging_moments, random_truce

STATUSES = {"upcoming", "met", "credited", "pending", "unreported", "short", "undisclosed"}
NEW_IN_TERMS = ("[events", "[kinds", 'after = "', 'within = "', '"?"')


@pytest.mark.parametrize("new_words", [False, True])
def test_the_same_seed_gives_the_same_truce(new_words: bool) -> None:  # noqa: FBT001
    first, second = (random_truce(random.Random(7), new_words=new_words) for _ in range(2))
    assert first == second


def test_without_new_words_there_are_none() -> None:
    for seed in range(60):
        files = random_truce(random.Random(seed), new_words=False)
        truce = read(files)
        assert not [word for word in NEW_IN_TERMS if word in files["terms.toml"]]
        assert all("to" in phase for phase in truce.terms["phases"])
        assert all(isinstance(one["party"], str) for one in truce.terms["obligations"])
        assert all(entry.day == entry.until for entry in truce.entries)
        assert "until" not in files["releases.csv"]
        assert all(len(entry.party) == 1 for entry in truce.entries)
        assert not any(entry.open and entry.least for entry in truce.entries)


@pytest.mark.parametrize("new_words", [False, True])
def test_every_status_comes_about(new_words: bool) -> None:  # noqa: FBT001
    statuses: Counter[str] = Counter()
    for seed in range(40):
        rng = random.Random(seed)
        files = random_truce(rng, new_words=new_words)
        truce = read(files)
        for at in judging_moments(rng, files, 2):
            statuses.update(row["status"] for row in check(truce, at, all_=True))
            statuses.update(row["together"] for row in together(truce, at))
            statuses.update(row["status"] for row in reconcile(truce, at))
            assert exit_code(truce, at) in {0, 1, 4}
            assert len(extension(truce, at)) in {0, len(list_readings(truce.terms))}
            assert all(row["day"] for row in totals(truce, at, ("kind", "basis")))
    expected = STATUSES | {"agrees", "differs", "kept", "disputed", "unsettled"}
    assert statuses.keys() >= (expected | {"waiting"} if new_words else expected)


@pytest.mark.parametrize("seed", range(16))
def test_a_verdict_holds_in_every_way_of_filling_in_what_is_open(seed: int) -> None:
    rng = random.Random(seed)
    files = random_truce(rng, new_words=seed % 2 == 1, most_entries=5)
    truce = read(files)
    for at in judging_moments(rng, files, 1):
        assert list(contradictions(truce, at, rng, most=30)) == []


@pytest.mark.parametrize("new_words", [False, True])
def test_a_truce_with_movements_is_one_without_and_more(new_words: bool) -> None:  # noqa: FBT001
    for seed in range(20):
        whole, again = (
            random_whole_truce(random.Random(seed), new_words=new_words) for _ in range(2)
        )
        plain = random_truce(random.Random(seed), new_words=new_words)
        assert whole == again
        assert whole["releases.csv"] == plain["releases.csv"]
        assert whole["terms.toml"].startswith(plain["terms.toml"])
        assert {claim.id for claim in read(plain).claims if claim.id[0] == "k"} <= {
            claim.id for claim in read(whole).claims
        }


def test_every_status_of_a_claim_with_a_measure_comes_about() -> None:
    statuses: Counter[tuple[bool, str]] = Counter()
    for seed in range(60):
        rng = random.Random(seed)
        files = random_whole_truce(rng, new_words=seed % 2 == 1)
        for at in judging_moments(rng, files, 2):
            statuses.update(
                (row["measure"] in {"held", "held-dead"}, row["status"])
                for row in reconcile(read(files), at)
                if row["measure"]
            )
    expected = ("agrees", "differs", "undisclosed", "unreported")
    assert statuses.keys() == {(is_held, one) for is_held in (False, True) for one in expected}
