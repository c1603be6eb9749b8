"""A head that was published: whoever rewrote the ledger since is found, whoever added to it not."""

import hashlib
import json
import shutil
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.cli.commands import verify as verify_command
from tests.faults.conftest import Tell
from tests.faults.stage import EVERY_ROW, Scale, done, head, random_rows, rich, write_rows
from tests.program import xt


def test_rewritten_ledgers_are_refused(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    rng = Random(21)
    ledger, history = rich(tmp_path / "l.db", rng), tmp_path / "h.jsonl"
    published = head(ledger)
    done("export", history, "--names", "--ledger", ledger)
    lines = [json.loads(line) for line in history.read_text(encoding="utf-8").splitlines()]
    tries = scale(100, 6)
    for number in range(tries):
        forged, other = tmp_path / f"f{number}.jsonl", tmp_path / f"f{number}.db"
        forged.write_text(_forged(lines, rng), encoding="utf-8")
        done("import", "history", forged, "--ledger", other)
        assert head(other) != published  # it verifies: nothing but the head tells
        assert xt("verify", forged).code == 0
        for where in (("--ledger", other), (forged,)):
            ran = xt("verify", "--head", published, *where)
            assert ran.code == 5
            assert "is not that of the head given" in ran.err
    tell("rewritten ledgers", tried=tries, refused_by_head=tries)


def test_honest_extensions_are_accepted(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    rng = Random(22)
    ledger = rich(tmp_path / "l.db", rng)
    published = head(ledger)
    tries = scale(100, 6)
    for number in range(tries):
        grown = tmp_path / f"g{number}.db"
        shutil.copy(ledger, grown)
        for step in range(rng.randint(1, 3)):
            rows = random_rows(rng, [f"g{step}", ""])
            done(
                "import",
                "releases",
                *EVERY_ROW,
                write_rows(tmp_path / "g.csv", rows),
                "--ledger",
                grown,
            )
        done("amend", "n9", "--set", "note=grown", "--reason", "grown", "--ledger", grown)
        assert head(grown) != published
        done("verify", "--head", published, "--ledger", grown)
        done("verify", "--head", head(grown), "--ledger", grown)
        cut = xt("verify", "--head", head(grown), "--ledger", ledger)
        assert cut.code == 5
        last = published.partition(":")[0]
        assert f"it ends with change {last}, before that of the head given" in cut.err
    tell("honest extensions", tried=tries, accepted=tries)


def test_a_head_that_is_cut_short_accuses_nobody(tmp_path: Path) -> None:
    ledger = rich(tmp_path / "l.db", Random(5))
    whole = head(ledger)
    for short in (whole[:15], whole[:-1], f"{whole}0", whole.upper(), "2:", "x:1"):
        ran = xt("verify", "--head", short, "--ledger", ledger)
        assert (ran.code, ran.out) == (2, "")
        assert "is not a whole head; write it as xt verify prints it" in ran.err


def test_control_a_verify_that_looks_at_no_head_accepts_a_rewritten_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    rng = Random(23)
    ledger, history = rich(tmp_path / "l.db", rng), tmp_path / "h.jsonl"
    published = head(ledger)
    done("export", history, "--ledger", ledger)
    lines = [json.loads(line) for line in history.read_text(encoding="utf-8").splitlines()]
    history.write_text(_forged(lines, rng), encoding="utf-8")
    monkeypatch.setattr(verify_command, "_parse_head", lambda _: None)
    assert xt("verify", history, "--head", published).code == 0
    tell("rewritten ledgers, control without the head", tried=1, accepted=1)


def _forged(lines: list[dict[str, object]], rng: Random) -> str:
    """Rewrite one change of a history, and every digest from there on."""
    changes: list[dict[str, object]] = json.loads(json.dumps(lines))
    change = rng.choice(changes)
    what = rng.choice(("author", "reason", "rows"))
    rows = change["rows"]
    assert isinstance(rows, list)
    row = rng.choice(rows)
    if what == "rows" and row[0] in ("add", "amend") and row[1] not in ("terms", "claims"):
        row[-1] = f"{row[-1]} (forged)".strip()  # the note; of a claim, its cohort stands last
    else:
        change["author"] = f"{change['author']} (forged)"
    previous = "0" * 64
    for each in changes:
        each["previous"] = previous
        covered = {key: cell for key, cell in each.items() if key not in ("digest", "names")}
        previous = each["digest"] = hashlib.sha256(_canonical(covered).encode()).hexdigest()
    return "".join(f"{_canonical(each)}\n" for each in changes)


def _canonical(change: dict[str, object]) -> str:
    """Give the canonical JSON of a change; `rows` comes after `reason`, so keys are sorted."""
    return json.dumps(change, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
