"""Problems of an input, told in the order of its files and lines however they were met."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from exchange_tracker.errors import Problem
from exchange_tracker.parse.limits import MOST_PROBLEMS

_PLACE = re.compile(r"(.*):([0-9]+)(?:: [a-z0-9_]+)?", re.DOTALL)


THE_REST = "the rest of the file was not read: mend these problems first"


class Problems:
    """What was found wrong so far; a part of it may only be seen when all lines were read.

    Of very many problems the first are kept: a file of wrong rows must not fill the memory.
    """

    def __init__(self) -> None:
        self._files: dict[str, int] = {}
        self._found: list[Problem] = []

    def begin(self, name: str) -> None:
        """Note that a file is read now: its problems come after those of the files before it."""
        self._files.setdefault(name, len(self._files))

    def append(self, problem: Problem) -> None:
        """Note a problem."""
        self.extend([problem])

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note some problems."""
        self._found.extend(islice(problems, MOST_PROBLEMS - len(self._found)))

    @property
    def full(self) -> bool:
        """Return whether no more problems are kept, so that reading on is of no use."""
        return len(self._found) >= MOST_PROBLEMS

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=self._place))

    def _place(self, problem: Problem) -> tuple[int, int]:
        """Return the file and line of a problem; one of a whole file comes before those in it."""
        found = _PLACE.fullmatch(problem.where)
        name, line = (found[1], int(found[2])) if found else (problem.where, 0)
        return self._files.get(name, len(self._files)), line
