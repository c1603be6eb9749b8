"""Rows for programs, byte for byte."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_tracker.render import Format, render_rows
from exchange_tracker.render.row_forms import Row, Rows

CLAIMS = Rows(
    ("claim", "bound", "figure", "ledger", "difference", "explanation"),
    (
        ("c1", "=", 10, 12, -2, "two more, he said"),
        ("c2", ">=", 30, None, None, 'the "third" group\nof the day'),
        ("c3", "~", 0, 0, 0, "=1+1"),
        ("c4", "<=", 5, 5, 0, "كفير \\ a\tb"),
    ),
)


def text(rows: Rows, form: Format, *, raw: bool = False) -> str:
    return "".join(render_rows(rows, form, raw=raw))


def test_csv_quotes_only_where_needed_and_leaves_blank_what_has_no_value() -> None:
    assert text(CLAIMS, Format.CSV) == (
        "claim,bound,figure,ledger,difference,explanation\n"
        'c1,=,10,12,-2,"two more, he said"\n'
        'c2,>=,30,,,"the ""third"" group\nof the day"\n'
        "c3,~,0,0,0,'=1+1\n"
        "c4,<=,5,5,0,كفير \\ a\tb\n"
    )


def test_tsv_keeps_every_row_on_one_line() -> None:
    assert text(CLAIMS, Format.TSV) == (
        "claim\tbound\tfigure\tledger\tdifference\texplanation\n"
        "c1\t=\t10\t12\t-2\ttwo more, he said\n"
        'c2\t>=\t30\t\t\tthe "third" group\\nof the day\n'
        "c3\t~\t0\t0\t0\t'=1+1\n"
        "c4\t<=\t5\t5\t0\tكفير \\\\ a\\tb\n"
    )


def test_json_is_an_array_with_one_object_to_a_line() -> None:
    rows = Rows(CLAIMS.columns[2:], (row[2:] for row in CLAIMS.rows))
    assert text(rows, Format.JSON) == (
        "[\n"
        '{"figure": 10, "ledger": 12, "difference": -2, "explanation": "two more, he said"},\n'
        '{"figure": 30, "ledger": null, "difference": null, '
        '"explanation": "the \\"third\\" group\\nof the day"},\n'
        '{"figure": 0, "ledger": 0, "difference": 0, "explanation": "=1+1"},\n'
        '{"figure": 5, "ledger": 5, "difference": 0, "explanation": "كفير \\\\ a\\tb"}\n'
        "]\n"
    )


def test_jsonl_is_one_object_to_a_line_without_anything_around_it() -> None:
    rows = Rows(("claim", "figure"), [("c1", 10), ("c2", None)])
    assert text(rows, Format.JSONL) == (
        '{"claim": "c1", "figure": 10}\n{"claim": "c2", "figure": null}\n'
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Format.CSV, "claim,figure\n"),
        (Format.TSV, "claim\tfigure\n"),
        (Format.JSON, "[\n]\n"),
        (Format.JSONL, ""),
    ],
)
def test_no_rows_are_a_valid_file_all_the_same(form: Format, expected: str) -> None:
    assert text(Rows(("claim", "figure"), []), form) == expected


@pytest.mark.parametrize("form", [Format.CSV, Format.TSV])
def test_a_lone_blank_cell_is_no_empty_line(form: Format) -> None:
    assert text(Rows(("note",), [(None,), ("x",)]), form) == 'note\n""\nx\n'


@pytest.mark.parametrize("form", [Format.JSON, Format.JSONL])
def test_a_row_of_another_length_is_a_fault_not_a_shifted_value(form: Format) -> None:
    with pytest.raises(ValueError, match="zip"):
        text(Rows(("a", "b"), [("1",)]), form)


def test_raw_leaves_formulas_alone_and_numbers_are_never_guarded() -> None:
    rows = Rows(("a", "b", "c"), [("=1+1", -2, "-2")])
    assert text(rows, Format.CSV, raw=True) == "a,b,c\n=1+1,-2,-2\n"
    assert text(rows, Format.CSV) == "a,b,c\n'=1+1,-2,-2\n"
    assert text(rows, Format.TSV, raw=True) == "a\tb\tc\n=1+1\t-2\t-2\n"


values = st.none() | st.integers() | st.text(st.characters(exclude_characters="\0"))
tables = st.lists(st.tuples(values, values, values), max_size=5)


def as_texts(rows: list[Row]) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in rows]


@given(tables)
def test_python_reads_the_same_cells_from_csv(rows: list[Row]) -> None:
    written = text(Rows(("a", "b", "c"), rows), Format.CSV, raw=True)
    read = list(csv.reader(io.StringIO(written, newline=""), strict=True))
    assert read == [["a", "b", "c"], *as_texts(rows)]


@given(tables)
def test_tsv_can_be_split_at_its_tabs_and_line_ends(rows: list[Row]) -> None:
    written = text(Rows(("a", "b", "c"), rows), Format.TSV, raw=True)
    read = [[unescaped(cell) for cell in line.split("\t")] for line in written.split("\n")[1:-1]]
    assert read == as_texts(rows)


MANY = [("x", 1, "y")] * 1_000
SIGNS = ("=", "-", "＋", "'", '"', ",", ";", " ", "\t", "\r", "\n", "\x0b", "\x85", "a", "")


@pytest.mark.parametrize(("raw", "excel"), [(False, False), (True, False), (False, True)])
def test_a_row_after_very_many_is_written_as_it_is_alone(*, raw: bool, excel: bool) -> None:
    def written(rows: list[Row]) -> str:
        table = Rows(("a", "b", "c"), rows)
        return "".join(render_rows(table, Format.CSV, raw=raw, excel=excel))

    start = len(written([]))
    many = written([*MANY])[start:]
    for one, other in product(SIGNS, SIGNS):
        for row in ((f"{one}{other}a", -1, None), ("a", "", f"{one}{other}")):
            assert written([*MANY, row])[start:] == many + written([row])[start:]


def test_a_long_row_after_very_many_ends_no_table() -> None:
    rows = Rows(("a", "b", "c"), [*MANY, ("-2 more", 1, "z" * 5_000), *MANY])
    written = text(rows, Format.CSV).splitlines()
    assert [len(written), written[1_001][:9], written[-1]] == [2_002, "'-2 more,", "x,1,y"]


def unescaped(cell: str) -> str:
    characters = iter(cell)
    meant = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return "".join(meant[next(characters)] if c == "\\" else c for c in characters)


@given(tables)
def test_json_and_jsonl_give_back_the_same_values(rows: list[Row]) -> None:
    expected = [dict(zip("abc", row, strict=True)) for row in rows]
    assert json.loads(text(Rows(("a", "b", "c"), rows), Format.JSON)) == expected
    jsonl = text(Rows(("a", "b", "c"), rows), Format.JSONL)
    assert [json.loads(line) for line in jsonl.split("\n")[:-1]] == expected


def test_json_can_be_encoded_even_with_half_a_character_in_it() -> None:
    written = text(Rows(("a",), [("é\udc80",)]), Format.JSONL)
    assert written == '{"a": "é\\udc80"}\n'


@pytest.mark.parametrize("form", [Format.CSV, Format.TSV, Format.JSON, Format.JSONL])
def test_a_million_rows_would_come_in_small_chunks(form: Format) -> None:
    asked = 0

    def endless() -> Iterator[Row]:
        nonlocal asked
        while True:
            asked += 1
            yield ("r1", 8)

    chunks = render_rows(Rows(("id", "count"), endless()), form)
    assert all(len(next(chunks)) < 100_000 for _ in range(3))
    assert asked <= 5_000


def test_a_long_row_waits_for_no_other_and_is_not_kept() -> None:
    long = ("x" * 100_000 for _ in range(50))
    tracemalloc.start()
    chunks = [
        len(chunk) for chunk in render_rows(Rows(("ids",), ((cell,) for cell in long)), Format.CSV)
    ]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(chunks) == len("ids\n") + 50 * 100_001
    assert most < 1_000_000


@pytest.mark.parametrize("form", [Format.CSV, Format.TSV, Format.JSON, Format.JSONL])
def test_the_first_row_is_out_before_others_are_asked_for(form: Format) -> None:
    asked: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(10):
            asked.append(number)
            yield (number,)

    chunks = render_rows(Rows(("n",), rows()), form)
    first = next(chunks)
    assert "0" in first
    assert len(asked) <= 2
    assert "9" in first + "".join(chunks)
