"""Questions for what people read otherwise in terms that are asked for."""

from collections.abc import Sequence
from typing import Any

from exchange_tracker.cli.terms_dialogue import NUMBER, Dialogue
from exchange_tracker.cli.terms_draft import (
    as_list,
    as_text,
    as_value,
    as_words,
    unless_blank,
)
from exchange_tracker.cli.terms_keys import reading_key
from exchange_tracker.cli.terms_numbers import BY_DATES, number_of, table_words
from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import UNDISCLOSED
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.terms.flaws import Path

_OUTSIDE, _SURPLUS, _SHORTFALL = "outside", "surplus", "shortfall"
_NUMBER, _DAYS, _KINDS, _NOTHING = "number", "days", "kinds", "nothing"
_OTHERWISE = {
    _OUTSIDE: "whoever is freed outside the agreement counts, too",
    _SURPLUS: "what is over counts for the next period",
    _SHORTFALL: "what is missing is owed on top in the next period, and never lapses",
    _NUMBER: "another number is owed",
    _DAYS: "it is owed over other days",
    _KINDS: "another kind counts, too",
    _NOTHING: "nothing is owed",
}
_BEYOND = "What else differs the file can say, once it is made: xt help readings, xt terms edit."


class ReadingQuestions:
    """Who reads it otherwise, and how."""

    def __init__(self, dialogue: Dialogue) -> None:
        """Go on with what was answered so far."""
        self._dialogue = dialogue
        self._draft = dialogue.draft

    def ask_readings(self) -> None:
        """Ask for one after the other, until that was all."""
        self._dialogue.say("What people read differently, if they do.")
        while name := self._ask_reading():
            path: Path = ("readings", name)
            for key, hint in (("title", "what it says"), ("held_by", "who reads it so")):
                read, default = unless_blank(as_text), self._draft.at(path).get(key, "")
                self._dialogue.ask_for((*path, key), key, hint, read, default=default)
            hint, read = (
                "where it was said: ids or addresses; several with ;",
                unless_blank(as_list),
            )
            self._dialogue.ask_for((*path, "sources"), "sources", hint, read, default="")
            self._ask_replacements((*path, "obligations"))

    def _ask_reading(self) -> str:
        """Ask for the name of one more; a blank: that was all."""
        names: list[str] = []

        def check(answer: str) -> str:
            sentence = as_text(answer)
            name = reading_key(sentence)
            if name in self._draft.raw.get("readings", {}):
                raise InvalidValue(f"{shown(name)} is given twice", "choose another")
            if name:
                self._draft.put(("readings", name), {"title": sentence} if name != sentence else {})
            names.append(name)
            return answer

        hint = "a short name, e.g. credit; none: that was all"
        self._dialogue.ask("reading", hint, check, default="")
        if names[-1] and names[-1] != as_text(self._dialogue.answers[-1].text):
            self._dialogue.say(f"  {names[-1]}")
        return names[-1]

    def _ask_replacements(self, path: Path) -> None:
        ids = tuple(each["id"] for each in self._draft.raw["obligations"])
        default = ids[0] if len(ids) == 1 else None
        while True:
            replaced: list[str] = []

            def check(answer: str, replaced: list[str] = replaced) -> str:
                if answer:
                    self._draft.put((*path, as_text(answer)), {})
                    replaced.append(as_text(answer))
                elif not self._draft.at(path):
                    self._drop(path[1])
                return answer

            hint = "which it reads otherwise" if default != "" else "none: that was all"
            self._dialogue.ask("obligation", hint, check, default, ids)
            if not replaced:
                return
            self._ask_otherwise((*path, replaced[0]))
            if len(self._draft.at(path)) == len(ids):
                return
            default = ""

    def _drop(self, name: str | int) -> None:
        """Leave a reading out that changes nothing, where that is meant."""
        if not self._dialogue.agreed(f"  {name} then changes nothing; leave it out?"):
            raise InvalidValue(
                "it changes nothing yet", "write which obligation it reads otherwise"
            )
        del self._draft.raw["readings"][name]

    def _ask_otherwise(self, path: Path) -> None:
        for word, meaning in _OTHERWISE.items():
            self._dialogue.lead(f"  {word}: {meaning}")
        self._dialogue.lead(f"  {_BEYOND}")
        chosen: list[str] = []

        def check(answer: str) -> str:
            words = as_words(answer)
            chosen[:] = [words] if isinstance(words, str) else words
            for word in chosen:
                if word not in _OTHERWISE:
                    what = f"{shown(word)} is none of these"
                    raise InvalidValue(what, f"write one or several of {', '.join(_OTHERWISE)}")
            self._draft.put(path, self._replacement(path, chosen))
            return answer

        self._dialogue.ask("how", "several with ;", check, None, tuple(_OTHERWISE))
        self._ask_values(path, chosen)

    def _replacement(self, path: Path, chosen: Sequence[str]) -> dict[str, Any]:
        """Return the keys that follow from the words alone."""
        keys: dict[str, Any] = {}
        if _OUTSIDE in chosen:
            written = self._written(path)["counts"]
            keys["counts"] = {key: word for key, word in written.items() if key != "basis"}
        if carried := [word for word in (_SURPLUS, _SHORTFALL) if word in chosen]:
            keys["carry"] = carried[0] if len(carried) == 1 else "both"
        if _NOTHING in chosen:
            keys["void"] = True
        return keys

    def _ask_values(self, path: Path, chosen: Sequence[str]) -> None:
        """Ask for what the words leave open."""
        ask = self._dialogue.ask_for
        if _NUMBER in chosen:
            dated = isinstance(self._written(path).get("at_least"), dict)
            hint = f"e.g. {BY_DATES}" if dated else f"a number, or {UNDISCLOSED}"
            read = number_of(self._written(path), self._draft.raw["phases"][0])
            ask((*path, "at_least"), NUMBER, hint, read)
            self._say_table(path)
        if _SURPLUS in chosen:
            hint = "how many days a surplus counts; none: it never lapses"
            read = unless_blank(as_value("carry_days"))
            ask((*path, "carry_days"), "lapses after", hint, read, default="")
        if _DAYS in chosen:
            ask(
                path, "days", "the first and the last, e.g. 2026-03-02 2026-03-05", self._days(path)
            )
        if _KINDS in chosen:
            ask((*path, "counts"), "kinds", "which count, too; several with ;", self._kinds(path))

    def _say_table(self, path: Path) -> None:
        table = self._draft.at(path)["at_least"]
        if isinstance(table, dict):
            words = table_words(table, self._written(path)["per"], self._draft.raw["phases"][0])
            self._dialogue.say(f"  {words}")

    def _days(self, path: Path) -> Any:
        """Return what reads the days; both at once, since a deadline needs an end."""

        def read(answer: str) -> dict[str, Any]:
            days = [as_value("from")(day) for day in answer.split()]
            if len(days) not in {1, 2}:
                what = f"{shown(answer)} is not a first day and a last"
                raise InvalidValue(what, "write e.g. 2026-03-02 2026-03-05")
            return {**self._draft.at(path), **dict(zip(("from", "to"), days, strict=False))}

        return read

    def _kinds(self, path: Path) -> Any:
        """Return what reads further kinds: they stand beside those that count already."""

        def read(answer: str) -> dict[str, Any]:
            counts = self._draft.at(path).get("counts") or self._written(path)["counts"]
            kinds = _listed(counts["kind"]) + _listed(as_words(answer))
            return {**counts, "kind": list(dict.fromkeys(kinds))}

        return read

    def _written(self, path: Path) -> dict[str, Any]:
        """Return the obligation that a reading replaces keys of."""
        tables: list[dict[str, Any]] = self._draft.raw["obligations"]
        return next(each for each in tables if each["id"] == path[-1])


def _listed(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words
