"""On a screen of any width no line is wider than it, and no figure is broken."""

from pathlib import Path

import pytest

from benchmarks.make_ledger import write_folder
from tests.desk.moments import NOV
from tests.screens import figures, on_screen

TRUCES = NOV.parent
WIDTHS = (60, 80, 100, 200)
WIDE = 1_000  # columns, on which nothing is wrapped
AT = {
    "nov2023": "2023-12-01T12:00+02:00",
    "jan2025": "2025-03-10T00:00Z",
    "shalit2011": "2012-01-01T00:00Z",
    "yemen-oct-2020": "2020-12-01T00:00Z",
    "dayton-1996": "1996-03-10T00:00Z",
    "years": "2026-01-05T00:00Z",
}
MINE = ("check", "totals", "chart", "status")
REPORTS = (
    *MINE,
    "check --only-findings",
    "totals --by week",
    "totals --by month --by kind --by category --by nationality",
    "held",
    "conduct",
    "extension",
    "releases",
    "movements",
    "reconcile",
    "discrepancies",
    "margin",
)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A truce of two years, and a thousand entries."""
    folder = tmp_path_factory.mktemp("years")
    write_folder(folder, 1_000, days=731)
    return folder


@pytest.mark.parametrize("truce", AT)
@pytest.mark.parametrize("report", REPORTS)
def test_nothing_is_wider_than_the_screen_and_no_figure_is_broken(
    report: str, truce: str, years: Path
) -> None:
    folder = years if truce == "years" else TRUCES / truce
    words = (*report.split(), "--ledger", folder, "--at", AT[truce])
    whole = figures(on_screen(WIDE, *words).out)
    for width in WIDTHS:
        shown = on_screen(width, *words).out
        assert [line for line in shown.splitlines() if len(line) > width] == []
        assert figures(shown) - whole == set()
        assert whole - figures(shown) == set()
