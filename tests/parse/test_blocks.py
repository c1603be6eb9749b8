"""Rows that are read many at a time are the rows that are read one by one."""

import io
import random

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Release, Source
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.table import Plain, Row, csv_blocks, csv_rows, one_by_one
from exchange_tracker.parse.text import BLOCK, LONGEST_LINE, blocks, lines
from tests.parse.test_rows import TERMS

PIECES = ("a", "b,", ",", '"', '""', '"x,y"', "\n", "\n", "\r\n", "\r", "'", "é", " ")


def said(rows: list[Row]) -> list[tuple[int, object]]:
    return [(n, str(row.problems) if isinstance(row, Refusal) else row) for n, row in rows]


def in_blocks(chance: random.Random, text: str) -> list[str]:
    """The first line by itself, and the others as they happen to be cut."""
    each = list(io.StringIO(text, newline="\n"))
    cut = [each[:1]]
    for line in each[1:]:
        if len(cut) == 1 or chance.random() < 0.4:
            cut.append([])
        cut[-1].append(line)
    return ["".join(some) for some in cut if some]


def test_rows_in_blocks_are_those_line_by_line() -> None:
    chance, plain = random.Random(7), 0
    for _ in range(3_000):
        text = "".join(chance.choices(PIECES, k=chance.randrange(1, 40)))
        rows = list(csv_blocks(in_blocks(chance, text), "f", ","))
        plain += sum(isinstance(row, Plain) for row in rows)
        expected = list(csv_rows(io.StringIO(text, newline="\n"), "f"))
        assert said(list(one_by_one(rows))) == said(expected), text
    assert plain > 1_000


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("length", [BLOCK // 2, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_lines_go_on_across_what_is_read_at_once(length: int, end: str) -> None:
    pieces = ["h" + end, "x" * length + end, "é" * 3 + end, "y" * (length + 1) + end, "z"]
    raw = "".join(pieces).encode()
    assert list(lines(io.BytesIO(raw), "f")) == pieces
    first, *others = blocks(io.BytesIO(raw), "f")
    assert (first, "".join(others)) == (pieces[0], "".join(pieces[1:]))
    assert all(block.endswith("\n") for block in others[:-1])


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (b"\0", "the line has a NUL byte"),
        (b"\xff", "byte 0xFF at character 1 is not UTF-8"),
        (b"x" * LONGEST_LINE + b"x", "the line is longer than"),
    ],
)
def test_the_rows_before_a_line_that_cannot_be_read_are_checked_too(bad: bytes, what: str) -> None:
    reader = Reader(Source, TERMS)
    row = b"s%d,x,,,,,,\n"
    header = b"id,publisher,published,url,title,archived,sha256,note\n"
    raw = header + b"".join(row % n for n in range(700)) + b"?,x,,,,,,\n" + bad + b"\n" + row % 1
    facts = [fact for chunk in reader.csv(io.BytesIO(raw), "f") for fact in chunk.facts]
    assert len(facts) == 700
    first, second = reader.problems
    assert first.where == "f:702: id"
    assert second.where == "f:703"
    assert what in second.what


def test_one_bad_id_among_many_is_named() -> None:
    reader = Reader(Release, TERMS)
    rows = [f"r{n},2021-03-01,a,hostage,1" for n in range(1_200)]
    rows[7], rows[1_000] = "r 7,2021-03-01,a,hostage,1", " r1000 ,2021-03-01,a,hostage,1"
    raw = "\n".join(["id,day,party,kind,count", *rows]).encode()
    facts = [fact for chunk in reader.csv(io.BytesIO(raw), "f") for fact in chunk.facts]
    assert [problem.where for problem in reader.problems] == ["f:9: id"]
    assert [fact.id for fact in facts] == [f"r{n}" for n in range(1_200) if n != 7]


@pytest.mark.parametrize("wrong", ["r9,2021-03-01,a,hostage", "r9,2021-03-01,a,hostage,1,2", ""])
def test_one_row_of_another_width_among_many_is_named(wrong: str) -> None:
    """Also where another row makes up for what it has less or more."""
    reader = Reader(Release, TERMS)
    rows = [f"r{n},2021-03-01,a,hostage,1" for n in range(1_200)]
    rows[9], rows[10] = (
        wrong,
        "r10,2021-03-01,a,hostage,1,2" if wrong.count(",") < 4 else "r10,2021-03-01,a,hostage",
    )
    raw = "\n".join(["id,day,party,kind,count", *rows]).encode()
    facts = [fact for chunk in reader.csv(io.BytesIO(raw), "f") for fact in chunk.facts]
    assert [problem.where for problem in reader.problems] == ["f:11", "f:12"]
    assert (len(facts), reader.read) == (1_198, 1_200)
