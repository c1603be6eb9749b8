"""What a map says: words, dates, numbers, running totals; and what is wrong with one, all at once."""

from pathlib import Path

import pytest

from tests.maps.mapped import DAY_COUNT, WHO, rows, take


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
