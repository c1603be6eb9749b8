"""Text of ``terms.toml`` to the terms, or every problem at once (``ledger.md``, section 2.1)."""

from typing import TYPE_CHECKING

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.period_count import refuse_many_periods
from exchange_tracker.parse.terms.resolve import resolve
from exchange_tracker.parse.terms.size import refuse_many_rules, refuse_much_lending
from exchange_tracker.parse.terms.toml import Table, read_toml

if TYPE_CHECKING:
    from exchange_tracker.parse.terms.flaws import Flaw


def parse_terms(text: str, name: str = "terms.toml", *, checked: bool = False) -> Terms:
    """Return the terms that a text holds; raise ``Refusal`` with every problem.

    ``checked`` is for text that passed here before, such as a ledger's own: it is read without
    being checked again. Should it not be what it was, the check says what is wrong with it.
    """
    raw = read_toml(text, name, of_terms=True)
    refuse_many_rules(raw, name)
    if not checked:
        _check(raw, name)
        return _resolve(raw, name)
    try:
        return _resolve(raw, name)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        _check(raw, name)
        raise


def _resolve(raw: Table, name: str) -> Terms:
    """Return the terms, unless they have more periods than can be judged."""
    terms = resolve(raw)
    refuse_many_periods(terms, name)
    refuse_much_lending(terms, name)
    return terms


def _check(raw: Table, name: str) -> None:
    """Raise ``Refusal`` with every problem, in the order of the file; one for each value."""
    from exchange_tracker.parse.terms.flaws import problems  # noqa: PLC0415 - start-up
    from exchange_tracker.parse.terms.topics import more_in, topics_of  # noqa: PLC0415

    if flaws := flaws_of(raw):
        more = more_in(topics_of([flaw.path for flaw in flaws]))
        raise Refusal(problems(flaws, raw, name), more)


def flaws_of(raw: Table) -> "list[Flaw]":
    """Return all that is wrong with a table of terms, be it whole or not; one for each value."""
    # Imported here for the start-up time: Pydantic takes longer to load than all the rest of a
    # short command, and a ledger's own terms need no check.
    from exchange_tracker.parse.terms.flaws import unless_misspelt, within  # noqa: PLC0415
    from exchange_tracker.parse.terms.references import reference_flaws  # noqa: PLC0415
    from exchange_tracker.parse.terms.shape import shape_flaws  # noqa: PLC0415

    flaws = shape_flaws(raw)
    paths = {flaw.path for flaw in flaws}
    flaws += [flaw for flaw in reference_flaws(raw) if not within(flaw.path, paths)]
    return unless_misspelt(flaws)
