"""The good rows of a file go in, and the others come back with what is wrong with each."""

import csv
import json
from pathlib import Path

from tests.ledgers import counts
from tests.program import Ran, xt
from tests.workbooks import write_xlsx

ROWS = """\
day,party,kind,count,note
2023-11-24,hamas,hostage,3,good
2023-11-24,hamaz,hostage,x,"two
lines"
2023-11-25,hamas,hostage,3
2023-11-25,hamas,hostage,4,a "b" c
2023-11-26,hamas,hostage,4,good
"""


def take(ledger: Path, path: Path, *options: object, what: str = "releases") -> Ran:
    bad = ledger.with_name("bad")
    return xt("import", what, path, "--rejects", bad, *options, "--ledger", ledger)


def bad(ledger: Path) -> str:
    return ledger.with_name("bad").read_text(encoding="utf-8")


def held(ledger: Path) -> list[str]:
    ran = xt("releases", "--ledger", ledger, "-O", "csv", "--at", "2024-01-01T00:00Z")
    return [f"{row['day']} {row['count']}" for row in ran.rows]


def test_rows_come_back_as_they_were_with_a_column_of_what_is_wrong(ledger: Path) -> None:
    path = ledger.with_name("r.csv")
    path.write_text(ROWS, encoding="utf-8")
    ran = take(ledger, path)
    assert ran.code == 0
    assert counts(ran) == "5 rows read = 2 added + 0 already there + 3 refused"
    assert "bad: 3 rows were refused" in ran.err
    assert held(ledger) == ["2023-11-24 3", "2023-11-26 4"]
    lines = bad(ledger).splitlines()
    assert lines[0] == 'day,party,kind,count,note,"problem"'
    assert lines[1:3] == [
        '2023-11-24,hamaz,hostage,x,"two',
        (
            "lines\",\"party: 'hamaz' is not a party of the terms; write one of hamas, israel / count:"
            " 'x' is not a whole number; write it in digits, 780+ for 780 or more, ? where it was not"
            ' disclosed"'
        ),
    ]
    assert lines[3].startswith('2023-11-25,hamas,hostage,3,,"the row has 4 cells')
    assert lines[4].startswith('2023-11-25,hamas,hostage,4,a "b" c,"note: there is a stray quote')


def test_mended_rows_go_in_and_nothing_is_counted_twice(ledger: Path) -> None:
    path = ledger.with_name("r.csv")
    path.write_text(ROWS.replace('a "b" c', "plain").replace(",hostage,x,", ",hostage,9,"))
    take(ledger, path)
    mended = bad(ledger).replace("hamaz", "hamas")
    with ledger.with_name("mended.csv").open("w", newline="") as file:
        rows = [row[:5] for row in csv.reader(mended.splitlines(keepends=True))]
        csv.writer(file).writerows(rows)
    take(ledger, ledger.with_name("mended.csv"))
    assert sorted(held(ledger)) == [
        "2023-11-24 3",
        "2023-11-24 9",
        "2023-11-25 3",
        "2023-11-25 4",
        "2023-11-26 4",
    ]


def test_a_file_without_bad_rows_leaves_the_header_alone(ledger: Path) -> None:
    path = ledger.with_name("r.csv")
    path.write_text("day,party,kind,count\n2023-11-24,hamas,hostage,3\n")
    ran = take(ledger, path)
    assert (counts(ran), ran.err) == ("1 row read = 1 added + 0 already there + 0 refused", "")
    assert bad(ledger) == 'day,party,kind,count,"problem"\n'


def test_ids_and_parts_that_only_the_whole_file_shows_are_rejected_too(ledger: Path) -> None:
    path = ledger.with_name("c.csv")
    path.write_text(
        "id,source,to,figure,part_of,part\n"
        "c1,N01,2023-11-30,5,,\n"
        "c1,N01,2023-11-30,6,,\n"
        "c3,N01,2023-11-30,x,,\n"
        "c4,N01,2023-11-30,7,c3,part\n"
        "c5,N01,2023-11-30,8,c4,part\n"
    )
    ran = take(ledger, path, what="claims")
    assert counts(ran) == "5 rows read = 1 added + 0 already there + 4 refused"
    starts = [line.split(",", 6)[6] for line in bad(ledger).splitlines()[1:]]
    assert [start.split(";")[0].strip('"') for start in starts] == [
        "id: 'c1' is given twice",
        "figure: 'x' is not a whole number",
        "part_of: 'c3' names no claim",
        "part_of: 'c4' names no claim",
    ]


def test_objects_come_back_as_objects(ledger: Path) -> None:
    path = ledger.with_name("r.jsonl")
    right = {"day": "2023-11-24", "party": "hamas", "kind": "hostage", "count": 3}
    wrong = [{**right, "count": "x"}, {**right, "who": 1}, {**right, "who": 2}]
    path.write_text("".join(f"{json.dumps(each)}\n" for each in (right, *wrong)) + "no object\n")
    ran = take(ledger, path)
    assert counts(ran) == "5 rows read = 1 added + 0 already there + 4 refused"
    *objects, other = map(json.loads, bad(ledger).splitlines())
    assert [{k: v for k, v in each.items() if k != "problem"} for each in objects] == wrong
    assert [each["problem"].split(";")[0] for each in objects] == [
        "count: 'x' is not a whole number",
        "'who' is not a column (in 1 object)",
        "'who' is not a column (in 1 object)",
    ]
    assert other == {
        "row": "no object",
        "problem": 'the line is not JSON; write one object on each line: {"day": "2023-11-30", …}',
    }


def test_with_a_map_the_file_of_the_bad_rows_goes_in_again_once_mended(ledger: Path) -> None:
    path, map_ = ledger.with_name("r.csv"), ledger.with_name("m.toml")
    path.write_text("Title\n\nDay;Count\n24/11/2023;3\n25/13/2023;4\n")
    map_.write_text(
        '[file]\nheader = 3\n[columns]\nday = "Day"\ncount = "Count"\n[dates]\nform = "%d/%m/%Y"\n'
        '[constants]\nparty = "hamas"\nkind = "hostage"\n'
    )
    take(ledger, path, "--map", map_)
    assert bad(ledger) == (
        'Title\n\nDay;Count;"problem"\n25/13/2023;4;"day: \'25/13/2023\' is not written as %d/%m/%Y'
        " (column 'Day'); write it so, or add its form below [dates] of the map\"\n"
    )
    again = ledger.with_name("again.csv")
    again.write_text(bad(ledger).replace("25/13", "25/11", 1))
    take(ledger, again, "--map", map_)
    assert held(ledger) == ["2023-11-24 3", "2023-11-25 4"]


def test_rows_of_a_sheet_come_back_as_csv(ledger: Path) -> None:
    header = ["day", "party", "kind", "count"]
    path = write_xlsx(
        ledger.with_name("r.xlsx"),
        {"A": [header, ["2023-11-24", "hamas", "hostage", 3], ["x", "hamas", "hostage", 3]]},
    )
    take(ledger, path)
    assert held(ledger) == ["2023-11-24 3"]
    header_row, row = csv.reader(bad(ledger).splitlines())
    assert header_row == [*header, "problem"]
    assert row[:4] == ["x", "hamas", "hostage", "3"]
    assert row[4].startswith("day: 'x' is not a date; ")


def test_what_is_wrong_with_the_whole_file_is_refused_as_ever(ledger: Path) -> None:
    path = ledger.with_name("r.csv")
    path.write_text("day,party,kind\nx,hamas,hostage\n")
    ran = take(ledger, path)
    assert ran.code == 3
    assert ran.err.startswith(f"{path}:1: the column count is missing")
    assert not ledger.with_name("bad").exists()
    path.write_bytes(b"day,party,kind,count\nx,hamas,hostage,1\n\xff,hamas,hostage,1\n")
    ran = take(ledger, path)
    assert ran.code == 3
    assert "is not UTF-8" in ran.err
    assert held(ledger) == []


def test_a_dry_run_says_what_would_be_refused_and_writes_nothing(ledger: Path) -> None:
    path = ledger.with_name("r.csv")
    path.write_text(ROWS)
    ran = take(ledger, path, "--dry-run")
    assert counts(ran) == "5 rows read = 2 would be added + 0 already there + 3 refused"
    assert f"{path}:3: party: 'hamaz' is not a party" in ran.err
    assert not ledger.with_name("bad").exists()
    assert held(ledger) == []


def test_where_it_makes_no_sense_it_is_a_wrong_command_line(ledger: Path) -> None:
    path, map_ = ledger.with_name("r.csv"), ledger.with_name("m.toml")
    path.write_text(ROWS)
    ran = take(ledger, path, path)
    assert (ran.code, ran.err.split(":")[0]) == (2, "--rejects")
    map_.write_text(
        '[columns]\nday = "day"\ncount = "count"\nparty = "party"\nkind = "kind"\n'
        "[numbers]\ncumulative = true\n"
    )
    ran = take(ledger, path, "--map", map_)
    assert (ran.code, ran.err.split(":")[0]) == (2, "--rejects")
    assert take(ledger, path, "-o", "x").code == 2
    own = xt("import", "releases", path, "--rejects", path, "--ledger", ledger)
    assert (own.code, path.read_text()) == (2, ROWS)
