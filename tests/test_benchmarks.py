"""The benchmark's list of commands is whole, and a command that fails has no time."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from benchmarks import measure
from benchmarks.commands import APART, DEEDS, QUESTIONS, SYNTHETIC, Deed, Question, asked
from benchmarks.growth import BY_ITSELF, Grown
from benchmarks.results import Compared, Results, page
from benchmarks.starting import Imported
from benchmarks.targets import Row
from exchange_tracker.cli.command_table import COMMANDS
from tests.ledgers import NOV, done

NOTHING = [sys.executable, "-c", "pass"]


def names(commands: Iterable[Question | Deed]) -> set[str]:
    """The first words of commands."""
    return {each.words.split()[0] for each in commands}


def test_every_command_is_measured_as_the_entries_grow_or_stands_apart() -> None:
    measured = names(QUESTIONS) | names(DEEDS) | set(BY_ITSELF)
    assert measured | set(APART) == set(COMMANDS)
    assert not measured & set(APART)


def test_a_line_names_the_ledger_once(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    lines = [asked(each, path, SYNTHETIC, new="new") for each in QUESTIONS]
    assert all(str(path) in line for line in lines)
    assert not any("{" in word for line in lines for word in line)


@pytest.mark.parametrize("code", [1, 2, 3, 70])
def test_a_command_that_fails_ends_the_measuring_with_what_it_said(code: int) -> None:
    failing = [sys.executable, "-c", f"import sys; print('why', file=sys.stderr); sys.exit({code})"]
    for ours, theirs in ((failing, NOTHING), (NOTHING, failing)):
        with pytest.raises(measure.Failed, match=rf"ended with {code}: why"):
            measure.pairs(ours, theirs, times=1)


def test_what_is_run_before_fails_the_measuring_too() -> None:
    failing = [sys.executable, "-c", "raise SystemExit(3)"]
    with pytest.raises(measure.Failed, match="ended with 3"):
        measure.pairs(NOTHING, NOTHING, times=1, before=(failing, ()))


def test_a_finding_is_an_answer_of_a_check_and_none_of_an_import(tmp_path: Path) -> None:
    xt = str(Path(sys.executable).with_name("xt"))
    ledger = str(tmp_path / "x.db")
    short = [xt, "check", "--at", "2023-12-01T12:00+02:00", "--ledger", str(NOV)]
    assert measure.run([*short, "--reading", "as-written"]).seconds > 0
    done("init", ledger, "--from", NOV)
    twice = tmp_path / "twice.csv"
    header, *rows = (NOV / "releases.csv").read_text(encoding="utf-8").splitlines()
    double = next(row for row in rows if row.startswith("n01,")).replace("n01,", "z01,", 1)
    double = double.replace("N02;N05;N06", "N90")  # another source of the same people
    twice.write_text(f"{header}\n{double}\n", encoding="utf-8")
    with pytest.raises(measure.Failed, match=r"ended with 1: .*held back"):
        measure.run([xt, "import", "releases", str(twice), "--ledger", ledger])


def test_memory_is_held_to_what_is_given() -> None:
    much = [sys.executable, "-c", "x = bytearray(300_000_000)"]
    assert measure.run(much).memory > 300
    with pytest.raises(measure.Failed, match="MemoryError"):
        measure.run(much, memory=200_000_000)


def test_the_first_row_is_timed_without_waiting_for_the_last() -> None:
    slow = "import time; print('header\\nrow', flush=True); time.sleep(30)"
    assert measure.first_row([sys.executable, "-c", slow], times=1) < 10
    with pytest.raises(measure.Failed, match="listed nothing"):
        measure.first_row([sys.executable, "-c", "print('header')"], times=1)


def test_the_page_says_what_is_not_met_left_out_or_not_measured() -> None:
    rows = [
        Row("a", 1.0, 1.5, "1 ms"),
        Row("b", 2.0, 1.5, "2 ms", tried="it must"),
        Row("c", 2, 1, ""),
    ]
    runs = {"check": measure.Run(0.1, 20), "export NEW": measure.Run(7, 30)}
    more: dict[str, measure.Run | None] = {"check": None}
    grown = [Grown(1_000, 0.4, {**runs}), Grown(10_000, 2, more)]
    beside = [
        Compared("sqlite3", "3.40", "", measure.Pairs(1, 2, 0.5, 0.5)),
        Compared("ledger", "", "its sums differ on 1 days, first 2024-01-01"),
    ]
    results = Results(rows, ["duckdb: missing"], beside, grown, [Imported("typer", 1, 2)])
    lines = page(results).splitlines()
    assert "| a | 1.00× | 1.5× | met | 1 ms |" in lines
    assert "- Not met: b. It must." in lines
    assert "- Not met: c." in lines
    assert "- not measured: duckdb: missing" in lines
    assert "| sqlite3 | 3.40 | 0.500× | 1000 ms against 2000 ms |" in lines
    assert "| ledger |  | not measured: its sums differ on 1 days, first 2024-01-01 | |" in lines
    assert "| command | 1,000 | 10,000 |" in lines
    assert "| `xt check` | 100 ms, 20 MB | over 2 GB |" in lines
    assert "| `xt export NEW` | 7000 ms, 30 MB | – |" in lines
