"""``--rejects FILE``: an import tried again without the rows that were refused, which are kept apart."""

import re
from collections.abc import Sequence
from pathlib import Path

from exchange_tracker.cli.input_files import RowFile
from exchange_tracker.cli.output import emit, say
from exchange_tracker.errors import Problem, Refusal, UsageError
from exchange_tracker.facts.model import AnyFact
from exchange_tracker.report.phrases import numbered

_PLACE = re.compile(r":([0-9]+)(?:: (.*))?", re.DOTALL)


class Rejecting:
    """The files of an import, and the rows of them that are left out, if that is asked for."""

    def __init__(self, inputs: Sequence[RowFile], path: Path | None) -> None:
        self.inputs = list(inputs)
        self._path = path
        if path and len(inputs) > 1:
            what = "rows of one file go into a file of rejected rows, in its form"
            raise UsageError.one("--rejects", what, "import one file after the other")
        if path:
            self.inputs = [each._replace(row_by_row=True) for each in inputs]

    @property
    def rows(self) -> int:
        """Return how many rows are left out."""
        return sum(len(each.reasons) for each in self.inputs)

    def leave_out(self, refusal: Refusal) -> None:
        """Leave out the rows that were refused; raise the refusal where it is of more than rows."""
        if not self._path or type(refusal) is not Refusal:
            raise refusal
        (file,) = self.inputs
        reasons = dict(file.reasons)
        for problem in refusal.problems:
            place = _PLACE.fullmatch(problem.where.removeprefix(file.name))
            line = int(place[1]) if place else 0
            if not place or line <= file.header or line in file.reasons:
                raise refusal
            so_far = f"{reasons[line]} / " if line in reasons else ""
            reasons[line] = f"{so_far}{_reason(problem, place[2])}"
        self.inputs = [file._replace(reasons=reasons)]

    def write(self, kind: type[AnyFact]) -> None:
        """Write the rows that are left out; with none of them, the header alone."""
        if self._path:
            (file,) = self.inputs
            emit(file.rejected(kind), self._path, announced=False)

    def say(self, *, dry_run: bool) -> None:
        """Say how many rows are left out, and where they are."""
        if not self.rows:
            return
        if not dry_run:
            say(f"{self._path}: {numbered(self.rows, 'row was', 'rows were')} refused")
            return
        (file,) = self.inputs
        for line, reason in sorted(file.reasons.items()):
            say(f"{file.name}:{line}: {reason}")


def _reason(problem: Problem, column: str | None) -> str:
    where = f"{column}: " if column else ""
    return f"{where}{problem.what}; {problem.fix}"
