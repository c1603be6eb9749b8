"""What a map did with the rows of files, and the first rows beside what they became."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from exchange_tracker.cli.input_files import RowFile
from exchange_tracker.report.phrases import numbered

if TYPE_CHECKING:
    from exchange_tracker.parse.maps.applied import Shown


def map_lines(files: Sequence[RowFile], *, dry_run: bool) -> Iterator[str]:
    """Yield how many rows of each file a map left out; with ``dry_run`` the first as they become."""
    for file in files:
        for tally in file.tally:
            rows = numbered(tally.rows, "row", "rows")
            yield f"{file.name}: {rows} below its header, {tally.left_out:,} left out by the map"
            if dry_run:
                for shown in tally.shown:
                    yield from _shown(file.name, shown)


def _shown(name: str, shown: "Shown") -> Iterator[str]:
    yield f"{name}:{shown.line}: {_cells(shown.before)}"
    yield f"  becomes {_cells(shown.after)}"


def _cells(cells: dict[str, str]) -> str:
    """Name cells that hold something, and no name of people."""
    return ", ".join(
        "person: (names)" if column == "person" else f"{column}: {text.strip()}"
        for column, text in cells.items()
        if text.strip()
    )
