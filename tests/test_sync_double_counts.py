"""A sheet in which people are counted twice: the ledger follows it but for those rows."""

from pathlib import Path

import pytest

from tests.cases import AT, ledger_of
from tests.ledgers import file, last_change
from tests.program import Ran, xt
from tests.terminal import on_terminal
from tests.test_double_counts import DOUBLES, MERGE, TOTALS, held_back, people

pytestmark = pytest.mark.usefixtures("engine")

HEADER = "id,day,party,kind,count,category,nationality,person,sources,note"
DAY = "2021-03-01,north,hostage"
WOMEN, MINORS, ALL = (
    f"{name},{DAY},{cells},Southern,,S1,"
    for name, cells in (("a", "8,woman"), ("b", "5,minor"), ("all", "13,"))
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def sync(ledger: Path, folder: Path, *rows: str, also: tuple[str, ...] = ()) -> Ran:
    sheet = file(folder, "desk.csv", *rows, header=HEADER)
    return xt("sync", "releases", sheet, "--key", "id", "--yes", *also, "--ledger", ledger)


def first_line(ran: Ran) -> str:
    return ran.out.partition("\n")[0].partition(" = ")[2]


def test_a_subtotal_is_held_back_each_time_and_the_rest_is_in_step(
    ledger: Path, tmp_path: Path
) -> None:
    said = (
        "desk.csv:4: held back: 13 is the sum of desk.csv:2, desk.csv:3; --accept-totals records it"
    )
    ran = sync(ledger, tmp_path, WOMEN, MINORS, ALL)
    assert held_back(ran) == [said]
    assert first_line(ran) == "2 added + 0 amended + 0 as they are + 1 held back"
    again = sync(ledger, tmp_path, WOMEN, MINORS, ALL)
    assert held_back(again) == [said.replace("desk.csv:2, desk.csv:3", "a, b")]
    assert (again.out.endswith("nothing changed\n"), last_change(ledger)) == (True, 2)
    assert people(ledger) == 13
    assert held_back(sync(ledger, tmp_path, WOMEN, MINORS, ALL, also=(TOTALS,))) == []
    assert held_back(sync(ledger, tmp_path, WOMEN, MINORS, ALL)) == []  # it is recorded
    assert people(ledger) == 26


def test_parts_of_a_total_that_is_gone_are_recorded_where_that_is_retracted(
    ledger: Path, tmp_path: Path
) -> None:
    sync(ledger, tmp_path, ALL)
    assert len(held_back(sync(ledger, tmp_path, WOMEN, MINORS))) == 2
    ran = sync(ledger, tmp_path, WOMEN, MINORS, also=("--retract-missing",))
    assert held_back(ran) == []
    assert people(ledger) == 13
    assert xt("verify", "--ledger", ledger).code == 0


@pytest.mark.parametrize(
    ("other", "is_double"),
    [
        (f"c,{DAY},8,woman,Southern,,S2,", True),
        (f"c,{DAY},8,woman,Southern,,S1,in the evening", True),
        (f"c,{DAY},9,woman,Southern,,S2,", True),
        (f"c,{DAY},8,woman,Southern,,S1,", False),
        (f"c,{DAY},8,woman,Southern,Ana;Bo,S2,", True),
        (f"c,{DAY},8,man,Southern,,S2,", False),
    ],
)
def test_a_release_that_the_sheet_tells_twice_is_recorded_once(
    ledger: Path, tmp_path: Path, other: str, *, is_double: bool
) -> None:
    assert bool(held_back(sync(ledger, tmp_path, WOMEN, other))) == is_double
    count = int(other.split(",")[4])
    assert people(ledger) == 8 + count * (not is_double)
    grown = ledger_of(tmp_path, "grown.db")
    sync(grown, tmp_path, WOMEN)
    assert bool(held_back(sync(grown, tmp_path, WOMEN, other))) == is_double
    assert held_back(sync(grown, tmp_path, WOMEN, other, also=(DOUBLES,))) == []
    assert people(grown) == 8 + count


def test_people_are_compared_by_name(ledger: Path, tmp_path: Path) -> None:
    rows = [f"{n},{DAY},1,,Southern,{n} Example,S1," for n in ("Ana", "Bo", "Cy")]
    assert held_back(sync(ledger, tmp_path, *rows)) == []
    ran = sync(ledger, tmp_path, *rows, f"x,{DAY},1,woman,Southern,ana example,S2,")
    said = (
        "desk.csv:5: held back: Ana names the same person on that day; --accept-doubles records it"
    )
    assert held_back(ran) == [said]


def test_an_entry_from_elsewhere_is_not_counted_again(ledger: Path, tmp_path: Path) -> None:
    header = "day,party,kind,count,category,nationality,sources"
    other = file(tmp_path, "o.csv", f"{DAY},8,woman,Southern,S9", header=header)
    assert xt("import", "releases", other, "--ledger", ledger).code == 0
    ran = sync(ledger, tmp_path, WOMEN)
    assert [line[:29] for line in held_back(ran)] == ["desk.csv:2: held back: r1 has"]
    assert people(ledger) == 8


@pytest.mark.parametrize("steps", [1, 2])
def test_sources_are_merged_and_stay_so(ledger: Path, tmp_path: Path, steps: int) -> None:
    """Whether the sheet has both rows from the beginning, or one comes later."""
    other = f"c,{DAY},8,woman,Southern,,S2,in the evening"
    if steps > 1:
        sync(ledger, tmp_path, WOMEN)
    for number in range(3):
        ran = sync(ledger, tmp_path, WOMEN, other, also=(MERGE,))
        assert (ran.code, " + 1 merged" in ran.out) == (0, True), ran.err
        (row,) = xt("releases", "--ledger", ledger, AT, "-O", "csv").rows
        assert (row["id"], row["sources"], row["note"]) == ("a", "S1;S2", "in the evening")
        assert ran.out.endswith("nothing changed\n") == (number > 0)
    assert last_change(ledger) == 1 + steps
    assert xt("verify", "--ledger", ledger).code == 0


def test_movements_are_told_twice_like_releases(ledger: Path, tmp_path: Path) -> None:
    taken = "2021-02-01,north,taken,hostage,3"
    header = "id,day,party,movement,kind,count,sources"
    sheet = file(tmp_path, "desk.csv", f"a,{taken},S1", f"b,{taken},S2", header=header)
    words = ("sync", "movements", sheet, "--key", "id", "--yes", "--ledger", ledger)
    assert len(held_back(xt(*words))) == 1
    assert held_back(xt(*words, DOUBLES)) == []


@pytest.mark.in_a_file
def test_what_is_held_back_is_said_before_the_question(ledger: Path, tmp_path: Path) -> None:
    sheet = file(tmp_path, "desk.csv", WOMEN, MINORS, ALL, header=HEADER)
    command = f"xt sync releases {sheet.name} --key id --ledger {ledger.name}"
    seen = on_terminal(command, ("Write it? [y/N] ", "y\r"), folder=tmp_path)
    assert seen.code == 1
    assert seen.shown.index("held back: 13 is the sum") < seen.shown.index("Write it?")
    assert people(ledger) == 13


def test_no_row_is_held_back_by_one_that_is_written_anew(ledger: Path, tmp_path: Path) -> None:
    """A row that the sheet corrects is compared as it is now."""
    sync(ledger, tmp_path, WOMEN, MINORS)
    six = MINORS.replace(",5,", ",6,")
    assert held_back(sync(ledger, tmp_path, WOMEN, six, ALL)) == []
    other = ledger_of(tmp_path, "other.db")
    sync(other, tmp_path, WOMEN, six)
    assert len(held_back(sync(other, tmp_path, WOMEN, MINORS, ALL))) == 1
    assert people(other) == 13
