"""What is longer than the terminal is shown in a pager, as git shows it; nothing else is."""

import shutil
from pathlib import Path

import pytest

from tests.ledgers import NOV, done
from tests.program import xt
from tests.terminal import CTRL_C, Seen, on_terminal

SIZE = "stty rows 24 cols 80"
LONG = f"xt check --ledger {NOV} --at 2023-12-01T12:00+02:00"
SHORT = f"xt extension --ledger {NOV} --at 2023-12-01T12:00+02:00"
MARK = "sed s/^/#/"  # a pager of which one sees that it was there
LESS = pytest.mark.skipif(not shutil.which("less"), reason="no less on this machine")


def seen(command: str, *steps: tuple[str, str], folder: Path, **environ: str) -> Seen:
    return on_terminal(f"{SIZE}; {command}", *steps, folder=folder, **{"PAGER": MARK, **environ})


def lines(shown: str) -> list[str]:
    return shown.splitlines()


def test_long_results_go_through_the_pager_and_short_ones_do_not(tmp_path: Path) -> None:
    long = seen(f"{LONG}; echo $?", folder=tmp_path).shown
    *result, code = lines(long)
    assert code == "4"  # that of the check, whatever the pager gives
    assert len(result) > 24
    assert all(line.startswith("#") for line in result)
    assert "#" not in seen(SHORT, folder=tmp_path).shown
    assert "#" not in seen(f"stty rows 200; {LONG}", folder=tmp_path).shown
    assert "#" in seen(f"stty rows 8; {SHORT}", folder=tmp_path).shown


@pytest.mark.parametrize(
    "command",
    [
        f"xt releases --ledger {NOV} -O csv",
        f"xt terms show --ledger {NOV}",
        f"xt say --ledger {NOV} 2023-11-30 -O markdown",
        "xt man",
        "xt help check",
        "xt help exit codes",
    ],
)
def test_every_result_does(command: str, tmp_path: Path) -> None:
    shown = seen(f"stty rows 2; {command}", folder=tmp_path).shown
    assert all(line.startswith("#") for line in lines(shown))


@pytest.mark.parametrize(
    "command",
    [
        f"{LONG} | cat",
        f"{LONG} --no-pager",
        LONG.replace("xt", "xt --no-pager"),
        f"PAGER= {LONG}",
        f"PAGER=cat {LONG}",
        f"TERM=dumb {LONG}",
        f"env -u TERM {LONG}",
    ],
)
def test_where_none_is_wanted_none_is_there(command: str, tmp_path: Path) -> None:
    shown = seen(command, folder=tmp_path).shown
    assert "As-written" not in shown
    assert "as-written" in shown
    assert "#" not in shown


def test_what_was_written_to_a_ledger_is_told_at_once(tmp_path: Path) -> None:
    done("init", tmp_path / "x.db", "--from", NOV)
    words = "--day 2023-11-30 --party hamas --kind hostage --count 9 -f x.db"
    assert "#" not in seen(f"stty rows 2; xt add {words}", folder=tmp_path).shown


def test_colours_and_bytes_are_those_without_a_pager(tmp_path: Path) -> None:
    with_pager = seen(LONG, folder=tmp_path).shown
    assert with_pager.replace("#", "") == seen(f"{LONG} --no-pager", folder=tmp_path).shown
    assert "\x1b[1m" in with_pager


def test_a_pager_is_set_up_as_git_does(tmp_path: Path) -> None:
    pager = "echo LESS=$LESS LV=$LV; cat >/dev/null"
    assert "LESS=FRX LV=-c" in seen(LONG, folder=tmp_path, PAGER=pager).shown
    assert "LESS=-i LV=-c" in seen(LONG, folder=tmp_path, PAGER=pager, LESS="-i").shown
    assert "LESS= LV=-c" in seen(LONG, folder=tmp_path, PAGER=pager, LESS="").shown


def test_a_pager_that_is_not_there_takes_nothing_away(tmp_path: Path) -> None:
    ran = seen(LONG, folder=tmp_path, PAGER="nowhere -x")
    first, *rest = lines(ran.shown)
    assert first == (
        "PAGER: there is no program 'nowhere'; name one that there is, or cat for none"
    )
    assert rest == lines(seen(f"{LONG} --no-pager", folder=tmp_path).shown)


def test_who_leaves_it_early_has_seen_enough(tmp_path: Path) -> None:
    shown = seen(f"{LONG}; echo $?", folder=tmp_path, PAGER="head -1").shown
    title, code = lines(shown)
    assert "Gaza truce" in title
    assert code == "4"


@LESS
def test_less_waits_and_ctrl_c_is_its_own(tmp_path: Path) -> None:
    command = f"unset PAGER; trap : INT; {LONG}; echo ended $?"
    shown = seen(command, ("\n:", CTRL_C), (":", "q"), folder=tmp_path).shown
    assert "ended 4" in shown
    assert "interrupted" not in shown
    assert "Readings" not in shown  # which comes last
    whole = seen(f"unset PAGER; stty rows 200; {LONG}; echo ended $?", folder=tmp_path).shown
    assert "Readings" in whole


@LESS
def test_ctrl_c_stops_what_is_still_being_made(tmp_path: Path) -> None:
    rows = "".join(f"2023-11-{24 + each % 7},hamas,hostage,1\n" for each in range(5_000))
    (tmp_path / "releases.csv").write_text(f"day,party,kind,count\n{rows}")
    shutil.copy(NOV / "terms.toml", tmp_path)
    command = "unset PAGER; trap : INT; xt releases -f . -O csv; echo ended $?"
    shown = seen(command, (":", CTRL_C), (":", "q"), folder=tmp_path).shown
    assert "interrupted; the output may be cut short" in shown
    assert "ended 130" in shown


def test_quiet_and_verbose(tmp_path: Path) -> None:
    done("init", tmp_path / "x.db", "--from", NOV)
    at = ("--at", "2023-12-01 12:00", "-f", tmp_path / "x.db")
    for words in (("-q", "totals", *at), ("totals", *at, "--quiet")):
        ran = xt(*words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == xt("totals", *at).out
    entry = ("--day", "8999-01-01", "--party", "hamas", "--kind", "hostage", "--count", "1")
    loud, quiet = (xt("add", *entry, *at[2:], *more) for more in ((), ("-q",)))
    assert "lies in the future" in loud.err
    assert (quiet.code, quiet.err) == (0, "")
    refused = xt("check", "-q", "--reading", "x", *at)
    assert (refused.code, refused.err.count("--reading: 'x'")) == (2, 1)
    ran = xt("totals", "-v", "-O", "csv", *at)
    assert "judged at: 2023-12-01 12:00 Asia/Jerusalem" in ran.err
    assert "known from: the ledger up to change " in ran.err
    assert ran.err.splitlines()[-1].startswith("exit code 0 after 0.")
    both = xt("-v", "check", "-q", *at)
    assert both.code == 2
    assert both.err.startswith("--quiet: --verbose asks for the opposite; leave one of them out")


def test_verbose_says_where_values_come_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done("init", tmp_path / "x.db", "--from", NOV)
    assert "--ledger is x.db: it is the only ledger in this folder\n" in xt("log", "-v").err
    (tmp_path / ".xt.toml").write_text('ledger = "x.db"\nreading = "credit"\n')
    (tmp_path / ".xt.toml").chmod(0o644)
    ran = xt("check", "-v")
    assert "--ledger is x.db: .xt.toml says so\n" in ran.err
    assert "--reading has its value from .xt.toml\n" in ran.err
    monkeypatch.setenv("EXCHANGE_LEDGER", str(NOV))
    assert "--ledger has its value from EXCHANGE_LEDGER\n" in xt("check", "-v").err
    assert "has its value" not in xt("check").err


def test_a_page_is_not_poured_onto_a_terminal(tmp_path: Path) -> None:
    said = "--output: a page is read in a browser, not on a terminal; write it with -o page.html, or pipe it"
    assert on_terminal(f"xt report --ledger {NOV}", folder=tmp_path) == (2, f"{said}\n")
    for asked in ("-O html", "-o -", "| cat"):
        assert (
            "<!DOCTYPE html>"
            in on_terminal(f"xt report --ledger {NOV} {asked}", folder=tmp_path).shown
        )
