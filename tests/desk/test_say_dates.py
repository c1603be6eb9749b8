"""What `xt say` says of events, deadlines, periods without an end, and numbers not agreed."""

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


UNSOURCED = re.compile(r" No source is recorded for any of this\.")


def said(folder: Path, day: str, at: str = LATER) -> str:
    """The paragraph without what it says of sources, which these truces do not have."""
    text = say(folder, f"2024-01-{day}", at=at).out
    return UNSOURCED.sub("", " ".join(text.split()))


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
