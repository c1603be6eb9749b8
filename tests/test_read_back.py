"""What is written for other programs, read back by the very programs it is meant for (`.ci/run` has them all)."""

import importlib.util
import json
import shutil
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import NOV, done
from tests.program import xt

DOCS = Path(__file__).parents[1] / "docs"
AT = ("--at", "2030-01-01T00:00:00Z")
TABLES = ("releases", "movements", "claims", "sources")
SUMS = "SELECT party, kind, sum(people) AS people FROM {} GROUP BY party, kind"
People = dict[tuple[str, str], int]


@pytest.fixture(scope="module", params=["nov2023", "jan2025", "korea-little-switch-1953"])
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("back") / "l.db"
    done("init", path, "--from", NOV.parent / request.param)
    return path


def people(ledger: Path) -> People:
    """What the ledger itself says."""
    rows = xt("releases", "--ledger", ledger, *AT, "-O", "csv").ok.rows
    return added_up((row["party"], row["kind"], int(row["count"])) for row in rows)


def added_up(rows: Any) -> People:
    sums = Counter[tuple[str, str]]()
    for party, kind, number in rows:
        sums[party, kind] += number
    return dict(sums)


def python(name: str) -> Any:
    """A library that reads; what it needs no longer warn of is its own matter."""
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"{name} is not installed")
    return importlib.import_module(name)


def program(name: str, *words: object) -> str:
    beside = Path(sys.executable).with_name(name)
    path = str(beside) if beside.exists() else shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    ran = subprocess.run(
        [path, *map(str, words)], capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_frictionless_finds_the_data_package_valid_and_the_people_in_it(
    ledger: Path, tmp_path: Path
) -> None:
    done("export", tmp_path / "out", "--ledger", ledger)
    package = tmp_path / "out" / "datapackage.json"
    report = json.loads(program("frictionless", "validate", "--json", package))
    assert report["valid"], report
    assert report["stats"]["tasks"] >= 3
    rows = json.loads(
        program("frictionless", "extract", "--json", "--resource-name", "releases", package)
    )["releases"]
    assert added_up((row["party"], row["kind"], row["count"]) for row in rows) == people(ledger)


def test_openpyxl_reads_numbers_as_numbers_and_dates_as_dates(ledger: Path, tmp_path: Path) -> None:
    openpyxl = python("openpyxl")
    done("export", tmp_path / "l.xlsx", "--ledger", ledger)
    book = openpyxl.load_workbook(tmp_path / "l.xlsx", read_only=True)
    assert book.sheetnames == [*TABLES, "about"]
    header, *rows = book["releases"].iter_rows(values_only=True)
    releases = [dict(zip(header, row, strict=True)) for row in rows]
    assert {type(row["day"]) for row in releases if row["day"]} == {datetime}
    assert {type(row["count"]) for row in releases} == {int}
    assert added_up((r["party"], r["kind"], r["count"]) for r in releases) == people(ledger)
    for table in TABLES:
        _, *rows = book[table].iter_rows(values_only=True)
        moment = AT if table in ("releases", "movements") else ()
        assert len(rows) == len(xt(table, "--ledger", ledger, *moment, "-O", "csv").rows)


def test_jsonschema_finds_each_document_as_it_is_published(ledger: Path, tmp_path: Path) -> None:
    jsonschema = python("jsonschema")
    done("export", tmp_path / "l.json", "--ledger", ledger)
    document = json.loads((tmp_path / "l.json").read_text(encoding="utf-8"))
    schema = json.loads((DOCS / "export.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    rows = document["releases"]
    assert added_up((row["party"], row["kind"], row["count"]) for row in rows) == people(ledger)
    schema = json.loads((DOCS / "rows.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    for command in ("check", "status", "totals", "releases", "claims", "sources", "discrepancies"):
        moment = () if command in ("claims", "sources") else AT
        ran = xt(command, "--ledger", ledger, *moment, "-O", "json-document")
        jsonschema.validate(json.loads(ran.out), schema)


def test_duckdb_reads_the_folder_the_rows_and_the_parquet_file(
    ledger: Path, tmp_path: Path
) -> None:
    duckdb, _ = python("duckdb"), python("pyarrow")
    done("export", tmp_path / "out", "--ledger", ledger)
    done("export", tmp_path / "l.parquet", "--ledger", ledger)
    done("releases", "--ledger", ledger, *AT, "-o", tmp_path / "r.jsonl")
    done("releases", "--ledger", ledger, *AT, "-o", tmp_path / "r.json")
    for name in ("out/releases.csv", "r.jsonl", "r.json", "l.parquet"):
        column = "people" if name.endswith("parquet") else "count"
        query = SUMS.format(f"'{tmp_path / name}'").replace("people)", f"{column})")
        assert added_up(duckdb.sql(query).fetchall()) == people(ledger), name
    (day, *_) = duckdb.read_parquet(str(tmp_path / "l.parquet")).project("day").types
    assert day == "DATE"


def test_duckdb_reads_the_views_of_a_ledger(ledger: Path) -> None:
    duckdb, extensions = python("duckdb"), python("duckdb_ext")
    connection = extensions.init(duckdb.connect())
    connection.execute(f"ATTACH '{ledger}' AS ledger (TYPE sqlite, READ_ONLY)")
    rows = connection.sql(SUMS.format("ledger.current_releases")).fetchall()
    assert added_up(rows) == people(ledger)
    for view in ("current_movements", "current_claims", "current_sources", "changes"):
        assert connection.sql(f"SELECT count(*) FROM ledger.{view}").fetchall()  # noqa: S608


def test_sqlite_utils_reads_the_views_of_a_ledger(ledger: Path) -> None:
    rows = json.loads(program("sqlite-utils", "query", ledger, SUMS.format("current_releases")))
    assert added_up((row["party"], row["kind"], row["people"]) for row in rows) == people(ledger)


def test_datasette_gives_the_views_of_a_ledger(ledger: Path) -> None:
    before = ledger.read_bytes()
    page = "/l/current_releases.json?_shape=array&_size=max"
    rows = json.loads(program("datasette", ledger, "--get", page))
    assert added_up((row["party"], row["kind"], row["people"]) for row in rows) == people(ledger)
    assert ledger.read_bytes() == before


def test_pandas_reads_the_folder_and_the_parquet_file(ledger: Path, tmp_path: Path) -> None:
    pandas, _ = python("pandas"), python("pyarrow")
    done("export", tmp_path / "out", "--ledger", ledger)
    done("export", tmp_path / "l.parquet", "--ledger", ledger)
    folder = pandas.read_csv(tmp_path / "out" / "releases.csv")
    sums = folder.groupby(["party", "kind"])["count"].sum().to_dict()
    assert sums == people(ledger)
    frame = pandas.read_parquet(tmp_path / "l.parquet")
    assert frame.groupby(["party", "kind"])["people"].sum().to_dict() == people(ledger)
