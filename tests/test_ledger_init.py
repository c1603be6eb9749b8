"""A ledger is made whole, or not at all."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from exchange_tracker.store.ledger.ledger import Ledger
from tests.ledgers import NOV, TERMS, done, held, last_change, make
from tests.program import xt


def listing(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_ledger_begins_with_terms_alone(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    assert held(ledger) == []
    assert last_change(ledger) == 1
    assert listing(tmp_path) == ["t.toml", "x.db"]


def test_a_ledger_begins_with_a_folder(tmp_path: Path) -> None:
    ran = xt("init", tmp_path / "n.db", "--from", NOV).ok
    assert (
        ran.out
        == f"{tmp_path}/n.db: made with 38 releases, 47 movements, 106 claims, 117 sources\n"
    )
    assert last_change(tmp_path / "n.db") == 1
    assert listing(tmp_path) == ["n.db"]


@pytest.mark.parametrize("options", [["--terms", NOV / "terms.toml"], ["--from", NOV]])
def test_a_dry_run_makes_nothing(tmp_path: Path, options: list[object]) -> None:
    ran = xt("init", tmp_path / "n.db", *options, "--dry-run").ok
    assert ran.out.startswith(f"{tmp_path}/n.db: would be made")
    assert listing(tmp_path) == []


@pytest.mark.parametrize("there", ["file", "folder", "link", "dead link"])
def test_what_is_there_is_left_alone(tmp_path: Path, there: str) -> None:
    place = tmp_path / "n.db"
    match there:
        case "file":
            place.write_text("mine")
        case "folder":
            place.mkdir()
        case _:
            if there == "link":
                (tmp_path / "target").write_text("mine")
            place.symlink_to("target")
    before = listing(tmp_path)
    ran = xt("init", place, "--from", NOV)
    assert ran.code == 2
    assert ran.err == f"{place}: there is something of that name already; name another\n"
    assert listing(tmp_path) == before


def bad_folder(folder: Path, name: str, text: str) -> Path:
    folder.mkdir()
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    (folder / "releases.csv").write_text("day,party,kind,count\n", encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terms.toml", "title = 1"),
        ("releases.csv", "day,party,kind,count\n2024-01-01,a,h,x\n"),
        ("claims.csv", "source,to,figure,part_of,part\nS,2024-01-01,5,nowhere,part\n"),
        ("sources.csv", "id\nS\nS\n"),
    ],
)
def test_a_folder_with_a_problem_leaves_nothing_behind(
    tmp_path: Path, name: str, text: str
) -> None:
    folder = bad_folder(tmp_path / "bad", name, text)
    before = listing(tmp_path)
    ran = xt("init", tmp_path / "n.db", "--from", folder)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(name)
    assert listing(tmp_path) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "xt init: give one of --terms and --from"),
        (["--terms", "t", "--from", "f"], "xt init: give one of --terms and --from"),
    ],
)
def test_one_beginning_must_be_named(tmp_path: Path, options: list[str], said: str) -> None:
    ran = xt("init", tmp_path / "n.db", *options)
    assert ran.code == 2
    assert ran.err.startswith(said)
    assert listing(tmp_path) == []


def test_terms_that_are_not_there_are_refused(tmp_path: Path) -> None:
    for options in (["--terms", tmp_path / "no.toml"], ["--from", tmp_path / "no"]):
        ran = xt("init", tmp_path / "n.db", *options)
        assert ran.code == 3
        assert "there is no such file" in ran.err
    assert listing(tmp_path) == []


def test_a_place_that_cannot_be_written_is_named_as_the_user_wrote_it(tmp_path: Path) -> None:
    ran = xt("init", tmp_path / "none" / "n.db", "--from", NOV)
    assert ran.code == 74
    assert ran.err.startswith(f"{tmp_path}/none/n.db: ")
    assert listing(tmp_path) == []


def test_a_maker_that_is_killed_leaves_no_ledger(tmp_path: Path) -> None:
    """The name appears when everything is written, and not before."""
    script = f"""
import os
from exchange_tracker.cli.main import main
from exchange_tracker.store.ledger import copies
copies.publish = lambda *_: os._exit(9)
main(["init", "n.db", "--from", {str(NOV)!r}])
"""
    ended = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False)
    assert ended.returncode == 9
    assert not (tmp_path / "n.db").exists()


def test_a_ledger_is_one_file_that_sqlite_can_read(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    connection = sqlite3.connect(ledger)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_the_ledger_and_the_folder_give_the_same_reports(tmp_path: Path) -> None:
    ledger = tmp_path / "n.db"
    done("init", ledger, "--from", NOV)
    for command in (
        ["check"],
        ["check", "--all", "--at", "2023-11-26T12:00:00Z"],
        ["totals", "--by", "kind,category,nationality,basis"],
        ["totals", "--from", "2023-10-01", "--at", "2023-11-30T04:59:59Z"],
        ["releases"],
        ["extension"],
        ["terms", "show"],
    ):
        for form in ("csv", "tsv", "json", "jsonl"):
            one, other = (
                xt(*command, "--ledger", place, "--format", form) for place in (NOV, ledger)
            )
            assert one == other
            assert one.out


def test_the_author_is_named_by_option_environment_or_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXCHANGE_BY", "desk")
    done("init", tmp_path / "1.db", "--from", NOV)
    done("init", tmp_path / "2.db", "--from", NOV, "--by", "Ana")
    for name, author in (("1.db", "desk"), ("2.db", "Ana")):
        (row,) = xt("log", "--ledger", tmp_path / name, "-O", "csv").ok.rows
        assert row["author"] == author


@pytest.mark.skipif(not hasattr(os, "fork"), reason="POSIX")
def test_a_text_that_is_not_utf8_does_not_break_a_change(tmp_path: Path) -> None:
    ran = xt("init", tmp_path / "n.db", "--from", NOV, "--reason", "caf\udce9", "--by", "\udce9")
    assert ran.code in (0, 2, 3)


def test_a_reader_that_stopped_half_way_may_be_let_go_after_its_ledger(tmp_path: Path) -> None:
    """As the garbage collector does, in any order, where a refusal has ended the reading."""
    ledger = Ledger.open(make(tmp_path))
    rows = ledger.rows("SELECT name FROM sqlite_schema")
    assert isinstance(rows, Generator)
    assert next(rows)
    ledger.connection.close()
    rows.close()
