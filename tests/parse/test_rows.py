"""Rows of a file to facts: each column by its name, each problem by its line."""

import io
from datetime import date
from datetime import time as clock_time

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Claim, Release, Source, Span, Terms
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.table_rows import CHUNK

TERMS = Terms(
    title="t",
    timezone="UTC",
    day_starts=clock_time(0),
    parties={"a": "Side A", "b": "Side B"},
    vocabulary={"kind": ("hostage", "prisoner"), "basis": ("separate",)},
    phases=(Span("p", date(2023, 11, 24), date(2023, 11, 30)),),
    readings=(),
)
HEADER = "day,party,kind,count\n"
ROW = "2023-11-24,a,hostage,8\n"


def read(text: str, *, jsonl: bool = False) -> tuple[list[tuple[int, Release]], list[str]]:
    """Give the releases of a text by line, and its problems."""
    reader = Reader(Release, TERMS)
    chunks = (reader.json_lines if jsonl else reader.csv)(io.BytesIO(text.encode()), "f")
    facts = [pair for chunk in chunks for pair in zip(chunk.lines, chunk.facts, strict=True)]
    return facts, [str(problem).split(";")[0] for problem in reader.problems]


def test_columns_are_known_by_their_names() -> None:
    text = "count , kind,day,note,party\n 8,hostage , 2023-11-24,\u00a0 two  words ,a\n"
    row = Release(day="2023-11-24", party="a", kind="hostage", count="8", note="two  words")
    assert read(text) == ([(2, row)], [])


def test_a_claims_from_is_a_column_like_others() -> None:
    reader = Reader(Claim, TERMS)
    text = b"source,from,to,figure\nafp,2023-11-24,2023-11-25,8\n"
    (chunk,) = reader.csv(io.BytesIO(text), "f")
    assert chunk.facts == [Claim(source="afp", from_="2023-11-24", to="2023-11-25", figure="8")]


def test_a_row_is_named_by_the_line_it_starts_on() -> None:
    text = 'day,party,kind,count,note\n2023-11-24,a,hostage,8,"x\ny\n"\n2023-11-25,a,hostage,x,\n'
    facts, problems = read(text)
    assert [line for line, _ in facts] == [2]
    assert problems == ["f:5: count: 'x' is not a whole number"]


def test_only_a_header_is_no_rows() -> None:
    assert read(HEADER) == ([], [])
    assert read(HEADER.strip()) == ([], [])
    assert read("", jsonl=True) == ([], [])


def test_problems_on_both_sides_of_a_chunk_are_in_order() -> None:
    wrong = "x,a,hostage,8\n"
    text = HEADER + ROW * (CHUNK - 2) + wrong + "short\n" + wrong + ROW + wrong + "a,b\n"
    facts, problems = read(text)
    assert len(facts) == CHUNK - 1
    day, cells = "day: 'x' is not a date", "and the header 4"
    assert problems == [
        f"f:{CHUNK}: {day}",
        f"f:{CHUNK + 1}: the row has 1 cell {cells}",
        f"f:{CHUNK + 2}: {day}",
        f"f:{CHUNK + 4}: {day}",
        f"f:{CHUNK + 5}: the row has 2 cells {cells}",
    ]


def test_rows_before_a_line_that_cannot_be_read_are_still_checked() -> None:
    reader = Reader(Release, TERMS)
    data = f"{HEADER}{ROW}x,a,hostage,8\n".encode() + b"\xff\n" + ROW.encode()
    (chunk,) = reader.csv(io.BytesIO(data), "f")
    assert chunk.lines == (2,)
    assert [problem.where for problem in reader.problems] == ["f:3: day", "f:4"]
    assert reader.read == 3


def test_rows_with_problems_are_kept_without_what_is_wrong() -> None:
    reader = Reader(Release, TERMS)
    text = f"id,{HEADER}e1,2023-11-24,a,hostage,x\ne 2,2023-11-24,nobody,hostage,8\n"
    assert not any(chunk.facts for chunk in reader.csv(io.BytesIO(text.encode()), "f"))
    assert reader.refused == [
        (2, Release(id="e1", day="2023-11-24", party="a", kind="hostage")),
        (3, Release(day="2023-11-24", kind="hostage", count="8")),
    ]


def test_a_problem_between_columns_is_told_beside_those_of_other_columns() -> None:
    reader = Reader(Claim, TERMS)
    text = (
        "id,source,from,to,figure,part_of,part\n"
        "a,,2023-11-25,2023-11-24,x,b,\n"
        "b,afp,2023-11-31,2023-11-24,8,,share\n"
        "c,afp,2023-11-25,2023-11-24,8,c c,\n"
    )
    assert not any(chunk.facts for chunk in reader.csv(io.BytesIO(text.encode()), "f"))
    assert [str(problem).split(";")[0] for problem in reader.problems] == [
        "f:2: source: the source is blank",
        "f:2: from: from 2023-11-25 is after to 2023-11-24",
        "f:2: figure: 'x' is not a whole number",
        "f:2: part: part_of is given and part is blank",
        "f:3: from: '2023-11-31' is not a day of the calendar",
        "f:3: part: 'share' is not a part",
        "f:4: from: from 2023-11-25 is after to 2023-11-24",
        "f:4: part_of: 'c c' is not an id",
    ]


BETWEEN_DAYS = [
    ("2023-11-24", "", "", ""),
    ("2023-11-24", "2023-11-24", "", ""),
    ("2023-11-24", "2023-12-03", "", ""),
    ("2023-11-24", "2023-11-23", "", "until: until 2023-11-23 is before day 2023-11-24"),
    ("", "2023-11-24", "", "day: until is given and day is blank"),
    ("", "", "2023-11-24T12:00Z", ""),
    ("2023-11-24", "", "2023-11-24T12:00Z", ""),
    ("2023-11-24", "2023-11-24", "2023-11-24T12:00Z", "until: until and at are both given"),
    ("", "2023-11-24", "2023-11-24T12:00Z", "until: until and at are both given"),
    ("", "", "", "day: neither day nor at is given"),
    ("2023-11-24", "2023-11-31", "", "until: '2023-11-31' is not a day of the calendar"),
    ("2023-11-31", "2023-11-24", "", "day: '2023-11-31' is not a day of the calendar"),
]


@pytest.mark.parametrize("dated_before", [0, CHUNK + 1])
@pytest.mark.parametrize(("day", "until", "at", "problem"), BETWEEN_DAYS)
def test_the_days_of_a_release_fit_together(
    day: str, until: str, at: str, problem: str, dated_before: int
) -> None:
    text = "day,until,at,party,kind,count\n" + "2023-11-24,,,a,hostage,8\n" * dated_before
    facts, problems = read(f"{text}{day},{until},{at},a,hostage,8\n")
    assert problems == ([f"f:{dated_before + 2}: {problem}"] if problem else [])
    assert len(facts) == dated_before + (not problem)
    if not problem:
        assert facts[-1][1] == Release(
            day=day, until=until, at=at, party="a", kind="hostage", count="8"
        )


def test_several_parties_are_kept_as_they_were_given() -> None:
    text = "day,party,kind,count\n2023-11-24, b ;a;,hostage,780+\n"
    row = Release(day="2023-11-24", party="b;a", kind="hostage", count="780+")
    assert read(text) == ([(2, row)], [])
    line = '{"day":"2023-11-24","party":["b","a"],"kind":"hostage","count":"780+"}\n'
    assert read(line, jsonl=True) == ([(1, row)], [])


def test_one_row_is_taken_or_refused_with_every_problem() -> None:
    reader = Reader(Source, TERMS)
    assert reader.one([" s1 ", "afp", "2023", *[""] * 5], "xt add") == Source("s1", "afp", "2023")
    with pytest.raises(Refusal) as refusal:
        reader.one(["s 1", "", "x", "", "", "", "y", ""], "xt add")
    wheres = [problem.where for problem in refusal.value.problems]
    assert wheres == ["xt add: id", "xt add: published", "xt add: sha256"]


def test_a_blank_row_by_itself_lacks_what_is_required() -> None:
    with pytest.raises(Refusal) as refusal:
        Reader(Release, TERMS).one([""] * 13, "xt add")
    wheres = [problem.where for problem in refusal.value.problems]
    assert wheres == ["xt add: day", "xt add: party", "xt add: kind", "xt add: count"]


def test_long_texts_are_not_remembered() -> None:
    reader = Reader(Release, TERMS)
    note = "x" * 1_000
    text = f"note,{HEADER}{note},{ROW}y,{ROW}"
    assert len(list(reader.csv(io.BytesIO(text.encode()), "f"))) == 1
    assert [set(column) for column in reader.checked][-1] == {"y"}
