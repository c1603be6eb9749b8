"""``xt reconcile`` against the naive reference, on random truces at random moments.

A hundred truces in the ordinary suite; `REFERENCE_TRUCES=3000 pytest
tests/reconcile/test_against_reference.py` tries as many as it says, the same ones on every run.
"""

import os
import random
from pathlib import Path

import pytest

from tests.program import xt
from tests.reference import naive
from tests.reference.folder import Row
from tests.reference.random_truces import random_moment, write_truce

TRUCES = int(os.environ.get("REFERENCE_TRUCES", "100"))


def without_explanations(rows: list[Row]) -> list[Row]:
    return [{**row, "explanation": ""} for row in rows]


def exit_code(rows: list[Row]) -> int:
    statuses = {row["status"] for row in rows}
    if "differs" in statuses:
        return 1
    return 4 if statuses - {"agrees"} else 0


@pytest.mark.parametrize("seed", range(TRUCES))
def test_claims_of_a_random_truce_stand_as_the_reference_says(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    folder, ledger = tmp_path / "truce", tmp_path / "truce.db"
    write_truce(folder, rng)
    at = random_moment(folder, rng)
    words = ("reconcile", "--at", at.isoformat(), "-O", "csv", "--raw")
    every = naive.reconcile(folder, at)
    ran = xt(*words, "--ledger", folder)
    assert (ran.code, without_explanations(ran.rows), ran.err) == (exit_code(every), every, "")
    for row in ran.rows:
        assert bool(row["explanation"]) == (row["status"] != "agrees")
    if seed % 5 == 0:
        assert xt("init", ledger, "--from", folder).code == 0
        assert xt(*words, "--ledger", ledger) == ran
    if every:
        some = rng.sample([row["claim"] for row in every], rng.randint(1, len(every)))
        wanted = [row for row in every if row["claim"] in some]
        chosen = xt(*words, *some, "--ledger", folder)
        assert (chosen.code, without_explanations(chosen.rows)) == (exit_code(wanted), wanted)
        status = rng.choice(every)["status"]
        wanted = [row for row in every if row["status"] == status]
        chosen = xt(*words, "--status", status, "--ledger", folder)
        assert without_explanations(chosen.rows) == wanted
