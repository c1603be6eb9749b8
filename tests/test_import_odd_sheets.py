"""Odd files of spreadsheets: errors in cells, margins that are formatted and blank, what only Excel reads."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.cases import ledger_of
from tests.ledgers import import_, imported
from tests.program import xt
from tests.workbooks import Cell, write_ods, write_xlsx


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def problems(ledger: Path, path: Path) -> list[str]:
    """What is wrong with a file, without its place in the file system."""
    ran = import_(ledger, path)
    assert ran.code == 3
    return [line.replace(f"{path}", path.name) for line in ran.err.splitlines()[:-1]]


def test_a_table_in_the_middle_of_a_sheet_keeps_its_lines_and_columns(
    ledger: Path, tmp_path: Path
) -> None:
    path, map_ = tmp_path / "r.xlsx", tmp_path / "m.toml"
    with xlsxwriter.Workbook(path) as book:
        cells = book.add_worksheet("Data")
        for row, (day, count) in enumerate(
            [("Date", "People"), ("2021-03-01", 3), ("2021-03-02", 2.5)]
        ):
            cells.write_row(row + 4, 2, [day, count])
    map_.write_text(
        '[file]\nheader = 5\n[columns]\nday = 3\ncount = "People"\n'
        '[constants]\nparty = "north"\nkind = "hostage"\n'
    )
    ran = xt("import", "releases", path, "--map", map_, "--ledger", ledger)
    assert ran.err.startswith(f"{path}:7: count: '2.5' is not a whole number; ")


def test_an_error_of_a_workbook_is_no_blank(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Other").write_formula("A2", "=1/0", None, "#DIV/0!")
        cells = book.add_worksheet("releases")
        cells.write_row(0, 0, ["day", "party", "kind", "count", "note"])
        cells.write_row(1, 0, ["2021-03-01", "north", "hostage", 1])
        cells.write_formula("E2", "=NA()", None, "#N/A")
        cells.write_row(2, 0, ["2021-03-02", "north", "hostage"])
        cells.write_formula("D3", "=E3/A9", None, "#DIV/0!")
    ran = import_(ledger, path)
    assert ran.err.startswith(f"{path}:3: count: '#DIV/0!' is not a whole number; ")
    assert len(ran.err.splitlines()) == 2


def test_an_error_of_an_opendocument_workbook_is_refused(ledger: Path, tmp_path: Path) -> None:
    path = write_ods(tmp_path / "r.ods", {"A": [["day", "count"], ["2021-03-01", "#N/A"]]})
    text = 'office:value-type="string"><text:p>#N/A'
    error = (
        'office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A'
    )
    with zipfile.ZipFile(path) as packed:
        parts = {
            name: packed.read(name).decode().replace(text, error) for name in packed.namelist()
        }
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part.replace("xmlns:table", 'xmlns:calcext="urn:x" xmlns:table'))
    (said,) = problems(ledger, path)
    assert said.startswith("r.ods: a cell of the workbook holds an error, '#N/A'; mend it, or")


def test_what_is_formatted_and_blank_around_a_table_is_no_part_of_it(
    ledger: Path, tmp_path: Path
) -> None:
    rows: list[list[Cell]] = [["day", "party", "kind", "count", "", " "], ["", ""]]
    rows.append(["2021-03-01", "north", "hostage", 4, "", ""])
    rows += [["", "", "", "", ""]] * 3
    imported(ledger, write_xlsx(tmp_path / "r.xlsx", {"A": rows}))
    rows[2][-1] = "x"
    said = problems(ledger, write_xlsx(tmp_path / "s.xlsx", {"A": rows}))
    assert said[0].startswith("s.xlsx:3: the row has 6 cells and the header 4; ")
    path = tmp_path / "r.csv"
    path.write_text("day,party,kind,count,,\n2021-03-01,north,hostage,4,, \n")
    (nameless,) = problems(ledger, path)
    assert nameless.startswith("r.csv:1: a column has no name; ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sep=;\nday;party;kind;count\n", ":1: the line only tells Excel what stands between"),
        ('"day"\t"party"\t"kind"\t"count"\n', ":1: a cell between tabs is in quotes; write the"),
        ("Rar!\x1a\x07", ": this is packed (RAR); unpack it first"),
        ("PAR1", ": this is Parquet; write its rows as CSV or JSON lines"),
        ("{\\rtf1 day}", ": this is a text document (RTF); copy its table into CSV in UTF-8"),
        ("<?xml version='1.0'?>\n<Workbook/>", ": this is XML; save its table as CSV in UTF-8"),
        ("<table><tr><td>day", ": this is a web page; copy its table into CSV"),
        ("<!DOCTYPE html>\n", ": this is a web page; copy its table into CSV"),
        ("<div class='sheet'\n>", ": this is a web page; copy its table into CSV"),
        ("<HTML\n>", ": this is a web page; copy its table into CSV"),
    ],
)
def test_what_spreadsheets_and_others_write_is_called_what_it_is(
    ledger: Path, tmp_path: Path, text: str, expected: str
) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text)
    ran = import_(ledger, path)
    assert ran.code == 3
    assert ran.err.startswith(f"{path}{expected}")


def test_an_address_is_not_fetched_but_said_how_to(ledger: Path) -> None:
    ran = import_(ledger, Path("x"), "https://example.org/a?b=c&d")
    assert ran.code == 3
    assert "curl -sSfL 'https://example.org/a?b=c&d' | xt … -" in ran.err
