"""A random truce goes through a ledger and comes back: nothing of it is lost (section 2).

A hundred truces in the ordinary suite; `REFERENCE_TRUCES=3000 pytest tests/test_round_trip.py`
tries as many as it says.
"""

import os
import random
from pathlib import Path

import pytest

from exchange_tracker.store.folder import Folder
from tests.program import xt
from tests.random_truces.folder import write_truce

TRUCES = int(os.environ.get("REFERENCE_TRUCES", "100"))
FILES = ["claims.csv", "datapackage.json", "releases.csv", "sources.csv", "terms.toml"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def through_a_ledger(folder: Path, name: str) -> Path:
    """What a ledger made from a folder is exported as."""
    ledger, again = folder.with_name(f"{name}.db"), folder.with_name(name)
    for words in (("init", ledger, "--from", folder), ("export", again, "--ledger", ledger)):
        ran = xt(*words)
        assert (ran.code, ran.err) == (0, "")
    return again


@pytest.mark.parametrize("seed", range(TRUCES))
def test_an_exported_truce_holds_the_same_and_is_exported_to_the_same_bytes(
    tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "truce"
    write_truce(folder, random.Random(f"trip {seed}"), coarse=seed % 2 / 10)
    once = through_a_ledger(folder, "once")
    first = contents(once)
    assert list(first) == FILES
    assert first["terms.toml"] == (folder / "terms.toml").read_bytes()
    given, back = Folder(folder), Folder(once)
    assert list(back.releases()) == list(given.releases())
    assert list(back.claims()) == list(given.claims())
    assert list(back.sources()) == list(given.sources())
    assert contents(through_a_ledger(once, "twice")) == first
