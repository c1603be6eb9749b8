"""Any number that the program prints can be asked for its rows."""

from pathlib import Path

import pytest

from tests.program import xt

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


def test_what_is_owed_for_others_is_written_out() -> None:
    ran = xt("why", "check", "prisoners-extensions", "2023-11-30", *AT, "-O", "csv").ok
    required = [row["detail"] for row in ran.rows if row["part"] == "required"]
    assert required == ["3 × 8 people applied to hostages-extensions = 24"]


def test_a_claim_is_written_out() -> None:
    ran = xt("why", "claim", "c092", *AT, "-O", "csv").ok
    ledger = [row for row in ran.rows if row["part"] == "ledger"]
    assert ledger[-1]["running"] == "105"
    assert [row["detail"] for row in ran.rows if row["part"] == "explanation"] == [
        "the range begins before the truce: 5 people more (e01, e02, e03)"
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
