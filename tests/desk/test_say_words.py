"""The sentences of `say` on terms of any truce: things, several parties, spans, events, open numbers.

The sentences are those that the contract (`ledger.md`) asks for, each with none, one, two, many
and an unknown number where it can have them.
"""

import re
from pathlib import Path

import pytest

from tests.desk.said import LATER, say
from tests.truces import HEAD, owes, phase, write

KINDS = """
[kinds.truck]
one = "aid truck"
many = "aid trucks"
people = false
[kinds.internee]
one = "internee"
many = "internees"
"""
THREE = HEAD + 'c = "Side C"\n'
UNSOURCED = re.compile(r" No source is recorded for any of this\.")


def said(folder: Path, day: str, at: str = LATER) -> str:
    """The paragraph without what it says of sources, which these truces do not have."""
    text = say(folder, f"2024-01-{day}", at=at).out
    return UNSOURCED.sub("", " ".join(text.split()))


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ("0", "zero aid trucks are recorded for Side B."),
        ("1", "one aid truck is recorded for Side B."),
        ("2", "two aid trucks are recorded for Side B."),
        ("600", "600 aid trucks are recorded for Side B."),
        (
            "780+",
            "at least 780 aid trucks (the full number not disclosed) are recorded for Side B.",
        ),
        ("?", "aid trucks whose number was not disclosed are recorded for Side B."),
    ],
)
def test_things_are_counted_in_their_own_word(tmp_path: Path, count: str, words: str) -> None:
    folder = write(tmp_path / "t", HEAD + KINDS + phase("p", 1, 2), f"02 b truck {count}")
    paragraph = said(folder, "02")
    assert f"{words[:1].upper()}{words[1:]}" in paragraph
    assert "people" not in paragraph
    assert "truck”" not in paragraph


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ("1", "Side B released one internee."),
        ("2", "Side B released two internees."),
        ("?", "Side B released internees whose number was not disclosed."),
    ],
)
def test_people_of_a_worded_kind_are_released(tmp_path: Path, count: str, words: str) -> None:
    folder = write(tmp_path / "t", HEAD + KINDS + phase("p", 1, 2), f"02 b internee {count}")
    assert words in said(folder, "02")


def test_people_and_things_are_in_no_sum(tmp_path: Path) -> None:
    releases = "01 b hostage 30\n02 b truck 600\n02 b hostage 3"
    folder = write(tmp_path / "t", HEAD + KINDS + phase("p", 1, 2), releases)
    paragraph = said(folder, "02")
    assert "Side B released three hostages; 600 aid trucks are recorded for Side B." in paragraph
    assert "Side B released 33 hostages; 600 aid trucks are recorded for Side B." in paragraph
    assert not re.search(r"\b6[03]3\b", paragraph)


def test_people_and_things_before_the_truce_are_told_apart(tmp_path: Path) -> None:
    releases = "01 b truck 5\n01 b hostage 1\n01 b prisoner 2\n02 b hostage 1"
    folder = write(tmp_path / "t", HEAD + KINDS + phase("p", 2, 3), releases)
    words = "Not in these totals: three people and five aid trucks recorded for Side B before"
    assert words in said(folder, "02")


TOGETHER = "; how many by whom was not said."


@pytest.mark.parametrize(
    ("parties", "count", "words"),
    [
        ("a;b", "1", "Together, Side A and Side B released one hostage"),
        ("a;b", "1037", "Together, Side A and Side B released 1,037 hostages"),
        ("a;b;c", "2", "Together, Side A, Side B and Side C released two hostages"),
        (
            *("a;b", "780+"),
            "Together, Side A and Side B released at least 780 hostages (the full number not disclosed)",
        ),
        (
            "a;b",
            "?",
            "Together, Side A and Side B released hostages whose number was not disclosed",
        ),
    ],
)
def test_what_several_released_together_is_told_of_none_of_them(
    tmp_path: Path, parties: str, count: str, words: str
) -> None:
    folder = write(tmp_path / "t", THREE + phase("p", 1, 2), f"02 {parties} hostage {count}")
    paragraph = said(folder, "02")
    assert f"{words}{TOGETHER}" in paragraph
    assert "no release by Side A alone is recorded." in paragraph
    assert "no release by Side A alone is recorded; no release by Side B alone" in paragraph
    assert "released 1,037 hostages (how many by whom was not said)" in paragraph or count != "1037"
    assert "Together" not in said(folder, "01")


def test_the_name_of_a_party_with_an_and_of_its_own_stands_apart(tmp_path: Path) -> None:
    terms = HEAD.replace('"Side A"', '"Army and militia"') + phase("p", 1, 1)
    words = "Together, Army and militia, and Side B released two hostages"
    assert words in said(write(tmp_path / "t", terms, "01 a;b hostage 2"), "01")


def spans(tmp_path: Path) -> Path:
    rows = "02 a hostage 12 2024-01-04\n03 a hostage 1 -\n01 a;b hostage 5 2024-01-02"
    return write(tmp_path / "t", HEAD + phase("p", 1, 5), rows, "until")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("01", "No release by Side B alone is recorded that day."),
        ("01", "Some time from 1 to 2 January, Side A and Side B together released five hostages;"),
        ("01", "how many by whom was not said; the totals up to this day leave that out."),
        ("02", "On 2 January 2024, no release by Side A alone is recorded for this day alone."),
        ("02", "Some time from 2 to 4 January, Side A released 12 hostages; the totals up to this"),
        ("03", "On 3 January 2024, Side A released one hostage. Some time from 2 to 4 January,"),
        ("04", "Some time from 2 to 4 January, Side A released 12 hostages. "),
        ("04", "Side A released 13 hostages"),
    ],
)
def test_what_happened_on_one_of_several_days_is_never_told_of_one(
    tmp_path: Path, day: str, words: str
) -> None:
    folder = spans(tmp_path)
    assert words in said(folder, day)
    assert "Some time" not in said(folder, "05")


def test_a_span_over_the_turn_of_a_year_has_both_years(tmp_path: Path) -> None:
    terms = HEAD + '[[phases]]\nname = "p"\nfrom = 2023-12-20\nto = 2024-01-05\n'
    folder = write(tmp_path / "t", terms, "")
    rows = "day,until,party,kind,count\n2023-12-31,2024-01-02,a,hostage,2\n"
    (folder / "releases.csv").write_text(rows, encoding="utf-8")
    assert "Some time from 31 December 2023 to 2 January 2024, Side A" in said(folder, "01")


def after(event: str, more: str) -> str:
    return owes("o", "a", f'{more}\nper = "phase"\nafter = "{event}"')


TALKS = '[events.talks]\ntitle = "Talks begin"\n'
TRUCE = '[events.truce]\ntitle = "The truce is in force"\nat = 2024-01-01T12:00:00Z\n'
AUTHOR = 'title = "Later"\nheld_by = "B"\n'
BEGUN = f"[readings.begun]\n{AUTHOR}[readings.begun.events.talks]\nat = 2024-01-02T09:30:00Z\n"
HANGS = "hangs on “Talks begin”, which is not known to have happened"
NOT_AGREED = "how many are owed was not agreed"


@pytest.mark.parametrize(
    ("owed", "words"),
    [
        ("at_least = 20", f"the minimum of 20 {HANGS}."),
        ("at_least = 1", f"the minimum of one {HANGS}."),
        ("at_least = 0", f"what is owed {HANGS}."),
        ('at_least = "?"', f"what is owed {HANGS}; {NOT_AGREED}."),
        (
            'for_each = [{ counts = { party = "b", kind = "h" }, owed = 2 }]',
            f"what is owed {HANGS}.",
        ),
    ],
)
def test_what_waits_says_for_what(tmp_path: Path, owed: str, words: str) -> None:
    terms = HEAD + phase("p", 1, 3) + TALKS + after("talks", owed)
    assert f"By the terms as written (“o”), {words}" in said(write(tmp_path / "t", terms, ""), "02")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (
            "01",
            "(“begun”; held by B), “Talks begin” was at 09:30 on 2 January: three of 20 due from",
        ),
        ("03", "three of 20 due from 2 January on."),
    ],
)
def test_a_reading_that_dates_what_others_wait_for_says_when(
    tmp_path: Path, day: str, words: str
) -> None:
    terms = HEAD + phase("p", 1, 3) + TALKS + after("talks", "at_least = 20") + BEGUN
    paragraph = said(write(tmp_path / "t", terms, "02 a h 3"), day)
    assert (words in paragraph) == (
        day == "03"
    )  # on the first day nothing has begun by any reading
    assert f"the minimum of 20 {HANGS}." in paragraph


RUNS_ON = HEAD + '[[phases]]\nname = "p"\nfrom = 2024-01-01\n' + TRUCE


@pytest.mark.parametrize(
    ("at", "count", "words"),
    [
        (
            "2024-02-11T00:00Z",
            "3",
            "so far three count towards the minimum of 20, 17 are still due",
        ),
        ("2024-02-11T00:00Z", "3", "; no date is set; 41 days since “The truce is in force”."),
        ("2024-01-02T00:00Z", "3", "; no date is set; one day since “The truce is in force”."),
        ("2024-01-01T13:00Z", "3", "; no date is set."),
        ("2024-02-11T00:00Z", "19", "so far 19 count towards the minimum of 20, one is still due;"),
        ("2024-02-11T00:00Z", "20", "20 count, exactly the minimum of 20."),
    ],
)
def test_a_period_without_an_end_has_no_date(
    tmp_path: Path, at: str, count: str, words: str
) -> None:
    terms = RUNS_ON + after("truce", "at_least = 20")
    folder = write(tmp_path / "t", terms, f"01 a h {count}")
    paragraph = say(folder, at[:10], at=at).out
    assert "From 1 January on, by the terms as written" in paragraph
    assert words in paragraph


def test_a_day_that_is_over_is_told_up_to_its_end_and_no_further(tmp_path: Path) -> None:
    """Neither what came after it nor the time since is in what it says of a period that runs on."""
    terms = RUNS_ON + after("truce", "at_least = 20")
    terms += '[readings.few]\nheld_by = "B"\n[readings.few.obligations.o]\nat_least = 9\n'
    rows = "01 a h 3 -\n03 a h 4 -\n05 a h 11 -\n05 a h 1 2024-01-07"
    folder = write(tmp_path / "t", terms, rows, "until")
    paragraph = say(folder, "2024-01-03", at=LATER).out
    assert "by the end of the day seven count towards the minimum of 20, 13 are still" in paragraph
    assert "due; no date is set; two days since “The truce is in force”." in paragraph
    assert "by the end of the day seven count towards the minimum of nine, two are" in paragraph
    assert "over the truce days of 1 to 3 January, Side A released seven people" in paragraph
    assert not re.search(r"\b(18|19|29)\b", paragraph)


@pytest.mark.parametrize(
    ("within", "words"),
    [
        ("72h", "(the deadline is 12:00 on 4 January, and that truce day counts whole)"),
        ("12h", "(the period ends at 00:00 on 2 January)"),
        ("2d", "(the period ends at 00:00 on 4 January)"),
        ("8760h", "(the deadline is 12:00 on 31 December, and that truce day counts whole)"),
        ("8784h", "(the deadline is 12:00 on 1 January 2025, and that truce day counts whole)"),
    ],
)
def test_a_deadline_is_told_by_its_moment(tmp_path: Path, within: str, words: str) -> None:
    owed = after("truce", f'at_least = 20\nwithin = "{within}"')
    folder = write(tmp_path / "t", HEAD + phase("p", 1, 3) + TRUCE + owed, "01 a h 3")
    assert words in said(folder, "01", at="2024-01-01T13:00Z")


def test_before_its_event_a_period_says_when_that_is(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 3) + TRUCE + after("truce", "at_least = 20")
    folder = write(tmp_path / "t", terms, "01 a h 3")
    words = "the minimum of 20 hangs on “The truce is in force”, which is dated 12:00 on 1 January."
    assert words in said(folder, "01", at="2024-01-01T11:00Z")


@pytest.mark.parametrize(
    ("releases", "at", "words"),
    [
        ("01 a h 48", LATER, f"48 count; {NOT_AGREED}."),
        ("01 a h 1", LATER, f"one counts; {NOT_AGREED}."),
        ("01 a h 0", LATER, f"none count; {NOT_AGREED}."),
        ("01 a h 780+", LATER, f"at least 780 count; {NOT_AGREED}."),
        ("01 a h ?", LATER, f"an unknown number count; {NOT_AGREED}."),
        ("", LATER, f"no release that could count is recorded; {NOT_AGREED}."),
        (
            "01 a h 48",
            "2024-01-01T13:00Z",
            "so far 48 count (the period ends at 00:00 on 2 January)",
        ),
    ],
)
def test_a_number_that_was_not_agreed_is_said_so(
    tmp_path: Path, releases: str, at: str, words: str
) -> None:
    terms = HEAD + phase("p", 1, 1) + owes("o", "a", 'at_least = "?"')
    assert words in said(write(tmp_path / "t", terms, releases), "01", at=at)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ("2", "the remains of two people (both X)."),
        ("2+", "the remains of at least two people (all X; the full number not disclosed)."),
        ("1+", "the remains of at least one person (X; the full number not disclosed)."),
        ("3+", "the remains of at least three people (all X; the full number not disclosed)."),
    ],
)
def test_two_of_whom_there_may_be_more_are_not_both(tmp_path: Path, count: str, words: str) -> None:
    folder = write(
        tmp_path / "t", HEAD + phase("p", 1, 2), f"02 a remains {count} X", "nationality"
    )
    assert f"Side A released {words}" in said(folder, "02")


def test_a_list_under_the_agreement_ends_before_those_outside_it(tmp_path: Path) -> None:
    releases = "01 a h 3 X agreement\n02 a h 2 Y agreement\n02 a h 4 - separate"
    folder = write(tmp_path / "t", HEAD + phase("p", 1, 2), releases, "nationality basis")
    text = " ".join(say(folder, "2024-01-02", at=LATER).out.split())
    words = "three X and two Y and, recorded as “separate”, four of no nationality recorded"
    assert f"nine people recorded as “h”: {words};" in text


@pytest.mark.parametrize(
    ("releases", "words"),
    [
        ("02 a truck 2", "two count, three under the minimum of five aid trucks."),
        ("02 a truck 5", "five count, exactly the minimum of five aid trucks."),
        ("01 a truck 5", "nothing that could count towards the minimum of five aid trucks"),
    ],
)
def test_things_are_due_in_their_own_word(tmp_path: Path, releases: str, words: str) -> None:
    owed = owes("o", "a", 'counts = { kind = "truck" }\nat_least = 5')
    folder = write(tmp_path / "t", HEAD + KINDS + phase("p", 1, 2) + owed, releases)
    assert words in said(folder, "02")


def test_where_none_are_due_yet_none_are_said_to_be(tmp_path: Path) -> None:
    named = 'counts = { kind = "p" }\nfor_each = [{ counts = { party = "a" }, owed = 3 }]'
    folder = write(tmp_path / "t", HEAD + phase("p", 1, 2) + owes("o", "b", named), "01 a h 1")
    at = "2024-01-02T12:00Z"
    assert "(“o”), so far none count, and none are due so far." in said(folder, "02", at=at)
