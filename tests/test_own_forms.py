"""What the program writes it reads again, in every form: reports, and exports of whole ledgers."""

from pathlib import Path

import pytest

from tests.ledgers import NOV, done
from tests.program import xt

AT = ("--at", "2030-01-01T00:00:00Z")
TABLES = ("releases", "movements", "claims", "sources")
TRUCES = sorted(path.name for path in NOV.parent.iterdir())
REPORTED = ("gaza-oct2025", "jan2025", "nov2023", "yemen-oct-2020")
ENDINGS = ("csv", "tsv", "json", "jsonl", "xlsx")


def ledger_of(truce: str, folder: Path) -> Path:
    path = folder / "l.db"
    done("init", path, "--from", NOV.parent / truce)
    return path


def expect_nothing_new(ledger: Path, table: str, path: Path) -> None:
    ran = xt("import", table, path, "--ledger", ledger)
    assert (ran.code, ran.err) == (0, ""), ran.err
    assert ran.out.splitlines()[1:] == ["nothing changed"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("truce", REPORTED)
def test_a_report_is_read_again_in_every_form(tmp_path: Path, truce: str, table: str) -> None:
    ledger = ledger_of(truce, tmp_path)
    moment = AT if table in ("releases", "movements") else ()
    for ending in ENDINGS:
        path = tmp_path / f"r.{ending}"
        done(table, "--ledger", ledger, *moment, "-o", path)
        expect_nothing_new(ledger, table, path)
    for name, *options in (("d.json", "--format", "json-document"), ("e.csv", "--excel")):
        done(table, "--ledger", ledger, *moment, *options, "-o", tmp_path / name)
        expect_nothing_new(ledger, table, tmp_path / name)


@pytest.mark.parametrize("name", ["l.json", "l.xlsx"])
@pytest.mark.parametrize("truce", TRUCES)
def test_an_export_becomes_the_same_ledger_again(tmp_path: Path, truce: str, name: str) -> None:
    ledger = ledger_of(truce, tmp_path)
    done("export", tmp_path / name, "--ledger", ledger)
    done("export", tmp_path / "one", "--ledger", ledger)
    again = tmp_path / "again.db"
    done("init", again, "--terms", tmp_path / "one" / "terms.toml")
    for table in TABLES:
        ran = xt("import", table, tmp_path / name, "--ledger", again)
        assert ran.code == 0, ran.err
    done("export", tmp_path / "two", "--ledger", again)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}
        for folder in ("one", "two")
    )
    assert one == two


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"rows": [%s]}', ""),
        ('{"x": {"rows": [1]},\n"y": [{}, [2]],\n"releases": [\n%s\n],\n"claims": []\n}\n', ""),
        ('{\n"rows": [%s', ": the array is never closed; take the whole file"),
        (
            '{\n"data": [%s]}',
            ": this is one JSON object over several lines, and has no list rows or",
        ),
        ('{\n"rows": [{"day": 1,}]}', ":2: what begins here is not JSON; look for a missing"),
        ('{\n"rows" [%s]}', ":2: what begins here is not JSON; look for a missing"),
        (
            '{\n"day": "2023-11-24"\n}\n{\n"day": "2023-11-25"\n}\n',
            "(jq -c does), or all between [",
        ),
    ],
)
def test_a_document_is_read_where_its_rows_are(tmp_path: Path, text: str, expected: str) -> None:
    ledger, path = tmp_path / "l.db", tmp_path / "r.json"
    done("init", ledger, "--terms", NOV / "terms.toml")
    row = '{"day": "2023-11-24", "party": "hamas", "kind": "hostage", "count": 3}'
    path.write_text(text.replace("%s", row), encoding="utf-8")
    ran = xt("import", "releases", path, "--ledger", ledger)
    assert ran.code == (3 if expected else 0)
    assert expected in ran.err
    assert ran.out.startswith("" if expected else "1 row read = 1 added")


def test_what_is_written_for_people_is_called_what_it_is(tmp_path: Path) -> None:
    ledger = ledger_of("nov2023", tmp_path)
    for ending, called in (("md", "Markdown"), ("html", "a web page"), ("tex", "LaTeX")):
        path = tmp_path / f"r.{ending}"
        done("releases", "--ledger", ledger, *AT, "-o", path)
        ran = xt("import", "releases", path, "--ledger", ledger)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(f"{path}: this is {called}; ")
    done("export", tmp_path / "h.jsonl", "--ledger", ledger)
    ran = xt("import", "releases", tmp_path / "h.jsonl", "--ledger", ledger)
    assert ran.err.startswith(f"{tmp_path / 'h.jsonl'}: this is the history of a ledger; make a")
