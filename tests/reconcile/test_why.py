"""Any number that the program prints can be asked for its rows."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.truces import days, owes, write

NOV = Path(__file__).parents[2] / "data" / "nov2023"
AT = ("--ledger", NOV, "--at", "2023-12-02T00:00:00Z")


def why(*words: str, form: str = "csv") -> list[str]:
    ran = xt("why", *words, *AT, "-O", form).ok
    columns = ("part", "id", "day", "count", "running", "sources")
    return [" ".join(row[name] or "-" for name in columns) for row in ran.rows]


def test_a_verdict_is_written_out_with_credit_and_the_day_it_came_from() -> None:
    lines = why("check", "hostages-extensions", "2023-11-30", "--reading", "credit")
    assert lines == [
        "terms - - - - -",
        "delivered n32 2023-11-30 2 2 N62;N66",
        "delivered n33 2023-11-30 4 6 N62;N66",
        "delivered n34 2023-11-30 2 8 N62;N66;N87",
        "required - - 10 - -",
        "credit brought - 2023-11-29 2 - -",
        "credit earned by n26 2023-11-29 2 2 N51;N52;N60",
        "credit earned by n27 2023-11-29 5 7 N51;N52",
        "credit earned by n28 2023-11-29 5 12 N51;N52",
        "status - - 10 - -",
    ]


def test_people_read_the_sum_and_the_sentence_of_the_terms() -> None:
    words = ("check", "hostages-extensions", "2023-11-30", "--reading", "credit")
    said = xt("why", *words, *AT).ok.out
    for part in (
        "Hamas: Ten more hostages for each further day [N33, N72, N88, N94]",
        "2 (n32) + 4 (n33) + 2 (n34) = 8",
        "2 from 2023-11-29: 12 were delivered and 10 due.",
        "8 delivered + 2 credited = 10; 10 required: 8 + 2 credited of 10.",
    ):
        assert part in said


CREDIT = 'at_least = 10\ncarry = "surplus"'


def credit_of(path: Path, releases: str, day: str) -> list[str]:
    """The credit that is brought into a day, and where each part of it came from."""
    write(path, days(3) + owes("o", "a", CREDIT), releases)
    at = ("--ledger", path, "--at", "2024-02-01T00:00Z", "-O", "csv")
    rows = xt("why", "check", "o", f"2024-01-{day}", *at).ok.rows
    return [
        f"{row['day'][8:]} {row['count']}: {row['detail']}"
        for row in rows
        if row["part"] == "credit brought"
    ]


def test_credit_that_never_lapses_is_told_by_the_day_that_earned_it(tmp_path: Path) -> None:
    assert credit_of(tmp_path / "unused", "01 a h 110\n02 a h 12\n03 a h 0", "03") == [
        "01 100: from 2024-01-01: 110 were delivered and 10 due",
        "02 2: from 2024-01-02: 12 were delivered and 10 due",
    ]
    assert credit_of(tmp_path / "used", "01 a h 15\n02 a h 8\n03 a h 0", "03") == [
        "01 3: what is left of 5 from 2024-01-01: 15 were delivered and 10 due"
    ]
    assert credit_of(tmp_path / "open", "01 a h 15\n01 a h ?\n02 a h 10", "02") == [
        "01 5: from 2024-01-01: at least 15 were delivered and 10 due"
    ]


def test_a_sum_with_an_undisclosed_number_is_the_least(tmp_path: Path) -> None:
    path = tmp_path / "t"
    write(path, days(3) + owes("o", "a", "at_least = 10"), "01 a h 1200 n1\n01 a h ? n2", "id")
    at = ("--ledger", path, "--at", "2024-02-01T00:00Z")
    said = xt("why", "check", "o", "2024-01-01", *at).ok.out
    assert "1,200 (n1) + ? (n2) = at least 1,200" in said
    assert "at least 1,200 delivered; 10 required" in said


def test_what_is_owed_for_others_is_written_out() -> None:
    ran = xt("why", "check", "prisoners-extensions", "2023-11-30", *AT, "-O", "csv").ok
    required = [row["detail"] for row in ran.rows if row["part"] == "required"]
    assert required == ["3 × 8 people applied to hostages-extensions = 24"]


def test_a_claim_is_written_out() -> None:
    ran = xt("why", "claim", "c092", *AT, "-O", "csv").ok
    ledger = [row for row in ran.rows if row["part"] == "ledger"]
    assert ledger[-1]["running"] == "105"
    assert [row["detail"] for row in ran.rows if row["part"] == "explanation"] == [
        (
            "everybody is counted who came out alive in any way since 2023-10-07:"
            " 5 people more (e01, e02, v08)"
        )
    ]


def test_a_total_is_written_out() -> None:
    ran = xt("why", "total", "2023-11-30", "--party", "hamas", *AT, "-O", "csv").ok
    assert ran.rows[-1]["running"] == "105"
    assert len(ran.rows) == 23
    ran = xt("why", "total", "2023-11-25", "--nationality", "Thai", *AT).ok
    assert "10 (n03) + 4 (n09) = 14" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["check", "hostages", "2023-11-30"],
            "the reading as-written judges no obligation 'hostages'; write one of",
        ),
        (
            ["check", "hostages-extensions", "2023-11-24"],
            "lies in no period of hostages-extensions",
        ),
        (["check", "hostages-extensions", "30.11.2023"], "DAY"),
        (["claim", "c000"], "there is no claim 'c000'"),
    ],
)
def test_what_cannot_be_asked_is_refused(words: list[str], said: str) -> None:
    ran = xt("why", *words, *AT)
    assert ran.code == 2
    assert said in ran.err
