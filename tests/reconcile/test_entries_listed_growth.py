"""What a long list costs before its first row, and in memory: nothing grows with the entries."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from exchange_tracker.queries.discrepancies.kinds import Type
from exchange_tracker.queries.discrepancies.selection import select_discrepancies
from exchange_tracker.queries.query import Query
from exchange_tracker.report.discrepancies import DetailedDiscrepancy, ordered
from exchange_tracker.store import aside
from exchange_tracker.store.ledger import first_days
from exchange_tracker.store.ledger.ledger import Ledger
from tests.faults.stage import done
from tests.test_releases_between import counted_steps
from tests.truces import HEAD

AT = datetime(2030, 1, 1, tzinfo=UTC)
FIRST = date(2024, 1, 1)
BY_DAY = 40  # entries, which all are listed in several ways


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_AT_ONCE", 10)
    monkeypatch.setattr(aside, "_IN_ORDER", 500)
    monkeypatch.setattr(first_days, "_AT_ONCE", 2 * BY_DAY)


@pytest.fixture(scope="module")
def ledger_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Ledger]:
    """Return a ledger of entries on so many days: without sources, alike, named twice, uncounted."""
    folder = tmp_path_factory.mktemp("growth")

    def of(days: int) -> Ledger:
        path = folder / f"{days}.db"
        if not path.exists():
            end = FIRST + timedelta(days=days - 1)
            phase = f'[[phases]]\nname = "p"\nfrom = {FIRST}\nto = {end}\n'
            owed = 'id = "o"\nparty = "a"\ncounts = {kind = "h"}\nat_least = 0\nper = "phase"\n'
            (folder / "t.toml").write_text(
                f"{HEAD}{phase}[[obligations]]\n{owed}", encoding="utf-8"
            )
            rows = ["id,day,party,kind,count,person,basis"]
            for n in range(BY_DAY * days):
                day, basis = FIRST + timedelta(days=n % days), ("", "separate")[n % 5 == 0]
                rows.append(f"e{n},{day},{'ab'[n % 2]},h,{1 + n % 3},N{n // 2},{basis}")
            (folder / "r.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
            done("init", path, "--terms", folder / "t.toml")
            how = ("--accept-doubles", "--accept-totals", "--ledger", path)
            done("import", "releases", folder / "r.csv", *how)
        return Ledger.open(path)

    return of


def listed(ledger: Ledger, *types: Type) -> Iterator[DetailedDiscrepancy]:
    selection = select_discrepancies(Query(ledger, AT), types)
    return ordered(ledger.terms, selection.discrepancies, selection.names)


def test_the_list_of_many_entries_takes_no_more_memory(
    ledger_of: Callable[[int], Ledger], small_pieces: None
) -> None:
    def peak(days: int) -> tuple[int, int]:
        rows = listed(ledger_of(days))
        tracemalloc.start()
        number = sum(1 for _ in rows)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return number, most

    few, small = peak(100)
    many, large = peak(500)
    assert many > 4.9 * few
    more = (large - small) / (400 * BY_DAY)
    assert more < 150  # bytes; an entry that is held takes ten times as many


@pytest.mark.parametrize("type_", [Type.UNSOURCED, Type.COUNTS_FOR_NOTHING])
def test_the_first_row_comes_after_the_first_days(
    ledger_of: Callable[[int], Ledger], small_pieces: None, type_: Type
) -> None:
    """Ten times the days cost no more before it, but for the sums of the days."""
    steps = []
    for days in (20, 200):
        ledger = ledger_of(days)
        with counted_steps(ledger) as counted:
            next(listed(ledger, type_))
            steps.append(len(counted))
    assert steps[1] < 4 * steps[0]
