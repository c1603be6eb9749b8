"""What a spreadsheet would run: guarded by reports in CSV, and recorded as it was."""

import json
from pathlib import Path

import pytest

from tests.ledgers import counts, make
from tests.program import xt


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make(tmp_path)


FORMULAS = (
    "=1+1",
    "s1;=cmd|' /C calc'!A0",
    '"=2+2"',
    "'=1+1",
    "s1;'=1",
    "@a",
    "a\n=b",
    "'tis",
    "+x",
)


def _with_formulas(ledger: Path) -> str:
    rows = [
        {"id": f"e{n}", "day": "2024-01-01", "party": "a", "kind": "h", "count": n,
         "nationality": text, "person": text, "note": text}
        for n, text in enumerate(FORMULAS)
    ]  # fmt: skip
    json_lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    words = ("import", "releases", "-", "--accept-doubles", "--ledger", ledger)
    assert xt(*words, given=json_lines).code == 0
    return xt("releases", "-O", "jsonl", "--ledger", ledger).ok.out


@pytest.mark.parametrize("raw", [(), ("--raw",)])
def test_what_a_report_guards_in_csv_comes_back_as_it_was(
    ledger: Path, tmp_path: Path, raw: tuple[str, ...]
) -> None:
    kept = _with_formulas(ledger)
    table = tmp_path / "t.csv"
    assert xt("releases", "-O", "csv", *raw, "-o", table, "--ledger", ledger).ok
    assert (",=1+1," in table.read_text("utf-8")) is bool(raw)
    again = xt("import", "releases", table, *raw, "--ledger", ledger).ok
    assert counts(again) == "9 rows read = 0 added + 9 already there + 0 refused"
    (tmp_path / "other").mkdir()
    other = make(tmp_path / "other")
    words = ("import", "releases", table, *raw, "--accept-doubles")
    assert xt(*words, "--ledger", other).code == 0
    assert xt("releases", "-O", "jsonl", "--ledger", other).ok.out == kept


def test_a_file_in_folder_form_has_no_guard_that_could_be_taken_off(
    ledger: Path, tmp_path: Path
) -> None:
    _with_formulas(ledger)
    folder = tmp_path / "folder"
    assert xt("export", folder, "--ledger", ledger).ok
    again = xt("import", "releases", folder / "releases.csv", "--ledger", ledger).ok
    assert counts(again) == "9 rows read = 0 added + 9 already there + 0 refused"


def test_json_lines_are_never_guarded(ledger: Path) -> None:
    kept = _with_formulas(ledger)
    again = xt("import", "releases", "-", "--ledger", ledger, given=kept).ok
    assert counts(again) == "9 rows read = 0 added + 9 already there + 0 refused"
