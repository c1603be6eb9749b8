"""The rows of `margin` (ledger.md, section 4.2); every row is worked out by hand."""

from datetime import datetime
from pathlib import Path

from tests.naive.facts import load
from tests.naive.literal import (
    WrittenTruce,
    lines,
    moment,
    one_day,
    show_margin,
    write_obligation,
    write_truce,
)
from tests.naive.margin import margin

DATA = Path(__file__).parents[2] / "data"


def test_30_november_2023_was_two_short_or_credit_and_every_israeli() -> None:
    truce = load(DATA / "nov2023")
    at = datetime.fromisoformat("2023-12-05T00:00:00+02:00")
    rows = [
        " ".join(row[name] or "-" for name in ("by", "people", "key", "other", "ids", "becomes"))
        for row in margin(truce, at, ["as-written"])
        if (row["obligation"], row["from"]) == ("hostages-extensions", "2023-11-30")
    ]
    # Five women and five minors were freed the day before.
    assert rows == [
        "people 2 - - - met",
        "entry 5 day - n27 met",
        "entry 5 day - n28 met",
        "rule - counts;carry credit - credited",
    ]


def test_a_surplus_that_does_not_lapse_would_have_kept_30_november() -> None:
    folder = DATA / "nov2023"
    files = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    lasting = """
        [readings.lasting]
        title = "A surplus does not lapse"
        held_by = "nobody"
        sources = ["N01"]
        [readings.lasting.obligations.hostages-daily]
        carry = "surplus"
    """
    files["terms.toml"] += lasting
    truce = WrittenTruce.read(files)
    at = datetime.fromisoformat("2023-12-05T00:00:00+02:00")
    rules = [
        (row["key"], row["other"], row["becomes"])
        for row in margin(truce, at, ["as-written"])
        if (row["obligation"], row["from"], row["by"]) == ("hostages-daily", "2023-11-30", "rule")
    ]
    assert rules == [
        ("carry", "lasting", "credited"),
        ("counts;carry", "credit", "credited"),
        ("void", "phase-totals", ""),
    ]


def test_people_fewer_where_kept_if_so_many_were_delivered() -> None:
    truce = one_day("at_least = 3", "id day party kind count\ne 2023-11-25 a hostage 5")
    assert show_margin(truce) == lines("""
        11-25 met people -3 - - - short
        11-25 met entry  5  - - e short
    """)
    # The day is not over: it would be pending, not short.
    assert show_margin(truce, moment("11-25T12:00")) == ""
    nothing_owed = one_day("at_least = 0", "id day party kind count\ne 2023-11-25 a hostage 5")
    assert show_margin(nothing_owed) == ""


def test_the_best_case_has_to_be_short_as_well() -> None:
    freed = """
        id day        party kind    count category
        e  2023-11-25 a     hostage 5     woman
        f  2023-11-25 a     hostage 1     -
    """
    women = '{ kind = "hostage", category = "woman" }'
    truce = one_day("at_least = 3", freed, counts=women)
    # Two fewer would leave three at least and four at most: short from four fewer on.
    assert show_margin(truce) == lines("""
        11-25 met people -4 - - - short
        11-25 met entry  5  - - e short
    """)
    open_count = freed.replace("hostage 1 ", "hostage ? ")
    assert show_margin(one_day("at_least = 3", open_count, counts=women)) == ""


def test_people_more_where_short_in_the_worst_case() -> None:
    freed = """
        id day        party kind    count category
        e  2023-11-25 a     hostage 5     woman
        f  2023-11-25 a     hostage 1     -
    """
    women = '{ kind = "hostage", category = "woman" }'
    # One short for sure, were the one a woman; it takes two more to be kept for sure.
    assert show_margin(one_day("at_least = 7", freed, counts=women)) == lines("""
        11-25 short people 2 - - - met
    """)


def test_what_is_brought_forward_is_left_as_it_is() -> None:
    freed = """
        id day        party kind    count
        e  2023-11-24 a     hostage 12
        f  2023-11-25 a     hostage 9
        g  2023-11-26 a     hostage 8
        h  2023-11-27 a     hostage 11
    """
    truce = write_truce(write_obligation('at_least = 10\nper = "day"\ncarry = "both"'), freed)
    # Carried: 2, 1, then 1 short, so that 11 are due on the 27th.
    assert show_margin(truce) == lines("""
        11-24 met      people -3 -   - - short
        11-24 met      entry  12 -   - e short
        11-25 credited people -2 -   - - short
        11-25 credited entry  9  -   - f short
        11-26 short    people 1  -   - - credited
        11-26 short    entry  9  day - f met
        11-26 short    entry  11 day - h met
        11-27 met      people -1 -   - - short
        11-27 met      entry  11 -   - h short
    """)


def test_the_other_side() -> None:
    each = (
        "for_each = [{ counts = { party = 'b' }, owed = 3 }, { counts = { kind = 'x' }, owed = 0 }]"
    )
    short = one_day(
        each,
        """
        id day        party kind     count
        e  2023-11-25 a     hostage  5
        f  2023-11-25 b     prisoner 3
        """,
    )
    # Nine are owed, four short: two prisoners fewer.
    assert show_margin(short) == lines("""
        11-25 short people     4  - - - met
        11-25 short other-side -2 1 - - met
    """)
    kept = one_day(
        each,
        """
        id day        party kind     count
        e  2023-11-25 a     hostage  10
        f  2023-11-25 b     prisoner 3
        """,
    )
    assert show_margin(kept) == lines("""
        11-25 met people     -2 - - - short
        11-25 met other-side 1  1 - - short
        11-25 met entry      10 - - e short
    """)
    open_side = one_day(
        each,
        """
        id day        party kind     count
        e  2023-11-25 a     hostage  2
        f  2023-11-25 b     prisoner 3
        g  2023-11-25 b     prisoner ?
        """,
    )
    assert show_margin(open_side) == ""


def test_fewer_than_would_have_to_be_named() -> None:
    each = "for_each = [{ counts = { party = 'b' }, owed = 1 }, { counts = { kind = 'sick' }, owed = 9 }]"
    truce = one_day(
        each,
        """
        id day        party kind     count
        e  2023-11-25 a     hostage  1
        f  2023-11-25 b     prisoner 1
        g  2023-11-25 b     sick     1
        """,
    )
    # Eleven owed, ten short: ten of the two that the first item names cannot be left out.
    assert show_margin(truce).splitlines() == ["11-25 short people 10 - - - met"]


def test_the_one_cell_that_keeps_an_entry_from_counting() -> None:
    freed = """
        id day        party kind     count category nationality basis
        a  2023-11-25 a     hostage  1     woman    Israeli     agreement
        b  2023-11-25 a     hostage  5     woman    Israeli     separate
        c  2023-11-25 a     prisoner 5     woman    Israeli     agreement
        d  2023-11-25 a     hostage  5     man      Israeli     agreement
        e  2023-11-25 a     hostage  5     woman    Thai        agreement
        f  2023-11-25 a     hostage  5     man      Thai        agreement
        g  2023-11-25 b     hostage  5     woman    Israeli     separate
        h  2023-11-24 a     hostage  5     woman    Israeli     agreement
        i  2023-11-26 a     hostage  5     woman    Israeli     agreement
        j  2023-11-27 a     hostage  5     woman    Israeli     agreement
        k  2023-11-26 a     hostage  5     woman    Israeli     separate
        l  2023-11-25 a     hostage  4     woman    Israeli     separate
        m  2023-11-25 a     hostage  5+    woman    Israeli     separate
    """
    counts = (
        '{ kind = "hostage", category = "woman", nationality = "Israeli", basis = "agreement" }'
    )
    assert show_margin(one_day("at_least = 6", freed, counts=counts)) == lines("""
        11-25 short people 5 -           - - met
        11-25 short entry  5 basis       - b met
        11-25 short entry  5 basis       - m met
        11-25 short entry  5 category    - d met
        11-25 short entry  5 day         - h met
        11-25 short entry  5 day         - i met
        11-25 short entry  5 kind        - c met
        11-25 short entry  5 nationality - e met
    """)


def test_each_of_several_cells_may_take_an_entry_out_of_an_except() -> None:
    freed = """
        id day        party kind    count nationality basis
        e  2023-11-25 a     hostage 5     Israeli     separate
    """
    counts = '{ kind = "hostage", except = { nationality = "Israeli", basis = "separate" } }'
    assert show_margin(one_day("at_least = 5", freed, counts=counts)) == lines("""
        11-25 short people 5 -           - - met
        11-25 short entry  5 basis       - e met
        11-25 short entry  5 nationality - e met
    """)


def test_an_entry_of_unknown_day_lies_on_no_day_beside() -> None:
    freed = """
        id day        until      party kind    count
        e  2023-11-25 -          a     hostage 0
        f  2023-11-26 2023-11-27 a     hostage 9
        g  2023-11-23 2023-11-24 a     hostage 9
    """
    assert show_margin(one_day("at_least = 1", freed)) == "11-25 short people 1 - - - met"
