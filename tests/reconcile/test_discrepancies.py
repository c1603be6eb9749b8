"""Everything that a careful reader must look at, each type by a truce that has one."""

import os
import random
from pathlib import Path

import pytest

from tests.program import Ran, xt
from tests.random_truces.folder import random_moment, write_truce
from tests.reconcile.small import SIX_DAYS, folder
from tests.truces import AFTER, HEAD, days, owes, phase, reading, write

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "nov2023" / "discrepancies.csv"
KEPT = "\n".join(f"0{n} a h 2 S;S2 n{n}" for n in range(1, 7))
FREE = days(6)  # nothing is owed


def listed(path: Path, *words: object) -> list[str]:
    """What is listed of a truce, as lines: type, days, subject, reading, numbers."""
    ran = ask(path, *words)
    assert ran.code == (1 if ran.rows else 0), ran.err
    columns = ["type", "from", "to", "subject", "reading", "expected", "found", "difference"]
    return [
        " ".join(row[name].removeprefix("2024-01-") or "-" for name in columns) for row in ran.rows
    ]


def ask(path: Path, *words: object) -> Ran:
    return xt("discrepancies", "--ledger", path, "--at", AFTER, "-O", "csv", *words)


def detail(path: Path, kind: str) -> str:
    (row,) = ask(path, "--type", kind).rows
    return row["detail"]


def test_a_truce_without_any_prints_one_line_and_exits_with_0(tmp_path: Path) -> None:
    path = folder(tmp_path / "t", KEPT, "c1 S to=06 party=a kind=h figure=12")
    ran = xt("discrepancies", "--ledger", path, "--at", AFTER)
    assert ran.code == 0
    assert ran.out.startswith(
        "t\n\nNothing to look at; 1 claim agrees with the ledger.\n\njudged at:"
    )
    assert ran.out.endswith("\nknown from: the folder as it is\n")  # both moments are named
    assert listed(path) == []


def test_the_control_has_none() -> None:
    ran = xt("discrepancies", "--ledger", ROOT / "data" / "armenia-azerbaijan-dec2023")
    assert ran.code == 0
    assert "\n\nNothing to look at; 2 claims agree with the ledger.\n" in ran.out


def test_short_unreported_and_undisclosed_periods(tmp_path: Path) -> None:
    rows = (
        "01 a h 2 S n1\n02 a h 1 S n2\n02 a h 0 S n0\n04 a h ? S n4\n05 a h 2 S n5\n06 a h 2 S n6"
    )
    path = folder(tmp_path / "t", rows)
    assert listed(path) == [
        "short 02 02 daily as-written 2 1 -1",
        "unreported 03 03 daily as-written 2 - -",
        "undisclosed 04 04 daily as-written 2 0 -2",
    ]
    assert [row["detail"] for row in ask(path).rows] == [
        "Daily: 1 of 2, short 1 under as-written (n2, n0).".replace("Daily", "daily"),
        "daily: no entry of Side A of kind h lies on this day, and 2 are due under as-written.",
        (
            "daily: how many is not known, 2 due under as-written; it rests on entries that"
            " leave a number open (n4)."
        ),
    ]


def test_readings_that_disagree(tmp_path: Path) -> None:
    terms = SIX_DAYS + reading("lenient", "daily", "at_least = 1")
    path = folder(tmp_path / "t", KEPT.replace("03 a h 2", "03 a h 1"), terms=terms)
    assert listed(path) == ["disputed 03 03 daily - - - -"]  # once, and not as short, too
    assert detail(path, "disputed") == (
        "daily: the readings disagree, 1 of 2, short 1 under as-written; 1 of 1 under lenient (n3)."
    )
    assert listed(path, "--reading", "lenient") == []


def test_claims_that_differ_or_cannot_be_compared(tmp_path: Path) -> None:
    claims = """
        c1 S to=02 party=a kind=h figure=5
        c2 S to=02 party=b kind=h figure=5
        c3 S to=03 party=b kind=h figure=5
    """
    path = folder(tmp_path / "t", KEPT + "\n03 b h ? S;S2 n7", claims)
    assert listed(path) == [
        "unreported 01 02 c2 - - 5 -",
        "undisclosed 01 03 c3 - 0 5 5",
        "claim-differs 01 02 c1 - 4 5 1",
        "counts-for-nothing 03 03 n7 - - - -",  # nothing is owed by b
    ]
    assert detail(path, "undisclosed") == (
        "c3 (S) gives 5, the ledger 0: 1 entry that would count leaves the number open (n7)."
    )
    assert detail(path, "unreported") == (
        "c2 (S) gives 5, and no entry of Side B of kind h lies in these days."
    )
    assert listed(path, "--party", "a") == ["claim-differs 01 02 c1 - 4 5 1"]
    assert listed(path, "--source", "S2") == []


def test_parts_that_do_not_add_up(tmp_path: Path) -> None:
    claims = """
        c1 S to=06 party=a kind=h figure=12
        c2 S to=03 party=a kind=h figure=6 part_of=c1 part=part
        c3 S from=05 to=06 party=a kind=h figure=4 part_of=c1 part=part
        c4 S to=06 party=a kind=h figure=12 part_of=c3 part=including
    """
    path = folder(tmp_path / "t", KEPT, claims)
    assert listed(path) == ["parts-differ 01 06 c1 - 12 10 -2", "parts-differ 05 06 c4 - 4 12 8"]
    assert [row["detail"] for row in ask(path).rows] == [
        "6 (c2) + 4 (c3) = 10, and the whole is given as 12 (c1): 2 fewer.",
        "12 (c4) is given as included in 4 (c3), which is smaller: 8 more.",
    ]


def test_steps_and_steady_offsets(tmp_path: Path) -> None:
    claims = """
        c1 S to=02 party=a kind=h figure=9
        c2 S1 to=03 party=a kind=h figure=11
        c3 S to=05 party=a kind=h figure=15
        c4 S2 to=02 party=a kind=h figure=4
        c5 S2 to=03 party=a kind=h figure=8
    """
    path = folder(tmp_path / "t", KEPT, claims)
    assert listed(path, "--type", "steps-differ", "--type", "steady-offset") == [
        "steps-differ 03 03 c5 - 2 4 2",
        "steady-offset 01 05 c1 - 0 5 5",
    ]
    assert detail(path, "steps-differ") == (
        "Another goes from 4 (c4, to 2024-01-02) to 8 (c5, to 2024-01-03), a step of 4; the rows"
        " between give 2 (n3), so it is 2 more."
    )
    assert detail(path, "steady-offset") == (
        "3 figures of A paper in a row are 5 above the ledger (c1 to 2024-01-02, c2 to 2024-01-03,"
        " c3 to 2024-01-05), as they would be under another definition of who is counted."
    )


def test_a_step_over_days_that_nobody_recorded(tmp_path: Path) -> None:
    claims = "c1 S to=02 party=a kind=h figure=4\nc2 S to=04 party=a kind=h figure=6"
    rows = "01 a h 2 S;S2 n1\n02 a h 2 S;S2 n2"
    path = folder(tmp_path / "t", rows, claims, terms=FREE)
    assert listed(path, "--type", "steps-differ") == ["steps-differ 03 04 c2 - - 2 -"]


def test_an_id_keeps_its_case_where_a_sentence_begins_with_its_kind(tmp_path: Path) -> None:
    path = folder(tmp_path / "t", "01 a h 2 S n1", terms=FREE)
    terms = (path / "terms.toml").read_text(encoding="utf-8")
    terms += owes("All-Of-Them", "a", 'at_least = 0\nsources = ["Q"]')
    (path / "terms.toml").write_text(terms, encoding="utf-8")
    said = "Obligation All-Of-Them names Q, which is not among the sources."
    assert said in [row["detail"] for row in ask(path).rows]


def test_sources_that_are_missing_or_unknown(tmp_path: Path) -> None:
    rows = "01 a h 2 - n1\n02 a h 3 S;X;Z n2\n03 a h 4 https://example.org/a n3"
    path = folder(tmp_path / "t", rows, "c1 Y to=03 party=a kind=h figure=9", terms=FREE)
    assert listed(path) == [
        "unsourced 01 01 n1 - - - -",
        "unsourced 01 03 c1 - - - -",
        "unsourced 02 02 n2 - - - -",
    ]
    assert [row["detail"] for row in ask(path).rows] == [
        "Entry n1 names no source.",
        "Claim c1 names Y, which is not among the sources.",
        "Entry n2 names X and Z, which are not among the sources.",
    ]
    assert listed(path, "--type", "single-source") == ["single-source 03 03 n3 - - - -"]


def test_days_by_hand_and_outside_the_truce(tmp_path: Path) -> None:
    path = folder(tmp_path / "t", "01 a h 2 S n1\n09 a h 2 S n2", terms=FREE)
    (path / "releases.csv").write_text(
        "id,day,at,party,kind,count,sources\n"
        "n1,2024-01-01,2024-01-02T01:00:00Z,a,h,2,S\n"
        "n2,2024-01-09,,a,h,2,S\n"
        "n3,2023-12-31,,a,h,?,S\n",
        encoding="utf-8",
    )
    assert listed(path) == [
        "day-by-hand 01 01 n1 - - - -",
        "outside-truce 2023-12-31 2023-12-31 n3 - - - -",
        "outside-truce 09 09 n2 - - 2 -",
    ]
    assert detail(path, "day-by-hand") == (
        "Entry n1 counts for 2024-01-01, and its moment 2024-01-02T01:00:00Z lies in truce day"
        " 2024-01-02."
    )


def test_entries_that_are_alike_and_rows_that_look_like_totals(tmp_path: Path) -> None:
    path = folder(tmp_path / "t", KEPT, terms=FREE)
    (path / "releases.csv").write_text(
        "id,day,party,kind,count,category,sources\n"
        "n1,2024-01-01,a,h,4,man,S\nn2,2024-01-01,a,h,4,man,S\n"
        "n3,2024-01-02,a,h,3,man,S\nn4,2024-01-02,a,h,2,woman,S\nn5,2024-01-02,a,h,5,,S\n"
        "n6,2024-01-03,a,h,3,man,S\nn7,2024-01-03,a,h,3,woman,S\n"
        "n8,2024-01-04,a,h,3,,S\nn9,2024-01-04,a,h,3,woman,S\n",
        encoding="utf-8",
    )
    assert listed(path) == [
        "possible-duplicate 01 01 n1 - 4 8 4",
        "possible-total 02 02 n5 - 5 5 0",
        "possible-total 04 04 n8 - 3 3 0",
    ]
    assert [row["detail"] for row in ask(path).rows] == [
        "Entries n1, n2 are alike in day, party, kind, count, category, nationality and basis.",
        (
            "Entry n5 counts 5 people, the sum of the entries of its day and party that fit under"
            " it (n3, n4)."
        ),
        (
            "Entry n8 counts 3 people, the sum of the entries of its day and party that fit under"
            " it (n9)."
        ),
    ]


def test_the_truce_of_november_2023_is_listed_to_the_byte() -> None:
    """Where it is meant to change, `GOLDEN=write` writes it anew, and it is read line by line."""
    words = ("--ledger", ROOT / "data" / "nov2023", "--at", "2023-12-01T12:00:00Z")
    ran = xt("discrepancies", *words, "--format", "csv")
    assert ran.code == 1
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_bytes(ran.out.encode())
    assert ran.out == GOLDEN.read_bytes().decode()


@pytest.mark.parametrize("word", ["accept", "admit", "fail", "violat", "wrong", "lie ", "only"])
def test_no_sentence_takes_a_side(word: str) -> None:
    words = ("--ledger", ROOT / "data" / "nov2023", "--at", "2023-12-02T00:00Z")
    said = [row["detail"] for row in xt("discrepancies", *words, "-O", "csv").rows]
    assert said
    assert not [each for each in said if word in each.replace("when only", "when")]


@pytest.mark.parametrize("seed", range(25))
def test_every_report_takes_any_truce(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    path = tmp_path / "truce"
    write_truce(path, rng)
    at = ("--at", random_moment(path, rng).isoformat(), "--ledger", path)
    form = rng.choice(["table", "csv", "json", "markdown", "html", "latex"])
    for words in (["discrepancies"], ["conduct"], ["reconcile"]):
        ran = xt(*words, *at, "-O", form)
        assert ran.code in (0, 1, 4), ran.err
        assert ran == xt(*words, *at, "-O", form)
    for words in (["claims"], ["sources"], ["statement"]):
        assert xt(*words, "--ledger", path, "-O", form).code in (0, 1)
    for row in xt("claims", "--ledger", path, "-O", "csv").rows:
        assert xt("why", "claim", row["id"], *at, "-O", form).code == 0
    for row in xt("check", *at, "--all", "-O", "csv").rows[:30]:
        words = ["why", "check", row["obligation"], row["from"], "--reading", row["reading"]]
        assert xt(*words, *at, "-O", form).code == 0


def test_a_disputed_period_is_one_thing_to_look_at(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 1) + owes("o", "a", "at_least = 3")
    terms += reading("void", "o", "void = true")
    folder = write(tmp_path / "t", terms, "01 a h 2")
    ran = xt("discrepancies", "--ledger", folder, "--at", AFTER, "-O", "csv")
    assert [row["type"] for row in ran.rows if row["from"]] == ["disputed", "unsourced"]
