"""`totals`, `releases`, `why`, `discrepancies` and `reconcile` for people, on the terms of any truce.

What they say is what the contract (`ledger.md`) asks for: things in their own word and in no sum of
people, several parties as such, a span never as one day, a least never as the number.
"""

from pathlib import Path

import pytest

from tests.program import Ran, xt
from tests.truces import AFTER, HEAD, MONTH, owes, phase, write

KINDS = '[kinds.truck]\none = "aid truck"\nmany = "aid trucks"\npeople = false\n'
TRUCE = HEAD + KINDS + phase("p", 1, 5)


def ask(folder: Path, *words: object) -> Ran:
    return xt(*words, "--ledger", folder, "--at", AFTER)


def text(ran: Ran) -> str:
    """What was printed for people, on one line."""
    assert ran.code in (0, 1), ran.err
    return " ".join(ran.out.split())


def cells(ran: Ran) -> list[list[str]]:
    """The cells of the first table for people, its header first."""
    rows = [line for line in ran.out.splitlines() if line.startswith("|")]
    split = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [row for row in split if not set(row[0]) <= {"-", ":"}]


MIXED = """
02 b hostage 3 -
02 b truck 600 -
03 b truck 1 -
03 b hostage ? -
04 a;b hostage 780+ -
05 a hostage 2 -
"""


def test_totals_keep_people_and_each_thing_apart_by_any_column(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", TRUCE, MIXED, "nationality")
    shown = cells(ask(folder, "totals", "--by", "basis", "--from", "2024-01-05", "-O", "markdown"))
    assert shown == [
        ["truce day", "party", "basis", "count", "running total"],
        ["2024-01-05", "Side A", "agreement", "2", "2"],
        ["2024-01-05", "Side A and Side B together", "agreement", "no record", "780+"],
        ["2024-01-05", "Side B", "agreement", "no record", "3+"],
        ["2024-01-05", "Side B", "agreement", "no record", "601 aid trucks"],
    ]
    third = cells(ask(folder, "totals", "--kind", "truck", "--to", "2024-01-03", "-O", "markdown"))
    assert third[0] == ["truce day", "party", "kind", "count", "running total"]
    assert third[2:] == [
        ["2024-01-02", "Side B", "aid trucks", "600 aid trucks", "600 aid trucks"],
        ["2024-01-03", "Side B", "aid trucks", "1 aid truck", "601 aid trucks"],
    ]


def test_rows_for_programs_add_what_they_added(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", TRUCE, "02 b hostage 3\n02 b truck 600")
    ran = ask(
        folder, "totals", "--by", "basis", "--from", "2024-01-02", "--to", "2024-01-02", "-O", "csv"
    )
    assert [(row["party"], row["count"]) for row in ran.ok.rows] == [("b", "603")]


@pytest.mark.parametrize(
    ("releases", "words"),
    [
        ("01 b truck 1", "1 aid truck in 1 entry lies outside these days and is not"),
        ("01 b truck 5", "5 aid trucks in 1 entry lie outside these days and are not"),
        ("01 b truck 5\n01 b hostage 1", "1 person and 5 aid trucks in 2 entries lie outside"),
        ("01 b hostage 780+", "at least 780 people in 1 entry lie outside"),
        ("01 b hostage ?", "an undisclosed number of people in 1 entry lie outside"),
    ],
)
def test_what_lies_outside_is_counted_apart(tmp_path: Path, releases: str, words: str) -> None:
    terms = HEAD + KINDS + phase("p", 3, 5)
    assert words in text(ask(write(tmp_path / "t", terms, releases), "totals"))


SPANS = f"02 a hostage 12 {MONTH}04\n02 a hostage 1 {MONTH}02\n02 a hostage 3 {MONTH}04"


def test_totals_say_what_stands_on_the_last_of_several_days(tmp_path: Path) -> None:
    said = text(ask(write(tmp_path / "t", TRUCE, SPANS, "until"), "totals"))
    last = "2 entries some time from 2024-01-02 to 2024-01-04."
    assert f"What happened on one of several days stands on the last of them: {last}" in said


def test_releases_are_listed_as_they_are_known(tmp_path: Path) -> None:
    rows = f"02 b truck 600 -\n02 b truck 1 {MONTH}02\n02 a;b hostage 1780+ {MONTH}04\n03 a hostage ? -"
    shown = cells(ask(write(tmp_path / "t", TRUCE, rows, "until"), "releases", "-O", "markdown"))
    assert [row[1:5] for row in shown] == [
        ["truce day", "party", "kind", "count"],
        ["2024-01-02", "Side B", "aid trucks", "600"],
        ["2024-01-02", "Side B", "aid truck", "1"],
        ["2024-01-02 to 2024-01-04", "Side A and Side B together", "hostage", "1,780+"],
        ["2024-01-03", "Side A", "hostage", "not disclosed"],
    ]


@pytest.mark.parametrize(
    ("releases", "words"),
    [
        ("02 a h 12\n02 a h 780+", "12 (r1) + 780+ (r2) = at least 792"),
        ("02 a h 1200+", "1,200+ (r1) = at least 1,200"),
        ("02 a h ?\n02 a h 3", "? (r1) + 3 (r2) = at least 3"),
        ("02 a h 3", "3 (r1) = 3"),
        ("02 b truck 600\n02 b truck 1", "600 (r1) + 1 (r2) = 601 aid trucks"),
        ("02 b truck 1", "1 (r1) = 1 aid truck"),
        ("02 b truck ?", "? (r1) = at least 0 aid trucks"),
    ],
)
def test_a_sum_is_written_out_with_its_least(tmp_path: Path, releases: str, words: str) -> None:
    said = text(ask(write(tmp_path / "t", TRUCE, releases), "why", "total", "2024-01-03"))
    assert f"{words} id truce day" in said


def test_a_total_of_people_and_things_is_two_sums(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", TRUCE, "02 b truck 600\n02 b hostage 3\n03 b hostage 4")
    said = text(ask(folder, "why", "total", "2024-01-03"))
    assert "People 3 (r2) + 4 (r3) = 7 id" in said
    assert "Aid trucks 600 (r1) = 600 aid trucks id" in said
    assert "607" not in said


def test_a_total_has_what_stands_on_its_days_as_the_totals_do(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", TRUCE, SPANS, "until")
    assert "1 (r2) = 1 id" in text(ask(folder, "why", "total", "2024-01-03"))
    fourth = text(ask(folder, "why", "total", "2024-01-04"))
    assert "1 (r2) + 12 (r1) + 3 (r3) = 16 id" in fourth
    assert "r1 2024-01-02 to 2024-01-04 Side A" in fourth


NOT_AGREED = "how many are owed was not agreed"


def test_a_verdict_without_a_number_is_written_out_as_one(tmp_path: Path) -> None:
    terms = TRUCE + owes("o", "a", 'at_least = "?"\nper = "phase"')
    said = text(ask(write(tmp_path / "t", terms, "02 a h 48"), "why", "check", "o", "2024-01-02"))
    assert "Required - a number that was not agreed Together" in said
    assert f"48 released; {NOT_AGREED}." in said


def test_things_that_others_are_owed_for_are_named(tmp_path: Path) -> None:
    named = 'for_each = [{ counts = { party = "b", kind = "truck" }, owed = 2 }]'
    terms = TRUCE + owes("o", "a", named)
    folder = write(tmp_path / "t", terms, "02 b truck 3\n02 a h 6")
    said = text(ask(folder, "why", "check", "o", "2024-01-02"))
    assert "2 × 3 aid trucks recorded of party b, kind truck = 6" in said


def test_the_period_of_an_event_that_has_not_happened_cannot_be_written_out(
    tmp_path: Path,
) -> None:
    owed = owes("o", "a", 'at_least = 2\nper = "phase"\nafter = "talks"')
    folder = write(tmp_path / "t", TRUCE + '[events.talks]\ntitle = "Talks begin"\n' + owed, "")
    ran = ask(folder, "why", "check", "o", "2024-01-02")
    assert ran.code == 2
    assert "o waits for the event “Talks begin”, and has no period yet" in ran.err


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("01", "01", "Entry r1 lies before the truce's first day, 2024-01-02."),
        ("01", "02", "Entry r1 may lie before the truce's first day, 2024-01-02."),
        ("04", "05", "Entry r1 may lie after the truce's last day, 2024-01-04."),
        ("05", "06", "Entry r1 lies after the truce's last day, 2024-01-04."),
        (*("01", "05", "Entry r1 may lie before the truce's first day, 2024-01-02 or after the"),),
    ],
)
def test_a_span_that_is_only_partly_outside_may_lie_there(
    tmp_path: Path, first: str, last: str, words: str
) -> None:
    folder = write(tmp_path / "t", HEAD + phase("p", 2, 4), f"{first} a h 1 {MONTH}{last}", "until")
    (row,) = ask(folder, "discrepancies", "--type", "outside-truce", "-O", "csv").rows
    assert words in row["detail"]
    assert (row["from"], row["to"]) == (MONTH + first, MONTH + last)


@pytest.mark.parametrize(
    ("releases", "words"),
    [
        ("02 a h 48 -", f"o: under as-written, 48 released; {NOT_AGREED}."),
        ("02 a h ? -", "; it rests on entries that leave a number open (r1)."),
        (f"01 a h 3 {MONTH}09", "; it rests on entries that leave a number open (r1)."),
    ],
)
def test_what_rests_on_what_is_open_names_it(tmp_path: Path, releases: str, words: str) -> None:
    terms = TRUCE + owes("o", "a", 'at_least = "?"\nper = "phase"')
    folder = write(tmp_path / "t", terms, releases, "until")
    (row,) = ask(folder, "discrepancies", "--type", "undisclosed", "-O", "csv").rows
    assert words in row["detail"]


def test_a_silence_says_what_is_due_of_what(tmp_path: Path) -> None:
    trucks = 'counts = { kind = "truck" }\nper = "phase"\n'
    terms = (
        TRUCE
        + owes("o", "b", f"{trucks}at_least = 600")
        + owes("q", "b", f'{trucks}at_least = "?"')
    )
    rows = ask(write(tmp_path / "t", terms, ""), "discrepancies", "-O", "csv").rows
    silence = "no entry of Side B of kind aid truck lies in these days, and"
    assert [row["detail"] for row in rows] == [
        f"o: {silence} 600 are due under as-written.",
        f"q: {silence} {NOT_AGREED} under as-written.",
    ]


def test_a_total_of_things_is_one_of_things(tmp_path: Path) -> None:
    releases = "02 b truck 300 north -\n02 b truck 300 south -\n02 b truck 600 - -"
    folder = write(tmp_path / "t", TRUCE, releases, "category nationality")
    (row,) = ask(folder, "discrepancies", "--type", "possible-total", "-O", "csv").rows
    assert "counts 600 aid trucks, the sum of the entries of its day and party" in row["detail"]


CLAIMS = """id,source,from,to,party,kind,figure
c1,S,2024-01-02,2024-01-02,a,h,9
c2,S,2024-01-03,2024-01-03,a,h,900
c3,S,2024-01-02,2024-01-05,b,truck,700
c4,S,2024-01-02,2024-01-05,b,,700
"""


def test_claims_say_which_entries_leave_them_open(tmp_path: Path) -> None:
    releases = f"02 a h 1 -\n02 a;b h 5 -\n02 a h 12 {MONTH}03\n03 a h 780+ -\n03 b truck 600 -"
    folder = write(tmp_path / "t", TRUCE, releases, "until")
    (folder / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    rows = ask(folder, "reconcile", "-O", "csv").rows
    assert [row["explanation"] for row in rows[:2]] == [
        "2 entries may count (r2, r3)",
        "1 entry that would count leaves the number open (r4); 1 entry may count (r3)",
    ]
    who = [row[3] for row in cells(ask(folder, "reconcile", "--all", "-O", "markdown"))[3:5]]
    assert who == ["Side B, aid trucks", "Side B, of any kind"]
    differ = ask(folder, "discrepancies", "--type", "claim-differs", "-O", "csv").rows
    (c4,) = (row for row in differ if row["subject"] == "c4")
    assert c4["detail"].startswith("c4 (S) gives 700 of any kind, the ledger 600: ")
