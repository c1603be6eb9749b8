"""What alone would turn a verdict, as the program says it (ledger.md, section 4.2)."""

import json
import shutil
from pathlib import Path

import pytest

from tests.program import Ran, xt
from tests.truces import AFTER, days, lines, owes, reading, write

NOV = Path(__file__).parents[1] / "data" / "nov2023"
AT = ("--at", "2023-12-01T12:00+02:00")
FIELDS = ("by", "people", "key", "other", "ids", "becomes")


def margin(*words: object, ledger: Path = NOV, at: tuple[str, ...] = AT) -> Ran:
    return xt("margin", *words, "--ledger", ledger, *at)


def offers(*words: object, ledger: Path = NOV, at: tuple[str, ...] = AT) -> list[str]:
    """The rows without the verdict, blanks as `-`."""
    rows = margin(*words, "-O", "csv", ledger=ledger, at=at).ok.rows
    return [" ".join(row[name] or "-" for name in FIELDS) for row in rows]


def of_month(folder: Path, *words: object) -> list[str]:
    """The rows of a tiny truce of January 2024."""
    return lines(margin(*words, "-O", "csv", ledger=folder, at=("--at", AFTER)).ok)


# --- 30 November 2023 ---------------------------------------------------------------------------


def test_two_more_or_every_israeli_and_a_credit_would_have_kept_the_day() -> None:
    asked = ("hostages-extensions", "2023-11-30", "--reading", "as-written")
    assert offers(*asked) == [
        "people 2 - - - met",
        "entry 5 day - n27 met",  # five women and five minors were freed the day before
        "entry 5 day - n28 met",
        "rule - counts;carry credit - credited",
    ]
    words = margin(*asked).ok.out
    assert "2023-11-30, as-written: 8 of 10, short 2. It would be met if\n" in words
    assert "- two people more are delivered\n" in words
    assert "- n27 (5 people) counts, although its day is 29 November 2023\n" in words
    rule = (
        "- basis agreement or separate counts; and a surplus is carried forward as credit, which "
        "lapses after 1 day, as credit reads it; neither alone"
    )
    assert rule in " ".join(words.split())


def test_a_surplus_that_does_not_lapse_would_have_kept_it_alone(tmp_path: Path) -> None:
    folder = shutil.copytree(NOV, tmp_path / "truce")
    with (folder / "terms.toml").open("a", encoding="utf-8") as terms:
        terms.write(reading("lasting", "hostages-daily", 'carry = "surplus"'))
    asked = ("hostages-daily", "2023-11-30", "--reading", "as-written", "--by", "rule")
    assert offers(*asked, ledger=folder) == [
        "rule - carry lasting - credited",
        "rule - counts;carry credit - credited",
        "rule - void phase-totals - -",
    ]


@pytest.mark.parametrize(("keys", "status"), [("carry", "credited"), ("none", "short")])
def test_the_rules_that_are_offered_turn_the_verdict_when_they_are_written(
    tmp_path: Path, keys: str, status: str
) -> None:
    """Both replacements in a reading of its own are `credited`; one of them is `short`."""
    folder = shutil.copytree(NOV, tmp_path / "truce")
    counts = '{ kind = "hostage", nationality = "Israeli", basis = ["agreement", "separate"] }'
    carry = 'carry = "surplus"\ncarry_days = 1' if keys == "carry" else ""
    own = reading("own", "hostages-extensions", f"counts = {counts}\n{carry}")
    with (folder / "terms.toml").open("a", encoding="utf-8") as terms:
        terms.write(own)
    asked = ("--reading", "own", "--obligation", "hostages-extensions", "--from", "2023-11-30")
    rows = xt("check", "--ledger", folder, *AT, *asked, "-O", "csv").rows
    assert [row["status"] for row in rows] == [status]


def test_an_entry_that_is_offered_turns_the_verdict_when_it_is_left_out(tmp_path: Path) -> None:
    asked = ("hostages-extensions", "2023-11-30", "--reading", "credit", "--by", "entry")
    rows = margin(*asked, "-O", "csv").ok.rows
    assert [(row["ids"], row["becomes"]) for row in rows] == [
        ("n32", "short"),
        ("n34", "short"),
        ("n33", "short"),
    ]
    for row in rows:
        folder = shutil.copytree(NOV, tmp_path / row["ids"])
        file = folder / "releases.csv"
        kept = [line for line in file.read_text("utf-8").splitlines() if row["ids"] not in line]
        file.write_text("\n".join(kept) + "\n", encoding="utf-8")
        credit = ("--reading", "credit", "--obligation", "hostages-extensions")
        checked = xt("check", "--ledger", folder, *AT, *credit, "--from", "2023-11-30", "-O", "csv")
        assert [each["status"] for each in checked.rows] == ["short"]


# --- which periods ------------------------------------------------------------------------------

TWO_DAYS = days(2) + owes("o", "a", "at_least = 2") + owes("q", "b", "at_least = 1")
FREED = """
    01 a h 5
    02 a h 1
    01 b h 1
    02 b h 1
"""


def test_without_a_period_those_that_are_short_or_disputed(tmp_path: Path) -> None:
    folder = write(tmp_path, TWO_DAYS, FREED)
    head = "reading obligation from to status by people key other ids becomes"
    short = [
        "as-written o 02 02 short people 1 - - - met",
        "as-written o 02 02 short entry 5 day - r1 met",
    ]
    assert of_month(folder) == [head, *short]
    assert margin("q", "-O", "csv", ledger=folder, at=("--at", AFTER)).ok.out.split() == [
        head.replace(" ", ",")
    ]
    assert of_month(folder, "o", "--all") == [
        head,
        "as-written o 01 01 met people -4 - - - short",
        "as-written o 01 01 met entry 5 - - r1 short",
        *short,
    ]
    assert of_month(folder, "q", "2024-01-02") == [
        head,  # a period that is named is shown, however it stands
        "as-written q 02 02 met people -1 - - - short",
        "as-written q 02 02 met entry 1 - - r4 short",
    ]


def test_a_disputed_period_is_shown_under_every_reading(tmp_path: Path) -> None:
    less = reading("less", "o", "at_least = 1")
    folder = write(tmp_path, TWO_DAYS + less, FREED)
    assert of_month(folder, "o", "--by", "rule")[1:] == [
        "as-written o 02 02 short rule - requirement less - met",
        "less o 02 02 met rule - requirement as-written - short",
    ]
    assert (
        of_month(folder, "o", "--by", "rule", "--reading", "as-written")[1:]
        == [
            "as-written o 02 02 short rule - requirement less - met",  # other readings offer all the same
        ]
    )


def test_a_reading_that_knows_no_obligation_makes_a_dispute_of_each_shortfall(
    tmp_path: Path,
) -> None:
    none = reading("none", "o", "void = true")
    only = days(2) + owes("o", "a", "at_least = 2") + none
    folder = write(tmp_path, only, "02 a h 1")
    assert of_month(folder, "--by", "rule")[1:] == ["as-written o 02 02 short rule - void none - -"]
    words = margin("--by", "rule", ledger=folder, at=("--at", AFTER)).ok.out
    assert "It would no longer be judged by itself, and be kept if" in words
    assert "- nothing is owed, as none reads it" in words


def test_kinds_of_offers_come_in_the_order_of_the_contract_however_they_are_asked_for() -> None:
    asked = ("hostages-extensions", "2023-11-30", "--reading", "as-written")
    some = offers(*asked, "--by", "rule", "--by", "people", "--by", "rule")
    assert some == ["people 2 - - - met", "rule - counts;carry credit - credited"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("hostage",), "OBLIGATION: 'hostage' is not an obligation of the terms; write one of"),
        (
            ("hostages-daily", "2023-12-09"),
            "PERIOD: 2023-12-09 lies in no period of hostages-daily; they are 2023-11-24, ",
        ),
        (
            ("hostages-daily", "2023-11-30", "--reading", "phase-totals"),
            "PERIOD: 2023-11-30 lies in no period of hostages-daily; name other readings, with",
        ),
        (("hostages-daily", "30.11."), "PERIOD: '30.11.' is not a date"),
        (("--reading", "mine"), "--reading: 'mine' is not a reading of the terms"),
        (("--by", "luck"), "'luck' is not one of 'people', 'other-side', 'entry', 'rule', 'claim'"),
    ],
)
def test_what_cannot_be_asked_is_refused(words: tuple[str, ...], problem: str) -> None:
    ran = margin(*words)
    assert (ran.code, ran.out) == (2, "")
    assert problem in " ".join(ran.err.split())


# --- words --------------------------------------------------------------------------------------


def said(folder: Path, *words: object) -> str:
    """What people read, without the head and without what is said at the end."""
    out = margin(*words, ledger=folder, at=("--at", AFTER)).ok.out
    return " ".join(out.split())


def test_nothing_to_turn_is_said_so(tmp_path: Path) -> None:
    folder = write(tmp_path, days(1) + owes("o", "a", "at_least = 0"), "01 a h 1")
    assert "No period that was asked about is short or disputed; --all" in said(folder)
    assert "1 of 0. Nothing that was asked about turns it alone." in said(folder, "--all")
    pending = xt("margin", "--all", "--ledger", folder, "--at", "2023-12-31T00:00Z").ok.out
    assert "No verdict that was asked about is kept or short." in pending


def test_the_other_side_in_words(tmp_path: Path) -> None:
    each = 'for_each = [{ counts = { party = "b" }, owed = 3 }, { obligation = "q", owed = 1 }]'
    terms = days(1) + owes("o", "a", each) + owes("q", "b", "at_least = 1")
    folder = write(tmp_path, terms, "01 a h 4\n01 b h 4")
    assert of_month(folder, "o", "--by", "other-side")[1:] == [
        "as-written o 01 01 short other-side -4 1 - - met",
    ]
    words = said(folder, "o")
    assert "- 12 people more are delivered" in words
    assert "- four people fewer are released of: party b; for each of whom three are owed" in words
    kept = write(tmp_path / "kept", terms, "01 a h 16\n01 b h 4")
    words = said(kept, "o", "--all")
    assert "- one person more is released of: party b; for each of whom three are owed" in words
    assert "- one person more is applied to q, for each of whom one is owed" in words


def test_things_are_counted_in_their_own_word_and_a_cell_is_named(tmp_path: Path) -> None:
    trucks = '[kinds.truck]\none = "aid truck"\nmany = "aid trucks"\npeople = false\n'
    counts = 'counts = { kind = "truck", category = "fuel", basis = "agreement" }\nat_least = 2'
    folder = write(
        tmp_path, days(1) + trucks + owes("o", "a", counts), FUEL, columns="category basis"
    )
    words = said(folder)
    assert "- two aid trucks more are delivered" in words
    assert "- r2 (2 aid trucks) counts, although its category is “food dry”" in words
    assert "- r3 (at least 3 aid trucks) counts, although its basis is “sold”" in words


FUEL = """
    01 a truck 0 fuel -
    01 a truck 2 food;dry -
    01 a truck 3+ fuel sold
"""


def test_what_a_reading_replaces_in_words(tmp_path: Path) -> None:
    wide = 'counts = { category = "x", except = { basis = "y" } }\nat_least = 3\ncarry = "both"'
    whole = 'at_least = { p = 4 }\nper = "phase"'
    counts = 'counts = { kind = "h", category = "w" }\nat_least = 2'
    terms = (
        days(2) + owes("o", "a", counts) + reading("wide", "o", wide) + reading("whole", "o", whole)
    )
    folder = write(tmp_path, terms, "01 a h 4 w\n02 a h 0 w\n02 a k 4 x", columns="category")
    words = said(folder, "o", "--by", "rule", "--reading", "as-written")
    assert (
        "a surplus is carried forward as credit that never lapses, a shortfall as arrears, as wide"
        in words
    )
    assert "- any kind, category x and all except (basis y) count, as wide reads it" in words
    assert (
        "no longer be judged by itself, and be kept if - what is owed is at least (p: 4); and it is"
        " judged over the whole phase and runs over p (1 to 2 January 2024), as whole reads it;"
        " neither alone"
        in words
        or "judged over the whole phase" in words
    )


def test_a_claim_in_words(tmp_path: Path) -> None:
    folder = write(tmp_path, days(1) + owes("o", "a", "at_least = 3"), "01 a h 1")
    claims = "id,source,from,to,party,kind,figure,bound\nc1,S,2024-01-01,2024-01-01,a,h,3,\n"
    claims += "c2,S,,2024-01-01,a,h,4,=\nc3,S,,2024-01-01,a,h,5,>=\nc4,S,,2024-01-01,a,,9,\n"
    (folder / "claims.csv").write_text(claims, encoding="utf-8")
    assert of_month(folder, "--by", "claim")[1:] == [
        "as-written o 01 01 short claim 3 - - c1 met",
        "as-written o 01 01 short claim 4 - - c2 met",
    ]
    assert "- 3 people are delivered, as the claim c1 says" in said(folder)


@pytest.mark.parametrize(("others", "offers"), [("01 a;b h 2\n" * 2, 0), ("", 1)])
def test_others_may_count_however_few_people(others: str, offers: int, tmp_path: Path) -> None:
    """Without five or more there are still four who may count: that would be unclear, not short."""
    folder = write(tmp_path, days(1) + owes("o", "a", "at_least = 3"), f"01 a h 5+\n{others}")
    assert len(of_month(folder, "--by", "entry", "--all")[1:]) == offers


def test_of_very_many_entries_people_read_the_first(tmp_path: Path) -> None:
    freed = "01 a h 0\n" + "02 a h 1\n" * 30
    folder = write(tmp_path, days(2) + owes("o", "a", "at_least = 1"), freed)
    words = said(folder, "--by", "entry")
    assert words.count("counts, although") == 20
    assert "- and 10 more" in words
    assert len(of_month(folder, "--by", "entry")) == 31


def test_the_rows_are_the_same_from_a_folder_and_a_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    assert xt("init", ledger, "--from", NOV).ok
    rows = margin("--all", "-O", "json").ok.out
    assert margin("--all", "-O", "json", ledger=ledger).ok.out == rows
    assert set(json.loads(rows)[0]) == {"reading", "obligation", "from", "to", "status", *FIELDS}
