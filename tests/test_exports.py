"""What is exported for other programs, read back by other programs: the totals are those of the ledger."""

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from python_calamine import CalamineWorkbook

from tests.ledgers import NOV, done, file, import_, imported, make
from tests.program import Ran, xt

DOCS = Path(__file__).parents[1] / "docs"
AT = ("--at", "2030-01-01T00:00:00Z")
TABLES = ("releases", "movements", "claims", "sources")
HEADER = "id,day,party,kind,count,person,note"
HAS_PYARROW = importlib.util.find_spec("pyarrow") is not None
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module", params=["nov2023", "jan2025", "korea-little-switch-1953"])
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "l.db"
    done("init", path, "--from", NOV.parent / request.param)
    return path


def totals(rows: Rows) -> Counter[tuple[str, str]]:
    people = Counter[tuple[str, str]]()
    for row in rows:
        people[row["party"], row["kind"]] += int(str(row["count"]).rstrip("+").replace("?", "0"))
    return people


def expected(ledger: Path, table: str = "releases") -> Rows:
    kind = ["--at", AT[1]] if table in ("releases", "movements") else []
    return list(xt(table, "--ledger", ledger, *kind, "-O", "csv", "--raw").ok.rows)


def sheet(path: Path, name: str) -> Rows:
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, header), map(cell, row), strict=True)) for row in rows]


def cell(value: Any) -> Any:
    """A cell as CSV writes it: a reader of workbooks knows no whole numbers."""
    return int(value) if isinstance(value, float) else value


def validate(document: Any, schema: str) -> None:
    fastjsonschema.compile(json.loads((DOCS / schema).read_text(encoding="utf-8")))(document)


def test_a_workbook_holds_each_table_as_it_was_recorded(ledger: Path, tmp_path: Path) -> None:
    done("export", tmp_path / "l.xlsx", "--ledger", ledger)
    done("export", tmp_path / "out", "--ledger", ledger)
    for path in (tmp_path / "out").glob("*.csv"):
        csv_rows = Ran(0, path.read_text(encoding="utf-8"), "").rows
        rows = sheet(tmp_path / "l.xlsx", path.stem)
        assert [{name: str(value) for name, value in row.items()} for row in rows] == csv_rows


def test_a_workbook_has_numbers_dates_and_says_what_it_is(ledger: Path, tmp_path: Path) -> None:
    done("export", tmp_path / "l.xlsx", "--ledger", ledger)
    releases = sheet(tmp_path / "l.xlsx", "releases")
    assert totals(releases) == totals(expected(ledger))
    assert {type(row["day"]) for row in releases if row["day"]} == {date}
    assert all(isinstance(row["count"], int) for row in releases if str(row["count"]).isdigit())
    about = {row["what"]: row["is"] for row in sheet(tmp_path / "l.xlsx", "about")}
    assert about["head"] == xt("verify", "--ledger", ledger).out.strip()
    assert about["program"].startswith("exchange-tracker ")


def test_the_same_ledger_gives_the_same_workbook(ledger: Path, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        done("export", tmp_path / name, "--ledger", ledger)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_document_is_that_of_its_published_schema(ledger: Path, tmp_path: Path) -> None:
    done("export", tmp_path / "l.json", "--ledger", ledger)
    document = json.loads((tmp_path / "l.json").read_text(encoding="utf-8"))
    validate(document, "export.schema.json")
    assert totals(document["releases"]) == totals(expected(ledger))
    assert f"{document['head']}\n" == xt("verify", "--ledger", ledger).out
    assert [len(document[table]) for table in TABLES] == [
        len(expected(ledger, table)) for table in TABLES
    ]


def test_a_data_package_describes_the_columns_of_the_folder(ledger: Path, tmp_path: Path) -> None:
    done("export", tmp_path / "out", "--ledger", ledger)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "tabular-data-package"
    for resource in package["resources"]:
        header = (tmp_path / "out" / resource["path"]).read_text(encoding="utf-8").split("\n")[0]
        assert [field["name"] for field in resource["schema"]["fields"]] == header.split(",")
    assert {resource["path"] for resource in package["resources"]} == {
        path.name for path in (tmp_path / "out").glob("*.csv")
    }


@pytest.mark.parametrize(("count", "kind"), [("7", "integer"), ("780+", "string"), ("?", "string")])
def test_counts_are_integers_where_none_is_open(tmp_path: Path, count: str, kind: str) -> None:
    ledger = make(tmp_path)
    imported(ledger, file(tmp_path, "r.csv", f"x,2024-01-02,a,h,{count},,", header=HEADER))
    done("export", tmp_path / "out", "--ledger", ledger)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    assert fields["count"]["type"] == kind


def test_what_is_no_plain_number_or_day_stays_the_text_that_it_was(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    rows = (
        "x,2024-01-02,a,h,007,,=1+1",
        "y,2024-01-02,a,h,780+,,2024-01-02",
        "z,2024-01-02,a,h,?,,'x",
    )
    path = file(tmp_path, "r.csv", *rows, header=HEADER)
    assert import_(ledger, path, "--raw", "--accept-doubles").code == 0
    done("export", tmp_path / "l.xlsx", "--ledger", ledger)
    shown = sheet(tmp_path / "l.xlsx", "releases")
    assert [(row["count"], row["note"]) for row in shown] == [
        ("007", "=1+1"),
        ("780+", "2024-01-02"),
        ("?", "'x"),
    ]


@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_names_of_people_are_left_out_where_asked(tmp_path: Path, form: str) -> None:
    ledger = make(tmp_path)
    imported(ledger, file(tmp_path, "r.csv", "x,2024-01-02,a,h,1,Noa Example,", header=HEADER))
    for names, there in (("--names", "Noa Example"), ("--no-names", "")):
        path = tmp_path / f"l.{form}"
        done("export", path, names, "--ledger", ledger)
        rows = (
            sheet(path, "releases")
            if form == "xlsx"
            else json.loads(path.read_text(encoding="utf-8"))["releases"]
        )
        assert (rows[0]["person"] or "") == there


def test_a_cell_that_no_sheet_can_hold_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    row = f"x,2024-01-02,a,h,1,,{'é' * 32_768}"
    imported(ledger, file(tmp_path, "r.csv", row, header=HEADER))
    before = sorted(tmp_path.iterdir())
    ran = xt("export", tmp_path / "l.xlsx", "--ledger", ledger)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "releases: row 1: a cell of a sheet holds 32,767 characters, and one here has more;"
        " write CSV instead\n"
    )
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_of_another_form_is_refused_in_words(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    ran = xt("export", tmp_path / "l.csv", "--ledger", ledger)
    assert (ran.code, ran.out) == (2, "")
    assert "name a folder, or a file that ends in .jsonl, .json, .xlsx or .parquet" in ran.err


@pytest.mark.skipif(HAS_PYARROW, reason="pyarrow is installed")
def test_parquet_says_what_to_install(tmp_path: Path) -> None:
    ran = xt("export", tmp_path / "l.parquet", "--ledger", make(tmp_path))
    assert (ran.code, ran.out) == (3, "")
    assert "install it: pip install 'exchange-tracker[parquet]'" in ran.err


@pytest.mark.skipif(not HAS_PYARROW, reason="pyarrow is not installed")
def test_parquet_holds_the_entries(ledger: Path, tmp_path: Path) -> None:
    parquet = importlib.import_module("pyarrow.parquet")
    done("export", tmp_path / "l.parquet", "--ledger", ledger)
    rows = parquet.read_table(tmp_path / "l.parquet").to_pylist()
    assert totals(rows) == totals(expected(ledger))
    assert {type(row["day"]) for row in rows if row["day"]} == {date}


def test_a_workbook_says_what_to_install(tmp_path: Path) -> None:
    """In a process of its own, in which XlsxWriter cannot be imported."""
    code = (
        "import sys, importlib.util as util; real = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'xlsxwriter' else real(name, *more)\n"
        "from exchange_tracker.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    words = [sys.executable, "-c", code, "totals", "--ledger", str(NOV), "-o", "t.xlsx"]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr.endswith("install it: pip install 'exchange-tracker[xlsx]'\n")
    assert not list(tmp_path.iterdir())
