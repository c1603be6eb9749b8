"""What a refusal is: where it lies, what is wrong, how to fix it.

A finding (a missed minimum, a figure that differs) is a value and never raised. A refusal is an
exception that carries every problem of the input at once; the command line maps each kind to its
exit code (``ledger.md``, section 5).
"""

from collections.abc import Iterable
from typing import NamedTuple, Self


class Excerpt(NamedTuple):
    """The line in which something is wrong, and the column (from 1) at which it is."""

    line: str
    column: int


class Problem(NamedTuple):
    """One thing that cannot be taken as it stands, in the words a person needs to fix it.

    ``excerpt`` is there where a person sees best in the line itself what is meant.
    """

    where: str
    what: str
    fix: str
    excerpt: Excerpt | None = None

    def __str__(self) -> str:
        """Return the problem as one line: where, what, how to fix it."""
        return f"{self.where}: {self.what}; {self.fix}"


class Refusal(Exception):
    """Input or a ledger that cannot be read or taken; nothing was written (exit code 3)."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem], closing: str = "") -> None:
        self.problems = tuple(problems)
        self.closing = closing  # what became of the input as a whole; blank: nothing more to say
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def one(cls, where: str, what: str, fix: str) -> Self:
        """Return the refusal of a single problem."""
        return cls([Problem(where, what, fix)])


class UsageError(Refusal):
    """A command line that asks for what does not exist or cannot be done (exit code 2)."""

    exit_code = 2


class Unverified(Refusal):
    """A ledger whose history does not verify (exit code 5)."""

    exit_code = 5


class OutputFailed(Refusal):
    """An output or a disk that failed; the ledger is unchanged (exit code 74)."""

    exit_code = 74


class Busy(Refusal):
    """Another writer held the ledger too long; nothing was written (exit code 75)."""

    exit_code = 75


class InvalidValue(ValueError):
    """A text that is not what its place asks for: what is wrong with it, and what to write."""

    def __init__(self, what: str, fix: str) -> None:
        self.what = what
        self.fix = fix
        super().__init__(f"{what}; {fix}")
