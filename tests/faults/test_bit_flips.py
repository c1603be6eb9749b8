# ruff: noqa: S608 - names of our own tables are put into statements
"""A single bit of the file is flipped: `verify` says so, and no figure is ever silently another."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger import seal, verification
from tests.faults.conftest import Tell
from tests.faults.stage import EVERY_ROW, Scale, done, random_rows, rich, write_rows
from tests.program import xt

MISSED = 0.005  # of all flips, at the most
AT = "2024-01-01T00:00:00Z"
REPORTS = (
    *(("check", "--at", AT), ("totals", "--at", AT, "--by", "category,basis")),
    *(("extension", "--at", AT), ("releases",), ("terms", "show"), ("log",)),
)


def test_flips_are_reported(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    rng = Random(11)
    ledger, flips = _ledger(tmp_path, rng, scale(3000, 300)), scale(1000, 200)
    silent = _silent(ledger, rng, flips)
    assert [place for place, same in silent if not same] == []
    assert len(silent) <= flips * MISSED
    tell(
        "bit flips",
        file=f"{ledger.stat().st_size:,} bytes",
        flipped=flips,
        reported=flips - len(silent),
        share=f"{100 - 100 * len(silent) / flips:.1f} %",
        silent_that_change_a_row_or_a_figure=0,
    )


def test_control_without_a_seal_the_bytes_that_hold_nothing_are_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scale: Scale, tell: Tell
) -> None:
    monkeypatch.setattr(seal, "renew", lambda connection, _: seal.lift(connection))
    rng, flips = Random(11), scale(1000, 100)
    silent = _silent(_ledger(tmp_path, rng, scale(3000, 300)), rng, flips)
    assert [place for place, same in silent if not same] == []
    assert len(silent) > flips * MISSED
    tell(
        "bit flips, control without the seal",
        flipped=flips,
        reported=flips - len(silent),
        share=f"{100 - 100 * len(silent) / flips:.1f} %",
    )


def test_control_the_structure_check_alone_misses_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scale: Scale, tell: Tell
) -> None:
    monkeypatch.setattr(verification, "content_mismatches", lambda _: iter(()))
    monkeypatch.setattr(seal, "renew", lambda connection, _: seal.lift(connection))
    rng, flips = Random(12), scale(200, 24)
    silent = len(_silent(_ledger(tmp_path, rng, 300), rng, flips))
    assert silent > flips / 4
    tell("bit flips, control without chain and seal", flipped=flips, reported=flips - silent)


def _silent(ledger: Path, rng: Random, flips: int) -> list[tuple[int, bool]]:
    """Give the places of flips that were not reported, and whether every report stayed the same."""
    data, copy = ledger.read_bytes(), ledger.with_name("copy.db")
    expected = (_reports(ledger), _rows(ledger))
    silent = []
    for _ in range(flips):
        flipped = bytearray(data)
        place = rng.randrange(len(data))
        flipped[place] ^= 1 << rng.randrange(8)
        copy.write_bytes(flipped)
        ran = xt("verify", "--ledger", copy)
        assert ran.code in (0, 3, 5), ran
        if ran.code == 0:
            silent.append((place, (_reports(copy), _rows(copy)) == expected))
    return silent


def _rows(ledger: Path) -> list[list[object]]:
    """Give all that means something: of terms and redactions the order, nothing of ``lowest``."""
    whole = ("sqlite_schema", "changes", "releases", "claims", "sources", "names", "sums")
    queries = [f"SELECT * FROM {name}" for name in (*whole, "nameless")]
    queries.append("SELECT written, superseded, text FROM terms ORDER BY row")
    queries.append("SELECT written, id FROM redactions ORDER BY row")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.text_factory = bytes
        return [connection.execute(query).fetchall() for query in queries]


def _reports(ledger: Path) -> list[str]:
    return [xt(*words, "-O", "csv", "--ledger", ledger).out for words in REPORTS]


def _ledger(folder: Path, rng: Random, entries: int) -> Path:
    """Give a ledger as desks make it: some imports, corrections all over it."""
    ledger = rich(folder / "l.db", rng)
    for part in range(3):
        ids = [f"p{part}-{number}" for number in range(entries // 3)]
        file = write_rows(folder / f"p{part}.csv", random_rows(rng, ids))
        done("import", "releases", *EVERY_ROW, file, "--ledger", ledger)
        for name in rng.sample(ids, len(ids) // 60):
            done("amend", name, "--set", f"count={rng.randint(10, 99)}", "--reason", "recounted",
                 "--ledger", ledger)  # fmt: skip
    return ledger
