"""Claims may count a cohort or its movements; what leaves no room for them is refused (section 2.3)."""

from pathlib import Path

import pytest

from tests.ledgers import done, make
from tests.moved import COHORT, TERMS, write_folder
from tests.program import instead, xt


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make(tmp_path, TERMS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "truce")


@pytest.mark.parametrize("names", [[], ["one"], ["one", "other"]], ids=["none", "one", "several"])
def test_a_cohort_may_be_left_out_where_there_is_one(tmp_path: Path, names: list[str]) -> None:
    cohorts = "".join(COHORT.replace("captives", name) for name in names)
    ledger = make(tmp_path, TERMS.removesuffix(COHORT) + cohorts)
    words = (
        "claim",
        "--source",
        "https://example.org/s",
        "--to",
        "2024-01-02",
        "--measure",
        "held",
        "--figure",
        "8",
    )
    ran = xt(*words, "--ledger", ledger)
    fix = "write one of one, other" if names else (
        "the terms have none: write who is held into them, as [cohorts.NAME]"
    )  # fmt: skip
    said = f"xt claim: cohort: the measure is held and the cohort is blank; {fix}\n"
    assert (ran.code, ran.err) == ((0, "") if len(names) == 1 else (2, said))
    for name in names:
        done(*words, "--cohort", name, "--ledger", ledger)
    assert xt(*words, "--cohort", "third", "--ledger", ledger).code == 2


MEASURE = "leave {} blank: the cohort says who is counted"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("--measure rescued --party a", f"party: the measure is rescued and party is 'a'; {MEASURE.format('party')}"),
        ("--measure held --party a;b", f"party: the measure is held and party is 'a;b'; {MEASURE.format('party')}"),
        ("--measure died --basis agreement", "basis: the measure is died and basis is 'agreement'; leave basis blank: movements have none"),
        ("--measure held --kind h", f"kind: the measure is held and kind is 'h'; {MEASURE.format('kind')}"),
        ("--measure held-dead --category man", f"category: the measure is held-dead and category is 'man'; {MEASURE.format('category')}"),
        ("--measure held --nationality X", f"nationality: the measure is held and nationality is 'X'; {MEASURE.format('nationality')}"),
        ("--measure held --from 2024-01-01", "from: the measure is held and from is '2024-01-01'; leave from blank: the figure is of the end of to"),
        ("--cohort captives", "measure: cohort is given and measure is blank; write what is counted: held, held-dead, taken, held-before, retaken, rescued, escaped, recovered, written-off, died, declined"),
        ("--measure rescued --to 2023-10-06", "from: a blank from means the cohort's first day, and from 2023-10-07 is after to 2023-10-06; write the first day into from and the last into to"),
        ("--measure rescued --kind h --category man --nationality X --from 2024-01-01", ""),
        ("--measure held --to 2023-10-01", ""),
    ],
)  # fmt: skip
def test_what_a_measure_leaves_no_room_for_is_refused(
    ledger: Path, words: str, problem: str
) -> None:
    claim = (
        "claim",
        *instead(
            ["--source", "https://example.org/s", "--to", "2024-01-02", "--figure", "8"],
            *words.split(),
        ),
    )
    ran = xt(*claim, "--ledger", ledger)
    assert (ran.code, ran.err) == ((2, f"xt claim: {problem}\n") if problem else (0, ""))


def test_terms_that_no_longer_have_the_cohort_of_a_claim_are_refused(
    folder: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "l.db"
    done("init", ledger, "--from", folder)
    (tmp_path / "t.toml").write_text(TERMS.removesuffix(COHORT), encoding="utf-8")
    ran = xt("terms", "set", tmp_path / "t.toml", "--reason", "x", "--ledger", ledger)
    assert ran.code == 3
    assert [line.split(";")[0] for line in ran.err.splitlines()] == [
        "claims c1: cohort: the measure is held and the cohort is blank",
        "claims m5: cohort: 'captives' is not a cohort of the terms",
        "claims c2: cohort: 'captives' is not a cohort of the terms",
    ]
