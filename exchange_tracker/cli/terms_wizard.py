"""Questions for terms that are not written yet, and the file that comes of the answers."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from exchange_tracker.cli.output import say
from exchange_tracker.cli.plain_terms import notes_on, show_terms
from exchange_tracker.cli.prompts import on_terminal
from exchange_tracker.cli.terms_dialogue import NUMBER, Answer, Dialogue, GoneBack
from exchange_tracker.cli.terms_draft import (
    Read,
    as_clock,
    as_day,
    as_limits,
    as_list,
    as_text,
    as_value,
    as_words,
    unless_blank,
    with_limits,
)
from exchange_tracker.cli.terms_keys import party_names, singular
from exchange_tracker.cli.terms_left import left_text
from exchange_tracker.cli.terms_numbers import BY_DATES, EACH, number_of, table_words
from exchange_tracker.cli.terms_text import terms_file
from exchange_tracker.cli.terms_wizard_readings import ReadingQuestions
from exchange_tracker.cli.time_zones import zone_of_place
from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import AGREEMENT, UNDISCLOSED, Per
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.parse.terms.flaws import Path as Keys
from exchange_tracker.parse.terms.values import nearest
from exchange_tracker.store.address import Place
from exchange_tracker.store.folder import TERMS

_OFTEN = {Per.DAY: "daily", Per.WEEK: "weekly", Per.PHASE: "in-all", Per.DEADLINE: "by-date"}
_NUMBER_OR_EACH = f"a number; {UNDISCLOSED}: not agreed or disclosed; {EACH}: for each of others"
_STEPS = "another from some day on: 25; from 2026-03-04 30"
_NUMBERS = {
    Per.DAY: (NUMBER, f"{_NUMBER_OR_EACH}; {_STEPS}; on these days alone: {BY_DATES}"),
    Per.WEEK: (NUMBER, _NUMBER_OR_EACH),
    Per.PHASE: (NUMBER, _NUMBER_OR_EACH),
    Per.DEADLINE: (f"{NUMBER} by each date", BY_DATES),
}
_LONG_KEY = 20  # characters: from here on people would like a shorter word
_MANNERS = """\
Enter takes what stands in [brackets], Tab completes a word, ? explains a question (?? where ? is an answer),
back goes to the one before, Ctrl-C leaves and keeps what you answered.
Not asked: events, several phases, extensions, who is held. xt terms new has examples of these."""


def ask_terms(
    ledger: Place,
    earlier: Sequence[Answer],
    keep: Callable[[str], None],
    *,
    settle: bool,
) -> str:
    """Ask for the terms of a new ledger, and return the text of the file that holds them.

    It goes on after earlier answers. ``settle``: show the terms, and ask whether it is to be so.
    Whoever leaves before the end has what was answered kept.
    """
    say(f"The terms of {ledger}, which is made when all is answered.")
    say(_MANNERS)
    dialogue = Dialogue(earlier)
    while True:
        try:
            with on_terminal():
                _ask_all(dialogue)
            text = terms_file(dialogue.draft.raw)
            if settle:
                show_answers(text)
                with on_terminal():
                    dialogue.settle("make it so")
        except GoneBack:
            dialogue = dialogue.without_last()
        except (EOFError, KeyboardInterrupt):
            if dialogue.answers:
                keep(left_text(dialogue.draft.raw, dialogue.answers, dialogue.place))
            raise
        else:
            return text


def show_answers(text: str) -> None:
    """Show the terms that were answered, in plain words."""
    terms = parse_terms(text, TERMS)
    show_terms(terms, notes_on(terms))


def _ask_all(dialogue: Dialogue) -> None:
    questions = _Questions(dialogue)
    questions.ask_frame()
    questions.ask_obligations()
    ReadingQuestions(dialogue).ask_readings()


class _Questions:
    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._ask = dialogue.ask_for
        self._draft = dialogue.draft

    def ask_frame(self) -> None:
        """Ask for the title, the clock, the parties and the days."""
        raw = self._draft.raw
        self._ask(("title",), "title", "as every report begins")
        place = "a city, a country, or a zone such as Asia/Jerusalem"
        self._ask(("timezone",), "place", place, lambda answer: zone_of_place(as_text(answer)))
        self._dialogue.say(f"  {raw['timezone']}")
        starts = "clock time; who is freed before it belongs to the day before"
        self._ask(("day_starts",), "day starts", starts, as_clock, default="00:00")
        self._ask(("parties",), "parties", "as people read them; several with ;", self._parties)
        words = [f"{key} ({name})" for key, name in raw["parties"].items()]
        self._dialogue.say(f"  {', '.join(words)}")
        if long := next((key for key in raw["parties"] if len(key) > _LONG_KEY), ""):
            name = raw["parties"][long]
            self._dialogue.say(
                f"  {long} is long; for a shorter word: back, and e.g. short = {name}"
            )
        raw["phases"] = [{"name": "truce"}]
        self._ask(("phases", 0, "from"), "first day", "YYYY-MM-DD", as_day)
        self._say_day("from")
        end = "YYYY-MM-DD; none where no end was agreed"
        self._ask(("phases", 0, "to"), "last day", end, unless_blank(as_day), default="")
        self._say_day("to")

    def _say_day(self, key: str) -> None:
        """Say which day an answer was taken for that was written otherwise."""
        day = self._draft.raw["phases"][0].get(key)
        if day and self._dialogue.answers[-1].text != str(day):
            self._dialogue.say(f"  {day}")

    def _parties(self, answer: str) -> dict[str, str]:
        """Return the parties by the words for them; ask about one that is alone."""
        parties = party_names(answer)
        names = [shown(name) for name in parties.values()]
        if len(names) == 1 and not self._dialogue.agreed(f"  {names[0]} alone; is that right?"):
            raise InvalidValue("there are others", "write them all, with ; between them")
        return parties

    def ask_obligations(self) -> None:
        """Ask who owes what per what, until that was all."""
        self._dialogue.say("What was agreed, one obligation after the other.")
        self._draft.raw["obligations"] = []
        while self._ask_obligation(len(self._draft.raw["obligations"])):
            pass

    def _ask_obligation(self, number: int) -> bool:
        """Ask for one more, and return whether there was one."""
        parties = self._draft.raw["parties"]
        path: Keys = ("obligations", number)
        self._draft.raw["obligations"].append({"id": f"obligation-{number + 1}"})
        hint = "several with ; owe it together"
        default = None
        if number:
            hint, default = f"{hint}, none: that was all", ""
        self._ask((*path, "party"), "who owes", hint, self._who, default, tuple(parties))
        if "party" not in self._draft.at(path):
            self._draft.raw["obligations"].pop()
            return False
        words = self._kinds()
        self._ask((*path, "counts"), "whom", "the word for one of them", self._counts, None, words)
        self._ask_only((*path, "counts"))
        per = "phase: over the whole truce; deadline: by dates"
        self._ask((*path, "per"), "per", per, as_text, None, tuple(_OFTEN))
        self._ask_number(path)
        title = "the sentence of the agreement"
        self._ask((*path, "title"), "title", title, unless_blank(as_text), default="")
        sources = "addresses or ids; several with ;"
        self._ask((*path, "sources"), "sources", sources, unless_blank(as_list), default="")
        table = self._draft.at(path)
        table["id"] = self._free_id(table)
        self._dialogue.say(f"  {table['id']}")
        return True

    def _ask_only(self, path: Keys) -> None:
        """Ask whether all of a kind count."""
        counts = self._draft.at(path)
        hint = "of some nationality or category? e.g. nationality Saudi; none: all"
        read = unless_blank(lambda answer: with_limits(counts, as_limits(answer)))
        self._ask(path, "only", hint, read, default="")

    def _ask_number(self, path: Keys) -> None:
        table = self._draft.at(path)
        name, hint = _NUMBERS[Per(table["per"])]
        phase = self._draft.raw["phases"][0]
        self._ask((*path, "at_least"), name, hint, number_of(table, phase))
        if isinstance(table.get("at_least"), dict):
            self._dialogue.say(f"  {table_words(table['at_least'], table['per'], phase)}")
        if "at_least" in table:
            return
        while self._ask_each((*path, "for_each"), table):
            pass

    def _ask_each(self, path: Keys, table: dict[str, Any]) -> bool:
        """Ask for each of whom so many are owed, and return whether there was one more of that sort."""
        number = len(table.get("for_each", ()))
        ids = [each["id"] for each in self._draft.raw["obligations"][:-1]]
        hint = "the word for one whom the other side frees"
        if ids:
            hint += ", or an obligation: each who counts for it"
        default = None
        if number:
            hint, default = "another kind of them; none: that was all", ""
        words = (*self._kinds(), *ids)
        self._ask(path, "for each", hint, self._for_each(table, ids), default, words)
        if len(table.get("for_each", ())) == number:
            return False
        item = table["for_each"][number]
        if "counts" in item:
            self._ask_only((*path, number, "counts"))
        else:
            self._dialogue.say(f"  for each who counts for {item['obligation']}")
        owed = "how many for each of them"
        self._ask((*path, number, "owed"), "owed", owed, as_value("owed"))
        return True

    def _for_each(self, table: dict[str, Any], ids: list[str]) -> Read:
        owing = table["party"] if isinstance(table["party"], list) else [table["party"]]
        others = [party for party in self._draft.raw["parties"] if party not in owing]
        by = {"party": others[0] if len(others) == 1 else others} if others else {}

        def read(answer: str) -> Any:
            items = table.get("for_each", [])
            if not answer and items:
                return None
            if answer in ids:
                return [*items, {"obligation": answer, "owed": 0}]
            return [*items, {"counts": {**by, **self._counts(answer)}, "owed": 0}]

        return read

    def _kinds(self) -> tuple[str, ...]:
        """Return the words for people that were used so far, or two to begin with."""
        tables = (table.get("counts", {}) for table in self._draft.raw["obligations"])
        words = [table["kind"] for table in tables if isinstance(table.get("kind"), str)]
        return tuple(dict.fromkeys(words)) or ("hostage", "prisoner")

    def _counts(self, answer: str) -> dict[str, Any]:
        """Return whom a word, or several, takes; ask about one that is nearly another."""
        words, used = as_words(answer), list(self._kinds())
        for word in [words] if isinstance(words, str) else words:
            near = "" if word in used else nearest(word, used)
            query = f"  {shown(word)} is nearly {shown(near)}; is it another kind?"
            if near and not self._dialogue.agreed(query):
                raise InvalidValue(f"{shown(word)} is no kind of its own", f"write {near}")
            one = "" if near or word in used else singular(word)
            if one and not self._dialogue.agreed(f"  is {shown(word)} the word for one of them?"):
                raise InvalidValue(f"{shown(word)} is for several", f"write {one}")
        return {"kind": words, "basis": AGREEMENT}

    def _who(self, answer: str) -> str | list[str] | None:
        """Return the parties of an answer by their keys, be they called so or by their names."""
        if not answer and self._draft.raw["obligations"][1:]:
            self._refuse_idle()
            return None
        keys: dict[str, str] = {
            name.casefold(): key for key, name in self._draft.raw["parties"].items()
        }
        words = as_words(answer)
        if isinstance(words, str):
            return keys.get(words.casefold(), words)
        return [keys.get(word.casefold(), word) for word in words]

    def _refuse_idle(self) -> None:
        """Ask whether it is meant that a party owes nothing; raise ``InvalidValue`` where it is not."""
        owing: set[str] = set()
        for table in self._draft.raw["obligations"][:-1]:
            owing |= {table["party"]} if isinstance(table["party"], str) else set(table["party"])
        idle = [name for key, name in self._draft.raw["parties"].items() if key not in owing]
        owe = "owes" if len(idle) == 1 else "owe"
        names = " and ".join(filter(None, (", ".join(idle[:-1]), *idle[-1:])))
        if idle and not self._dialogue.agreed(f"  {names} {owe} nothing; is that right?"):
            raise InvalidValue("there is more to enter", "write who owes it")

    def _free_id(self, table: dict[str, Any]) -> str:
        kinds = table["counts"]["kind"]
        word = kinds if isinstance(kinds, str) else kinds[0]
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", word)[:40].strip("-") or "people"
        wanted = f"{stem}-{_OFTEN[Per(table['per'])]}"
        taken = {each["id"] for each in self._draft.raw["obligations"]}
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(id_ for id_ in (wanted, *numbered) if id_ not in taken)
