"""A map applied to the rows of a file: chunk by chunk and column by column, each text once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, islice, repeat
from typing import NamedTuple

from exchange_tracker.errors import InvalidValue, Problem, Refusal
from exchange_tracker.facts.model import Fact, columns
from exchange_tracker.parse.checked_column import CheckedColumn
from exchange_tracker.parse.maps.cells import LEFT_OUT, mapped_column, until_column
from exchange_tracker.parse.maps.layout import Cells, Layout, Test
from exchange_tracker.parse.maps.model import Column, Entry, Map
from exchange_tracker.parse.maps.running import RunningTotals
from exchange_tracker.parse.maps.shape import COUNTED, entry_plans
from exchange_tracker.parse.row_shape import Numbered, Unfit
from exchange_tracker.parse.table_rows import CHUNK

SHOWN = 5  # rows shown as they were and as they would be recorded


class Shown(NamedTuple):
    """A row of the file, and one entry that the map makes of it: cells by the names of columns.

    ``cells`` are those that are recorded: of a running total they become a difference.
    """

    line: int
    before: dict[str, str]
    names: tuple[str, ...]
    cells: Sequence[str]

    @property
    def after(self) -> dict[str, str]:
        """Return the cells of the entry by the names of their columns."""
        return dict(zip(self.names, self.cells, strict=True))


@dataclass
class Tally:
    """How many rows a file has and how many its map left out, and the first of them."""

    rows: int = 0
    left_out: int = 0
    shown: list[Shown] = field(default_factory=list)


class _Source(NamedTuple):
    """The column of the file for one of the ledger; ``check`` where it is read in a way of its own."""

    column: Column
    check: CheckedColumn | None = None


class _Plan(NamedTuple):
    """Where each column of an entry comes from: a place of the row and its check, or a constant."""

    cells: tuple[tuple[int, CheckedColumn, str] | str, ...]

    @property
    def checks(self) -> list[CheckedColumn]:
        """Return the checks that have refused what they could not read."""
        return [each[1] for each in self.cells if not isinstance(each, str)]


class Applied:
    """A map for one file of a kind."""

    def __init__(
        self,
        file_map: Map,
        kind: type[Fact],
        layout: Layout,
        name: str,
        tally: Tally,
        *,
        dated: bool,
    ) -> None:
        """Take a map; ``dated`` says that the file's own dates come as YYYY-MM-DD."""
        self._map = file_map
        self._layout = layout
        self._name = name
        self._tally = tally
        plans = [_with_until(entry, file_map, kind, dated=dated) for entry in entry_plans(file_map)]
        has_note = file_map.numbers.fall == "correction"
        self.targets = tuple(
            name
            for name in columns(kind)
            if any(name in plan for plan in plans) or (has_note and name == "note")
        )
        self._plans = [self._plan(plan, file_map, dated=dated) for plan in plans]
        self._counted = next((n for n, name in enumerate(self.targets) if name in COUNTED), None)
        self._tests = [(layout.places[each.column], Test(each)) for each in file_map.leave_out]

    def _plan(self, plan: dict[str, str | _Source], file_map: Map, *, dated: bool) -> _Plan:
        cells: list[tuple[int, CheckedColumn, str] | str] = []
        for target in self.targets:
            source = plan.get(target, "")
            if isinstance(source, str):
                cells.append(source)
            else:
                check = source.check
                if check is None:  # an empty one is false
                    check = mapped_column(target, source.column, file_map, dated=dated)
                name = source.column.column
                cells.append((self._layout.places[name], check, str(name)))
        return _Plan(tuple(cells))

    def rows(self, rows: Iterator[Cells | Unfit]) -> Iterator[Numbered | Unfit]:
        """Yield the entries that the map makes of the rows."""
        made = self._made(rows)
        numbers = self._map.numbers
        if numbers.cumulative:
            made = RunningTotals(self.targets, numbers, self._name).differences(made)
        return made

    def _made(self, rows: Iterator[Cells | Unfit]) -> Iterator[Numbered | Unfit]:
        rows = _to_its_end(rows)
        while some := list(islice(rows, CHUNK)):
            fit = [row for row in some if not isinstance(row, Unfit)]
            self._tally.rows += len(some)
            if len(fit) < len(some):
                yield from (row for row in some if isinstance(row, Unfit))
            if fit and (kept := self._kept(fit)):
                yield from self._chunk(kept)

    def _kept(self, rows: list[Cells]) -> list[Cells]:
        """Leave out the rows that a condition holds of."""
        for place, test in self._tests:
            left = [not test[cells[place]] for _, cells in rows]
            if not all(left):
                self._tally.left_out += left.count(False)
                rows = list(compress(rows, left))
        return rows

    def _chunk(self, rows: list[Cells]) -> Iterable[Numbered | Unfit]:
        checks = [check for plan in self._plans for check in plan.checks]
        refused = sum(check.refused for check in checks)
        by_column = list(zip(*(cells for _, cells in rows), strict=True))
        lines = [line for line, _ in rows]
        made = [
            list(zip(lines, self._cells(plan, by_column), repeat(self.targets)))
            for plan in self._plans
        ]
        if refused < sum(check.refused for check in checks):
            return chain.from_iterable(self._one_by_one(*row) for row in rows)
        if len(self._tally.shown) < SHOWN:
            self._show(rows, made)
        every = made[0] if len(made) == 1 else chain.from_iterable(zip(*made, strict=True))
        if self._counted is None or self._map.numbers.cumulative or not self._leaves_out:
            return every
        return (row for row in every if row[1][self._counted] != LEFT_OUT)

    @property
    def _leaves_out(self) -> bool:
        return "leave out" in {self._map.numbers.blank, self._map.numbers.zero}

    @staticmethod
    def _cells(plan: _Plan, by_column: Sequence[Sequence[str]]) -> Iterator[list[str]]:
        size = len(by_column[0])
        columns = (
            repeat(each, size)
            if isinstance(each, str)
            else map(each[1].__getitem__, by_column[each[0]])
            for each in plan.cells
        )
        return map(list, zip(*columns, strict=True))

    def _show(self, rows: list[Cells], made: list[list[Numbered]]) -> None:
        for (line, before), *after in zip(rows, *made, strict=True):
            for _, cells, _ in after:
                if LEFT_OUT not in cells and len(self._tally.shown) < SHOWN:
                    there = {self._layout.names[place]: before[place] for place in self._places}
                    self._tally.shown.append(Shown(line, there, self.targets, cells))

    @property
    def _places(self) -> list[int]:
        """Return the columns of the file that the map reads, but for names of people."""
        people = {
            each[0]
            for plan in self._plans
            for target, each in zip(self.targets, plan.cells, strict=True)
            if target == "person" and not isinstance(each, str)
        }
        return sorted({*self._layout.places.values()} - people)

    def _one_by_one(self, line: int, row: list[str]) -> Iterator[Numbered | Unfit]:
        """Yield the entries of one row, and what is wrong with each that has something."""
        for plan in self._plans:
            cells, problems = {}, []
            for target, each in zip(self.targets, plan.cells, strict=True):
                try:
                    cells[target] = each if isinstance(each, str) else each[1].check(row[each[0]])
                except InvalidValue as unfit:
                    what = f"{unfit.what} (column {_quoted(each)})"
                    problems.append(Problem(f"{self._name}:{line}: {target}", what, unfit.fix))
            counted = self.targets[self._counted] if self._counted is not None else ""
            if cells.get(counted) == LEFT_OUT and not self._map.numbers.cumulative:
                continue
            if problems:
                yield Unfit(line, cells, tuple(problems))
            else:
                yield line, list(cells.values()), self.targets


def _to_its_end(rows: Iterator[Cells | Unfit]) -> Iterator[Cells | Unfit]:
    """Yield rows, and why there are no more where they cannot be read on."""
    try:
        yield from rows
    except Refusal as refusal:
        yield Unfit(0, {}, refusal.problems)


def _quoted(source: tuple[int, CheckedColumn, str] | str) -> str:
    return repr(source[2])


def _with_until(
    entry: Entry, file_map: Map, kind: type[Fact], *, dated: bool
) -> dict[str, str | _Source]:
    """Return what each column of an entry comes from; a day that is a span fills ``until``, too."""
    plan: dict[str, str | _Source] = {name: text.strip() for name, text in entry.constants.items()}
    plan |= {name: _Source(column) for name, column in entry.columns.items()}
    day = entry.columns.get("day")
    if day and "until" in columns(kind) and "until" not in plan:
        until = until_column(day, file_map, dated=dated)
        if until is not None:
            plan["until"] = _Source(day, until)
    return plan
