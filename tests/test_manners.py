"""What holds for every command: help, exit codes, one line for each mishap, never a traceback."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exchange_tracker.cli import mistyped
from exchange_tracker.cli.app import command
from exchange_tracker.cli.command_table import COMMANDS
from tests.ledgers import NOV, done
from tests.program import xt

ONE = ["add", "--day", "2024-01-01", "--party", "a", "--kind", "h", "--count", "2"]


def commands() -> Iterator[tuple[str, Any]]:
    """Every command of the program, by what one types."""
    whole = command()
    with whole.make_context("xt", [], resilient_parsing=True) as context:
        yield "", whole
        for name in whole.list_commands(context):
            entry = whole.get_command(context, name)
            yield name, entry
            for inner, each in getattr(entry, "commands", {}).items():
                yield f"{name} {inner}", each


ALL = dict(commands())


@pytest.mark.parametrize("path", ALL)
def test_every_command_has_help_with_an_example(path: str) -> None:
    for option in ("-h", "--help"):
        ran = xt(*path.split(), option).ok
        assert ran.out.startswith(f"Usage: xt {path}".strip())
        (example,) = re.findall(r"^  Example: (xt .*)$", ran.out, re.MULTILINE)
        assert "\\b" not in ran.out
        assert "--install-completion" not in ran.out
        assert example.startswith(f"xt {path}".rstrip())
        known = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", _helps(example)))
        used = set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", re.sub(r'"[^"]*"', '""', example)))
        assert used <= known, example


def _helps(example: str) -> str:
    """The help of what an example shows: of the command it names."""
    words = [word for word in example.split()[1:3] if not word.startswith("-")]
    path = " ".join(words) if " ".join(words) in ALL else words[0]
    return xt(*path.split(), "--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_of_them_says_first(name: str) -> None:
    said = " ".join(ALL[name].help.split())
    summary = COMMANDS[name].summary
    assert re.match(rf"{re.escape(summary.removesuffix('.'))}[.,;: ]", said), said
    assert summary.endswith(".")


def test_no_help_line_is_cut() -> None:
    for path in ALL:
        assert "..." not in xt(*path.split(), "--help").out.replace("[ARGS]...", "")


def test_a_command_that_needs_more_shows_its_help() -> None:
    for path in ("", "terms"):
        ran = xt(*path.split())
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == xt(*path.split(), "--help").out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "chekc",
            "xt: No such command 'chekc'. Did you mean 'check'?\nTry 'xt --help' for help.\n",
        ),
        ("xyz", "xt: No such command 'xyz'.\n"),
        ("edit r1", "xt: No such command 'edit'; to correct what is recorded: xt amend ID --set"),
        ("rm r1", "xt: No such command 'rm'; to let an entry stand no more: xt retract ID"),
        ("ls", "xt: No such command 'ls'; to list what is recorded: xt releases, xt movements"),
        ("export-csv", "xt: No such command 'export-csv'; to write the ledger as CSV files: xt"),
        ("commands", "xt: No such command 'commands'; to list the commands and topics: xt help;"),
        ("exit-codes", "xt: No such command 'exit-codes'; to read about it: xt help exit-codes\n"),
        ("retact", "xt: No such command 'retact'. Did you mean 'retract'?\n"),
        (
            "redcat",
            "xt: No such command 'redcat'; 'xt redact ID' erases the names of people for good",
        ),
        (
            "add --nationalty x",
            "xt add: No such option: --nationalty. Did you mean --nationality?\n",
        ),
        ("check --redaing x", "xt check: No such option: --redaing. Did you mean --reading?\n"),
        ("add --people 3", "xt add: No such option: --people. Did you mean --count?\n"),
        (
            "amend r1 --count 3",
            "xt amend: No such option: --count. Did you mean --set count=VALUE?\n",
        ),
        (
            "amend r1 --people 3",
            "xt amend: No such option: --people. Did you mean --set count=VALUE?\n",
        ),
        (
            "amend c1 --part-of c",
            "xt amend: No such option: --part-of. Did you mean --set part_of=VALUE?\n",
        ),
        ("amend r1 --resaon x", "xt amend: No such option: --resaon. Did you mean --reason?\n"),
        ("check --csv", "xt check: No such option: --csv. Did you mean --format csv?\n"),
        ("check --qqqq", "xt check: No such option: --qqqq\n"),
        ("terms chek", "xt terms: No such command 'chek'. Did you mean 'check'?\n"),
        ("check --ledgr x", "xt check: No such option: --ledgr. Did you mean --ledger?\n"),
        ("--versoin", "xt: No such option: --versoin. Did you mean --version?\n"),
        ("check --at", "xt check: Option '--at' requires an argument.\nTry 'xt check --help'"),
        ("import releases", "FILE: no file is named; write its name, or - for standard input\n"),
        (
            "check 2024-06-09",
            (
                "xt check: Got unexpected extra argument(s) (2024-06-09); one day is written"
                " --from 2024-06-09 --to 2024-06-09\n"
            ),
        ),
        (
            "check data/nov2023",
            "xt check: Got unexpected extra argument(s) (data/nov2023); a ledger or a truce folder",
        ),
    ],
)
def test_a_slip_of_the_fingers_is_pointed_out(line: str, said: str) -> None:
    ran = xt(*line.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)


def test_another_word_for_a_command_leads_to_one_that_there_is() -> None:
    """And never to the one that cannot be undone."""
    for lead, words in mistyped.MEANT.items():
        for name in re.findall(r"xt ([a-z]+(?: [a-z]+)?)", lead):
            assert name in ALL or name.split()[0] in ALL, lead
        assert "redact" not in lead
        assert all(word in xt(word).err for word in words if word not in COMMANDS)
    for option in {name.partition(" ")[0] for name in mistyped.OPTIONS}:
        assert any(option in each.opts for entry in ALL.values() for each in entry.params), option


# ---------------------------------------------------------------- both moments

NEEDED = {
    "why check": ["hostages-daily", "2023-11-30"],
    "why claim": ["c092"],
    "why total": ["2023-11-30"],
    "why held": ["hostages", "2023-11-30"],
    "show": ["n03"],
    "flips": ["--since", "1"],
}
REPORTS = [
    path
    for path, each in ALL.items()
    if {"--as-of", "--format"} <= {name for option in each.params for name in option.opts}
]


@pytest.mark.parametrize("form", ["", "markdown"])
@pytest.mark.parametrize("path", REPORTS)
def test_every_report_for_people_names_the_moments_that_can_be_set(
    path: str, form: str, tmp_path: Path
) -> None:
    """`ledger.md`, section 3. One that judges nothing has the moment of knowledge alone."""
    ledger = tmp_path / "x.db"
    done("init", ledger, "--from", NOV)
    head = xt("verify", "--ledger", ledger).ok.out[:14]
    judges = any("--at" in option.opts for option in ALL[path].params)
    at = ["--at", "2023-12-01T12:00+02:00"] if judges else []
    shown = ["--format", form if path != "chart" else "svg"] if form else []
    ran = xt(*path.split(), *NEEDED.get(path, []), "--ledger", ledger, *at, *shown)
    assert ran.code in (0, 1, 4), ran.err
    assert f"the ledger up to change {head}" in ran.out
    assert (re.search("(?i)judged at", ran.out) is not None) == judges
    if judges:
        assert "2023-12-01 12:00 Asia/Jerusalem (2023-12-01 10:00 UTC)" in ran.out
    if path not in ("log", "show", "flips"):  # they have no folder
        folder = xt(*path.split(), *NEEDED.get(path, []), "--ledger", NOV, *at, *shown)
        assert "the folder as it is" in folder.out


def test_a_sum_that_was_read_from_nowhere_is_known_from_nowhere() -> None:
    assert xt("statement", "3 = 1 + 2").ok.out == "- 1 and 2 add up to 3.\n"


# ---------------------------------------------------------------- what cannot be opened


def test_what_is_no_ledger_is_refused_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("text").write_text("hello")
    Path("nothing").touch()
    Path("short").write_bytes(b"SQLite format 3\0")
    connection = sqlite3.connect("other")
    connection.execute("CREATE TABLE changes (number)")
    connection.close()
    for name, said in {
        "none.db": "none.db: there is no such ledger; check its name, or make it with: xt init",
        "empty": "empty/terms.toml: there is no such file; ",
        "text": "text: this file is not a ledger; name a ledger that xt init made",
        "nothing": "nothing: this file is not a ledger; ",
        "short": "short: ",
        "other": "other: this file is not a ledger; ",
    }.items():
        before = sorted(Path.cwd().iterdir())
        ran = xt("check", "--ledger", name)
        assert (ran.code, ran.out) == (3, ""), name
        assert ran.err.startswith(said)
        assert len(ran.err.splitlines()) == 1
        assert sorted(Path.cwd().iterdir()) == before


def test_no_name_reaches_the_terminal_that_could_steer_it() -> None:
    ran = xt("check", "--ledger", "\x1b]0;x\x07\u202e\n.db")
    assert ran.err.startswith(r"\x1b]0;x\x07\u202e\n.db: there is no such ledger")


def test_the_ledger_is_named_by_option_environment_or_habit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert xt("check").err.startswith("ledger.db: there is no such ledger")
    monkeypatch.setenv("EXCHANGE_LEDGER", str(NOV))
    assert xt("totals").ok.out.startswith("Gaza truce")
    assert xt("totals", "-f", "other.db").err.startswith("other.db: there is no such ledger")
    monkeypatch.setenv("EXCHANGE_LEDGER", "")
    done("init", "ledger.db", "--from", NOV)
    assert xt("totals").ok.out.startswith("Gaza truce")


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_ledger_in_a_folder_that_cannot_be_written_is_read() -> None:
    """Root may write everywhere, so the program becomes nobody once all of it is loaded."""
    script = """
import os, sys
import exchange_tracker.cli.refusals  # later nothing more can be loaded
from exchange_tracker.cli.main import main
def ask(out):
    return main(["totals", "--ledger", "x.db", "-O", "csv", "-o", out])
def write(*more):
    words = ["--day", "2023-11-30", "--party", "hamas", "--kind", "hostage", "--count", "1"]
    return main(["add", *words, "--ledger", "x.db", *more])
ask(os.devnull), write("--dry-run")
os.chmod("x.db", 0o444)
os.chmod(".", 0o555)
if not os.geteuid():
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
print("read", ask("-"))
sys.exit(write())
"""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        done("init", folder / "x.db", "--from", NOV)
        ran = subprocess.run(
            [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False
        )
        folder.chmod(0o755)
    assert ran.stdout.endswith("read 0\n")
    assert ran.returncode == 74
    assert ran.stderr.startswith("x.db: the ledger or its folder cannot be written; the ledger is")
    assert len(ran.stderr.splitlines()) == 1
