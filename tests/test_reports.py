"""The reports' options: filters, forms, files, colours."""

import csv
import io
import json
import os
import re
import shutil
import stat
from pathlib import Path

import pytest

from tests.ledgers import NOV, done
from tests.program import Ran, xt
from tests.terminal import on_terminal

REPORTS = [["check"], ["totals"], ["releases"], ["extension"], ["terms", "show"]]
NAMES = [" ".join(words) for words in REPORTS]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def report(*words: object) -> Ran:
    return xt(*words, "--ledger", NOV)


@pytest.mark.parametrize("command", REPORTS, ids=NAMES)
def test_every_report_has_every_form(command: list[str]) -> None:
    rows = report(*command, "-O", "csv").rows
    tsv = report(*command, "-O", "tsv").out
    assert tsv.splitlines()[0].split("\t") == list(rows[0])
    listed = json.loads(report(*command, "-O", "json").out)
    assert listed == [json.loads(line) for line in report(*command, "-O", "jsonl").out.splitlines()]
    as_text = [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in listed
    ]
    guarded = list(csv.DictReader(io.StringIO(report(*command, "-O", "csv", "--raw").out)))
    assert as_text == guarded
    title = "Gaza truce, 24–30 November 2023"
    for form, start in (
        ("table", title),
        ("markdown", "# Gaza truce"),
        ("html", "<!DOCTYPE html>"),
        ("latex", "%"),
    ):
        out = report(*command, "--format", form).out
        assert title in out or title.replace("–", "--") in out or "Gaza truce" in out
        assert out.startswith((start, start.lower(), "\\", "<", "##", "Gaza")), out[:80]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ["check", "--reading", "crdit"],
            2,
            "--reading: 'crdit' is not a reading of the terms; write one of as-written, all-isr",
        ),
        (["check", "--obligation", "x"], 2, "--obligation: 'x' is not an obligation of the terms;"),
        (["extension", "--reading", "x"], 2, "--reading: 'x' is not a reading of the terms;"),
        (["totals", "--party", "Hamass"], 2, "--party: 'Hamass' is not a party of the terms;"),
        (
            ["totals", "--kind", "hostages"],
            2,
            "--kind: 'hostages' is not a kind of the terms; write one of hostage, prisoner",
        ),
        (["releases", "--category", "child"], 2, "--category: 'child' is not a category of"),
        (["check", "--nationality", "Israel"], 2, "--nationality: 'Israel' is not a nationality"),
        (["check", "--basis", "x"], 2, "--basis: 'x' is not a basis of the terms; write one of"),
        (
            ["totals", "--by", "hour"],
            2,
            "--by: 'hour' cannot be grouped by; write any of kind, cat",
        ),
        (["totals", "--from", "24/11"], 2, "--from: '24/11' is not a date; write it as YYYY-MM-DD"),
        (
            ["totals", "--from", "2023-11-30", "--to", "2023-11-24"],
            2,
            "--from: 2023-11-30 is after 2023-11-24; give the first day to --from",
        ),
        (["check", "--at", "noon"], 2, "--at: 'noon' is not a moment; write date, time and offset"),
        (["check", "--at", "30/11/2023"], 2, "--at: '30/11/2023' is not a moment"),
        (["check", "--as-of", "1"], 2, "--as-of: a folder has no history"),
        (
            ["check", "-O", "yaml"],
            2,
            "xt check: Invalid value for '--format' / '-O': 'yaml' is not",
        ),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else "",
)
def test_what_the_terms_do_not_know_is_refused_with_what_they_know(
    words: list[str], code: int, said: str
) -> None:
    ran = report(*words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(said)


def test_all_unknown_words_are_named_at_once() -> None:
    ran = report("totals", "--party", "x", "--kind", "y", "--kind", "z")
    assert [line[:12] for line in ran.err.splitlines()] == [
        "--party: 'x'",
        "--kind: 'y' ",
        "--kind: 'z' ",
    ]


def test_the_words_of_a_filter_are_any_of_them_and_filters_must_all_fit() -> None:
    everything = report("releases", "-O", "csv").rows
    chosen = report(
        "releases", "-O", "csv", "--nationality", "Thai", "--nationality", "Filipino",
        "--from", "2023-11-24", "--to", "2023-11-25",
    ).rows  # fmt: skip
    assert chosen == [
        row
        for row in everything
        if {"Thai", "Filipino"} & {*row["nationality"].split(";")}
        and "2023-11-24" <= row["day"] <= "2023-11-25"
    ]
    assert 0 < len(chosen) < len(everything)


def test_check_shows_the_obligations_periods_and_readings_asked_for() -> None:
    rows = report("check", "-O", "csv", "--party", "israel", "--from", "2023-11-30").rows
    assert {(row["party"], row["to"]) for row in rows} == {("israel", "2023-11-30")}
    rows = report(
        "check", "-O", "csv", "--obligation", "hostages-daily", "--reading", "credit"
    ).rows
    assert {(row["reading"], row["obligation"]) for row in rows} == {("credit", "hostages-daily")}
    ran = report("check", "-O", "csv", "--only-findings", "--obligation", "hostages-daily")
    assert {row["from"] for row in ran.rows} == {"2023-11-30"}
    assert ran.code == 4
    assert report("check", "-O", "csv", "--reading", "as-written").code == 1


def test_columns_to_group_by_are_repeated_or_listed() -> None:
    ways = [
        ["--by", "kind", "--by", "nationality", "--by", "kind"],
        ["--by", "kind,nationality"],
        ["--by", " kind , nationality"],
    ]
    first, *others = (report("totals", "-O", "csv", *way).ok.out for way in ways)
    assert first.startswith("day,party,kind,nationality,count,")
    assert others == [first, first]


def test_a_result_goes_to_a_file_that_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "out.csv"
    place.write_text("old")
    place.chmod(0o600)
    ran = report("totals", "-O", "csv", "-o", place).ok
    assert ran.out == ""
    assert place.read_text(encoding="utf-8") == report("totals", "-O", "csv").out
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert report("totals", "-O", "csv", "-o", "-").out == place.read_text(encoding="utf-8")


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real.csv")
    assert report("totals", "-O", "csv", "-o", tmp_path / "link").ok
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("day,party")


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    before = Path(os.devnull).stat()
    assert report("totals", "-o", os.devnull).ok.out == ""
    assert stat.S_ISCHR(before.st_mode)
    assert Path(os.devnull).stat().st_ino == before.st_ino
    ran = report("totals", "-o", "/dev/full")
    assert ran.code == 74
    assert ran.err == (
        "/dev/full: it cannot be written (No space left on device);"
        " free the disk or name another place\n"
    )


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    ran = report("totals", "-o", tmp_path)
    assert (ran.code, ran.err) == (2, f"{tmp_path}: this is a folder; name a file\n")
    ran = report("totals", "-o", tmp_path / "no" / "x")
    assert (ran.code, ran.err) == (
        74,
        f"{tmp_path}/no/x: there is no folder {tmp_path}/no; make it, or name another place\n",
    )
    ran = report("totals", "-o", "/proc/x")
    assert ran.code == 74
    assert ran.err.startswith("/proc/x: it cannot be written")
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_is_refused_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("old")
    assert report("check", "--reading", "x", "-o", place).code == 2
    assert place.read_text() == "old"


@pytest.mark.parametrize("size", ["stty cols 100; ", ""])  # as a pipe has it, and not known
@pytest.mark.parametrize(
    "command", ["check --only-findings", "totals", "releases", "terms show", "extension"]
)
def test_a_terminal_gets_the_same_text_with_colours(
    command: str, size: str, tmp_path: Path
) -> None:
    done("init", tmp_path / "ledger.db", "--from", NOV)
    at = "" if command == "terms show" else "--at 2023-12-01T05:00:00Z"
    seen = on_terminal(f"{size}xt {command} {at}", folder=tmp_path).shown
    piped = on_terminal(f"xt {command} {at} | cat", folder=tmp_path).shown
    assert COLOUR.search(seen)
    assert "\x1b" not in piped
    assert COLOUR.sub("", seen) == piped


@pytest.mark.parametrize(
    ("environ", "pipe", "coloured"),
    [
        ({}, "", True),
        ({}, "| cat", False),
        ({"NO_COLOR": "1"}, "", False),
        ({"NO_COLOR": ""}, "", True),
        ({"TERM": "dumb"}, "", False),
        ({"FORCE_COLOR": "1"}, "| cat", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "| cat", False),
        ({"CLICOLOR_FORCE": "1"}, "| cat", True),
        ({"CLICOLOR_FORCE": "0"}, "| cat", False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, "| cat", False),
        ({"CLICOLOR": "0"}, "", False),
        ({"NO_COLOR": "1"}, "--color always | cat", True),
        ({"CLICOLOR_FORCE": "1"}, "--color NEVER", False),
        ({"TERM": "dumb"}, "--color auto", False),
        ({}, "--color auto", True),
    ],
    ids=str,
)
def test_colours_are_for_terminals_that_want_them(
    environ: dict[str, str], pipe: str, *, coloured: bool, tmp_path: Path
) -> None:
    seen = on_terminal(f"xt extension --ledger {NOV} {pipe}", folder=tmp_path, **environ)
    assert bool(COLOUR.search(seen.shown)) == coloured


def test_a_file_has_no_colours(tmp_path: Path) -> None:
    on_terminal(f"xt extension --ledger {NOV} -o x", folder=tmp_path, CLICOLOR_FORCE="1")
    assert "\x1b" not in (tmp_path / "x").read_text(encoding="utf-8")
    xt("extension", "--ledger", NOV, "-o", tmp_path / "x", "--color", "always").ok  # noqa: B018
    assert "\x1b" in (tmp_path / "x").read_text(encoding="utf-8")


def test_no_result_is_written_over_a_ledger_or_a_truce_folder(tmp_path: Path) -> None:
    ledger, folder = tmp_path / "x.db", tmp_path / "truce"
    done("init", ledger, "--from", NOV)
    shutil.copytree(NOV, folder)
    places = (ledger, *folder.iterdir())
    before = [place.read_bytes() for place in places]
    for words in (
        ("check", "--ledger", ledger),
        ("report", "--ledger", folder),
        ("chart", "--format", "svg", "--ledger", NOV),
        ("man",),
    ):
        for place in places:
            ran = xt(*words, "-o", place)
            assert (ran.code, ran.out) == (2, "")
            assert "would be lost; name another file" in ran.err
    ran = xt("export", tmp_path / "history.jsonl", "--ledger", ledger)
    ledger.rename(tmp_path / "own.jsonl")
    own = tmp_path / "own.jsonl"
    assert xt("export", own, "--force", "--ledger", own).code == 2
    own.rename(ledger)
    assert [place.read_bytes() for place in places] == before
    assert xt("check", "--ledger", NOV, "-O", "csv", "-o", tmp_path / "releases.csv").code == 4
