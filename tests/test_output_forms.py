"""The name of the file of -o says the form, where --format does not."""

import json
from pathlib import Path

import pytest

from tests.ledgers import NOV
from tests.program import xt
from tests.terminal import on_terminal
from tests.test_exports import sheet, validate

AT = ("--ledger", NOV, "--at", "2023-12-01T12:00+02:00")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("t.csv", "csv"), ("t.TSV", "tsv"), ("t.json", "json"), ("t.jsonl", "jsonl"),
        ("t.md", "markdown"), ("t.html", "html"), ("t.tex", "latex"), ("t.txt", "table"),
        ("t", "table"),
    ],
)  # fmt: skip
def test_the_ending_decides(tmp_path: Path, name: str, form: str) -> None:
    assert xt("totals", *AT, "-o", tmp_path / name).ok
    assert (tmp_path / name).read_text(encoding="utf-8") == xt("totals", *AT, "-O", form).ok.out


@pytest.mark.parametrize(
    ("command", "name", "start"),
    [("chart", "c.svg", "<svg"), ("chart", "c.txt", "Gaza"), ("report", "r.md", "## "),
     ("report", "r.html", "<!doctype"), ("say", "s.txt", "On the truce day")],
)  # fmt: skip
def test_the_ending_decides_of_the_forms_that_a_command_has(
    tmp_path: Path, command: str, name: str, start: str
) -> None:
    assert xt(command, *AT, "-o", tmp_path / name).ok
    assert (tmp_path / name).read_text(encoding="utf-8").lower().startswith(start.lower())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("totals", "-o", "t.svg"), "this command gives nothing that ends in .svg; end it in .csv, "),
        (("totals", "-o", "c.png"), "this command gives nothing that ends in .png; end it in .csv, "),
        (("report", "-o", "r.csv"), "nothing that ends in .csv; end it in .md or .html"),
        (("totals", "-o", "t.dat"), ".dat says no form; end it in .csv, "),
        (("totals", "-o", "t.csv", "-O", "json"), "and --format asks for json; end it in .json, or leave --format out"),
        (("totals", "-O", "xlsx"), "it cannot go to standard output, since it is no text"),
        (("totals", "--excel"), "it is about CSV, and the form here is table"),
    ],
)  # fmt: skip
def test_what_contradicts_or_says_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = xt(*words, *AT)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert not list(tmp_path.iterdir())


def test_what_is_asked_for_needs_no_ending_that_is_known(tmp_path: Path) -> None:
    assert xt("totals", *AT, "-O", "csv", "-o", tmp_path / "t.2023-11").ok
    assert xt("totals", *AT, "-O", "json-document", "-o", tmp_path / "t.json").ok


@pytest.mark.parametrize("command", ["check", "totals", "releases", "claims", "sources", "held"])
def test_a_document_names_what_stands_around_its_rows(command: str, tmp_path: Path) -> None:
    judged = AT if command not in ("claims", "sources") else AT[:2]
    document = json.loads(xt(command, *judged, "-O", "json-document").out)
    validate(document, "rows.schema.json")
    assert document["rows"] == json.loads(xt(command, *judged, "-O", "json").out)
    assert document["truce"] == "Gaza truce, 24–30 November 2023"
    assert document["judged_at"] == (None if judged == AT[:2] else "2023-12-01T10:00:00Z")
    assert (document["head"], document["known_from"]) == (None, None)


def test_a_document_of_a_ledger_names_its_head_as_it_was_known(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    assert xt("init", ledger, "--from", NOV).ok
    head = xt("verify", "--ledger", ledger).out.strip()
    assert xt("amend", "n03", "--set", "count=12", "--reason", "x", "--ledger", ledger).code == 0
    words = ("releases", "--as-of", "1", "--ledger", ledger, *AT[2:], "-O", "json-document")
    document = json.loads(xt(*words).ok.out)
    validate(document, "rows.schema.json")
    assert document["head"] == head
    assert (
        document["known_from"]
        == json.loads(xt("log", "--ledger", ledger, "-O", "json").out)[1]["moment"]
    )


def test_a_report_is_a_workbook_with_numbers(tmp_path: Path) -> None:
    assert xt("totals", *AT, "-o", tmp_path / "t.xlsx").ok
    rows = sheet(tmp_path / "t.xlsx", "rows")
    assert [{name: str(value) for name, value in row.items()} for row in rows] == xt(
        "totals", *AT, "-O", "csv"
    ).rows
    assert isinstance(rows[0]["count"], int)
    about = {row["what"]: row["is"] for row in sheet(tmp_path / "t.xlsx", "about")}
    assert about["judged_at"] == "2023-12-01T10:00:00Z"


def test_what_excel_opens_is_imported_as_it_was(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    assert xt("init", ledger, "--from", NOV).ok
    assert xt("releases", "--ledger", ledger, *AT[2:], "--excel", "-o", tmp_path / "r.csv").ok
    written = (tmp_path / "r.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfid,day,")
    assert written.count(b"\r\n") == written.count(b"\n")
    ran = xt(
        "import", "releases", tmp_path / "r.csv", "--update", "--reason", "x", "--ledger", ledger
    )
    assert ran.code == 0
    plain = xt("releases", "--ledger", ledger, *AT[2:], "-O", "csv").out
    assert written.decode("utf-8-sig").replace("\r\n", "\n") == plain


@pytest.mark.parametrize(
    ("command", "name", "rows"),
    [
        ("releases", "t.csv", "38 rows, "),
        ("extension", "t.jsonl", "4 rows, "),
        ("totals --party hamas --from 2023-11-30 --basis agreement", "t.csv", "1 row, "),
        ("releases --from 2024-01-01", "t.tsv", "0 rows, "),
        ("releases", "t.xlsx", "38 rows, "),
        ("totals", "t.md", ""),
        ("say", "s.txt", ""),
        ("chart", "c.svg", ""),
        ("report", "r.html", ""),
        ("report", "r.md", ""),
    ],
)
def test_a_terminal_is_told_which_file_was_written(
    tmp_path: Path, command: str, name: str, rows: str
) -> None:
    run = f"xt {command} {' '.join(map(str, AT))} -o {name}"
    for quiet in ("-q", "2> heard"):
        assert not on_terminal(f"{run} {quiet}", folder=tmp_path).shown
    seen = on_terminal(run, folder=tmp_path)
    size = (tmp_path / name).stat().st_size
    assert (seen.code, seen.shown) == (0, f"{name}: written, {rows}{size:,} bytes\n")
    assert on_terminal(f"{run} > out", folder=tmp_path).shown == seen.shown
    assert not (tmp_path / "out").read_text(encoding="utf-8")


def test_of_what_says_itself_what_it_wrote_and_of_a_device_no_more_is_said(tmp_path: Path) -> None:
    assert xt("init", tmp_path / "n.db", "--from", NOV).ok
    for command in ("export n.jsonl --ledger n.db", "terms new ratio -o t.toml"):
        seen = on_terminal(f"xt {command}", folder=tmp_path)
        assert (seen.code, seen.shown.count(": written")) == (0, 1)
    assert not on_terminal(f"xt chart --ledger {NOV} -o /dev/null", folder=tmp_path).shown
