"""The sentences of `say` on terms of any truce: things, several parties, spans, events, open numbers.

The sentences are those that the contract (`ledger.md`) asks for, each with none, one, two, many
and an unknown number where it can have them.
"""

import re
from pathlib import Path

import pytest

from tests.desk.said import LATER, say
from tests.truces import HEAD, phase, write

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
        ("0", "zero aid trucks are on record for Side B."),
        ("1", "one aid truck is on record for Side B."),
        ("2", "two aid trucks are on record for Side B."),
        ("600", "600 aid trucks are on record for Side B."),
        (
            "780+",
            "at least 780 aid trucks (the full number not disclosed) are on record for Side B.",
        ),
        ("?", "aid trucks whose number was not disclosed are on record for Side B."),
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
    assert "Side B released three hostages; 600 aid trucks are on record for Side B." in paragraph
    assert "Side B released 33 hostages; 600 aid trucks are on record for Side B." in paragraph
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
