"""The table of section 3, one obligation at a time; every row is computed by hand."""

from tests.naive.literal import lines, moment, show, write_truce

FREED = """
day        party kind    count
2023-11-24 a     hostage 13
2023-11-25 a     hostage 8
2023-11-27 a     hostage 9
"""


def obligation(keys: str) -> str:
    return f"""
        [[obligations]]
        id = "x"
        party = "a"
        counts = {{ kind = "hostage" }}
        {keys}
    """


def test_without_carry_each_day_stands_for_itself() -> None:
    truce = write_truce(obligation('at_least = 10\nper = "day"'), FREED)
    assert show(truce) == lines("""
        11-24 11-24 10 0 13 0 0  3 0 met        0 0
        11-25 11-25 10 0 8  0 2  0 0 short      2 2
        11-26 11-26 10 0 0  0 10 0 0 unreported 0 10
        11-27 11-27 10 0 9  0 1  0 0 short      1 1
    """)


def test_a_surplus_is_credited_to_the_next_days() -> None:
    truce = write_truce(obligation('at_least = 10\nper = "day"\ncarry = "surplus"'), FREED)
    # Best case: nothing need be recorded on the 26th, so its credit of 1 is left for the 27th.
    assert show(truce) == lines("""
        11-24 11-24 10 0 13 0 0 3 3 met         0 0
        11-25 11-25 10 3 8  2 0 0 1 credited    0 0
        11-26 11-26 10 1 0  1 9 0 0 unreported  0 9
        11-27 11-27 10 0 9  0 1 0 0 undisclosed 0 1
    """)


def test_a_shortfall_is_brought_forward_as_arrears() -> None:
    truce = write_truce(obligation('at_least = 10\nper = "day"\ncarry = "shortfall"'), FREED)
    # The 26th: best case delivers the 10 required, so the arrears of 2 stay; worst case 12.
    assert show(truce) == lines("""
        11-24 11-24 10 0  13 0 0  3 0  met        0 0
        11-25 11-25 10 0  8  0 2  0 -2 short      2 2
        11-26 11-26 10 -2 0  0 12 0 -2 unreported 2 12
        11-27 11-27 10 -2 9  0 3  0 -3 short      3 13
    """)


def test_both_carries_credit_and_arrears() -> None:
    freed = """
        day        party kind    count
        2023-11-24 a     hostage 13
        2023-11-25 a     hostage 5
        2023-11-26 a     hostage 20
        2023-11-27 a     hostage 4
    """
    truce = write_truce(obligation('at_least = 10\nper = "day"\ncarry = "both"'), freed)
    assert show(truce) == lines("""
        11-24 11-24 10 0  13 0 0 3 3  met      0 0
        11-25 11-25 10 3  5  3 2 0 -2 short    2 2
        11-26 11-26 10 -2 20 0 0 8 8  met      0 0
        11-27 11-27 10 8  4  6 0 0 2  credited 0 0
    """)


def test_a_credit_lapses_and_the_oldest_is_used_first() -> None:
    freed = """
        day        party kind    count
        2023-11-24 a     hostage 15
        2023-11-25 a     hostage 12
        2023-11-26 a     hostage 9
        2023-11-27 a     hostage 7
    """
    keys = 'at_least = 10\nper = "day"\ncarry = "surplus"\ncarry_days = 2'
    # 26th: 5 of the 24th and 2 of the 25th are there, 1 of the 5 is used; 27th: the other 4 lapse.
    assert show(write_truce(obligation(keys), freed)) == lines("""
        11-24 11-24 10 0 15 0 0 5 5 met      0 0
        11-25 11-25 10 5 12 0 0 2 7 met      0 0
        11-26 11-26 10 7 9  1 0 0 6 credited 0 0
        11-27 11-27 10 2 7  2 1 0 0 short    1 1
    """)


def test_carrying_runs_across_phases_and_days_between_them_count_for_carry_days() -> None:
    phases = """
        [[phases]]
        name = "second"
        from = 2023-11-29
        to = 2023-11-29
    """
    freed = """
        day        party kind    count
        2023-11-27 a     hostage 12
        2023-11-28 a     hostage 99
        2023-11-29 a     hostage 9
    """
    keys = 'at_least = 10\nper = "day"\ncarry = "surplus"'
    two = write_truce(obligation(keys + "\ncarry_days = 2"), freed, phases=phases)
    assert show(two).splitlines()[-1] == "11-29 11-29 10 2 9 1 0 0 1 credited 0 0"
    one = write_truce(obligation(keys + "\ncarry_days = 1"), freed, phases=phases)
    assert show(one).splitlines()[-1] == "11-29 11-29 10 0 9 0 1 0 0 short 1 1"


def test_what_is_open_makes_two_cases_and_each_carries_its_own() -> None:
    freed = """
        day        party kind    count
        2023-11-24 a     hostage 12+
        2023-11-25 a     hostage 7
        2023-11-26 a     hostage ?
        2023-11-27 a     hostage 10
    """
    truce = write_truce(obligation('at_least = 10\nper = "day"\ncarry = "both"'), freed)
    # Worst: credit 2, then arrears 1, 11, 11. Best: credit without limit from the 24th on.
    assert show(truce) == lines("""
        11-24 11-24 10 0 12 0 0  2 2 met         0 0
        11-25 11-25 10 2 7  2 1  0 0 undisclosed 0 1
        11-26 11-26 10 0 0  0 10 0 0 undisclosed 0 11
        11-27 11-27 10 0 10 0 0  0 0 undisclosed 0 11
    """)


def test_best_case_arrears_are_what_is_sure() -> None:
    freed = """
        day        party kind    count category
        2023-11-24 a     hostage 3     woman
        2023-11-24 a     hostage 4     -
        2023-11-25 a     hostage 20    woman
        2023-11-26 a     hostage 11    woman
        2023-11-27 a     hostage 10    woman
    """
    truce = write_truce(
        obligation('at_least = 10\nper = "day"\ncarry = "both"').replace(
            '"hostage" }', '"hostage", category = "woman" }'
        ),
        freed,
    )
    # 24th: 3 or 7 of 10. Worst: arrears 7, then 20 - 17 = 3 over; best: arrears 3, 7 over.
    assert show(truce) == lines("""
        11-24 11-24 10 0  3  0 7 0 -3 short 3 7
        11-25 11-25 10 -3 20 0 0 7 3  met   0 0
        11-26 11-26 10 3  11 0 0 1 4  met   0 0
        11-27 11-27 10 4  10 0 0 0 4  met   0 0
    """)


def test_an_amount_that_nobody_disclosed_is_from_0_to_without_limit() -> None:
    truce = write_truce(obligation('at_least = "?"\nper = "day"\ncarry = "both"'), FREED)
    assert show(truce, moment("11-27T12:00")) == lines("""
        11-24 11-24 - 0 13 0 0 13 0 undisclosed 0 -
        11-25 11-25 - 0 8  0 0 8  0 undisclosed 0 -
        11-26 11-26 - 0 0  0 0 0  0 unreported  0 -
        11-27 11-27 - 0 9  0 0 9  0 pending     0 -
    """)


def test_nothing_owed_is_met_without_a_record_and_zero_people_are_a_record() -> None:
    truce = write_truce(
        obligation('per = "day"\nat_least = { 2023-11-24 = 0, 2023-11-25 = 1, 2023-11-27 = "?" }'),
        "day party kind count\n2023-11-25 a hostage 0",
    )
    assert show(truce) == lines("""
        11-24 11-24 0 0 0 0 0 0 0 met        0 0
        11-25 11-25 1 0 0 0 1 0 0 short      1 1
        11-27 11-27 - 0 0 0 0 0 0 unreported 0 -
    """)


def test_a_period_is_pending_until_it_is_over_and_upcoming_until_it_begins() -> None:
    truce = write_truce(obligation('at_least = 10\nper = "day"\ncarry = "surplus"'), FREED)
    assert show(truce, moment("11-25T07:00"), all_=True) == lines("""
        11-24 11-24 10 0 13 0 0 3 3 met      0 0
        11-25 11-25 10 3 8  2 0 0 1 credited 0 0
        11-26 11-26 10 - -  - - - - upcoming - -
        11-27 11-27 10 - -  - - - - upcoming - -
    """)
    assert show(truce, moment("11-25T06:59")) == "11-24 11-24 10 0 13 0 0 3 3 met 0 0"
    assert show(truce, moment("11-27T06:59")).endswith("10 1 0 1 9 0 0 pending 0 9")
    assert show(truce, moment("11-27T07:00")).splitlines()[2].endswith("unreported 0 9")
