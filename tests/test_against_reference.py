"""The program against the naive reference, on random truces at random moments.

Three hundred truces in the ordinary suite; `REFERENCE_TRUCES=3000 pytest tests/test_against_reference.py`
tries as many as it says, the same ones on every run.
"""

import os
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.program import Ran, xt
from tests.reference import naive
from tests.reference.folder import read_truce
from tests.reference.random_truces import random_moment, write_truce

TRUCES = int(os.environ.get("REFERENCE_TRUCES", "300"))
COLUMNS = ["kind", "category", "nationality", "basis"]
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Truce:
    """A random truce, as a folder and as a ledger made from it, and a moment to judge it at."""

    folder: Path
    ledger: Path
    at: datetime
    rng: random.Random

    def asked(self, command: str, *options: object) -> Ran:
        """What the command gives for the folder, and no other for the ledger."""
        words = (command, "--at", self.at.isoformat(), "-O", "csv", "--raw", *options)
        from_folder = xt(*words, "--ledger", self.folder)
        assert from_folder == xt(*words, "--ledger", self.ledger)
        assert from_folder.err == ""
        return from_folder


@pytest.mark.parametrize("seed", range(TRUCES))
def test_a_random_truce_is_judged_and_added_up_as_the_reference_does(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    folder, ledger = tmp_path / "truce", tmp_path / "truce.db"
    write_truce(folder, rng)
    truce = Truce(folder, ledger, random_moment(folder, rng), rng)
    assert xt("init", ledger, "--from", folder).code == 0
    check_agrees(truce)
    totals_agree(truce)
    assert truce.asked("extension").ok.rows == naive.extension(folder, truce.at)


def check_agrees(truce: Truce) -> None:
    every = naive.check(truce.folder, truce.at, all_=True)
    begun = [row for row in every if row["status"] != "upcoming"]
    ran = truce.asked("check", "--all")
    assert (ran.code, ran.rows) == (naive.check_exit(begun), every)
    names = ["as-written", *read_truce(truce.folder).readings]
    wanted = truce.rng.sample(names, truce.rng.randint(1, len(names)))
    expected = [row for row in begun if row["reading"] in wanted]
    ran = truce.asked("check", *(word for name in wanted for word in ("--reading", name)))
    assert (ran.code, ran.rows) == (naive.check_exit(expected), expected)


def totals_agree(truce: Truce) -> None:
    by = truce.rng.sample(COLUMNS, truce.rng.randint(1, len(COLUMNS)))
    first, last = some_days(truce)
    wanted = [word for column in by for word in ("--by", column)]
    wanted += ["--from", str(first)] if first else []
    wanted += ["--to", str(last)] if last else []
    ran = truce.asked("totals", *wanted).ok
    assert ran.rows == naive.totals(truce.folder, truce.at, by, first, last)


def some_days(truce: Truce) -> tuple[date | None, date | None]:
    """The ends of a range of days about the truce, or none."""
    facts = read_truce(truce.folder)
    first = facts.first_day() + timedelta(days=truce.rng.randint(-5, 5))
    last = facts.last_day() + timedelta(days=truce.rng.randint(-3, 5))
    if truce.rng.random() < 0.5 or first > last:
        return None, None
    return truce.rng.choice([(first, last), (first, None), (None, last)])
