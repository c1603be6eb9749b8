"""Problems of an input, listed in the order of its files and lines whatever the order in which they came up."""

import re
from collections.abc import Iterable, Iterator

from exchange_tracker.errors import Problem
from exchange_tracker.parse.limits import MOST_PROBLEMS

_PLACE = re.compile(r"(.*):([0-9]+)(?:: [a-z0-9_]+)?", re.DOTALL)


THE_REST = "the rest of the file was not read: mend these problems first"


class Problems:
    """The problems of an input so far; some only come up when all lines were read.

    Of very many problems the first are kept: a file of wrong rows must not fill the memory.
    """

    def __init__(self) -> None:
        self._files: dict[str, int] = {}
        self._problems: dict[Problem, None] = {}  # each once: entries of one row share columns

    def begin(self, name: str) -> None:
        """Note that a file is read now: its problems come after those of the files before it."""
        self._files.setdefault(name, len(self._files))

    def append(self, problem: Problem) -> None:
        """Note a problem."""
        self.extend([problem])

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several problems."""
        for problem in problems:
            if self.full:
                return
            self._problems[problem] = None

    @property
    def full(self) -> bool:
        """Return whether no more problems are kept, so that reading on is of no use."""
        return len(self._problems) >= MOST_PROBLEMS

    def __len__(self) -> int:
        return len(self._problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._problems, key=self._place))

    def _place(self, problem: Problem) -> tuple[int, int]:
        """Return the file and line of a problem; one of a whole file comes before those in it."""
        place = _PLACE.fullmatch(problem.where)
        name, line = (place[1], int(place[2])) if place else (problem.where, 0)
        return self._files.get(name, len(self._files)), line
