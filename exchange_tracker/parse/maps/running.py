"""Running totals to what each row adds: the difference to the row before of the same group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exchange_tracker.errors import Problem
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.maps.cells import LEFT_OUT
from exchange_tracker.parse.maps.model import NumberKeys
from exchange_tracker.parse.row_shape import Numbered, Unfit

_GROUP = ("party", "movement", "kind", "category", "nationality", "basis")


@dataclass
class _Group:
    """The last running total of some people and its day, and the rows that make it up."""

    total: int = 0
    day: str = ""
    rows: list[list[str]] = field(default_factory=list)


class RunningTotals:
    """Rows with running totals, group by group."""

    def __init__(self, targets: Sequence[str], keys: NumberKeys, name: str) -> None:
        self._name = name
        self._places = {target: place for place, target in enumerate(targets)}
        self._group = [self._places[target] for target in _GROUP if target in self._places]
        self._corrects = keys.fall == "correction"
        self._drops_zero = keys.zero == "leave out"
        self._groups: dict[tuple[str, ...], _Group] = {}

    def differences(self, rows: Iterator[Numbered | Unfit]) -> Iterator[Numbered | Unfit]:
        """Yield the rows with what each adds; all at the end where a later one may correct them."""
        each = map(self._row, rows)
        there: Iterator[Numbered | Unfit] = (row for row in each if row)
        if self._corrects:
            there = iter(list(there))
        for row in there:
            if isinstance(row, Unfit) or not self._is_dropped(row[1]):
                yield row

    def _is_dropped(self, cells: list[str]) -> bool:
        return self._drops_zero and cells[self._places["count"]] == "0"

    def _row(self, row: Numbered | Unfit) -> Numbered | Unfit | None:
        if isinstance(row, Unfit):
            return row
        line, cells, names = row
        total, day = cells[self._places["count"]], cells[self._places["day"]]
        if total == LEFT_OUT:
            return None
        group = self._groups.setdefault(tuple(cells[place] for place in self._group), _Group())
        if problem := self._problem(line, total, day, group):
            return Unfit(line, {}, (problem,))
        number = int(total)
        cells[self._places["count"]] = str(max(0, number - group.total))
        if number < group.total:
            self._correct(line, group, number)
        if self._corrects:
            group.rows.append(cells)
        group.total, group.day = number, day
        return line, cells, names

    def _problem(self, line: int, total: str, day: str, group: _Group) -> Problem | None:
        where = f"{self._name}:{line}"
        if not (total.isascii() and total.isdigit()):
            fix = 'write it in digits, or leave the row out: blank = "leave out" below [numbers] of the map'
            return Problem(f"{where}: count", f"the running total {shown(total)} is no number", fix)
        if day < group.day:
            fix = "sort the file by day: each running total is compared with the row before"
            return Problem(f"{where}: day", f"{day} comes after {group.day}", fix)
        if int(total) < group.total and not self._corrects:
            what = f"the running total falls from {group.total:,} to {int(total):,}"
            fix = (
                'correct it, or write fall = "correction" below [numbers] of the map, which takes'
                " the people off the rows before"
            )
            return Problem(f"{where}: count", what, fix)
        return None

    def _correct(self, line: int, group: _Group, number: int) -> None:
        """Take what a total fell off the rows before, the last first, and note it there."""
        count, note = self._places["count"], self._places["note"]
        left = group.total - number
        remark = f"corrected by the running total on line {line}: {group.total:,} became {number:,}"
        for cells in reversed(group.rows):
            taken = min(left, int(cells[count]))
            if taken:
                cells[count] = str(int(cells[count]) - taken)
                cells[note] = "; ".join(filter(None, [cells[note], remark]))
            left -= taken
            if not left:
                return
