"""The naive reference on tiny truces, against tables worked out by hand from the contract."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from . import naive
from .short_rows import short

AFTER = datetime(2026, 1, 1, tzinfo=UTC)

HEAD = 'title = "t"\ntimezone = "UTC"\n[parties]\na = "A"\nb = "B"\n'
ONE_PHASE = HEAD + '[[phases]]\nname = "p"\nfrom = 2024-01-01\nto = 2024-01-{last}\n'
DAILY = """
[[obligations]]
id = "o"
party = "a"
counts = {{ kind = "h" }}
at_least = {at_least}
per = "day"
carry = "{carry}"
"""
IN_RETURN = """
[[obligations]]
id = "in-return"
party = "b"
counts = { kind = "p" }
for_each = [{ obligation = "o", owed = 2 }]
per = "phase"
"""


def write(folder: Path, terms: str, releases: str, claims: str = "") -> Path:
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    (folder / "releases.csv").write_text(releases, encoding="utf-8")
    if claims:
        (folder / "claims.csv").write_text(claims, encoding="utf-8")
    return folder


def test_credit_and_arrears_are_carried_and_a_credit_lapses(tmp_path: Path) -> None:
    terms = (
        ONE_PHASE.format(last="05")
        + DAILY.format(at_least=3, carry="both")
        + "carry_days = 2\n"
        + IN_RETURN
        + "[readings.r]\ntitle = 'R'\nheld_by = 'r'\n[readings.r.obligations.o]\ncarry_days = 1\n"
    )
    releases = (
        "party,kind,count,day\n"
        "a,h,5,2024-01-01\na,h,3,2024-01-02\na,h,1,2024-01-03\na,h,0,2024-01-04\na,h,8,2024-01-05\n"
        "b,p,30,2024-01-03\n"
    )
    rows = naive.check(write(tmp_path, terms, releases), AFTER)
    assert short(rows, "o") == [
        "01 3 0 5 0 0 2 2 met",
        "02 3 2 3 0 0 0 2 met",
        "03 3 2 1 2 0 0 0 credited",
        "04 3 0 0 0 3 0 -3 short",
        "05 3 -3 8 0 0 2 2 met",
    ]
    assert short(rows, "in-return") == ["05 30 0 30 0 0 0 0 met"]
    assert short(rows, "o", "r") == [
        "01 3 0 5 0 0 2 2 met",
        "02 3 2 3 0 0 0 2 met",
        "03 3 0 1 0 2 0 -2 short",
        "04 3 -2 0 0 5 0 -5 short",
        "05 3 -5 8 0 0 0 0 met",
    ]
    assert short(rows, "in-return", "r") == ["05 30 0 30 0 0 0 0 met"]


def test_an_undisclosed_or_unknown_number_reaches_as_far_as_credit_and_what_is_owed(
    tmp_path: Path,
) -> None:
    terms = (
        ONE_PHASE.format(last="04")
        + DAILY.format(at_least=2, carry="surplus").replace('"h"', '"h", nationality = "X"')
        + "carry_days = 1\n"
        + IN_RETURN.replace('"phase"', '"day"').replace("owed = 2", "owed = 1")
    )
    releases = (
        "day,party,kind,count,nationality\n"
        "2024-01-01,a,h,3,X\n2024-01-01,a,h,?,Y; X\n"
        "2024-01-02,a,h,1,X\n"
        "2024-01-03,a,h,1,X\n2024-01-03,a,h,2,\n"
        "2024-01-04,a,h,1,X\n2024-01-04,a,h,0,\n"
        "2024-01-01,b,p,5,\n2024-01-02,b,p,1,\n2024-01-03,b,p,1,\n"
    )
    rows = naive.check(write(tmp_path, terms, releases), AFTER)
    assert short(rows, "o") == [
        "01 2 0 3 0 0 1 1 met",
        "02 2 1 1 1 0 0 0 credited",
        "03 2 0 1 0 1 0 0 undisclosed",
        "04 2 0 1 0 1 0 0 undisclosed",
    ]
    assert short(rows, "in-return") == [
        "01 2 0 5 0 0 3 0 undisclosed",
        "02 2 0 1 0 1 0 0 short",
        "03 1 0 1 0 0 0 0 undisclosed",
        "04 1 0 0 0 1 0 0 unreported",
    ]


def test_days_unreported_or_not_over_add_no_arrears_of_their_own(tmp_path: Path) -> None:
    terms = ONE_PHASE.format(last="05") + DAILY.format(at_least=2, carry="shortfall")
    releases = (
        "day,at,party,kind,count\n"
        "2024-01-01,,a,h,1\n2024-01-03,,a,h,2\n,2024-01-04T18:00:00Z,a,h,9\n2024-01-02,,a,x,9\n"
    )
    folder = write(tmp_path, terms, releases)
    rows = naive.check(folder, datetime(2024, 1, 4, 12, tzinfo=UTC), all_=True)
    assert short(rows, "o") == [
        "01 2 0 1 0 1 0 -1 short",
        "02 2 -1 0 0 3 0 -1 unreported",
        "03 2 -1 2 0 1 0 -1 short",
        "04 2 -1 0 0 3 0 -1 pending",
        "05 2 - - - - - - upcoming",
    ]
    assert len(naive.check(folder, datetime(2024, 1, 4, 18, tzinfo=UTC))) == 4
    assert short(naive.check(folder, datetime(2024, 1, 4, 18, tzinfo=UTC)), "o")[3] == (
        "04 2 -1 9 0 0 6 0 met"
    )


def test_what_days_apply_is_owed_by_the_week(tmp_path: Path) -> None:
    terms = ONE_PHASE.format(last="09") + IN_RETURN.replace('"phase"', '"week"')
    terms += DAILY.format(at_least=1, carry="none")
    releases = (
        "day,party,kind,count\n2024-01-01,a,h,1\n2024-01-07,a,h,3\n2024-01-08,a,h,2\n"
        "2024-01-03,b,p,8\n2024-01-09,b,p,3\n"
    )
    rows = naive.check(write(tmp_path, terms, releases), AFTER)
    assert short(rows, "in-return") == ["07 8 0 8 0 0 0 0 met", "09 4 0 3 0 1 0 0 short"]


def test_deadlines_close_at_their_dates_and_leave_the_days_after_the_last(tmp_path: Path) -> None:
    terms = ONE_PHASE.format(last="07") + DAILY.format(
        at_least="{ 2024-01-05 = 1, 2024-01-03 = 2 }", carry="none"
    ).replace('"day"', '"deadline"')
    releases = "\ufeffday,party,kind,count\r\n2024-01-02,a,h,2\r\n2024-01-06,a,h,1\r\n"
    rows = naive.check(write(tmp_path, terms, releases), AFTER)
    assert [(row["from"], row["to"], row["status"]) for row in rows] == [
        ("2024-01-01", "2024-01-03", "met"),
        ("2024-01-04", "2024-01-05", "unreported"),
    ]


def test_readings_combine_in_order_and_a_void_is_undone(tmp_path: Path) -> None:
    terms = ONE_PHASE.format(last="02") + DAILY.format(at_least=9, carry="none") + IN_RETURN
    for name, body in {
        "none": "[readings.none.obligations.o]\nvoid = true\n",
        "total": '[readings.total.obligations.o]\nper = "phase"\nat_least = { p = 4 }\n',
        "both": 'combines = ["total", "none"]\n',
        "again": 'combines = ["both"]\n[readings.again.obligations.o]\nvoid = false\n',
    }.items():
        terms += f"[readings.{name}]\ntitle = 't'\nheld_by = 'h'\n{body}"
    releases = "day,party,kind,count\n2024-01-01,a,h,5\n2024-01-01,b,p,7\n"
    rows = naive.check(write(tmp_path, terms, releases), AFTER)
    assert short(rows, "o", "both") == []
    assert short(rows, "in-return", "both") == ["02 0 0 7 0 0 7 0 met"]
    assert short(rows, "o", "again") == ["02 4 0 5 0 0 1 0 met"]
    assert short(rows, "in-return", "again") == ["02 10 0 7 0 3 0 0 short"]


@pytest.mark.parametrize(
    ("day_starts", "day", "last_before", "first_in"),
    [
        ("02:30", "2024-03-29", "2024-03-29T03:29:59+03:00", "2024-03-29T03:30:00+03:00"),
        ("01:30", "2023-10-29", "2023-10-29T01:29:59+03:00", "2023-10-29T01:30+03:00"),
        ("01:30", "2023-10-29", "2023-10-28T22:29:59Z", "2023-10-29T01:30:00+02:00"),
    ],
)
def test_a_truce_day_begins_by_the_clock_even_where_the_clock_changes(
    tmp_path: Path, day_starts: str, day: str, last_before: str, first_in: str
) -> None:
    terms = (
        f'title = "t"\ntimezone = "Asia/Jerusalem"\nday_starts = "{day_starts}"\n'
        f'[parties]\na = "A"\n[[phases]]\nname = "p"\nfrom = {day}\nto = {day}\n'
    )
    releases = f"party,kind,count,at\na,h,1,{last_before}\na,h,10,{first_in}\n"
    rows = naive.totals(write(tmp_path, terms, releases), AFTER)
    assert [row["count"] for row in rows] == ["10"]


def test_totals_tell_no_record_from_zero_and_from_undisclosed(tmp_path: Path) -> None:
    releases = (
        "day,party,kind,count,basis\n2024-01-01,a,h,2,\n2024-01-03,a,p,?,\n2024-01-03,a,h,1,other\n"
        "2023-12-31,a,h,9,\n2024-01-05,a,remains,9,\n"
    )
    folder = write(tmp_path, ONE_PHASE.format(last="04"), releases)
    at = datetime(2024, 1, 3, 0, tzinfo=UTC)
    assert [",".join(row.values()) for row in naive.totals(folder, at)] == [
        "2024-01-01,a,h,2,2,0,0",
        "2024-01-01,a,p,0,0,0,0",
        "2024-01-02,a,h,,2,0,0",
        "2024-01-02,a,p,,0,0,0",
        "2024-01-03,a,h,1,3,0,0",
        "2024-01-03,a,p,0,0,1,1",
    ]
    rows = naive.totals(folder, at, ("basis",), date(2023, 12, 31), date(2024, 1, 1))
    assert [",".join(row.values()) for row in rows] == [
        "2023-12-31,a,agreement,9,9,0,0",
        "2024-01-01,a,agreement,2,11,0,0",
    ]


def test_claims_agree_differ_or_cannot_be_compared(tmp_path: Path) -> None:
    releases = (
        "day,party,kind,count,category\n2024-01-01,a,h,19,woman\n2024-01-02,a,h,?,\n"
        "2024-01-02,a,p,3,man\n"
    )
    claims = (
        "id,source,to,from,party,kind,category,bound,figure\n"
        ",S,2024-01-01,,a,h,,,19\n"
        "c2,S,2024-01-01,,a,h,,~,20\n"
        ",S,2024-01-01,,a; b,h,,~,21\n"
        ",S,2024-01-02,,,h,,,20\n"
        ",S,2024-01-02,2024-01-02,,h,man,,0\n"
        ",S,2024-01-02,2024-01-02,b,,,,0\n"
        ",S,2024-01-02,,,,,<=,22\n"
        ",S,2024-01-02,,,,,>=,23\n"
        ",S,2024-01-02,,,,woman,>=,20\n"
    )
    folder = write(tmp_path, ONE_PHASE.format(last="04"), releases, claims)
    rows = naive.reconcile(folder, AFTER)
    keys = ("claim", "from", "party", "bound", "ledger", "difference", "status")
    assert [",".join(row[key] for key in keys) for row in rows] == [
        "c1,2024-01-01,a,=,19,0,agrees",
        "c2,2024-01-01,a,~,19,1,agrees",
        "c3,2024-01-01,a;b,~,19,2,differs",
        "c4,2024-01-01,,=,19,1,undisclosed",
        "c5,2024-01-02,,=,0,0,agrees",
        "c6,2024-01-02,b,=,,,unreported",
        "c7,2024-01-01,,<=,22,0,agrees",
        "c8,2024-01-01,,>=,22,1,undisclosed",
        "c9,2024-01-01,,>=,19,1,differs",
    ]
