"""The words that can stand at the end of a command line, from the commands and from the ledger.

Somebody waits at each tab: neither Typer nor a command is loaded. What each command takes is in a table
(``completion_table.txt``), which `make docs` makes of the commands; a test holds them together. What
is in a ledger or in terms is looked up as ``recorded_words`` says, which is loaded for that alone.
"""

import os
from itertools import pairwise

TYPE_CHECKING = False  # as in typing, which a tab need not wait for
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchange_tracker.store.address import Place

TABLE = os.path.join(os.path.dirname(__file__), "completion_table.txt")  # noqa: PTH118, PTH120 - start-up
PROGRAM = "xt"
MANY = "..."  # after an argument that takes several words
SOURCE = "@"  # before the name of a source of words (``WordSource``)
_LEDGER = ("--ledger", "-f")
_QUOTES = "'\""
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=.")


def answer(words: "Sequence[str]", *, quoted: bool) -> str:
    """Return what can stand in place of the last of some words, a line each, as a shell takes it."""
    return "".join(
        f"{_quote(word) if quoted else word}\n" for word in candidates(list(words) or [""])
    )


def _quote(word: str) -> str:
    if word and not _PLAIN.issuperset(word):
        from shlex import quote  # only where it is needed: start-up

        return quote(word)
    return word


def candidates(words: "Sequence[str]") -> list[str]:
    """Return what can stand in place of the last of some words; nothing where files can.

    Words come as they are typed: quoted, and in bash with each ``=`` as a word of its own.
    """
    *before, start = map(_unquoted, words)
    option, equals, value = start.partition("=")
    if equals and option.startswith("--"):
        return [f"{option}={word}" for word in candidates([*before, option, value])]
    before, start = [word for word in before if word != "="], start.removeprefix("=")
    # Of several values in one cell the last is meant.
    head, semicolon, start = start.rpartition(";")
    possible = set(_possible(before, start)).difference(head.split(";"))
    return sorted(f"{head}{semicolon}{word}" for word in possible if word.startswith(start))


def _unquoted(word: str) -> str:
    """Return a word without the quotes around it, one of which may not be there yet, and backslashes."""
    start = 1 if word[:1] and word[0] in _QUOTES else 0
    end = len(word) - 1 if len(word) > 1 and word[-1] in _QUOTES else len(word)
    return word[start:end].replace("\\", "")


class Taken:
    """What one command takes, as a block of the table says it."""

    def __init__(self, block: str) -> None:
        """Take the lines of a block: options with their words after a ``=``, and arguments."""
        self.flags: list[str] = []
        self.values: dict[
            str, str
        ] = {}  # the words of an option that takes one, by each of its names
        self.arguments: list[tuple[bool, str]] = []  # whether it takes several, and their words
        for line in block.splitlines():
            names, takes, words = line.strip().partition("=")
            if not names.startswith("-"):
                self.arguments.append((names.endswith(MANY), words))
                continue
            self.flags += names.split()
            if takes:
                self.values.update(dict.fromkeys(names.split(), words))

    def argument(self, words: "Sequence[str]") -> str:
        """Return the words of the argument that comes after some words."""
        values = {after for flag, after in pairwise(words) if flag in self.values}
        place = sum(not word.startswith("-") and word not in values for word in words)
        if self.arguments and self.arguments[-1][0]:
            place = min(place, len(self.arguments) - 1)
        return self.arguments[place][1] if place < len(self.arguments) else ""


def _table() -> dict[str, str]:
    """Return the block of each command, by its name; those of a group by both their names."""
    with open(TABLE, encoding="utf-8") as file:  # noqa: PTH123 - start-up
        blocks = file.read().strip().split("\n\n")
    named = (block.partition("\n") for block in blocks)
    return {name: lines for name, _, lines in named}


def _possible(whole: "Sequence[str]", start: str) -> "Iterable[str]":
    """Return what can follow some words."""
    table = _table()
    before, general = _without_general(whole, Taken(table[PROGRAM]))
    if not before:
        if general is not None:
            return _words(general, whole, start)
        if start.startswith("-"):
            return _long(Taken(table[PROGRAM]))
        return [name for name in table if " " not in name and name != PROGRAM]
    name, *words = before
    if name == "help" and words:  # the commands of the group that it is about
        return [] if words[1:] else _inner(table, words[0])
    if inner := _inner(table, name):
        if not words:
            return inner
        name, words = f"{name} {words[0]}", words[1:]
    if name not in table or name == PROGRAM:
        return []
    taken = Taken(table[name])
    if start.startswith("-"):
        return _long(taken)
    last = words[-1] if words else ""
    word_list = taken.values[last] if last in taken.values else taken.argument(words)
    return _words(word_list, whole, start)


def _without_general(before: "Sequence[str]", program: Taken) -> "tuple[Sequence[str], str | None]":
    """Return a line from its command on, and the words of an option before it that lacks its value."""
    words = list(before)
    while words and words[0].startswith("-"):
        word_list = program.values.get(words.pop(0))
        if word_list is not None and not words:
            return [], word_list
        del words[: 0 if word_list is None else 1]
    return words, None


def _inner(table: dict[str, str], group: str) -> list[str]:
    """Return the commands of a group."""
    return [name.partition(" ")[2] for name in table if name.startswith(f"{group} ")]


def _long(taken: Taken) -> list[str]:
    return [flag for flag in taken.flags if flag.startswith("--")]


def _words(word_list: str, whole: "Sequence[str]", start: str) -> "Iterable[str]":
    """Return words as the table has them, or from the source that it names."""
    if not word_list.startswith(SOURCE):
        return word_list.split()
    from exchange_tracker.cli.recorded_words import WordSource
    from exchange_tracker.errors import Refusal

    try:
        return list(WordSource[word_list.removeprefix(SOURCE)].words(_place(whole), start))
    except (Refusal, OSError, ValueError):  # what cannot be read completes nothing
        return []


def _place(whole: "Sequence[str]") -> "Place":
    """Return the ledger or folder that a line names, or that is used without one."""
    from exchange_tracker.cli.ledger_place import LEDGER, place_or_habit

    pairs = pairwise(whole)
    separate = [after for word, after in pairs if word in _LEDGER]
    joined = [word.partition("=")[2] for word in whole if word.startswith("--ledger=")]
    places = filter(None, [*separate, *joined, os.environ.get("EXCHANGE_LEDGER", "")])
    named = next(places, None)
    if named is None:
        return place_or_habit(LEDGER)
    from exchange_tracker.store.address import is_address, place_of

    return place_of(os.path.expanduser(named) if not is_address(named) else named)  # noqa: PTH111
