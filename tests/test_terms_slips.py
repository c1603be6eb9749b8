"""What people write in terms by a slip is answered by what is wrong with it, and what to write is right."""

from pathlib import Path

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.parse.terms.flaws import Path as Keys
from exchange_tracker.parse.terms.models import model_at
from exchange_tracker.parse.terms.strange_keys import meant_key
from tests.program import xt
from tests.terms_keys import KEYS

TERMS = """\
title = "Truce"
timezone = "UTC"
day_starts = "07:00"
[parties]
north = "The North"
south = "The South"
[[phases]]
name = "truce"
from = 2025-10-10
to = 2025-10-13
[events.talks]
at = 2025-10-10T12:00:00+03:00
[kinds.truck]
people = false
[[obligations]]
id = "owed"
party = "north"
counts = { kind = "prisoner" }
at_least = 5
per = "day"
[[obligations]]
id = "dated"
party = "north"
counts = { kind = "remains" }
at_least = { 2025-10-11 = 3, 2025-10-12 = 4 }
per = "day"
[[obligations]]
id = "later"
party = "south"
counts = { kind = "prisoner" }
for_each = [{ counts = { kind = "hostage" }, owed = 3 }]
per = "phase"
after = "talks"
within = "72h"
[readings.other]
title = "Otherwise"
[readings.other.obligations.owed]
carry = "surplus"
"""

DAY, PERIOD = "to = 2025-10-13", 'per = "day"'
ISO = "write it as YYYY-MM-DD, e.g. 2023-11-30"
MOMENT = "write date, clock time and offset, e.g. 2025-10-10T12:00:00+03:00"
ALONE = "write the date alone: 2025-10-13"
ASKED = "is a moment, and a date is asked"
NUMBER, DIGITS = "is not a whole number", "write digits alone, e.g. 10"
AT = "at = 2025-10-10T12:00:00+03:00"
DATED = "{ 2025-10-11 = 3, 2025-10-12 = 4 }"
COUNTS = 'counts = { kind = "prisoner" }'

# What should stand in the file, what stands there, and what is said of it.
SLIPS = [
    (DAY, "to = 2025-10-13T12:00", f"2025-10-13T12:00 {ASKED}; {ALONE}"),
    (DAY, "to = 2025-10-13 12:00", f"2025-10-13 12:00 {ASKED}; {ALONE}"),
    (DAY, "to = 2025-10-13T12:00+03:00", f"2025-10-13T12:00+03:00 {ASKED}; {ALONE}"),
    (DAY, "to = 2025-10-13T12:00:00+3", f"2025-10-13T12:00:00+3 {ASKED}; {ALONE}"),
    ("2025-10-11 =", "2025-10-11T12:00 =", f"2025-10-11T12:00 {ASKED}; write the date alone: 2025-10-11"),
    (DAY, "to = 13/10/2025", f"13/10/2025 is not a date; {ISO}"),
    (DAY, "to = 02.03.25", f"02.03.25 is not a date; {ISO}"),
    (DAY, "to = 13-10-2025", f"13-10-2025 is not a date; {ISO}"),
    (DAY, "to = 2025/10/13", "2025/10/13 is not a date; write 2025-10-13"),
    (DAY, "to = 2025-10-3", "2025-10-3 is not a date; write 2025-10-03"),
    (DAY, "to = 2025-10-32", "2025-10-32 is not a day of the calendar; write a date that exists"),
    (DAY, "to = 13 October 2025", f"13 October 2025 is not a date; {ISO}"),
    (DAY, "to = Oct 13, 2025", f"Oct 13, 2025 is not a date; {ISO}"),
    (DAY, "to = open", f"open is not a date; {ISO}"),
    (DAY, 'to = "2025-10-13"', "'2025-10-13' is text, and a date is asked; write 2025-10-13 without quotes"),
    (DAY, "to =", "the value is missing; write one, or delete the line; the last phase may go without 'to'"),
    (DAY, "to == 2025-10-13", "== stands after the key; write key = value"),
    (DAY, "to: 2025-10-13", "':' stands after the key to; write to = value"),
    (DAY, "to = 2025-10-13,", "a comma stands after the value; delete it"),
    (DAY, "to = 2025-10-13;  # the end", "a semicolon stands after the value; delete it"),
    (DAY, "to = 2025-10-13 // the end", "// begins no remark; write # in its place"),
    (AT, "at = 2025-10-10T12:00", "the moment has no seconds; write 2025-10-10T12:00:00 and its offset"),
    (AT, "at = 2025-10-10 12:00 +03:00", "the moment has no seconds; write 2025-10-10T12:00:00+03:00"),
    (AT, "at = 2025-10-10T12:00:00 IST",
     "IST is not an offset right after the clock time; write it as ±hh:mm, e.g. 12:00:00+03:00, or Z for UTC"),
    (AT, "at = noon", f"noon is not a moment; {MOMENT}"),
    (AT, "at = 10/10/2025 12:00", f"10/10/2025 is not a date; {MOMENT}"),
    (AT, "at = 2025-10-10",
     "2025-10-10 is a date, and a moment is asked; add clock time and offset, e.g. 2025-10-10T12:00:00+03:00"),
    ("at_least = 5", "at_least = 1,718", "1,718 has a comma between its digits; write 1718"),
    ("at_least = 5", "at_least=1 718", "1 718 has a space between its digits; write 1718"),
    ("at_least = 5", "at_least = 1’718", "1’718 has an apostrophe between its digits; write 1718"),
    ("at_least = 5", "at_least = 1.718.000", "1.718.000 has a point between its digits; write 1718000"),
    ("at_least = 5", 'at_least = "1,718"', "1,718 has a comma between its digits; write 1718 without quotes"),
    ("at_least = 5", "at_least = 10,5", "10,5 has a comma; write a whole number in digits alone, e.g. 10"),
    ("= 3, 2025", "= 1,718, 2025", "1,718 has a comma between its digits; write 1718"),
    ("owed = 3", "owed = 1,718", "1,718 has a comma between its digits; write 1718"),
    ("at_least = 5", "at_least = 010", "010 begins with 0; write 10"),
    ("at_least = 5", "at_least = ?", '? stands without quotes; write "?"'),
    ("at_least = 5", 'at_least = "5"', "'5' is text, and a number is asked; write 5 without quotes"),
    *(("at_least = 5", f"at_least = {value}", f"'{value}' {NUMBER}; {DIGITS}")
      for value in ("ten", "10 hostages", "10-12", "~10", ">= 10", "3, 4, 3", "10+", "10%", "٣")),
    (PERIOD, "per = day", "'day' stands without quotes; write \"day\""),
    (PERIOD, "per = “day”", '“ is no quote that TOML knows; write " at both ends of the text'),
    (PERIOD, "per = 'day\"", "the text is not closed; write the quote at its end"),
    (PERIOD, 'per = "daily"', "'daily' is not a period; did you mean \"day\"? write day, deadline, week or phase"),
    (PERIOD, 'per = "month"', "'month' is not a period; write day, deadline, week or phase"),
    ('title = "Truce"', "title = Truce: the first", "'Truce: the first' stands without quotes; write \"Truce: the first\""),
    ('title = "Truce"', 'title = "a "truce" of days"',
     'the text ends at a quote inside it; write \\" for one inside the text, or put the whole text in single quotes'),
    ('day_starts = "07:00"', "day_starts = 7:00", 'the clock time 7:00 stands without quotes; write e.g. "07:00"'),
    ('day_starts = "07:00"', 'day_starts = "7:00"', "'7:00' is not a clock time; write \"07:00\""),
    ('within = "72h"', "within = 72h", '72h stands without quotes; write "72h"'),
    ('within = "72h"', 'within = "72 hours"', "'72 hours' is not in the form of 'within'; write \"72h\""),
    ('within = "72h"', "within = 2 weeks", '2 weeks stands without quotes; write "14d"'),
    ("people = false", "people = False", "False is neither true nor false; write false"),
    ("people = false", 'people = "no"', "'no' is neither true nor false; write false, without quotes"),
    ('carry = "surplus"', 'carry = "Surplus"',
     "'Surplus' is not a way to carry; did you mean 'surplus'? write none, surplus, shortfall or both"),
    (COUNTS, 'counts = { kind: "prisoner" }', "':' stands after the key kind; write kind = value"),
    (COUNTS, 'counts = { kind = "prisoner",\n}',
     "the table is not closed on its line; write all of it on one line, and } at its end"),
    (COUNTS, 'counts = { kind = "prisoner", }', "a comma stands before the }; delete it"),
    (COUNTS, 'counts = kind = "prisoner"',
     "'=' stands in the line a second time, after kind; write a table in { }, or each key = value on a line of its own"),
    ('north = "The North"', 'nörth = "The North"', 'the key nörth stands without quotes; write "nörth"'),
    (DATED, "{ 2025-10-11 = 3 2025-10-12 = 4 }",
     "a comma is missing before 2025-10-12; write one between the keys of a table"),
    (f"from = 2025-10-10\n{DAY}", "from = 2025-10-10, to = 2025-10-13",
     "to stands on the line of another key; write each key = value on a line of its own"),
    ('id = "owed"\n', 'id = "owed" ', "party stands on the line of another key; write each key = value on a line of its own"),
    ('party = "north"', 'party = "north", "south"',
     "several values stand without brackets; write them in [ ], with commas between"),
    ('party = "north"', "party = north, south",
     'several values stand without quotes and brackets; write ["north", "south"]'),
    ('party = "north"', 'party = [north, "south"]', "'north' stands without quotes; write \"north\""),
    ('party = "north"', 'party = ["north", the south]', "'the south' stands without quotes; write \"the south\""),
    ('title = "Truce"', "title = The sides' truce", "\"The sides' truce\" stands without quotes; write \"The sides' truce\""),
    ('day_starts = "07:00"', "day_starts = 07.00", 'the clock time 07.00 stands without quotes; write e.g. "07:00"'),
    ("[[phases]]\n", "[[phases]] ", "something stands after the header; write it on the next line"),
    ("[readings.other]", "[readings.the other]",
     'a name with a space stands in the header; put it in quotes, e.g. [readings."a b"]'),
    ("[[phases]]", "[phases]]",
     "the header has [ before its name and ]] after it; write [phases], or [[phases]] for one of several"),
    ("at_least = 5", "at least = 5", "the key at least has a space in it; write at_least = value"),
    ("[[phases]]", "[phases]", "a table is not a list; write its header in [[ ]], as there may be several"),
    ("[[phases]]", "[ [phases] ]", "a space stands between the brackets; write [[ and ]] without"),
]  # fmt: skip


def refusal_of(text: str) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        parse_terms(text)
    return refusal.value


@pytest.mark.parametrize(("right", "slip", "words"), SLIPS, ids=[slip for _, slip, _ in SLIPS])
def test_a_slip_is_said_in_its_own_words(right: str, slip: str, words: str) -> None:
    assert right in TERMS
    refusal = refusal_of(TERMS.replace(right, slip, 1))
    assert [f"{what}; {fix}" for _, what, fix, _ in refusal.problems] == [words]
    assert refusal.closing.startswith("more: xt help terms")


def test_what_is_right_is_no_slip() -> None:
    assert len(parse_terms(TERMS).as_written.obligations) == 3


# A key that is misspelt or in the wrong table, and what to write.
KEYS_MEANT = [
    ("at_least = 5", "at_lest = 5", "did you mean 'at_least'?"),
    ("at_least = 5", "At-Least = 5", "did you mean 'at_least'?"),
    ("at_least = 5", "minimum = 5", "did you mean 'at_least'?"),
    ("for_each = [", "for_eahc = [", "did you mean 'for_each'?"),
    (DAY, "until = 2025-10-13", "did you mean 'to'?"),
    ("from = 2025-10-10", "start = 2025-10-10", "did you mean 'from'?"),
    ('party = "north"', 'who = "north"', "did you mean 'party'?"),
    ("[parties]", "[party]", "did you mean 'parties'?"),
    ("[[phases]]", "[[phase]]", "did you mean 'phases'?"),
    ('title = "Truce"', 'titel = "Truce"', "did you mean 'title'?"),
    (COUNTS, 'counts = { kinds = "prisoner" }', "did you mean 'kind'?"),
    (COUNTS, f"{COUNTS}\nvoid = true", "write it below [readings.NAME.obligations.ID], or leave it out"),
    (COUNTS, 'counts = { kind = "prisoner", per = "day" }', "write it below [[obligations]], or leave it out"),
    (COUNTS, f'{COUNTS}\nkind = "prisoner"', "write it in counts = { }, or leave it out"),
    (COUNTS, 'counts = { party = "north" }', "leave it out: the party of the obligation says whose"),
    ("[events.talks]", "[[phases.obligations]]\n[events.talks]", "write its header as [[obligations]]"),
    ('title = "Otherwise"', 'carry = "surplus"', "write it below [readings.other.obligations.ID]"),
    ("[readings.other.obligations.owed]", "[readings.other.owed]",
     "write its header as [readings.other.obligations.owed]"),
    ('title = "Otherwise"', "talks.at = 2025-10-10T12:00:00Z", "write its header as [readings.other.events.talks]"),
    ('carry = "surplus"', 'party = "south"', "leave it out: a reading does not replace it"),
    ('title = "Truce"', 'carry = "surplus"\ntitle = "Truce"', "write it below [[obligations]]"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "slip", "fix"), KEYS_MEANT, ids=[slip for _, slip, _ in KEYS_MEANT]
)
def test_a_strange_key_leads_to_the_one_meant_and_is_one_problem(
    right: str, slip: str, fix: str
) -> None:
    assert right in TERMS
    problems = refusal_of(TERMS.replace(right, slip, 1)).problems
    assert [problem.fix[: len(fix)] for problem in problems] == [fix]
    assert all(problem.what.endswith((" is not a key here", "for_each")) for problem in problems)


TABLES: list[Keys] = [
    (), ("phases", 0), ("obligations", 0), ("readings", "x"), ("readings", "x", "obligations", "x"),
    ("readings", "x", "events", "x"), ("events", "x"), ("kinds", "x"), ("cohorts", "x"),
    ("extension",), ("vocabulary",), ("obligations", 0, "counts"),
    ("obligations", 0, "counts", "except"), ("obligations", 0, "for_each", 0),
    ("obligations", 0, "for_each", 0, "counts"),
]  # fmt: skip


def test_every_key_is_known_again_with_a_letter_left_out() -> None:
    known = set()
    for table in TABLES:
        for key in model_at(table).key_names():
            if len(key) > 4:
                assert meant_key((*table, key[:-2] + key[-1])) == key, table
                known.add(key)
    assert known == {key for key in KEYS if len(key) > 4}


def test_a_key_of_the_whole_that_stands_below_a_header_is_looked_for_there() -> None:
    moved = TERMS.replace('title = "Truce"\n', "").replace(
        "[parties]", '[parties]\ntitle = "Truce"'
    )
    (problem,) = refusal_of(moved).problems
    assert problem.fix.endswith(
        "above the first [header]; now it stands below [parties], and is part of it"
    )


@pytest.mark.parametrize(
    ("right", "slip", "topics"),
    [
        (DAY, "to = 2025-10-13T12:00", "xt help terms, xt help moments"),
        (DAY, "to = 2025-10-13T12:00:00", "xt help terms, xt help moments"),
        ("at_least = 5", "at_least = 1,718", "xt help terms"),
        ('carry = "surplus"', "carry = true", "xt help terms, xt help readings"),
    ],
)
def test_a_refusal_names_its_topics(right: str, slip: str, topics: str) -> None:
    assert refusal_of(TERMS.replace(right, slip, 1)).closing == f"more: {topics}"


def test_the_line_and_a_caret_show_where_it_is_no_toml(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    for line, caret in (
        ("at_least = 1,718  # so many", " " * 16 + "^"),
        ("\tat_least = 1,718", " " * 17 + "^"),
        ('title = "停戦" x', " " * 19 + "^"),
        (f'title = "{"x" * 100}" x', " " * 65 + "^"),
    ):
        file.write_text(f"{line}\n", encoding="utf-8")
        said = xt("terms", "check", file)
        assert said.code == 3
        first, shown, place, more = said.err.splitlines()
        assert first.startswith(f"{file}:1:")
        assert shown.strip(" …") in line.replace("\t", " ")
        assert place == caret
        assert more == "more: xt help terms"


def test_problems_of_several_files_name_their_topics_once(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.toml", "b.toml")]
    for file in files:
        file.write_text("title =\n", encoding="utf-8")
    assert xt("terms", "check", *files).err.count("more: xt help terms") == 1
