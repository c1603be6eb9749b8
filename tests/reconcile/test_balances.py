"""Balances of who is held: in parts, below nobody, and written out for a claim (ledger.md, section 4)."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.reconcile.cohorts import (
    AFTER,
    COHORT,
    MOVEMENTS,
    TERMS,
    folder,
    reconciled,
)


def test_parts_of_a_balance_add_up_to_its_whole(tmp_path: Path) -> None:
    claims = """
        c1 S 01 held      figure=40
        c2 S 01 held-dead figure=4 part_of=c1 part=including
        c3 S 01 taken     figure=50
        c4 S 01 rescued   figure=7 part_of=c3 part=part
    """
    path = folder(tmp_path / "t", MOVEMENTS, claims)
    ran = xt("statement", "--ledger", path, "-O", "csv")
    assert [(row["claim"], row["status"]) for row in ran.rows] == [
        ("c1", "adds up"),
        ("c3", "differs"),
    ]


@pytest.mark.parametrize(
    ("movements", "expected"),
    [
        ("m1 12-20 taken h 5", []),
        (
            "m1 12-20 taken h 3\nm2 05 retaken h 9",
            [("held-below-zero", "2024-01-01", "2024-01-04", "held", "0", "-1")],
        ),
        (
            "m1 12-20 taken h 9\nm2 12-22 recovered body 2",
            [("held-below-zero", "2023-12-22", "2024-06-01", "held", "0", "-2")],
        ),
    ],
)
def test_a_balance_below_nobody_is_looked_at(
    tmp_path: Path, movements: str, expected: list[tuple[str, ...]]
) -> None:
    path = folder(tmp_path / "t", movements, "")
    ran = xt("discrepancies", "--type", "held-below-zero", "--ledger", path, *AFTER, "-O", "csv")
    columns = ("type", "from", "to", "subject", "expected", "found")
    assert [tuple(row[name] for name in columns) for row in ran.rows] == expected
    assert ran.code == (1 if expected else 0)


def test_the_sentence_of_a_balance_below_nobody(tmp_path: Path) -> None:
    movements = "m1 12-20 taken h 3\nm2 12-22 recovered body 2"
    path = folder(tmp_path / "t", movements, "")
    ran = xt("discrepancies", "--type", "held-below-zero", "--ledger", path, *AFTER, "-O", "csv")
    dead, held = (row["detail"] for row in ran.rows)
    assert dead == (
        "The cohort held comes to -2 held and dead at the end of 2023-12-22: more of the dead are"
        " recorded to have left than to have come in or died."
    )
    assert held == (
        "The cohort held comes to -3 held at the end of 2024-01-01: more people are recorded to"
        " have left than to have come in."
    )


def test_a_claim_about_who_is_held_is_written_out(tmp_path: Path) -> None:
    path = folder(tmp_path / "t", MOVEMENTS, "c1 S 01 held figure=35\nc2 S 01 rescued figure=8")
    shown = xt("why", "claim", "c1", "--ledger", path, *AFTER).ok.out
    balance = (
        "taken 50 + held before 5 = released 4 + rescued 7 + remains recovered 4 + still held 40"
    )
    assert balance in " ".join(shown.split())
    assert "The figure less the ledger's number is -5." in shown
    rows = xt("why", "claim", "c1", "--ledger", path, *AFTER, "-O", "csv").rows
    assert [(row["part"], row["id"], row["count"]) for row in rows][:10] == [
        ("figure", "", "35"),
        ("taken", "m1", "50"),
        ("held_before", "m2", "3"),
        ("held_before", "m3", "2"),
        ("released", "n1", "4"),
        ("rescued", "m4", "7"),
        ("recovered", "m5", "4"),
        ("died", "m6", "6"),
        ("ledger", "", "40"),
        ("difference", "", "-5"),
    ]
    moved = xt("why", "claim", "c2", "--ledger", path, *AFTER, "-O", "csv").rows
    assert [(row["part"], row["id"], row["count"]) for row in moved][:4] == [
        ("figure", "", "8"),
        ("rescued", "m4", "7"),
        ("ledger", "", "7"),
        ("difference", "", "1"),
    ]


def test_a_cohort_is_named_where_there_are_several(tmp_path: Path) -> None:
    terms = TERMS + COHORT.replace("cohorts.held", "cohorts.others").replace('"a"', '"b"')
    path = folder(tmp_path / "t", MOVEMENTS, "c1 S 01 held figure=40 cohort=held", terms=terms)
    assert reconciled(path)["c1"]["status"] == "agrees"
