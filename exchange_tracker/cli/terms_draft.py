"""Terms that are still being answered: each answer is checked as the parser checks the whole file."""

import re
from collections.abc import Callable
from typing import Any

from exchange_tracker.cli.moments import named_day
from exchange_tracker.errors import InvalidValue, Refusal
from exchange_tracker.facts.model import UNDISCLOSED
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.terms import flaws_of
from exchange_tracker.parse.terms.flaws import Path
from exchange_tracker.parse.terms.toml import Table, read_toml

Read = Callable[[str], Any]
"""What makes a value of an answer."""
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)[\s:=]+(\S.*)")
_CLOCK = re.compile(r"([0-9]{1,2})(?::([0-5][0-9]))?")
_LAST_HOUR = 23
_LIMITS = ("category", "nationality")


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


def as_number(answer: str) -> Any:
    """Return a number, or a table of dates and numbers, be it written ``2025-01-19 3; 2025-01-25 4``."""
    dated = [_DATED.fullmatch(part.strip()) for part in answer.split(";") if part.strip()]
    pairs = [f"{each[1]} = {each[2]}" for each in dated if each]
    whole = len(pairs) == len(dated) > 0
    return as_value("at_least")(f"{{ {', '.join(pairs)} }}" if whole else answer)


def as_day(answer: str) -> Any:
    """Return the day of an answer, be its month a number or a word."""
    return named_day(answer) or as_value("from")(answer)


def as_clock(answer: str) -> str:
    """Return a clock time as files have it: ``8`` and ``8:00`` are 08:00."""
    match = _CLOCK.fullmatch(as_text(answer))
    if match is None or int(match[1]) > _LAST_HOUR:
        raise InvalidValue(
            f"{shown(answer)} is not a clock time", "write hours and minutes, e.g. 07:00"
        )
    return f"{match[1]:0>2}:{match[2] or '00'}"


def as_limits(answer: str) -> dict[str, str | list[str]]:
    """Return the nationalities and categories of an answer such as ``nationality Saudi; Sudanese``."""
    limits: dict[str, list[str]] = {}
    key = ""
    for part in filter(None, map(str.strip, answer.split(";"))):
        first, _, rest = part.replace("=", " ").replace(":", " ").partition(" ")
        named = first.casefold() in _LIMITS
        key, word = (first.casefold(), rest.strip()) if named else (key, part)
        if not key or not word:
            what = f"{shown(part)} does not say a nationality or a category"
            raise InvalidValue(what, "write e.g. nationality Saudi, or category civilian")
        limits.setdefault(key, []).append(as_text(word))
    return {key: words if len(words) > 1 else words[0] for key, words in limits.items()}


def with_limits(counts: Table, limits: Table) -> Table:
    """Return whom a selector takes when only some of them count; the basis stays the last key."""
    basis = {key: counts[key] for key in ("basis",) if key in counts}
    return {**{key: word for key, word in counts.items() if key != "basis"}, **limits, **basis}


def as_list(answer: str) -> list[str]:
    """Return the words of an answer as a list, be it one alone."""
    words = as_words(answer)
    return [words] if isinstance(words, str) else words


def as_words(answer: str) -> str | list[str]:
    """Return the one word that an answer is, or several with ``;`` between them."""
    words = [as_text(word.strip()) for word in answer.split(";") if word.strip()]
    return words if len(words) > 1 else "".join(words)


def unless_blank(read: Read) -> Read:
    """Return what makes nothing of a blank answer."""
    return lambda answer: read(answer) if answer else None
