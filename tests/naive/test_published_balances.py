"""The balances that AP published come out of the entries and movements in `data/`."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.naive import held, load

DATA = Path(__file__).parents[2] / "data"
# taken, held before, released, rescued, remains handed over, remains recovered, held
COLUMNS = ("taken", "held_before", "released", "rescued", "remains_out", "recovered", "held")
BALANCES = {
    "2025-02-28": "251 4 139 8 8 41 59",
    "2025-06-13": "251 4 140 8 8 46 53",
    "2025-10-04": "251 4 140 8 8 51 48",
    # Before the handover on the evening of 7 November, as the figures of that day were.
    "2025-11-07": "251 4 160 8 30 51 6",
}


def has_movements(folder: str) -> bool:
    return (DATA / folder / "movements.csv").exists()


@pytest.mark.parametrize(
    ("folder", "day"),
    [
        *(("jan2025", day) for day in list(BALANCES)[:3]),
        *(("gaza-oct2025", day) for day in BALANCES),
    ],
)
def test_a_published_balance_comes_out(folder: str, day: str) -> None:
    if not has_movements(folder):
        pytest.skip(f"data/{folder} has no movements yet")
    at = datetime.fromisoformat(f"{day}T12:00:00+02:00")
    row = held(load(DATA / folder), at)[-1]
    assert " ".join(row[name] for name in COLUMNS) == BALANCES[day]
    assert row["bound"] == "="
