"""Rows that would count people twice are held back and named, and an option takes each of them."""

from pathlib import Path

import pytest

from tests.cases import AT, case_file, ledger_of
from tests.ledgers import counts, done, file, import_
from tests.program import Ran, xt

pytestmark = pytest.mark.usefixtures("engine")

HEADER = "day,party,kind,count,category,nationality,person,sources,note"
DAY = "2021-03-01,north,hostage"
RIGHT = "if the row corrects it, xt amend r1"
TOTALS, DOUBLES, MERGE = "--accept-totals", "--accept-doubles", "--merge-sources"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def rows(folder: Path, *lines: str, name: str = "r.csv", header: str = HEADER) -> Path:
    return file(folder, name, *lines, header=header)


def held_back(ran: Ran) -> list[str]:
    """What is said of rows that are held back, without the folder of the file."""
    lines = [line for line in ran.err.splitlines() if ": held back: " in line]
    assert ran.code == (1 if lines else 0), ran.err
    names = [word for line in lines for word in line.split() if "/" in word]
    folders = {name.rpartition("/")[0] for name in names}
    for folder in folders:
        lines = [line.replace(f"{folder}/", "") for line in lines]
    return lines


def people(ledger: Path) -> int:
    ran = xt("releases", "--ledger", ledger, AT, "-O", "csv")
    return sum(int(row["count"]) for row in ran.rows)


def test_a_subtotal_is_held_back_and_its_parts_are_recorded(ledger: Path) -> None:
    ran = import_(ledger, case_file("subtotal-among-others", "r.csv"))
    assert counts(ran) == "4 rows read = 3 added + 0 already there + 1 held back + 0 refused"
    assert held_back(ran) == [
        "r.csv:4: held back: 13 is the sum of r.csv:2, r.csv:3; --accept-totals records it"
    ]
    assert people(ledger) == 23
    assert "nothing changed" in import_(ledger, case_file("subtotal-among-others", "r.csv")).out


def test_totals_of_subtotals_are_held_back_in_any_order(ledger: Path, tmp_path: Path) -> None:
    lines = ["23,,", "13,,Southern", "8,woman,Southern", "5,man,Southern", "10,,Eastern"]
    ran = import_(ledger, rows(tmp_path, *[f"{DAY},{line},,S1," for line in lines]))
    assert [line.partition(";")[0] for line in held_back(ran)] == [
        "r.csv:2: held back: 23 is the sum of r.csv:4, r.csv:5, r.csv:6",
        "r.csv:3: held back: 13 is the sum of r.csv:4, r.csv:5",
    ]
    assert people(ledger) == 23
    again = import_(ledger, tmp_path / "r.csv", TOTALS)
    assert held_back(again) == []
    assert people(ledger) == 59


def test_the_parts_of_a_total_that_is_in_the_ledger_are_held_back(
    ledger: Path, tmp_path: Path
) -> None:
    done("add", "--day=2021-03-01", "--party=north", "--kind=hostage", "--count=13",
         "--sources=https://example.org/1", "--ledger", ledger)  # fmt: skip
    parts = rows(tmp_path, f"{DAY},8,woman,,,S1,", f"{DAY},5,man,,,S1,", f"{DAY},2,minor,,,S1,")
    done_ = import_(ledger, parts)
    assert held_back(done_) == []  # 15 are more than 13
    other = ledger_of(tmp_path, "o.db")
    import_(other, rows(tmp_path, f"{DAY},13,,,,S1,", name="t.csv"))
    lines = held_back(import_(other, rows(tmp_path, f"{DAY},8,woman,,,S1,", f"{DAY},5,man,,,S1,")))
    assert lines == [
        "r.csv:2: held back: 8 with r.csv:3 makes up r1, 13; --accept-totals records it",
        "r.csv:3: held back: 5 with r.csv:2 makes up r1, 13; --accept-totals records it",
    ]
    assert people(other) == 13


@pytest.mark.parametrize(
    ("other", "is_double"),
    [
        (f"{DAY},8,woman,Southern,,S2,", True),
        (f"{DAY},8,woman,Southern,,S1,in the evening", True),
        (f"{DAY},8,woman,Southern,,S1,", False),  # two rows that are the same are two
        (f"{DAY},7,woman,Southern,,S1,", False),  # one source tells of two groups
        (f"{DAY},8,man,Southern,,S2,", False),
        (f"{DAY},8,woman,Eastern,,S2,", False),
        ("2021-03-02,north,hostage,8,woman,Southern,,S2,", False),
        (f"{DAY},8,woman,Southern,Ana;Bo,S2,", True),  # who is not named may be they
    ],
)
def test_a_release_that_two_rows_tell_is_recorded_once(
    ledger: Path, tmp_path: Path, other: str, *, is_double: bool
) -> None:
    sheet = rows(tmp_path, f"{DAY},8,woman,Southern,,S1,", other)
    said = (
        "r.csv:3: held back: r.csv:2 has the same day, party, kind, group and count;"
        " --merge-sources adds its sources there, --accept-doubles records it"
    )
    assert held_back(import_(ledger, sheet)) == ([said] if is_double else [])
    for _ in range(2):
        assert held_back(import_(ledger, sheet, DOUBLES)) == []
    assert people(ledger) == 8 + int(other.split(",")[3])


@pytest.mark.parametrize(
    ("names", "is_double"),
    [(("Ana", "Bo"), False), (("Ana", "ana"), True), (("Ana;Bo", "Bo"), True)],
)
def test_named_people_are_compared_by_name(
    ledger: Path, tmp_path: Path, names: tuple[str, str], *, is_double: bool
) -> None:
    one, other = names
    sheet = rows(tmp_path, f"{DAY},2,,Southern,{one},S1,", f"{DAY},1,woman,,{other},S2,x")
    said = "r.csv:3: held back: r.csv:2 names the same person on that day; --accept-doubles"
    assert [line[: len(said)] for line in held_back(import_(ledger, sheet))] == (
        [said] if is_double else []
    )
    assert held_back(import_(ledger, sheet, DOUBLES)) == []
    assert people(ledger) == 3


def test_sources_are_merged_and_a_second_time_nothing_changes(ledger: Path, tmp_path: Path) -> None:
    sheet = rows(
        tmp_path,
        f"{DAY},8,woman,Southern,,S1,",
        f"{DAY},8,woman,Southern,,S2,in the evening",
        f"{DAY},8,woman,Southern,,S1;S3,",
    )
    ran = import_(ledger, sheet, MERGE)
    assert counts(ran) == "3 rows read = 1 added + 0 already there + 2 merged + 0 refused"
    (row,) = xt("releases", "--ledger", ledger, AT, "-O", "csv").rows
    assert (row["sources"], row["note"]) == ("S1;S2;S3", "in the evening")
    again = import_(ledger, sheet, MERGE)
    assert counts(again) == "3 rows read = 0 added + 0 already there + 3 merged + 0 refused"
    assert "nothing changed" in again.out


def test_sources_are_merged_into_an_entry_of_the_ledger(ledger: Path, tmp_path: Path) -> None:
    import_(ledger, rows(tmp_path, f"{DAY},8,,,,S1,"))
    ran = import_(ledger, rows(tmp_path, f"{DAY},8,,,,S2,", f"{DAY},8,,,,S3,"), MERGE)
    assert "\nr1: sources: S1 -> S1;S2;S3\n" in ran.out
    (row,) = xt("releases", "--ledger", ledger, AT, "-O", "csv").rows
    assert (row["id"], row["sources"]) == ("r1", "S1;S2;S3")
    assert xt("verify", "--ledger", ledger).code == 0


def test_a_count_that_was_corrected_in_a_sheet_without_ids_is_held_back(
    ledger: Path, tmp_path: Path
) -> None:
    import_(ledger, rows(tmp_path, f"{DAY},5,,,,S1,", f"{DAY},3,,,,S1,"))
    lines = held_back(import_(ledger, rows(tmp_path, f"{DAY},5,,,,S1,", f"{DAY},4,,,,S1,")))
    assert lines == [
        (
            "r.csv:3: held back: r2 has the same day, party, kind and group, and the count 3"
            " beside 4; if the row corrects it, xt amend r2, or --accept-doubles records it"
        )
    ]
    assert people(ledger) == 8


@pytest.mark.parametrize(
    ("one", "other", "is_double"),
    [
        (f"{DAY},8,,Southern,,S1,", f"{DAY},9,,Southern,,S2,", True),
        (f"{DAY},8,woman,,,S1,", f"{DAY},9,woman,,,S2;S3,", True),
        (f"{DAY},8,woman,,,S1,", f"{DAY},9,woman,,,S1;S2,", False),  # S1 tells of both
        (f"{DAY},8,,,,S1,", f"{DAY},9,,,,S2,", False),  # people of whatever group
        (f"{DAY},1,,Southern,,S1,", f"{DAY},3,,Southern,,S2,", False),  # somebody, and three
    ],
)
def test_another_source_with_another_count_tells_the_same(
    ledger: Path, tmp_path: Path, one: str, other: str, *, is_double: bool
) -> None:
    sheet = rows(tmp_path, one, other)
    count, beside = other.split(",")[3], one.split(",")[3]
    said = (
        f"r.csv:3: held back: r.csv:2 has the same day, party, kind and group, and the count {beside}"
        f" beside {count}; keep one, or --accept-doubles records it"
    )
    assert held_back(import_(ledger, sheet)) == ([said] if is_double else [])
    assert held_back(import_(ledger, sheet, DOUBLES)) == []
    assert people(ledger) == int(count) + int(beside)
    grown = ledger_of(tmp_path, "grown.db")  # the sheet had the first row alone before
    import_(grown, rows(tmp_path, one, name="1.csv"))
    assert held_back(import_(grown, sheet)) == (
        [said.replace("r.csv:2 has", "r1 has").replace("keep one", RIGHT)] if is_double else []
    )


def test_rows_of_known_moments_are_handed_over_apart(ledger: Path, tmp_path: Path) -> None:
    header = "day,at,party,kind,count,category,sources"
    lines = [
        f"2021-03-01,2021-03-01T{hour}:00Z,north,hostage,{count},woman,{source}"
        for hour, count, source in (("10", "8", "S1"), ("11", "8", "S2"), ("12", "9", "S3"))
    ]
    for n, line in enumerate(lines):
        assert (
            held_back(import_(ledger, rows(tmp_path, line, name=f"{n}.csv", header=header))) == []
        )
    other = ledger_of(tmp_path, "o.db")
    assert held_back(import_(other, rows(tmp_path, *lines, header=header))) == []


@pytest.mark.parametrize(
    ("whole", "parts", "is_total"),
    [
        ("2,,,Ana;Bo", ["1,woman,,Ana", "1,man,,Bo"], True),
        ("2,,,Ana", ["1,woman,,Ana", "1,man,,"], True),  # who else it is nobody says
        ("2,,,Ana;Bo", ["1,woman,,Cy", "1,man,,Dee"], False),
        ("2,,,Ana;Bo", ["1,woman,,", "1,man,,Cy"], False),
        ("1,,,Ana", ["1,woman,,Bo"], False),
    ],
)
def test_a_total_is_of_the_people_whom_it_names(
    ledger: Path, tmp_path: Path, whole: str, parts: list[str], *, is_total: bool
) -> None:
    import_(ledger, rows(tmp_path, *[f"{DAY},{part},S1," for part in parts]))
    ran = import_(ledger, rows(tmp_path, f"{DAY},{whole},S1,", name="t.csv"), DOUBLES)
    assert bool(held_back(ran)) == is_total
    listed = xt("discrepancies", "--ledger", ledger, AT, "--type", "possible-total", "-O", "csv")
    assert len(listed.rows) == 0
    import_(ledger, tmp_path / "t.csv", DOUBLES, TOTALS)
    listed = xt("discrepancies", "--ledger", ledger, AT, "--type", "possible-total", "-O", "csv")
    assert len(listed.rows) == is_total


def test_one_row_of_a_sheet_that_a_map_reads_as_several_is_held_back_alone(
    ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "m.toml").write_text(
        'columns = { day = "Day" }\nconstants = { party = "north", kind = "hostage" }\n'
        '[[entries]]\ncolumns.count = "women"\nconstants.category = "woman"\n'
        '[[entries]]\ncolumns.count = "men"\nconstants.category = "man"\n'
        '[[entries]]\ncolumns.count = "all"\n'
    )
    sheet = rows(tmp_path, "2021-03-01,8,5,13", "2021-03-02,4,5,10", header="Day,women,men,all")
    ran = import_(ledger, sheet, "--map", tmp_path / "m.toml")
    assert counts(ran) == "6 rows read = 5 added + 0 already there + 1 held back + 0 refused"
    said = "r.csv:2: held back: 13 is the sum of others of that line; --accept-totals records it"
    assert held_back(ran) == [said]
    assert people(ledger) == 8 + 5 + 4 + 5 + 10


def test_bad_rows_are_kept_apart_and_doubles_held_back_in_one_import(
    ledger: Path, tmp_path: Path
) -> None:
    sheet = rows(tmp_path, "x,north,hostage,8,,,,S1,", f"{DAY},8,,,,S1,", f"{DAY},8,,,,S2,",
                 f"{DAY},x,,,,S1,")  # fmt: skip
    bad = tmp_path / "bad.csv"
    ran = import_(ledger, sheet, "--rejects", bad)
    assert counts(ran) == "4 rows read = 1 added + 0 already there + 1 held back + 2 refused"
    assert [line.partition(" ")[0] for line in held_back(ran)] == ["r.csv:4:"]
    assert len(bad.read_text().splitlines()) == 3
    assert people(ledger) == 8


def test_movements_are_told_twice_like_releases(ledger: Path, tmp_path: Path) -> None:
    header = "day,party,movement,kind,count,sources"
    taken = "2021-02-01,north,taken,hostage,3"
    sheet = rows(tmp_path, f"{taken},S1", f"{taken},S2", header=header)
    ran = import_(ledger, sheet, what="movements")
    assert len(held_back(ran)) == 1
    assert held_back(import_(ledger, sheet, DOUBLES, what="movements")) == []


def test_a_dry_run_holds_back_the_same_and_writes_nothing(ledger: Path, tmp_path: Path) -> None:
    sheet = rows(tmp_path, f"{DAY},8,,,,S1,", f"{DAY},8,,,,S2,")
    dry = import_(ledger, sheet, "--dry-run")
    assert "1 would be added + 0 already there + 1 held back" in counts(dry)
    assert people(ledger) == 0
    assert held_back(dry) == held_back(import_(ledger, sheet))


def test_no_name_is_said_of_what_is_held_back(ledger: Path, tmp_path: Path) -> None:
    ran = import_(ledger, rows(tmp_path, f"{DAY},1,,,Ana,S1,", f"{DAY},1,,,Ana,S2,"))
    assert len(held_back(ran)) == 1
    assert "Ana" not in ran.out + ran.err


def test_of_so_many_rows_it_is_said_that_nobody_looked(ledger: Path, tmp_path: Path) -> None:
    sheet = rows(tmp_path, *[f"{DAY},8,,,,S1,{n}" for n in range(20_001)])
    ran = import_(ledger, sheet, "--dry-run")
    assert held_back(ran) == []
    assert "so many rows are not looked through for people counted twice" in ran.err
