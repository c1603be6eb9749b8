"""Text of ``terms.toml`` to the terms, or every problem at once (``ledger.md``, section 2.1)."""

from exchange_tracker.facts.model import Terms
from exchange_tracker.parse.terms.resolve import resolve
from exchange_tracker.parse.terms.size import refuse_many_periods, refuse_many_rules
from exchange_tracker.parse.terms.toml import Table, read_toml


def parse_terms(text: str, name: str = "terms.toml", *, checked: bool = False) -> Terms:
    """Return the terms that a text holds; raise ``Refusal`` with every problem found.

    ``checked`` is for text that passed here before, such as a ledger's own: it is read without
    being checked again. Should it not be what it was, the check says what is wrong with it.
    """
    raw = read_toml(text, name)
    refuse_many_rules(raw, name)
    if not checked:
        _check(raw, name)
        return _sized(raw, name)
    try:
        return _sized(raw, name)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        _check(raw, name)
        raise


def _sized(raw: Table, name: str) -> Terms:
    terms = resolve(raw)
    refuse_many_periods(terms, name)
    return terms


def _check(raw: Table, name: str) -> None:
    # Imported here for the start-up time: Pydantic takes longer to load than all the rest of a
    # short command, and a ledger's own terms need no check.
    from exchange_tracker.parse.terms.check_all import check  # noqa: PLC0415

    check(raw, name)
