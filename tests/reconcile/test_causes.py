"""Causes of differences that are no rule of counting: days without a record, the moment, the terms."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.reconcile.small import folder
from tests.truces import days, owes

AFTER = ("--at", "2024-06-01T00:00Z", "-O", "csv")
FREE = days(6)
RUNNING = """
    c1 S to=01 party=a kind=h figure=13
    c2 S1 to=02 party=a kind=h figure=27
    c3 S to=03 party=a kind=h figure=32
    c4 S to=04 party=a kind=h figure=44
    c5 S1 to=05 party=a kind=h figure=55
    c6 S to=06 party=a kind=h figure=71
"""
ROWS = "01 a h 13 S n1\n02 a h 14 S n2\n04 a h 12 S n4\n05 a h 11 S n5\n06 a h 16 S n6"


def said(path: Path, *words: str) -> dict[str, str]:
    """The explanation of each claim that has one."""
    rows = xt("reconcile", *words, "--ledger", path, *AFTER).rows
    return {row["claim"]: row["explanation"] for row in rows if row["explanation"]}


def looked_at(path: Path, *words: str) -> list[str]:
    """The types and subjects of the discrepancies in what others published."""
    rows = xt("discrepancies", "--ledger", path, *AFTER, *words).rows
    return [f"{row['type']} {row['subject']}" for row in rows]


def test_a_day_without_a_record_is_the_one_cause_of_what_carries_it(tmp_path: Path) -> None:
    path = folder(tmp_path / "t", ROWS, RUNNING, terms=FREE)
    carried = "it carries the 5 who came on 2024-01-03, a day without a record (c3)"
    assert said(path) == {
        "c3": "5 came on 2024-01-03, a day without a record; c3–c6 carry it",
        "c4": carried,
        "c5": carried,
        "c6": carried,
    }
    assert looked_at(path) == [*(f"claim-differs c{n}" for n in range(3, 7)), "steps-differ c3"]
    shown = " ".join(xt("reconcile", "--ledger", path, "--at", "2024-06-01T00:00Z").out.split())
    assert shown.count("a day without a record") == 1
    assert "c6): 5 came on 2024-01-03" in shown


def test_days_without_a_record_at_the_start_and_one_after_the_other(tmp_path: Path) -> None:
    claims = """
        c1 S to=02 party=a kind=h figure=5
        c2 S to=03 party=a kind=h figure=9
        c3 S to=04 party=a kind=h figure=10
        c4 S to=05 party=a kind=h figure=12
    """
    path = folder(tmp_path / "t", "03 a h 4 S n1\n05 a h 2 S n2", claims, terms=FREE)
    first = "it carries the 5 who came from 2024-01-01 to 2024-01-02, days without a record (c1)"
    assert said(path) == {
        "c1": "no entry of Side A of kind h lies in these days",
        "c2": first,
        "c3": f"{first}; 1 came on 2024-01-04, a day without a record; c3 and c4 carry it",
        "c4": f"{first}; it carries the 1 who came on 2024-01-04, a day without a record (c3)",
    }


def test_a_figure_that_comes_back_to_the_ledger_carries_no_day(tmp_path: Path) -> None:
    claims = """
        c1 S to=02 party=a kind=h figure=9
        c2 S to=03 party=a kind=h figure=14
        c3 S to=04 party=a kind=h figure=14
    """
    rows = "01 a h 9 S n1\n04 a h 5 S n2"
    path = folder(tmp_path / "t", rows, claims, terms=FREE)
    assert said(path)["c2"].startswith("14 comes out when the range ends a day later (2024-01-04)")


def test_two_rules_of_which_one_changes_nothing_alone(tmp_path: Path) -> None:
    claims = "c1 S from=01 to=01 party=a kind=h category=man figure=71"
    path = folder(tmp_path / "t", "01 a h 26 S n1", claims, terms=FREE)
    (path / "releases.csv").write_text(
        "id,day,party,kind,count,category\nn1,2024-01-01,a,h,26,man\nn2,2024-01-01,a,d,45,woman\n",
        encoding="utf-8",
    )
    assert said(path) == {
        "c1": (
            "no single rule gives it; 71 comes out when any kind is counted and any category is"
            " counted: 45 people more (n2); no small set of unrelated rows would also fit"
        )
    }


@pytest.mark.parametrize(
    ("at", "published", "words"),
    [
        ("2024-01-03T12:00Z", "2024-01-04", "published 2024-01-04, after the moment of judgement"),
        ("2024-01-03T12:00Z", "2024-02", "published 2024-02, after the moment of judgement"),
        ("2024-01-03T12:00Z", "2024-01-03T13:00:00Z", "published 2024-01-03T13:00:00Z, after"),
        ("2024-01-03T12:00Z", "2024-01-03", "truce day 2024-01-03 ends after the moment of"),
        ("2024-01-03T12:00Z", "", "truce day 2024-01-03 ends after the moment of judgement"),
        ("2024-01-04T00:00Z", "2024-01-04", "no rule that stands out gives 9"),
        ("2024-01-04T00:00Z", "2024-01", "no rule that stands out gives 9"),
    ],
)
def test_what_lies_after_the_moment_is_not_held_against_the_ledger(
    tmp_path: Path, at: str, published: str, words: str
) -> None:
    path = folder(tmp_path / "t", "01 a h 3 S n1\n03 a h 4 S n2", terms=FREE)
    (path / "claims.csv").write_text(
        f"id,source,published,to,party,kind,figure\nc1,S,{published},2024-01-03,a,h,9\n",
        encoding="utf-8",
    )
    ran = xt("reconcile", "--ledger", path, "--at", at, "-O", "csv")
    assert [(row["status"], row["difference"]) for row in ran.rows] == [("differs", "2")]
    assert ran.rows[0]["explanation"].startswith(words)
    listed = xt("discrepancies", "--ledger", path, "--at", at, "-O", "csv").rows
    assert ("claim-differs" in {row["type"] for row in listed}) == words.startswith("no rule")


def test_the_number_that_the_terms_ask_for(tmp_path: Path) -> None:
    claims = """
        c1 S from=02 to=02 party=a kind=h figure=20
        c2 S to=03 party=a kind=h figure=60
    """
    terms = days(3) + owes("daily", "a", "at_least = 20")
    path = folder(tmp_path / "t", "01 a h 31 S n1\n02 a h 7 S n2\n03 a h 9 S n3", claims, terms)
    for text in said(path).values():
        assert "comes out when the number is the one that daily asks for under the reading" in text


def test_a_figure_with_a_bound_is_explained_by_what_makes_it_agree(tmp_path: Path) -> None:
    claims = """
        c1 S from=02 to=02 party=a kind=h category=man bound=>= figure=90
        c2 S from=02 to=02 party=a kind=h category=man bound=~ figure=98
        c3 S from=02 to=02 party=a kind=h category=man bound=<= figure=2
    """
    path = folder(tmp_path / "t", "01 a h 1 S n1", claims, terms=FREE)
    (path / "releases.csv").write_text(
        "id,day,party,kind,count,category\n"
        "n1,2024-01-01,a,h,4,man\nn2,2024-01-02,a,h,10,man\nn3,2024-01-02,a,h,90,woman\n",
        encoding="utf-8",
    )
    explained = said(path)
    assert explained["c1"].startswith(">= 90 agrees when any category is counted: 90 people more")
    assert explained["c2"].startswith("~ 98 agrees when any category is counted: 90 people more")
    assert explained["c3"].startswith("no rule that stands out gives <= 2")


def test_the_ledger_of_the_day_before(tmp_path: Path) -> None:
    claims = """
        c1 S from=03 to=03 party=a kind=h figure=40
        c2 S to=03 party=a kind=h figure=71
    """
    path = folder(tmp_path / "t", "01 a h 31 S n1\n02 a h 40 S n2\n03 a h 9 S n3", claims, FREE)
    assert "when the dates are taken a day earlier" in said(path)["c1"]
    assert "when the range ends a day earlier (2024-01-02)" in said(path)["c2"]


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (1, "1 claim: 1 differs; 1 of them was published, or covers days, after"),
        (2, "2 claims: 2 differ; 2 of them were published, or cover days, after"),
    ],
)
def test_claims_after_the_moment_are_counted_in_one_sentence(
    tmp_path: Path, claims: int, words: str
) -> None:
    path = folder(tmp_path / "t", "01 a h 3 S n1", terms=FREE)
    rows = "".join(f"c{n},S,2024-01-03,a,h,9\n" for n in range(claims))
    (path / "claims.csv").write_text(f"id,source,to,party,kind,figure\n{rows}", encoding="utf-8")
    said_ = xt("reconcile", "--ledger", path, "--at", "2024-01-02T12:00Z").out
    assert f"{words} the moment of judgement." in " ".join(said_.split())
