"""What a map says: words, dates, numbers, running totals; and what is wrong with one, all at once."""

import csv
import re
from pathlib import Path

import pytest

from tests.ledgers import NOV, done
from tests.program import Ran, xt

DOCUMENT = Path(__file__).parents[2] / "docs" / "import.md"
WHO = '[constants]\nparty = "hamas"\nkind = "hostage"\n'
DAY_COUNT = '[columns]\nday = "Day"\ncount = "Count"\n'


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    done("init", path, "--terms", NOV / "terms.toml")
    return path


def take(ledger: Path, rows: str, map_: str, what: str = "releases", name: str = "s.csv") -> Ran:
    path, written = ledger.with_name(name), ledger.with_name("m.toml")
    path.write_text(rows, encoding="utf-8")
    written.write_text(map_, encoding="utf-8")
    ran = xt("import", what, path, "--map", written, "--ledger", ledger)
    return ran._replace(err=ran.err.replace(f"{ledger.parent}/", ""))


def rows(ledger: Path, *names: str, what: str = "releases") -> list[str]:
    exported = ledger.with_name("out")
    done("export", exported, "--ledger", ledger, "--force")
    with (exported / f"{what}.csv").open(encoding="utf-8", newline="") as file:
        return [" ".join(row[name] or "-" for name in names) for row in csv.DictReader(file)]


def test_every_error_of_a_map_is_refused_at_once_with_its_path(ledger: Path) -> None:
    ran = take(
        ledger,
        "Day,Count\n",
        """
[file]
header = 0
delimiter = "ab"
[columns]
dya = "Day"
party = 5.5
count = { column = "Count", from = "%d" }
[constants]
kind = 3
[dates]
form = ["%d/%m/%Y", "%d"]
zone = "Mars"
[numbers]
thousands = "::"
blank = "zero"
[[leave_out]]
column = "Day"
is = 7
""",
    )
    assert (ran.code, ran.out) == (3, "")
    assert [line.removeprefix("m.toml: ").split(";")[0] for line in ran.err.splitlines()] == [
        "file.header[0]: 0 is not the number of a line",
        "file.delimiter: 'ab' can stand between no cells",
        "columns.dya: 'dya' is not a column of the ledger",
        "columns.party.column: 5.5 names no column",
        "columns.count.from: 'from' is not a key here",
        "constants.kind: 3 is not text",
        "dates.form[1]: '%d' has no month",
        "dates.zone: 'Mars' is not a time zone",
        "numbers.thousands: '::' does not separate thousands",
        "numbers.blank: 'zero' cannot be chosen here",
        "leave_out[0].is[0]: 7 is not text",
    ]


@pytest.mark.parametrize(
    ("map_", "expected"),
    [
        ('[columns]\nday = "Day"\n', "columns: nothing says what party is"),
        ('[columns]\ncount = "Count"\n' + WHO, "columns: nothing says what day or at is"),
        (DAY_COUNT + WHO + 'count = "1"\n', "constants.count: count has a column, too"),
        (DAY_COUNT + WHO + '[numbers]\nfall = "refuse"\n', "numbers.fall: only a running total"),
        (DAY_COUNT + WHO + '[dates]\nform = "%d %b"\n', "dates.form: '%d %b' has no year"),
        (
            DAY_COUNT + WHO + '[[leave_out]]\ncolumn = "Day"\n',
            "leave_out[0]: nothing says which rows",
        ),
        (
            DAY_COUNT.replace("day", "at") + WHO + '[dates]\nform = "%d/%m/%Y %H:%M"\n',
            "dates.zone: nothing says in which time zone moments are",
        ),
        ("columns = 3\n", "columns: this is not a table; write [columns]"),
        ("[entries]\n", "entries: this is not a list of tables; write [[entries]]"),
        ("[file\n", "m.toml:1:6: the header is not closed"),
    ],
)
def test_what_does_not_go_together_in_a_map_is_refused(
    ledger: Path, map_: str, expected: str
) -> None:
    ran = take(ledger, "Day,Count\n", map_)
    assert ran.code == 3
    assert expected in ran.err


def test_columns_that_the_file_does_not_have_are_refused_at_once(ledger: Path) -> None:
    ran = take(ledger, "Datum,Count,Count\n2023-11-24,1,1\n", DAY_COUNT + WHO)
    assert ran.err.splitlines()[:2] == [
        (
            "s.csv:1: there is no column 'Day'; write one of 'Datum', 'Count', 'Count' in the map, or"
            " the line of the header below [file]"
        ),
        "s.csv:1: the column 'Count' is there 2 times; write its number in the map, the first is 1",
    ]
    assert (
        take(
            ledger,
            "Datum,Count,Count\n2023-11-24,1,1\n",
            DAY_COUNT.replace('"Day"', "1").replace('"Count"', "3") + WHO,
        ).code
        == 0
    )


@pytest.mark.parametrize(
    ("cell", "dates", "expected"),
    [
        ("2013-01", 'form = "%Y-%m"', "2013-01-01 2013-01-31"),
        ("2024-02", 'form = "%Y-%m"', "2024-02-01 2024-02-29"),
        ("2013", 'form = "%Y"', "2013-01-01 2013-12-31"),
        ("24 November", 'form = "%d %B"\nyear = 2023', "2023-11-24 -"),
        ("45254", 'form = "serial"', "2023-11-24 -"),
        ("24.11.2023", 'form = ["%Y-%m", "%d.%m.%Y"]', "2023-11-24 -"),
        ("5/5/2023", 'form = ["%d/%m/%Y", "%m/%d/%Y"]', "2023-05-05 -"),
    ],
)
def test_dates_are_read_in_the_forms_that_are_stated(
    ledger: Path, cell: str, dates: str, expected: str
) -> None:
    take(ledger, f"Day,Count\n{cell},1\n", f"{DAY_COUNT}{WHO}[dates]\n{dates}\n")
    assert rows(ledger, "day", "until") == [expected]


@pytest.mark.parametrize(
    ("cell", "dates", "expected"),
    [
        ("24/11/2023", "", "'24/11/2023' is not written as YYYY-MM-DD (column 'Day'); state how"),
        ("2023-11-24", 'form = "%d/%m/%Y"', "'2023-11-24' is not written as %d/%m/%Y (column"),
        ("5/6/2023", 'form = ["%d/%m/%Y", "%m/%d/%Y"]', "'5/6/2023' is another day by each of the"),
        ("31/2/2023", 'form = "%d/%m/%Y"', "'31/2/2023' is not written as %d/%m/%Y (column 'Day')"),
        ("13", 'form = "serial"', "'13' is not written as serial (column 'Day'); write it so, or"),
    ],
)
def test_no_date_is_guessed(ledger: Path, cell: str, dates: str, expected: str) -> None:
    ran = take(ledger, f"Day,Count\n{cell},1\n", f"{DAY_COUNT}{WHO}[dates]\n{dates}\n")
    assert ran.code == 3
    assert ran.err.startswith(f"s.csv:2: day: {expected}")


def test_a_moment_is_read_in_the_zone_of_the_sheet_and_not_where_clocks_change(
    ledger: Path,
) -> None:
    map_ = (
        DAY_COUNT.replace("day", "at")
        + WHO
        + '[dates]\nform = "%d/%m/%Y %H:%M"\nzone = "Asia/Jerusalem"\n'
    )
    take(ledger, "Day,Count\n24/11/2023 16:30,1\n", map_)
    assert rows(ledger, "day", "at") == ["- 2023-11-24T14:30:00Z"]
    ran = take(ledger, "Day,Count\n29/10/2023 01:30,1\n", map_)
    assert "is in the hour in which the clocks of Asia/Jerusalem change" in ran.err


@pytest.mark.parametrize(
    ("cell", "numbers", "expected"),
    [
        ('"1,718"', 'thousands = ","', ["1718"]),
        ("1.718", 'thousands = "."', ["1718"]),
        ("12 345 678+", 'thousands = " "', ["12345678+"]),
        ("", 'blank = "?"', ["?"]),
        ("", 'blank = "leave out"', []),
        ("0", 'zero = "leave out"', []),
        ("none", "", ["0"]),
    ],
)
def test_numbers_are_read_as_is_stated(
    ledger: Path, cell: str, numbers: str, expected: list[str]
) -> None:
    words = '[words.count]\nnone = "0"\n'
    rows_ = f"Day,Count\n2023-11-24,{cell}\n2023-11-25,7\n"
    ran = take(ledger, rows_, f"{DAY_COUNT}{WHO}{words}[numbers]\n{numbers}\n")
    assert ran.code == 0, ran.err
    assert rows(ledger, "count") == [*expected, "7"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('"1,718"', "'1,718' has ',' between its digits (column 'Count'); write thousands = \",\""),
        ("1.718", "'1.718' has '.' between its digits"),
        ("", "the number is blank (column 'Count'); write it, or say below [numbers]"),
        ('"1,71"', "'1,71' is not a whole number"),
    ],
)
def test_no_number_is_guessed(ledger: Path, cell: str, expected: str) -> None:
    ran = take(ledger, f"Day,Count\n2023-11-24,{cell}\n", DAY_COUNT + WHO)
    assert ran.code == 3
    assert ran.err.startswith(f"s.csv:2: count: {expected}")


RISING = "Day,Count\n2023-11-24,13\n2023-11-25,26\n2023-11-26,26\n2023-11-27,{}\n2023-11-28,40\n"


def test_a_running_total_becomes_what_each_row_adds(ledger: Path) -> None:
    map_ = f'{DAY_COUNT}{WHO}[numbers]\ncumulative = true\nzero = "leave out"\n'
    take(ledger, RISING.format(39), map_)
    assert rows(ledger, "day", "count") == [
        "2023-11-24 13",
        "2023-11-25 13",
        "2023-11-27 13",
        "2023-11-28 1",
    ]


def test_a_running_total_is_shown_as_it_would_be_recorded(ledger: Path) -> None:
    map_ = f"{DAY_COUNT}{WHO}[numbers]\ncumulative = true\n"
    take(ledger, RISING.format(39), map_)
    words = ("--map", ledger.with_name("m.toml"), "--ledger", ledger, "--dry-run")
    ran = xt("import", "releases", ledger.with_name("s.csv"), *words)
    becomes = [line for line in ran.out.splitlines() if line.startswith("  becomes ")]
    assert [line.rsplit(" ", 1)[1] for line in becomes] == ["13", "13", "0", "13", "1"]


def test_a_running_total_that_falls_is_refused_or_corrects_the_rows_before(ledger: Path) -> None:
    map_ = f"{DAY_COUNT}{WHO}[numbers]\ncumulative = true\n"
    ran = take(ledger, RISING.format(11), map_)
    assert ran.err.startswith("s.csv:5: count: the running total falls from 26 to 11; correct it")
    take(ledger, RISING.format(11), map_ + 'fall = "correction"\n')
    remark = "corrected by the running total on line 5: 26 became 11"
    assert rows(ledger, "day", "count", "note") == [
        f"2023-11-24 11 {remark}",
        f"2023-11-25 0 {remark}",
        "2023-11-26 0 -",
        "2023-11-27 0 -",
        "2023-11-28 29 -",
    ]


def test_running_totals_out_of_order_are_refused(ledger: Path) -> None:
    rows_ = "Day,Count\n2023-11-25,26\n2023-11-24,13\n2023-11-26,many\n"
    ran = take(ledger, rows_, f"{DAY_COUNT}{WHO}[numbers]\ncumulative = true\n")
    assert [line.split(";")[0] for line in ran.err.splitlines()[:2]] == [
        "s.csv:3: day: 2023-11-24 comes after 2023-11-25",
        "s.csv:4: count: the running total 'many' is no number",
    ]


def test_cells_are_filled_down_and_split_and_conditions_leave_rows_out(ledger: Path) -> None:
    sheet = (
        "Day,Count,Names,State\n2023-11-24,2,A One / B Two,sure\n,1,C Three,\n,9,,rumour\n,,,\n"
        "2023-11-25,1,,sure\n"
    )
    map_ = (
        DAY_COUNT
        + 'person = { column = "Names", split = "/" }\n'
        + WHO
        + '[file]\nfill_down = ["Day"]\n[[leave_out]]\ncolumn = "State"\nis = ["rumour"]\n'
    )
    ran = take(ledger, sheet, map_)
    assert "4 rows below its header, 1 left out by the map" in ran.out
    assert rows(ledger, "day", "count", "person") == [
        "2023-11-24 2 A One;B Two",
        "2023-11-24 1 C Three",
        "2023-11-25 1 -",
    ]


def test_what_is_wrong_with_a_row_is_told_with_the_ledgers_own_checks(ledger: Path) -> None:
    sheet = "Day,Count,Who\n2023-11-24,1,Mars\nx,y,Mars\n2023-11-25\n"
    map_ = DAY_COUNT + 'nationality = "Who"\n' + WHO
    ran = take(ledger, sheet, map_)
    fix = "Russian, American, or say which it means below [words.nationality] of the map"
    assert ran.err.splitlines()[0].endswith(fix)
    assert [line.split(";")[0] for line in ran.err.splitlines()[:-1]] == [
        "s.csv:2: nationality: 'Mars' is not a nationality that the terms allow",
        "s.csv:3: day: 'x' is not written as YYYY-MM-DD (column 'Day')",
        "s.csv:3: count: 'y' is not a whole number",
        "s.csv:3: nationality: 'Mars' is not a nationality that the terms allow",
        "s.csv:4: the row has 1 cell and the header 3",
    ]


def test_what_is_wrong_with_a_row_of_several_entries_is_told_once(ledger: Path) -> None:
    entries = "".join(f'[[entries]]\ncolumns.count = "{name}"\n' for name in ("women", "men"))
    ran = take(
        ledger, "Day,women,men\nx,1,2\n2023-11-24,3,y\n", f'[columns]\nday = "Day"\n{WHO}{entries}'
    )
    assert [line.split(";")[0] for line in ran.err.splitlines()[:-1]] == [
        "s.csv:2: day: 'x' is not written as YYYY-MM-DD (column 'Day')",
        "s.csv:3: count: 'y' is not a whole number",
    ]


def test_keys_of_json_are_columns_and_a_key_of_no_object_is_refused(ledger: Path) -> None:
    objects = '[{"Day": "2023-11-24",\n "Count": 3, "x": [1]}, {"Day": "2023-11-25", "Count": 4.5}]'
    ran = take(ledger, objects, DAY_COUNT + 'note = "Rest"\n' + WHO, name="s.json")
    assert [line.split(";")[0] for line in ran.err.splitlines()[:-1]] == [
        "s.json: no object has the key 'Rest'",
        "s.json:2: '4.5' is not a whole number (key 'Count')",
    ]
    ran = take(ledger, objects.replace("4.5", "4"), DAY_COUNT + WHO, name="s.json")
    assert ran.code == 0, ran.err
    assert rows(ledger, "day", "count") == ["2023-11-24 3", "2023-11-25 4"]


def test_claims_and_sources_have_maps_too(ledger: Path) -> None:
    take(ledger, "Nr;Who\nQ1;Qatar\n", '[columns]\nid = "Nr"\npublisher = "Who"\n', "sources")
    assert rows(ledger, "id", "publisher", what="sources") == ["Q1 Qatar"]
    map_ = (
        '[columns]\nfrom = "Month"\nto = "Month"\nfigure = "Freed"\n'
        '[constants]\nsource = "Q1"\n[dates]\nform = "%m/%Y"\n'
    )
    take(ledger, "Month,Freed\n11/2023,105\n", map_, "claims")
    assert rows(ledger, "from", "to", "figure", what="claims") == ["2023-11-01 2023-11-30 105"]


def test_the_map_of_the_document_is_one(ledger: Path) -> None:
    (map_,) = re.findall("```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    ran = take(ledger, "Datum\n", map_)
    assert "m.toml" not in ran.err
    assert "the file has no row on line 3" in ran.err


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("import", "history", "h.jsonl", "--map", "m.toml"), "--map"),
        (("import", "history", "h.jsonl", "--encoding", "cp1255"), "--encoding"),
        (("import", "--suggest", "s.csv", "--map", "m.toml"), "--map"),
        (("import", "--suggest", "s.csv", "--rejects", "bad.csv"), "--rejects"),
        (("import", "--suggest", "a.csv", "b.csv"), "--suggest"),
        (("import", "releases", "--suggest"), "--suggest"),
        (("import", "releases"), "FILE"),
    ],
)
def test_options_that_do_not_go_together_are_a_wrong_command_line(
    ledger: Path, words: tuple[str, ...], option: str
) -> None:
    ran = xt(*words, "--ledger", ledger)
    assert (ran.code, ran.err.split(":")[0]) == (2, option)
