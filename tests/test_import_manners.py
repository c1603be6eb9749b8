"""What is said of entries that are taken all the same, and what a dry run needs."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cases import AT, CASES, case_file, ledger_of
from tests.ledgers import done, file, held, import_, make
from tests.program import xt
from tests.truces import HEAD, owes, phase

PLAIN = "day,party,kind,count"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def listed(ledger: Path, *words: str) -> list[str]:
    """What `xt discrepancies` lists of entries: type, days, ids, expected, found."""
    ran = xt("discrepancies", "--ledger", ledger, "-O", "csv", *words)
    cells = ("type", "from", "to", "subject", "expected", "found")
    return [
        " ".join(row[name][-5:] if name in ("from", "to") else row[name] for name in cells)
        for row in ran.rows
        if row["type"] not in ("short", "unreported", "unsourced")
    ]


def test_a_year_that_was_mistyped_is_told_of_and_listed(ledger: Path) -> None:
    ran = import_(ledger, case_file("wrong-year-import", "r.csv"))
    assert ran.code == 0
    assert "r2: 2121-03-02 lies outside the truce, 2021-03-01 to 2021-03-06\n" in ran.err
    assert "r2: 2121-03-02 lies in the future\n" in ran.err
    assert "S1 is not among the sources" in ran.err
    (row,) = xt("discrepancies", "-f", ledger, "--type", "dated-ahead", "-O", "csv").rows
    assert row["detail"] == "Entry r2 is dated in the future, 2121-03-02."
    assert listed(ledger, AT) == listed(ledger)


def test_who_looks_back_is_not_told_of_what_was_to_come(ledger: Path, tmp_path: Path) -> None:
    import_(ledger, file(tmp_path, "r.csv", "2021-03-05,north,hostage,9", header=PLAIN))
    assert listed(ledger, "--at", "2021-03-02T12:00Z") == []


def test_of_very_many_entries_the_first_are_named(ledger: Path, tmp_path: Path) -> None:
    rows = [f"2021-05-{n:02},north,hostage,{n}" for n in range(1, 31)]
    said = import_(ledger, file(tmp_path, "r.csv", *rows, header=PLAIN)).err.splitlines()
    assert len(said) == 11
    assert said[-1] == (
        "… and 20 more like it: xt discrepancies --type outside-truce lists them all"
    )


def test_more_names_than_people_are_told_of_and_listed(ledger: Path) -> None:
    ran = import_(ledger, case_file("more-names-than-people", "r.csv"))
    assert "r1: it names more people (3) than it counts (1)\n" in ran.err
    assert "r2: it names more people (1) than it counts (0)\n" in ran.err
    assert listed(ledger, AT) == ["more-names 03-01 03-01 r1 3 1", "more-names 03-02 03-02 r2 1 0"]
    (one, other) = xt("discrepancies", "-f", ledger, AT, "--type", "more-names", "-O", "csv").rows
    assert one["detail"] == "Entry r1 names 3 people and counts 1."
    assert other["detail"] == "Entry r2 names 1 person and counts 0."


def test_people_of_different_names_are_not_alike_and_one_name_on_two_days_is(
    ledger: Path,
) -> None:
    import_(ledger, case_file("named-rows-called-alike", "r.csv"))
    assert listed(ledger, AT) == ["possible-duplicate 03-01 03-02 r1 1 2"]
    ran = xt("discrepancies", "-f", ledger, AT, "--type", "possible-duplicate", "-O", "csv")
    assert ran.rows[0]["detail"] == "Entries r1, r4 name the same person."


def test_two_rows_of_one_name_and_a_row_without_are_alike(ledger: Path, tmp_path: Path) -> None:
    day = "north,hostage,1"
    rows = [f"2021-03-01,{day},Ana", f"2021-03-01,{day},ana", f"2021-03-01,{day},Bo"]
    rows += [f"2021-03-02,{day},Cy", f"2021-03-02,{day},"]
    rows_file = file(tmp_path, "r.csv", *rows, header=f"{PLAIN},person")
    import_(ledger, rows_file, "--accept-doubles")
    assert listed(ledger, AT) == [
        "possible-duplicate 03-01 03-01 r1 1 2",
        "possible-duplicate 03-02 03-02 r4 1 2",
    ]


def test_a_subtotal_beside_another_group_is_a_possible_total(ledger: Path) -> None:
    ran = import_(ledger, case_file("subtotal-among-others", "r.csv"), "--accept-totals")
    assert "r3: 13 is the sum of r1, r2: is it a total?\n" in ran.err
    assert listed(ledger, AT) == ["possible-total 03-01 03-01 r3 13 13"]


def test_a_total_over_subtotals_is_found_with_them(ledger: Path, tmp_path: Path) -> None:
    rows = ["8,woman,Southern", "5,man,Southern", "13,,Southern", "10,,Eastern", "23,,"]
    rows = [f"2021-03-01,north,hostage,{row}" for row in rows]
    sheet = file(tmp_path, "r.csv", *rows, header=f"{PLAIN},category,nationality")
    import_(ledger, sheet, "--accept-totals")
    assert listed(ledger, AT) == [
        "possible-total 03-01 03-01 r3 13 13",
        "possible-total 03-01 03-01 r5 23 23",
    ]


def test_a_sum_of_another_group_is_no_total(ledger: Path, tmp_path: Path) -> None:
    rows = ["4,Southern", "1,Eastern", "3,Eastern"]
    rows = [f"2021-03-01,north,hostage,{row}" for row in rows]
    import_(ledger, file(tmp_path, "r.csv", *rows, header=f"{PLAIN},nationality"))
    assert listed(ledger, AT) == []


RELEASES = "id,day,at,party,kind,count,person,sources"
CLAIMS = "id,source,to,figure"
RIGHT = {
    RELEASES: ("r9", "2021-03-01", "", "north", "hostage", "1", "", "https://example.org"),
    CLAIMS: ("c9", "https://example.org", "2021-03-01", "5"),
}
WRONG = [
    (RELEASES, "day", "2121-03-01", "2121-03-01 lies outside the truce, 2021-03-01 to 2021-03-06"),
    (RELEASES, "day", "2121-03-01", "2121-03-01 lies in the future"),
    (RELEASES, "at", "2021-03-04T12:00Z", "its moment lies in the truce day 2021-03-04; it counts"),
    (RELEASES, "person", "Ana;Bo", "it names more people (2) than it counts (1)"),
    (RELEASES, "sources", "S7;S8", "S8 is not among the sources"),
    (RELEASES, "count", "9", "9 is the sum of r1, r2: is it a total?"),
    (CLAIMS, "source", "S8", "S8 is not among the sources"),
]


@pytest.mark.parametrize("command", ["add", "import", "update", "amend"])
@pytest.mark.parametrize(("header", "column", "cell", "said"), WRONG)
def test_every_command_that_writes_a_row_asks_the_same_of_it(
    header: str, column: str, cell: str, said: str, command: str, ledger: Path, tmp_path: Path
) -> None:
    day = "2021-03-01,,north,hostage"
    others = [f"r1,{day},3,,https://example.org", f"r2,{day},6,,https://example.org"]
    assert import_(ledger, file(tmp_path, "o.csv", *others, header=RELEASES)).ok
    what = "releases" if header == RELEASES else "claims"
    cells = dict(zip(header.split(","), RIGHT[header], strict=True))
    right = file(tmp_path, "right.csv", ",".join(cells.values()), header=header)
    name, cells[column] = cells["id"], cell
    wrong = file(tmp_path, "wrong.csv", ",".join(cells.values()), header=header)
    if command in ("update", "amend"):
        assert import_(ledger, right, what=what).ok
    words: dict[str, list[object]] = {
        "add": [
            "add" if what == "releases" else "claim",
            *(f"--{n}={c}" for n, c in cells.items()),
        ],
        "import": ["import", what, wrong, "--accept-totals"],
        "update": ["import", what, wrong, "--update", "--reason", "r"],
        "amend": ["amend", name, "--set", f"{column}={cell}", "--reason", "r"],
    }
    ran = xt(*words[command], "--ledger", ledger)
    assert ran.code == 0, ran.err
    assert f"{name}: {said}" in ran.err


def test_an_entry_that_makes_another_a_total_is_told_of(ledger: Path) -> None:
    one = ("--day=2021-03-01", "--party=north", "--kind=hostage", "-f", ledger)
    total = "r1: 9 is the sum of r2, r3: is it a total?\n"
    for count, said in ((9, False), (4, False), (5, True)):
        assert (total in xt("add", *one, f"--count={count}").err) is said
    assert xt("add", *one, "--count=1", "--category=woman").err == ""


@pytest.mark.parametrize("option", ["--reason", "--by"])
@pytest.mark.parametrize("text", ["   ", "\u00a0\t", "\u200b"])
def test_a_blank_reason_or_author_is_refused(ledger: Path, option: str, text: str) -> None:
    done("add", "--day=2021-03-01", "--party=north", "--kind=hostage", "--count=1", "-f", ledger)
    rest = ["--reason", "r"] if option == "--by" else []
    for words in (["amend", "r1", "--set", "count=2"], ["retract", "r1"], ["redact", "r1"]):
        ran = xt(*words, *rest, option, text, "--ledger", ledger)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"{option}: ")
    ran = xt("terms", "set", CASES / "terms.toml", *rest, option, text, "--ledger", ledger)
    assert ran.code == 2
    assert held(ledger) == ["r1 01 north hostage 1"]


def test_no_advice_goes_in_a_circle(ledger: Path) -> None:
    one = ("--day=2021-03-01", "--party=north", "--kind=hostage", "--count=1", "-f", ledger)
    done("add", "--id", "x", *one)
    done("retract", "x", "--reason", "an error", "-f", ledger)
    ran = xt("add", "--id", "x", *one)
    assert (ran.code, ran.err) == (
        3,
        (
            "xt add: --id: 'x' was retracted;"
            " bring it back with xt restore x, give another id, or leave the id out\n"
        ),
    )
    ran = xt("amend", "x", "--set", "count=2", "--reason", "r", "-f", ledger)
    assert (ran.code, ran.err) == (3, "x: it was retracted; xt restore x brings it back\n")


def test_a_folder_without_releases_is_refused_with_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "terms.toml").write_bytes((CASES / "terms.toml").read_bytes())
    ran = xt("check", "--ledger", tmp_path / "t")
    assert ran.code == 3
    assert ran.err.startswith("releases.csv: there is no such file in the folder; write it, ")
    (tmp_path / "t" / "releases.csv").write_text(ran.err.rpartition(": ")[2])
    assert xt("check", "--ledger", tmp_path / "t", AT).code == 4


@pytest.mark.parametrize("name", ["together", "a;b"])
def test_a_reading_is_not_called_by_what_results_say(tmp_path: Path, name: str) -> None:
    terms = (CASES / "terms.toml").read_text() + f'\n[readings."{name}"]\ntitle = "x"\n'
    (tmp_path / "t.toml").write_text(terms)
    ran = xt("terms", "check", tmp_path / "t.toml")
    assert ran.code == 3
    assert "choose another name" in ran.err


def test_a_dry_run_waits_for_no_writer_and_needs_no_right_to_write(ledger: Path) -> None:
    before = ledger.read_bytes()
    one = ("--day=2021-03-01", "--party=north", "--kind=hostage", "--count=1", "-f", ledger)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        ran = xt("add", *one, "--dry-run")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("r1: would be added: 1 hostage released by North on 1 March 2021")
        assert time.monotonic() - started < 1
    ledger.chmod(0o444)
    assert xt("add", *one, "--dry-run").code == 0
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(("days", "left"), [(20, []), (21, ["1 verdict"]), (30, ["10 verdicts"])])
def test_of_very_many_verdicts_the_first_are_named_and_the_others_counted(
    tmp_path: Path, days: int, left: list[str]
) -> None:
    ledger = make(tmp_path, HEAD + phase("p", 1, days) + owes("o", "a", "at_least = 1"))
    rows = [f"2024-01-{n:02},a,h,{n}" for n in range(1, days + 1)]
    said = import_(ledger, file(tmp_path, "r.csv", *rows, header=PLAIN)).out.splitlines()
    assert len([line for line in said if line.startswith("o 2024-01-")]) == 20
    assert said[22:] == [f"… and {count.replace(' ', ' more ')} changed" for count in left]
