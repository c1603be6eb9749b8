"""What the questions are asked with: names of one word or several, filters, a moment."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.query import Filters, Query, filters, selector_of
from exchange_tracker.store.records import Records

Names = str | Iterable[str] | None
"""One word, several, or none: everything."""

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Word = TypeVar("Word", bound=StrEnum)

_PARAMETERS = {
    "--reading": "reading",
    "--obligation": "obligation",
    "--source": "source",
    "--from": "from_",
    "--as-of": "as_of",
    "ID": "claim",
    "DAY": "day",
    "PERIOD": "period",
    "OBLIGATION": "obligation",
}


@dataclass(frozen=True, slots=True)
class Where:
    """Which entries, verdicts or claims are shown; what is ``None`` may be anything.

    ``from_`` and ``to`` are truce days, both included.
    """

    party: Names = None
    kind: Names = None
    category: Names = None
    nationality: Names = None
    basis: Names = None
    from_: date | None = None
    to: date | None = None

    def filters(self, terms: Terms) -> Filters:
        """Return the filters; raise ``UsageError`` for words that the terms do not know."""
        words = {
            "party": words_of(self.party),
            "kind": words_of(self.kind),
            "category": words_of(self.category),
            "nationality": words_of(self.nationality),
            "basis": words_of(self.basis),
        }
        return filters(selector_of(terms, words), self.from_, self.to)


ANYWHERE = Where()


def words_of(names: Names) -> tuple[str, ...]:
    """Return the words of a parameter."""
    if names is None:
        return ()
    return (names,) if isinstance(names, str) else tuple(names)


def word_of(words: type[Word], parameter: str, name: str) -> Word:
    """Return a member of a closed set of words; raise ``UsageError`` for a name that is none."""
    try:
        return words(name)
    except ValueError:
        fix = f"write one of {', '.join(words)}"
        raise UsageError.one(parameter, f"{name!r} is no {parameter}", fix) from None


def query_of(records: Records, at: datetime) -> Query:
    """Return records at a moment of judgement; raise ``UsageError`` for one without a time zone."""
    if at.tzinfo is None:
        fix = "give it one, such as datetime(2023, 12, 2, tzinfo=UTC)"
        raise UsageError.one("at", f"{at} has no time zone", fix)
    return Query(records, at)


def parameters_named(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Let refusals name parameters of Python where they would name options of the command line."""

    @wraps(ask)
    def with_parameters(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        try:
            return ask(*args, **kwargs)
        except UsageError as refusal:
            raise UsageError(
                problem._replace(where=_parameter(problem.where)) for problem in refusal.problems
            ) from None

    return with_parameters


def _parameter(where: str) -> str:
    return _PARAMETERS.get(where, where.removeprefix("--"))
