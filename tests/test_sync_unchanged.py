"""A long sheet of which little changed: what is the same is passed over, and nothing else is."""

from pathlib import Path

import pytest

from tests.cases import ledger_of
from tests.ledgers import file, held, last_change
from tests.program import Ran, xt

pytestmark = pytest.mark.usefixtures("engine")

HEADER = "id,day,party,kind,count,person,sources,note"
EVERY_ROW = ("--accept-totals", "--accept-doubles")
DAY = "2021-03-01,north,hostage"
SAME = f"a,{DAY},8,,S1,"
CHANGED = f"a,{DAY},9,,S1,"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def sync(ledger: Path, folder: Path, *rows: str, key: str = "id", header: str = HEADER) -> Ran:
    sheet = file(folder, "desk.csv", *rows, header=header)
    return xt("sync", "releases", sheet, "--key", key, "--yes", "--retract-missing", *EVERY_ROW,
              "--ledger", ledger)  # fmt: skip


def account(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    return ran.out.partition("\n")[0].partition(" = ")[2]


def test_of_a_long_sheet_the_changed_rows_are_written(ledger: Path, tmp_path: Path) -> None:
    long = [f"x{n},2021-03-0{n % 6 + 1},north,hostage,{n % 9 + 1},P{n},S1," for n in range(2600)]
    assert account(sync(ledger, tmp_path, *long)) == "2,600 added + 0 amended + 0 as they are"
    kept = [line.replace(",S1,", ",S2,") if n % 650 == 7 else line for n, line in enumerate(long)]
    kept = [*kept[:100], *kept[800:], f"new,{DAY},8,,S1,"]
    ran = sync(ledger, tmp_path, *reversed(kept))
    assert account(ran) == "1 added + 3 amended + 1,897 as they are; 700 gone from it, retracted"
    assert len(held(ledger)) == 1901
    assert "= 0 added + 0 amended + 1,901 as they are\n" in sync(ledger, tmp_path, *kept).out
    assert xt("verify", "--ledger", ledger).code == 0


@pytest.mark.parametrize("rows", [(SAME, CHANGED), (CHANGED, SAME), (SAME, SAME)])
def test_a_key_that_a_row_as_it_was_has_too_is_refused(
    ledger: Path, tmp_path: Path, rows: tuple[str, str]
) -> None:
    sync(ledger, tmp_path, SAME)
    ran = sync(ledger, tmp_path, *rows)
    assert ran.code == 3
    assert "has the same key, 'a'; delete one of the rows" in ran.err
    assert last_change(ledger) == 2


def test_a_key_of_two_entries_is_refused_though_a_row_says_what_one_says(
    ledger: Path, tmp_path: Path
) -> None:
    rows = file(tmp_path, "r.csv", f"{DAY},8", f"{DAY},3", header="day,party,kind,count")
    assert xt("import", "releases", rows, "--ledger", ledger).code == 0
    ran = sync(ledger, tmp_path, f"{DAY},8", key="day,kind", header="day,party,kind,count")
    assert "r1, r2 in the ledger have the same key, '2021-03-01', 'hostage'" in ran.err


def test_a_blank_key_is_refused_though_an_entry_has_it(ledger: Path, tmp_path: Path) -> None:
    rows = file(tmp_path, "r.csv", f"{DAY},8", header="day,party,kind,count")
    assert xt("import", "releases", rows, "--ledger", ledger).code == 0
    ran = sync(ledger, tmp_path, f"{DAY},8,", key="note", header="day,party,kind,count,note")
    assert (ran.code, "the key is blank" in ran.err) == (3, True)


def test_the_bounds_of_cells_are_kept_apart(ledger: Path, tmp_path: Path) -> None:
    """Whatever the program may set between cells to compare them."""
    for between in map(chr, (*range(1, 9), *range(14, 32), 127)):
        path = ledger_of(tmp_path, f"{ord(between)}.db")
        sync(path, tmp_path, f"a,{DAY},8,,S1,x{between}y", "b,2021-03-02,north,hostage,1,,,z")
        ran = sync(path, tmp_path, f"a,{DAY},8,,S1{between}x,y", "b,2021-03-02,north,hostage,1,,,z")
        assert "2 as they are" not in ran.out


def test_erased_names_do_not_come_back_by_a_sheet(ledger: Path, tmp_path: Path) -> None:
    row = f"a,{DAY},1,Ana,S1,"
    sync(ledger, tmp_path, row)
    assert "1 as they are" in sync(ledger, tmp_path, row).out
    assert "1 amended" in sync(ledger, tmp_path, row.replace("Ana", "Bo")).out
    assert xt("redact", "a", "--reason", "asked", "--ledger", ledger).code == 0
    assert "1 as they are" in sync(ledger, tmp_path, row).out
    (there,) = xt("releases", "--ledger", ledger, "-O", "csv", "--at", "2021-04-01T00:00Z").rows
    assert there["person"] == ""


@pytest.mark.parametrize("key", ["id", "day,sources", "day,person,sources"])
def test_a_short_sheet_beside_many_entries_is_compared_with_its_own(
    ledger: Path, tmp_path: Path, key: str
) -> None:
    """By whatever its rows are known: what was corrected, what others recorded, what is gone."""
    rows = [f"x{n},2021-03-0{n % 6 + 1},north,hostage,{n % 9 + 1},,T{n}," for n in range(1200)]
    others = file(tmp_path, "o.csv", *rows, header=HEADER)
    assert xt("import", "releases", others, *EVERY_ROW, "--ledger", ledger).code == 0
    new = [f"a,{DAY},8,,U1,", f"b,{DAY},7,,U2,", f"c,{DAY},6,,U3,"]
    assert account(sync(ledger, tmp_path, *new, rows[7], key=key)) == (
        "3 added + 0 amended + 1 as they are"
    )
    assert account(sync(ledger, tmp_path, new[0], f"b,{DAY},9,,U2,", rows[7], key=key)) == (
        "0 added + 1 amended + 2 as they are; 1 gone from it, retracted"
    )
    assert account(sync(ledger, tmp_path, new[0], key=key)) == (
        "0 added + 0 amended + 1 as they are; 1 gone from it, retracted"
    )
    assert len(held(ledger)) == 1201
