"""The periods that an obligation is judged over (ledger.md, section 2.1, `per`)."""

from pathlib import Path

import pytest

from tests.truces import AFTER, HEAD, days, judged, owes, phase, reading, table, write

PHASES = HEAD + phase("p", 1, 9) + phase("q", 12, 13)


def spans(folder: Path) -> list[str]:
    """First day, last day and required of each period."""
    return judged(folder, "--all", at="2023-01-01T00:00:00Z", columns="from to required")[1:]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ('per = "phase"\nat_least = 4', ["01 09 4", "12 13 4"]),
        ('per = "phase"\nat_least = 4\nphases = ["q"]', ["12 13 4"]),
        ('per = "phase"\nat_least = 4\nphases = ["q", "p"]', ["01 09 4", "12 13 4"]),
        ('per = "phase"\nat_least = { q = 2, p = 1 }', ["01 09 1", "12 13 2"]),
        ('per = "phase"\nat_least = { q = 2 }', ["12 13 2"]),
        ('per = "week"\nat_least = 4', ["01 07 4", "08 09 4", "12 13 4"]),
        ('per = "day"\nat_least = 4\nphases = ["q"]', ["12 12 4", "13 13 4"]),
        ('per = "day"\nat_least = { 2024-01-12 = 2, 2024-01-03 = 1 }', ["03 03 1", "12 12 2"]),
        (
            'per = "deadline"\nat_least = { 2024-01-05 = 2, 2024-01-03 = 1, 2024-01-13 = 3 }',
            ["01 03 1", "04 05 2", "12 13 3"],
        ),
        ('per = "deadline"\nat_least = { 2024-01-01 = 1, 2024-01-09 = 2 }', ["01 01 1", "02 09 2"]),
        ('per = "phase"\nat_least = 4\nfrom = 2024-01-02\nto = 2024-01-12', ["02 12 4"]),
        (
            'per = "week"\nat_least = 4\nfrom = 2024-01-02\nto = 2024-01-16',
            ["02 08 4", "09 15 4", "16 16 4"],
        ),
        (
            'per = "deadline"\nat_least = { 2024-01-10 = 4 }\nfrom = 2024-01-08\nto = 2024-01-12',
            ["08 10 4"],
        ),
    ],
)
def test_the_periods_of_an_obligation(tmp_path: Path, more: str, expected: list[str]) -> None:
    assert spans(write(tmp_path, PHASES + owes("o", "a", more), "")) == expected


def test_an_amount_for_each_has_no_number_before_its_period_begins(tmp_path: Path) -> None:
    more = 'per = "week"\nfor_each = [{ counts = { kind = "r" }, owed = 1 }]\nphases = ["p"]'
    assert spans(write(tmp_path, PHASES + owes("o", "a", more), "")) == ["01 07 -", "08 09 -"]


def test_both_ends_of_a_period_belong_to_it_and_no_day_beside_it(tmp_path: Path) -> None:
    more = 'per = "deadline"\nat_least = { 2024-01-05 = 1, 2024-01-07 = 1 }'
    releases = "\n".join(f"0{day} a h {10 ** (day - 1)}" for day in range(1, 10))
    folder = write(tmp_path, PHASES + owes("o", "a", more), releases)
    assert judged(folder, columns="from to delivered")[1:] == ["01 05 11111", "06 07 1100000"]


def test_the_days_between_phases_belong_to_no_period(tmp_path: Path) -> None:
    terms = PHASES + owes("o", "a", 'per = "phase"\nat_least = 1')
    folder = write(tmp_path, terms, "09 a h 1\n10 a h 10\n11 a h 100\n12 a h 1000")
    assert judged(folder, columns="delivered")[1:] == ["1", "1000"]


def test_a_deadline_carries_to_the_next_in_another_phase(tmp_path: Path) -> None:
    more = 'per = "deadline"\nat_least = { 2024-01-03 = 2, 2024-01-12 = 2 }\ncarry = "both"'
    folder = write(tmp_path, PHASES + owes("o", "a", more), "02 a h 3\n05 a h 9\n12 a h 1")
    assert judged(folder) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   03 2        0       3         0           0         1       1       met
        12   12 2        1       1         1           0         0       0       credited
    """)


def test_a_reading_may_judge_by_other_periods(tmp_path: Path) -> None:
    terms = days(2) + owes("o", "a", "at_least = 2")
    terms += reading("whole", "o", 'per = "phase"\nat_least = 4')
    folder = write(tmp_path, terms, "01 a h 3\n02 a h 1")
    assert judged(folder, columns="reading from to status") == table("""
        reading    from to status
        as-written 01   01 met
        as-written 02   02 short
        whole      01   02 met
    """)


@pytest.mark.parametrize("per", ["day", "week", "phase"])
def test_the_last_days_of_the_calendar_can_be_judged(tmp_path: Path, per: str) -> None:
    terms = HEAD + '[[phases]]\nname = "p"\nfrom = 9999-12-29\nto = 9999-12-31\n'
    folder = write(tmp_path, terms + owes("o", "a", f'per = "{per}"\nat_least = 1'), "")
    assert judged(folder, "--all", at=AFTER, columns="to status")[-1] == "9999-12-31 upcoming"
    last = judged(folder, at="9999-12-31T23:59:59Z", columns="to status")[-1]
    assert last.startswith("9999-12-31 ")


def test_a_deadline_on_the_last_day_of_the_calendar_closes_its_period(tmp_path: Path) -> None:
    terms = HEAD + '[[phases]]\nname = "p"\nfrom = 9999-12-29\nto = 9999-12-31\n'
    terms += owes("o", "a", 'per = "deadline"\nat_least = { 9999-12-30 = 1, 9999-12-31 = 2 }')
    folder = write(tmp_path, terms, "")
    assert judged(folder, "--all", at=AFTER, columns="from to required")[1:] == [
        "9999-12-29 9999-12-30 1",
        "9999-12-31 9999-12-31 2",
    ]


def test_the_first_days_that_are_taken_can_be_judged(tmp_path: Path) -> None:
    terms = HEAD.replace("UTC", "Asia/Tokyo")
    terms += '[[phases]]\nname = "p"\nfrom = 1800-01-01\nto = 1800-01-02\n'
    folder = write(tmp_path, terms + owes("o", "a", "at_least = 1"), "")
    rows = judged(folder, at="1800-01-01T00:00:00Z", columns="from status")[1:]
    assert rows == ["1800-01-01 pending"]
    assert judged(folder, columns="from status")[1:] == [
        "1800-01-01 unreported",
        "1800-01-02 unreported",
    ]
