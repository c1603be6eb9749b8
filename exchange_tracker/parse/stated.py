"""What a map can state of a cell that is not fit as it stands."""

from collections.abc import Collection, Iterable

from exchange_tracker.parse.columns import WORDED

_WORDED = {*WORDED, "count", "figure"}


def fix_of_word(name: str) -> str:
    """Say where a map gives words of a column their meaning."""
    return f", or say which it means below [words.{name}] of the map" if name in _WORDED else ""


def fix_of_blank(columns: Collection[str], cells: Iterable[str]) -> str:
    """Say what a map states of a day that is blank: sheets write it once for several rows."""
    if "day" not in columns or any(cells):
        return ""
    return ", or fill_down below [file] of the map if it means the cell above"
