"""`totals`, `reconcile` and `extension` (section 4), by hand."""

from datetime import date

import pytest

from tests.naive import Truce, extension, load, reconcile, totals
from tests.naive.literal import HEAD, LATER, OPEN, SECOND, lines, moment, write_truce
from tests.naive.rows import Row

OBLIGATION = """
    [[obligations]]
    id = "x"
    party = "a"
    counts = { kind = "hostage" }
    at_least = 10
    per = "day"
"""
FREED = """
    day        until      party kind     nationality    count
    2023-11-20 -          a     hostage  -              1
    2023-11-24 -          a     hostage  Russian;Israeli 2
    2023-11-24 2023-11-25 a     hostage  Israeli;Russian ?
    2023-11-26 -          b;a   prisoner -              7+
    2023-11-30 -          a     hostage  -              4
"""


def show(rows: list[Row]) -> str:
    return "\n".join(
        " ".join(value.removeprefix("2023-") or "-" for value in row.values()) for row in rows
    )


def test_totals_have_a_row_for_each_group_on_each_of_the_truces_days() -> None:
    truce = write_truce(OBLIGATION, FREED, phases=SECOND)
    assert show(totals(truce, LATER)) == lines("""
        11-24 a   hostage  2 2 0 0
        11-24 a;b prisoner - 0 0 0
        11-25 a   hostage  0 2 1 1
        11-25 a;b prisoner - 0 0 0
        11-26 a   hostage  - 2 0 1
        11-26 a;b prisoner 7 7 1 1
        11-27 a   hostage  - 2 0 1
        11-27 a;b prisoner - 7 0 1
        11-28 a   hostage  - 2 0 1
        11-28 a;b prisoner - 7 0 1
        11-29 a   hostage  - 2 0 1
        11-29 a;b prisoner - 7 0 1
        11-30 a   hostage  4 6 0 1
        11-30 a;b prisoner - 7 0 1
    """)


def test_a_later_from_only_leaves_rows_out_and_an_earlier_one_widens_the_days() -> None:
    truce = write_truce(OBLIGATION, FREED, phases=SECOND)
    by: tuple[str, ...] = ("nationality", "basis")
    late = totals(truce, LATER, by, date(2023, 11, 25), date(2023, 11, 25))
    assert show(late) == "11-25 a Israeli;Russian agreement 0 2 1 1"
    early = totals(truce, LATER, (), date(2023, 11, 20), date(2023, 11, 21))
    assert show(early) == lines("""
        11-20 a 1 1 0 0
        11-21 a - 1 0 0
    """)


def test_a_group_is_0_on_a_day_on_which_its_party_has_another_entry() -> None:
    freed = """
        day        party kind    category count
        2023-11-24 a     hostage -        2
        2023-11-24 a     hostage woman    3
        2023-11-25 a     hostage woman    1
    """
    rows = totals(write_truce(OBLIGATION, freed), moment("11-25T08:00"), ("category",))
    assert show(rows) == lines("""
        11-24 a -     2 2 0 0
        11-24 a woman 3 3 0 0
        11-25 a -     0 2 0 0
        11-25 a woman 1 4 0 0
    """)


def test_without_an_end_the_days_run_to_the_moment() -> None:
    truce = write_truce(OBLIGATION, FREED, phases=OPEN)
    assert totals(truce, moment("12-03T06:00"))[-1]["day"] == "2023-12-02"
    assert totals(truce, moment("11-25T06:00"))[-1]["day"] == "2023-11-24"


@pytest.mark.parametrize(
    ("claim", "row"),
    [
        # from to party kind nationality bound figure
        ("- 2023-11-24 a hostage - - 2", "11-24 11-24 2 0 agrees"),
        ("- 2023-11-25 a hostage - = 3", "11-24 11-25 2 1 undisclosed"),
        ("- 2023-11-25 a hostage - - 1", "11-24 11-25 2 -1 differs"),
        ("- 2023-11-24 a hostage - - 3", "11-24 11-24 2 1 undisclosed"),  # may lie in it
        ("2023-11-30 2023-11-30 a hostage Thai - 4", "11-30 11-30 0 4 undisclosed"),
        ("2023-11-30 2023-11-30 a hostage Thai - 5", "11-30 11-30 0 5 differs"),
        ("2023-11-30 2023-11-30 a hostage Thai ~ 4", "11-30 11-30 0 4 undisclosed"),
        ("2023-11-30 2023-11-30 a hostage Thai >= 0", "11-30 11-30 0 0 agrees"),
        ("2023-11-30 2023-11-30 a hostage Thai >= 4", "11-30 11-30 0 4 undisclosed"),
        ("2023-11-30 2023-11-30 - hostage - <= 3", "11-30 11-30 4 -1 differs"),
        ("2023-11-26 2023-11-26 a prisoner - - 7", "11-26 11-26 0 7 undisclosed"),
        ("2023-11-26 2023-11-26 a;b prisoner - - 7", "11-26 11-26 7 0 agrees"),
        ("2023-11-26 2023-11-26 b hostage - - 7", "11-26 11-26 - - unreported"),
        ("2023-11-27 2023-11-29 - - - - 0", "11-27 11-29 - - unreported"),
    ],
)
def test_a_claim_is_laid_beside_the_ledger(claim: str, row: str) -> None:
    truce = write_truce(
        OBLIGATION,
        FREED,
        f"source from to party kind nationality bound figure\nbbc {claim}",
        phases=SECOND,
    )
    (only,) = reconcile(truce, LATER)
    keys = ("from", "to", "ledger", "difference", "status")
    assert show([{key: only[key] for key in keys}]) == row
    assert only["claim"] == "c1"
    assert only["bound"] in {"=", ">=", "<=", "~"}


@pytest.mark.parametrize(
    ("figure", "status"),
    [(100, "agrees"), (105, "agrees"), (106, "differs"), (95, "differs"), (96, "agrees")],
)
def test_about_is_within_5_percent_of_the_figure(figure: int, status: str) -> None:
    # 5 % of 105 is 5.25, of 106 5.3, of 95 4.75, of 96 4.8.
    truce = write_truce(
        OBLIGATION,
        "day party kind count\n2023-11-24 a hostage 100",
        f"source to bound figure\nbbc 2023-11-24 ~ {figure}",
    )
    (row,) = reconcile(truce, LATER)
    assert row["status"] == status


EXTENSION = """
    [extension]
    obligations = ["x"]
    after = 30
    each = 10
    adds_days = 1
    at_most_days = 6
    first_days = 4
"""


def counted(people: int, carry: str = "") -> Truce:
    freed = f"""
        day        party kind    count
        2023-11-24 a     hostage 10
        2023-11-25 a     hostage {people}
        2023-11-26 a     hostage 2+
    """
    return write_truce(OBLIGATION + carry + EXTENSION, freed)


def test_an_extension_is_earned_by_the_least_applied() -> None:
    assert show(extension(counted(8), LATER)) == "as-written 20 4 4 20"
    assert show(extension(counted(37), LATER)) == "as-written 49 5 4 1"
    assert show(extension(counted(38), LATER)) == "as-written 50 6 4 -"
    assert show(extension(counted(99), LATER)) == "as-written 111 6 4 -"
    # Only ten a day are applied; the credit of 28 fills the 26th and the 27th.
    assert show(extension(counted(38, 'carry = "surplus"'), LATER)) == "as-written 40 5 4 10"


def test_a_folder_is_read_from_disk(tmp_path: object) -> None:
    from pathlib import Path  # noqa: PLC0415

    assert isinstance(tmp_path, Path)
    (tmp_path / "terms.toml").write_text("\ufeff" + HEAD + OBLIGATION, encoding="utf-8")
    (tmp_path / "releases.csv").write_bytes(
        b"\xef\xbb\xbfday,party,kind,count\r\n2023-11-24, a ; b ,hostage,4+\r\n"
    )
    (entry,) = load(tmp_path).entries
    assert (entry.party, entry.least, entry.open, entry.basis) == (
        ("a", "b"),
        4,
        True,
        ("agreement",),
    )
