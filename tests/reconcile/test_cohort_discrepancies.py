"""What there is to look at in claims about a cohort, and in its balance (ledger.md, section 4.1)."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.reconcile.cohorts import AFTER, folder, looked_at

MOVEMENTS = """
    m1 12-20 taken       h    50
    m2 12-01 held-before h    3
    m3 12-02 held-before body 2
    m4 12-25 rescued     h    7
    m5 01    recovered   body 4
    m6 12-28 died        h    6
"""


def test_claims_of_a_cohort_and_of_releases_are_never_one_series(tmp_path: Path) -> None:
    claims = """
        c1 S 01 held      figure=40
        c2 S 03 held      figure=35
        c3 S 03 held-dead figure=4
        c4 S 05 rescued   figure=7
        c5 S 06 rescued   figure=9
    """
    path = folder(tmp_path / "t", MOVEMENTS, claims, "01 a h 4 S n1\n03 a h 2 S n2")
    texts = {name: text for name, text in looked_at(path).items() if name.startswith("steps")}
    assert texts == {
        "steps-differ c2": "A paper goes from 40 still held (held) (c1, to 2024-01-01) to 35"
        " (c2, to 2024-01-03), a step of -5; the rows between give -2 (n2), so it is 3 fewer.",
        "steps-differ c5": "A paper goes from 7 rescued (held) (c4, to 2024-01-05) to 9"
        " (c5, to 2024-01-06), a step of 2; the rows between give 0, so it is 2 more.",
    }


def test_a_step_that_an_open_number_allows_fits(tmp_path: Path) -> None:
    claims = "c1 S 01 held figure=40\nc2 S 03 held figure=30"
    for more, fits in (("m9 02 escaped h ?", True), ("m9 02 retaken h ?", False)):
        path = folder(tmp_path / more[6:9], f"{MOVEMENTS}\n{more}", claims)
        assert ("steps-differ c2" not in looked_at(path)) == fits


def test_figures_that_are_off_by_one_number_are_one_steady_offset(tmp_path: Path) -> None:
    claims = "c1 S 12-31 held figure=45\nc2 S 01 held figure=37"
    path = folder(tmp_path / "t", MOVEMENTS, claims)
    assert looked_at(path)["steady-offset c1"] == (
        "2 figures for still held (held) of A paper in a row are 3 below the ledger"
        " (c1 to 2023-12-31, c2 to 2024-01-01), as they would be under another definition of who"
        " is counted."
    )


def test_no_sentence_about_a_cohort_speaks_of_a_release(tmp_path: Path) -> None:
    claims = "c1 S 01 held figure=35\nc2 S 01 held-dead figure=9\nc3 S 01 rescued figure=4"
    sentences = looked_at(folder(tmp_path / "t", MOVEMENTS, claims))
    texts = [text for name, text in sentences.items() if name.startswith("claim-differs")]
    assert len(texts) == 3
    assert [text.partition(",")[0] for text in texts] == [
        "c3 (S) gives 4 rescued (held)",
        "c1 (S) gives 35 still held (held)",
        "c2 (S) gives 9 held and dead (held)",
    ]
    assert not any("released" in text for text in texts)


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
