"""Whatever is changed in the rows of a ledger behind the program's back, `verify` finds it."""

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger import verification
from tests.faults.conftest import Tell
from tests.faults.stage import EVERY_ROW, Scale, done, head, random_rows, rich, write_rows
from tests.faults.tampering import TABLES, tamper
from tests.program import xt

AT = ("--at", "2024-01-01T00:00:00Z")
READS = (
    *(("check", *AT), ("totals", *AT), ("status", *AT), ("report", *AT), ("releases",)),
    *(("movements",), ("held",)),
    *(("claims",), ("sources",), ("discrepancies", *AT), ("log", "-p"), ("flips", "--since", "3")),
)
WRITE = ("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")


def test_every_single_change_is_found(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    rng = Random(5)
    by_table: Counter[str] = Counter()
    missed: list[str] = []
    for ledger in _ledgers(tmp_path, rng):
        before = head(ledger)
        for _ in range(scale(1000, 75)):
            said, code = _tampered(ledger, tmp_path, rng)
            by_table[said.partition(" ")[0].partition(".")[0].strip(":")] += 1
            if code != 5:
                missed.append(f"{code}: {said}")
        assert head(ledger) == before
    assert missed == []
    if scale.whole:
        assert set(by_table) == set(TABLES)
    tell("single changes by SQL", tried=by_table.total(), found=by_table.total(), false_alarms=0)


def test_control_a_verify_that_skips_the_sums_misses_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    rng = Random(6)
    monkeypatch.setattr(verification, "derived_mismatches", lambda _: iter(()))
    ledger = rich(tmp_path / "l.db", rng)
    missed = sum(_tampered(ledger, tmp_path, rng)[1] == 0 for _ in range(60))
    assert missed > 0
    tell("single changes, control without the sums", tried=60, missed=missed)


def test_every_single_change_that_is_not_sealed_is_noticed_by_all(
    tmp_path: Path, scale: Scale, tell: Tell
) -> None:
    """Not by `verify` alone: nothing is read, and nothing written, but the history."""
    rng, tries = Random(7), scale(300, 30)
    ledger = rich(tmp_path / "l.db", rng)
    missed = []
    for _ in range(tries):
        copy = Path(shutil.copy(ledger, tmp_path / "copy.db"))
        said = tamper(copy, rng, sealed=False)
        words = rng.choice(READS)
        codes = {words: xt(*words, "--ledger", copy).code for words in (words, WRITE, ("verify",))}
        if set(codes.values()) != {5}:
            missed.append(f"{codes}: {said}")
    assert missed == []
    tell("single changes by SQL, noticed by who reads, writes and verifies", tried=tries, missed=0)


def _tampered(ledger: Path, folder: Path, rng: Random) -> tuple[str, int]:
    copy = folder / "copy.db"
    shutil.copy(ledger, copy)
    said = tamper(copy, rng)
    return said, xt("verify", "--ledger", copy).code


def _ledgers(folder: Path, rng: Random) -> list[Path]:
    """Give a ledger, and one made from its public history to which a desk has added."""
    ledger, history, public = rich(folder / "l.db", rng), folder / "h.jsonl", folder / "p.db"
    done("export", history, "--ledger", ledger)
    done("import", "history", history, "--ledger", public)
    more = random_rows(rng, (f"more{number}" for number in range(9)))
    done(
        "import", "releases", *EVERY_ROW, write_rows(folder / "more.csv", more), "--ledger", public
    )
    return [ledger, public]
