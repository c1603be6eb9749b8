"""The paragraph of a truce day: neutral, supported row by row, and silent on what is not known."""

import json
from pathlib import Path

import pytest

from tests.desk.moments import AFTER, LAST_NIGHT, NOV, copied, without
from tests.program import Ran, xt
from tests.truces import HEAD, owes, phase, reading, write

DAY = "2023-11-30"
LATER = "2024-02-01T00:00Z"


def say(folder: Path, *options: object, at: str = AFTER) -> Ran:
    return xt("say", *options, "--ledger", folder, "--at", at).ok


def test_the_seventh_day_of_november_2023_says_what_its_rows_support() -> None:
    said = say(NOV, DAY).out
    for words in (
        "Hamas released eight Israeli hostages, six women and two minors.",
        "eight are counted, two under the minimum of ten.",
        "held by a source close to Hamas, quoted by AFP",
        "also counts two Russian-Israeli hostages of 29 November",
        "eight are counted and two are credited, which is the minimum of ten.",
        "Israel released 30 Palestinian prisoners, seven women and 23 minors.",
        "In the truce days 24 to 30 November, Hamas released 105 hostages",
        "240 Palestinian prisoners",
        "Not in these totals: five people recorded for Hamas before the truce.",
    ):
        assert words in said


def test_every_number_is_followed_by_the_rows_that_support_it() -> None:
    said = say(NOV, DAY, "--cite").out
    assert "eight Israeli hostages [n32–n34; N62, N66, N87], six women [n32, n33; N62, N66]" in said
    assert "two Russian-Israeli hostages of 29 November" in said
    assert "[n26; N51, N52, N60]: by it, eight are counted [n32–n34; N62, N66, N87]" in said
    assert "the 24 [n32–n34; N62, N66, N87] due" in said


def cited() -> tuple[set[str], set[str]]:
    rows = json.loads(say(NOV, DAY, "--format", "json").out)
    entries = {name for row in rows for name in (row["entries"] or "").split(";")}
    sources = {name for row in rows for name in (row["sources"] or "").split(";")}
    return entries - {""}, sources - {""}


def test_without_any_one_of_the_rows_it_cites_the_paragraph_is_another(tmp_path: Path) -> None:
    entries, sources = cited()
    assert {"n32", "n26", "n36", "e01", "n01"} <= entries
    assert {"N01", "N62", "N51"} <= sources
    whole = {cite: say(NOV, DAY, *cite).out for cite in ((), ("--cite",))}
    truce = copied(tmp_path)
    for file, names in (("releases.csv", entries), ("sources.csv", sources)):
        before = (truce / file).read_bytes()
        for name in sorted(names):
            without(truce / file, name)
            assert say(truce, DAY, "--cite").out != whole["--cite",], name
            if file == "releases.csv":
                assert say(truce, DAY).out != whole[()], name
            (truce / file).write_bytes(before)


def test_a_source_that_is_not_recorded_is_not_cited(tmp_path: Path) -> None:
    truce = copied(tmp_path)
    (truce / "sources.csv").write_text("id,publisher\n", encoding="utf-8")
    said = say(truce, DAY, "--cite").out
    assert "eight Israeli hostages (by no source) [n32–n34; no source recorded]" in said
    assert "N62" not in said


def test_swapped_parties_are_told_in_the_same_sentences(tmp_path: Path) -> None:
    one, other = (copied(tmp_path / name) for name in ("one", "other"))
    for truce in (one, other):
        terms = (truce / "terms.toml").read_text(encoding="utf-8")
        named = terms.replace('= "Hamas"', '= "Alpha"').replace('= "Israel"', '= "Beta"')
        (truce / "terms.toml").write_text(named, encoding="utf-8")
    for file in ("terms.toml", "releases.csv"):
        text = (other / file).read_text(encoding="utf-8")
        left, right = ('= "{}"', ",{},") if file == "terms.toml" else (",{},", '= "{}"')
        text = swapped(text, left.format("hamas"), left.format("israel"))
        (other / file).write_text(swapped(text, right.format("hamas"), right.format("israel")))
    for day in range(24, 31):
        told = say(one, f"2023-11-{day}", "--cite").out
        assert "Alpha released" in told
        assert swapped(told, "Alpha", "Beta") == say(other, f"2023-11-{day}", "--cite").out


def swapped(text: str, one: str, other: str) -> str:
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def test_before_the_day_is_over_what_is_missing_is_still_to_come() -> None:
    said = say(NOV, DAY, at=LAST_NIGHT).out
    assert "(from 07:00, Asia/Jerusalem, as of 22:00)" in said
    assert "so far eight are counted towards the minimum of ten, two to come by 07:00" in said


TERMS = HEAD + phase("p", 1, 3) + owes("daily", "a", "at_least = 3")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("02 b h 1", "no release by Side A is recorded on that day."),
        ("02 b h 1", "no release that could count is recorded, against the minimum of three"),
        ("02 a hostage 0", "Side A released no hostages"),
        ("02 a hostage ?", "Side A released hostages whose number was not disclosed"),
        ("02 a h ?", "at least none is counted"),
        ("02 a h ?", "a number that bears on it was not disclosed"),
        ("02 a hostage 2\n02 a hostage ?", "at least two hostages, the full number not disclosed"),
        ("02 a hostage 1", "Side A released one hostage (by no source)"),
        ("02 a remains 2", "Side A released the remains of two people"),
        ("02 a h 1", "one person recorded as “h”"),
    ],
)
def test_what_is_not_known_is_worded_so(tmp_path: Path, rows: str, words: str) -> None:
    folder = write(tmp_path / "t", TERMS, rows)
    assert words in say(folder, "2024-01-02", at=LATER).out


def test_a_number_of_a_single_source_is_worded_so(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", TERMS, "01 a hostage 2 s1\n02 a hostage 3 s1;s2", "sources")
    (folder / "sources.csv").write_text("id,publisher\ns1,One\ns2,Two\n", encoding="utf-8")
    one = say(folder, "2024-01-01", at=LATER).out
    assert "Side A released two hostages (by a single source)" in one
    two = say(folder, "2024-01-02", at=LATER).out
    assert "On truce day 2 January 2024 (from 00:00, UTC), Side A released three hostages." in two
    assert "five hostages under the agreement (by a single source in part) in all" in two


def test_a_reading_is_introduced_once_with_who_holds_it(tmp_path: Path) -> None:
    terms = TERMS + owes("more", "b", "at_least = 2") + reading("r", "daily", "at_least = 2")
    terms += "[readings.r.obligations.more]\nat_least = 1\n"
    said = say(write(tmp_path / "t", terms, "01 a h 2\n01 b h 1"), "2024-01-01", at=LATER).out
    assert said.count("held by somebody") == 1
    assert said.count("The reading “r”") == 2


@pytest.mark.parametrize(
    ("day", "at", "message"),
    [
        ("2023-12-05", AFTER, "DAY: 2023-12-05 is not a truce day that has begun"),
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
