"""What the truce's extension clause gives, by reading (``ledger.md``, section 2.1)."""

from typing import NamedTuple

from exchange_tracker.facts.figures import Amount
from exchange_tracker.facts.model import Extension, Reading, Terms
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.judging.judge import Judging, Snapshot
from exchange_tracker.judging.owing import Judged


class ExtensionDays(NamedTuple):
    """Days earned and agreed under one reading, and people still to be applied for one more.

    ``days_agreed`` is ``None`` where the last phase has no end. ``next_day_needs`` is ``None`` where no further day can be earned. What is said follows from the
    least applied; ``applied_most`` is the most.
    """

    reading: str
    applied: int
    days_earned: int
    days_agreed: int | None
    next_day_needs: int | None
    applied_most: Amount


def extension(terms: Terms, readings: tuple[Reading, ...], moment: Snapshot) -> list[ExtensionDays]:
    """Return what each reading says was earned; nothing where the terms have no such clause."""
    return extension_by(Judging(moment), terms, readings)


def extension_by(
    judging: Judging, terms: Terms, readings: tuple[Reading, ...]
) -> list[ExtensionDays]:
    """Return the same of a judgement, in which some readings may have been judged already."""
    clause = terms.extension
    if clause is None:
        return []
    agreed = (terms.last_day - terms.first_day) // DAY + 1 if terms.has_end else None
    return [
        _earned(clause, reading.name, _applied(clause, judging.reading(reading)), agreed)
        for reading in readings
    ]


def _applied(clause: Extension, judged: Judged) -> tuple[int, Amount]:
    """Return the fewest and the most people applied."""
    verdicts = [verdict for name in clause.obligations for verdict in judged.get(name, ())]
    return sum(each.applied for each in verdicts), sum(each.applied_most for each in verdicts)


def _earned(
    clause: Extension, reading: str, range_applied: tuple[int, Amount], agreed: int | None
) -> ExtensionDays:
    applied, applied_most = range_applied
    steps, over = divmod(max(0, applied - clause.after), clause.each)
    days = clause.first_days + clause.adds_days * steps
    needs: int | None = clause.each - over + max(0, clause.after - applied)
    if clause.at_most_days is not None and days >= clause.at_most_days:
        days, needs = clause.at_most_days, None
    if clause.adds_days == 0:
        needs = None
    return ExtensionDays(reading, applied, days, agreed, needs, applied_most)
