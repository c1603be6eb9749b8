"""Rows that the database writes as JSON are verified, and exported, as their cells would be."""

import json
import sqlite3
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger.digest import rows_text
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.row_reader import PIECE, RowReader
from exchange_tracker.store.ledger.row_texts import canonical, cells, each_row, row_texts
from exchange_tracker.store.ledger.verification import content_mismatches
from tests.engines import altered, place
from tests.faults.stage import bare, done, write_rows
from tests.program import xt

pytestmark = pytest.mark.usefixtures("engine")
SIGNS = ("a", '"', "\\", ",", "[", "]", "\n", "\t", "\r", "é", "\x7f", "\u2028", "🕊", "\x1f", " ")
IN_FILES_ONLY = ("\x00", "\x01", "\x0c", "\ufeff")
ODD = ('A","B', '"],["', "A\\", '\\"', "A\x1fB", "two\nlines", "[x]", '"', "é\u2028é")


def odd_ledger(folder: Path, times: int = 1) -> Path:
    """Give a ledger whose entries hold signs that JSON escapes, and that stand between its cells."""
    path = bare(folder / "l.db")
    columns = "day until party kind count category nationality note"
    rows = [
        ["2023-11-24", until, "hamas", "hostage", n, "", text, text[::-1]]
        for until in ("", "2023-11-25")
        for n, text in enumerate(ODD * times, start=1)
    ]
    file = write_rows(folder / "rows.csv", rows, columns)
    done("import", "releases", file, "--ledger", path, "--accept-totals", "--accept-doubles")
    return path


def test_a_ledger_of_odd_cells_verifies_and_its_history_is_canonical(tmp_path: Path) -> None:
    path, history = odd_ledger(tmp_path), tmp_path / "h.jsonl"
    done("verify", "--ledger", path)
    done("export", history, "--ledger", path)
    done("verify", history)
    lines = history.read_text(encoding="utf-8").split("\n")[:-1]
    for line in lines:
        fields = json.loads(line)
        canonical_line = json.dumps(
            {key: fields[key] for key in sorted(fields, key=lambda key: (key == "rows", key))},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        assert line == canonical_line
    assert {row[9] for row in json.loads(lines[-1])["rows"]} == {*ODD}


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE releases SET note = note || ' ' WHERE row = 3", "do not give its digest"),
        ("UPDATE releases SET until = '' WHERE row = 12", "do not give its digest"),
        ("UPDATE sums SET people = people + 1 WHERE nationality = '\"],[\"'", "not that of the"),
        ("UPDATE sums SET entries = 5 WHERE nationality = '\"' AND first_day <> ''", "a sum is"),
    ],
)
def test_one_of_them_that_is_altered_is_found(tmp_path: Path, statement: str, what: str) -> None:
    path = odd_ledger(tmp_path)
    if statement.startswith("UPDATE releases") and not isinstance(place(path), Path):
        statement = f"SET session_replication_role = replica; {statement}"
    ran = xt("verify", "--ledger", altered(path, statement))
    assert ran.code == 5
    assert what in ran.err


@pytest.mark.in_a_file
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE releases SET note = note || char(0) WHERE row = 3",
        "UPDATE releases SET note = note || char(0) || 'x' WHERE row = 3",
    ],
)
def test_what_hides_behind_a_sign_that_ends_a_text_is_found(tmp_path: Path, statement: str) -> None:
    ran = xt("verify", "--ledger", altered(odd_ledger(tmp_path), statement))
    assert ran.code == 5
    assert "do not give its digest" in ran.err


def reader_of(rows: list[tuple[int, str, str]]) -> RowReader:
    """Give a reader of a table ``t`` in a file of its own, whose rows each name a change."""
    connection = sqlite3.connect("", isolation_level=None)
    connection.execute("CREATE TABLE t (row INTEGER PRIMARY KEY, written INTEGER, a TEXT, b TEXT)")
    connection.executemany("INSERT INTO t (written, a, b) VALUES (?, ?, ?)", rows)
    return RowReader(connection, Path("x.db"), None)


@pytest.mark.in_a_file
def test_every_text_is_written_as_a_digest_covers_it() -> None:
    rng = Random(4)
    signs = (*SIGNS, *IN_FILES_ONLY)
    for _ in range(400):
        few = rng.sample(signs, rng.randrange(1, len(signs)))
        pairs = [
            ("".join(rng.choices(few, k=rng.randrange(4))), "".join(rng.choices(few, k=3)))
            for _ in range(rng.randrange(1, 6))
        ]
        reader = reader_of([(1, *pair) for pair in pairs])
        text = reader.engine.json_array(("'add'", "a", "b"))
        ((number, joined),) = row_texts(reader, "t", "written", text)
        assert number == 1
        assert canonical(joined) == rows_text(("add", *pair) for pair in pairs)
        assert [tuple(cells(row)) for row in each_row(joined)] == [("add", *one) for one in pairs]
        reader.connection.close()


@pytest.mark.in_a_file
@pytest.mark.parametrize(
    "way",
    [
        r'["a\n\\\"/é\u0001","b"]',
        r'["a\u000a\\\"/é\u0001","b"]',
        r'["a\n\u005c\"/é\u0001","b"]',
        r'["a\n\\\u0022\/é\u0001","b"]',
        r'["a\n\\\"/\u00e9\u0001","b"]',
    ],
)
def test_another_way_to_write_the_same_is_no_other_digest(way: str) -> None:
    assert canonical(f'["x\\"","y"],{way}') == rows_text([('x"', "y"), ('a\n\\"/é\x01', "b")])


@pytest.mark.in_a_file
@pytest.mark.parametrize("many", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 5])
@pytest.mark.parametrize("of_a_change", [1, 700, 2 * PIECE + 5])
def test_each_row_comes_once_in_its_order_with_its_change(many: int, of_a_change: int) -> None:
    rows = [(1 + n // of_a_change, f"a{n}", "b" * (n % 3)) for n in range(many)]
    reader = reader_of(rows)
    text = reader.engine.json_array(("a", "b"))
    pairs = [
        (number, *cells(row))
        for number, joined in row_texts(reader, "t", "written", text)
        for row in each_row(joined)
    ]
    assert pairs == rows


@pytest.mark.in_a_file
def test_rows_that_are_too_long_for_one_text_come_one_by_one(tmp_path: Path) -> None:
    """The database makes no text longer than its limit, and a note may take a good part of it."""
    ledger = Ledger.open(odd_ledger(tmp_path, times=20), steady=True)
    text = ledger.engine.json_array(("id", "note"))
    (together,) = row_texts(ledger, "releases", "written", text)
    ledger.of_file.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, len(together[1]) - 1)
    apart = [*row_texts(ledger, "releases", "written", text)]
    assert len(apart) == 2 * 20 * len(ODD)
    assert ",".join(text for _, text in apart) == together[1]
    assert list(content_mismatches(ledger)) == []
