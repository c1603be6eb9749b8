"""Random truces are valid for the naive reference, and its rows hold what must always hold."""

import random
from pathlib import Path

import pytest

from . import naive, random_truces


@pytest.mark.parametrize("seed", range(25))
def test_random_truces_can_be_judged(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    folder = tmp_path / "truce"
    random_truces.write_truce(folder, rng)
    at = random_truces.random_moment(folder, rng)
    for row in naive.check(folder, at):
        required, brought, delivered, used, missing, surplus, _ = (
            int(row[k]) for k in naive.NUMBERS
        )
        assert delivered + used + missing - surplus >= required
        assert not (missing and surplus)
        assert used <= max(0, brought)
        assert row["status"] != "short" or missing
    naive.totals(folder, at, ("kind", "category", "nationality", "basis"))
    naive.extension(folder, at)
    naive.reconcile(folder, at)
