"""`margin --all` of the program against the naive reference.

`NAIVE_TRUCES=3000 pytest tests/naive/test_margin_against_program.py` tries as many as it says.
"""

import os
from pathlib import Path

import pytest

from tests.naive.against_program import REAL, Case, random_cases, real_cases
from tests.naive.literal import has_command
from tests.naive.margin import margin

TRUCES = int(os.environ.get("NAIVE_TRUCES", "24"))

pytestmark = pytest.mark.skipif(not has_command("margin"), reason="the program has no `margin`")


@pytest.mark.parametrize("seed", range(TRUCES))
def test_what_flips_a_random_verdict_is_what_the_reference_says(tmp_path: Path, seed: int) -> None:
    for case in random_cases(tmp_path, f"margin {seed}", new_words=seed % 2 == 1):
        compare(case)


@pytest.mark.parametrize("name", REAL)
def test_what_flips_a_real_verdict_is_what_the_reference_says(tmp_path: Path, name: str) -> None:
    for case in real_cases(tmp_path, name):
        compare(case)


def compare(case: Case) -> None:
    """Compare all rows; they are offers, never findings."""
    assert case.ask("margin", "--all") == (margin(case.truce, case.at), 0)
