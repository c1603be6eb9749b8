"""What a map makes of rows: running totals, cells filled down and split, rows left out."""

import re
from pathlib import Path

import pytest

from tests.maps.mapped import DAY_COUNT, WHO, rows, take
from tests.program import xt

DOCUMENT = Path(__file__).parents[2] / "docs" / "import.md"


RISING = "Day,Count\n2023-11-24,13\n2023-11-25,26\n2023-11-26,26\n2023-11-27,{}\n2023-11-28,40\n"


def test_a_running_total_becomes_what_each_row_adds(ledger: Path) -> None:
    map_ = f'{DAY_COUNT}{WHO}[numbers]\ncumulative = true\nzero = "leave out"\n'
    take(ledger, RISING.format(39), map_)
    assert rows(ledger, "day", "count") == [
        "2023-11-24 13",
        "2023-11-25 13",
        "2023-11-27 13",
        "2023-11-28 1",
    ]


def test_a_running_total_is_shown_as_it_would_be_recorded(ledger: Path) -> None:
    map_ = f"{DAY_COUNT}{WHO}[numbers]\ncumulative = true\n"
    take(ledger, RISING.format(39), map_)
    words = ("--map", ledger.with_name("m.toml"), "--ledger", ledger, "--dry-run")
    ran = xt("import", "releases", ledger.with_name("s.csv"), *words)
    becomes = [line for line in ran.out.splitlines() if line.startswith("  becomes ")]
    assert [line.rsplit(" ", 1)[1] for line in becomes] == ["13", "13", "0", "13", "1"]


def test_a_running_total_that_falls_is_refused_or_corrects_the_rows_before(ledger: Path) -> None:
    map_ = f"{DAY_COUNT}{WHO}[numbers]\ncumulative = true\n"
    ran = take(ledger, RISING.format(11), map_)
    assert ran.err.startswith("s.csv:5: count: the running total falls from 26 to 11; correct it")
    take(ledger, RISING.format(11), map_ + 'fall = "correction"\n')
    remark = "corrected by the running total on line 5: 26 became 11"
    assert rows(ledger, "day", "count", "note") == [
        f"2023-11-24 11 {remark}",
        f"2023-11-25 0 {remark}",
        "2023-11-26 0 -",
        "2023-11-27 0 -",
        "2023-11-28 29 -",
    ]


def test_running_totals_out_of_order_are_refused(ledger: Path) -> None:
    rows_ = "Day,Count\n2023-11-25,26\n2023-11-24,13\n2023-11-26,many\n"
    ran = take(ledger, rows_, f"{DAY_COUNT}{WHO}[numbers]\ncumulative = true\n")
    assert [line.split(";")[0] for line in ran.err.splitlines()[:2]] == [
        "s.csv:3: day: 2023-11-24 comes after 2023-11-25",
        "s.csv:4: count: the running total 'many' is no number",
    ]


def test_cells_are_filled_down_and_split_and_conditions_leave_rows_out(ledger: Path) -> None:
    sheet = (
        "Day,Count,Names,State\n2023-11-24,2,A One / B Two,sure\n,1,C Three,\n,9,,rumour\n,,,\n"
        "2023-11-25,1,,sure\n"
    )
    map_ = (
        DAY_COUNT
        + 'person = { column = "Names", split = "/" }\n'
        + WHO
        + '[file]\nfill_down = ["Day"]\n[[leave_out]]\ncolumn = "State"\nis = ["rumour"]\n'
    )
    ran = take(ledger, sheet, map_)
    assert "4 rows below its header, 1 left out by the map" in ran.out
    assert rows(ledger, "day", "count", "person") == [
        "2023-11-24 2 A One;B Two",
        "2023-11-24 1 C Three",
        "2023-11-25 1 -",
    ]


def test_what_is_wrong_with_a_row_is_told_with_the_ledgers_own_checks(ledger: Path) -> None:
    sheet = "Day,Count,Who\n2023-11-24,1,Mars\nx,y,Mars\n2023-11-25\n"
    map_ = DAY_COUNT + 'nationality = "Who"\n' + WHO
    ran = take(ledger, sheet, map_)
    fix = "Russian, American, or say which it means below [words.nationality] of the map"
    assert ran.err.splitlines()[0].endswith(fix)
    assert [line.split(";")[0] for line in ran.err.splitlines()[:-1]] == [
        "s.csv:2: nationality: 'Mars' is not a nationality that the terms allow",
        "s.csv:3: day: 'x' is not written as YYYY-MM-DD (column 'Day')",
        "s.csv:3: count: 'y' is not a whole number",
        "s.csv:3: nationality: 'Mars' is not a nationality that the terms allow",
        "s.csv:4: the row has 1 cell and the header 3",
    ]


def test_what_is_wrong_with_a_row_of_several_entries_is_told_once(ledger: Path) -> None:
    entries = "".join(f'[[entries]]\ncolumns.count = "{name}"\n' for name in ("women", "men"))
    ran = take(
        ledger, "Day,women,men\nx,1,2\n2023-11-24,3,y\n", f'[columns]\nday = "Day"\n{WHO}{entries}'
    )
    assert [line.split(";")[0] for line in ran.err.splitlines()[:-1]] == [
        "s.csv:2: day: 'x' is not written as YYYY-MM-DD (column 'Day')",
        "s.csv:3: count: 'y' is not a whole number",
    ]


def test_keys_of_json_are_columns_and_a_key_of_no_object_is_refused(ledger: Path) -> None:
    objects = '[{"Day": "2023-11-24",\n "Count": 3, "x": [1]}, {"Day": "2023-11-25", "Count": 4.5}]'
    ran = take(ledger, objects, DAY_COUNT + 'note = "Rest"\n' + WHO, name="s.json")
    assert [line.split(";")[0] for line in ran.err.splitlines()[:-1]] == [
        "s.json: no object has the key 'Rest'",
        "s.json:2: '4.5' is not a whole number (key 'Count')",
    ]
    ran = take(ledger, objects.replace("4.5", "4"), DAY_COUNT + WHO, name="s.json")
    assert ran.code == 0, ran.err
    assert rows(ledger, "day", "count") == ["2023-11-24 3", "2023-11-25 4"]


def test_claims_and_sources_have_maps_too(ledger: Path) -> None:
    take(ledger, "Nr;Who\nQ1;Qatar\n", '[columns]\nid = "Nr"\npublisher = "Who"\n', "sources")
    assert rows(ledger, "id", "publisher", what="sources") == ["Q1 Qatar"]
    map_ = (
        '[columns]\nfrom = "Month"\nto = "Month"\nfigure = "Freed"\n'
        '[constants]\nsource = "Q1"\n[dates]\nform = "%m/%Y"\n'
    )
    take(ledger, "Month,Freed\n11/2023,105\n", map_, "claims")
    assert rows(ledger, "from", "to", "figure", what="claims") == ["2023-11-01 2023-11-30 105"]


def test_the_map_of_the_document_is_one(ledger: Path) -> None:
    (map_,) = re.findall("```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    ran = take(ledger, "Datum\n", map_)
    assert "m.toml" not in ran.err
    assert "the file has no row on line 3" in ran.err


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("import", "history", "h.jsonl", "--map", "m.toml"), "--map"),
        (("import", "history", "h.jsonl", "--encoding", "cp1255"), "--encoding"),
        (("import", "--suggest", "s.csv", "--map", "m.toml"), "--map"),
        (("import", "--suggest", "s.csv", "--rejects", "bad.csv"), "--rejects"),
        (("import", "--suggest", "a.csv", "b.csv"), "--suggest"),
        (("import", "releases", "--suggest"), "--suggest"),
        (("import", "releases"), "FILE"),
    ],
)
def test_options_that_do_not_go_together_are_a_wrong_command_line(
    ledger: Path, words: tuple[str, ...], option: str
) -> None:
    ran = xt(*words, "--ledger", ledger)
    assert (ran.code, ran.err.split(":")[0]) == (2, option)
