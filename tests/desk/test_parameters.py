"""Words of a command line mean the same under every version of Typer, and no start loads Pydantic."""

from pathlib import Path

import pytest

from tests.desk.moments import NOV
from tests.program import xt
from tests.test_imports_lean import asked, imported


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (
            ["check", "-O", "xml"],
            "Invalid value for '--format' / '-O': 'xml' is not one of 'table',",
        ),
        (
            ["chart", "-O", "gif"],
            "Invalid value for '--format' / '-O': 'gif' is not one of 'text',",
        ),
        (
            ["status", "--width", "5"],
            "Invalid value for '--width': 5 is not in the range 60<=x<=1000",
        ),
        (["status", "--width", "9_0"], "Invalid value for '--width': '9_0' is not a whole number."),
        (["status", "--width", "٩٠"], "Invalid value for '--width': '٩٠' is not a whole number."),
        (["show"], "Missing argument 'ID'. Write xt show ID"),
        (["import", "claims"], "FILE: no file is named; write its name, or - for standard input"),
        (["amend", "n01"], "Missing option '--set'."),
    ],
)
def test_a_wrong_word_is_refused_in_our_words(words: list[str], what: str) -> None:
    ran = xt(*words)
    assert (ran.code, ran.out) == (2, "")
    assert what in ran.err


def test_a_form_is_known_in_any_case() -> None:
    assert xt("totals", "-f", NOV, "-O", "CSV").ok.out == xt("totals", "-f", NOV, "-O", "csv").out


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        (["import"], "Usage: xt import [OPTIONS] {WHAT} [FILE…]"),
        (["say"], "Usage: xt say [OPTIONS] [DAY]"),
        (["reconcile"], "Usage: xt reconcile [OPTIONS] [ID…]"),
        (["why", "check"], "Usage: xt why check [OPTIONS] {OBLIGATION} {DAY}"),
    ],
)
def test_a_usage_line_names_each_argument_once(words: list[str], usage: str) -> None:
    help_text = xt(*words, "--help").ok.out
    assert help_text.splitlines()[0] == usage
    assert "<str>" not in help_text


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--party", "hamas", "-O", "csv", "-o", "x.csv"],
        ["totals", "--from", "2023-11-25", "--by", "kind"],
        ["status", "--width", "80"],
        ["check", "--help"],
        ["releases", "--no-names"],
        ["why", "total", "2023-11-30"],
    ],
)
def test_no_option_of_a_command_loads_pydantic(words: list[str], tmp_path: Path) -> None:
    assert xt("init", tmp_path / "ledger.db", "--from", NOV).ok
    assert not imported(asked(*words), tmp_path) & {"pydantic", "typing_inspection", "email"}
