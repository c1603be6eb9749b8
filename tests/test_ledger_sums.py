"""The sums that a ledger keeps are those of its entries one by one, whatever is known of their days."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import Release, Selector
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.store.folder import Folder
from exchange_tracker.store.ledger import sums, sums_at
from exchange_tracker.store.ledger.change import Author, Change
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.waiting import say_nothing
from exchange_tracker.store.ledger.writing import writing
from tests.faults.stage import EXTENDED, LATER_DAYS, bare, done, random_rows, write_rows
from tests.random_truces.folder import write_truce

Key = tuple[date, date | None, Group]  # the last day, the first of a span, the group
Sums = dict[Key, tuple[int, int, int]]  # people, entries, open counts
FAR = datetime(2100, 1, 1, tzinfo=UTC)


def added(pairs: Iterable[tuple[Key, tuple[int, int, int]]]) -> Sums:
    sums: Sums = {}
    for key, (people, entries, undisclosed) in pairs:
        before = sums.get(key, (0, 0, 0))
        sums[key] = before[0] + people, before[1] + entries, before[2] + undisclosed
    return sums


def kept(figures: Figures) -> Sums:
    """The sums that are kept; those of one group and days may come in parts."""
    return added(
        ((each.day, each.first, each.group), (each.people, each.entries, each.undisclosed))
        for each in figures
    )


def days(entry: Release, clock: Clock) -> tuple[date, date]:
    """The first and the last of the days on which an entry happened, or may have."""
    first = date.fromisoformat(entry.day) if entry.day else clock.day_of(moment(entry))
    return first, date.fromisoformat(entry.until) if entry.until else first


def moment(entry: Release) -> datetime:
    return datetime.fromisoformat(entry.at).astimezone(UTC)


def one_by_one(entries: Iterable[Release], clock: Clock, at: datetime) -> Sums:
    """The sums by a look at every entry."""
    return added(_summand(entry, clock) for entry in entries if _has_happened(entry, clock, at))


def _has_happened(entry: Release, clock: Clock, at: datetime) -> bool:
    _, last = days(entry, clock)
    return clock.begins(last) <= at and not (entry.at and moment(entry) > at)


def _summand(entry: Release, clock: Clock) -> tuple[Key, tuple[int, int, int]]:
    first, last = days(entry, clock)
    sets = (entry.party, entry.category, entry.nationality)
    party, category, nationality = (";".join(sorted(set(cell.split(";")))) for cell in sets)
    group = Group(party, entry.kind, category, nationality, entry.basis or "agreement")
    is_open = not entry.count.isdigit()
    people = int(entry.count.strip("?+") or 0)
    return (last, first if first < last else None, group), (people, 1, is_open)


def moments(entries: Iterable[Release], clock: Clock, rng: Random) -> list[datetime]:
    """Moments about which entries happen, and one at which all of them have."""
    ends = [clock.begins(days(entry, clock)[1]) for entry in entries]
    ends += [moment(entry) for entry in entries if entry.at]
    second = timedelta(seconds=1)
    chosen = rng.sample(ends, min(3, len(ends)))
    return [FAR, *(each + step for each in chosen for step in (-second, 0 * second, second))]


@pytest.mark.parametrize("seed", range(25))
def test_of_any_truce(tmp_path: Path, seed: int) -> None:
    rng = Random(f"sums {seed}")
    write_truce(tmp_path / "truce", rng, coarse=0.3)
    done("init", tmp_path / "l.db", "--from", tmp_path / "truce")
    folder = Folder(tmp_path / "truce")
    entries = list(folder.releases())
    for at in moments(entries, folder.clock, rng):
        expected = one_by_one(entries, folder.clock, at)
        assert kept(folder.figures(at)) == expected
        assert kept(Ledger.open(tmp_path / "l.db").figures(at)) == expected
        assert kept(Ledger.open(tmp_path / "l.db", "1").figures(at)) == (
            expected if Ledger.open(tmp_path / "l.db").last[0] == 1 else {}
        )


@pytest.mark.parametrize("seed", range(8))
def test_ranges_of_days_are_found_at_once_as_one_by_one(tmp_path: Path, seed: int) -> None:
    rng = Random(f"ranges {seed}")
    write_truce(tmp_path, rng, coarse=0.4)
    folder = Folder(tmp_path)
    figures = folder.figures(FAR)
    days = sorted({day for each in figures for day in (each.day, each.first or each.day)})
    ranges = [(first, last) for first in days for last in days if first <= last]
    selectors = {
        each.delivered for reading in folder.terms.readings for each in reading.obligations
    }
    for selector in (*selectors, Selector()):
        found = figures.selection(selector)
        tallies = [found.tally(*each) for each in ranges]
        assert list(found.ranges(ranges)) == [(each.people, each.most) for each in tallies]


def test_as_of_any_change_and_while_others_write(tmp_path: Path) -> None:
    """Spans are corrected and retracted, terms that count days otherwise come and go."""
    path, rng, why = bare(tmp_path / "l.db"), Random(8), ("--reason", "x")
    at = ("--ledger", path)
    early = Ledger.open(path)
    early.let_go()
    rows = random_rows(rng, [f"n{number}" for number in range(40)])
    done("import", "releases", write_rows(tmp_path / "r.csv", rows), *at)
    overtaken = Ledger.open(path)
    overtaken.let_go()
    for cells in (("until=2023-11-29",), ("until=",), ("count=7+", "party=israel;hamas")):
        done("amend", "n9", *(f"--set={cell}" for cell in cells), *why, *at)
    done("amend", "n19", "--set=until=2023-11-27", "--set=day=2023-11-27", *why, *at)
    done("retract", "n29", *why, *at)
    done("amend", "n8", "--set=at=", "--set=until=2023-11-30", *why, *at)
    for text in (EXTENDED, LATER_DAYS):
        (tmp_path / "t.toml").write_text(text, encoding="utf-8")
        done("terms", "set", tmp_path / "t.toml", *why, *at)
    done("import", "releases", write_rows(tmp_path / "s.csv", random_rows(rng, [""] * 20)), *at)
    last, _ = Ledger.open(path).last
    as_of = [Ledger.open(path, str(number)) for number in range(1, last + 1)]
    for ledger in (early, overtaken, *as_of, Ledger.open(path)):
        entries = list(ledger.releases())
        for each in moments(entries, ledger.clock, rng):
            assert kept(ledger.figures(each)) == one_by_one(entries, ledger.clock, each)
    assert any(key[1] for key in kept(Ledger.open(path).figures(FAR)))


def test_of_more_sums_than_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "MOST_SUMS", 3)
    path, rng = bare(tmp_path / "l.db"), Random(4)
    who = Author("x", "x", datetime.now(UTC))
    rows = random_rows(rng, [f"n{number}" for number in range(60)])
    done("import", "releases", write_rows(tmp_path / "r.csv", rows), "--ledger", path)
    with writing(path, who, say_nothing) as change:
        for each in list(change.ledger.releases()):
            change.add([each._replace(id=f"m{each.id}", person="")])
    ledger = Ledger.open(path)
    entries = list(ledger.releases())
    assert len(entries) > 100
    assert kept(ledger.figures(FAR)) == one_by_one(entries, ledger.clock, FAR)
    done("verify", "--ledger", path)


@pytest.mark.parametrize("groups", [sums_at.MOST_GROUPS, 1])
def test_after_a_change_by_those_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, groups: int
) -> None:
    """Entries come, are corrected and go; others of their group lie on the open day, or on some of several."""
    monkeypatch.setattr(sums_at, "MOST_GROUPS", groups)
    path, rng = bare(tmp_path / "l.db"), Random(f"after {groups}")
    rows = random_rows(rng, [f"n{number}" for number in range(60)])
    done("import", "releases", write_rows(tmp_path / "r.csv", rows), "--ledger", path)
    unchanged = 0
    for number in range(40):
        who = Author("x", "x", datetime.now(UTC))
        with writing(path, who, say_nothing) as change:
            ledger = change.ledger
            ats = moments(list(ledger.releases()), ledger.clock, rng)
            before = [ledger.figures(at) for at in ats]
            _alter(change, rng, number)
            change.settle()
            for at, figures in zip(ats, before, strict=True):
                after = ledger.figures_after(figures, change.groups, at)
                assert kept(after) == kept(ledger.figures(at))
                unchanged += after is figures
    assert unchanged or groups == 1


def _alter(change: Change, rng: Random, number: int) -> None:
    """Add an entry, or correct or retract some, those of an event together."""
    standing = list(change.ledger.versions(Release, "superseded IS NULL"))
    some = rng.sample(standing, rng.randrange(1, 4))
    match rng.randrange(4):
        case 0:
            _, like = some[0]
            change.add([like._replace(id=f"m{number}", person="")])
        case 1:
            for version, fact in some:
                change.amend(version, fact, fact._replace(note="another"))
        case 2:
            (version, fact), (_, other) = some[0], standing[-1]
            change.amend(version, fact, other._replace(id=fact.id, person=fact.person))
        case _:
            for version, fact in some:
                change.retract(version, fact)
