"""An import of very many rows leaves the ledger as many small ones would, and asks the same of them."""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exchange_tracker.facts.model import Release
from exchange_tracker.queries.unlikely_rows import unlikely_rows
from exchange_tracker.store.ledger.change import Author, Change
from exchange_tracker.store.ledger.day_indexes import MANY
from exchange_tracker.store.ledger.digest import columns_text, rows_text
from exchange_tracker.store.ledger.schema import BY_DAY, VERSION
from exchange_tracker.store.ledger.schema_versions import described, expected
from exchange_tracker.store.ledger.second_look import second_look
from exchange_tracker.store.ledger.writing import writing
from tests.ledgers import file, import_, make
from tests.program import xt

HEADER = "id,day,until,at,party,kind,count,category,sources"
ANYHOW = ("--accept-totals", "--accept-doubles")
NOW = datetime(2024, 1, 10, tzinfo=UTC)

ODD = {
    "outside": ("o1,2023-12-01,,,a,k,1,,S", "o1: 2023-12-01 lies outside the truce"),
    "a span outside": ("o1,2023-12-27,2024-01-02,,a,k,1,,S", "o1: 2023-12-27 to 2024-01-02 may"),
    "by hand": ("o1,2024-01-02,,2024-01-04T10:00:00Z,a,k,1,,S", "o1: its moment lies in the truce"),
    "another offset": (
        "o1,,,2024-01-04T10:00:00+05:00,a,k,1,,S",
        "o1: 2024-01-04T10:00:00+05:00 is",
    ),
    "in the future": ("o1,2199-03-04,,,a,k,1,,S", "o1: 2199-03-04 lies in the future"),
    "many times": ("o1,2024-01-04,,,a,k,900,,S", "o1: 900 is 300 times the most of any other k, 3"),
    "sources": ("o1,2024-01-04,,,a,k,1,,Z", "o1: Z is not among the sources; add it"),
}


def rows(many: int) -> list[str]:
    return [
        f"e{n},2024-01-0{n % 3 + 1},{'2024-01-04' if n % 90 == 0 else ''},,a,k,{n % 4},{'xy'[n % 2]},S{n % 7}"
        for n in range(many)
    ]


@pytest.mark.in_a_file
def test_its_indexes_and_sums_are_those_of_small_imports(tmp_path: Path) -> None:
    many = rows(MANY + 2_500)
    large, small = make(tmp_path), tmp_path / "small.db"
    small.write_bytes(large.read_bytes())
    whole = file(tmp_path, "r.csv", *many, header=HEADER)
    assert import_(large, whole, *ANYHOW).code == 0
    for start in range(0, len(many), 10_000):
        part = file(tmp_path, "p.csv", *many[start : start + 10_000], header=HEADER)
        assert import_(small, part, *ANYHOW).code == 0
    days = (
        "SELECT truce_day, count(*) FROM releases INDEXED BY releases_day WHERE superseded IS NULL"
    )
    queries, held = ("SELECT * FROM sums", f"{days} GROUP BY 1"), []
    for path in (large, small):
        assert xt("verify", "--ledger", path).code == 0
        with closing(sqlite3.connect(path)) as connection:
            assert described(connection) == expected(VERSION)
            held.append([connection.execute(query).fetchall() for query in queries])
    assert held[0] == held[1]


@pytest.mark.in_a_file
@pytest.mark.parametrize(
    ("standing", "new", "done_without"),
    [
        (0, MANY + 2_000, True),
        (50, MANY + 3_000, True),
        (0, MANY, False),
        (MANY + 9_000, MANY + 3_000, False),
    ],
)
def test_indexes_by_day_are_done_without_where_most_entries_are_new(
    tmp_path: Path, standing: int, new: int, *, done_without: bool
) -> None:
    ledger = make(tmp_path)
    releases = [
        Release(id=f"n{n}", day="2024-01-02", party="a", kind="k", count="1")
        for n in range(standing + new)
    ]
    with writing(ledger, Author("x", "r", NOW), lambda _: None) as change:
        change.add(releases[:standing])
    with writing(ledger, Author("x", "r", NOW), lambda _: None) as change:
        for start in range(standing, len(releases), 1_000):
            change.add(releases[start : start + 1_000])
        assert (by_day(change) == set()) is done_without
        change.index()
        assert by_day(change) == set(BY_DAY)
    assert xt("verify", "--ledger", ledger).code == 0


def by_day(change: Change) -> set[str]:
    """The indexes by day that are there."""
    names = change.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")
    return {name for (name,) in names} & set(BY_DAY)


@pytest.mark.in_a_file
def test_one_that_is_refused_leaves_all_as_it_was(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    before = ledger.read_bytes()
    many = rows(MANY + 2_500)
    ran = import_(ledger, file(tmp_path, "r.csv", *many, many[5], header=HEADER), *ANYHOW)
    assert ran.code == 3
    assert "r.csv:22502: id: 'e5' is given twice" in ran.err
    assert ledger.read_bytes() == before


def test_odd_rows_among_very_many_are_asked_about(tmp_path: Path) -> None:
    ledger, many = make(tmp_path), [*rows(20_000), *(row for row, _ in ODD.values())]
    numbered = [row.replace("o1", f"o{n}", 1) for n, row in enumerate(many)]
    ran = import_(ledger, file(tmp_path, "r.csv", *numbered, header=HEADER), *ANYHOW)
    for n, (_, words) in enumerate(ODD.values(), start=20_000):
        assert words.replace("o1", f"o{n}", 1) in f"{ran.err}\n", ran.err


CELLS = ("", "S", "S;T", "T", "https://x.org/1")


def random_releases(chance: random.Random, start: int) -> list[Release]:
    most = chance.choice((3, 9, 200))
    return [
        Release(
            id=f"n{start + n}",
            day="2024-01-02",
            party=chance.choice(("a", "b", "a;b")),
            kind=chance.choice("kl"),
            count=chance.choice(("?", f"{chance.randrange(most)}+", str(chance.randrange(most)))),
            sources=chance.choice(CELLS),
        )
        for n in range(chance.randrange(1, 12))
    ]


@pytest.mark.in_a_file
def test_what_is_counted_on_the_way_in_is_what_the_ledger_would_say(tmp_path: Path) -> None:
    ledger, chance = make(tmp_path), random.Random(19)
    doubts = 0
    for number in range(150):
        author = Author("x", "r", NOW)
        with writing(ledger, author, lambda _: None, keep=number == 20) as change:
            starts: dict[type, int] = {Release: change.next_row("releases")}
            for piece in range(2):
                change.add(random_releases(chance, number * 100 + piece * 50))
            change.settle()
            assert change.tally
            seen = [
                [
                    *second_look(change.ledger, starts, NOW, tally),
                    *unlikely_rows(change.ledger, starts, alone=False, tally=tally),
                ]
                for tally in (change.tally, None)
            ]
        assert seen[0] == seen[1]
        doubts += any("times the most" in look.words for looks in seen[0] for look in looks.named)
    assert doubts > 5


def test_rows_are_digested_alike_row_by_row_and_column_by_column() -> None:
    chance = random.Random(19)
    texts = ("", "a", "é", '"', "\\", "\n", "x;y", "\x7f", "\u2028", "–")
    for _ in range(3_000):
        words = ("add", "releases")[: chance.randrange(1, 3)]
        few = texts[: chance.randrange(1, len(texts) + 1)]
        width = chance.randrange(1, 4)
        cells = [tuple(chance.choices(few, k=width)) for _ in range(chance.randrange(1, 5))]
        assert columns_text(words, [*zip(*cells, strict=True)]) == rows_text(
            (*words, *row) for row in cells
        )
