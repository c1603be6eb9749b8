"""An import takes each row once, or refuses all of them with every reason."""

import json
import os
import threading
from pathlib import Path

import pytest

from tests.engines import contents
from tests.ledgers import HEADER, counts, done, file, held, import_, imported, last_change, make
from tests.program import xt

pytestmark = pytest.mark.usefixtures("engine")

CLAIMS = "id,source,to,figure,part_of,part"
S = "https://example.org/s"  # a source that needs no row


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make(tmp_path)


def test_the_same_file_twice_changes_nothing_the_second_time(ledger: Path, tmp_path: Path) -> None:
    rows = file(
        tmp_path, "r.csv", "e1,2024-01-01,a,h,2,", ",2024-01-02,a,h,3,", ",2024-01-02,a,h,3,"
    )
    first = import_(ledger, rows)
    assert counts(first) == "3 rows read = 3 added + 0 already there + 0 refused"
    assert "ids: e1, r1, r2" in first.out
    before, change = contents(ledger), last_change(ledger)
    again = imported(ledger, rows)
    assert again.out == ("3 rows read = 0 added + 3 already there + 0 refused\nnothing changed\n")
    assert last_change(ledger) == change
    assert contents(ledger) == before


def test_what_an_import_does_to_the_verdicts_is_said(ledger: Path, tmp_path: Path) -> None:
    rows = file(tmp_path, "r.csv", "e1,2024-01-01,a,h,2,")
    assert "daily 2024-01-01" in import_(ledger, rows).ok.out


def test_an_id_with_the_same_content_is_skipped_a_blank_means_its_default(
    ledger: Path, tmp_path: Path
) -> None:
    header = f"{HEADER},basis"
    imported(ledger, file(tmp_path, "r.csv", "e1,2024-01-01,a,h,2,,", header=header))
    again = import_(
        ledger, file(tmp_path, "s.csv", "e1,2024-01-01,a,h,2,,agreement", header=header)
    )
    assert counts(again.ok) == "1 row read = 0 added + 1 already there + 0 refused"


def test_an_id_with_other_content_is_refused_and_the_cells_are_named(
    ledger: Path, tmp_path: Path
) -> None:
    imported(ledger, file(tmp_path, "r.csv", "e1,2024-01-01,a,h,2,"))
    before = contents(ledger)
    other = file(tmp_path, "s.csv", "e2,2024-01-01,a,h,1,", "e1,2024-01-02,a,h,3,")
    ran = import_(ledger, other)
    assert ran.code == 3
    assert ran.out == ""
    assert ran.err == (
        f"{other}:3: id: 'e1' is in the ledger with other content"
        " (day: '2024-01-01' there, '2024-01-02' here, count: '2' there, '3' here);"
        " correct it with xt amend e1, or give the row another id\n"
        "2 rows read = 0 added + 0 already there + 2 refused; nothing was written\n"
    )
    assert contents(ledger) == before


def test_a_retracted_id_is_not_taken_again_with_other_content(ledger: Path, tmp_path: Path) -> None:
    rows = file(tmp_path, "r.csv", "e1,2024-01-01,a,h,2,", "e2,2024-01-01,a,h,2,two")
    imported(ledger, rows, "--accept-doubles")
    done("retract", "e1", "--reason", "wrong", "--ledger", ledger)
    other = file(tmp_path, "s.csv", "e1,2024-01-01,a,h,3,", "e2,2024-01-01,a,h,2,two")
    ran = import_(ledger, other)
    assert ran.code == 3
    assert "'e1' was retracted; give the row another id" in ran.err
    assert counts(ran).startswith("2 rows read = 0 added + 1 already there + 1 refused")


@pytest.mark.parametrize(
    ("first", "second", "entries"),
    [
        pytest.param([",{}"], [",{}", ",{}"], ["r1", "r2"], id="one copy, then two"),
        pytest.param([",{}", ",{}"], [",{}"], ["r1", "r2"], id="two copies, then one"),
        pytest.param(["e,{}"], [",{}"], ["e"], id="an id, then its content"),
        pytest.param(["e,{}"], ["e,{}", ",{}"], ["e", "r1"], id="an id and its blank twin"),
        pytest.param(["e,{}", ",{}"], [",{}", "e,{}"], ["e", "r1"], id="... that are there"),
        pytest.param([",{}"], ["e,{}"], ["r1", "e"], id="a content, then an id"),
        pytest.param([",{}"], ["e,{}", ",{}"], ["r1", "e"], id="a content, then both"),
        pytest.param(["r1,{}"], [",{}", ",{}"], ["r1", "r2"], id="an id that the ledger gives"),
    ],
)
def test_rows_without_an_id_are_compared_as_a_multiset(
    ledger: Path, tmp_path: Path, first: list[str], second: list[str], entries: list[str]
) -> None:
    content = "2024-01-01,a,h,2,"
    for rows in (first, second):
        assert not import_(
            ledger, file(tmp_path, "r.csv", *(row.format(content) for row in rows))
        ).code
    assert [line.split()[0] for line in held(ledger)] == entries


def test_each_file_is_compared_with_what_the_files_before_it_gave(
    ledger: Path, tmp_path: Path
) -> None:
    one = file(tmp_path, "1.csv", ",2024-01-01,a,h,2,")
    two = file(tmp_path, "2.csv", "2024-01-01,a,h,2", header="day,party,kind,count")
    three = tmp_path / "3.jsonl"
    three.write_text('{"day": "2024-01-01", "party": "a", "kind": "h", "count": 2}\n' * 2)
    assert counts(imported(ledger, one, two)) == (
        "2 rows read = 1 added + 1 already there + 0 refused"
    )
    ran = import_(ledger, one, two, three)
    assert counts(ran) == "4 rows read = 1 added + 3 already there + 0 refused"
    assert len(held(ledger)) == 2


def test_a_blank_id_gets_the_lowest_never_used_nor_given_later(
    ledger: Path, tmp_path: Path
) -> None:
    imported(ledger, file(tmp_path, "r.csv", ",2024-01-01,a,h,9,", "r3,2024-01-01,a,h,8,"))
    done("retract", "r1", "--reason", "wrong", "--ledger", ledger)
    one = file(
        tmp_path, "1.csv", ",2024-01-02,a,h,1,", ",2024-01-02,a,h,2,", "r2,2024-01-02,a,h,3,"
    )
    two = file(tmp_path, "2.csv", ",2024-01-02,a,h,4,", "r6,2024-01-02,a,h,5,")
    assert import_(ledger, one, two, "--accept-doubles").code == 0
    assert held(ledger) == [
        "r3 01 a h 8",
        "r4 02 a h 1",
        "r5 02 a h 2",
        "r2 02 a h 3",
        "r7 02 a h 4",
        "r6 02 a h 5",
    ]


def test_claims_get_ids_of_their_own(ledger: Path, tmp_path: Path) -> None:
    rows = file(
        tmp_path, "c.csv", f"{S},2024-01-01,5", f"{S},2024-01-01,5", header="source,to,figure"
    )
    assert "ids: c1, c2" in import_(ledger, rows, what="claims").ok.out
    assert "nothing changed" in import_(ledger, rows, what="claims").ok.out


def test_with_one_bad_row_nothing_is_written_and_every_bad_row_is_listed(
    ledger: Path, tmp_path: Path
) -> None:
    imported(ledger, file(tmp_path, "r.csv", "e1,2024-01-01,a,h,2,"))
    before = contents(ledger)
    rows = file(
        tmp_path,
        "s.csv",
        "e1,2024-01-01,a,h,2,",
        "e2,2024-01-01,a,h,10-12,",
        ",2024-01-01,a,h,1,",
        "e3,30/11/2023,x,h,1,",
        "e4,2024-01-01,a,h",
        "e5,2024-01-01,a,h,1,",
        "e5,2024-01-01,a,h,1,",
    )
    ran = import_(ledger, rows)
    assert ran.code == 3
    assert ran.out == ""
    places = [line.split(": ")[0].removeprefix(f"{rows}:") for line in ran.err.splitlines()[:-1]]
    assert sorted(places) == ["3", "5", "5", "6", "8"]
    assert counts(ran) == "7 rows read = 0 added + 1 already there + 6 refused; nothing was written"
    assert contents(ledger) == before


def test_every_file_that_cannot_be_read_is_named(ledger: Path, tmp_path: Path) -> None:
    ran = import_(ledger, tmp_path / "1.csv", tmp_path, tmp_path / "2.csv")
    assert ran.code == 3
    assert [line.split(": ", 1)[1] for line in ran.err.splitlines()] == [
        "there is no such file; check its name",
        "this is a folder; name the file inside it",
        "there is no such file; check its name",
    ]


def test_standard_input_may_be_csv_or_json_lines(ledger: Path, tmp_path: Path) -> None:
    imported(ledger, "-", given=f"{HEADER}\ne1,2024-01-01,a,h,2,\n")
    row = {"id": "e2", "day": "2024-01-01", "party": "a", "kind": "h", "count": "?"}
    imported(ledger, "-", given=f"\n{json.dumps(row)}\n".lstrip())
    imported(ledger, "-", given="\ufeff" + json.dumps({**row, "id": "e3", "kind": "x"}) + "\n")
    assert held(ledger) == ["e1 01 a h 2", "e2 01 a h ?", "e3 01 a x ?"]
    ran = import_(ledger, "-", given=f"{HEADER}\ne9,2024-01-01,a,h,x,\n")
    assert ran.err.startswith("standard input:2: count: 'x' is not a whole number")


def test_json_lines_are_known_by_what_they_hold_too(ledger: Path, tmp_path: Path) -> None:
    rows = tmp_path / "r.txt"
    rows.write_text('{"id": "e1", "day": "2024-01-01", "party": "a", "kind": "h", "count": 1}\n')
    imported(ledger, rows)
    assert held(ledger) == ["e1 01 a h 1"]


@pytest.mark.parametrize(
    "text",
    [
        "\n[\n{0},\n{1}\n]\n",
        "[{0},{1}]",
        "\ufeff [ {0}\n ,\n{1} ] ",
        "[\n  {0},\n  {1}\n]\n",
    ],
)
def test_a_json_array_is_taken_wherever_its_lines_end(
    ledger: Path, tmp_path: Path, text: str
) -> None:
    rows = tmp_path / "r.json"
    first = '{"id": "e1",\n "day": "2024-01-01", "party": "a", "kind": "h", "count": 1}'
    second = '{"id": "e2", "day": "2024-01-01", "party": "a", "kind": "h", "count": "2"}'
    first = first.replace("\n", "" if text.startswith("\n") else "\n")
    rows.write_text(text.replace("{0}", first).replace("{1}", second), encoding="utf-8")
    imported(ledger, rows)
    assert held(ledger) == ["e1 01 a h 1", "e2 01 a h 2"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[{}, {", "2: what begins here is not JSON; look for a missing quote"),
        ('[{"day": 1}', ": the array is never closed; take the whole file"),
        ("[{}]\nx", "2: there is text after the end of the array; delete it"),
        ("[1]", "1: the line is not a JSON object; write one object on each line"),
    ],
)
def test_an_array_that_is_none_is_refused_where_it_ends_to_be_one(
    ledger: Path, tmp_path: Path, text: str, problem: str
) -> None:
    rows = tmp_path / "r.json"
    rows.write_text(text.replace(" {", "\n{"))
    ran = import_(ledger, rows)
    assert ran.code == 3
    assert f"{rows}:{problem}".replace("json::", "json:") in ran.err


def test_what_can_be_read_only_once_is_read_whole(ledger: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    rows = [f",2024-01-01,a,h,{n},{'x' * 50}" for n in range(3000)]
    text = "\n".join([HEADER, *rows]) + "\n"
    writer = threading.Thread(target=pipe.write_text, args=(text,), daemon=True)
    writer.start()
    ran = imported(ledger, pipe)
    writer.join()
    assert counts(ran) == "3,000 rows read = 3,000 added + 0 already there + 0 refused"


def test_what_the_program_lists_can_be_imported_again(ledger: Path, tmp_path: Path) -> None:
    imported(ledger, file(tmp_path, "r.csv", ",2024-01-01,a,h,2,=1+1", "e,2024-01-02,b,h,?,'x"))
    for form in ("csv", "jsonl"):
        rows = xt("releases", "--ledger", ledger, "-O", form, "--raw").ok.out
        assert "nothing changed" in import_(ledger, "-", given=rows).ok.out


def test_a_claim_may_name_a_whole_that_comes_later_or_is_in_the_ledger(
    ledger: Path, tmp_path: Path
) -> None:
    rows = file(
        tmp_path, "c.csv", f"p,{S},2024-01-01,2,w,part", f"w,{S},2024-01-01,5,,", header=CLAIMS
    )
    imported(ledger, rows, what="claims")
    more = file(tmp_path, "d.csv", f"q,{S},2024-01-01,3,w,part", header=CLAIMS)
    imported(ledger, more, what="claims")
    lost = file(
        tmp_path, "e.csv", "y,S,2024-01-01,3,nowhere,part", "z,S,2024-01-01,3,z,part", header=CLAIMS
    )
    ran = import_(ledger, lost, what="claims")
    assert ran.code == 3
    assert ":2: part_of: 'nowhere' names no claim" in ran.err
    assert ":3: part_of: 'z' is part of itself" in ran.err
    assert counts(ran).startswith("2 rows read = 0 added + 0 already there + 2 refused")


def test_a_dry_run_says_the_same_and_writes_nothing(ledger: Path, tmp_path: Path) -> None:
    rows = file(tmp_path, "r.csv", ",2024-01-01,a,h,2,")
    before, listing = contents(ledger), sorted(tmp_path.iterdir())
    dry = xt("import", "releases", rows, "--ledger", ledger, "--dry-run").ok
    assert (contents(ledger), sorted(tmp_path.iterdir())) == (before, listing)
    assert dry.out.replace("would be ", "") == import_(ledger, rows).ok.out


def test_an_empty_file_of_rows_changes_nothing(ledger: Path, tmp_path: Path) -> None:
    ran = imported(ledger, file(tmp_path, "r.csv"))
    assert ran.out == "0 rows read = 0 added + 0 already there + 0 refused\nnothing changed\n"


def test_only_what_a_ledger_holds_can_be_imported(ledger: Path) -> None:
    ran = import_(ledger, "x.csv", what="relases")
    assert (ran.code, ran.out) == (2, "")
    assert "'relases' cannot be imported" in ran.err
