"""Days of which nothing is recorded, listed as one thing to look at, with what was due in them."""

from pathlib import Path

from tests.program import Ran, xt
from tests.truces import AFTER, HEAD, lines, owes, phase, reading, table, write


def unreported(path: Path) -> Ran:
    return xt("discrepancies", "--ledger", path, "--at", AFTER, "--type", "unreported", "-O", "csv")


def test_a_silence_of_several_days_is_one_thing_to_look_at(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 7) + owes("o", "a", "at_least = 1")
    terms += reading("more", "o", 'at_least = 2\ncarry = "shortfall"')
    ran = unreported(write(tmp_path / "t", terms, "01 a h 2\n05 a h 9"))
    assert lines(ran, "from to subject reading expected") == table("""
        from to subject reading expected
        02 04 o as-written;more -
        06 07 o as-written;more -
    """)
    lead = "o: no entry of Side A of kind h lies in these days"
    under = "and 1 is due in each under as-written"
    # What is due grows from day to day under a reading that carries arrears.
    assert [row["detail"] for row in ran.rows] == [
        (
            f"{lead} (3 periods in a row), {under};"
            " 2 are due on 2024-01-02, 2 to 4 on 2024-01-03 and 2 to 6 on 2024-01-04 under more."
        ),
        (
            f"{lead} (2 periods in a row), {under};"
            " 2 are due on 2024-01-06 and 2 to 4 on 2024-01-07 under more."
        ),
    ]


def test_many_numbers_in_a_silence_are_said_by_what_they_lie_between(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 7) + owes("o", "a", 'at_least = 2\ncarry = "shortfall"')
    (silence,) = unreported(write(tmp_path / "t", terms, "01 a h 2")).rows
    due = silence["detail"].split(", and ")[1]
    assert due == "2 to 12 are due, not the same in each under as-written."
