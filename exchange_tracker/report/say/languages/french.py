"""How words agree in French; the words themselves are in ``fr.py``."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.queries.account_rows import Headcount
from exchange_tracker.report.say.languages.words import Kind, range_of

_SPACE, _THIN = "\u00a0", "\u202f"  # that no line breaks at
_REMAINS = "remains"


class Noun(NamedTuple):
    """A noun, its plural, and whether it is feminine."""

    one: str
    many: str
    feminine: bool = False


class Lexicon(NamedTuple):
    """The words that agree with others: numbers, months, nouns, and adjectives of nationality.

    ``nationalities`` are the masculine of one, and how it begins a word of several.
    """

    numbers: tuple[str, ...]
    months: tuple[str, ...]
    person: Noun
    categories: Mapping[str, Noun]
    kinds: Mapping[str, Noun]
    nationalities: Mapping[str, tuple[str, str]]


class French:
    """How words agree in French."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the words that agree."""
        self._lexicon = lexicon

    def number(self, number: int) -> str:
        """Write a number by itself: in letters up to ten, else in groups of three digits."""
        return self._number(number)

    def day(self, day: date, year: int | None = None) -> str:
        """Write a day: « 30 novembre 2023 », « 1er mai »."""
        first = "1er" if day.day == 1 else str(day.day)
        month = self._lexicon.months[day.month - 1]
        return f"{first} {month}{'' if day.year == year else f' {day.year}'}"

    def days(self, first: date, last: date, year: int | None = None) -> str:
        """Write a range of days: « du 24 au 30 novembre 2023 »."""
        if first.year != last.year:
            return f"du {self.day(first)} au {self.day(last)}"
        start = self.day(first, first.year)
        if first.month == last.month:
            start = start.partition(" ")[0]
        return f"du {start} au {self.day(last, year)}"

    def over(self, first: date, last: date, year: int | None = None) -> str:
        """Say over which days; on one; or from when on, without an end."""
        if last == NEVER:
            return f"à partir du {self.day(first, year)}"
        return f"le {self.day(first, year)}" if first == last else self.days(first, last, year)

    def range(self, least: int, most: Amount) -> str:
        """Write a number of which the least and the most are known."""
        words = ("au moins {number}", "au plus {number}", "ou", "à")
        return range_of(least, most, self.number, words)

    def people(self, count: Headcount, nationality: str, kind: Kind) -> str:
        """Say how many people or things, of which nationality and kind."""
        person = self._lexicon.person
        if kind.name == _REMAINS and kind.own is None:
            lead = "la dépouille" if count.one and not count.undisclosed else "les dépouilles"
            return f"{lead} de {self._amount_of(count, person)} {_form(person, count)}"
        noun, after = self._noun(kind)
        who = self._who(nationality, noun, count) if nationality[:1].isupper() else ""
        whom = " ".join(filter(None, [_form(noun, count), who, after]))
        if count.hidden:
            return f"des {whom} dont le nombre n’a pas été communiqué"
        return f"{self._amount(count, noun)} {whom}"

    def some(self, count: Headcount, noun: KindWords) -> str:
        """Count people at large, or a thing by the words of the terms."""
        if noun.people:
            person = self._lexicon.person
            return f"{self._amount_of(count, person)} {_form(person, count)}"
        word = self.title(noun.one if count.one else noun.many)
        return f"{self._amount_of(count, Noun('', ''))} {word}"

    def share(self, count: Headcount, nationality: str, kind: Kind) -> str:
        """Say how many of those just named are of a nationality: « 78 israéliens »."""
        noun, _ = self._noun(kind)
        how_many = "un nombre non communiqué" if count.hidden else self._amount(count, noun)
        who = self._who(nationality, noun, count)
        if not who and kind.is_people:
            who = "sans nationalité enregistrée"
        return f"{how_many} {who}".rstrip()

    def nationality(self, cell: str, count: Headcount) -> str:
        """Say of what nationality the people are whose remains were just named."""
        return self._who(cell, self._lexicon.person, count)

    def category(self, cell: str, headcount: int, *, whole: bool) -> str:
        """Say how many are of a category; a word that is no common noun is quoted."""
        values, nouns = cell.split(";"), self._lexicon.categories
        name = next((word for word in nouns if word in values), "")
        noun = nouns.get(name, self._lexicon.person)
        rest = ", ".join(value for value in values if value != name)
        mention = f"sous la mention {self.title(rest)}" if rest else ""
        if whole and not name:
            return mention
        word = noun.one if headcount < 2 else noun.many  # noqa: PLR2004 - French counts so
        lead = self._number(headcount, feminine=noun.feminine)
        if whole and headcount > 1:
            lead = "toutes des" if noun.feminine else "tous des"
        return " ".join(filter(None, [lead, word, mention]))

    def every(self, headcount: int, phrase: str) -> str:
        """Say a phrase of all of so many people: it holds without a word for that."""
        del headcount
        return phrase

    def count(self, least: int, most: Amount) -> str:
        """Say how many count."""
        if most == UNLIMITED and not least:
            return "un nombre inconnu compte"
        if least == most == 0:
            return "aucun ne compte"
        one = most == 1 or (least == 1 and most == UNLIMITED)
        return f"{self.range(least, most)} {'compte' if one else 'comptent'}"

    def own(self, word: str) -> str:
        """Write a word of the terms for a thing."""
        return self.title(word)

    def credited(self, people: int) -> str:
        """Say how many are credited."""
        return f"{self.number(people)} {'est porté' if people == 1 else 'sont portés'} au crédit"

    def still_due(self, words: str, *, one: bool) -> str:
        """Say how many are still due."""
        return f"{words} {'reste dû' if one else 'restent dus'}"

    def title(self, name: str) -> str:
        """Quote a name as it is recorded."""
        return f"«{_SPACE}{name}{_SPACE}»"

    def finish(self, text: str) -> str:
        """Set elisions, spaces before two-part signs, and the capital; what is quoted stays."""
        pieces = re.split(r"(«[^»]*»)", text)
        pieces[::2] = map(_set, pieces[::2])
        whole = "".join(pieces)
        return f"{whole[:1].upper()}{whole[1:]}"

    def _number(self, number: int, *, feminine: bool = False) -> str:
        numbers = self._lexicon.numbers
        if number == 1 and feminine:
            return "une"
        return numbers[number] if 0 <= number < len(numbers) else f"{number:,}".replace(",", _THIN)

    def _amount(self, count: Headcount, noun: Noun) -> str:
        least = "au moins " if count.undisclosed else ""
        return f"{least}{self._number(count.people, feminine=noun.feminine)}"

    def _amount_of(self, count: Headcount, noun: Noun) -> str:
        return "un nombre non communiqué de" if count.hidden else self._amount(count, noun)

    def _noun(self, kind: Kind) -> tuple[Noun, str]:
        """Return the noun of a kind, and what follows it where it is no common noun."""
        if kind.own is not None:
            return Noun(self.title(kind.own.one), self.title(kind.own.many)), ""
        known = self._lexicon.kinds.get(kind.name)
        if known is not None:
            return known, ""
        after = "" if kind.name == _REMAINS else f"sous la mention {self.title(kind.name)}"
        return self._lexicon.person, after

    def _who(self, nationality: str, noun: Noun, count: Headcount) -> str:
        """Return the adjective of a nationality, of several as one word; others are quoted."""
        known, names = self._lexicon.nationalities, nationality.split(";")
        if not nationality:
            return ""
        if not all(name in known for name in names):
            return f"de nationalité {self.title(f'{_SPACE}; '.join(names))}"
        *first, last = names
        adjective = known[last][0]
        if noun.feminine and not adjective.endswith("e"):
            adjective += "ne" if adjective.endswith("en") else "e"
        plural = count.hidden or count.people > 1
        ending = "s" if plural and not adjective.endswith("s") else ""
        return "-".join([*(known[name][1] for name in first), adjective]) + ending


def _set(text: str) -> str:
    text = re.sub(r"\bde (?=une?\b|au moins|au plus|aucun)", "d’", text)
    text = re.sub(r"\bà du (?=[0-9])", "du ", text)
    return re.sub(r"(?:^|(?<=[^\s\u00a0]))([;:])(?= )", rf"{_SPACE}\1", text)


def _form(noun: Noun, count: Headcount) -> str:
    return noun.many if count.hidden or count.people > 1 else noun.one
