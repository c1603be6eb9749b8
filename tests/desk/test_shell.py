"""Completion in a real shell, and the manual page."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.topics import TOPICS
from tests.completion_table import PLACE, completion_table
from tests.desk.moments import NOV
from tests.faults.stage import bare, done
from tests.program import xt
from tests.terminal import ENTER, TAB, on_terminal
from tests.test_imports_lean import HEAVY, asked, imported

READINGS = ["all-israelis", "as-written", "credit", "phase-totals"]


def words(*line: str) -> list[str]:
    return xt("completion", "words", "--", *line).ok.out.splitlines()


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        (["sta"], ["statement", "status"]),
        (["check", "--on"], ["--only-findings"]),
        (["check", "-f", str(NOV), "--party", ""], ["hamas", "israel"]),
        (["check", "--reading", "c", f"--ledger={NOV}"], []),
        (["check", f"--ledger={NOV}", "--reading", "c"], ["credit"]),
        (["totals", "-f", str(NOV), "--kind", ""], ["hostage", "prisoner", "remains"]),
        (["totals", "-f", str(NOV), "--basis", ""], ["agreement", "before-truce", "separate"]),
        (["check", "-f", str(NOV), "--obligation", "hostages-d"], ["hostages-daily"]),
        (["show", "-f", str(NOV), "n3"], ["n30", "n31", "n32", "n33", "n34", "n35", "n36"]),
        (["say", "-f", str(NOV), "2023-11-3"], ["2023-11-30"]),
        (["check", "--color", "a"], ["always", "auto"]),
        (["--color", "a"], ["always", "auto"]),
        (["-q", "check", "--no-"], ["--no-pager"]),
        (["check", "--format", "j"], ["json", "json-document", "jsonl"]),
        (["terms", "s"], ["set", "show"]),
        (["check", "-f", "nowhere", "--reading", ""], []),
        (["check", "-f", str(NOV), "--reading=c"], ["--reading=credit"]),  # zsh, fish
        (["check", "-f", str(NOV), "--reading", "=", "c"], ["credit"]),  # bash
        (["check", "--ledger", "=", str(NOV), "--reading", "="], READINGS),
        (["check", "-f", str(NOV), "--reading", "'c"], ["credit"]),
        (["totals", "-f", str(NOV.parent / "shalit2011"), "--category", r"to\ J"], ["to Jordan"]),
        (["totals", "-f", str(NOV), "--by", "n"], ["nationality"]),
        (["totals", "-f", str(NOV), "--from", "2023-11-3"], ["2023-11-30"]),
        (["add", "-f", str(NOV), "--sources", "N0"], [f"N0{n}" for n in range(1, 10)]),
        (["why", "check", "-f", str(NOV), "hostages-d"], ["hostages-daily"]),
        (["why", "claim", "-f", str(NOV), "c092"], ["c092"]),
        (["reconcile", "-f", str(NOV), "n3"], []),  # claims, no entries
        (["import", ""], ["claims", "history", "movements", "releases", "sources"]),
        (["import", "releases", "x"], []),  # files
        (["completion", "z"], ["zsh"]),
        (["help", "mo"], ["moments", "move", "movements"]),
        (["help", "terms", "ch"], ["check"]),
        (["help", "check", ""], []),
        (["help", "moments", ""], []),
        (["demo", ""], []),  # folders
        (["claim", "-f", str(NOV), "--part-of", "c092"], ["c092"]),
        (["claim", "-f", str(NOV), "--measure", "held"], ["held", "held-before", "held-dead"]),
        (["claim", "-f", str(NOV), "--cohort", ""], ["hostages"]),
        (
            ["move", "-f", str(NOV), "--movement", "re"],
            ["recovered", "released", "rescued", "retaken"],
        ),
        (["movements", "-f", str(NOV), "--movement", "d"], ["declined", "died"]),
        (["init", "x.db", "--from", ""], []),  # folders
        (["why", "total", "-f", str(NOV), "2023-11-3"], ["2023-11-30"]),
        (["why", "check", "-f", str(NOV), "hostages-daily", "2023-11-3"], ["2023-11-30"]),
        (["log", "-f", str(NOV), "--entry", "n3"], [f"n3{n}" for n in range(7)]),
        (["check", "--he"], []),
        (["no-command", ""], []),
        (["init", ""], []),
    ],
)
def test_what_can_stand_there_is_offered(line: list[str], offers: list[str]) -> None:
    assert words(*line) == offers


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    assert xt("init", tmp_path / "x.db", "--from", NOV).ok
    return tmp_path / "x.db"


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        (["check", "--party", ""], ["hamas", "israel"]),
        (["check", "--reading", ""], READINGS),
        (["check", "--obligation", "hostages-d"], ["hostages-daily"]),
        (["totals", "--kind", "h"], ["hostage"]),
        (["totals", "--nationality", "R"], ["Russian"]),  # of "Russian;Israeli"
        (["add", "--party", "ham"], ["hamas"]),
        (["add", "--party", "hamas;"], ["hamas;israel"]),
        (["add", "--until", "2023-11-3"], ["2023-11-30"]),
        (["totals", "--basis", ""], ["agreement", "before-truce", "separate"]),
        (["show", "n03"], ["n03"]),
        (["show", "*"], []),  # no pattern of the database's
    ],
)
def test_a_ledger_offers_the_same(line: list[str], offers: list[str], ledger: Path) -> None:
    assert words(line[0], "-f", str(ledger), *line[1:]) == offers


def test_a_ledger_without_a_vocabulary_offers_the_words_in_its_entries(tmp_path: Path) -> None:
    ledger = bare(tmp_path / "x.db")
    for who in ("woman;minor", "soldier"):
        done("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1",
             "--category", who, "--ledger", ledger)  # fmt: skip
    assert words("check", "-f", str(ledger), "--category", "") == ["minor", "soldier", "woman"]
    assert words("check", "-f", str(ledger), "--basis", "") == ["agreement"]


def test_of_many_ids_some_are_offered(ledger: Path) -> None:
    rows = "\n".join(f"r{n},2023-11-30,hamas,hostage,1" for n in range(5_000))
    (ledger.parent / "r.csv").write_text(f"id,day,party,kind,count\n{rows}\n", encoding="utf-8")
    xt("import", "releases", ledger.parent / "r.csv", "--ledger", ledger)
    assert words("show", "-f", str(ledger), "r499") == ["r499", *(f"r499{n}" for n in range(10))]
    assert len(words("show", "-f", str(ledger), "r")) == 1_000


@pytest.mark.parametrize("place", ["folder", "ledger"])
def test_a_tab_waits_for_nothing_that_it_does_not_need(place: str, ledger: Path) -> None:
    named = NOV if place == "folder" else ledger
    for line in (["check", "--party", ""], ["totals", "--basis", ""], ["show", "n"]):
        code = asked("completion", "words", "--", line[0], "-f", str(named), *line[1:])
        modules = imported(code, ledger.parent)
        ours = {name.removeprefix("exchange_tracker.") for name in modules}
        assert not ours & {"judging", "parse", "queries", "render", "report", "cli.query"}, line
        assert not modules & HEAVY, line


SHELLS = {
    "bash": ("bash --norc -i", "source <(xt completion bash)"),
    "zsh": ("zsh -f -i", "autoload -U compinit; compinit -u; source <(xt completion zsh)"),
    "fish": ("fish --no-config", "xt completion fish | source"),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_real_shell_completes_what_is_in_a_folder(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell} on this machine")
    start, install = SHELLS[shell]
    (tmp_path / "truce").symlink_to(NOV)
    seen = on_terminal(
        start,
        ("", f"{install}; echo rea''dy{ENTER}"),
        ("ready", f"xt check -f truce --rea{TAB}cr{TAB}"),
        ("credit", f"--party=h{TAB}"),
        ("hamas", f"--obligation prisoners-e{TAB}"),
        ("extensions", f" --help >/dev/null; exit{ENTER}"),
        folder=tmp_path,
        HOME=str(tmp_path),
    )
    assert "[still waiting" not in seen.shown


def test_zsh_finds_it_in_a_folder_of_functions(tmp_path: Path) -> None:
    if not shutil.which("zsh"):
        pytest.skip("no zsh on this machine")
    (tmp_path / "_xt").write_text(xt("completion", "zsh").ok.out, encoding="utf-8")
    (tmp_path / "truce").symlink_to(NOV)
    seen = on_terminal(
        "zsh -f -i",
        ("", f"fpath+=$HOME; autoload -U compinit; compinit -u; echo rea''dy{ENTER}"),
        ("ready", f"xt check -f truce --reading cr{TAB}"),
        ("credit", f" --help >/dev/null; exit{ENTER}"),
        folder=tmp_path,
        HOME=str(tmp_path),
    )
    assert "[still waiting" not in seen.shown


def test_bash_completes_and_quotes(tmp_path: Path) -> None:
    truce = NOV.parent / "shalit2011"
    script = f"""
        PATH={Path(sys.executable).parent}:$PATH
        source <(xt completion bash)
        COMP_WORDS=(xt totals -f {truce} --category "to ")
        COMP_CWORD=5
        _xt_words xt
        printf '%s|' "${{COMPREPLY[@]}}"
    """
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    places = ("East Jerusalem", "Gaza", "Jordan", "the West Bank")
    assert ran.stdout == "".join(f"'to {each}'|" for each in places)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_are_sound(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell} on this machine")
    path = tmp_path / "script"
    path.write_text(xt("completion", shell).ok.out, encoding="utf-8")
    subprocess.run([shell, "-n", path], check=True)


def test_an_unknown_shell_is_refused() -> None:
    ran = xt("completion", "tcsh")
    assert (ran.code, ran.out) == (2, "")
    assert "write one of bash, zsh, fish" in ran.err


def test_the_manual_page_has_every_command_and_every_option() -> None:
    page = re.sub(r"\s+", " ", xt("man").ok.out)
    for name in COMMANDS:
        assert f".SS xt {name}" in page
    for topic in TOPICS:
        assert f".B xt help {topic}".replace("-", "\\-") in page
    for name in ("check", "status", "import"):
        for option in re.findall(r"^ .*?(--[a-z-]+)", xt(name, "--help").ok.out, re.MULTILINE):
            if option != "--help":  # every command has it; the page need not say so forty times
                assert option.replace("-", "\\-") in page


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff on this machine")
def test_the_manual_page_is_sound_roff_and_fits_80_columns() -> None:
    page = xt("man").ok.out
    command = ["groff", "-man", "-Tutf8", "-ww", "-P-cbou", "-rLL=78n"]
    ran = subprocess.run(command, input=page, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert max(map(len, ran.stdout.splitlines())) <= 80
    assert "xt check --ledger data/nov2023 --reading as-written --only-findings\n" in ran.stdout


@pytest.mark.skipif(not shutil.which("mandoc"), reason="no mandoc on this machine")
def test_nothing_is_found_in_the_manual_page_but_that_it_has_no_date() -> None:
    page = xt("man").ok.out
    ran = subprocess.run(
        ["mandoc", "-Tlint"], input=page, capture_output=True, text=True, check=False
    )
    assert [line for line in ran.stdout.splitlines() if "missing date" not in line] == []


def test_the_table_has_what_the_commands_take() -> None:
    written = PLACE.read_text(encoding="utf-8") == completion_table()  # no diff of 800 lines
    assert written, "make docs writes it anew"


@pytest.mark.parametrize(
    "line", [["ch"], ["check", "--o"], ["check", "--format", "j"], ["terms", ""], ["help", "m"]]
)
def test_what_no_ledger_says_is_offered_by_the_table_alone(line: list[str], tmp_path: Path) -> None:
    assert tabbed(tmp_path, *line) <= {
        *("gc", "errno", "itertools", "exchange_tracker", "exchange_tracker.__main__"),
        *("exchange_tracker.cli", "exchange_tracker.cli.completion_words"),
    }


@pytest.mark.parametrize(
    "line", [["show", "-f", "l.db", "n"], ["say", "-f", "l.db", ""], ["say", ""]]
)
def test_no_tab_waits_for_typer(line: list[str], tmp_path: Path) -> None:
    assert xt("init", tmp_path / "l.db", "--from", NOV).ok
    read = tabbed(tmp_path, *line)
    assert "exchange_tracker.cli.recorded_words" in read
    assert not read & ({"typer", "inspect", "dataclasses", "zoneinfo"} | HEAVY)


def tabbed(folder: Path, *line: str) -> set[str]:
    """The modules that a tab of a shell loads."""
    words = ["xt", "completion", "words", "--", *line]
    return imported(
        f"sys.argv = {words!r}\nfrom exchange_tracker.__main__ import _run\nassert _run() == 0",
        folder,
    )
