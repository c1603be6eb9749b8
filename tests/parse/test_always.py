"""What always holds of files of rows, whatever their bytes: nothing vanishes, nothing crashes."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.model import AnyFact, Claim, Release, Source, columns
from exchange_tracker.facts.movement import Movement
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.table import csv_rows
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.parse.text import lines
from tests.parse.test_rows import TERMS

OFTEN = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KINDS: tuple[type[AnyFact], ...] = (Release, Movement, Claim, Source)

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
SHARP = st.text('a,"\r\n ;', max_size=8)
CELL = TEXT | SHARP
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=8)


# ---------------------------------------------------------------------------- CSV


@OFTEN
@given(ROWS, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_what_the_csv_module_writes_is_read_back(
    rows: list[list[str]], end: str, encoding: str
) -> None:
    kept = io.StringIO(newline="")
    csv.writer(kept, quoting=csv.QUOTE_ALL, lineterminator=end).writerows(rows)
    assert read(kept.getvalue().encode(encoding)) == rows


@example([["<?"]], "\n")
@example([["<a"]], "\n")
@OFTEN
@given(ROWS, st.sampled_from(["\n", "\r\n"]))
def test_what_it_writes_with_quotes_where_needed_is_read_back(
    rows: list[list[str]], end: str
) -> None:
    # A lone carriage return is no line end here; this version of the module leaves it unquoted.
    tame = [[cell.replace("\r", "") for cell in row] for row in rows]
    kept = io.StringIO(newline="")
    csv.writer(kept, lineterminator=end).writerows(tame)
    mark = "\ufeff"  # a first cell may begin with one
    assert read((mark + kept.getvalue()).encode()) == tame


@OFTEN
@given(st.text('ab,"\r\n', max_size=40))
def test_what_is_taken_is_read_as_the_csv_module_reads_it(text: str) -> None:
    rows = [row for _, row in csv_rows(lines(io.BytesIO(text.encode()), "f"), "f")]
    if any(isinstance(row, Refusal) for row in rows):
        return
    physical = io.StringIO(text, newline="\n")
    assert rows == [row or [""] for row in csv.reader(physical, strict=True)]


@OFTEN
@given(st.text('ab,"\r\n', max_size=60))
def test_every_line_belongs_to_one_row(text: str) -> None:
    starts = [line for line, _ in csv_rows(lines(io.BytesIO(text.encode()), "f"), "f")]
    assert starts == sorted(set(starts))
    assert starts[:1] == [1][: len(text)]


def read(data: bytes) -> list[list[str]]:
    rows = [row for _, row in csv_rows(lines(io.BytesIO(data), "f"), "f")]
    return [row for row in rows if not isinstance(row, Refusal)] if _whole(rows) else []


def _whole(rows: list[list[str] | Refusal]) -> bool:
    assert not [str(row) for row in rows if isinstance(row, Refusal)]
    return True


# ---------------------------------------------------------------------------- one damaged byte


class Outcome(NamedTuple):
    """What a reader made of a file: the facts by line, and the lines of its problems."""

    facts: Mapping[int, AnyFact]
    refused: set[int]


def outcome_of(data: bytes, *, jsonl: bool = False) -> Outcome:
    reader = Reader(Release, TERMS)
    chunks = (reader.json_lines if jsonl else reader.csv)(io.BytesIO(data), "f")
    facts = {
        line: fact for chunk in chunks for line, fact in zip(chunk.lines, chunk.facts, strict=True)
    }
    return Outcome(facts, {line_of(problem) for problem in reader.problems})


def line_of(problem: Problem) -> int:
    """Give the line of a problem; that of a whole file is its first."""
    parts = problem.where.split(":")
    return int(parts[1]) if len(parts) > 1 else 1


ENTRY = st.tuples(
    st.from_regex(r"[a-z0-9]{1,3}", fullmatch=True),
    st.dates(min_value=date(1800, 1, 1)).map(str),
    st.sampled_from(["a", "b"]),
    st.integers(0, 999).map(str) | st.just("?"),
    st.sampled_from(["", "Israeli", "Israeli;Russian"]),
    CELL,
).map(
    lambda cells: Release(
        id=cells[0],
        day=cells[1],
        party=cells[2],
        kind="hostage",
        count=cells[3],
        nationality=cells[4],
        note=cells[5],
    )
)
ENTRIES = st.lists(ENTRY, min_size=1, max_size=6)
PLACE = st.floats(0, 1, exclude_max=True)
BYTE = st.integers(0, 255) | st.sampled_from(list(b'",\n\r \0;{}:0'))
DAMAGE = st.sampled_from(["replace", "insert", "delete"])


def damaged(data: bytes, place: int, byte: int, how: str) -> bytes:
    """Give the data with one byte replaced, put in or taken out."""
    instead = b"" if how == "delete" else bytes([byte])
    return data[:place] + instead + data[place + (how != "insert") :]


def in_csv(entries: list[Release], end: str, quoting: int) -> list[bytes]:
    """Give the header and each row of a file."""
    texts = []
    for row in [columns(Release), *entries]:
        kept = io.StringIO(newline="")
        csv.writer(kept, quoting=quoting, lineterminator=end).writerow(row)  # type: ignore[arg-type]
        texts.append(kept.getvalue().encode())
    return texts


@OFTEN
@given(
    ENTRIES,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    PLACE,
    BYTE,
    DAMAGE,
)
def test_one_damaged_byte_of_csv_loses_no_row_without_a_word(
    entries: list[Release], end: str, quoting: int, at: float, byte: int, how: str
) -> None:
    tame = [entry._replace(note=entry.note.replace("\r", "")) for entry in entries]
    assert_nothing_is_lost(in_csv(tame, end, quoting), at, byte, how, jsonl=False)


@pytest.mark.parametrize("note", ['"\na', "\na", '""""\n,"'])
def test_a_quote_that_runs_on_to_a_later_row_is_told_where_it_ends(note: str) -> None:
    first = Release(id="e1", day="2023-11-30", party="a", kind="hostage", count="1", note="x,")
    texts = in_csv([first, first._replace(id="e2", note=note)], "\n", csv.QUOTE_MINIMAL)
    end_of_quote = len(texts[0]) + len(texts[1]) - 2
    at = (end_of_quote + 0.5) / len(b"".join(texts))
    assert_nothing_is_lost(texts, at, ord('"'), "delete", jsonl=False)


@OFTEN
@given(ENTRIES, PLACE, BYTE, DAMAGE)
def test_one_damaged_byte_of_json_loses_no_row_without_a_word(
    entries: list[Release], at: float, byte: int, how: str
) -> None:
    objects = [{name: cell for name, cell in entry._asdict().items() if cell} for entry in entries]
    texts = [json.dumps(keys, ensure_ascii=False).encode() + b"\n" for keys in objects]
    assert_nothing_is_lost(texts, at, byte, how, jsonl=True)


def assert_nothing_is_lost(
    texts: list[bytes], at: float, byte: int, how: str, *, jsonl: bool
) -> None:
    data = b"".join(texts)
    before = outcome_of(data, jsonl=jsonl)
    assert not before.refused
    assert len(before.facts) == len(texts) - (not jsonl)
    place = int(at * len(data))
    first, last = lines_of_row(texts, place)
    after = outcome_of(damaged(data, place, byte, how), jsonl=jsonl)
    if after.refused and jsonl:
        assert after.refused & set(range(first, last + 2))
    elif after.refused:  # a quote that is not closed may end in the text of any later row
        assert first <= min(after.refused)
    else:
        assert len(after.facts) == len(before.facts)
        others = [fact for line, fact in before.facts.items() if line != first]
        assert len([fact for fact in others if fact in after.facts.values()]) == len(others)
    untouched = {line: fact for line, fact in before.facts.items() if line < first}
    assert first == 1 or {n: after.facts.get(n) for n in untouched} == untouched


def lines_of_row(texts: list[bytes], place: int) -> tuple[int, int]:
    """Give the first and last line of the row in which a byte lies."""
    line = 1
    for text in texts:
        if place < len(text):
            return line, line + text.count(b"\n") - 1
        place -= len(text)
        line += text.count(b"\n")
    raise AssertionError


# ---------------------------------------------------------------------------- any bytes at all

HEADERS = {kind: ",".join(columns(kind)).encode() + b"\n" for kind in KINDS}
NASTY = st.lists(
    st.sampled_from(
        (
            *(
                b'"',
                b",",
                b"\n",
                b"\r",
                b"\0",
                b"\xff",
                b"\xfe",
                b"\xef\xbb\xbf",
                b"\xd7\x90",
                b";",
            ),
            *(b"a", b"hostage", b"2023-11-30", b"8", b"?", b"{", b"}", b"[", b"]", b":", b"null"),
            *(b'{"day":', b'"count"', b"1.5", b"NaN", b"\\ud800", b"\\", b" ", b"1" * 5000),
        )
    ),
    max_size=60,
).map(b"".join)
ANY = st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")) | NASTY  # fmt: skip


@OFTEN
@given(st.sampled_from(KINDS), ANY, st.sampled_from(["csv", "csv with header", "jsonl"]))
def test_any_bytes_are_rows_or_problems(kind: type[AnyFact], data: bytes, form: str) -> None:
    reader = Reader(kind, TERMS)
    raw = io.BytesIO(HEADERS[kind] + data if form == "csv with header" else data)
    chunks = list((reader.json_lines if form == "jsonl" else reader.csv)(raw, "f"))
    taken = sum(len(chunk.facts) for chunk in chunks)
    assert taken <= reader.read
    assert bool(reader.problems) or taken == reader.read
    for problem in reader.problems:
        assert str(problem).isprintable()
        assert problem.what
        assert problem.fix
        assert problem.where.split(":")[0] == "f"
    numbers = [line_of(problem) for problem in reader.problems]
    assert numbers == sorted(numbers)


@OFTEN
@given(NASTY | st.binary(max_size=200))
def test_any_bytes_of_terms_are_refused_or_taken(data: bytes) -> None:
    with pytest.raises(Refusal):
        parse_terms("".join(lines(io.BytesIO(data), "terms.toml")))
