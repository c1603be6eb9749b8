"""The history as evidence: anybody can check it, and it makes the same ledger again."""

import json
import tracemalloc
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from tests.faults.stage import bare, done, head, random_rows, rich, write_rows
from tests.program import xt


def recomputed_head(lines: Iterable[str]) -> str:
    """The ten lines that somebody else needs to check a history; nothing of ours is imported."""
    number, digest = 0, "0" * 64
    for number, line in enumerate(lines, start=1):
        change = json.loads(line)
        said = change.pop("digest")
        change.pop("names", None)
        assert (change["number"], change["previous"]) == (number, digest)
        text = json.dumps(change, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        digest = sha256(text.encode()).hexdigest()
        assert digest == said
    return f"{number}:{digest}"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich(tmp_path_factory.mktemp("evidence") / "l.db", Random(51))


@pytest.fixture(scope="module")
def history(ledger: Path) -> Path:
    path = ledger.with_name("h.jsonl")
    done("export", path, "--names", "--ledger", ledger)
    return path


def test_ten_lines_give_the_head(ledger: Path, history: Path) -> None:
    with history.open(encoding="utf-8") as lines:
        assert recomputed_head(lines) == head(ledger)
    assert xt("verify", history).ok.out.strip() == head(ledger)


def test_ten_lines_find_what_was_altered(history: Path) -> None:
    text = history.read_text(encoding="utf-8").replace("recounted", "Recounted", 1)
    with pytest.raises(AssertionError):
        recomputed_head(text.splitlines())


def test_names_give_the_hashes_that_stand_for_them(history: Path) -> None:
    for line in history.read_text(encoding="utf-8").splitlines():
        change = json.loads(line)
        cells = {cell for row in change["rows"] for cell in row}
        for salt, person in change.get("names", ()):
            assert sha256((salt + person).encode()).hexdigest() in cells


@pytest.mark.parametrize("names", ["--names", "--no-names"])
def test_a_history_makes_the_same_ledger(ledger: Path, tmp_path: Path, names: str) -> None:
    lines, again, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "o.db"
    done("export", lines, names, "--ledger", ledger)
    ran = xt("import", "history", lines, "--ledger", other).ok
    assert ran.out == f"{other}: made with 30 changes, {head(ledger)}\n"
    assert head(other) == head(ledger)
    done("export", again, names, "--ledger", other)
    assert again.read_bytes() == lines.read_bytes()
    at = ("--at", "2024-01-01T00:00:00Z", "-O", "csv")
    for words in (("check", *at), ("totals", *at), ("totals", *at, "--as-of", "12"), ("log",)):
        assert xt(*words, "--ledger", other).out == xt(*words, "--ledger", ledger).out
    releases = [xt("releases", *at, "--ledger", path).ok.rows for path in (ledger, other)]
    for row in (*releases[0], *releases[1]) if names == "--no-names" else ():
        row["person"] = ""
    assert releases[0] == releases[1]
    moved = [xt("movements", *at, "--ledger", path).ok.rows for path in (ledger, other)]
    for row in (*moved[0], *moved[1]) if names == "--no-names" else ():
        row["person"] = ""
    assert moved[0] == moved[1] != []


def test_each_damaged_line_is_found(history: Path, tmp_path: Path) -> None:
    rng = Random(52)
    lines = history.read_text(encoding="utf-8").splitlines(keepends=True)
    damaged = tmp_path / "damaged.jsonl"
    for number, line in enumerate(lines, start=1):
        for _ in range(4):
            place = rng.randrange(len(line))
            other = rng.choice('x0" []{},:\\é\n'.replace(line[place], ""))
            damage = rng.choice((line[:place] + other + line[place + 1 :],
                                 line[:place] + line[place + 1 :],
                                 line[:place] + other + line[place:]))  # fmt: skip
            text = "".join((*lines[: number - 1], damage, *lines[number:]))
            damaged.write_text(text, encoding="utf-8", newline="")
            ran = xt("verify", damaged)
            assert (ran.code, ran.out) == (5, ""), (number, damage)
            assert ran.err.startswith(f"damaged.jsonl:{number}: ")


def test_missing_swapped_and_doubled_lines_are_found(history: Path, tmp_path: Path) -> None:
    lines = history.read_text(encoding="utf-8").splitlines(keepends=True)
    damaged = tmp_path / "damaged.jsonl"
    published = xt("verify", history).ok.out.strip()
    for wrong in (lines[1:], lines[:4] + lines[5:], [*lines, lines[-1]], [*lines[:3], *lines],
                  [*lines[:5], lines[6], lines[5], *lines[7:]], [], [*lines, "\n"],
                  [*lines[:-1], lines[-1][:-1]]):  # fmt: skip
        damaged.write_text("".join(wrong), encoding="utf-8")
        assert xt("verify", damaged).code == 5
        ran = xt("import", "history", damaged, "--ledger", tmp_path / "o.db")
        assert ran.code == 5 or not wrong
        assert not (tmp_path / "o.db").exists()
    damaged.write_text("".join(lines[:-1]), encoding="utf-8")  # the last one was cut off
    assert xt("verify", damaged).code == 0
    assert xt("verify", "--head", published, damaged).code == 5


def test_names_that_are_not_those_of_the_entries_are_found(history: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.jsonl"
    text = history.read_text(encoding="utf-8")
    damaged.write_text(text.replace("Person 5;Another 5", "Person 5;Another 6"), encoding="utf-8")
    ran = xt("verify", damaged)
    assert ran.code == 5
    assert "its names do not give the hashes in its rows" in ran.err


def _relined(history: Path, which: int, /, **changed: object) -> str:
    """The history with other fields in one change, every digest recomputed from there on."""
    digest, lines = "0" * 64, []
    for line in history.read_text(encoding="utf-8").splitlines():
        change = json.loads(line)
        if change["number"] == which:
            change.update(changed)
        change["previous"] = digest
        covered = {key: cell for key, cell in change.items() if key not in ("digest", "names")}
        form = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
        digest = sha256(json.dumps(covered, **form).encode()).hexdigest()  # type: ignore[arg-type]
        lines.append(json.dumps({**change, "digest": digest}, **form))  # type: ignore[arg-type]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    "changed",
    [
        {"number": True},
        {"number": 1.0},
        {"number": "1"},
        {"moment": "yesterday"},
        {"moment": "2023-02-30T12:00:00.000000Z"},
        {"moment": "2023-11-24T12:00:00Z"},
        {"author": None},
        {"author": 7},
        {"note": []},
        {"rows": []},
        {"rows": [[]]},
        {"rows": ["add"]},
        {"rows": [["add", "terms"]]},
        {"rows": [["add", "releases", "x", "2023-11-24"]]},
        {"rows": [["add", "terms", 7]]},
        {"rows": [["add", "terms", "not TOML ="]]},
        {"rows": [["add", "changes", "x"]]},
        {"rows": [["drop", "releases", "x"]]},
        {"rows": [["retract", "releases", "nobody"]]},
        {"rows": [["redact", "claims", "whole"]]},
        {"rows": [["add", "sources", *["x"] * 7]]},
        {"rows": [["add", "releases", "x", "day", *[""] * 10]]},
        {"rows": [["add", "releases", "x", "2023-11-24", "", "hamas", "hostage", "1", *[""] * 3,
                   "A Name", "", ""]]},
        {"more": "x"},
    ],
    ids=lambda changed: json.dumps(changed)[:60],
)  # fmt: skip
def test_a_history_with_true_digests_and_a_false_form_is_refused(
    history: Path, tmp_path: Path, changed: dict[str, object]
) -> None:
    forged, other = tmp_path / "f.jsonl", tmp_path / "o.db"
    forged.write_text(_relined(history, 1, **changed), encoding="utf-8")
    ran = xt("import", "history", forged, "--ledger", other)
    assert ran.code in (3, 5), ran
    assert ran.err.startswith("f.jsonl:1: "), ran.err
    assert not other.exists()


def test_rows_in_an_order_that_no_ledger_writes_are_refused(history: Path, tmp_path: Path) -> None:
    third = json.loads(history.read_text(encoding="utf-8").splitlines()[2])
    rows = [["retract", "releases", third["rows"][0][2]], *third["rows"]]
    for number, wrong_rows in ((3, [*third["rows"][:1], rows[0], *third["rows"][1:]]), (3, rows)):
        forged, other = tmp_path / "f.jsonl", tmp_path / "o.db"
        forged.write_text(_relined(history, number, rows=wrong_rows), encoding="utf-8")
        assert xt("import", "history", forged, "--ledger", other).code in (3, 5)
        assert not other.exists()


def test_a_history_as_of_a_change_is_its_beginning(
    ledger: Path, history: Path, tmp_path: Path
) -> None:
    part, other = tmp_path / "part.jsonl", tmp_path / "part.db"
    done("export", part, "--names", "--as-of", "17", "--ledger", ledger)
    whole = history.read_bytes().splitlines(keepends=True)
    assert part.read_bytes() == b"".join(whole[:17])
    done("import", "history", part, "--ledger", other)
    assert head(other).startswith("17:")


def test_a_change_of_many_rows_is_read_row_by_row(tmp_path: Path) -> None:
    """All of its rows at once would take ten times the memory of its text."""
    ledger, history = bare(tmp_path / "l.db"), tmp_path / "h.jsonl"
    rows = random_rows(Random(64), (f"n{number}" for number in range(10_000)))
    done("import", "releases", write_rows(tmp_path / "r.csv", rows), "--ledger", ledger)
    done("export", history, "--ledger", ledger)
    tracemalloc.start()
    try:
        assert xt("verify", history).ok.out.strip() == head(ledger)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * history.stat().st_size
