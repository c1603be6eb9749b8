"""Small turns of phrase that several reports share."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import Clock, say_days
from exchange_tracker.judging.disputes import Joint, Together
from exchange_tracker.render.document import Cell, Fact

days = say_days  # refusals say them, too


def numbered(count: int, one: str, more: str) -> str:
    """Count something: ``1 entry``, ``2 entries``."""
    return f"{count:,} {one if count == 1 else more}"


def amount(least: int, most: Amount) -> str:
    """Say a number of which the least and the most are known: ``8``, ``8 to 12``, ``at least 8``."""
    if least == most:
        return f"{least:,}"
    return f"at least {least:,}" if most == UNLIMITED else f"{least:,} to {most:,}"


NOTHING_DUE = "nothing due"


def standings(joints: Iterable[Joint]) -> str:
    """Count periods by what all readings say together: ``7 periods: 6 kept, 1 disputed``."""
    words = [NOTHING_DUE if joint.owes_nothing else joint.together.value for joint in joints]
    if not words:
        return "nothing judged"
    order = (*(together.value for together in Together), NOTHING_DUE)
    counts = [f"{words.count(word)} {word}" for word in order if word in words]
    return f"{numbered(len(words), 'period', 'periods')}: {', '.join(counts)}"


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
