"""The paragraph of a truce day: neutral, supported row by row, and silent on what is not known."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.desk.moments import AFTER, LAST_NIGHT, NOV, copied, without
from tests.desk.said import DATA, DAY, LATER, LATEST, TRUCES, days, say, say_in_short
from tests.program import xt
from tests.truces import HEAD, owes, phase, reading, write


def test_the_seventh_day_of_november_2023_says_what_its_rows_support() -> None:
    said = say(NOV, DAY).out
    for words in (
        "Hamas released eight Israeli hostages: six women and two minors.",
        "By the terms as written",
        "eight count, two under the minimum of ten.",
        "held by a source close to Hamas, quoted by AFP",
        "also counting two Russian-Israeli hostages of 29 November",
        "eight count and two are credited, together the minimum of ten.",
        "Israel released 30 Palestinian prisoners: 23 minors and seven women.",
        "over the truce days of 24 to 30 November, Hamas released 105 hostages: 78 Israeli and,",
        "recorded as “separate”, 23 Thai, three Russian-Israeli and one Filipino; Israel",
        "Israel released 240 Palestinian prisoners.",
        "Not in these totals: four people recorded for Hamas before the truce.",
    ):
        assert words in said, words


def test_every_number_is_followed_by_the_rows_that_support_it() -> None:
    said = say(NOV, DAY, "--cite=inline").out
    for words in (
        "eight Israeli hostages [n32–n34; N62, N66, N87]: six women [n32, n33; N62, N66]",
        "and two minors [n34; N62, N66, N87].",
        "eight count [n32–n34; N62, N66, N87], two under the minimum of ten [N01, N61, N73, N92].",
        "eight count [n32–n34; N62, N66, N87], two under the minimum of ten [N33, N72, N88, N94].",
        "two Russian-Israeli hostages [n26; N51, N52, N60] of 29 November",
        "two are credited [n26–n28; N51, N52, N60]",
        "30 Palestinian prisoners [n35, n36; N01, N61, N62]: 23 minors [n36; N01, N61, N62]",
        "the 24 [n32–n34; N15, N62, N66, N75, N87, N95] due",
        "the 30 [n26–n28, n32–n34; N15, N51, N52, N60, N62, N66, N75, N87, N95] due",
        "105 hostages [n01–n04, n07–n09, n12–n15, n17, n18, n21–n23, n26–n29, n32–n34; N02",
        "four people [e01, e02; N30, N79] recorded for Hamas before the truce.",
    ):
        assert words in said, words


NUMBER = "no|one|two|three|four|five|six|seven|eight|nine|ten|[0-9][0-9,]*"
DERIVED = rf"(?:{NUMBER}) (?:under|more than|(?:is|are) still due|other readings)|all of them"


@pytest.mark.parametrize("truce", TRUCES)
def test_no_number_of_people_stands_without_a_citation(truce: str) -> None:
    for day in days(truce):
        for row in json.loads(say(DATA / truce, day, "--cite=inline", "-O", "json", at=LATEST).out):
            text = re.sub(r"“[^”]*”|\(held by [^)]*\)|; held by [^)]*", "", row["text"])
            text = re.sub(
                r"^(On|Up to|By|Over|From|Some time|In all, over) .*?, (by the end of the day )?",
                "",
                text,
            )  # dates and hours
            text = re.sub(r"\(the period ends at [^)]*\)", "", text)
            text = re.sub(
                rf"(?:{NUMBER}) (?:to|or) (?={NUMBER})", "", text
            )  # a range is one number
            text = re.sub(
                r"(over|on|from) [0-9]+( [A-Z][a-z]+)?( [0-9]{4})?( to [0-9]+ [A-Z][a-z]+)?( [0-9]{4})?",
                "",
                text,
            )
            text = re.sub(rf"of [0-9]+ [A-Z][a-z]+|{DERIVED}|no release|no fewer|no date", "", text)
            for match in re.finditer(rf"\b({NUMBER})\b(?![^\[]*\])", text):
                behind = re.match(rf"[^\[]*?(?=\[|\b(?:{NUMBER})\b|$)", text[match.end() :])
                assert behind is not None
                after = text[match.end() + len(behind[0]) :]
                assert after.startswith("["), (day, match[0], text)


def cited(truce: Path, day: str, at: str) -> dict[str, set[str]]:
    rows = json.loads(say(truce, day, "--format", "json", at=at).out)
    return {
        column: {name for row in rows for name in (row[column] or "").split(";")} - {""}
        for column in ("entries", "sources")
    }


def test_the_seventh_day_cites_what_it_rests_on() -> None:
    citations = cited(NOV, DAY, AFTER)
    assert {"n32", "n26", "n36", "e01", "n01"} <= citations["entries"]
    assert {"N01", "N62", "N51"} <= citations["sources"]


@pytest.mark.parametrize("truce", TRUCES)
def test_without_any_one_of_the_rows_it_cites_the_paragraph_is_another(
    tmp_path: Path, truce: str
) -> None:
    folder, day = copied(tmp_path, DATA / truce), days(truce)[-1]
    whole, bare = say(folder, day, "--cite=inline", at=LATEST).out, say(folder, day, at=LATEST).out
    rows = csv.DictReader((folder / "releases.csv").read_text(encoding="utf-8").splitlines())
    nobody = {row["id"] for row in rows if row["count"] == "0"}  # adds to no number of people
    file = folder / "movements.csv"
    moved = file.read_text(encoding="utf-8") if file.exists() else ""
    for column, names in cited(folder, day, LATEST).items():
        for name in sorted(names):
            entries = "movements.csv" if f"\n{name}," in moved else "releases.csv"
            file = folder / (entries if column == "entries" else "sources.csv")
            before = file.read_bytes()
            without(file, name)
            assert say(folder, day, "--cite=inline", at=LATEST).out != whole, name
            if column == "entries" and name not in nobody:
                assert say(folder, day, at=LATEST).out != bare, name
            file.write_bytes(before)


def test_before_the_day_is_over_what_is_missing_is_still_due_and_nobody_had_released() -> None:
    """An entry without an hour may have come at any hour of its day; what is to come is not known."""
    said = say(NOV, DAY, at=LAST_NIGHT).out
    began = "(Asia/Jerusalem; the truce day of 30 November began at 07:00)"
    assert f"By what is recorded up to 22:00 on 30 November 2023 {began}, Hamas has rel" in said
    assert "so far eight count towards the minimum of ten, two are still due (the period" in said
    assert "(the period ends at 07:00 on 1 December)" in said
    assert "so far 30 count, against the 24 due so far" in said


TERMS = HEAD + phase("p", 1, 3) + owes("daily", "a", "at_least = 3")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("02 b h 1", "On 2 January 2024, no release by Side A is recorded."),
        ("02 a h 1", "No release by Side B is recorded that day."),
        ("02 b h 1", "no release that could count towards the minimum of three is recorded"),
        ("02 a hostage 0", "Side A released no hostages"),
        ("02 a hostage ?", "Side A released hostages whose number was not disclosed"),
        (
            "02 a h ?",
            "an unknown number count towards the minimum of three; the",
        ),
        (
            "02 a h 1\n02 a h ?",
            "at least one counts towards the minimum of three; the ful",
        ),
        ("02 a h 1\n02 a h ?", "Side A released at least one person recorded as “h” (the full"),
        ("02 a remains 1\n02 a remains ?", "the remains of at least one person (the full number"),
        ("02 a hostage 2\n02 a hostage ?", "at least two hostages (the full number not disclosed"),
        ("02 a hostage 1", "Side A released one hostage"),
        ("02 a remains 2", "Side A released the remains of two people"),
        ("02 a h 1", "one person recorded as “h”"),
        ("02 a h 2", "two count, one under the minimum of three"),
        ("02 a h 0", "none count towards the minimum of three"),
        ("01 b hostage ?\n02 a h 1", "Side B released hostages whose number was not disclosed."),
    ],
)
def test_what_is_not_known_is_worded_so(tmp_path: Path, rows: str, words: str) -> None:
    folder = write(tmp_path / "t", TERMS, rows)
    assert words in say(folder, "2024-01-02", at=LATER).out


def test_people_of_no_recorded_nationality_are_told_apart_from_others(tmp_path: Path) -> None:
    rows = "02 a hostage 3 -\n02 a hostage ? X\n02 a hostage 4 X"
    said = say(write(tmp_path / "t", TERMS, rows, "nationality"), "2024-01-02", at=LATER).out
    assert "at least four X hostages (the full number not disclosed) and" in said
    assert "three hostages (no nationality recorded)" in said
    assert "at least four X and three of no nationality recorded" in said


def test_a_number_of_a_single_source_is_worded_so(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", TERMS, "01 a hostage 2 s1\n02 a hostage 3 s1;s2", "sources")
    (folder / "sources.csv").write_text("id,publisher\ns1,One\ns2,Two\n", encoding="utf-8")
    one = say(folder, "2024-01-01", at=LATER).out
    assert "Side A released two hostages. " in one
    assert one.count("Among these records, every entry has a single source.") == 1
    two = say(folder, "2024-01-02", at=LATER).out
    assert "On 2 January 2024, Side A released three hostages." in two
    words = "Among these records, each entry of the following has a single source: two hostages for Side A."
    assert two.count(words) == two.count("single source") == 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            "01 a hostage 2 -\n02 b hostage 3 s1;s2\n01 b prisoner 1 -",
            (
                "Among these records, the following have no source: two hostages for Side A and one prisoner"
                " for Side B."
            ),
        ),
        (
            "02 a hostage 0 s1\n02 b hostage 3 s1;s2",
            "Among these records, each entry of the following has a single source: none for Side A that day.",
        ),
        (
            "01 a hostage 0 s1\n02 a hostage 2 s1\n02 b hostage ? -",
            (
                "Among these records, each entry of the following has a single source: two hostages for Side A;"
                " the following have no source: hostages whose number was not disclosed for Side B."
            ),
        ),
        (
            "01 a hostage 100 s1\n02 a hostage 63 s2\n02 a friend 2 s1\n02 b hostage 3 s1;s2",
            (
                "Among these records, each entry of the following has a single source: 163 hostages and two people"
                " recorded as “friend” for Side A."
            ),
        ),
        ("02 a hostage 2 s1;s2", ""),
    ],
)
def test_one_closing_sentence_says_what_rests_on_a_single_source_or_on_none(
    tmp_path: Path, rows: str, words: str
) -> None:
    folder = write(tmp_path / "t", TERMS, rows, "sources")
    (folder / "sources.csv").write_text("id,publisher\ns1,One\ns2,Two\n", encoding="utf-8")
    for ran in (say(folder, "2024-01-02", at=LATER), say_in_short(folder, "2024-01-02", at=LATER)):
        sentences = [each for each in ran.out.split(". ") if " source" in each]
        assert ". ".join(sentences) == words.rstrip(".")


def test_a_reading_is_introduced_once_with_who_holds_it(tmp_path: Path) -> None:
    terms = TERMS + owes("more", "b", "at_least = 2") + reading("r", "daily", "at_least = 2")
    terms += "[readings.r.obligations.more]\nat_least = 1\n"
    said = say(write(tmp_path / "t", terms, "01 a h 2\n01 b h 1"), "2024-01-01", at=LATER).out
    assert said.count("held by somebody") == 1
    assert "By another reading, “r” (“r”; held by somebody), two count" in said
    assert "By the reading “r”, one counts" in said


def test_readings_that_say_the_same_share_a_sentence() -> None:
    said = say(NOV, "2023-11-26").out
    assert said.count("By two other readings, “Every Israeli citizen counts on the day") == 1
    assert "also counting one Russian-Israeli hostage of 26 November" in said
    assert said.count("14 count, four more than the minimum of ten.") == 1


@pytest.mark.parametrize(
    ("third", "fourth", "said"),
    [
        (3, 1, "two are credited [r1;"),  # the oldest is used first
        (2, 1, "two are credited [r1, r2;"),
        (1, 2, "one is credited [r2;"),  # that of the first day is used up
    ],
)
def test_credit_that_never_lapses_cites_the_days_that_earned_what_is_used(
    third: int, fourth: int, said: str, tmp_path: Path
) -> None:
    terms = HEAD + phase("p", 1, 4) + owes("o", "a", 'at_least = 3\ncarry = "surplus"')
    rows = f"01 a h 5\n02 a h 4\n03 a h {third}\n04 a h {fourth}"
    folder = write(tmp_path / "t", terms, rows)
    assert said in say(folder, "2024-01-04", "--cite=inline", at=LATER).out


def test_what_is_owed_from_before_is_said(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 2) + owes("o", "a", 'at_least = 3\ncarry = "shortfall"')
    folder = write(tmp_path / "t", terms, "01 a h 1\n02 a h 4")
    said = say(folder, "2024-01-02", at=LATER).out
    assert "one under the minimum of five (three, and two still owed from before)" in said
    said = say(folder, "2024-01-02", "--language=fr", at=LATER).out
    assert "un de moins que le minimum de cinq (trois, plus deux d’arriérés)" in said


@pytest.mark.parametrize(
    ("day", "at", "message"),
    [
        ("2023-12-05", AFTER, "DAY: 2023-12-05 is after the last of the truce"),
        ("2023-11-30", "2023-11-25T12:00Z", "write one of 2023-11-24 to 2023-11-25"),
        ("yesterday", AFTER, "DAY: "),
        ("", "2023-11-01T12:00Z", "the truce has not begun then"),
    ],
)
def test_a_day_that_cannot_be_told_is_refused(day: str, at: str, message: str) -> None:
    ran = xt("say", *filter(None, [day]), "--ledger", NOV, "--at", at)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    truce = copied(tmp_path)
    terms = (truce / "terms.toml").read_text(encoding="utf-8")
    evil = 'hamas  = "<b>\\u001b[31m\\u202e*x*"'
    (truce / "terms.toml").write_text(terms.replace('hamas  = "Hamas"', evil), encoding="utf-8")
    said = say(truce, DAY).out
    assert r"<b>\x1b[31m\u202e*x* released eight" in said
    assert r"\<b\>\\x1b" in say(truce, DAY, "--format", "markdown").out
