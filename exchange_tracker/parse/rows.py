"""Rows of a file to facts, checked column by column, every problem collected.

A column's check runs once for each distinct text, so a million rows cost little more than
reading them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import BinaryIO, Generic, cast

from exchange_tracker.errors import InvalidValue, Problem, Refusal
from exchange_tracker.facts.model import Fact, Release, Terms, columns
from exchange_tracker.parse.cells import Check
from exchange_tracker.parse.checked_column import CheckedColumn
from exchange_tracker.parse.columns import REQUIRED, SEVERAL, checks
from exchange_tracker.parse.forms import OWN, Form, text_rows
from exchange_tracker.parse.headers import Columns, header, refuse_other_first_rows
from exchange_tracker.parse.json_rows import (
    JsonKeys,
    json_row,
    lists_of,
    objects_of,
    refuse_history,
)
from exchange_tracker.parse.problems import THE_REST, Problems
from exchange_tracker.parse.row_rules import row_problems, to_compare
from exchange_tracker.parse.row_shape import (
    Checked,
    Chunk,
    Numbered,
    Sieve,
    Unfit,
    blank_problem,
    columns_of,
    facts_of,
    without_margin,
)
from exchange_tracker.parse.stated import fix_of_blank, fix_of_word
from exchange_tracker.parse.table import Plain, Row, one_by_one
from exchange_tracker.parse.table_rows import Table, chunked


class Reader(Generic[Fact]):
    """Reads rows of one kind under given terms and remembers every problem it met."""

    def __init__(self, kind: type[Fact], terms: Terms) -> None:
        self.kind: type[Fact] = kind
        self.columns = columns(kind)
        self.names = Columns(self.columns, REQUIRED[kind])
        self.terms = terms
        self.checked = [CheckedColumn(check) for check in checks(kind, terms)]
        self.problems = Problems()
        self.refused: list[tuple[int, Fact]] = []
        """Rows with problems, and the line of each: what is wrong with them is left blank."""
        self.read = 0
        self.sieve: Sieve | None = None
        self._by_map = False

    def csv(
        self, raw: BinaryIO, name: str, bare: Check | None = None, form: Form = OWN
    ) -> Iterator[Checked[Fact]]:
        """Yield the rows of a CSV or TSV file that are right; what is not is in ``problems``.

        ``bare`` takes off each cell with a ``'`` what another form of output put on.
        """
        rows = text_rows(raw, name, form, self.names.among)
        return self.table(rows, name, bare, foreign=form.foreign)

    def table(
        self,
        rows: Iterator[Row | Plain],
        name: str,
        bare: Check | None = None,
        *,
        foreign: bool = False,
        is_sheet: bool = False,
    ) -> Iterator[Checked[Fact]]:
        """Yield the rows of a table that are right, its header first, as ``csv`` does.

        A sheet of a workbook may go on, formatted and blank, beside what it holds.
        """
        chunks = self._table(rows, name, bare, foreign=foreign, is_sheet=is_sheet)
        return map(self._with_facts, chunks)

    def by_columns(self, raw: BinaryIO, name: str) -> Iterator[Chunk]:
        """Yield the same of a CSV file of the program's own, of which few rows need be made facts."""
        return self._table(text_rows(raw, name, OWN, self.names.among), name)

    def _table(
        self,
        rows: Iterator[Row | Plain],
        name: str,
        bare: Check | None = None,
        *,
        foreign: bool = False,
        is_sheet: bool = False,
    ) -> Iterator[Chunk]:
        self.problems.begin(name)
        try:
            each = one_by_one(rows)
            names = self._header(next(each, None), each, name, foreign=foreign, is_sheet=is_sheet)
        except Refusal as refusal:
            self.problems.extend(refusal.problems)
            return
        about = (name, names, bare, is_sheet, self.sieve)
        table = Table(*about, self._take, self._refuse, lambda: self.problems.full)
        yield from self._chunks(table.chunks(rows), names, name)

    def _header(
        self, first: Row | None, rows: Iterator[Row], name: str, *, foreign: bool, is_sheet: bool
    ) -> tuple[str, ...]:
        if first is None:
            fix = f"begin it with the line {','.join(self.columns)}"
            raise Refusal.one(name, "the file is empty", fix)
        if isinstance(first[1], Refusal):
            raise first[1]
        refuse_other_first_rows(first[1], rows, self.names, name, foreign=foreign)
        cells = without_margin(first[1]) if is_sheet else first[1]
        return header(cells, self.names, f"{name}:1")

    def json_lines(self, raw: BinaryIO, name: str, form: Form = OWN) -> Iterator[Checked[Fact]]:
        """Yield the rows of a file of JSON lines that are right; what is not is in ``problems``.

        An array is taken, too, and one in a document of the program's own.
        """
        self.problems.begin(name)
        lists = lists_of(self.kind) if form.foreign else ()
        objects = form.unskipped(objects_of(raw, name, form.encoding, lists))
        chunks = self._chunks(chunked(self._of_json(objects, name, form)), self.columns, name)
        yield from map(self._with_facts, chunks)

    def mapped(
        self, rows: Iterator[Numbered | Unfit], names: tuple[str, ...], name: str
    ) -> Iterator[Checked[Fact]]:
        """Yield the rows that a map made and that are right; all have the columns ``names``."""
        self.problems.begin(name)
        self._by_map = True
        chunks = self._chunks(chunked(self._fit(rows, name)), names, name)
        yield from map(self._with_facts, chunks)

    def _fit(self, rows: Iterator[Numbered | Unfit], name: str) -> Iterator[Numbered]:
        try:
            for row in rows:
                if isinstance(row, Unfit):
                    where = f"{name}:{row.line}"
                    cells = [row.cells.get(column, "") for column in self.columns]
                    self._refuse([*row.problems, *self._of_cells(cells, where, row.cells)])
                    if self.problems.full:
                        return
                else:
                    self._take(1)
                    yield row
        except Refusal as refusal:  # what comes after cannot be read
            self._refuse(refusal.problems)

    def one(self, cells: Iterable[str], where: str) -> Fact:
        """Return one fact from its cells, in the order of the columns, or refuse it."""
        row = [cell.strip() for cell in cells]
        problems = [
            Problem(f"{where}: {name}", "the text is not UTF-8", "write it in UTF-8")
            for name, cell in zip(self.columns, row, strict=True)
            if any("\ud800" <= character <= "\udfff" for character in cell)
        ]
        problems = problems or self.problems_of(row, where)
        if problems:
            raise Refusal(problems)
        return self._fact(row)

    def fits(self, facts: Sequence[Fact]) -> bool:
        """Return whether nothing is wrong with some facts; each distinct text is checked once."""
        return self._kept(columns_of(self.kind, facts)) is not None

    def finish(self) -> None:
        """Refuse everything that was read when any of it had a problem."""
        if self.problems:
            raise Refusal(self.problems, self.closing)

    @property
    def closing(self) -> str:
        """Say that not all was read, where that is so."""
        return THE_REST if self.problems.full else ""

    def _of_json(
        self, text: Iterator[tuple[int, str]], name: str, form: Form
    ) -> Iterator[Numbered]:
        dated = self.kind is Release
        keys = JsonKeys(self.names, dated=dated, row_by_row=form.row_by_row)
        try:
            for number, line in text:
                where = f"{name}:{number}"
                try:
                    row = json_row(line, self.columns, SEVERAL[self.kind], where)
                except Refusal as refusal:
                    self._refuse(refusal.problems)
                else:
                    refuse_history(row, name)
                    if keys.fit(number, row) and not row.problems:
                        self._take(1)
                        yield number, row.cells, row.names
                        continue
                    places = {problem.where for problem in row.problems}
                    named = {each for each in row.names if f"{where}: {each}" not in places}
                    self._refuse([*row.problems, *self._of_cells(row.cells, where, named)])
                if self.problems.full or keys.full:
                    break
        except Refusal as refusal:  # what comes after cannot be read
            self._refuse(refusal.problems)
        self.problems.extend(keys.problems(name))

    def _take(self, rows: int) -> None:
        self.read += rows

    def _refuse(self, problems: Iterable[Problem]) -> None:
        """Count a row that has no cells, and note why."""
        self._take(1)
        self.problems.extend(problems)

    def _chunks(
        self, chunks: Iterator[Chunk], file_columns: Sequence[str], name: str
    ) -> Iterator[Chunk]:
        for chunk in chunks:
            left = self.sieve.of_cells(chunk, file_columns) if self.sieve else chunk
            if left.lines:
                by_name = dict(zip(file_columns, left.cells, strict=True))
                blank = ("",) * len(left.lines)
                texts = [by_name.get(column, blank) for column in self.columns]
                yield self._chunk(left._replace(cells=texts), name)
            if self.problems.full:
                return

    def _chunk(self, chunk: Chunk, name: str) -> Chunk:
        """Return the rows that are right, with each cell as it is kept."""
        kept = self._kept(chunk.cells)
        return self._sifted(chunk, name) if kept is None else chunk._replace(cells=kept)

    def _kept(self, columns: Sequence[Sequence[str]]) -> list[Sequence[str]] | None:
        """Return the cells of some columns as they are kept; ``None`` where something is wrong."""
        refused = sum(column.refused for column in self.checked)
        kept = [column.of(cells) for column, cells in zip(self.checked, columns, strict=True)]
        fit = refused == sum(column.refused for column in self.checked)
        if fit and not any(row_problems(each, self.terms) for each in to_compare(self.kind, kept)):
            return kept
        return None

    def _with_facts(self, chunk: Chunk) -> Checked[Fact]:
        return Checked(chunk.lines, [*facts_of(self.kind, chunk.cells)], chunk.names)

    def _sifted(self, chunk: Chunk, name: str) -> Chunk:
        """Take a chunk with problems row by row: note each problem, keep the rows without."""
        right: list[tuple[int, Fact, tuple[str, ...]]] = []
        rows = zip(*chunk.cells, strict=True)
        for number, cells, columns_of_row in zip(chunk.lines, rows, chunk.names, strict=True):
            row = [cell.strip() for cell in cells]
            where = f"{name}:{number}"
            problems = self.problems_of(row, where) if any(row) else [blank_problem(where)]
            self.problems.extend(problems)
            if problems:
                self.refused.append((number, self._blanked(row)))
            else:
                right.append((number, self._fact(row), columns_of_row))
        lines, facts, names = zip(*right, strict=True) if right else ((), (), ())
        return Chunk(lines, columns_of(self.kind, facts), names)

    def _fact(self, row: Sequence[str]) -> Fact:
        pairs = zip(self.checked, row, strict=True)
        return cast(Fact, self.kind._make(column.check(cell) for column, cell in pairs))

    def _blanked(self, row: Sequence[str]) -> Fact:
        """Return a row with problems as a fact; the cells that are not fit are blank."""
        pairs = zip(self.checked, row, strict=True)
        return cast(Fact, self.kind._make(column[cell] for column, cell in pairs))

    def problems_of(self, row: Sequence[str], where: str) -> list[Problem]:
        """Return what is wrong with the cells of one row, in the order of the columns."""
        places = [f"{where}: {name}" for name in self.columns]
        problems = self._of_cells(row, where, self.columns)
        wrong = {problem.where for problem in problems}
        for concerned, unfit in row_problems(self.kind._make(row), self.terms):
            if not any(f"{where}: {name}" in wrong for name in concerned):
                cells = [row[self.columns.index(each)] for each in concerned]
                fix = unfit.fix + (fix_of_blank(concerned, cells) if self._by_map else "")
                problems.append(Problem(f"{where}: {concerned[0]}", unfit.what, fix))
        return sorted(problems, key=lambda problem: places.index(problem.where))

    def _of_cells(self, row: Sequence[str], where: str, names: Collection[str]) -> list[Problem]:
        """Return what is wrong with the cells of some columns, each by itself."""
        problems = []
        for name, column, cell in zip(self.columns, self.checked, row, strict=True):
            if name in names:
                try:
                    column.check(cell.strip())
                except InvalidValue as unfit:
                    fix = unfit.fix + (fix_of_word(name) if self._by_map else "")
                    problems.append(Problem(f"{where}: {name}", unfit.what, fix))
        return problems
