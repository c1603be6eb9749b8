"""What made the difference between two states of a ledger: what a look at every entry of both says."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.facts.entry import entry_of
from exchange_tracker.store.ledger import altered_entries as by_places
from exchange_tracker.store.ledger import recorded_since
from exchange_tracker.store.ledger.altered_entries import altered_entries
from exchange_tracker.store.ledger.ledger import Ledger
from tests.engines import place
from tests.faults.stage import EXTENDED, LATER_DAYS, bare, done, random_rows, write_rows

pytestmark = pytest.mark.usefixtures("engine")
FAR = datetime(2100, 1, 1, tzinfo=UTC)
Lying = tuple[str, str, str, tuple[str, ...]]
"""An id, the last day, the first, and the group."""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of two imports, with corrections of both, terms that count days otherwise in between."""
    path, rng, why = bare(tmp_path / "l.db"), Random(3), ("--reason", "x")
    at = ("--ledger", path)
    rows = random_rows(rng, [f"n{number}" for number in range(30)])
    done("import", "releases", write_rows(tmp_path / "r.csv", rows), *at)
    done("amend", "n9", "--set=count=7+", "--set=party=israel;hamas", *why, *at)
    done("amend", "n8", "--set=note=the same people", *why, *at)
    done("retract", "n29", *why, *at)
    done("import", "releases", write_rows(tmp_path / "s.csv", random_rows(rng, [""] * 25)), *at)
    for text in (LATER_DAYS, EXTENDED):
        (tmp_path / "t.toml").write_text(text, encoding="utf-8")
        done("terms", "set", tmp_path / "t.toml", *why, *at)
    done("amend", "r3", "--set=at=", "--set=until=2023-11-30", *why, *at)
    done("retract", "r5", *why, *at)
    done("restore", "n29", *why, *at)
    return path


def counted(ledger: Ledger, now: Ledger) -> dict[str, tuple[object, Lying]]:
    """The entries of a ledger as they count: by the clock of another state."""
    entries = [entry_of(release, now.clock) for release in ledger.releases()]
    return {
        each.id: (each.counts_as, (each.id, str(each.day), str(each.first), each.group))
        for each in entries
    }


def altered(now: Ledger, then: Ledger) -> set[Lying]:
    """A look at every entry of both."""
    after, before = counted(now, now), counted(then, now)
    pairs = ((after.get(name), before.get(name)) for name in {*after, *before})
    return {side[1] for pair in pairs if pair[0] != pair[1] for side in pair if side}


def entries_kept(ledger: Ledger) -> Counter[tuple[object, ...]]:
    """How many entries of a group lie on the same days, by the sums: as of a change, what was taken back."""
    sums: Counter[tuple[object, ...]] = Counter()
    for each in ledger.figures(FAR):
        sums[each.day, each.first or each.day, each.group] += each.entries
    return sums


def entries_one_by_one(ledger: Ledger) -> Counter[tuple[object, ...]]:
    entries = (entry_of(release, ledger.clock) for release in ledger.releases())
    return Counter((each.day, each.first, each.group) for each in entries)


@pytest.mark.parametrize("few", [3, 1_000])
def test_they_are_those_that_count_otherwise_and_have_their_own_ids(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(recorded_since, "MOST_ROWS", few)
    monkeypatch.setattr(by_places, "MOST_ROWS", few)
    monkeypatch.setattr(by_places, "MOST_IDS", few)
    last, _ = Ledger.open(place(ledger)).last
    for number in range(2, last + 1):
        now = Ledger.open(place(ledger), str(number))
        order = [release.id for release in now.releases()]
        for earlier in range(1, number):
            then = now.seen(str(earlier))
            versions, names = altered_entries(now, then)
            ids = list(names)
            assert {
                (ids[place], str(each.day), str(each.first), each.group)
                for each in versions
                for place in each.places
            } == altered(now, then)
            assert entries_kept(then) == entries_one_by_one(then)
            standing = [name for name in ids if name in order]
            assert standing == [name for name in order if name in standing]
