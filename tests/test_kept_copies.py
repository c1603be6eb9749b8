"""A copy that an upgrade keeps beside the ledger holds names that are erased: it is said, and mended."""

import shutil
from pathlib import Path

import pytest

from tests.faults.stage import done
from tests.faults.tampering import seal_fits
from tests.program import xt
from tests.terminal import CTRL_C, CTRL_D, ENTER, on_terminal

OLDER = Path(__file__).parent / "versions"
NAME = b"Person 5"
WHY = ("--reason", "asked for by the family")
KEPT = "kept when the ledger was brought to a newer schema, it holds the names of"


@pytest.fixture(params=[1, 2])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    assert NAME in (OLDER / f"schema-{request.param}.db").read_bytes()
    return Path(shutil.copy(OLDER / f"schema-{request.param}.db", tmp_path / "l.db"))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLDER / "schema-2.db", tmp_path / "l.db"))


def holders(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if NAME in path.read_bytes())


def copy_of(ledger: Path) -> Path:
    (copy,) = ledger.parent.glob("l.db.schema-*")
    return copy


def test_a_redaction_says_where_the_names_still_are(old: Path, tmp_path: Path) -> None:
    ran = xt("redact", "n5", *WHY, "--ledger", old)
    copy = copy_of(old)
    assert ran.code == 0
    assert ran.err.splitlines()[1:] == [
        f"{copy}: {KEPT} n5; erase them there, too, with --kept-copies, or delete it"
    ]
    assert holders(tmp_path) == [copy.name]
    again = xt("redact", "n5", *WHY, "--ledger", old)
    assert f"{copy}: kept when" in again.err


def test_they_are_erased_there_by_a_change_of_the_copys_own(old: Path, tmp_path: Path) -> None:
    heads = xt("verify", "--ledger", old).out.strip()
    ran = xt("redact", "n5", *WHY, "--by", "desk", "--kept-copies", "--ledger", old)
    copy = copy_of(old)
    assert ran.out.endswith(f"{copy}: the names of n5 are erased there, too\n")
    assert holders(tmp_path) == []
    done("verify", "--head", heads, "--ledger", copy)
    assert copy.name.endswith(f"schema-{copy_version(copy)}")
    log = xt("log", "-p", "--entry", "n5", "--ledger", copy).out
    assert "asked for by the family" in log
    assert xt("redact", "n5", *WHY, "--kept-copies", "--ledger", old).err == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["l.db", copy.name]
    if copy_version(copy) == 2:
        assert seal_fits(copy)


def copy_version(copy: Path) -> int:
    return int.from_bytes(copy.read_bytes()[60:64], "big")


def test_every_copy_is_looked_into(second: Path, tmp_path: Path) -> None:
    shutil.copy(OLDER / "schema-1.db", tmp_path / "l.db.schema-1")
    shutil.copy(OLDER / "schema-2.db", tmp_path / "l.db.schema-2.3")
    shutil.copy(OLDER / "schema-2.db", tmp_path / "other.db.schema-2")
    shutil.copy(OLDER / "schema-2.db", tmp_path / "l.db.schema-2-mine")
    done("redact", "n5", *WHY, "--kept-copies", "--ledger", second)
    assert holders(tmp_path) == ["l.db.schema-2-mine", "other.db.schema-2"]


def test_a_copy_that_cannot_be_looked_into_is_named(second: Path, tmp_path: Path) -> None:
    data = (OLDER / "schema-1.db").read_bytes()
    (tmp_path / "l.db.schema-1").write_bytes(data[:5000])
    ran = xt("redact", "n5", *WHY, "--kept-copies", "--ledger", second)
    assert ran.code == 0
    assert f"{tmp_path}/l.db.schema-1: " in ran.err
    assert "it may hold the names of n5 still: see to it yourself" in ran.err


def test_a_dry_run_says_so_and_erases_nothing(second: Path, tmp_path: Path) -> None:
    done("amend", "n9", "--set", "count=7", *WHY, "--ledger", second)
    copy = copy_of(second)
    before = copy.read_bytes()
    ran = xt("redact", "n5", *WHY, "--kept-copies", "--dry-run", "--ledger", second)
    assert ran.out.endswith(f"{copy}: the names of n5 would be erased there, too\n")
    assert "kept when" in xt("redact", "n5", *WHY, "--dry-run", "--ledger", second).err
    assert copy.read_bytes() == before


def test_a_copy_without_the_names_is_not_spoken_of(second: Path) -> None:
    done("add", "--id", "new", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage",
         "--count", "1", "--person", "A Name", "--ledger", second)  # fmt: skip
    assert xt("redact", "new", *WHY, "--ledger", second).err == ""


@pytest.mark.parametrize(("answer", "left"), [("y" + ENTER, []), ("yes" + ENTER, []),
    (ENTER, ["l.db.schema-2"]), ("n" + ENTER, ["l.db.schema-2"]), (CTRL_C, ["l.db.schema-2"]),
    (CTRL_D, ["l.db.schema-2"])])  # fmt: skip
def test_it_is_asked_on_a_terminal(
    second: Path, tmp_path: Path, answer: str, left: list[str]
) -> None:
    command = "exec xt redact n5 --reason x --ledger l.db"
    own = ("No command brings it back. [y/N] ", f"y{ENTER}")
    seen = on_terminal(command, own, ("too? [y/N] ", answer), folder=tmp_path)
    assert seen.code == 0
    assert "l.db.schema-2 holds the names of n5: erase them there, too? [y/N] " in seen.shown
    assert ("kept when the ledger was brought" in seen.shown) is bool(left)
    assert holders(tmp_path) == left
