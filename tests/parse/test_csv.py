"""CSV as RFC 4180 has it, to rows of cells and the lines they start on."""

import time
from collections.abc import Iterator

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.headers import Columns, header
from exchange_tracker.parse.table import csv_rows

NO = 'put the whole cell in quotes and double each quote inside it: "he said ""no"""'
ENDS = "end each line with LF or CRLF"
UNCLOSED = "is never closed; close it where its cell ends"


def lines(text: str) -> Iterator[str]:
    """Give lines as a file does that ends them with LF alone."""
    return iter(text.splitlines(keepends=True) if "\r" not in text else _at_lf(text))


def _at_lf(text: str) -> list[str]:
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def rows(text: str) -> list[tuple[int, list[str] | str]]:
    """Give the rows of a text; one that is refused as its message without the file's name."""
    return [
        (line, str(row).removeprefix("f:") if isinstance(row, Refusal) else row)
        for line, row in csv_rows(lines(text), "f")
    ]


def cells(text: str) -> list[list[str] | str]:
    return [row for _, row in rows(text)]


def test_nothing_has_no_rows() -> None:
    assert rows("") == []


def test_the_last_line_may_lack_its_end() -> None:
    assert rows("a,b\n1,2") == rows("a,b\n1,2\n") == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_both_line_ends_may_stand_in_one_file() -> None:
    assert cells("a,b\r\n1,2\n3,4\r\n") == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_blank_cells_are_cells() -> None:
    assert cells(',\n,,\n"",\n,""\n"",""\n') == [
        ["", ""],
        ["", "", ""],
        ["", ""],
        ["", ""],
        ["", ""],
    ]


def test_spaces_belong_to_the_cell() -> None:
    assert cells(' a , b\n"  c "," "\n') == [[" a ", " b"], ["  c ", " "]]


def test_quotes_hold_commas_quotes_and_line_ends() -> None:
    text = 'x,y\n"a,b","he said ""no"""\n"one\ntwo\r\nthree","\n"\n"""",""""""\nend,\n'
    assert rows(text) == [
        (1, ["x", "y"]),
        (2, ["a,b", 'he said "no"']),
        (3, ["one\ntwo\r\nthree", "\n"]),
        (7, ['"', '""']),
        (8, ["end", ""]),
    ]


def test_a_row_may_open_quotes_on_several_lines() -> None:
    text = 'a,"b\nc",d,"e\n""f""\n",g\nh\n'
    assert rows(text) == [(1, ["a", "b\nc", "d", 'e\n"f"\n', "g"]), (5, ["h"])]


def test_a_carriage_return_in_quotes_is_kept() -> None:
    assert cells('"a\rb","c\r"\n') == [["a\rb", "c\r"]]


def test_only_lf_and_crlf_end_a_line() -> None:
    odd = "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g"
    assert list(csv_rows([f"{odd},2\n"], "f")) == [(1, [odd, "2"])]


def test_an_empty_line_is_a_row_of_one_blank_cell() -> None:
    assert rows("a,b\n\n1,2\n") == [(1, ["a", "b"]), (2, [""]), (3, ["1", "2"])]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('a,b"c', f"2: y: there is a stray quote at character 4; {NO}"),
        ('a,b"c"', f"2: y: there is a stray quote at character 4; {NO}"),
        ('"a"b,c', f"2: x: there is text after a closing quote at character 4; {NO}"),
        ('"a" ,c', f"2: x: there is text after a closing quote at character 4; {NO}"),
        ('a, "b"', f"2: y: there is a stray quote at character 4; {NO}"),
        ('a,"he said "no""', f"2: y: there is text after a closing quote at character 13; {NO}"),
        ('a,b,c"', f"2: there is a stray quote at character 6; {NO}"),
        ('a"', f"2: x: there is a stray quote at character 2; {NO}"),
        ('"""a"",b",c"', f"2: y: there is a stray quote at character 12; {NO}"),
        (
            "a,b\rc",
            f"2: there is a carriage return inside the row, at character 4; {ENDS}",
        ),
        (
            "a,b\r\r\n",
            f"2: there is a carriage return inside the row, at character 4; {ENDS}",
        ),
    ],
)
def test_a_row_that_is_no_csv_is_refused_and_the_next_is_read(line: str, said: str) -> None:
    end = "" if line.endswith("\n") else "\n"
    assert rows(f"x,y\n{line}{end}1,2\n") == [(1, ["x", "y"]), (2, said), (3, ["1", "2"])]


def test_a_quote_never_closed_is_named_where_it_opens() -> None:
    assert rows('x,y\n1,"2\n3,4\n') == [
        (1, ["x", "y"]),
        (2, f"2: the quote opened here {UNCLOSED}"),
    ]
    assert rows('x,y\n"1\n",2,"3\n4\n') == [
        (1, ["x", "y"]),
        (2, f"2: the quote opened on line 3 {UNCLOSED}"),
    ]
    assert rows('x,"') == [(1, f"1: the quote opened here {UNCLOSED}")]


def test_a_quote_closed_too_late_hides_no_further_row() -> None:
    text = 'x,y\n1,"2\n3,4\n5,"6"\n7,8\n'
    said = "2: the quote opened here has text after its end on line 4; close it where its cell ends"
    assert rows(text) == [(1, ["x", "y"]), (2, said), (5, ["7", "8"])]


def test_the_column_is_named_as_the_header_names_it_without_quotes() -> None:
    assert cells('"x", y \n1,2"\n')[1] == f"2: y: there is a stray quote at character 4; {NO}"


def test_the_header_may_be_in_any_order_and_leave_columns_out() -> None:
    known = ("id", "day", "count")
    assert header([" count", "day "], Columns(known, ("count",)), "f:1") == ("count", "day")


@pytest.mark.parametrize("quotes", [999_998, 999_999, 1_000_000])
@pytest.mark.parametrize("start", ["", "a,", 'a"', '"a",', "a,\r"])
def test_a_line_of_a_million_quotes_takes_no_time(start: str, quotes: int) -> None:
    assert_quick(start + '"' * quotes + "\nx,y\n")


@pytest.mark.parametrize(
    "line",
    [
        '""",' * 250_000,
        '"","' * 250_000,
        '"",' * 333_333 + '"',
        '"a"",' * 200_000 + "x",
        'a,"' * 333_333,
        '",' * 500_000,
        "," * 1_000_000,
        '"' + "a" * 999_000 + '"b',
        '"",' * 333_000 + "\r",
    ],
    ids=range(9),
)
def test_a_line_of_a_million_characters_takes_no_time(line: str) -> None:
    assert_quick(f"{line}\n")
    assert_quick(f'"\n{line}\n')


def test_a_cell_of_100_000_lines_takes_no_time() -> None:
    assert_quick('a,"' + "123456789\n" * 100_000 + '",b\n')
    assert_quick('a,"' + '""345678\n' * 100_000 + '",b\n')
    assert_quick('a,"' + '1","5678\n' * 100_000 + '",b\n')
    assert_quick('a,"' + "123456789\n" * 100_000)


def assert_quick(text: str) -> None:
    started = time.process_time()
    assert list(csv_rows(lines(text), "f"))
    assert time.process_time() - started < 2
