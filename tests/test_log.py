"""``xt log``: what each change did, to which facts, and what became of the terms."""

from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger import change_rows
from exchange_tracker.store.ledger.change_log import changes, counts, first_ids, operations
from exchange_tracker.store.ledger.digest import OperationKind
from exchange_tracker.store.ledger.ledger import Ledger
from tests.faults.stage import rich
from tests.ledgers import ONE, WHY, done, file, import_, make
from tests.program import xt


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seven changes: terms, an import, a claim, an amendment, a retraction, other terms, names erased."""
    path = make(tmp_path)
    monkeypatch.setenv("EXCHANGE_LEDGER", str(path))
    rows = [f"e{n},2024-01-01,a,h,{n},n{n}" for n in range(1, 8)]
    assert import_(path, file(tmp_path, "r.csv", *rows)).code == 0
    assert xt("add", *ONE, "--id", "z", "--person", "Jane").code == 0
    done("amend", "e3", "--set", "count=9", *WHY)
    done("retract", "e4", *WHY)
    text = (tmp_path / "t.toml").read_text(encoding="utf-8")
    (tmp_path / "u.toml").write_text(text.replace("at_least = 3", "at_least = 4\n# four now"))
    done("terms", "set", tmp_path / "u.toml", "--reason", "four")
    done("redact", "z", *WHY)
    return path


def did(*words: str) -> list[str]:
    lines = done("log", *words).out.splitlines()
    return [line.removeprefix("did:    ") for line in lines if line.startswith("did:")]


def test_each_change_names_what_it_touched(ledger: Path) -> None:
    assert did() == [
        "1 redacted (z)",
        "the terms set",
        "1 retracted (e4)",
        "1 amended (e3)",
        "1 added (z)",
        "7 added (e1, e2, e3, e4, e5, …)",
        "the terms set",
    ]
    assert did("--entry", "e4") == ["1 retracted (e4)", "7 added (e1, e2, e3, e4, e5, …)"]


def test_in_short_each_change_has_a_row(ledger: Path) -> None:
    lines = done("log", "--oneline").out.splitlines()
    head, _, *rows = lines[2:]
    assert head.split() == ["change", "digest", "UTC", "author", "did", "reason"]
    numbers = [number for row in rows if (number := row[:6].strip())]  # blank: a cell goes on
    assert numbers == ["7", "6", "5", "4", "3", "2", "1"]
    assert "…" not in done("log", "--oneline", "--since", "2999-01-01T00:00Z").out
    assert done("log", "--oneline", "--author", "nobody").out.endswith("No change was asked for.\n")
    ran = xt("log", "--oneline", "-p")
    assert (ran.code, ran.err[:11]) == (2, "--oneline: ")


def test_with_the_steps_the_terms_show_their_difference(ledger: Path) -> None:
    out = done("log", "-p").out
    changed = out.partition("change 6 ")[2].partition("change 5 ")[0]
    assert [" ".join(line.split()) for line in changed.splitlines()[-6:-1]] == [
        "line the terms",
        "---- - ------------",
        "16 - at_least = 3",
        "16 + at_least = 4",
        "17 + # four now",
    ]
    assert "The first terms: 16 lines." in out
    assert "the terms\n" not in done("log", "-p", "--entry", "e3").out


def test_the_rows_for_programs_are_as_they_were(ledger: Path) -> None:
    rows = done("log", "--oneline", "-O", "csv").rows
    assert [row["added"] for row in rows] == ["0", "0", "0", "0", "1", "7", "0"]


@pytest.mark.parametrize("few", [0, 1_000])
def test_what_changes_wrote_is_counted_and_named_alike_whether_they_are_few_or_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(change_rows, "FEW", few)
    path = rich(tmp_path / "l.db", Random(3))
    ledger = Ledger.open(path)
    steps = {change.number: list(operations(ledger, change.number)) for change in changes(ledger)}
    facts = {
        number: [
            [each.id for each in done if each.kind is kind and each.table != "terms"]
            for kind in OperationKind
        ]
        for number, done in steps.items()
    }
    counted, named = counts(ledger), first_ids(ledger, list(steps), 2)
    for number, ids in facts.items():
        assert [len(each) for each in ids] == list(counted[number][:4])
        assert [tuple(each[:2]) for each in ids] == list(named[number])
