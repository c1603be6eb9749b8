"""Terms that are still being answered: each answer is checked as the parser checks the whole file."""

from collections.abc import Callable
from typing import Any

from exchange_tracker.errors import InvalidValue, Refusal
from exchange_tracker.facts.model import UNDISCLOSED
from exchange_tracker.parse.terms import flaws_of
from exchange_tracker.parse.terms.flaws import Path
from exchange_tracker.parse.terms.toml import Table, read_toml

Read = Callable[[str], Any]
"""What makes a value of an answer."""


class TermsDraft:
    """A table of terms as far as it was answered."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.raw: Table = {}

    def put(self, path: Path, value: object) -> None:
        """Put a value in its place, or raise ``InvalidValue`` with what the parser says of it.

        What is still missing is no flaw of the answer; what stands there already is none either.
        """
        before = set(flaws_of(self.raw))
        table = self.at(path[:-1])
        earlier = table.get(path[-1])
        table[path[-1]] = value
        flaw = next((flaw for flaw in flaws_of(self.raw) if flaw not in before), None)
        if flaw is None:
            return
        del table[path[-1]]
        if earlier is not None:
            table[path[-1]] = earlier
        raise InvalidValue(flaw.what, flaw.fix)

    def at(self, path: Path) -> Any:
        """Return what stands in a place; a table that is not there yet is made."""
        value: Any = self.raw
        for step in path:
            value = value.setdefault(step, {}) if isinstance(value, dict) else value[step]
        return value

    def check(self, path: Path, read: Read) -> Callable[[str], str]:
        """Return a check of an answer that puts what it means in its place; a blank puts nothing."""

        def checked(answer: str) -> str:
            value = read(answer)
            if value is not None:
                self.put(path, value)
            return answer

        return checked


def as_text(answer: str) -> str:
    """Return an answer as text, without the quotes that a file would have."""
    if any("\ud800" <= char <= "\udfff" for char in answer):
        raise InvalidValue("the answer is not UTF-8", "type it anew")
    quoted = answer[:1] == answer[-1:] == '"' and answer != '"'
    return answer[1:-1] if quoted else answer


def as_value(key: str) -> Read:
    """Return what makes the number, the date or the table of an answer, as a file would have it there."""

    def read(answer: str) -> Any:
        if not answer or answer == UNDISCLOSED:
            return answer
        try:
            return read_toml(f"{key} = {as_text(answer)}", "answer")[key]
        except Refusal as refusal:
            problem = refusal.problems[0]
            raise InvalidValue(problem.what, problem.fix) from None

    return read


def as_words(answer: str) -> str | list[str]:
    """Return the one word that an answer is, or several with ``;`` between them."""
    words = [as_text(word.strip()) for word in answer.split(";") if word.strip()]
    return words if len(words) > 1 else "".join(words)


def unless_blank(read: Read) -> Read:
    """Return what makes nothing of a blank answer."""
    return lambda answer: read(answer) if answer else None
