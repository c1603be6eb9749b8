"""Small turns of phrase that several reports share."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.verdict import Standing, Verdict, standing
from exchange_tracker.render.document import Cell, Fact


def days(first: date, last: date) -> str:
    """Name a range of truce days; a single one by itself."""
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def numbered(count: int, one: str, more: str) -> str:
    """Count something: ``1 entry``, ``2 entries``."""
    return f"{count:,} {one if count == 1 else more}"


def standings(periods: Iterable[Sequence[Verdict]]) -> str:
    """Count periods by what their readings say together: ``7 periods: 6 kept, 1 disputed``."""
    counts = [standing(group) for group in periods]
    if not counts:
        return "nothing judged"
    said = [f"{counts.count(each)} {each.value}" for each in Standing if counts.count(each)]
    return f"{numbered(len(counts), 'period', 'periods')}: {', '.join(said)}"


def parties(terms: Terms, names: Sequence[str]) -> str:
    """Name parties as people read them."""
    return " and ".join(terms.parties.get(name, name) for name in names)


def stated(terms: Terms, clock: Clock, at: datetime, head: str | None) -> list[Fact]:
    """Name the moments of judgement and of knowledge, which every report for people does."""
    local = clock.local(at)
    moment = f"{local:%Y-%m-%d %H:%M} {terms.timezone} ({at.astimezone(UTC):%Y-%m-%d %H:%M} UTC)"
    known = f"the ledger up to change {short_head(head)}" if head else "the folder as it is"
    return [
        Fact("judged at", Cell(f"{moment}, truce day {clock.day_of(at).isoformat()}")),
        Fact("known from", Cell(known)),
    ]


def short_head(head: str) -> str:
    """Return a head that fits a line: the number and the first twelve digits of the digest."""
    number, digest = head.split(":")
    return f"{number}:{digest[:12]}"
