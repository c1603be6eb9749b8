"""A ledger opened by other programs says what the reports say (`docs/sql.md`)."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.ledgers import NOV, done, file, import_, imported, make
from tests.program import xt

PAGE = Path(__file__).parents[1] / "docs" / "sql.md"
QUERY = re.compile(r"```sql\n(.*?)```\n(?:\n(\|.*?\n)(?=\n|\Z))?", re.DOTALL)
VIEWS = ("current_releases", "current_movements", "current_claims", "current_sources", "changes")
AT = ("--at", "2030-01-01T00:00:00Z")
Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def nov(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("views") / "nov2023.db"
    done("init", path, "--from", NOV)
    done("amend", "n03", "--set", "count=12", "--reason", "as first announced", "--by", "desk",
         "--ledger", path)  # fmt: skip
    return path


def ask(ledger: Path, query: str) -> tuple[list[str], Rows]:
    """The columns and the rows that SQLite itself gives, with nothing of ours loaded."""
    with closing(sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True)) as connection:
        cursor = connection.execute(query)
        return [each[0] for each in cursor.description], cursor.fetchall()


def table(columns: list[str], rows: Rows) -> str:
    lines = [columns, ["---"] * len(columns)]
    lines += [["" if cell is None else str(cell) for cell in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def test_the_page_of_queries_gives_what_it_shows(nov: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")

    def shown() -> Iterator[str]:
        for query, _ in QUERY.findall(text):
            columns, rows = ask(nov, query)
            assert rows, query
            yield f"```sql\n{query}```\n\n{table(columns, rows)}"

    blocks = list(shown())
    assert len(blocks) == 6
    if os.environ.get("SQL_WRITE"):
        PAGE.write_text(QUERY.sub(lambda _: blocks.pop(0), text), encoding="utf-8")
        return
    assert [f"```sql\n{query}```\n\n{result}" for query, result in QUERY.findall(text)] == blocks


@pytest.mark.parametrize("truce", sorted(NOV.parent.iterdir()), ids=lambda path: path.name)
def test_the_obvious_sum_is_the_one_of_the_reports(truce: Path, tmp_path: Path) -> None:
    done("init", tmp_path / "l.db", "--from", truce)
    first = xt("releases", "--ledger", truce, *AT, "-O", "csv").rows[0]
    number = first["count"].rstrip("+").replace("?", "3")
    cells = ("--set", f"count={number}", "--set", "note=seen again")
    ran = xt("amend", first["id"], *cells, "--reason", "x", "--ledger", tmp_path / "l.db")
    assert ran.code == 0, ran
    rows = xt("releases", "--ledger", tmp_path / "l.db", *AT, "-O", "csv").rows
    shown = "id, day, until, at, party, kind, category, nationality, basis, sources, note, count"
    _, seen = ask(tmp_path / "l.db", f"SELECT {shown} FROM current_releases")  # noqa: S608 - ours
    expected = [tuple(row[name] or None for name in shown.split(", ")) for row in rows]
    assert seen == expected
    people = "SELECT party, kind, sum(people) FROM current_releases GROUP BY party, kind"
    _, sums = ask(tmp_path / "l.db", people)
    assert sum(int(str(n)) for _, _, n in sums if n is not None) == sum(
        int(row["count"].rstrip("+").replace("?", "0")) for row in rows
    )


def test_each_column_of_each_view_has_a_meaning_and_no_other(nov: Path) -> None:
    _, meanings = ask(nov, "SELECT view_name, column_name FROM column_meanings")
    columns = [(view, name) for view in VIEWS for name in ask(nov, f"SELECT * FROM {view}")[0]]  # noqa: S608 - ours
    assert sorted(meanings) == sorted(columns)


def test_what_is_retracted_is_gone_and_what_is_open_says_so(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    rows = (
        "x,2024-01-02,a,h,?,",
        "y,2024-01-02,a,h,780+,",
        "z,2024-01-02,a,h,5,",
        "w,2024-01-03,a,h,0,",
    )
    assert import_(ledger, file(tmp_path, "r.csv", *rows), "--accept-doubles").code == 0
    done("retract", "z", "--reason", "x", "--ledger", ledger)
    assert ask(ledger, "SELECT id, people, is_open FROM current_releases")[1] == [
        ("x", None, 1),
        ("y", 780, 1),
        ("w", 0, 0),
    ]


def test_no_view_gives_out_names_of_people(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    header = "id,day,party,kind,count,person"
    imported(ledger, file(tmp_path, "r.csv", "x,2024-01-02,a,h,1,Noa Example", header=header))
    for view in VIEWS:
        assert "Noa Example" not in str(ask(ledger, f"SELECT * FROM {view}"))  # noqa: S608 - ours


def test_an_older_ledger_gets_the_views_when_it_is_written(tmp_path: Path) -> None:
    old = Path(shutil.copy(Path(__file__).parent / "versions" / "schema-1.db", tmp_path / "l.db"))
    words = ("--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")
    assert xt("add", *words, "--ledger", old).code == 0
    shown = {str(row[0]) for row in ask(old, "SELECT id FROM current_releases")[1]}
    assert shown == {row["id"] for row in xt("releases", "--ledger", old, *AT, "-O", "csv").rows}


@pytest.mark.parametrize(
    "statement",
    ["DROP VIEW current_claims", "CREATE VIEW more AS SELECT 1", "DROP TABLE column_meanings"],
)
def test_a_ledger_with_other_views_is_refused(nov: Path, tmp_path: Path, statement: str) -> None:
    ledger = Path(shutil.copy(nov, tmp_path / "l.db"))
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute(statement)
    ran = xt("check", *AT, "--ledger", ledger)
    assert (ran.code, ran.out) == (3, "")
    assert "its tables are not those of a ledger" in ran.err
