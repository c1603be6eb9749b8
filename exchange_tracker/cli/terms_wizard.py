"""Questions for terms that are not written yet, and the file that comes of the answers."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exchange_tracker.cli.output import say
from exchange_tracker.cli.prompts import MANNERS, ask, on_terminal
from exchange_tracker.cli.terms_draft import (
    Read,
    TermsDraft,
    as_text,
    as_value,
    as_words,
    unless_blank,
)
from exchange_tracker.cli.terms_text import terms_file
from exchange_tracker.cli.time_zones import zone_of_place
from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import AGREEMENT, UNDISCLOSED, Per
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.terms.flaws import Path as Keys

_EACH = "each"
_OFTEN = {Per.DAY: "daily", Per.WEEK: "weekly", Per.PHASE: "in-all", Per.DEADLINE: "by-date"}
_OUTSIDE, _SURPLUS, _NUMBER, _NOTHING = "outside", "surplus", "number", "nothing"
_OTHERWISE = {
    _OUTSIDE: "whoever is freed outside the agreement counts, too",
    _SURPLUS: "what is over counts for the next period",
    _NUMBER: "another number is owed",
    _NOTHING: "nothing is owed",
}


def ask_terms(ledger: Path) -> str:
    """Ask for the terms of a new ledger, and return the text of the file that holds them."""
    say(f"The terms of {ledger}, which is made when all is answered.")
    say(MANNERS)
    questions = _Questions()
    with on_terminal():
        questions.ask_frame()
        questions.ask_obligations()
        questions.ask_readings()
    return terms_file(questions.draft.raw)


class _Questions:
    def __init__(self) -> None:
        self.draft = TermsDraft()

    def ask_frame(self) -> None:
        """Ask for the title, the clock, the parties and the days."""
        self._ask(("title",), "title", "as every report begins")
        place = "a city, a country, or a zone such as Asia/Jerusalem"
        self._ask(("timezone",), "place", place, lambda answer: zone_of_place(as_text(answer)))
        say(f"  {self.draft.raw['timezone']}")
        starts = "clock time; who is freed before it belongs to the day before"
        self._ask(("day_starts",), "day starts", starts, default="00:00")
        self._ask(("parties",), "parties", "as people read them; several with ;", _parties)
        words = [f"{key} ({name})" for key, name in self.draft.raw["parties"].items()]
        say(f"  {', '.join(words)}")
        self.draft.raw["phases"] = [{"name": "truce"}]
        self._ask(("phases", 0, "from"), "first day", "YYYY-MM-DD", as_value)
        end = "YYYY-MM-DD; none where no end was agreed"
        self._ask(("phases", 0, "to"), "last day", end, unless_blank(as_value), default="")

    def ask_obligations(self) -> None:
        """Ask who owes what per what, until that was all."""
        say("What was agreed, one obligation after the other.")
        self.draft.raw["obligations"] = []
        while self._ask_obligation(len(self.draft.raw["obligations"])):
            pass

    def _ask_obligation(self, number: int) -> bool:
        """Ask for one more, and return whether there was one."""
        parties = self.draft.raw["parties"]
        path: Keys = ("obligations", number)
        self.draft.raw["obligations"].append({"id": f"obligation-{number + 1}"})
        hint = "several together with ;"
        default = None
        if number:
            hint, default = f"{hint}; none: that was all", ""
        self._ask((*path, "party"), "who owes", hint, self._who, default, tuple(parties))
        if "party" not in self.draft.at(path):
            self.draft.raw["obligations"].pop()
            return False
        self._ask((*path, "counts"), "whom", "the word for them, e.g. hostage, prisoner", _counts)
        self._ask_number(path)
        per = tuple(_OFTEN)
        self._ask((*path, "per"), "per", "phase: over the whole truce", as_text, None, per)
        title = "the sentence of the agreement"
        self._ask((*path, "title"), "title", title, unless_blank(as_text), default="")
        table = self.draft.at(path)
        table["id"] = self._free_id(table)
        say(f"  {table['id']}")
        return True

    def _ask_number(self, path: Keys) -> None:
        hint = (
            f"a number; {UNDISCLOSED}: not agreed or disclosed; {_EACH}: so many for each of others"
        )
        self._ask((*path, "at_least"), "how many", hint, _number)
        table = self.draft.at(path)
        if "at_least" in table:
            return
        kind = "the word for those whom the other side frees"
        self._ask((*path, "for_each"), "for each", kind, lambda word: self._for_each(table, word))
        self._ask((*path, "for_each", 0, "owed"), "owed", "how many for each of them", as_value)

    def _for_each(self, table: dict[str, Any], kind: str) -> list[dict[str, Any]]:
        owing = table["party"] if isinstance(table["party"], list) else [table["party"]]
        others = [party for party in self.draft.raw["parties"] if party not in owing]
        by = {"party": others[0] if len(others) == 1 else others} if others else {}
        return [{"counts": {**by, **_counts(kind)}, "owed": 0}]

    def _who(self, answer: str) -> str | list[str] | None:
        """Return the parties of an answer by their keys, be they called so or by their names."""
        if not answer and self.draft.raw["obligations"][1:]:
            return None
        keys: dict[str, str] = {
            name.casefold(): key for key, name in self.draft.raw["parties"].items()
        }
        words = as_words(answer)
        if isinstance(words, str):
            return keys.get(words.casefold(), words)
        return [keys.get(word.casefold(), word) for word in words]

    def _free_id(self, table: dict[str, Any]) -> str:
        kinds = table["counts"]["kind"]
        word = kinds if isinstance(kinds, str) else kinds[0]
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", word)[:40].strip("-") or "people"
        wanted = f"{stem}-{_OFTEN[Per(table['per'])]}"
        taken = {each["id"] for each in self.draft.raw["obligations"]}
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(id_ for id_ in (wanted, *numbered) if id_ not in taken)

    def ask_readings(self) -> None:
        """Ask who reads it otherwise, and how, until that was all."""
        say("What people read differently, if they do.")
        while name := self._ask_reading():
            path: Keys = ("readings", name)
            for key, hint in (("title", "what it says"), ("held_by", "who reads it so")):
                self._ask((*path, key), key, hint, unless_blank(as_text), default="")
            self._ask_replacements((*path, "obligations"))

    def _ask_reading(self) -> str:
        """Ask for the name of one more; a blank: that was all."""

        def check(answer: str) -> str:
            name = as_text(answer)
            if name in self.draft.raw.get("readings", {}):
                raise InvalidValue(f"{shown(name)} is given twice", "choose another")
            if name:
                self.draft.put(("readings", name), {})
            return name

        return ask("reading", "", (), "a short name, e.g. credit; none: that was all", check)

    def _ask_replacements(self, path: Keys) -> None:
        ids = tuple(each["id"] for each in self.draft.raw["obligations"])
        default = ids[0] if len(ids) == 1 else None
        while True:
            replaced: list[str] = []

            def check(answer: str, replaced: list[str] = replaced) -> str:
                if answer:
                    self.draft.put((*path, as_text(answer)), {})
                    replaced.append(as_text(answer))
                return answer

            hint = "which it reads otherwise" if default != "" else "none: that was all"
            ask("obligation", default, ids, hint, check)
            if not replaced:
                return
            self._ask_otherwise((*path, replaced[0]))
            if len(self.draft.at(path)) == len(ids):
                return
            default = ""

    def _ask_otherwise(self, path: Keys) -> None:
        for word, meaning in _OTHERWISE.items():
            say(f"  {word}: {meaning}")
        chosen: list[str] = []

        def check(answer: str) -> str:
            words = as_words(answer)
            chosen[:] = [words] if isinstance(words, str) else words
            for word in chosen:
                if word not in _OTHERWISE:
                    what = f"{shown(word)} is none of these"
                    raise InvalidValue(what, f"write one or several of {', '.join(_OTHERWISE)}")
            return answer

        ask("how", None, tuple(_OTHERWISE), "several with ;", check)
        self._replace(path, chosen)

    def _replace(self, path: Keys, chosen: Sequence[str]) -> None:
        written = next(each for each in self.draft.raw["obligations"] if each["id"] == path[-1])
        if _OUTSIDE in chosen:
            self.draft.put((*path, "counts"), {"kind": written["counts"]["kind"]})
        if _SURPLUS in chosen:
            self.draft.put((*path, "carry"), "surplus")
        if _NOTHING in chosen:
            self.draft.put((*path, "void"), True)
        if _NUMBER in chosen:
            self._ask((*path, "at_least"), "how many", f"a number, or {UNDISCLOSED}", as_value)

    def _ask(
        self,
        path: Keys,
        name: str,
        hint: str,
        read: Read = as_text,
        default: str | None = None,
        words: Sequence[str] = (),
    ) -> None:
        ask(name, default, words, hint, self.draft.check(path, read))


def _parties(answer: str) -> dict[str, str]:
    """Return the parties by the words for them: their names without what a word cannot have."""
    words = as_words(answer)
    parties: dict[str, str] = {}
    for name in [words] if isinstance(words, str) else words:
        key = "-".join(re.findall(r"\w+", name.casefold())) or name
        if key in parties:
            raise InvalidValue(f"{shown(name)} is given twice", "keep one of the two")
        parties[key] = name
    return parties


def _counts(answer: str) -> dict[str, Any]:
    return {"kind": as_words(answer), "basis": AGREEMENT}


def _number(answer: str) -> Any:
    return None if as_text(answer) == _EACH else as_value(answer)
