"""Questions for terms that are not written yet, and the file that comes of the answers."""

import re
from collections.abc import Sequence
from typing import Any

from exchange_tracker.cli.output import say
from exchange_tracker.cli.prompts import MANNERS, agreed, ask, on_terminal
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
from exchange_tracker.parse.terms.values import nearest
from exchange_tracker.store.address import Place

_EACH = "each"
_OFTEN = {Per.DAY: "daily", Per.WEEK: "weekly", Per.PHASE: "in-all", Per.DEADLINE: "by-date"}
_BY_DATES = "{ 2026-03-02 = 3, 2026-03-08 = 4 }"
_NUMBER_OR_EACH = f"a number; {UNDISCLOSED}: not agreed or disclosed; {_EACH}: for each of others"
_NUMBERS = {
    Per.DAY: f"{_NUMBER_OR_EACH}; on some days: {_BY_DATES}",
    Per.WEEK: _NUMBER_OR_EACH,
    Per.PHASE: _NUMBER_OR_EACH,
    Per.DEADLINE: f"by each date, {_BY_DATES}",
}
_OUTSIDE, _SURPLUS, _SHORTFALL = "outside", "surplus", "shortfall"
_NUMBER, _NOTHING = "number", "nothing"
_OTHERWISE = {
    _OUTSIDE: "whoever is freed outside the agreement counts, too",
    _SURPLUS: "what is over counts for the next period",
    _SHORTFALL: "what is missing is owed on top in the next period",
    _NUMBER: "another number is owed",
    _NOTHING: "nothing is owed",
}


def ask_terms(ledger: Place) -> str:
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
        self._ask(("phases", 0, "from"), "first day", "YYYY-MM-DD", as_value("from"))
        end = "YYYY-MM-DD; none where no end was agreed"
        self._ask(("phases", 0, "to"), "last day", end, unless_blank(as_value("to")), default="")

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
        hint = "several with ; owe it together"
        default = None
        if number:
            hint, default = f"{hint}, none: that was all", ""
        self._ask((*path, "party"), "who owes", hint, self._who, default, tuple(parties))
        if "party" not in self.draft.at(path):
            self.draft.raw["obligations"].pop()
            return False
        words = self._kinds()
        self._ask((*path, "counts"), "whom", "the word for one of them", self._counts, None, words)
        per = "phase: over the whole truce; deadline: by dates"
        self._ask((*path, "per"), "per", per, as_text, None, tuple(_OFTEN))
        self._ask_number(path)
        title = "the sentence of the agreement"
        self._ask((*path, "title"), "title", title, unless_blank(as_text), default="")
        table = self.draft.at(path)
        table["id"] = self._free_id(table)
        say(f"  {table['id']}")
        return True

    def _ask_number(self, path: Keys) -> None:
        table = self.draft.at(path)
        self._ask((*path, "at_least"), "how many", _NUMBERS[Per(table["per"])], _number(table))
        if "at_least" in table:
            return
        kind, words = "the word for one whom the other side frees", self._kinds()
        self._ask((*path, "for_each"), "for each", kind, self._for_each(table), None, words)
        owed = "how many for each of them"
        self._ask((*path, "for_each", 0, "owed"), "owed", owed, as_value("owed"))

    def _kinds(self) -> tuple[str, ...]:
        """Return the words for people that were used so far, or two to begin with."""
        tables = (table.get("counts", {}) for table in self.draft.raw["obligations"])
        words = [table["kind"] for table in tables if isinstance(table.get("kind"), str)]
        return tuple(dict.fromkeys(words)) or ("hostage", "prisoner")

    def _counts(self, answer: str) -> dict[str, Any]:
        """Return whom a word, or several, takes; ask about one that is nearly another."""
        words, used = as_words(answer), list(self._kinds())
        for word in [words] if isinstance(words, str) else words:
            near = "" if word in used else nearest(word, used)
            if near and not agreed(f"  {shown(word)} is nearly {shown(near)}; is it another kind?"):
                raise InvalidValue(f"{shown(word)} is no kind of its own", f"write {near}")
        return {"kind": words, "basis": AGREEMENT}

    def _for_each(self, table: dict[str, Any]) -> Read:
        owing = table["party"] if isinstance(table["party"], list) else [table["party"]]
        others = [party for party in self.draft.raw["parties"] if party not in owing]
        by = {"party": others[0] if len(others) == 1 else others} if others else {}
        return lambda kind: [{"counts": {**by, **self._counts(kind)}, "owed": 0}]

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
        if carried := [word for word in (_SURPLUS, _SHORTFALL) if word in chosen]:
            self.draft.put((*path, "carry"), carried[0] if len(carried) == 1 else "both")
        if _NOTHING in chosen:
            self.draft.put((*path, "void"), True)
        if _NUMBER in chosen:
            hint = f"a number, or {UNDISCLOSED}"
            self._ask((*path, "at_least"), "how many", hint, as_value("at_least"))

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


def _number(table: dict[str, Any]) -> Read:
    """Return what reads the number of an obligation; none is read where it is so many for each."""

    def read(answer: str) -> Any:
        if as_text(answer) != _EACH:
            return as_value("at_least")(answer)
        if table["per"] == Per.DEADLINE:
            raise InvalidValue(f"{_EACH!r} does not go with dates", f"write e.g. {_BY_DATES}")
        return None

    return read
