"""What is open is told as open: by `say`, on the side on which it is open, and within what."""

import json
import random
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.desk.said import LATER, say
from tests.naive import read as load_truce
from tests.naive.judging import Verdict, open_judge
from tests.naive.matching import UNLIMITED, Range
from tests.naive.random_truces import judging_moments, random_truce, write_folder
from tests.program import xt
from tests.truces import HEAD, owes, phase, reading, write

EXACTLY = HEAD + phase("p", 1, 3)
EXACTLY += owes("ten", "a", "at_least = 10")
EXACTLY += owes(
    "ret",
    "b",
    'counts = { kind = "p" }\n'
    'for_each = [{ counts = { party = "a", kind = "h", nationality = "X" }, owed = 2 }]',
)
OPEN = """
01 a h 10 X
01 a h ? X
01 b p 20 -
02 a h 10 X
02 a h 3 -
02 b p 20 -
03 a h 12 X
03 a h ? X
03 b p 10 -
"""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("01", "at least ten count, no fewer than the minimum of ten."),
        ("01", "20 count towards what is due (at least 20); how many"),
        ("02", "13 count, three more than the minimum of ten."),
        ("02", "towards what is due (20 to 26); how many are due is not known."),
        ("03", "at least 12 count, no fewer than the minimum of ten."),
        (
            "03",
            "ten count, at least 14 under what is due (at least 24).",
        ),
    ],
)
def test_neither_exactly_nor_more_is_said_beside_a_number_that_is_open(
    tmp_path: Path, day: str, words: str
) -> None:
    folder = write(tmp_path / "t", EXACTLY, OPEN, "nationality")
    assert words in say(folder, f"2024-01-{day}", at=LATER).out


def test_a_number_not_disclosed_is_open_on_its_own_day_only(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 3) + owes("o", "a", "at_least = 1")
    folder = write(tmp_path / "t", terms, "01 a h ?\n02 a h 0")
    assert "an unknown number count" in say(folder, "2024-01-01", at=LATER).out
    second = say(folder, "2024-01-02", at=LATER).out
    assert "none count towards the minimum of one." in second
    third = say(folder, "2024-01-03", at=LATER).out
    assert "no release that could count towards the minimum of one is recorded." in third


def test_people_who_may_count_are_told_as_a_range(tmp_path: Path) -> None:
    counts = 'counts = { kind = "h", nationality = "X" }'
    terms = HEAD + phase("p", 1, 2) + owes("o", "a", f"{counts}\nat_least = 3")
    folder = write(tmp_path / "t", terms, "01 a h 2 X\n01 a h 1 -\n02 a h 2 -", "nationality")
    first = say(folder, "2024-01-01", at=LATER).out
    assert "two or three count towards the minimum of three;" in first
    assert "; whether the others count is not recorded." in first
    second = say(folder, "2024-01-02", at=LATER).out
    assert "zero to two count" not in second
    assert "at most two count, one to three under the minimum of three." in second


def test_an_obligation_whose_numbers_are_all_unknown_is_told(tmp_path: Path) -> None:
    named = 'for_each = [{ counts = { party = "a", kind = "h" }, owed = 2 }]'
    terms = HEAD + phase("p", 1, 1) + owes("o", "b", f'counts = {{ kind = "p" }}\n{named}')
    said = say(write(tmp_path / "t", terms, "01 a h ?\n01 b p ?"), "2024-01-01", at=LATER).out
    assert "an unknown number count towards what is due; the full" in said
    assert "the full number was not disclosed and how many are due is not known." in said


def test_before_the_day_is_over_what_is_open_is_told_too(tmp_path: Path) -> None:
    carried = 'at_least = 3\ncarry = "shortfall"'
    terms = HEAD + phase("p", 1, 2) + owes("o", "a", carried)
    folder = write(tmp_path / "t", terms, "01 a h 1\n01 a h ?\n02 a h 1")
    said = say(folder, "2024-01-02", at="2024-01-02T12:00Z").out
    assert "so far one counts towards what is due (three to five)," in said
    assert ", two to four are still due (the period ends at 00:00 on 3 January)." in said


JOINT = HEAD + 'c = "Side C"\n' + phase("p", 1, 3)
JOINT += owes("t", "a", 'at_least = 706\nper = "phase"').replace('"a"', '["a", "b"]')


def test_what_two_owe_together_is_told_once_and_as_joint(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", JOINT, "02 a h 454\n02 b h 237")
    said = say(folder, "2024-01-03", at=LATER).out
    assert said.count("706") == 1
    joint = "(“t”, owed by Side A and Side B together), 691 count, 15"
    assert f"Over 1 to 3 January, by the terms as written {joint} under the minimum of 706." in said


def test_what_two_owe_together_is_counted_once_and_as_joint(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", JOINT, "02 a h 454\n02 b h 237")
    shown = (
        xt("check", "--ledger", folder, "--at", LATER).out.split("By party")[1].split("Readings")
    )
    assert [line.split(": ", 1)[0] for line in shown[0].split("\n") if line] == [
        "Side C",
        "Side A and Side B together",
    ]
    assert "1 period: 1 short" in shown[0]


def test_a_reading_that_voids_the_obligation_is_told_with_its_holder(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 1) + owes("o", "a", "at_least = 10")
    terms += '[readings.theirs]\nheld_by = "A"\n[readings.theirs.obligations.o]\nvoid = true\n'
    folder = write(tmp_path / "t", terms, "01 a h 4")
    said = say(folder, "2024-01-01", at=LATER).out
    assert "By another reading, “theirs” (held by A), nothing is owed on this day." in said
    shown = xt("check", "--ledger", folder, "--at", LATER).out
    assert shown.count("The terms as written") == 1
    assert "Without a title: knows no obligation o; held by A" in shown


def test_a_reading_over_other_days_is_told_by_those_days(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 3) + owes("o", "a", "at_least = 2")
    terms += reading("whole", "o", 'at_least = 4\nper = "phase"')
    folder = write(tmp_path / "t", terms, "01 a h 1\n02 a h 2\n03 a h 2")
    said = say(folder, "2024-01-01", at=LATER).out
    assert "by the end of the day one of four due over 1 to 3 January." in said


def test_a_day_of_another_year_is_told_with_its_year(tmp_path: Path) -> None:
    terms = HEAD + '[[phases]]\nname = "p"\nfrom = 2023-12-30\nto = 2024-01-02\n'
    terms += owes("o", "a", "at_least = 3")
    folder = write(tmp_path / "t", terms, "02 a h 2")
    said = say(folder, "2023-12-31", at="2023-12-31T12:00Z").out
    assert "(the period ends at 00:00 on 1 January 2024)" in said
    assert "over the truce days of 30 to 31 December, " in said
    last = say(folder, "2024-01-02", at=LATER).out
    assert "over the truce days of 30 December 2023 to 2 January 2024, " in last


WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBER = rf"(?:{'|'.join(WORDS)}|[0-9,]+)"
RANGE = rf"(?:at least |at most )?{NUMBER}(?: (?:to|or) {NUMBER})?"
ASKED = re.compile(r"[Bb]y the terms as written \((“.*?”)(?:, owed by [^)]*)?\), (?P<clause>.*)")
OVER = {"met", "credited", "short", "undisclosed"}


@pytest.mark.parametrize("new_words", [False, True])
@pytest.mark.parametrize("seed", range(24))
def test_what_is_said_lies_within_the_ranges_of_the_reference(
    tmp_path: Path, seed: int, *, new_words: bool
) -> None:
    rng = random.Random(f"say {seed}")
    files = random_truce(rng, new_words=new_words)
    files["terms.toml"] = files["terms.toml"].replace('title = "What is owed"\n', "")  # ids instead
    folder, truce = write_folder(tmp_path / "t", files), load_truce(files)
    at = judging_moments(rng, files, 1)[0]
    judge = open_judge(truce, at, "as-written")
    for obligation in truce.terms["obligations"]:
        for verdict in judge.judge(obligation["id"])[:4]:
            if verdict.status in OVER and verdict.period.last is not None:
                for clause in clauses(folder, at, obligation["id"], verdict):
                    delivered = judge.range_delivered(obligation, verdict.period)
                    expect_delivered(clause, delivered)
                    expect_standing(clause, verdict, delivered)


def clauses(folder: Path, at: datetime, obligation: str, verdict: Verdict) -> Iterator[str]:
    """What is said of one obligation over one period by the terms as written."""
    last = verdict.period.last
    ran = xt("say", str(last), "--ledger", folder, "--at", at.isoformat(), "-O", "json")
    if ran.code == 2:  # a day after the truce's last
        return
    for row in json.loads(ran.ok.out):
        asked = ASKED.search(row["text"])
        if (
            asked
            and f"“{obligation}”" in asked[1].split(" and ")
            and over_days(row["text"], verdict)
        ):
            yield asked["clause"]


def over_days(sentence: str, verdict: Verdict) -> bool:
    """Whether a sentence is about a period's days: one of several days begins with the day."""
    first, last = verdict.period.first, verdict.period.last
    begins = re.match(r"Over (\d+)", sentence)
    return first == last if begins is None else first is not None and int(begins[1]) == first.day


def read_range(words: str) -> Range:
    """The least and the most that words say."""
    if words in ("an unknown number", "none"):
        return Range(0, 0 if words == "none" else UNLIMITED)
    numbers = [read_number(each) for each in re.findall(NUMBER, words)]
    if words.startswith("at least"):
        return Range(numbers[0], UNLIMITED)
    return Range(0 if words.startswith("at most") else numbers[0], numbers[-1])


def read_number(word: str) -> int:
    return WORDS.index(word) if word in WORDS else int(word.replace(",", ""))


def expect_delivered(clause: str, delivered: Range) -> None:
    counting = re.match(rf"(an unknown number|none|{RANGE}) counts?\b", clause)
    assert counting, clause
    assert read_range(counting[1]) == delivered, clause


def expect_standing(clause: str, verdict: Verdict, delivered: Range) -> None:
    certain = (
        delivered.least == delivered.most and verdict.shortfall_least == verdict.shortfall_most
    )
    if "exactly" in clause or re.search(rf"{NUMBER} more than", clause):
        assert certain, clause
    if more := re.search(rf"({NUMBER}) more than", clause):
        assert read_number(more[1]) == verdict.surplus, clause
    if under := re.search(rf"({RANGE}) under (?:the|what)", clause):
        missing = read_range(under[1])
        assert missing.least == verdict.shortfall_least, clause
        most = None if missing.most == UNLIMITED else missing.most
        assert most == verdict.shortfall_most, clause


COUNTED = [
    ("0", "no prisoners", "none count"),
    ("1", "one prisoner", "one counts"),
    ("2", "two prisoners", "two count"),
    ("11", "11 prisoners", "11 count"),
    ("1718", "1,718 prisoners", "1,718 count"),
    ("?", "prisoners whose number was not disclosed", "an unknown number count"),
]


@pytest.mark.parametrize(("count", "people", "counts"), COUNTED)
def test_every_number_reads_aloud(tmp_path: Path, count: str, people: str, counts: str) -> None:
    terms = HEAD + phase("p", 1, 1) + owes("o", "a", 'counts = { kind = "prisoner" }\nat_least = 2')
    folder = write(tmp_path / "t", terms, f"01 a prisoner {count}\n01 b remains 1\n01 b remains ?")
    said = say(folder, "2024-01-01", at=LATER).out
    assert f"Side A released {people}" in said
    assert f"(“o”), {counts}" in said
    assert "the remains of at least one person (the full number not disclosed)" in said
    shown = xt("status", "--ledger", folder, "--at", LATER).out
    shown += xt("check", "--ledger", folder, "--at", LATER).out
    assert "at least 0" not in shown
    assert "1718" not in shown
