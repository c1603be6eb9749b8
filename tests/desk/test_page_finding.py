"""What the report says first: the sentence, the periods to look at, the figures of others."""

import csv
import re
from html import unescape
from pathlib import Path

import pytest

from tests.desk.moments import AFTER, NOV
from tests.desk.pages import LATER
from tests.program import xt
from tests.truces import HEAD, days, owes, phase, reading, write


def head(truce: Path, at: str = LATER) -> str:
    """The page down to the readings."""
    return xt("report", "--ledger", truce, "--at", at).ok.out.partition("<main>")[0]


def plain(markup: str) -> str:
    return unescape(" ".join(re.sub("<[^>]*>", "", markup).split()))


def sentence(truce: Path, at: str = LATER) -> str:
    return plain(re.findall('<p class="finding">(.*?)</p>', head(truce, at))[0])


def cards(truce: Path, at: str = LATER) -> list[list[str]]:
    """Each period to look at: its head, whose it is, and who says what."""
    items = re.findall('<li class="period [a-z]+">(.*?)</li>', head(truce, at), re.DOTALL)
    return [[plain(line) for line in re.split("<div[^>]*>", card)] for card in items]


DAILY = owes("daily", "a", "at_least = 3")


@pytest.mark.parametrize(
    ("rows", "last", "said"),
    [
        ("01 a h 3", 1, "There is one period so far: it was kept by the terms as written."),
        ("01 a h 2", 1, "There is one period so far: it was short by the terms as written."),
        (
            "01 b h 2",
            1,
            "There is one period so far: the records do not say whether it was kept.",
        ),
        ("01 a h 3\n02 a h 3", 2, "Both periods were kept by the terms as written."),
        ("01 a h 3\n02 a h 3\n03 a h 4", 3, "All three periods were kept by the terms as written."),
        (
            "01 a h 3\n02 a h 1\n03 a h 3",
            3,
            "Of 3 periods, one was short (2 January); two were kept by the terms as written.",
        ),
        (
            "01 a h 3\n02 a h 1\n03 a h 2",
            3,
            "Of 3 periods, two were short (2 to 3 January); one was kept by the terms as written.",
        ),
        (
            "01 a h 1\n02 b h 1\n03 a h 2",
            3,
            (
                "Of 3 periods, two were short by the terms as written (1 and 3 January); "
                "of one the records do not say (2 January)."
            ),
        ),
        (
            "01 a h 3\n02 a h 1\n03 a h 2\n04 a h 3\n05 a h 1\n06 a h 3\n07 a h 2",
            7,
            (
                "Of 7 periods, four were short (2 to 3, 5 and 7 January); "
                "three were kept by the terms as written."
            ),
        ),
        (
            "\n".join(f"{day:02} a h {3 * (day > 5)}" for day in range(1, 13)),
            12,
            "Of 12 periods, five were short; seven were kept by the terms as written.",
        ),
    ],
)
def test_the_sentence_says_how_the_periods_stand(
    rows: str, last: int, said: str, tmp_path: Path
) -> None:
    assert sentence(write(tmp_path / "t", days(last) + DAILY, rows)) == said


def test_before_anything_is_judged_the_sentence_says_so(tmp_path: Path) -> None:
    truce = write(tmp_path / "t", days(3) + DAILY, "01 a h 3")
    assert sentence(truce, "2023-12-01T00:00Z") == "No period has begun: nothing is judged yet."
    begun = write(tmp_path / "u", days(3) + DAILY, "01 a h 1")
    running = "There is one period so far: it is not over."
    assert sentence(begun, "2024-01-01T12:00Z") == running


def test_where_nothing_was_due_nothing_is_called_kept(tmp_path: Path) -> None:
    truce = write(tmp_path / "t", days(2) + owes("o", "a", "at_least = 0"), "01 b h 1")
    assert sentence(truce) == "Nothing has been due so far."


def test_disputed_periods_come_first_and_name_each_reading_with_its_holder_once(
    tmp_path: Path,
) -> None:
    terms = days(4) + DAILY + reading("lent", "daily", 'carry = "surplus"')
    truce = write(tmp_path / "t", terms, "01 a h 1\n02 a h 5\n03 a h 2\n04 a h 2")
    assert sentence(truce) == (
        "Of 4 periods, the readings disagree on two (3 to 4 January); "
        "one was short (1 January); one was kept under every reading."
    )
    assert cards(truce) == [
        [
            "3 to 4 January, each day: 2 of 3 disputed",
            "Side A: daily",
            "Short by one – the terms as written",
            "Kept with one credited – “lent”, held by somebody",
        ],
        [
            "1 January: 1 of 3 short",
            "Side A: daily",
            "Short by two – the terms as written; “lent”",
        ],
    ]


def test_days_share_a_card_only_where_the_same_is_said_of_each_and_none_lies_between(
    tmp_path: Path,
) -> None:
    rows = "01 a h 2\n02 a h 2\n03 a h 3\n04 a h 2\n05 a h 1"
    truce = write(tmp_path / "t", days(5) + DAILY, rows)
    assert [card[0] for card in cards(truce)] == [
        "5 January: 1 of 3 short",
        "4 January: 2 of 3 short",
        "1 to 2 January, each day: 2 of 3 short",
    ]


def test_periods_of_several_days_do_not_share_a_card(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 2) + phase("q", 3, 4)
    terms += owes("whole", "a", 'per = "phase"\nat_least = 3')
    shown = cards(write(tmp_path / "t", terms, "01 a h 1\n03 a h 1"))
    assert [card[0] for card in shown] == [
        "3 to 4 January: 1 of 3 short",
        "1 to 2 January: 1 of 3 short",
    ]


def test_periods_beyond_the_first_are_folded_and_those_beyond_these_counted(tmp_path: Path) -> None:
    terms = days(31) + DAILY + owes("back", "b", "at_least = 3")
    rows = "\n".join(f"{n:02} {party} h {n % 2}" for party in "ab" for n in range(1, 32))
    truce = write(tmp_path / "t", terms, rows)
    page = xt("report", "--ledger", truce, "--at", LATER).ok.out
    assert head(truce).count('<li class="period ') == 4
    folded = page.partition('<details id="more"')[2].partition("</details>")[0]
    assert folded.count('<li class="period ') == 40
    assert f"And {2 * 31 - 44} more: xt check --only-findings." in folded


def test_figures_that_a_rule_explains_are_named_with_publisher_note_and_the_ledgers_number() -> (
    None
):
    figures = re.findall("<ul class=.published.>(.*?)</ul>", head(NOV, AFTER), re.DOTALL)[0]
    first, second, *_others = [plain(each) for each in re.findall("<li>(.*?)</li>", figures)]
    assert first == (
        "110 (Hamas, hostage, 24–30 Nov) according to Live blog carrying AFP copy; Sputnik [1, 64]; "
        "the ledger has 105. 110 comes out when everybody is counted who came out alive in any way "
        "since 7 Oct."
    )
    assert second.startswith("80 (Hamas, hostage, Israeli, 24–30 Nov) according to Live blog")
    assert "hostages-first-phase" not in figures


def test_the_finding_has_no_id_of_an_entry_a_source_or_an_obligation() -> None:
    shown = plain(re.sub("<style>.*</style>", "", head(NOV, AFTER), flags=re.DOTALL))
    ids = [row["id"] for name in ("releases", "sources", "claims") for row in rows_of(name)]
    ids += [
        "hostages-first-phase",
        "hostages-daily",
        "hostages-extensions",
        "prisoners-first-phase",
    ]
    assert [id_ for id_ in ids if re.search(rf"(?<![\w-]){re.escape(id_)}(?![\w-])", shown)] == []


def rows_of(name: str) -> list[dict[str, str]]:
    with (NOV / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_dates_are_written_as_people_write_them_but_where_they_are_quoted() -> None:
    page = xt("report", "--ledger", NOV, "--at", AFTER).ok.out
    body = re.sub('<style>.*?</style>|<pre.*?</pre>|href="[^"]*"', "", page, flags=re.DOTALL)
    texts = plain(body.partition("<footer>")[0])
    recorded = [
        cell
        for name in ("releases", "claims", "sources")
        for row in rows_of(name)
        for column, cell in row.items()
        if column in ("note", "title", "url")
    ]
    dates = set(re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}", texts))
    assert {each for each in dates if not any(each in cell for cell in recorded)} == set()


def test_why_there_are_more_periods_than_days_is_said(tmp_path: Path) -> None:
    other = owes("other", "b", "at_least = 1")
    rows = "01 a h 3\n02 a h 3\n01 b h 1\n02 b h 1"
    assert sentence(write(tmp_path / "two", days(2) + DAILY + other, rows)) == (
        "All four periods of two obligations were kept by the terms as written."
    )
    whole = reading("whole", "daily", 'per = "phase"\nat_least = 6')
    assert sentence(write(tmp_path / "apart", days(2) + DAILY + whole, rows)) == (
        "All three periods were kept under every reading."
        " Where readings judge over other days, the periods of each are counted."
    )
    void = reading("void", "daily", "void = true")
    assert sentence(write(tmp_path / "void", days(2) + DAILY + void, rows)) == (
        "Both periods were kept under every reading."
    )
