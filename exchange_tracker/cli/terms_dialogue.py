"""A row of questions in which one can ask what is meant, and go back to the question before."""

from collections.abc import Sequence
from textwrap import fill, indent

from exchange_tracker.cli.output import say
from exchange_tracker.cli.prompts import agreed, ask
from exchange_tracker.cli.terms_draft import Read, TermsDraft, as_text
from exchange_tracker.cli.terms_hints import EXPLANATIONS
from exchange_tracker.facts.model import UNDISCLOSED
from exchange_tracker.parse.cells import Check
from exchange_tracker.parse.terms.flaws import Path
from exchange_tracker.store import signals

_BACK = "back"
_EXPLAIN = "??"
_WIDTH = 76  # characters of a line of an explanation, which is indented
NUMBER = "how many"
"""The question at which ``?`` is an answer: a number that was not disclosed."""


class GoneBack(Exception):
    """Somebody wants the question before."""


class _Explained(Exception):
    """Somebody asked what a question means."""


class Dialogue:
    """Questions that are answered so far, and the terms that come of the answers.

    To go back, everything is asked once more by the same code, of the earlier answers but the last:
    what each answer did need not be undone.
    """

    def __init__(self, earlier: Sequence[str] = ()) -> None:
        """Begin with answers that were checked before; nothing is shown or asked for them."""
        self.draft = TermsDraft()
        self.answers: list[str] = []
        self._earlier = list(reversed(earlier))

    def say(self, text: str) -> None:
        """Say something that was not said already."""
        if not self._earlier:
            say(text)

    def agreed(self, query: str) -> bool:
        """Ask whether an answer is meant; one that was taken was."""
        if self._earlier or agreed(query):
            return True
        if signals.end_requested():
            raise KeyboardInterrupt
        return False

    def ask(
        self,
        name: str,
        hint: str,
        check: Check,
        default: str | None = None,
        words: Sequence[str] = (),
    ) -> None:
        """Ask until an answer passes a check."""
        if self._earlier:
            check(self._earlier[-1])
            self.answers.append(self._earlier.pop())
            return

        def heeding(answer: str) -> str:
            self._heed(name, answer)
            check(answer)
            return answer

        while True:
            try:
                self.answers.append(ask(name, default, words, hint, heeding))
            except _Explained:
                continue
            return

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
        say(f"  it was: {self.answers[-1] or 'none'}")
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
        self.ask(name, hint, self.draft.check(path, read), default, words)
