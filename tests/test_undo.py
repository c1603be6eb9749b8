"""A change taken back and a retracted entry brought back: each is a change of its own."""

from pathlib import Path

import pytest

from tests.engines import contents
from tests.ledgers import ONE, WHY, done, file, held, imported, last_change, make_own, noted
from tests.program import xt
from tests.terminal import ENTER, on_terminal

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_own(tmp_path, monkeypatch)


def test_what_was_added_is_retracted(ledger: Path) -> None:
    done("add", *ONE)
    ran = done("undo")
    assert ran.out.splitlines()[:2] == ["r1: retracted (2024-01-01 a h 2)", "change 3"]
    assert ran.out.splitlines()[2].startswith("daily 2024-01-01: ")
    assert held(ledger) == []
    (change,) = [row for row in done("log", "-O", "csv").rows if row["number"] == "3"]
    assert (change["author"], change["reason"]) == ("desk", "undo of change 2")
    assert (change["note"], change["retracted"]) == ("undoes change 2", "1")


def test_what_was_amended_gets_its_cells_back(ledger: Path) -> None:
    done("add", *ONE, "--person", "Jane")
    done("amend", "r1", "--set", "count=7", "--set", "person=Jill", *WHY)
    assert done("undo").out.splitlines()[0] == "r1: count: 7 -> 2; person: names -> other names"
    assert held(ledger) == ["r1 01 a h 2"]
    assert done("releases", "-O", "csv").rows[0]["person"] == "Jane"


def test_what_was_retracted_comes_back_at_its_place(ledger: Path) -> None:
    done("add", *ONE, "--person", "Jane")
    done("add", *ONE[:-1], "3", "--person", "John")
    done("retract", "r1", *WHY)
    assert done("undo").out.splitlines()[0] == "r1: restored (2024-01-01 a h 2)"
    assert held(ledger) == ["r1 01 a h 2", "r2 01 a h 3"]
    assert done("releases", "-O", "csv").rows[0]["person"] == "Jane"
    assert "- restored releases r1: 2024-01-01 a h 2" in done("log", "-p").out


def test_what_one_change_added_and_amended_is_taken_back_and_verifies(
    ledger: Path, tmp_path: Path
) -> None:
    """The new row comes before the amended one, and its retraction after: digests have an order."""
    done("add", *ONE, "--id", "x1")
    done("add", "--day", "2024-01-02", *ONE[2:], "--id", "x2")
    rows = file(tmp_path, "u.csv", "x3,2024-01-03,a,h,1,", "x1,2024-01-01,a,h,7,")
    noted("import", "releases", str(rows), "--update", *WHY)
    assert done("undo").out.splitlines()[:2] == [
        "x1: count: 7 -> 2",
        "x3: retracted (2024-01-03 a h 1)",
    ]
    assert done("verify").out.startswith("5:")
    done("undo", "5")
    assert held(ledger) == ["x1 01 a h 7", "x2 02 a h 2", "x3 03 a h 1"]
    assert done("verify").out.startswith("6:")


def test_terms_are_set_as_they_were(ledger: Path, tmp_path: Path) -> None:
    before = (tmp_path / "t.toml").read_text()
    (tmp_path / "u.toml").write_text(before.replace("at_least = 3", "at_least = 4"))
    done("terms", "set", tmp_path / "u.toml", *WHY)
    done("undo")
    done("export", tmp_path / "out")
    assert (tmp_path / "out" / "terms.toml").read_text() == before


def test_a_whole_import_is_one_change(ledger: Path, tmp_path: Path) -> None:
    done("add", *ONE)
    rows = [f",2024-01-02,a,h,{n},{n}" for n in range(1, 31)]
    imported(ledger, file(tmp_path, "r.csv", *rows))
    lines = done("undo").out.splitlines()
    assert lines[:2] == ["r2: retracted (2024-01-02 a h 1)", "r3: retracted (2024-01-02 a h 2)"]
    assert lines[20:22] == ["… and 10 more rows of the change", "change 4"]
    assert held(ledger) == ["r1 01 a h 2"]


def test_undone_again_it_goes_further_back_and_an_undoing_is_undone_by_its_number(
    ledger: Path,
) -> None:
    done("add", *ONE)
    done("amend", "r1", "--set", "count=7", *WHY)
    done("retract", "r1", *WHY)
    for expected in (["r1 01 a h 7"], ["r1 01 a h 2"], []):
        done("undo")
        assert held(ledger) == expected
    ran = xt("undo")
    assert ran.code == 3
    assert "there is no change of 'desk' that could be undone" in ran.err
    done("undo", "7")
    assert held(ledger) == ["r1 01 a h 2"]
    done("undo")  # what was undone stands again, and is the last once more
    assert held(ledger) == []


def test_only_changes_of_ones_own_are_undone(ledger: Path) -> None:
    done("add", *ONE)
    done("add", "--day", "2024-01-02", *ONE[2:], "--by", "night")
    assert done("undo").out.startswith("r1: retracted")
    assert held(ledger) == ["r2 02 a h 2"]
    ran = xt("undo", "3")
    assert ran.code == 3
    assert ran.err == (
        "xt undo: change 3 is of 'night', not of 'desk'; leave it, or undo it as its author: --by night\n"
    )


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (
            ("amend", "r1", "--set", "count=9"),
            "r1: change 3 left it otherwise than change 2 did; undo change 3 first",
        ),
        (("retract", "r1"), "r1: change 3 left it otherwise than change 2 did; undo change 3"),
        (("redact", "r1"), "r1: change 3 erased its names after change 2; correct r1 by itself"),
    ],
)
def test_what_a_later_change_touched_is_refused(
    ledger: Path, later: tuple[str, ...], said: str
) -> None:
    done("add", *ONE, "--person", "Jane")
    noted(*later, *WHY)
    before = contents(ledger)
    ran = xt("undo", "2")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(said)
    assert contents(ledger) == before


def test_erased_names_and_the_beginning_cannot_be_undone(ledger: Path) -> None:
    done("add", *ONE, "--person", "Jane")
    noted("redact", "r1", *WHY)
    for words, said in (
        ((), "change 3: it erased the names of r1 for good, which nothing brings back; give them"),
        (("1", "--by", first_author()), "change 1: the ledger begins with it; correct single"),
    ):
        ran = xt("undo", *words)
        assert ran.code == 3
        assert ran.err.startswith(said)
    assert xt("undo", "4").code == 2
    assert last_change(ledger) == 3


def first_author() -> str:
    return done("log", "-O", "csv").rows[-1]["author"]


def test_a_claim_with_parts_is_not_taken_from_them(ledger: Path) -> None:
    claim = ("--source", "s", "--kind", "h", "--to", "2024-01-02", "--figure")
    noted("claim", *claim, "9")
    noted("claim", *claim, "4", "--part-of", "c1", "--part", "part")
    ran = xt("undo", "2")
    assert ran.code == 3
    assert (
        ran.err == "c2: part_of: 'c1' names no claim; write the id of the claim that is the whole\n"
    )


def test_it_is_tried_without_a_trace(ledger: Path) -> None:
    done("add", *ONE)
    before = contents(ledger)
    ran = done("undo", "--dry-run")
    assert ran.out.startswith("would be change 3:\nr1: retracted (2024-01-01 a h 2)\n")
    assert contents(ledger) == before


@pytest.mark.in_a_file
@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 3), ("", 3)])
def test_on_a_terminal_it_shows_the_change_and_asks(
    ledger: Path, tmp_path: Path, answer: str, code: int
) -> None:
    done("add", *ONE)
    asked = "Undo change 2? [y/N] "
    seen = on_terminal(
        "xt undo --ledger x.db --by desk", (asked, f"{answer}{ENTER}"), folder=tmp_path
    )
    assert seen.code == code
    first, second, *_ = seen.shown.splitlines()
    assert first.startswith("change 2, ")
    assert first.endswith(", desk: recorded")
    assert second == "- added releases r1: 2024-01-01 a h 2"
    assert held(ledger) == ([] if code == 0 else ["r1 01 a h 2"])
    if code:
        assert seen.shown.endswith("xt undo: it was not agreed to; nothing was written\n")


@pytest.mark.in_a_file
def test_with_yes_nothing_is_asked(ledger: Path, tmp_path: Path) -> None:
    done("add", *ONE)
    seen = on_terminal("xt undo --yes --ledger x.db --by desk", folder=tmp_path)
    assert seen.code == 0
    assert seen.shown.startswith("r1: retracted")
