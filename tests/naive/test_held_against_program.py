"""`held`, and `reconcile` with its measures, of the program against the naive reference.

`NAIVE_TRUCES=3000 pytest tests/naive/test_held_against_program.py` tries as many truces as it says.
"""

import os
from pathlib import Path

import pytest

from tests.naive import held, held_code, reconcile
from tests.naive.against_program import REAL, Case, random_cases, real_cases
from tests.naive.literal import has_command

TRUCES = int(os.environ.get("NAIVE_TRUCES", "24"))

pytestmark = pytest.mark.skipif(not has_command("held"), reason="the program has no `held`")


@pytest.mark.parametrize("seed", range(TRUCES))
def test_who_is_held_in_a_random_truce_is_what_the_reference_says(
    tmp_path: Path, seed: int
) -> None:
    for case in random_cases(tmp_path, f"held {seed}", new_words=seed % 2 == 1):
        compare(case)


@pytest.mark.parametrize("name", REAL)
def test_who_is_held_in_a_real_truce_is_what_the_reference_says(tmp_path: Path, name: str) -> None:
    for case in real_cases(tmp_path, name):
        compare(case)


def compare(case: Case) -> None:
    assert case.ask("held") == (held(case.truce, case.at), held_code(case.truce, case.at))
    rows, code = case.ask("reconcile")
    expected = reconcile(case.truce, case.at)
    assert [row | {"explanation": ""} for row in rows] == [
        row | {"explanation": ""} for row in expected
    ]
    assert code == (1 if any(row["status"] == "differs" for row in expected) else 0)
