"""Names of people are shown where they are asked for, may be left out, and no refusal has them."""

import json
from pathlib import Path

import pytest

from tests.ledgers import done, make
from tests.program import xt
from tests.terminal import ENTER, on_terminal

OLD, NEW = "Zebedee Quux", "Ysolde Quux"
FORMS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "html", "latex")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with an entry whose names were amended."""
    path = make(tmp_path)
    words = ("--ledger", path, "--day", "2024-01-01", "--party", "a", "--kind", "h")
    assert xt("add", *words, "--id", "e1", "--count", "1", "--person", OLD).ok
    assert xt("amend", "e1", "--set", f"person={NEW}", "--reason", "r", "--ledger", path).ok
    return path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", [("releases",), ("show", "e1"), ("log", "-p")])
def test_names_can_be_left_out_of_every_form(
    ledger: Path, words: tuple[str, ...], form: str
) -> None:
    ran = xt(*words, "--no-names", "-O", form, "--ledger", ledger).ok
    assert "Quux" not in ran.out
    if words[0] != "log" or form in ("table", "markdown", "html", "latex"):
        assert "Quux" in xt(*words, "--names", "-O", form, "--ledger", ledger).ok.out


def test_the_forms_for_programs_have_names_and_the_table_has_not(ledger: Path) -> None:
    (row,) = xt("releases", "-O", "csv", "--ledger", ledger).ok.rows
    assert row["person"] == NEW
    (blank,) = xt("releases", "-O", "csv", "--no-names", "--ledger", ledger).ok.rows
    assert blank == {**row, "person": ""}
    assert "Quux" not in xt("releases", "--ledger", ledger).ok.out


@pytest.mark.parametrize("form", ["table", "markdown", "html", "latex"])
@pytest.mark.parametrize("words", [("releases",), ("show", "e1"), ("log", "-p")])
def test_what_is_for_people_has_names_only_where_they_are_asked_for(
    ledger: Path, words: tuple[str, ...], form: str
) -> None:
    assert "Quux" not in xt(*words, "-O", form, "--ledger", ledger).ok.out


def test_versions_say_that_there_are_names_and_that_they_changed(ledger: Path) -> None:
    shown = xt("show", "e1", "--ledger", ledger).ok.out.splitlines()
    assert [line.split(":")[1].strip() for line in shown if line.startswith("person:")] == [
        "names",
        "other names",
    ]
    rows = xt("show", "e1", "-O", "csv", "--ledger", ledger).ok.rows
    assert [row["person"] for row in rows] == [OLD, NEW]


def test_a_log_without_names_still_says_that_they_changed(ledger: Path) -> None:
    log = xt("log", "-p", "--no-names", "--ledger", ledger).ok.out
    assert "person: names -> other names" in log


@pytest.mark.parametrize("person", ["Xanthe Quux", "", "Xanthe Quux;" * 20_000])
def test_a_refused_row_does_not_quote_a_name(ledger: Path, tmp_path: Path, person: str) -> None:
    row = {"id": "e1", "day": "2024-01-01", "party": "a", "kind": "h", "count": 2}
    ran = xt(
        "import", "releases", "-", "--ledger", ledger, given=json.dumps({**row, "person": person})
    )
    assert ran.code == 3
    assert ran.err
    assert "Quux" not in ran.err + ran.out
    if len(person) < 100:
        assert "person: other names" in ran.err


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 3), ("", 3)])
def test_on_a_terminal_it_is_said_what_is_erased_and_asked(
    tmp_path: Path, answer: str, code: int
) -> None:
    ledger = named(tmp_path)
    seen = on_terminal(
        "xt redact r1 --reason asked --ledger x.db",
        ("No command brings it back. [y/N] ", f"{answer}{ENTER}"),
        folder=tmp_path,
    )
    assert seen.code == code
    assert seen.shown.startswith("r1 (2024-01-01 a h 3): 2 names in 2 versions\nErase for good? ")
    assert "Jane" not in seen.shown
    row = done("releases", "-O", "csv", "--ledger", ledger).rows[0]
    assert row["person"] == ("" if code == 0 else "Jane;John")
    if code:
        assert "r1: it was not agreed to; nothing was erased\n" in seen.shown


def test_with_yes_and_where_nothing_goes_it_is_not_asked(tmp_path: Path) -> None:
    named(tmp_path)
    for words, said in (("--yes", "r1: names erased in 2 versions"), ("", "it stands so already")):
        seen = on_terminal(f"xt redact r1 --reason asked {words} --ledger x.db", folder=tmp_path)
        assert (seen.code, "[y/N]" in seen.shown) == (0, False)
        assert said in seen.shown


def named(folder: Path) -> Path:
    """A ledger with an entry of two people with names, in two versions."""
    ledger = make(folder)
    one = ("--day", "2024-01-01", "--party", "a", "--kind", "h", "--count", "2")
    done("add", *one, "--person", "Jane;John", "--ledger", ledger)
    done("amend", "r1", "--set", "count=3", "--reason", "x", "--ledger", ledger)
    return ledger
