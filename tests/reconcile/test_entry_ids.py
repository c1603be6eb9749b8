"""The entries behind a figure are named as a look at every entry would name them."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.facts.entry import entries_happened
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.reconcile.difference import EntrySet, Place
from exchange_tracker.queries.reconcile.entry_ids import ids, names
from exchange_tracker.queries.reconcile.running import Running
from exchange_tracker.store.folder import Folder
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.records import Records
from tests.engines import place
from tests.faults.stage import done
from tests.ledgers import file, make
from tests.test_releases_between import counted_steps

pytestmark = pytest.mark.usefixtures("engine")

AT = datetime(2025, 6, 1, tzinfo=UTC)
HEADER = "id,day,until,party,kind,count,category"


def import_rows(ledger: Path, rows: Path) -> None:
    done("import", "releases", rows, "--accept-doubles", "--accept-totals", "--ledger", ledger)


def desk(folder: Path, chance: Random, number: int) -> Path:
    """A ledger of many entries on few days, some of them corrected after change 2."""
    path = make(folder)
    rows = []
    for entry in range(number):
        first = chance.randrange(1, 5)
        last = min(4, first + chance.choice((0, 0, 0, 1)))
        count = chance.choice(("1", "2", "3", "?", "4+"))
        cells = (chance.choice("ab"), "hostage", count, chance.choice(("", "man", "man;minor")))
        until = f"2024-01-0{last}" if last > first else ""
        rows.append(f"e{entry},2024-01-0{first},{until},{','.join(cells)}")
    import_rows(path, file(folder, "r.csv", *rows, header=HEADER))
    for entry in chance.sample(range(number), 6):
        done("amend", f"e{entry}", "--set", "count=9", "--reason", "seen", "--ledger", path)
    done("retract", "e1", "--reason", "no", "--ledger", path)
    return path


def named_one_by_one(records: Records, rows: EntrySet, *, hidden: bool) -> list[str]:
    """The first twelve of all entries in some places, by day and in the order of recording."""
    entries = entries_happened(records.releases(), records.clock, AT)
    places = [
        (each.day, number, each.id)
        for number, each in enumerate(entries)
        for where in rows.places
        if where in ((each.day, each.group), (each.day, each.group, each.first))
        and (each.is_open or not hidden)
        and (each.day, each.group, each.first) not in rows.apart
    ]
    return [name for *_, name in sorted(places)[:12]]


@pytest.mark.parametrize("seed", range(4))
def test_the_first_twelve_of_some_places_are_named_as_of_any_change(
    tmp_path: Path, seed: int
) -> None:
    chance = Random(seed)
    path = desk(tmp_path, chance, chance.choice((20, 150, 600)))
    done("export", tmp_path / "folder", "--ledger", path)
    seen: list[Records] = [Folder(tmp_path / "folder")]
    seen += [Ledger.open(place(path), change) for change in ("2", "4", "9", "")]
    for records in seen:
        figures = records.figures(AT)
        spans = {(f.day, f.group, f.first) for f in figures if f.first}
        places: list[Place] = sorted({(f.day, f.group) for f in figures})
        sets = [
            EntrySet(
                places=tuple(chance.sample([*places, *spans], chance.randrange(1, 4))),
                apart=frozenset(
                    chance.sample(sorted(spans), min(len(spans), chance.choice((0, 2))))
                ),
            )
            for _ in range(5)
        ]
        known = names(sets, Running(figures), records, AT)
        for rows in sets:
            for hidden in (False, True):
                expected = named_one_by_one(records, rows, hidden=hidden)
                assert ids(rows, known, hidden=hidden) == expected


@pytest.mark.in_a_file
def test_a_day_is_read_until_enough_are_named(tmp_path: Path) -> None:
    steps = []
    for number in (3_000, 12_000):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        path = make(folder)
        rows = [f"e{n},2024-01-0{1 + n % 2},,a,hostage,1," for n in range(number)]
        import_rows(path, file(folder, "r.csv", *rows, header=HEADER))
        ledger = Ledger.open(path)
        running = Running(Query(ledger, AT).snapshot().figures)
        some = EntrySet(places=((date(2024, 1, 2), running.groups[0]),))
        with counted_steps(ledger) as counted:
            assert len(ids(some, names([some], running, ledger, AT))) == 12
        steps.append(len(counted))
    assert steps[1] <= steps[0] * 1.2
