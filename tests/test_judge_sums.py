"""The sums of a verdict: what is due, what is carried, what is applied (ledger.md, section 3)."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.truces import AFTER, CASES, HEAD, days, judged, lines, owes, phase, table, write

FIVE_DAYS = """
    01 a h 5
    02 a h 3
    03 a h 1
    04 a h 0
    05 a h 8
"""
CARRIED = {
    "none": """
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 3        0       5         0           0         2       0       met
        02   02 3        0       3         0           0         0       0       met
        03   03 3        0       1         0           2         0       0       short
        04   04 3        0       0         0           3         0       0       short
        05   05 3        0       8         0           0         5       0       met
    """,
    "surplus": """
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 3        0       5         0           0         2       2       met
        02   02 3        2       3         0           0         0       2       met
        03   03 3        2       1         2           0         0       0       credited
        04   04 3        0       0         0           3         0       0       short
        05   05 3        0       8         0           0         5       5       met
    """,
    "shortfall": """
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 3        0       5         0           0         2       0       met
        02   02 3        0       3         0           0         0       0       met
        03   03 3        0       1         0           2         0       -2      short
        04   04 3        -2      0         0           5         0       -5      short
        05   05 3        -5      8         0           0         0       0       met
    """,
    "both": """
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 3        0       5         0           0         2       2       met
        02   02 3        2       3         0           0         0       2       met
        03   03 3        2       1         2           0         0       0       credited
        04   04 3        0       0         0           3         0       -3      short
        05   05 3        -3      8         0           0         2       2       met
    """,
}


def test_a_row_names_its_reading_obligation_party_and_period(tmp_path: Path) -> None:
    terms = (
        HEAD + phase("p", 1, 2) + owes("o", "a", "at_least = 2") + owes("q", "b", "at_least = 1")
    )
    folder = write(tmp_path, terms, "01 a h 3\n02 a h 1\n01 b h 1")
    ran = xt("check", "--ledger", folder, "--at", AFTER, "-O", "csv")
    header, *rows = ran.out.splitlines()
    assert header == (
        "reading,obligation,party,from,to,required,brought,delivered,credit_used,shortfall,"
        "surplus,carried,status,shortfall_least,shortfall_most"
    )
    assert rows == [
        "as-written,o,a,2024-01-01,2024-01-01,2,0,3,0,0,1,0,met,0,0",
        "as-written,o,a,2024-01-02,2024-01-02,2,0,1,0,1,0,0,short,1,1",
        "as-written,q,b,2024-01-01,2024-01-01,1,0,1,0,0,0,0,met,0,0",
        "as-written,q,b,2024-01-02,2024-01-02,1,0,0,0,1,0,0,unreported,0,1",
    ]
    assert (ran.code, ran.err) == (1, "")


@pytest.mark.parametrize("carry", CARRIED)
def test_a_surplus_and_a_shortfall_are_carried_only_where_the_terms_say_so(
    tmp_path: Path, carry: str
) -> None:
    terms = days(5) + owes("o", "a", f'at_least = 3\ncarry = "{carry}"')
    assert judged(write(tmp_path, terms, FIVE_DAYS)) == table(CARRIED[carry])


def test_nothing_is_carried_where_the_terms_do_not_speak_of_it(tmp_path: Path) -> None:
    terms = days(5) + owes("o", "a", "at_least = 3")
    assert judged(write(tmp_path, terms, FIVE_DAYS)) == table(CARRIED["none"])


@pytest.mark.parametrize(
    ("carry", "applied"),
    [
        ("none", "5 3 1 0 8"),
        ("surplus", "3 3 3 0 3"),
        ("shortfall", "5 3 1 0 8"),
        ("both", "3 3 3 0 6"),
    ],
)
def test_people_in_a_surplus_that_is_carried_are_applied_when_their_credit_is_used(
    tmp_path: Path, carry: str, applied: str
) -> None:
    terms = days(5) + owes("o", "a", f'at_least = 3\ncarry = "{carry}"')
    terms += owes("q", "b", 'for_each = [{ obligation = "o", owed = 1 }]')
    folder = write(tmp_path, terms, FIVE_DAYS)
    assert judged(folder, "--obligation", "q", columns="required") == ["required", *applied.split()]


@pytest.mark.parametrize(
    ("carry_days", "served"), [(0, []), (1, [2]), (2, [2, 3]), (3, [2, 3, 4]), (None, [2, 3, 4, 5])]
)
def test_a_credit_lapses_when_the_day_it_would_serve_starts_too_long_after(
    tmp_path: Path, carry_days: int | None, served: list[int]
) -> None:
    limit = "" if carry_days is None else f"carry_days = {carry_days}"
    terms = days(5) + owes("o", "a", f'at_least = 2\ncarry = "surplus"\n{limit}')
    for day in range(2, 6):
        counts = {1: 3, day: 1}
        releases = "\n".join(f"0{n} a h {counts.get(n, 2)}" for n in range(1, 6))
        rows = judged(write(tmp_path, terms, releases), columns="from brought status")
        expected = "1 credited" if day in served else "0 short"
        assert rows[day] == f"0{day} {expected}"


def test_a_lapsed_credit_is_in_no_sum_after_it_has_lapsed(tmp_path: Path) -> None:
    terms = days(4) + owes("o", "a", 'at_least = 2\ncarry = "both"\ncarry_days = 1')
    assert judged(write(tmp_path, terms, "01 a h 5\n02 a h 3\n03 a h 1\n04 a h 3")) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 2        0       5         0           0         3       3       met
        02   02 2        3       3         0           0         1       4       met
        03   03 2        1       1         1           0         0       0       credited
        04   04 2        0       3         0           0         1       1       met
    """)


@pytest.mark.parametrize(("carry_days", "second"), [(0, "0 short"), (1, "1 credited")])
def test_the_days_of_a_credit_run_from_the_end_of_its_week_to_the_start_of_the_next(
    tmp_path: Path, carry_days: int, second: str
) -> None:
    more = f'at_least = 2\nper = "week"\ncarry = "surplus"\ncarry_days = {carry_days}'
    folder = write(tmp_path, days(14) + owes("o", "a", more), "01 a h 3\n14 a h 1")
    assert judged(folder, columns="from to brought status") == [
        "from to brought status",
        "01 07 0 met",
        f"08 14 {second}",
    ]


def test_credit_is_used_oldest_first(tmp_path: Path) -> None:
    terms = days(5) + owes("o", "a", 'at_least = 2\ncarry = "surplus"\ncarry_days = 2')
    assert judged(write(tmp_path, terms, "01 a h 3\n02 a h 4\n03 a h 0\n04 a h 1\n05 a h 1")) == (
        table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 2        0       3         0           0         1       1       met
        02   02 2        1       4         0           0         2       3       met
        03   03 2        3       0         2           0         0       1       credited
        04   04 2        1       1         1           0         0       0       credited
        05   05 2        0       1         0           1         0       0       short
    """)
    )


def test_credit_of_several_days_adds_up_and_never_lapses_without_a_limit(tmp_path: Path) -> None:
    terms = days(20) + owes("o", "a", 'at_least = { DATES }\ncarry = "surplus"')
    dates = ", ".join(f"2024-01-{day:02} = 2" for day in (1, 2, 18, 19, 20))
    releases = "01 a h 3\n02 a h 4\n18 a h 0\n19 a h 1\n20 a h 1"
    assert judged(write(tmp_path, terms.replace("DATES", dates), releases)) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 2        0       3         0           0         1       1       met
        02   02 2        1       4         0           0         2       3       met
        18   18 2        3       0         2           0         0       1       credited
        19   19 2        1       1         1           0         0       0       credited
        20   20 2        0       1         0           1         0       0       short
    """)


def test_arrears_never_lapse(tmp_path: Path) -> None:
    terms = days(4) + owes("o", "a", 'at_least = 2\ncarry = "both"\ncarry_days = 0')
    assert judged(write(tmp_path, terms, "01 a h 1\n02 a h 2\n03 a h 2\n04 a h 3")) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 2        0       1         0           1         0       -1      short
        02   02 2        -1      2         0           1         0       -1      short
        03   03 2        -1      2         0           1         0       -1      short
        04   04 2        -1      3         0           0         0       0       met
    """)


def test_carrying_runs_across_phases_and_the_days_between_them(tmp_path: Path) -> None:
    terms = HEAD + phase("late", 4, 4) + phase("early", 1, 1)
    terms += owes("o", "a", 'at_least = 2\nphases = ["late", "early"]\ncarry = "surplus"')
    folder = write(tmp_path, terms, "01 a h 3\n02 a h 9\n04 a h 1")
    assert judged(folder) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 2        0       3         0           0         1       1       met
        04   04 2        1       1         1           0         0       0       credited
    """)


def test_an_obligation_never_lends_to_another(tmp_path: Path) -> None:
    terms = days(2) + owes("o", "a", 'at_least = 1\ncarry = "both"')
    terms += owes("q", "a", 'at_least = 1\ncounts = { kind = "r" }\ncarry = "both"')
    folder = write(tmp_path, terms, "01 a h 5\n01 a r 0\n02 a h 0\n02 a r 1")
    assert judged(folder, columns="obligation from brought delivered carried status") == table("""
        obligation from brought delivered carried status
        o          01   0       5         4       met
        o          02   4       0         3       credited
        q          01   0       0         -1      short
        q          02   -1      1         -1      short
    """)


def test_a_row_brings_forward_the_arrears_of_the_best_case_and_the_worst_case_has_its_own(
    tmp_path: Path,
) -> None:
    terms = days(6) + owes("o", "a", 'at_least = 2\ncarry = "shortfall"')
    folder = write(tmp_path, terms, "02 a h 1\n04 a h 0\n04 a h ?\n05 a h 2\n06 a h 1")
    # Worst arrears: 2, 3, 5, 7, 7. Best: the first delivers its 2, the fourth all that is due.
    assert judged(folder, at="2024-01-06T12:00:00Z", columns=CASES)[1:] == table("""
        01 01 2 0  0 0 2 0 0  unreported  0 2
        02 02 2 0  1 0 1 0 -1 short       1 3
        03 03 2 -1 0 0 3 0 -1 unreported  1 5
        04 04 2 -1 0 0 3 0 0  undisclosed 0 7
        05 05 2 0  2 0 0 0 0  undisclosed 0 7
        06 06 2 0  1 0 1 0 -1 pending     1 8
    """)


def test_arrears_paid_for_sure_are_paid_in_both_cases(tmp_path: Path) -> None:
    terms = days(3) + owes("o", "a", 'at_least = 5\ncarry = "shortfall"')
    folder = write(tmp_path, terms, "01 a h 0\n02 a h 7\n02 a h ?\n03 a h 6")
    assert judged(folder, at="2024-01-03T00:00:00Z", columns=CASES)[1:] == table("""
        01 01 5 0  0 0 5 0 -5 short       5 5
        02 02 5 -5 7 0 3 0 0  undisclosed 0 3
        03 03 5 0  6 0 0 1 0  pending     0 2
    """)


def test_an_amount_of_zero_is_met_by_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, days(1) + owes("o", "a", "at_least = 0"), "")
    assert judged(folder) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 0        0       0         0           0         0       0       met
    """)


def test_several_parties_owe_together(tmp_path: Path) -> None:
    terms = days(3) + owes("o", "X", "at_least = 3").replace('"X"', '["b", "a"]')
    folder = write(tmp_path, terms, "01 a h 1\n01 b h 2\n02 b h 1\n03 a r 5")
    ran = xt("check", "--ledger", folder, "--at", AFTER, "-O", "csv")
    assert lines(ran, "party from delivered shortfall status") == table("""
        party from delivered shortfall status
        b;a   01   3         0         met
        b;a   02   1         2         short
        b;a   03   0         3         unreported
    """)
