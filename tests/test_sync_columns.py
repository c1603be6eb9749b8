"""Columns, keys and names of a sheet that a ledger follows."""

from pathlib import Path

import pytest

from tests.cases import AT, ledger_of
from tests.ledgers import done, held
from tests.program import xt
from tests.sheets import DAY, FIRST, HEADER, refused, sheet, sync

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def test_columns_that_the_sheet_does_not_have_are_left_alone(ledger: Path, tmp_path: Path) -> None:
    full = sheet(tmp_path, f"a,{DAY},8,kept", header=f"{HEADER},note")
    sync(ledger, full)
    sync(ledger, sheet(tmp_path, f"a,{DAY},9"))
    assert held(ledger) == ["a 01 north hostage 9 kept"]


def test_doubled_and_blank_keys_are_refused_all_at_once(ledger: Path, tmp_path: Path) -> None:
    rows = sheet(tmp_path, f"a,{DAY},8", f"a,{DAY},9", f",{DAY},1", f"b,{DAY},x")
    assert refused(ledger, rows).splitlines()[:2] == [
        (
            f"{rows}:3: id: line 2 has the same key, 'a'; delete one of the rows, or name a column"
            " more in --key that tells them apart"
        ),
        f"{rows}:4: id: the key is blank; write what the row is known by, in each row",
    ]
    assert f"{rows}:5: count: 'x' is not" in refused(ledger, rows)
    add = ("--day=2021-03-01", "--party=north", "--kind=hostage", "--count=2", "-f", ledger)
    for _ in range(2):
        assert xt("add", *add).code == 0
    err = refused(ledger, sheet(tmp_path, FIRST[0]), key="day,kind")
    assert "r1, r2 in the ledger have the same key, '2021-03-01', 'hostage'; retract" in err


def test_a_key_names_columns_that_the_sheet_has(ledger: Path, tmp_path: Path) -> None:
    rows = sheet(tmp_path, *FIRST)
    assert "the column note of the key is missing; add it" in refused(ledger, rows, key="note")
    for key, said in (("colour", "'colour' is not a column"), (",", "it names no column")):
        ran = xt("sync", "releases", rows, "--key", key, "--yes", "--ledger", ledger)
        assert ran.code == 2
        assert f"--key: {said}; write" in ran.err


def test_the_id_of_an_entry_never_changes(ledger: Path, tmp_path: Path) -> None:
    sync(ledger, sheet(tmp_path, *FIRST), key="day")
    other = sheet(tmp_path, f"z,{DAY},8", FIRST[1])
    assert refused(ledger, other, key="day") == (
        f"{other}:2: id: the id is 'z', and in the ledger the row with this key is 'a';"
        " write a, or leave the cell blank; an id never changes\n"
    )
    blank = sheet(tmp_path, f",{DAY},8", FIRST[1])
    assert "nothing changed" in sync(ledger, blank, key="day").out


def test_a_sheet_from_a_pipe_needs_a_name(ledger: Path, tmp_path: Path) -> None:
    text = sheet(tmp_path, *FIRST).read_text()
    words = ("sync", "releases", "-", "--key", "id", "--yes", "--ledger", ledger)
    ran = xt(*words, given=text)
    assert (ran.code, ran.err[:44]) == (2, "--name: what comes by a pipe has no name; wr")
    assert xt(*words, "--name", "desk", given=text).code == 0
    assert "nothing changed" in xt(*words, "--name", "desk", given=text).out


def test_names_are_in_no_line_and_erased_ones_do_not_come_back(
    ledger: Path, tmp_path: Path
) -> None:
    header = f"{HEADER},person"
    rows = sheet(tmp_path, f"a,{DAY},1,Ana Example", header=header)
    said = sync(ledger, rows, key="person")
    assert xt("redact", "a", "--reason", "asked to", "--ledger", ledger).code == 0
    again = sync(ledger, rows)
    doubled = sheet(tmp_path, *[f",{DAY},1,Ana Example"] * 2, header=header)
    texts = (said.out, said.err, again.out, again.err, refused(ledger, doubled, key="person"))
    assert not any("Ana" in text for text in texts)
    assert "nothing changed" in again.out


@pytest.mark.parametrize(
    ("what", "header", "row", "cell", "other"),
    [
        ("claims", "id,source,to,figure", "c1,S1,2021-03-02,5", ",5", ",6"),
        ("sources", "id,publisher", "S1,Agency", "Agency", "Wire"),
        (
            "movements",
            "id,day,party,movement,kind,count",
            f"m1,{DAY[:16]},taken,hostage,3",
            ",3",
            ",4",
        ),
    ],
)
def test_claims_sources_and_movements_alike(
    ledger: Path, tmp_path: Path, what: str, header: str, row: str, cell: str, other: str
) -> None:
    sync(ledger, sheet(tmp_path, row, header=header), what=what)
    changed = sheet(tmp_path, row.replace(cell, other), header=header)
    assert "= 0 added + 1 amended + 0 as they are\n" in sync(ledger, changed, what=what).out
    assert "nothing changed" in sync(ledger, changed, what=what).out
    empty = sheet(tmp_path, header=header)
    ran = sync(ledger, empty, "--yes", "--retract-missing", what=what)
    assert "; 1 gone from it, retracted\n" in ran.out
    done("verify", "--ledger", ledger)


def test_the_parts_of_a_claim_are_not_left_without_their_whole(
    ledger: Path, tmp_path: Path
) -> None:
    header = "id,source,to,figure,part_of,part"
    rows = ("c1,S1,2021-03-02,5,,", "c2,S1,2021-03-02,5,c1,part")
    words = ("--yes", "--retract-missing")
    sync(ledger, sheet(tmp_path, *rows, header=header), what="claims")
    err = refused(ledger, sheet(tmp_path, rows[1], header=header), *words[1:], what="claims")
    assert "c2: part_of: 'c1' names no claim" in err
    sync(ledger, sheet(tmp_path, header=header), *words, what="claims")
    assert xt("claims", "--ledger", ledger, AT, "-O", "csv").rows == []
