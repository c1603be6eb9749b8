"""Files in another form than the one to import are called what they are, or taken."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.cases import AT, case_file, ledger_of
from tests.ledgers import counts, import_, imported
from tests.program import xt
from tests.workbooks import Cell, write_ods, write_xlsx

COLUMNS = (
    "id, day, until, at, party, kind, count, category, nationality, basis, person, sources, note"
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def problems(ledger: Path, path: Path, what: str = "releases") -> list[str]:
    """What is wrong with a file, without its place in the file system."""
    ran = import_(ledger, path, what=what)
    assert ran.code == 3
    return [line.replace(f"{path}", path.name) for line in ran.err.splitlines()[:-1]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title-above", ["title-above.csv:1: the header is on line 2; delete line 1"]),
        (
            "capitals",
            [
                f"capitals.csv:1: {name!r} is not a column; write {name.lower()}"
                for name in ("Day", "Party", "Kind", "Count")
            ],
        ),
        (
            "own-words",
            [
                (
                    "own-words.csv:1: none of the columns 'Date', 'Released by', 'Who', 'How many' is"
                    f" known; rename them to those of {COLUMNS}, or write a map of them: xt import"
                    " --suggest begins one"
                ),
                *(
                    f"own-words.csv:1: the column {name} is missing; write {name} in place of the"
                    " name of the column that holds it, or add it"
                    for name in ("day", "party", "kind", "count")
                ),
            ],
        ),
        (
            "control-no-header",
            [
                (
                    "control-no-header.csv:1: there is no header; begin the file with a line that"
                    f" names its columns, of {COLUMNS.replace(' ', '')}"
                )
            ],
        ),
    ],
)
def test_a_header_that_is_none_of_ours_is_called_what_it_is(
    ledger: Path, name: str, expected: list[str]
) -> None:
    assert problems(ledger, case_file("header-not-recognised", f"{name}.csv")) == expected


def test_words_of_another_script_are_a_header_too(ledger: Path) -> None:
    first, *others = problems(ledger, case_file("header-not-recognised", "arabic.csv"))
    assert "none of the columns 'التاريخ', 'الطرف', 'النوع', 'العدد' is known" in first
    assert len(others) == 4


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Date;Who;How many", "the columns are separated by semicolons; save the file with commas"),
        ("Date|Who|How many", "the columns are separated by upright strokes; save"),
        ("Who\tHow many", "the columns are separated by tabs; save the file with commas"),
    ],
)
def test_another_separator_is_named_whatever_the_words(
    ledger: Path, tmp_path: Path, first: str, expected: str
) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"{first}\n")
    assert expected in problems(ledger, path)[0]


def test_keys_of_json_lines_are_told_of_once_and_the_missing_ones_with_them(ledger: Path) -> None:
    said = problems(ledger, case_file("json-lines-keys", "r.jsonl"))
    assert [line.split(";")[0] for line in said] == [
        "r.jsonl:1: 'date' is not a column (in 6 objects, here first)",
        "r.jsonl:1: 'released' is not a column (in 6 objects, here first)",
        "r.jsonl:1: the key kind is missing (in 6 objects, here first)",
        "r.jsonl:1: the key count is missing (in 6 objects, here first)",
        "r.jsonl:1: neither day nor at is there (in 6 objects, here first)",
    ]


def test_a_cell_beside_an_unknown_key_is_checked_in_the_same_run(
    ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"day": "x", "party": "north", "kind": "hostage", "count": 1, "Note": ""}\n')
    assert [line.split(";")[0] for line in problems(ledger, path)] == [
        "r.jsonl:1: day: 'x' is not a date",
        "r.jsonl:1: 'Note' is not a column (in 1 object)",
    ]


@pytest.mark.parametrize("name", ["r.xlsx", "r.ods"])
def test_a_workbook_goes_in(ledger: Path, name: str) -> None:
    imported(ledger, case_file("workbook-not-recognised", name))
    assert [row["count"] for row in xt("releases", "--ledger", ledger, AT, "-O", "csv").rows] == [
        "3"
    ]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a workbook of an old Excel that cannot be read"),
        (b"PK\x03\x04 and then nothing", "a workbook or another zip file that is damaged"),
        (b"SQLite format 3\0", "a database"),
        (b"\x1f\x8b\x08\0", "packed (gzip)"),
        (b"%PDF-1.7\n", "a PDF"),
    ],
)
def test_other_files_that_are_no_text_are_named(
    ledger: Path, tmp_path: Path, start: bytes, expected: str
) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(start)
    (said,) = problems(ledger, path)
    assert said.startswith(f"r.csv: this is {expected}; ")


@pytest.mark.parametrize("start", ["<!DOCTYPE html><html>", "\n  <HTML lang='en'>"])
def test_a_web_page_is_called_one(ledger: Path, tmp_path: Path, start: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(start)
    ran = import_(ledger, path)
    assert ran.code == 3
    assert ran.err.startswith(f"{path}: this is a web page; copy its table into CSV; of a shared")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("word/document.xml", "a text document of Word"),
        ("ppt/presentation.xml", "slides of PowerPoint"),
        ("Index/Document.iwa", "a document of Numbers, Pages or Keynote"),
        ("rows.csv", "a zip file that holds no workbook of Excel or OpenDocument"),
    ],
)
def test_a_zip_file_that_is_no_workbook_is_called_what_it_is(
    ledger: Path, tmp_path: Path, inside: str, expected: str
) -> None:
    path = tmp_path / "r.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(inside, "text")
    assert problems(ledger, path) == [f"r.xlsx: this is {expected}; save its sheet as CSV in UTF-8"]


def test_of_several_sheets_that_of_the_rows_is_taken_or_one_must_be_named(
    ledger: Path, tmp_path: Path
) -> None:
    rows: list[list[Cell]] = [["day", "party", "kind", "count"]]
    rows.append([date(2021, 3, 1), "north", "hostage", 4])
    both = write_xlsx(tmp_path / "both.xlsx", {"claims": [["x"]], "releases": rows})
    imported(ledger, both)
    own = write_ods(tmp_path / "own.ods", {"A": [["x"]], "B": rows})
    assert problems(ledger, own) == [
        "own.ods: the workbook has 2 sheets: 'A', 'B'; say which with --sheet"
    ]
    ran = xt("import", "releases", own, "--sheet", "B", "--ledger", ledger).ok
    assert counts(ran) == "1 row read = 0 added + 1 already there + 0 refused"
    ran = xt("import", "releases", own, "--sheet", "C", "--ledger", ledger)
    assert ran.err.startswith(f"{own}: there is no sheet 'C'; write one of 'A', 'B'\n")


@pytest.mark.parametrize(
    ("delimiter", "stated"), [(";", ()), ("|", ()), ("~", ("--delimiter", "~"))]
)
def test_a_delimiter_is_plain_to_see_or_stated(
    ledger: Path, tmp_path: Path, delimiter: str, stated: tuple[str, ...]
) -> None:
    path = tmp_path / "r.csv"
    rows = 'day,party,kind,count,note\n2021-03-01,north,hostage,3,"a ""b"""\n2021-03-02,north,hostage,x,\n'
    path.write_text(rows.replace(",", delimiter))
    ran = xt("import", "releases", path, *stated, "--ledger", ledger)
    assert ran.err.startswith(f"{path}:3: count: 'x' is not a whole number; ")


@pytest.mark.parametrize(
    ("option", "word", "expected"),
    [
        ("--delimiter", "ab", "'ab' can stand between no cells; write one character"),
        ("--encoding", "cp99", "'cp99' is no encoding of text that is known; write e.g. cp1255"),
        ("--encoding", "rot13", "'rot13' is no encoding of text that is known; write e.g. cp1255"),
    ],
)
def test_what_cannot_be_stated_is_a_wrong_command_line(
    ledger: Path, option: str, word: str, expected: str
) -> None:
    ran = xt("import", "releases", "r.csv", option, word, "--ledger", ledger)
    assert ran.code == 2
    assert ran.err.startswith(f"{option}: {expected}")


def test_bytes_that_are_no_utf8_are_shown_under_each_encoding(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(
        "day,party,kind,count,note\n2021-03-01,north,hostage,3,שלום\n".encode("cp1255")
    )
    (said,) = problems(ledger, path)
    assert said.startswith(
        "r.csv:2: byte 0xF9 at character 28 is not UTF-8; save the file as UTF-8,"
    )
    assert "--encoding under which the line is right: cp1252 'orth,hostage,3,ùìåí', " in said
    assert "cp1255 'orth,hostage,3,שלום', " in said
    ran = xt("import", "releases", path, "--encoding", "cp1255", "--ledger", ledger).ok
    assert counts(ran) == "1 row read = 1 added + 0 already there + 0 refused"


def test_utf16_is_called_so_and_taken_where_it_is_stated(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    rows = "day\tparty\tkind\tcount\n2021-03-01\tnorth\thostage\t3\n"
    path.write_text(rows, encoding="utf-16")
    assert problems(ledger, path) == [
        "r.txt:1: the file is UTF-16; save the file as UTF-8, or import it with --encoding utf-16"
    ]
    xt("import", "releases", path, "--encoding", "utf-16", "--ledger", ledger).ok  # noqa: B018


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl"])
def test_what_the_program_writes_it_takes_in(ledger: Path, tmp_path: Path, form: str) -> None:
    rows = tmp_path / "r.csv"
    rows.write_text(
        "day,party,kind,count,person,note\n"
        '2021-03-01,north,hostage,1,-Ana Example,"=seen\ta\\b\nby ""two"""\n'
        "2021-03-02,north,hostage,?,,\n"
    )
    imported(ledger, rows)
    assert xt("releases", "--ledger", ledger, AT, "-O", form, "-o", tmp_path / f"o.{form}").ok
    again = import_(ledger, tmp_path / f"o.{form}").ok
    assert counts(again) == "2 rows read = 0 added + 2 already there + 0 refused"


def test_an_array_that_was_cut_off_is_refused(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text('[\n{"day": "2021-03-01", "party": "north", "kind": "hostage", "count": 1}')
    assert problems(ledger, path) == [
        "r.json: the array is never closed; take the whole file: it may have been cut off"
    ]


def test_a_claim_with_a_blank_from_covers_no_range_that_runs_backwards(ledger: Path) -> None:
    assert problems(ledger, case_file("backward-claim-range", "c.csv"), "claims") == [
        (
            "c.csv:2: from: a blank from means the truce's first day, and from 2021-03-01 is after"
            " to 2021-02-20; write the first day into from and the last into to"
        )
    ]
    assert problems(ledger, case_file("backward-claim-range", "control.csv"), "claims") == [
        (
            "control.csv:2: from: from 2021-03-01 is after to 2021-02-20;"
            " write the first day into from and the last into to"
        )
    ]
    alone = xt(*("claim", "--source", "S1", "--to", "2021-02-20"), "--figure", 5, "-f", ledger)
    assert alone.code != 0
