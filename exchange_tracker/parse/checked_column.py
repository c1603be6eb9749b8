"""One column of a file: each distinct text is checked once."""

import re
from collections.abc import Sequence

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse import cells
from exchange_tracker.parse.cells import Check

MOST_REMEMBERED = 20_000  # texts of a column: notes and ids differ in every row
LONGEST_REMEMBERED = 200  # characters


class CheckedColumn(dict[str, str]):
    """The texts of one column already checked; ``refused`` counts those that were not fit."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self.check = check
        self.refused = 0

    def of(self, texts: Sequence[str]) -> Sequence[str]:
        """Return the texts of some rows as they are kept; ids, which all differ, are looked at together."""
        if self.check is cells.identifier and re.fullmatch(cells.IDS, "\n".join(texts)):
            return texts
        if not any(texts) and not self[""]:  # one look at each, and none where nothing is blank
            return texts
        return [*map(self.__getitem__, texts)]

    def __missing__(self, text: str) -> str:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        try:
            kept = self.check(text.strip())
        except InvalidValue:
            self.refused += 1
            return ""
        if len(text) <= LONGEST_REMEMBERED:
            self[text] = kept
        return kept
