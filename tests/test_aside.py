"""Rows that are put aside come back as they were, however many are held at a time."""

import random
import tempfile
import tracemalloc
from collections.abc import Callable

import pytest

from exchange_tracker.errors import OutputFailed
from exchange_tracker.store import aside
from exchange_tracker.store.aside import Row, RowsAside, SortedAside

Aside = RowsAside | SortedAside


def made(number: int) -> list[Row]:
    chance = random.Random(1)
    return [(chance.randrange(50), f"Noa \ud800 é\n{n}", n, None) for n in range(number)]


def back(rows: list[Row], kept: Aside) -> list[Row]:
    for row in rows:
        kept.add(row)
    return list(kept)


@pytest.mark.parametrize(("at_once", "in_order"), [(250, 20_000), (3, 7), (5, 5), (7, 3)])
@pytest.mark.parametrize("number", [0, 1, 6, 7, 8, 100])
def test_in_the_order_in_which_they_came_and_in_their_own(
    monkeypatch: pytest.MonkeyPatch, at_once: int, in_order: int, number: int
) -> None:
    monkeypatch.setattr(aside, "_AT_ONCE", at_once)
    monkeypatch.setattr(aside, "_IN_ORDER", in_order)
    rows = made(number)
    assert back(rows, RowsAside()) == rows
    assert back(rows, SortedAside()) == sorted(rows)


@pytest.mark.parametrize("kept", [RowsAside, SortedAside])
def test_more_of_them_take_no_more_memory(
    monkeypatch: pytest.MonkeyPatch, kept: Callable[[], Aside]
) -> None:
    monkeypatch.setattr(aside, "_AT_ONCE", 10)  # of each run that is sorted so many are held
    monkeypatch.setattr(aside, "_IN_ORDER", 1_000)

    def peak(number: int) -> int:
        rows, some = kept(), made(100)
        tracemalloc.start()
        for turn in range(number // len(some)):
            for one, *rest in some:
                rows.add((one + turn, *rest[:-1]))
        assert sum(1 for _ in rows) == number
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2_000)
    more = (peak(20_000) - peak(4_000)) / 16_000
    assert more < 30  # bytes; a row that is held takes ten times as many


def test_a_temporary_folder_that_fails_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    with pytest.raises(OutputFailed, match="TMPDIR"):
        back(made(1_000), RowsAside())
