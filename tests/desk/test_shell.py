"""Completion in a real shell, and the manual page."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exchange_tracker.cli.app import COMMANDS
from tests.desk.moments import NOV
from tests.program import xt


def words(*given: str) -> list[str]:
    return xt("completion", "words", "--", *given).ok.out.splitlines()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (["sta"], ["statement", "status"]),
        (["check", "--on"], ["--only-findings"]),
        (["check", "-f", str(NOV), "--party", ""], ["hamas", "israel"]),
        (["check", "--reading", "c", f"--ledger={NOV}"], []),
        (["check", f"--ledger={NOV}", "--reading", "c"], ["credit"]),
        (["totals", "-f", str(NOV), "--kind", ""], ["hostage", "prisoner"]),
        (["totals", "-f", str(NOV), "--basis", ""], ["agreement", "before-truce", "separate"]),
        (["check", "-f", str(NOV), "--obligation", "hostages-d"], ["hostages-daily"]),
        (["show", "-f", str(NOV), "n3"], ["n30", "n31", "n32", "n33", "n34", "n35", "n36"]),
        (["say", "-f", str(NOV), "2023-11-3"], ["2023-11-30"]),
        (["check", "--format", "j"], ["json", "jsonl"]),
        (["terms", "s"], ["set", "show"]),
        (["check", "-f", "nowhere", "--reading", ""], []),
        (["no-command", ""], []),
        (["init", ""], []),
    ],
)
def test_what_can_stand_there_is_offered(line: list[str], found: list[str]) -> None:
    assert words(*line) == found


def test_ids_come_from_the_ledger_quickly(tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    rows = "\n".join(f"r{n},2023-11-30,hamas,hostage,1" for n in range(50_000))
    (tmp_path / "r.csv").write_text(f"id,day,party,kind,count\n{rows}\n", encoding="utf-8")
    assert xt("init", ledger, "--from", NOV).ok
    xt("import", "releases", tmp_path / "r.csv", "--ledger", ledger)
    start = time.perf_counter()
    assert words("show", "-f", str(ledger), "r4999") == ["r4999", *(f"r4999{n}" for n in range(10))]
    assert time.perf_counter() - start < 1.0


def test_bash_completes_and_quotes(tmp_path: Path) -> None:
    truce = NOV.parent / "shalit2011"
    script = f"""
        PATH={Path(sys.executable).parent}:$PATH
        source <(xt completion bash)
        COMP_WORDS=(xt totals -f {truce} --category "to ")
        COMP_CWORD=5
        _xt_words
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
    page = xt("man").ok.out
    for name in COMMANDS:
        assert f".SS xt {name}" in page
    help_ = xt("check", "--help").ok.out
    for option in (word for word in help_.split() if word.startswith("--")):
        if option == "--help":
            continue  # every command has it; the page need not say so forty times
        assert option.rstrip(",.").replace("-", "\\-") in page


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff on this machine")
def test_the_manual_page_is_sound_roff() -> None:
    page = xt("man").ok.out
    ran = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww"], input=page, capture_output=True, text=True, check=True
    )
    assert ran.stderr == ""
