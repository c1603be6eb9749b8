"""Ledgers on a server: what is not the same as in a file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.faults.stage import rich
from tests.ledgers import NOV
from tests.pages import BLOCK, ROOT, run
from tests.program import xt
from tests.servers import Server
from tests.terminal import ENTER, TAB, on_terminal

AT = ("--at", "2023-12-02T00:00:00Z")
ONE = ("--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")


def made(server: Server, truce: str) -> str:
    """The address of a new ledger of November 2023."""
    address = server.of(truce)
    assert xt("init", address, "--from", NOV, "--by", "desk").ok
    return address


def test_several_truces_lie_in_one_database_and_are_listed(server: Server) -> None:
    one, other = made(server, "two-one"), made(server, "two-Other")
    assert xt("add", *ONE, "--id", "mine", "--ledger", other).code == 0
    rows = [row for row in xt("ledgers", server.address, "-O", "csv").ok.rows
            if row["truce"].startswith("two-")]  # fmt: skip
    cells = ("truce", "changes", "address", "note")
    assert [tuple(row[name] for name in cells) for row in rows] == [
        ("two-Other", "2", other, ""),
        ("two-one", "1", one, ""),
    ]
    assert {row["title"] for row in rows} == {"Gaza truce, 24–30 November 2023"}
    shown = xt("ledgers", server.address).ok.out
    assert f" ledgers in {server.address}\n" in shown
    assert "mine" not in xt("releases", *AT, "--ledger", one).ok.out
    assert "mine" in xt("releases", *AT, "--ledger", other).ok.out


def test_a_database_without_ledgers_says_so(server: Server) -> None:
    server.sql("CREATE DATABASE blank")
    address = server.address.replace("/postgres", "/blank")
    ran = xt("ledgers", address).ok
    assert ran.out.splitlines()[0] == f"0 ledgers in {address}"
    assert "There is none that this user may read; xt init makes one." in ran.out
    assert xt("ledgers", address, "-O", "csv").ok.rows == []


def test_ledgers_are_asked_of_a_server_alone(tmp_path: Path) -> None:
    ran = xt("ledgers", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"{tmp_path}: this is no address of a server;"
        " name a database: postgresql://USER@HOST/DATABASE\n"
    )


def test_a_truce_whose_name_is_taken_is_not_made_again(server: Server) -> None:
    address = made(server, "taken")
    before = xt("verify", "--ledger", address).ok.out
    ran = xt("init", address, "--from", NOV)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{address}: the database has a schema taken already; name another truce\n"
    assert xt("verify", "--ledger", address).ok.out == before


def test_a_truce_that_is_not_there_is_refused(server: Server) -> None:
    address = server.of("nobody-made-it")
    for words in (("check", *AT), ("add", *ONE), ("verify",), ("export", "-")):
        ran = xt(*words, "--ledger", address)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(f"{address}: there is no ledger of that truce in the database, ")


def test_a_ledger_of_other_tables_is_refused_with_the_way_on(server: Server) -> None:
    address = made(server, "newer")
    server.sql("UPDATE newer.exchange_ledger SET version = 99")
    for words in (("check", *AT), ("add", *ONE)):
        ran = xt(*words, "--ledger", address)
        assert (ran.code, ran.out) == (3, "")
        assert f"{address}: the ledger has schema 99 and this program knows " in ran.err
        assert "use the version that wrote it, or move it: xt export" in ran.err
    listed = xt("ledgers", server.address, "-O", "csv").ok.rows
    assert [row["note"] for row in listed if row["truce"] == "newer"] == ["of schema 99"]


def test_a_new_ledger_that_fails_leaves_no_schema(server: Server, tmp_path: Path) -> None:
    (tmp_path / "terms.toml").write_text((NOV / "terms.toml").read_text(encoding="utf-8"))
    (tmp_path / "releases.csv").write_text("day,party,kind,count\n2023-11-24,hamas,hostage,x\n")
    assert xt("init", server.of("half"), "--from", tmp_path).code == 3
    assert "half" not in server.sql("SELECT nspname FROM pg_namespace")


@pytest.mark.parametrize("way", [(), ("--names",)])
def test_the_history_of_a_file_gives_the_same_head_on_a_server(
    server: Server, tmp_path: Path, way: tuple[str, ...]
) -> None:
    path, lines = tmp_path / "x.db", tmp_path / "h.jsonl"
    assert xt("init", path, "--from", NOV).ok
    assert xt("export", lines, *way, "--ledger", path).ok
    address = server.of(f"history{len(way)}")
    assert xt("import", "history", lines, "--ledger", address).code == 0
    head = xt("verify", "--ledger", path).ok.out
    assert xt("verify", "--head", head.strip(), "--ledger", address).ok.out == head


def test_other_programs_read_the_views_of_a_file_on_a_server_too(
    server: Server, tmp_path: Path
) -> None:
    path, address = rich(tmp_path / "x.db", Random(5)), server.of("views")
    assert xt("copy", path, address).ok
    views = [f"current_{name}" for name in ("releases", "movements", "claims", "sources")]
    for view in (*views, "column_meanings"):
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608 - literals
        assert rows
        lines = ["|".join("" if cell is None else str(cell) for cell in row) for row in rows]
        shown = server.sql(f"SET search_path = views; TABLE {view}").splitlines()
        assert sorted(shown) == sorted(lines)


def test_an_odd_number_of_question_marks_in_a_text_is_no_value(server: Server) -> None:
    address = made(server, "marks")
    words = (*ONE, "--note", "who? 100 % of them?")
    assert xt("add", *words, "--id", "why", "--ledger", address).code == 0
    assert "who? 100 % of them?" in xt("show", "why", "--ledger", address).ok.out


def test_on_a_terminal_it_asks_with_the_words_of_the_server(server: Server, tmp_path: Path) -> None:
    address = made(server, "asking")
    seen = on_terminal(
        f"xt add --ledger '{address}' --at 2023-11-24T18:00:00+02:00 --kind hostage",
        ("party (", f"ham{TAB}{ENTER}"),
        ("count", f"1{ENTER}"),
        *[(name, ENTER) for name in ("category", "nationality", "basis", "sources", "note")],
        folder=tmp_path,
    )
    assert seen.code == 0, seen.shown
    assert ": added: 1 hostage " in seen.shown
    assert xt("log", "-O", "csv", "--ledger", address).ok.rows[0]["number"] == "2"


def test_a_backup_of_a_server_is_a_copy(server: Server, tmp_path: Path) -> None:
    address = made(server, "backup")
    ran = xt("backup", tmp_path / "b.db", "--ledger", address)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{address}: a ledger on a server is no file; copy it: xt copy ")
    assert not list(tmp_path.iterdir())


def test_the_page_does_what_it_says(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "shared-ledger.md").read_text(encoding="utf-8")
    (block,) = [text for _, language, text in BLOCK.findall(page) if language == "sh"]
    first, *lines = block.replace(
        "postgresql://desk@db.example/truces", server.address
    ).splitlines()
    assert first == "pip install 'exchange-tracker[postgres]'"
    for line in lines:
        head, _, place = line.partition("EXCHANGE_LEDGER=")
        if head == "export ":
            monkeypatch.setenv("EXCHANGE_LEDGER", place.strip("'"))
        else:
            run(line)
    assert xt("log", "-O", "csv").ok.rows[0]["number"] == "2"


def test_settings_name_a_ledger_on_a_server(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = made(server, "settings")
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / ".xt.toml"
    settings.write_text(f'ledger = "{address}"\n', encoding="utf-8")
    settings.chmod(0o644)
    assert xt("add", *ONE, "--id", "mine", "--by", "desk").code == 0
    assert xt("log", "-O", "csv").ok.rows[0]["author"] == "desk"
    assert xt("completion", "words", "--", "amend", "mi").ok.out.split() == ["mine"]
    assert xt("retract", "mine", "--reason", "twice").code == 0
    words = ("completion", "words", "--", "--ledger", address, "restore", "m")
    assert xt(*words).ok.out.split() == ["mine"]
    assert xt("compare", address, NOV, "-O", "csv", *AT).ok.out.count(address) > 1


def test_settings_with_an_unfit_address_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / ".xt.toml"
    for address in ("postgresql://me:secret@host/db?truce=one", "postgresql://host/db"):
        settings.write_text(f'ledger = "{address}"\n', encoding="utf-8")
        settings.chmod(0o644)
        ran = xt("check")
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(".xt.toml: ledger: postgresql://")
        assert "secret" not in ran.err


def test_a_doubt_is_asked_on_a_terminal_and_a_change_taken_back(
    server: Server, tmp_path: Path
) -> None:
    address = made(server, "doubt")
    words = " ".join(ONE[:-1])
    for answer, code, changes in (("n", 3, "1"), ("y", 0, "2")):
        seen = on_terminal(
            f"xt add --ledger '{address}' {words} 9000 --by desk",
            ("Record it all the same? [y/N] ", f"{answer}{ENTER}"),
            folder=tmp_path,
        )
        assert seen.code == code, seen.shown
        assert xt("log", "-O", "csv", "--ledger", address).ok.rows[0]["number"] == changes
    seen = on_terminal(
        f"xt undo --ledger '{address}' --by desk",
        ("Undo change 2? [y/N] ", f"y{ENTER}"),
        folder=tmp_path,
    )
    assert seen.code == 0, seen.shown
    assert xt("log", "-O", "csv", "--ledger", address).ok.rows[0]["number"] == "3"
