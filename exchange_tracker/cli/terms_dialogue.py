"""A row of questions in which one can ask what is meant, and go back to the question before."""

from collections.abc import Sequence
from textwrap import fill, indent
from typing import NamedTuple

from exchange_tracker.cli.output import say
from exchange_tracker.cli.prompts import agreed, ask
from exchange_tracker.cli.terms_draft import Read, TermsDraft, as_text
from exchange_tracker.cli.terms_hints import EXPLANATIONS
from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import UNDISCLOSED
from exchange_tracker.parse.cells import Check, shown
from exchange_tracker.parse.terms.flaws import Path
from exchange_tracker.store import signals

_BACK = "back"
_EXPLAIN = "??"
_NONE = "none"
_WIDTH = 76  # characters of a line of an explanation, which is indented
NUMBER = "how many"
"""The question at which ``?`` is an answer: a number that was not disclosed."""


class GoneBack(Exception):
    """Somebody wants the question before."""


class _Explained(Exception):
    """Somebody asked what a question means."""


class Answer(NamedTuple):
    """What was answered at a question, and the name of the question."""

    name: str
    text: str


class Dialogue:
    """Questions that are answered so far, and the terms that come of the answers.

    To go back, everything is asked once more by the same code, of the earlier answers but the last:
    what each answer did need not be undone.
    """

    def __init__(self, earlier: Sequence[Answer] = (), taken_back: Answer | None = None) -> None:
        """Begin with answers that were checked before; nothing is shown or asked for them.

        The one that was taken back is offered where it is asked for anew.
        """
        self.draft = TermsDraft()
        self.answers: list[Answer] = []
        self.place = ""
        self._earlier = list(reversed(earlier))
        self._taken_back = taken_back
        self._is_new = not earlier

    def without_last(self) -> "Dialogue":
        """Return the same without its last answer, which is offered."""
        return Dialogue(self.answers[:-1], self.answers[-1])

    def say(self, text: str) -> None:
        """Say what an answer was taken for, or what comes next, where that was not said already."""
        if self._is_new:
            say(text)

    def lead(self, text: str) -> None:
        """Say what must be read before a question, whenever it is asked."""
        if not self._earlier:
            say(text)

    def agreed(self, query: str) -> bool:
        """Ask whether an answer is meant; one that was taken was."""
        if self._earlier or agreed(query):
            return True
        if signals.end_requested():
            raise KeyboardInterrupt
        return False

    def settle(self, name: str) -> None:
        """Ask whether it all is right, and return where it is; raise ``KeyboardInterrupt`` where it is not."""

        def check(answer: str) -> str:
            if answer.casefold() in {"n", "no"}:
                raise KeyboardInterrupt
            if answer.casefold() not in {"", "y", "yes"}:
                raise InvalidValue(f"{shown(answer)} is neither", "write y, n or back")
            return answer

        self._is_new = True
        self.ask(name, "n: leave, and keep what was answered; or back", check, "y")

    def ask(
        self,
        name: str,
        hint: str,
        check: Check,
        default: str | None = None,
        words: Sequence[str] = (),
        place: str = "",
    ) -> None:
        """Ask until an answer passes a check; ``none`` is a blank one where that is offered."""
        self.place = place or name
        if self._repeats(name, check):
            return
        offered, self._taken_back, self._is_new = self._taken_back, None, True
        is_offered = offered is not None and offered.name == name
        suggestion = offered.text if offered and is_offered else default

        def heeding(answer: str) -> str:
            self._heed(name, answer)
            meant = "" if default == "" and answer.casefold() == _NONE else answer
            check(meant)
            return meant

        while True:
            try:
                answer = ask(name, suggestion, words, hint, heeding)
            except _Explained:
                continue
            self.answers.append(Answer(name, answer))
            if name == NUMBER and answer == UNDISCLOSED:
                say("  not agreed or not disclosed; for help on the question: back, then ??")
            return

    def _repeats(self, name: str, check: Check) -> bool:
        """Return whether an earlier answer is fit here; those from the first that is not are left out."""
        if self._earlier and self._earlier[-1].name == name:
            try:
                check(self._earlier[-1].text)
            except InvalidValue:
                pass
            else:
                self.answers.append(self._earlier.pop())
                return True
        self._earlier.clear()
        return False

    def _heed(self, name: str, answer: str) -> None:
        """Explain, or go back, where that is what an answer asks for."""
        if answer == _EXPLAIN or (answer == UNDISCLOSED and name != NUMBER):
            say(indent(fill(EXPLANATIONS[name], _WIDTH), "  "))
            raise _Explained
        if answer.casefold() != _BACK:
            return
        if not self.answers:
            say("  this is the first question")
            raise _Explained
        say(f"  it was: {self.answers[-1].text or _NONE}")
        raise GoneBack

    def ask_for(
        self,
        path: Path,
        name: str,
        hint: str,
        read: Read = as_text,
        default: str | None = None,
        words: Sequence[str] = (),
    ) -> None:
        """Ask for what stands in a place of the terms."""
        check = self.draft.check(path, read)
        self.ask(name, hint, check, default, words, _place_words(path, name))


def _place_words(path: Path, name: str) -> str:
    """Name a question by where its answer stands: ``obligation 2: title``, ``reading credit: how``."""
    match path:
        case ("obligations", int(number), *_):
            return f"obligation {number + 1}: {name}"
        case ("readings", str(reading), *_):
            return f"reading {reading}: {name}"
        case _:
            return name
