"""The data behind the page's tables: the rows that the commands give to programs, as CSV in the page."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exchange_tracker.facts.figures import Figure
from exchange_tracker.render.page_parts import Data, csv_data
from exchange_tracker.render.row_forms import Row, Rows
from exchange_tracker.report.check import check_rows
from exchange_tracker.report.extension import extension_rows
from exchange_tracker.report.held import held_rows
from exchange_tracker.report.page.gathered import Report
from exchange_tracker.report.published import sources_rows
from exchange_tracker.report.reconcile import COLUMNS
from exchange_tracker.report.releases import releases_rows
from exchange_tracker.report.totals import totals_rows

_SUMS = ("day", "party", "kind", "nationality", "basis", "people", "entries", "undisclosed")


class PageData(NamedTuple):
    """The data of each table; ``check_of`` is that of one obligation, by its id."""

    check: Data
    check_of: Mapping[str, Data]
    totals: Data
    extension: Data
    held: Data
    releases: Data
    claims: Data
    sources: Data


def page_data(report: Report) -> PageData:
    """Return the data behind the tables; without entries one by one, their sums by day."""
    entries, claims = report.entries, report.claims
    releases = (
        _sums(report.figures)
        if entries is None
        else releases_rows(entry.release for entry in entries)
    )
    listed = [verdict for verdict in report.check.verdicts if verdict.status.is_listed]
    columns, all_rows = check_rows(listed)
    check = Rows(columns, tuple(all_rows))
    rows_of: dict[str, list[Row]] = {}
    for verdict, row in zip(listed, check.rows, strict=True):
        rows_of.setdefault(verdict.obligation, []).append(row)
    return PageData(
        check=csv_data("check", check),
        check_of={
            name: csv_data(f"check-{name}", Rows(columns, rows)) for name, rows in rows_of.items()
        },
        totals=csv_data("totals", totals_rows(("kind",), report.totals)),
        extension=csv_data("extension", extension_rows(report.extension)),
        held=csv_data("held", held_rows(report.balances)),
        releases=csv_data("releases", releases),
        claims=csv_data("claims", Rows(COLUMNS, claims.rows)),
        sources=csv_data("sources", sources_rows(report.sources)),
    )


def _sums(figures: Iterable[Figure]) -> Rows:
    return Rows(
        _SUMS,
        (
            (
                each.day.isoformat(),
                *(each.group.party, each.group.kind),
                *(each.group.nationality or None, each.group.basis),
                *(each.people, each.entries, each.undisclosed),
            )
            for each in figures
        ),
    )
