"""Rows that may be mistakes: noted in a pipe, asked about on a terminal, refused with --strict."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.engines import contents, word_for
from tests.ledgers import done, held, make
from tests.program import Ran, xt
from tests.terminal import ENTER, on_terminal

pytestmark = pytest.mark.usefixtures("engine")

TERMS = """
title = "A truce in winter"
timezone = "Asia/Jerusalem"
day_starts = "07:00"
[parties]
hamas = "Hamas"
[[phases]]
name = "first"
from = 2023-11-24
to = 2023-11-26
[[phases]]
name = "second"
from = 2023-11-29
to = 2023-11-30
[[obligations]]
id = "daily"
party = "hamas"
counts = { kind = "hostage", nationality = ["Israeli", "Thai"], basis = "agreement" }
at_least = 10
per = "day"
"""
CELLS = {
    "day": "2023-11-24",
    "party": "hamas",
    "kind": "hostage",
    "count": "8",
    "nationality": "Israeli",
}
WRONG = {
    "before the truce": ({"day": "2023-11-20"}, "2023-11-20 lies outside the truce, 2023-11-24 to"),
    "after it": ({"day": "2023-12-02"}, "2023-12-02 lies outside the truce, 2023-11-24 to"),
    "between its phases": (
        {"day": "2023-11-27"},
        "2023-11-27 lies between the phases 'first' and 'second'",
    ),
    "all its days between": (
        {"day": "2023-11-27", "until": "2023-11-28"},
        "2023-11-27 to 2023-11-28 lies between the phases 'first' and 'second'",
    ),
    "another plural": (
        {"day": "2023-11-25", "kind": "hostages"},
        "kind: 'hostages' is nearly 'hostage': are they one?",
    ),
    "another case": (
        {"day": "2023-11-25", "nationality": "israeli"},
        "nationality: 'israeli' is nearly 'Israeli': are they one?",
    ),
    "another word of one stem": (
        {"day": "2023-11-25", "nationality": "Israel"},
        "nationality: 'Israel' is nearly 'Israeli': are they one?",
    ),
    "a slip of one letter in a category": (
        {"day": "2023-11-25", "category": "womam"},
        "category: 'womam' is nearly 'woman': are they one?",
    ),
    "the basis that need not be written": (
        {"day": "2023-11-25", "basis": "agrement"},
        "basis: 'agrement' is nearly 'agreement': are they one?",
    ),
    "the same": ({"category": "woman"}, "r1 says the same in every cell: is it recorded twice?"),
    "told otherwise": (
        {"category": "woman", "note": "by radio"},
        "r1 has the same day, party, kind and group and the same count: is it told twice?",
    ),
    "another count": (
        {"category": "woman", "count": "9"},
        "r1 has the same day, party, kind and group, and the count 8 beside 9: is one of them wrong?",
    ),
    "ten times": (
        {"day": "2023-11-25", "count": "80"},
        "80 is 10 times the most of any other hostage, 8",
    ),
    "summer time in winter": (
        {"day": "", "at": "2023-11-25T21:00:00+03:00"},
        "2023-11-25T21:00:00+03:00 is 20:00 in Asia/Jerusalem, whose offset was +02:00 then",
    ),
    "more names than people": (
        {"day": "2023-11-25", "count": "1", "person": "A;B"},
        "it names more people (2) than it counts (1)",
    ),
    "owed of others": (
        {"day": "2023-11-25", "nationality": "Russian"},
        "it counts for no obligation: daily asks for nationality Israeli or Thai",
    ),
}
TRUE = {
    "the next day": {"day": "2023-11-25"},
    "another category": {"category": "minor"},
    "another nationality": {"nationality": "Thai"},
    "outside the agreement": {"nationality": "Russian", "basis": "separate"},
    "nationality not known": {"day": "2023-11-25", "nationality": ""},
    "another person": {"category": "woman", "count": "1", "person": "B"},
    "at night, of the day before": {"day": "", "at": "2023-12-01T01:30:00+02:00"},
    "in UTC": {"day": "", "at": "2023-11-25T19:00:00Z"},
    "nine times": {"day": "2023-11-25", "count": "72"},
    "not disclosed": {"day": "2023-11-25", "count": "?"},
    "as many names as people": {"day": "2023-11-25", "count": "2", "person": "A;B"},
    "on a day not known": {"day": "2023-11-26", "until": "2023-11-29"},
}


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = make(tmp_path, TERMS)
    monkeypatch.setenv("EXCHANGE_LEDGER", word_for(path))
    done("add", *options(CELLS | {"category": "woman", "person": "A"}))
    return path


def options(cells: dict[str, str]) -> list[str]:
    return [f"--{name}={cell}" for name, cell in cells.items() if cell]


def added(cells: dict[str, str], *more: str) -> Ran:
    """What `xt add` gives of a row that is otherwise like the one that is there."""
    return xt("add", *options(CELLS | cells), *more)


@pytest.mark.parametrize("name", WRONG)
def test_each_is_noted_in_a_pipe_and_refused_when_strict(ledger: Path, name: str) -> None:
    cells, said = WRONG[name]
    if "says the same" in said:
        cells = cells | {"person": "A"}
    before = contents(ledger)
    ran = added(cells, "--strict")
    assert (ran.code, ran.out) == (3, "")
    assert f"r2 (not recorded): {said}" in ran.err
    assert ran.err.endswith("mend it, or leave --strict out to record it all the same\n")
    assert contents(ledger) == before
    ran = added(cells)
    assert ran.code == 0
    assert f"r2: {said}" in ran.err
    assert len(held(ledger)) == 2


@pytest.mark.parametrize("name", TRUE)
def test_nothing_true_is_doubted(ledger: Path, name: str) -> None:
    assert added(TRUE[name], "--strict").ok
    assert len(held(ledger)) == 2


def test_what_is_dated_after_now(tmp_path: Path) -> None:
    year = datetime.now(UTC).year + 1
    terms = TERMS.replace('name = "second"\nfrom = 2023-11-29\nto = 2023-11-30', (
        f'name = "second"\nfrom = 2023-11-29\nto = {year}-12-31'
    ))  # fmt: skip
    ledger = make(tmp_path, terms)
    ran = added({"day": f"{year}-11-25"}, "--strict", "--ledger", str(ledger))
    assert ran.code == 3
    assert ran.err.startswith(
        f"r1 (not recorded): {year}-11-25 lies in the future; mend it, or leave --strict"
    )


def test_a_source_that_is_not_known_is_noted_and_no_doubt(ledger: Path) -> None:
    ran = added({"day": "2023-11-25", "sources": "N1"}, "--strict")
    assert (ran.code, ran.err) == (
        0,
        "r2: N1 is not among the sources; add it with: xt source add --id N1 --publisher NAME\n",
    )
    assert len(held(ledger)) == 2


@pytest.mark.in_a_file
@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 3), ("", 3)])
def test_on_a_terminal_it_asks(ledger: Path, tmp_path: Path, answer: str, code: int) -> None:
    line = " ".join(options(CELLS | {"day": "2023-11-25", "count": "80"}))
    seen = on_terminal(
        f"xt add --ledger x.db {line}",
        ("Record it all the same? [y/N] ", f"{answer}{ENTER}"),
        folder=tmp_path,
    )
    assert seen.code == code
    assert seen.shown.startswith(
        "r2 (not recorded): 80 is 10 times the most of any other hostage, 8\nRecord"
    )
    assert seen.shown.count("10 times") == 1
    assert len(held(ledger)) == (2 if code == 0 else 1)
    if code:
        assert "not recorded: it was not agreed to; nothing was written\n" in seen.shown


@pytest.mark.in_a_file
def test_nobody_waits_for_the_ledger_while_it_asks(ledger: Path, tmp_path: Path) -> None:
    line = " ".join(options(CELLS | {"day": "2023-11-25", "count": "80"}))
    other = " ".join(options(CELLS | {"day": "2023-11-26"}))
    seen = on_terminal(
        f"(sleep 1; xt add --ledger x.db {other} </dev/null) & xt add --ledger x.db {line}; wait",
        ("Record it all the same? [y/N] ", ""),
        ("r2: added: ", f"y{ENTER}"),
        ("r3: added: ", ""),
        folder=tmp_path,
    )
    assert seen.code == 0
    assert {row.split()[0] for row in held(ledger)} == {"r1", "r2", "r3"}


def test_a_movement_is_looked_at_in_the_same_way(ledger: Path) -> None:
    cells = {**CELLS, "movement": "taken", "day": "2023-10-07"}
    assert xt("move", *options(cells), "--strict").code == 0
    for change, said in (
        ({}, "m1 says the same in every cell: is it recorded twice?"),
        ({"kind": "hostages"}, "kind: 'hostages' is nearly 'hostage': are they one?"),
        ({"count": "9"}, "m1 has the same day, party, movement, kind and group, and the count 8"),
        ({"day": "2999-01-01"}, "2999-01-01 lies in the future"),
    ):
        ran = xt("move", *options(cells | change), "--strict")
        assert ran.code == 3
        assert ran.err.startswith(f"m2 (not recorded): {said}")
    assert xt("move", *options(cells | {"movement": "died"}), "--strict").code == 0
