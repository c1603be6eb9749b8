"""What one entry costs to write does not grow with the entries of other days."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import time
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest

from exchange_tracker.facts.entry import entry_of
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.discrepancies.possible_totals import entry_totals, may_have_totals
from exchange_tracker.store.ledger.written_rows import AlikeRows
from tests.ledgers import ONE, WHY, file, make
from tests.program import xt

HEADER = "id,day,party,kind,count,sources"
FEW, MANY = 20_000, 32_000  # rows: of both all that is looked at of the last ones is there
ANYHOW = ("--accept-totals", "--accept-doubles")
STEP = 100  # instructions of SQLite
ENTRY = ("--day", "2021-03-04", "--party", "a", "--kind", "k", "--count", "3", "--sources", "S")
WRITING = {
    "add": ("add", *ENTRY),
    "amend": ("amend", "e2", "--set", "count=4", "--reason", "r"),
    "retract": ("retract", "e3", "--reason", "r"),
    "undo of a retraction": ("undo", "--reason", "r", "--yes"),
    "undo of an amendment": ("undo", "4", "--reason", "r", "--yes"),
    "redact": ("redact", "e4", "--reason", "r", "--dry-run"),  # but for writing the file anew
}


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many hundreds of instructions SQLite has run since it was last asked."""
    taken = [0]

    class Counting(sqlite3.Connection):
        """A connection that counts in place of what it would be asked meanwhile."""

        def set_progress_handler(self, *_: object) -> None:
            def count() -> int:
                taken[0] += 1
                return 0

            super().set_progress_handler(count, STEP)

    def since() -> int:
        steps, taken[0] = taken[0], 0
        return steps

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Counting))
    return since


def costs(folder: Path, rows: int, steps: Callable[[], int]) -> dict[str, int]:
    """What each writing command costs beside so many entries, of which ten are of its day."""
    folder.mkdir()
    ledger = make(folder)
    entries = [f"e{n},2021-03-04,a,k,{n},S" for n in range(1, 11)]
    entries += [f"f{n},2021-03-0{n % 3 + 1},a,k,{n % 7 + 1},S{n}" for n in range(rows)]
    rows_file = file(folder, "r.csv", *entries, header=HEADER)
    assert xt("import", "releases", rows_file, *ANYHOW, "--ledger", ledger).code == 0
    cost = {}
    for what, words in WRITING.items():
        steps()
        ran = xt(*words, "--ledger", ledger)
        assert ran.code == 0, (what, ran.err)
        cost[what] = steps()
    return cost


def test_no_writing_command_reads_the_whole_ledger(
    tmp_path: Path, steps: Callable[[], int]
) -> None:
    few = costs(tmp_path / "few", FEW, steps)
    many = costs(tmp_path / "many", MANY, steps)
    for what, cost in few.items():
        assert many[what] <= cost + 10, (what, few, many)


SUMS = 6_000
SUM = 140  # instructions that reading a sum takes, and less than twice as many


def test_a_single_entry_reads_the_sums_once(tmp_path: Path, steps: Callable[[], int]) -> None:
    """Again those of its own group alone, and words only where one is new."""
    few, many = (_cost_beside(tmp_path / str(sums), sums, steps) for sums in (10, SUMS))
    for what, cost in few.items():
        assert many[what] - cost < SUM * SUMS / STEP, (what, few, many)


def _cost_beside(folder: Path, sums: int, steps: Callable[[], int]) -> dict[str, int]:
    folder.mkdir()
    ledger = make(folder)
    rows = [f"e{n},2024-01-02,a,h,1,S,c{n}" for n in range(sums)]
    sheet = file(folder, "r.csv", "e,2024-01-01,a,h,1,S,", *rows, header=f"{HEADER},category")
    assert xt("import", "releases", sheet, "--ledger", ledger).code == 0
    cost = {}
    for words in (("add", *ONE), ("amend", "e", "--set", "count=2", *WHY), ("retract", "e", *WHY)):
        steps()
        assert xt(*words, "--ledger", ledger).code == 0
        cost[words[0]] = steps()
    return cost


CELLS = ("", "x", "y", "x;y", "y;x")
CLOCK = Clock("UTC", time(0))


def random_rows(chance: random.Random) -> list[Release]:
    return [
        Release(
            id=f"e{n}",
            day=chance.choice(("2021-03-01", "2021-03-02")),
            until=chance.choice(("", "", "2021-03-02")),
            party=chance.choice(("a", "a;b", "b;a")),
            kind="k",
            count=str(chance.choice((0, 1, 2, 3, 4, 6))),
            category=chance.choice(CELLS),
            nationality=chance.choice(("", "m", "n")),
            basis=chance.choice(("", "agreement", "other")),
        )
        for n in range(chance.randrange(2, 9))
    ]


def said(row: Release) -> tuple[str, ...]:
    first = "" if row.until in ("", row.day) else row.day
    return (
        first,
        row.until or row.day,
        row.party,
        row.kind,
        row.category,
        row.nationality,
        row.basis,
    )


def added_up(releases: list[Release]) -> Iterator[AlikeRows]:
    """What a ledger gives of them (``alike_beside``)."""
    for cells, some in groupby(sorted(releases, key=said), key=said):
        people = [int(each.count) for each in some]
        if any(people):
            known = [number for number in people if number]
            yield AlikeRows._make((*cells, sum(known), min(known), max(known)))


def test_where_sums_rule_a_total_out_there_is_none() -> None:
    chance, without = random.Random(19), 0
    for _ in range(3_000):
        releases = random_rows(chance)
        if not may_have_totals(added_up(releases)):
            without += 1
            assert not list(entry_totals(entry_of(each, CLOCK) for each in releases))
    assert without > 300


_COMPACTED = """
import resource, sqlite3, sys
from pathlib import Path
from exchange_tracker.store.ledger import sqlite
from exchange_tracker.store.ledger.waiting import say_nothing
path = Path(sys.argv[1])
with sqlite3.connect(path) as connection:
    connection.execute("PRAGMA cache_size = -1024")
    connection.execute("CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
        " SELECT i + 1 FROM n WHERE i < 8000) SELECT i, randomblob(4000) FROM n")
connection.close()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sqlite.compact(path, say_nothing, recorded=False)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_file_is_written_anew_page_after_page(tmp_path: Path) -> None:
    """Of 32 MB few are held at a time, however much a change holds before it goes to the file."""
    ledger = make(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", _COMPACTED, ledger], capture_output=True, text=True, check=True
    )
    assert int(ran.stdout) < 16_000  # KiB
