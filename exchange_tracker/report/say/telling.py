"""What the sentences of a paragraph share, and how people are told in any language."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.model import AGREEMENT, Terms, values
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.account_rows import Headcount, Portion
from exchange_tracker.report.phrases import in_order, joined
from exchange_tracker.report.say.languages.words import Kind, Words

Cite = Callable[[Headcount], str]  # gives the rows behind a number, or nothing
REMAINS = "remains"


class Telling(NamedTuple):
    """What the sentences of a paragraph share.

    ``at`` is the moment of judgement; ``day`` the truce day that is told, whose year is said first.
    """

    words: Words
    terms: Terms
    clock: Clock
    at: datetime
    day: date
    over: bool
    cite: Cite

    @property
    def so_far(self) -> str:
        """Return the words for what is counted up to the moment that is told."""
        return self.words.so_far_then if self.over else self.words.so_far_now

    def number(self, number: int) -> str:
        """Write a number by itself."""
        return self.words.grammar.number(number)

    def day_words(self, day: date) -> str:
        """Write a day, without the year that was said."""
        return self.words.grammar.day(day, self.day.year)

    def over_days(self, first: date, last: date) -> str:
        """Say over which days."""
        return self.words.grammar.over(first, last, self.day.year)

    def when(self, first: date, last: date) -> str:
        """Say when somebody was released; of several days of which it is not known on which."""
        if first == last:
            return self.day_words(first)
        days = self.words.grammar.days(first, last, self.day.year)
        return self.words.some_time.format(days=days)

    def moment(self, moment: datetime) -> str:
        """Write a moment, in the truce's own time zone."""
        local = self.clock.local(moment)
        return self.words.at_hour.format(hour=self.hour(local), day=self.day_words(local.date()))

    def hour(self, moment: datetime) -> str:
        """Write a time of day."""
        return moment.strftime(self.words.hour)

    def title(self, name: str) -> str:
        """Quote a name as it is recorded."""
        return self.words.grammar.title(name)

    def kind(self, name: str) -> Kind:
        """Return a kind with the words of the terms for it."""
        return Kind(name, self.terms.kinds.get(name))

    def people(self, count: Headcount, nationality: str, kind: str) -> str:
        """Say how many people or things, with the rows behind the number."""
        words = self.words.grammar.people(count, nationality, self.kind(kind))
        return f"{words}{self.cite(count)}"

    def parties(self, names: Sequence[str], between: str = "") -> str:
        """Name parties as people read them; one that has an ``and`` in its own name stands apart.

        ``between`` stands between the last two; by default ``and``.
        """
        names = [self.terms.parties.get(name, name) for name in names]
        between = between or self.words.and_
        if any(f" {self.words.and_} " in name for name in names):
            return f", {between} ".join(names)
        return joined(names, between)

    def releasing(self, cell: str) -> str:
        """Name who released people within a clause: one party, or several together."""
        names = in_order(self.terms, values(cell))
        who = self.parties(names)
        return self.words.together.format(who=who) if len(names) > 1 else who

    def outside(self, basis: str) -> str:
        """Say as what people are recorded who are not under the agreement; blank where they are."""
        return "" if basis == AGREEMENT else self.words.outside.format(basis=self.title(basis))


def tell_portion(telling: Telling, part: Portion, *, alone: bool) -> str:
    """Say how many of whom, and who they were."""
    words = telling.people(part.count, part.nationality, part.kind)
    categories, details = _categories(telling, part), asides(telling, part, alone=alone)
    if categories and alone and not details:
        return f"{words}{': ' if len(part.known) > 1 else ', '}{categories}"
    details = [*filter(None, [categories]), *details]
    return f"{words} ({'; '.join(details)})" if details else words


def asides(telling: Telling, part: Portion, under: str = "", *, alone: bool) -> list[str]:
    """Say of people what does not stand with their noun."""
    words, grammar = telling.words, telling.words.grammar
    whose, whole = part.nationality, ""
    if whose and not whose[:1].isupper():
        whose = words.recorded_nationality.format(name=telling.title(whose.replace(";", "-")))
    elif whose:
        stands_apart = part.kind == REMAINS and telling.kind(part.kind).own is None
        whose = grammar.nationality(whose, part.count) if stands_apart else ""
    elif not alone and telling.terms.is_people(part.kind):
        whose = words.no_nationality
    if part.count.undisclosed and part.count.people:
        whole = words.full_number
    return [*filter(None, (whose, under, whole))]


def _categories(telling: Telling, part: Portion) -> str:
    """Say who they were, as far as that is recorded; each number with its own rows."""
    category = telling.words.grammar.category
    if not part.known:
        return ""
    if len(part.known) == 1 and part.whole:
        return category(part.known[0][0], part.count.people, whole=True)
    categories = telling.words.listed(
        f"{category(cell, count.people, whole=False)}{telling.cite(count)}"
        for cell, count in part.known
    )
    return categories if part.whole else telling.words.among.format(categories=categories)


def by_days(telling: Telling, parts: Iterable[Portion]) -> str:
    """Name people with the days on which they were released, and what is said of their basis."""
    words = telling.words
    return words.listed(
        " ".join(
            filter(
                None,
                (
                    words.of_days.format(
                        whom=telling.people(part.count, part.nationality, part.kind),
                        days=words.listed(telling.when(*span) for span in part.days),
                    ),
                    telling.outside(part.basis),
                ),
            )
        )
        for part in parts
    )
