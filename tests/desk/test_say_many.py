"""A day of a truce with more entries than are read for it: the same words, made of sums."""

import csv
import io
import random
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from exchange_tracker.facts.entry import moment_of
from exchange_tracker.facts.groups import group_cell
from exchange_tracker.facts.model import Release
from exchange_tracker.queries.query import Query
from exchange_tracker.report.say.languages import Language
from exchange_tracker.report.say.sentences import Citing, Length, Manner, passage_of
from exchange_tracker.store.folder import Folder
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.records import CachedRecords, Records
from tests.desk.moments import copied
from tests.desk.said import DATA, LATER, LATEST, TRUCES, days
from tests.faults.stage import EXTENDED, done, rich
from tests.naive.random_truces import judging_moments, random_truce, write_folder
from tests.program import xt
from tests.random_truces.folder import random_moment, write_truce
from tests.truces import HEAD, owes, phase, write

CLOSING = re.compile(
    "Among these records, |Among the records of |Dans tout cela, |Dans ce qui est enregistré pour le "
)
MANNERS = [Manner(), Manner(length=Length.FULL, language=Language.FR)]
MANY = 20_000  # entries of which all are read


def sentences(records: Records, at: datetime, day: date, manner: Manner) -> list[str]:
    return [each.text for each in passage_of(Query(records, at), day, manner).sentences]


def of_sums(manner: Manner) -> Manner:
    """The same, of any number of entries."""
    return manner._replace(most_entries=-1)


def expect_the_same(records: Records, at: datetime, day: date) -> None:
    """Expect a day to be told in the same words by entries and by sums, but for the sources."""
    for manner in MANNERS:
        by_rows, by_sums = (
            [text for text in sentences(records, at, day, each) if not CLOSING.match(text)]
            for each in (manner, of_sums(manner))
        )
        assert by_sums == by_rows


def expect_each_day_the_same(records: Records, at: datetime) -> None:
    first, last = records.terms.first_day, records.clock.day_of(at)
    for number in range(12):
        day = first + timedelta(days=number)
        if day <= min(last, records.terms.last_day):
            expect_the_same(records, at, day)


@pytest.mark.parametrize("truce", TRUCES)
def test_each_truce_is_told_in_the_same_words(tmp_path: Path, truce: str) -> None:
    folder = copied(tmp_path / "truce", DATA / truce)
    sort_nationalities(folder / "releases.csv")
    records = Folder(folder)
    for day in days(truce)[::3]:
        expect_the_same(records, moment_of(LATEST), date.fromisoformat(day))


@pytest.mark.parametrize("seed", range(15))
def test_random_truces_are_told_in_the_same_words(tmp_path: Path, seed: int) -> None:
    rng, folder = random.Random(f"many {seed}"), tmp_path / "truce"
    write_truce(folder, rng, coarse=rng.choice([0.0, 0.3, 0.6]))
    at = random_moment(folder, rng)
    sort_nationalities(folder / "releases.csv")
    expect_each_day_the_same(Folder(folder), at)


@pytest.mark.parametrize("seed", range(15))
def test_truces_with_events_and_open_ends_are_told_in_the_same_words(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(f"open {seed}")
    files = random_truce(rng, new_words=True)
    folder = write_folder(tmp_path / "truce", files)
    sort_nationalities(folder / "releases.csv")
    for at in judging_moments(rng, files, 2):
        expect_each_day_the_same(Folder(folder), at)


def sort_nationalities(path: Path) -> None:
    """Write nationalities in the order of a sum: where the day has none of them it knows no other."""
    (header, *rows) = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    if "nationality" in header:
        place = header.index("nationality")
        for row in rows:
            values = [word.strip() for word in row[place].split(";")]
            row[place] = group_cell(";".join(filter(None, values)))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def test_ledgers_are_told_in_the_same_words_as_of_some_changes(tmp_path: Path) -> None:
    """Among them changes before the terms counted truce days otherwise, and corrections."""
    path = rich(tmp_path / "ledger.db", random.Random(3))
    earlier = tmp_path / "earlier.toml"
    earlier.write_text(EXTENDED, encoding="utf-8")
    done("terms", "set", earlier, "--reason", "days start at seven", "--ledger", path)
    last, _ = Ledger.open(path).last
    for number in (last // 3, 2 * last // 3, last - 1, last):
        expect_each_day_the_same(Ledger.open(path, str(number)), moment_of(LATEST))


def test_nationalities_stand_in_the_order_of_the_day_else_sorted(tmp_path: Path) -> None:
    rows = "01 a h 1 Zish;Yish\n02 a h 2 Bish;Aish"
    folder = Folder(write(tmp_path / "t", HEAD + phase("p", 1, 2), rows, "nationality"))
    first, second = (
        " ".join(sentences(folder, moment_of(LATER), date(2024, 1, day), of_sums(Manner())))
        for day in (1, 2)
    )
    assert "Zish-Yish" in first
    assert "one Yish-Zish" in second
    assert "two Bish-Aish" in second


class OfSomeDays(CachedRecords):
    """Records of which no entries are read but those of some days."""

    def __init__(self, records: Records, first: date, last: date) -> None:
        super().__init__(records)
        self.days = first, last
        self.read = list[str]()

    def releases(self) -> Iterator[Release]:
        raise AssertionError("all entries are read")

    def releases_alike(self, first: date, last: date) -> Iterator[Release]:
        raise AssertionError(f"the entries from {first} to {last} are read")

    def releases_between(self, first: date, last: date, least: int = 0) -> Iterator[Release]:
        assert (first, last) == self.days
        for entry in super().releases_between(first, last, least):
            self.read.append(entry.id)
            yield entry


DAILY = HEAD + phase("p", 1, 5) + owes("daily", "b", 'carry = "both"\nat_least = 1')
WHOLE = DAILY + owes("whole", "a", 'per = "phase"\nat_least = 9')
ROWS = "01 b h 3\n01 a h 1\n02 a h 1\n03 a h 4\n03 a h 0\n04 a h 2\n05 b h 1"
THIRD = date(2024, 1, 3)


def test_no_entries_are_read_but_those_of_the_day(tmp_path: Path) -> None:
    """Not even where a period is told that is as long as the truce, and credit is used."""
    folder = Folder(write(tmp_path / "t", WHOLE, ROWS))
    for manner in MANNERS:
        records = OfSomeDays(folder, THIRD, THIRD)
        assert sentences(records, moment_of(LATER), THIRD, of_sums(manner))
        assert records.read == ["r4", "r5"]


def test_to_be_cited_no_entries_are_read_after_the_periods_that_are_told(tmp_path: Path) -> None:
    folder = Folder(write(tmp_path / "t", DAILY, ROWS))
    records = OfSomeDays(folder, date.min, THIRD)
    assert sentences(records, moment_of(LATER), THIRD, Manner(cite=Citing.NOTES))
    assert records.read == ["r1", "r2", "r3", "r4", "r5"]


SOURCED = HEAD + phase("p", 1, 4)
OTHERS = "01 b h 7 -\n02 a h 1 x\n04 a h 5 -"  # of other days, with other sources


@pytest.mark.parametrize(
    ("rows", "english", "french"),
    [
        ("", "", ""),
        ("03 a h 2 x;y", "", ""),
        (
            "03 a h 2 x",
            "Among the records of 3 January, every entry has a single source.",
            "Dans ce qui est enregistré pour le 3 janvier, chaque enregistrement n’a qu’une seule source.",
        ),
        (
            "03 a h 2 -\n03 b h 1 -",
            "Among the records of 3 January, no entry has a source.",
            "Dans ce qui est enregistré pour le 3 janvier, aucun enregistrement n’a de source.",
        ),
        (
            "03 a hostage 2 x\n03 b h 1 x;y",
            "Among the records of 3 January, each entry of the following has a single source: two hostages for Side A.",
            "Dans ce qui est enregistré pour le 3 janvier, chaque enregistrement de ce qui suit n’a qu’une seule source: deux otages pour Side A.",
        ),
        (
            "03 a hostage 1 -\n03 b h 1 x;y",
            "Among the records of 3 January, the following have no source: one hostage for Side A.",
            "Dans ce qui est enregistré pour le 3 janvier, ce qui suit n’a pas de source: un otage pour Side A.",
        ),
        (
            "03 a hostage 2 x\n03 a hostage 3+ x\n03 b hostage 0 -",
            "Among the records of 3 January, each entry of the following has a single source: at least five hostages for Side A; the following have no source: none for Side B that day.",
            "Dans ce qui est enregistré pour le 3 janvier, chaque enregistrement de ce qui suit n’a qu’une seule source: au moins cinq otages pour Side A; ce qui suit n’a pas de source: aucune libération par Side B ce jour-là.",
        ),
    ],
)
@pytest.mark.parametrize("length", Length)
def test_what_few_sources_stand_behind_is_told_of_the_day(
    tmp_path: Path, rows: str, english: str, french: str, length: Length
) -> None:
    lines = f"{OTHERS}\n{rows}".replace("x", "http://x").replace("y", "http://y")
    folder = Folder(write(tmp_path / "t", SOURCED, lines, "sources"))
    for language, words in ((Language.EN, english), (Language.FR, french)):
        manner = of_sums(Manner(length=length, language=language))
        *_, last = sentences(folder, moment_of(LATER), THIRD, manner)
        closing = last if CLOSING.match(last) else ""
        assert closing.replace("\u00a0", "").replace("\u202f", "") == words


def test_people_who_may_have_been_released_on_the_day_are_of_its_records(tmp_path: Path) -> None:
    rows = "01 02 a h 1 http://x\n02 04 a hostage 2 http://x\n03 - b h 1 http://x;http://y"
    lines = [line.split() for line in rows.splitlines()]
    folder = write(tmp_path / "t", SOURCED, "01 b h 7")
    head = "day,until,party,kind,count,sources"
    cells = [
        ",".join([f"2024-01-{day}", "" if until == "-" else f"2024-01-{until}", *others])
        for day, until, *others in lines
    ]
    (folder / "releases.csv").write_text("\n".join([head, *cells, ""]), encoding="utf-8")
    day_lines = sentences(Folder(folder), moment_of(LATER), THIRD, of_sums(Manner()))
    words = "each entry of the following has a single source: two hostages for Side A."
    assert day_lines[-1] == f"Among the records of 3 January, {words}"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (
            MANY,
            "Among these records, each entry of the following has a single source: 19,999 people",
        ),
        (MANY + 1, "Among the records of 2 January, no entry has a source."),
    ],
)
def test_of_more_than_20_000_entries_all_are_read_to_be_cited_alone(
    tmp_path: Path, number: int, words: str
) -> None:
    rows = "\n".join(["01 a h 1 http://x"] * (number - 1))
    folder = write(tmp_path / "t", SOURCED, f"{rows}\n02 a h 1 -", "sources")
    asked = ("say", "2024-01-02", "--ledger", folder, "--at", LATER)
    assert words in xt(*asked).ok.out
    assert (
        "Among these records, each entry of the following has a single source"
        in xt(*asked, "--cite").ok.out
    )
