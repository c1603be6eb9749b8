"""What every question is asked of: records at a moment of judgement, and which of them are shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.model import AGREEMENT, Reading, Selector, Terms
from exchange_tracker.facts.period_count import refuse_many_periods, runs_on
from exchange_tracker.facts.truce_day import NEVER, Clock
from exchange_tracker.store.records import Records

if TYPE_CHECKING:
    from exchange_tracker.judging.judge import Snapshot

Item = TypeVar("Item")
Watch = Callable[[Sequence[Item]], Iterable[Item]]
"""Hand on items one by one while the work on them is done, so that somebody can see how far it is."""


class Query(NamedTuple):
    """Records and the moment at which they are judged."""

    records: Records
    at: datetime

    @property
    def terms(self) -> Terms:
        """Return the terms."""
        return self.records.terms

    @property
    def clock(self) -> Clock:
        """Return the truce's clock."""
        return self.records.clock

    def snapshot(self) -> "Snapshot":
        """Return the sums of what has happened, ready to be judged.

        Raise ``Refusal`` where days or weeks without an end have run on for too long to be judged.
        """
        from exchange_tracker.judging.judge import Snapshot  # noqa: PLC0415 - start-up

        if runs_on(self.terms):
            today = self.clock.day_of(self.at)
            refuse_many_periods(self.terms, "the terms", today)
        return Snapshot(self.records.figures(self.at), self.clock, self.at)

    def readings(self, names: Sequence[str] | None) -> tuple[Reading, ...]:
        """Return the readings of some names in the order of the terms; without names, all."""
        known = [reading.name for reading in self.terms.readings]
        for name in names or ():
            if name not in known:
                raise unknown("reading", name, known)
        return tuple(each for each in self.terms.readings if not names or each.name in names)


class Filters(NamedTuple):
    """Which entries or verdicts are shown: a selector, and truce days (``None``: no bound)."""

    selector: Selector = Selector()
    first: date | None = None
    last: date | None = None

    def covers(self, first: date, last: date) -> bool:
        """Return whether a range of truce days has a day in common with the one that is shown."""
        if first is NEVER:
            return self.first is None and self.last is None
        return (self.first is None or last >= self.first) and (
            self.last is None or first <= self.last
        )


EVERYTHING = Filters()


def selector_of(terms: Terms, words: Mapping[str, Sequence[str] | None]) -> Selector:
    """Return the selector of some words by column; raise ``UsageError`` for unknown ones.

    A word is unknown where the terms list the words of its column.
    """
    problems = [
        problem
        for column, column_words in words.items()
        for word in column_words or ()
        if (known := _words_of(terms, column)) and word not in known
        for problem in unknown(column, word, known).problems
    ]
    if problems:
        raise UsageError(problems)
    chosen = {column: tuple(column_words or ()) or None for column, column_words in words.items()}
    return Selector(
        party=chosen.get("party"),
        kind=chosen.get("kind"),
        category=chosen.get("category"),
        nationality=chosen.get("nationality"),
        basis=chosen.get("basis"),
    )


def filters(selector: Selector, first: date | None, last: date | None) -> Filters:
    """Return the filters; raise ``UsageError`` for a range upside down."""
    if first and last and first > last:
        raise UsageError.one("--from", f"{first} is after {last}", "give the first day to --from")
    return Filters(selector, first, last)


def _words_of(terms: Terms, column: str) -> tuple[str, ...]:
    """Return the words that the terms allow in a column; none where any word is allowed."""
    if column == "party":
        return tuple(terms.parties)
    words = terms.vocabulary.get(column, ())
    always = (AGREEMENT,) if words and column == "basis" and AGREEMENT not in words else ()
    return (*words, *always)


def expect_obligations(
    terms: Terms, names: Sequence[str] | None, where: str = "--obligation"
) -> None:
    """Raise ``UsageError`` for an obligation that no reading of the terms has, given as ``where``."""
    known = list(
        dict.fromkeys(each.id for reading in terms.readings for each in reading.obligations)
    )
    for name in names or ():
        if name not in known:
            raise unknown("obligation", name, known, where)


def unknown(what: str, name: str, known: Sequence[str], where: str = "") -> UsageError:
    """Return the refusal of a name that the terms do not know."""
    fix = f"write one of {', '.join(known)}" if known else "the terms have none"
    article = "an" if what[0] in "aeiou" else "a"
    return UsageError.one(
        where or f"--{what}", f"{name!r} is not {article} {what} of the terms", fix
    )
