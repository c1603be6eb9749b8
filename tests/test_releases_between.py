"""The entries of some truce days are those that a look at every entry finds."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.facts.entry import moment_of
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.store.folder import Folder
from exchange_tracker.store.ledger import day_rows, first_days, row_reader
from exchange_tracker.store.ledger.ledger import Ledger
from tests.faults.stage import EXTENDED, bare, done, rich
from tests.ledgers import NOV

FIRST, LAST = date(2023, 11, 25), date(2023, 11, 26)


def releases_one_by_one(records: Folder | Ledger, least: int = 0) -> list[Release]:
    clock = Clock(records.terms.timezone, records.terms.day_starts)
    return [
        entry
        for entry in records.releases()
        if any(FIRST <= day <= LAST for day in days_of(entry, clock))
        and int(entry.count.strip("?+") or 0) >= least
    ]


def days_of(entry: Release, clock: Clock) -> list[date]:
    """The days on which an entry happened, or may have."""
    first = date.fromisoformat(entry.day) if entry.day else clock.day_of(moment_of(entry.at))
    last = date.fromisoformat(entry.until or f"{first}")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_in_a_folder() -> None:
    folder = Folder(NOV)
    assert list(folder.releases_between(FIRST, LAST)) == releases_one_by_one(folder)
    assert len(releases_one_by_one(folder)) == 10
    assert list(folder.releases_between(FIRST, LAST, 3)) == releases_one_by_one(folder, 3) != []


@pytest.mark.parametrize("looked_up", [day_rows.MOST, 3, 0])
def test_in_a_ledger_as_of_any_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looked_up: int
) -> None:
    """Among them changes before the terms counted truce days otherwise, and corrections."""
    monkeypatch.setattr(day_rows, "MOST", looked_up)
    path = rich(tmp_path / "ledger.db", Random(3))
    morning = "2023-11-26T08:00:00+02:00"  # the truce day before where days start at ten
    done("add", "--id", "early", "--at", morning, "--party", "hamas", "--kind", "hostage",
         "--count", "1", "--ledger", path)  # fmt: skip
    later = tmp_path / "earlier.toml"
    later.write_text(EXTENDED, encoding="utf-8")
    done("terms", "set", later, "--reason", "days start at seven", "--ledger", path)
    last, _ = Ledger.open(path).last
    for number in range(1, last + 1):
        ledger = Ledger.open(path, str(number))
        for least in (0, 1, 3, 1_000):
            entries = list(ledger.releases_between(FIRST, LAST, least))
            assert entries == releases_one_by_one(ledger, least)
    days = {n: ids_on(LAST, Ledger.open(path, str(n))) for n in (last - 1, last)}
    assert ["early" in ids for ids in days.values()] == [False, True]


@pytest.mark.parametrize("piece", [1, 2, 7])
def test_corrected_entries_keep_their_places_wherever_a_piece_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    path = rich(tmp_path / "ledger.db", Random(3))
    last, _ = Ledger.open(path).last
    for number in range(1, last + 1):
        ledger = Ledger.open(path, str(number))
        at_once = list(ledger.releases())
        versions = list(ledger.versions(Release))
        places = [(version.place, version.row) for version, _ in versions]
        standing = {
            version.place: entry
            for version, entry in versions
            if version.written <= number and (version.superseded or last + 1) > number
        }
        with monkeypatch.context() as patched:
            patched.setattr(row_reader, "PIECE", piece)
            assert list(ledger.releases()) == at_once == list(standing.values())
            assert list(ledger.versions(Release)) == versions
        assert places == sorted(places)


def test_those_of_a_day_are_looked_up_however_many_are_of_other_days(tmp_path: Path) -> None:
    """Also as of a change since which one of the day was corrected."""
    steps = []
    for others in (100, 3_000):
        path = bare(tmp_path / f"{others}.db")
        rows = ["id,day,party,kind,count"]
        rows += [f"e{n},2023-11-{24 + 3 * (n % 2)},hamas,hostage,1" for n in range(others)]
        rows += [f"f{n},2023-11-26,hamas,hostage,1" for n in range(50)]
        (tmp_path / "r.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
        done("import", "releases", tmp_path / "r.csv", "--accept-doubles", "--ledger", path)
        done("amend", "f3", "--set", "count=2", "--reason", "seen twice", "--ledger", path)
        ledger = Ledger.open(path, "2")
        with counted_steps(ledger) as counted:
            between = list(ledger.releases_between(LAST, LAST))
        assert [each.count for each in between] == ["1"] * 50
        steps.append(len(counted))
    assert steps[1] <= steps[0] * 1.2


@contextmanager
def counted_steps(ledger: Ledger) -> Iterator[list[int]]:
    """Give a list that grows with every tenth step of the database."""
    counted: list[int] = []
    ledger.of_file.set_progress_handler(lambda: counted.append(1), 10)
    yield counted
    ledger.of_file.set_progress_handler(None, 0)


def test_those_alike_are_added_up_as_of_any_change(tmp_path: Path) -> None:
    path = rich(tmp_path / "ledger.db", Random(3))
    last, _ = Ledger.open(path).last
    for number in range(1, last + 1):
        ledger = Ledger.open(path, str(number))
        for first, end in ((FIRST, LAST), (date.min, LAST), (LAST, LAST)):
            one_by_one = [
                entry
                for entry in ledger.releases()
                if first <= days_of(entry, ledger.clock)[-1] <= end
            ]
            assert sums(ledger.releases_alike(first, end)) == sums(one_by_one)


def test_those_alike_in_a_folder_stand_under_the_last_day() -> None:
    alike = list(Folder(NOV).releases_alike(FIRST, LAST))
    assert {entry.day for entry in alike} == {str(LAST)}
    assert sums(alike) == sums(releases_one_by_one(Folder(NOV)))


def sums(entries: Iterable[Release]) -> dict[tuple[str, ...], tuple[int, bool]]:
    """People, and whether there may be more, by who they were and by their sources."""
    added: dict[tuple[str, ...], tuple[int, bool]] = {}
    for each in entries:
        cells = (each.party, each.kind, each.nationality, each.basis, each.sources)
        people, open_ = added.get(cells, (0, False))
        count = int(each.count.strip("?+") or 0)
        added[cells] = people + count, open_ or each.count[-1:] in ("?", "+")
    return added


def test_spans_that_touch_the_days_at_either_end_and_all_round_them(tmp_path: Path) -> None:
    days = ((20, 24), (20, 25), (26, 29), (27, 29), (20, 29), (25, 25), (24, 24), (27, 27))
    lines = [f"2023-11-{one},2023-11-{other},hamas,hostage,1" for one, other in days]
    path = bare(tmp_path / "l.db")
    rows = "\n".join(["day,until,party,kind,count", *lines, ""])
    (tmp_path / "r.csv").write_text(rows, encoding="utf-8")
    done("import", "releases", tmp_path / "r.csv", "--ledger", path)
    done("export", tmp_path / "folder", "--ledger", path)
    for records in (Ledger.open(path), Folder(tmp_path / "folder")):
        ids = [entry.id for entry in records.releases_between(FIRST, LAST)]
        assert ids == ["r2", "r3", "r5", "r6"]


def ids_on(day: date, ledger: Ledger) -> list[str]:
    return [entry.id for entry in ledger.releases_between(day, day)]


@pytest.mark.parametrize("at_once", [day_rows._AT_ONCE, 5, 0])
def test_day_by_day_as_of_any_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """In the order of days, however many days are read at a time; on each as first recorded."""
    monkeypatch.setattr(day_rows, "_AT_ONCE", at_once)
    path = rich(tmp_path / "ledger.db", Random(3))
    last, _ = Ledger.open(path).last
    ledgers = [Ledger.open(path, str(number)) for number in range(1, last + 1)]
    sides: list[Folder | Ledger] = [Folder(NOV), *ledgers]
    for records in sides:
        for first, end in ((FIRST, LAST), (date.min, date.max), (LAST, LAST)):
            by_day = [
                (days_of(entry, records.clock)[-1], place, entry)
                for place, entry in enumerate(records.releases())
            ]
            expected = [entry for day, _, entry in sorted(by_day) if first <= day <= end]
            assert list(records.releases_by_day(first, end)) == expected


def test_day_by_day_the_first_comes_after_a_part_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten times the days cost no more before it, but for the sums of the days."""
    monkeypatch.setattr(day_rows, "_AT_ONCE", 100)
    steps = []
    for days in (10, 100):
        path = bare(tmp_path / f"{days}.db")
        rows = ["id,day,party,kind,count"]
        rows += [
            f"e{n},{LAST + timedelta(days=n % days)},hamas,hostage,1" for n in range(50 * days)
        ]
        (tmp_path / "r.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
        done("import", "releases", tmp_path / "r.csv", "--accept-doubles", "--ledger", path)
        ledger = Ledger.open(path)
        with counted_steps(ledger) as counted:
            assert next(ledger.releases_by_day(FIRST, date.max)).id == "e0"
            steps.append(len(counted))
    assert steps[1] < 2 * steps[0]


@pytest.mark.parametrize(("at_once", "most"), [(first_days._AT_ONCE, first_days._MOST), (5, 0)])
def test_by_the_first_of_their_days_as_of_any_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, most: int
) -> None:
    """On each day as first recorded, each with a place in that order; notes need not be there."""
    monkeypatch.setattr(first_days, "_AT_ONCE", at_once)
    monkeypatch.setattr(first_days, "_MOST", most)
    path = rich(tmp_path / "ledger.db", Random(3))
    spans = ["2023-11-25,2023-11-29", "2023-11-25,2023-11-25", "2023-11-20,2023-11-25"]
    rows = "\n".join(["day,until,party,kind,count", *(f"{s},hamas,hostage,1" for s in spans), ""])
    (tmp_path / "r.csv").write_text(rows, encoding="utf-8")
    done("import", "releases", tmp_path / "r.csv", "--accept-doubles", "--ledger", path)
    done("amend", "n5", "--set", "count=9", "--reason", "seen twice", "--ledger", path)
    last, _ = Ledger.open(path).last
    sides: list[Folder | Ledger] = [Folder(NOV), Ledger.open(path)]
    for records in [*sides, *(Ledger.open(path, str(n)) for n in range(1, last + 1))]:
        recorded = [entry._replace(note="") for entry in records.releases()]
        days = [(days_of(entry, records.clock)[0], n) for n, entry in enumerate(recorded)]
        placed = list(records.releases_by_first_day())
        assert [e._replace(note="") for _, e in placed] == [recorded[n] for _, n in sorted(days)]
        assert [e._replace(note="") for _, e in sorted(placed)] == recorded


def test_the_entries_of_single_days_as_of_any_change(tmp_path: Path) -> None:
    path = rich(tmp_path / "ledger.db", Random(3))
    days = [FIRST + timedelta(days=n) for n in (3, 0, 1, 40)]
    last, _ = Ledger.open(path).last
    records: list[Folder | Ledger] = [
        Folder(NOV),
        *(Ledger.open(path, str(number)) for number in range(1, last + 1)),
    ]
    for each in records:
        clock = Clock(each.terms.timezone, each.terms.day_starts)
        by_day: dict[date, list[Release]] = {day: [] for day in sorted(days)}
        for entry in each.releases():
            by_day.get(days_of(entry, clock)[-1], []).append(entry)
        assert {day: [e[:10] for e in some] for day, some in each.releases_on(days)} == {
            day: [e[:10] for e in some] for day, some in by_day.items()
        }


@pytest.mark.parametrize("piece", [2, 1_000])
def test_the_entries_of_single_days_while_another_corrects_and_retracts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(row_reader, "PIECE", piece)
    path, days = bare(tmp_path / "ledger.db"), [FIRST, FIRST + timedelta(days=1)]
    rows = [f"e{n},{days[n // 6]},hamas,hostage,1" for n in range(12)]
    (tmp_path / "r.csv").write_text("\n".join(["id,day,party,kind,count", *rows, ""]), "utf-8")
    done("import", "releases", tmp_path / "r.csv", "--accept-doubles", "--ledger", path)
    done("amend", "e11", "--set", "count=2", "--reason", "seen twice", "--ledger", path)
    expected = [[e[:10] for e in some] for _, some in Ledger.open(path).releases_on(days)]

    ledger = Ledger.open(path)
    by_day = ledger.releases_on(days)
    _, first = next(by_day)
    read = [next(first)]
    for name in ("e4", "e8", "e11"):  # of this day, of the next, and a later version
        done("retract", name, "--reason", "seen twice", "--ledger", path)
    read += first
    _, second = next(by_day)
    assert [[e[:10] for e in read], [e[:10] for e in second]] == expected
