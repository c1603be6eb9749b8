"""Claims about who is held, and about movements, beside the ledger (ledger.md, sections 2.3 and 4)."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.reconcile.cohorts import AFTER, COHORT, TERMS, folder, reconciled, said

MOVEMENTS = """
    m1 12-20 taken       h    50
    m2 12-01 held-before h    3
    m3 12-02 held-before body 2
    m4 12-25 rescued     h    7
    m5 01    recovered   body 4
    m6 12-28 died        h    6
"""
# By 1 January: 50 + 5 = 4 released + 7 rescued + 4 recovered + 40 held; 2 + 6 - 4 = 4 of them dead.


def test_what_the_ledger_has_for_each_measure(tmp_path: Path) -> None:
    claims = """
        c1 S 01 held        figure=40
        c2 S 12-31 held     figure=48
        c3 S 01 held-dead   figure=4 cohort=held
        c4 S 01 rescued     figure=7
        c5 S 01 rescued     figure=0 from=12-26
        c6 S 01 taken       figure=49 bound=<=
        c7 S 01 held-before figure=5
    """
    path = folder(tmp_path / "t", MOVEMENTS, claims)
    ran = xt("reconcile", "--ledger", path, *AFTER, "-O", "csv", "--raw")
    assert ran.code == 1
    head = "claim,source,from,to,party,kind,category,nationality,basis,measure,cohort,bound,"
    assert ran.out.splitlines()[:5] == [
        f"{head}figure,ledger,difference,status,explanation",
        "c1,S,,2024-01-01,,,,,,held,held,=,40,40,0,agrees,",
        "c2,S,,2023-12-31,,,,,,held,held,=,48,48,0,agrees,",
        "c3,S,,2024-01-01,,,,,,held-dead,held,=,4,4,0,agrees,",
        "c4,S,2023-12-20,2024-01-01,,,,,,rescued,held,=,7,7,0,agrees,",
    ]
    rows = reconciled(path)
    assert [
        (rows[n]["from"], rows[n]["ledger"], rows[n]["status"]) for n in ("c5", "c6", "c7")
    ] == [
        ("2023-12-26", "0", "agrees"),
        ("2023-12-20", "50", "differs"),
        ("2023-12-20", "5", "agrees"),
    ]
    shown = xt("claims", "c3", "c4", "--ledger", path, "-O", "csv", "--raw").rows
    assert [(row["from"], row["measure"], row["cohort"]) for row in shown] == [
        ("", "held-dead", "held"),
        ("2023-12-20", "rescued", "held"),
    ]


@pytest.mark.parametrize(
    ("more", "claim", "status", "words"),
    [
        ("m9 02 retaken h ?", "held figure=45", "undisclosed", "1 row that would count leaves the"),
        ("m9 02 retaken h ?", "held figure=39", "differs", ""),
        ("m9 02 escaped h 2+", "held figure=30", "undisclosed", "leaves the number open (m9)"),
        ("m9 02 escaped h 2+", "held figure=39", "differs", ""),
        (
            "m9 02 escaped h ?\nm8 02 retaken h ?",
            "held figure=40",
            "unreported",
            "it is open how many came in (m8) and how many left (m9)",
        ),
        ("m9 02 died h ?", "held-dead figure=4", "unreported", "how many are dead (m9)"),
        ("m9 02 retaken h ?", "held-dead figure=9", "differs", ""),
        (
            "",
            "escaped figure=1",
            "unreported",
            "nobody is recorded as escaped of the cohort held by 2024-01-30",
        ),
        ("m9 02 escaped h ?", "escaped figure=8", "undisclosed", "(m9)"),
        (
            "m9 02 escaped h 3",
            "escaped figure=3 category=man",
            "undisclosed",
            "1 row may count (m9)",
        ),
        (
            "m9 29..31 escaped h 3",
            "escaped figure=3",
            "unreported",
            "nobody is recorded as escaped",
        ),
        ("m9 02 escaped h 3", "escaped figure=4 category=man", "differs", ""),
    ],
)
def test_what_cannot_be_said_is_no_finding(
    tmp_path: Path, more: str, claim: str, status: str, words: str
) -> None:
    path = folder(tmp_path / "t", f"{MOVEMENTS}\n{more}", f"c1 S 30 {claim}")
    row = reconciled(path)["c1"]
    assert row["status"] == status
    assert words in row["explanation"]
    assert xt("reconcile", "--ledger", path, *AFTER).code == (1 if status == "differs" else 0)


def test_nobody_can_be_counted_through_who_is_not_recorded_as_taken(tmp_path: Path) -> None:
    path = folder(tmp_path / "t", "m1 12-25 rescued h 7", "c1 S 01 held figure=3")
    assert said(path) == {
        "c1": "nobody is recorded as taken or held before by 2024-01-01,"
        " so nobody can be counted through"
    }


def test_a_cohort_without_kinds_that_are_dead(tmp_path: Path) -> None:
    terms = TERMS.replace('dead   = ["body"]', "")
    path = folder(tmp_path / "t", MOVEMENTS, "c1 S 01 held-dead figure=3", terms=terms)
    assert said(path) == {"c1": "the cohort held names no kinds that are dead"}


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("01 held figure=35", "those held before are left out: 5 people fewer (m2, m3)"),
        ("01 held figure=47", "those rescued are left out of the balance: 7 people more (m4)"),
        (
            "01 held figure=48",
            "the number is that of the day before (2023-12-31): 8 people more",
        ),
        (
            "12-24 held figure=48",
            "the number is that of the day after (2023-12-25): 7 people fewer",
        ),
        ("01 held-dead figure=40", "those who are alive are counted, too"),
        ("01 held-dead figure=36", "those who are alive are counted instead"),
        ("02 held-dead figure=8", "the remains recovered are left out of the balance: 4 people"),
        ("01 recovered figure=11", "those rescued are counted, too: 7 people more (m4)"),
        ("01 taken figure=55", "those held before are counted, too: 5 people more (m2, m3)"),
        ("01 taken figure=5", "one digit of the ledger's 50 is lost"),
    ],
)
def test_a_figure_made_by_a_rule_is_explained_by_it(tmp_path: Path, claim: str, words: str) -> None:
    path = folder(tmp_path / "t", MOVEMENTS, f"c1 S {claim}")
    text = said(path)["c1"]
    assert f"comes out when {words}" in text or f"or when {words}" in text, text


def test_how_many_of_those_held_before_are_left_is_not_recorded(tmp_path: Path) -> None:
    movements = "m1 12-20 taken h 50\nm2 12-01 held-before h 3\nm3 12-21 rescued h 9"
    path = folder(tmp_path / "t", movements, "c1 S 01 held figure=38\nc2 S1 01 rescued figure=8")
    before = "those held before are left out, if {} of the 3 {} in the ledger's number (m2)"
    texts = said(path)
    assert texts["c1"].startswith(f"38 comes out when {before.format(2, 'are')}")
    assert texts["c2"].startswith(f"8 comes out when {before.format(1, 'is')}")


def test_those_who_are_dead_are_counted_or_not(tmp_path: Path) -> None:
    movements = "m1 12-20 taken h 50\nm2 12-21 died h 16"
    claims = "c1 S 01 held figure=30\nc2 S1 01 held figure=16"
    texts = said(folder(tmp_path / "t", movements, claims))
    assert texts["c1"].startswith("30 comes out when those who are dead are left out")
    assert texts["c2"].startswith("16 comes out when only those who are dead are counted")


def test_words_of_a_column_are_left_out_or_alone(tmp_path: Path) -> None:
    movements = "m1 12-20 taken h 50 man\nm2 12-20 taken h 23 woman"
    claims = "c1 S 12-22 held figure=23\nc2 S1 12-22 held figure=50"
    path = folder(tmp_path / "t", movements, claims)
    texts = said(path)
    assert "23 comes out when only category woman is counted: 50 people fewer (m1)" in texts["c1"]
    assert "50 comes out when only category man is counted: 23 people fewer (m2)" in texts["c2"]


def test_a_figure_that_no_rule_gives_is_explained_by_none(tmp_path: Path) -> None:
    path = folder(tmp_path / "t", MOVEMENTS, "c1 S 01 held figure=23\nc2 S 01 taken figure=43")
    assert all(text.startswith("no rule that stands out gives") for text in said(path).values())


def test_the_cause_of_figures_that_leave_out_those_held_before() -> None:
    """76 was published for 7 February 2025, of the 251 alone."""
    path = Path(__file__).parents[2] / "data" / "jan2025"
    ran = xt("reconcile", "h03", "--ledger", path, "--at", "2025-03-02T00:00Z", "-O", "csv")
    (row,) = ran.rows
    assert (row["figure"], row["ledger"], row["status"]) == ("76", "79", "differs")
    assert row["explanation"].startswith(
        "76 comes out when those held before are left out, if 3 of the 4 are in the ledger's number"
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
