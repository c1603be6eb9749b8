"""Which ledger is meant: the options, the environment, `.xt.toml`, and what lies in the folder."""

import os
import shutil
from pathlib import Path

import pytest

from tests.ledgers import NOV, done
from tests.program import xt

AT = ("--at", "2023-12-01T12:00+02:00")
WAYS = ("--ledger PATH", "EXCHANGE_LEDGER", ".xt.toml", "truce folder", "xt init")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder below another one, in which somebody works."""
    folder = tmp_path / "truces" / "desk"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def settle(folder: Path, *lines: str) -> Path:
    path = folder / ".xt.toml"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    path.chmod(0o644)
    return path


def ledger(path: Path, author: str) -> Path:
    """A ledger that is told from another by the author of its first change."""
    done("init", path, "--from", NOV, "--by", author)
    return path


def author_here(*words: str) -> str:
    return xt(*words, "log", "-O", "csv").ok.rows[0]["author"]


def test_without_any_ledger_all_the_ways_to_one_are_said(desk: Path) -> None:
    for words in (["check"], ["log"], ["claim", "--figure", "3"], ["verify"], ["statement", "c1"]):
        ran = xt(*words)
        assert (ran.code, ran.out) == (3, ""), words
        assert ran.err.startswith("ledger.db: there is no such ledger")
        assert all(way in ran.err for way in WAYS)


def test_a_ledger_may_be_named_before_the_command(desk: Path) -> None:
    path = ledger(desk.parent / "x.db", "above")
    assert author_here("--ledger", str(path)) == "above"
    assert author_here("-f", str(path)) == "above"
    assert xt(f"--ledger={path}", "why", "total", "2023-11-30", *AT).ok.out.startswith("Total of")
    ran = xt("--ledger", path, "check", "--ledger", "y.db")
    assert (ran.code, ran.err.count("at once; write it once")) == (2, 1)
    assert "No such option: --ledger" in xt("--ledger", path, "man").err


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["check", "-f", "a", "-f", "b"], "--ledger/-f: it is 'a' and 'b' at once; write it once"),
        (["check", "-f", "a", "--ledger=a"], "--ledger/-f: it is given twice; write it once"),
        (["totals", "--at", "x", "--at", "y"], "--at: it is 'x' and 'y' at once; write it once"),
        (["add", "--count", "1", "--count", "2"], "--count: it is '1' and '2' at once"),
        (["status", "--width", "80", "--width", "90"], "--width: it is '80' and '90' at once"),
        (["check", "-O", "csv", "--format", "json"], "--format/-O: it is 'csv' and 'json' at once"),
    ],
)
def test_an_option_for_one_value_is_not_given_two(words: list[str], what: str) -> None:
    ran = xt(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(what)


def test_an_option_for_several_values_still_takes_them() -> None:
    ran = xt("totals", "-f", NOV, "--party", "hamas", "--party", "israel", "-O", "csv", *AT)
    assert {row["party"] for row in ran.ok.rows} == {"hamas", "israel"}


def test_the_only_ledger_of_a_folder_is_meant(desk: Path) -> None:
    ledger(desk / "nov2023", "only")
    (desk / "notes.db").write_text("no ledger")
    shutil.copy(desk / "nov2023", desk / "nov2023.schema-1")  # as kept when it was brought up
    assert author_here() == "only"
    shutil.copy(desk / "nov2023", desk / "b.db")
    ran = xt("check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--ledger: several ledgers are here: b.db, nov2023; ")
    assert xt("statement", "3", "=", "1", "+", "2").code == 0  # which needs none
    ledger(desk / "ledger.db", "habit")
    assert author_here() == "habit"


def test_a_truce_folder_in_which_one_stands_is_read(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(NOV)
    assert xt("totals", *AT).ok.out.startswith("Gaza truce")
    ran = xt("retract", "n01", "--reason", "x")
    assert (ran.code, ran.out) == (2, "")
    assert "a folder cannot be written to; make a ledger of it: xt init" in ran.err


def test_beside_its_terms_a_ledger_is_meant(desk: Path) -> None:
    """As after `xt init --terms terms.toml`: what is written must be what is read."""
    shutil.copy(NOV / "terms.toml", desk)
    ledger(desk / "x.db", "ledger")
    assert author_here() == "ledger"


def test_the_nearest_settings_name_the_ledger(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger(desk.parent / "far.db", "far")
    ledger(desk / "near.db", "near")
    settle(desk.parent, 'ledger = "far.db"')
    assert author_here() == "far"
    settle(desk, 'ledger = "near.db"')
    assert author_here() == "near"
    monkeypatch.setenv("EXCHANGE_LEDGER", str(desk.parent / "far.db"))
    assert author_here() == "far"
    assert author_here("--ledger", "near.db") == "near"
    monkeypatch.delenv("EXCHANGE_LEDGER")
    monkeypatch.setenv("HOME", str(desk.parent))
    settle(desk, 'ledger = "~/far.db"')
    assert author_here() == "far"


def test_settings_are_the_defaults_of_their_options(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ledger(desk / "x.db", "first")
    settle(
        desk.parent,
        f'ledger = "{path}"',
        'by = "night desk"',
        'reading = ["credit", "as-written"]',
        'format = "csv"',
        'at = "2023-12-01T12:00:00+02:00"',
    )
    assert {row["reading"] for row in xt("check").rows} == {"credit", "as-written"}
    assert {row["reading"] for row in xt("check", "--reading", "credit").rows} == {"credit"}
    assert xt("check", "-O", "table").out.startswith("Gaza truce")
    assert xt("why", "check", "hostages-daily", "2023-11-30", "-O", "table").ok.out.startswith(
        "hostages-daily, 2023-11-30, as-written"  # of two readings none is meant
    )
    assert xt("check", "-o", "c.md").code == 4  # the name of the file goes before
    assert Path("c.md").read_text().startswith("## Gaza")
    assert xt("chart").ok.out  # which has no such form
    assert xt("retract", "n01", "--reason", "twice").code == 0
    assert xt("log").rows[0]["author"] == "night desk"
    monkeypatch.setenv("EXCHANGE_BY", "day desk")
    assert xt("retract", "n02", "--reason", "twice").code == 0
    assert xt("log").rows[0]["author"] == "day desk"


def test_a_value_from_the_settings_that_does_not_fit_names_its_file(desk: Path) -> None:
    settle(desk.parent, 'reading = "other"')
    ran = xt("check", "--ledger", NOV)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[1] == "--reading has its value from ../.xt.toml"
    assert xt("check", "--ledger", NOV, "--reading", "x").err.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (
            'ledgr = "x"',
            "ledgr: there is no such key; did you mean 'ledger'? take it out, or write one of ledger, by, ",
        ),
        ('output = "x"', "output: there is no such key; take it out, or write one of ledger, by, "),
        (
            'format = "jsno"',
            "format: 'jsno' is no form of output; did you mean 'json'? write one of",
        ),
        ("by = 3", 'by: this is no text that can stand there; write by = "night desk"'),
        ('by = ""', "by: this is no text"),
        ('ledger = ["a", "b"]', "ledger: this is no text"),
        ("reading = []", "reading: this is no text"),
        (r'ledger = "a\u0000b"', "ledger: this is no text"),
        ('format = "xml"', "format: 'xml' is no form of output; write one of table, csv, "),
        ("by = night", "1:6: 'night' stands without quotes; write \"night\""),
        (f'by = "{"x" * 70_000}"', " it has more than 65,536 bytes"),
    ],
)
def test_wrong_settings_are_refused(line: str, what: str, desk: Path) -> None:
    settle(desk, line)
    ran = xt("check")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(".xt.toml:")
    assert what in ran.err


@pytest.mark.skipif(os.name != "posix", reason="owners and modes of POSIX")
def test_settings_that_others_may_write_are_refused_unless_they_are_named(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settle(desk.parent, f'ledger = "{NOV}"')
    for mode in (0o664, 0o646):
        path.chmod(mode)
        ran = xt("totals")
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith("../.xt.toml: others than its owner may write it; chmod go-w")
    monkeypatch.setenv("EXCHANGE_SETTINGS", str(path))
    assert xt("totals", *AT).ok.out.startswith("Gaza truce")
    monkeypatch.setenv("EXCHANGE_SETTINGS", "")  # none
    assert xt("totals").err.startswith("ledger.db: there is no such ledger")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_settings_of_another_user_are_refused(desk: Path) -> None:
    path = settle(desk.parent, f'ledger = "{NOV}"')
    os.chown(path, 12_345, -1)
    ran = xt("totals")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("../.xt.toml: it belongs to another user; ")
    path.unlink()
    mine = settle(desk, f'ledger = "{NOV}"')
    mine.rename(desk / "mine")
    path.symlink_to(desk / "mine")
    os.lchown(path, 12_345, -1)
    assert xt("totals").code == 3


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_settings_that_are_no_file_hold_nobody_up(desk: Path) -> None:
    os.mkfifo(desk / ".xt.toml")
    assert xt("totals").err.startswith(".xt.toml: this is no file; ")


def test_a_tab_finds_the_ledger_in_the_same_way(desk: Path) -> None:
    words = ("completion", "words", "--")
    assert xt(*words, "check", "--party", "").ok.out == ""
    settle(desk.parent, f'ledger = "{NOV}"')
    assert xt(*words, "check", "--party", "").ok.out.split() == ["hamas", "israel"]
    assert xt(*words, "--ledger", "none", "check", "--party", "").ok.out == ""
    assert xt(*words, "-f", str(NOV), "check", "--reading", "cr").ok.out.split() == ["credit"]
    assert xt(*words, "--ledger", "x", "che").ok.out.split() == ["check"]
    assert xt(*words, "--led").ok.out.split() == ["--ledger"]
    assert xt(*words, "--ledger", "").ok.out == ""  # files
    settle(desk, "by = 3")
    assert xt(*words, "check", "--only").ok.out.split() == ["--only-findings"]
    assert xt(*words, "check", "--party", "").ok.out == ""  # and says nothing


def test_a_history_becomes_the_ledger_by_habit(desk: Path) -> None:
    history = desk / "h.jsonl"
    done("export", history, "--ledger", ledger(desk.parent / "x.db", "x"))
    assert xt("import", "history", history).ok.out.startswith("ledger.db: made")
    settle(desk, 'ledger = "named.db"')
    assert xt("import", "history", history).ok.out.startswith("named.db: made")
