"""Files that come again, overlap, or have few columns: nothing is lost, doubled or undone."""

from itertools import permutations
from pathlib import Path

import pytest

from tests.cases import AT, case_file, ledger_of
from tests.ledgers import counts, done, file, held, import_
from tests.program import Ran, xt

pytestmark = pytest.mark.usefixtures("engine")

PLAIN = "day,party,kind,count"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def taken(ledger: Path, *files: object, what: str = "releases") -> Ran:
    ran = import_(ledger, *files, "--accept-doubles", what=what)
    assert ran.code == 0, ran.err
    return ran


def update(ledger: Path, *files: object, what: str = "releases", dry: bool = False) -> Ran:
    words = ("--update", "--reason", "recount", *(["--dry-run"] if dry else []))
    ran = xt("import", what, *files, *words, "--ledger", ledger)
    assert ran.code == 0, ran.err
    return ran


def amended(ledger: Path, name: str, cell: str) -> Ran:
    ran = xt("amend", name, "--set", cell, "--reason", "recount", "--ledger", ledger)
    assert ran.code == 0, ran.err
    return ran


def entries(ledger: Path) -> list[str]:
    """The entries that stand, without their ids."""
    return sorted(line.partition(" ")[2] for line in held(ledger))


def test_columns_that_a_file_does_not_have_are_left_alone(ledger: Path) -> None:
    taken(ledger, case_file("update-partial-releases", "full.csv"))
    recount = case_file("update-partial-releases", "recount.csv")
    dry = update(ledger, recount, dry=True)
    assert counts(dry) == (
        "2 rows read = 0 would be added + 1 would be amended + 1 already there + 0 refused"
    )
    assert "\nx1: count: 10 -> 12\n" in dry.out
    assert "no verdict changed" in update(ledger, recount).out
    assert xt("releases", "--ledger", ledger, AT, "-O", "csv").out.splitlines()[1:] == [
        "x1,2021-03-01,,,north,hostage,12,woman,Southern,separate,Ana Example,S1,as announced",
        "x2,2021-03-02,,,north,hostage,11,man,Southern,agreement,,S1,",
    ]
    assert xt("verify", "--ledger", ledger).code == 0


def test_a_span_stays_where_a_file_does_not_have_it_and_must_fit_what_the_file_has(
    ledger: Path, tmp_path: Path
) -> None:
    header = "id,day,until,party,kind,count"
    wide = file(tmp_path, "w.csv", "x1,2021-03-01,2021-03-03,north,hostage,10+", header=header)
    taken(ledger, wide)
    recount = file(tmp_path, "r.csv", "x1,2021-03-01,north,hostage,12", header=f"id,{PLAIN}")
    assert "\nx1: count: 10+ -> 12\n" in update(ledger, recount, dry=True).out
    update(ledger, recount)
    (row,) = xt("releases", "--ledger", ledger, AT, "-O", "csv").rows
    assert (row["day"], row["until"], row["count"]) == ("2021-03-01", "2021-03-03", "12")
    later = file(tmp_path, "l.csv", "x1,2021-03-04,north,hostage,12", header=f"id,{PLAIN}")
    ran = xt("import", "releases", later, "--update", "--reason", "x", "--ledger", ledger)
    assert ran.code == 3
    assert ran.err.splitlines()[0] == (
        f"{later}:2: until: until 2021-03-03 is before day 2021-03-04;"
        " write the first day into day and the last into until"
    )
    day = file(tmp_path, "d.csv", "x1,2021-03-01,,north,hostage,12", header=header)
    assert "\nx1: until: 2021-03-03 -> (blank)\n" in update(ledger, day, dry=True).out


def test_a_span_of_one_day_is_that_day(ledger: Path, tmp_path: Path) -> None:
    header = "day,until,party,kind,count"
    wide = file(tmp_path, "w.csv", "2021-03-01,2021-03-01,north,hostage,10", header=header)
    taken(ledger, wide)
    ran = taken(ledger, file(tmp_path, "d.csv", "2021-03-01,north,hostage,10", header=PLAIN))
    assert counts(ran) == "1 row read = 0 added + 1 already there + 0 refused"


def test_entries_of_the_same_last_day_and_other_first_days_are_not_alike(
    ledger: Path, tmp_path: Path
) -> None:
    header = "day,until,party,kind,count"
    first = file(tmp_path, "a.csv", "2021-03-01,2021-03-02,north,hostage,10", header=header)
    taken(ledger, first)
    for row, said in (
        ("2021-03-02,,north,hostage,11", ""),
        ("2021-03-01,2021-03-02,north,hostage,12", "r3: r1 has the same days, party, kind and"),
    ):
        ran = taken(ledger, file(tmp_path, "b.csv", row, header=header))
        assert ran.err.startswith(said)
        assert bool(ran.err) is bool(said)


def test_an_object_leaves_alone_what_it_does_not_name_and_blanks_what_is_null(
    ledger: Path, tmp_path: Path
) -> None:
    taken(ledger, case_file("update-partial-releases", "full.csv"))
    rows = tmp_path / "r.jsonl"
    rest = '"party": "north", "kind": "hostage"'
    rows.write_text(
        f'{{"id": "x1", "day": "2021-03-01", {rest}, "count": 10, "note": null}}\n'
        f'{{"id": "x2", "day": "2021-03-02", {rest}, "count": 10}}\n'
    )
    assert "x1: note: as announced -> (blank)\nx2: count: 11 -> 10\n" in (
        update(ledger, rows, dry=True).out
    )


def test_claims_and_sources_keep_their_other_cells_too(ledger: Path, tmp_path: Path) -> None:
    source = file(tmp_path, "s.csv", "S1,Agency,Title", header="id,publisher,title")
    claim = file(tmp_path, "c.csv", "c1,S1,2021-03-02,5,noted", header="id,source,to,figure,note")
    taken(ledger, source, what="sources")
    taken(ledger, claim, what="claims")
    update(ledger, file(tmp_path, "s2.csv", "S1,Wire", header="id,publisher"), what="sources")
    update(
        ledger,
        file(tmp_path, "c2.csv", "c1,S1,2021-03-02,6", header="id,source,to,figure"),
        what="claims",
    )
    assert "S1,Wire,,,Title" in xt("sources", "--ledger", ledger, "-O", "csv").out
    assert xt("claims", "--ledger", ledger, "-O", "csv").out.count(",6,,,noted") == 1


def test_what_few_columns_make_of_a_row_is_checked(ledger: Path, tmp_path: Path) -> None:
    header = "id,source,from,to,figure"
    taken(
        ledger,
        file(tmp_path, "c.csv", "c1,S1,2021-03-03,2021-03-04,5", header=header),
        what="claims",
    )
    earlier = file(tmp_path, "d.csv", "c1,S1,2021-03-02,5", header="id,source,to,figure")
    words = ("--update", "--reason", "x", "--ledger", ledger)
    ran = xt("import", "claims", earlier, *words)
    assert ran.code == 3
    assert f"{earlier}:2: from: from 2021-03-03 is after to 2021-03-02; " in ran.err


def test_a_row_that_was_corrected_since_is_not_added_anew(ledger: Path) -> None:
    day = case_file("reimport-after-amend", "day.csv")
    taken(ledger, day)
    assert (
        amended(ledger, "r1", "count=12").err
        == "r1: S1 is not among the sources; add it with: xt source add --id S1 --publisher NAME\n"
    )
    again = taken(ledger, day)
    assert counts(again) == "2 rows read = 0 added + 2 already there + 0 refused"
    assert again.err == (
        f"{day}:2: the row says what r1 said before change 3 corrected it; r1 is left as it is"
        " (xt amend r1 sets it back)\n"
    )
    assert held(ledger)[0].startswith("r1 01 north hostage 12")


def test_a_row_that_was_retracted_since_is_not_brought_back(ledger: Path) -> None:
    day = case_file("reimport-after-amend", "day.csv")
    taken(ledger, day)
    done("retract", "r1", "--reason", "an error", "--ledger", ledger)
    again = taken(ledger, day)
    assert counts(again) == "2 rows read = 0 added + 2 already there + 0 refused"
    assert "the row says what r1 said before change 3 retracted it; r1 is left" in again.err
    assert len(held(ledger)) == 1


@pytest.mark.parametrize("correction", ["amend", "retract"])
def test_with_ids_no_file_undoes_a_correction_not_even_an_update(
    ledger: Path, tmp_path: Path, correction: str
) -> None:
    rows = file(tmp_path, "r.csv", "e1,2021-03-01,north,hostage,10,")
    taken(ledger, rows)
    words = ["--set", "count=12"] if correction == "amend" else []
    done(correction, "e1", *words, "--reason", "recount", "--ledger", ledger)
    before = held(ledger)
    for again in (import_(ledger, rows), update(ledger, rows)):
        assert "1 already there + 0 refused" in counts(again)
        assert f"{rows}:2: the row says what e1 said before change 3" in again.err
    assert held(ledger) == before


@pytest.mark.parametrize("order", list(permutations(["10", "12", "12"])))
def test_a_correction_and_a_row_that_equals_it_are_told_apart_in_any_order(
    ledger: Path, tmp_path: Path, order: tuple[str, ...]
) -> None:
    first = file(tmp_path, "r.csv", "2021-03-01,north,hostage,10", header=PLAIN)
    taken(ledger, first)
    amended(ledger, "r1", "count=12")
    rows = [f"2021-03-01,north,hostage,{count}" for count in order]
    taken(ledger, file(tmp_path, "s.csv", *rows, header=PLAIN))
    assert entries(ledger) == ["01 north hostage 12"] * 3


def overlaps(tmp_path: Path) -> list[list[Path]]:
    """Files that have rows in common, with and without ids."""
    day = "2021-03-01,north,hostage"
    blank = file(tmp_path, "1.csv", f",{day},6,", f",{day},4,")
    named = file(tmp_path, "2.csv", f"e1,{day},6,", f"e2,{day},5,")
    mixed = file(tmp_path, "3.csv", f"e2,{day},5,", f",{day},6,", f",{day},6,", f",{day},4,")
    return [list(some) for some in permutations([blank, named, mixed])]


@pytest.mark.parametrize("order", range(6))
def test_files_that_overlap_give_one_ledger_in_one_command_or_in_several(
    tmp_path: Path, order: int
) -> None:
    one, several = ledger_of(tmp_path, "a.db"), ledger_of(tmp_path, "b.db")
    files = overlaps(tmp_path)[order]
    taken(one, *files)
    for each in files:
        taken(several, each)
    assert entries(one) == entries(several)


def test_an_id_with_other_content_in_two_files_is_refused_and_taken_one_by_one(
    ledger: Path, tmp_path: Path
) -> None:
    day = "2021-03-01,north,hostage"
    first = file(tmp_path, "1.csv", f"e1,{day},6,")
    second = file(tmp_path, "2.csv", f"e1,{day},7,", f",{day},6,")
    words = ("--update", "--reason", "recount", "--ledger", ledger)
    ran = xt("import", "releases", first, second, *words)
    assert ran.code == 3
    assert (
        "'e1' is given in another file with other content (count: '6' there, '7' here);"
        " keep the right one, or import one file after the other"
    ) in ran.err
    for each in (first, second):
        update(ledger, each)
    assert entries(ledger) == ["01 north hostage 6", "01 north hostage 7"]


def test_the_overlap_of_the_case_gives_19_people_either_way(tmp_path: Path) -> None:
    one = ledger_of(tmp_path)
    files = [case_file("overlap-in-one-command", name) for name in ("day1.csv", "week.csv")]
    ran = taken(one, *files)
    assert counts(ran) == "5 rows read = 3 added + 2 already there + 0 refused"
    assert len(held(one)) == 3


def test_a_corrected_sheet_on_top_gets_a_word_where_it_is_recorded(
    ledger: Path, tmp_path: Path
) -> None:
    day = "2021-03-01,north,hostage"
    taken(ledger, file(tmp_path, "1.csv", f"{day},5", f"{day},3", header=PLAIN))
    ran = taken(ledger, file(tmp_path, "2.csv", f"{day},5", f"{day},4", header=PLAIN))
    assert [line for line in ran.err.splitlines() if "sources" not in line] == [
        (
            "r3: r2 has the same day, party, kind and group, and the count 3 beside 4;"
            " if r3 corrects it, xt retract r3 and xt amend r2"
        )
    ]
    grown = file(tmp_path, "3.csv", f"{day},5", f"{day},3", f"{day},4", f"{day},9", header=PLAIN)
    assert taken(ledger, grown).err == ""
