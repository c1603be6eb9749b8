"""Small turns of phrase that several reports share."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from exchange_tracker.facts.entry import headcount, is_open
from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.model import OR_MORE, UNDISCLOSED, Reading, Terms, values
from exchange_tracker.facts.truce_day import Clock, say_days
from exchange_tracker.render.document import Cell, Fact

if TYPE_CHECKING:
    from exchange_tracker.judging.disputes import Joint
    from exchange_tracker.queries.query import Query
    from exchange_tracker.queries.reconcile.claim_scope import Bound

days = say_days  # refusals say them, too


def numbered(count: int, one: str, more: str) -> str:
    """Count something: ``1 entry``, ``2 entries``."""
    return f"{count:,} {one if count == 1 else more}"


UNKNOWN = "an unknown number"


def amount(least: int, most: Amount) -> str:
    """Say a number of which the least and the most are known: ``8``, ``8 or 9``, ``at least 8``."""
    if least == most:
        return f"{least:,}"
    if most == UNLIMITED:
        return f"at least {least:,}" if least else UNKNOWN
    return f"{least:,} {'or' if most == least + 1 else 'to'} {most:,}"


def open_number(least: int, *, is_open: bool) -> str:
    """Write a number in a table: ``12``; ``12+`` where that is the least, ``?`` where nothing is known."""
    if not is_open:
        return f"{least:,}"
    return f"{least:,}{OR_MORE}" if least else UNDISCLOSED


def count_value(count: str) -> int | str:
    """Return the count of an entry as a value for programs: a number, ``?`` or ``780+``."""
    return count if is_open(count) else int(count)


def count_words(count: str) -> str:
    """Write the count of an entry: ``1,027``, ``780+``, ``?``."""
    return open_number(headcount(count), is_open=is_open(count))


NOTHING_DUE = "nothing due"
NOTHING_JUDGED = "nothing judged"
NOT_AGREED = "how many are owed was not agreed"


def hangs_on(event: str) -> str:
    """Say that something waits for an event, named by its title or id."""
    return f"hangs on “{event}”, which is not known to have happened"


def standings(joints: "Iterable[Joint]") -> str:
    """Count periods by what all readings say together: ``7 periods: 6 kept, 1 disputed``."""
    from exchange_tracker.judging.disputes import Together  # noqa: PLC0415 - start-up

    nothing = f"with {NOTHING_DUE}"
    words = [nothing if joint.owes_nothing else joint.together.value for joint in joints]
    if not words:
        return NOTHING_JUDGED
    order = (*(together.value for together in Together), nothing)
    return counted_words(numbered(len(words), "period", "periods"), words, order)


_VERBS = {"agrees": "agree", "differs": "differ"}  # of one, of several


def counted_words(count: str, words: Sequence[str], order: Iterable[str]) -> str:
    """Say how many there are, and of each word how many: ``7 periods: 6 kept, 1 disputed``."""
    numbers = Counter(words)
    parts = [
        numbered(numbers[word], word, _VERBS.get(word, word)) for word in order if numbers[word]
    ]
    return f"{count}: {', '.join(parts)}"


def by_weeks(weeks: int) -> str:
    """Say what is added up: ``by week``, ``by 2 weeks``."""
    return "by week" if weeks == 1 else f"by {weeks:,} weeks"


def short_days(first: date, last: date) -> str:
    """Name days where there is little room: ``2023-11-24–11-27``, the year twice only where it changes."""
    if first == last:
        return f"{first}"
    return f"{first}–{last:%m-%d}" if first.year == last.year else f"{first}–{last}"


def in_days(first: date, last: date) -> str:
    """Refer to days that were named: ``on this day``, ``in these days``."""
    return "on this day" if first == last else "in these days"


def headcount_words(people: int, open_entries: int) -> str:
    """Say how many people, and of how many entries it is open how many they were (``?``, ``780+``)."""
    if not open_entries:
        return f"{people:,}"
    entries = numbered(open_entries, "entry", "entries")
    return f"{amount(people, UNLIMITED)} ({entries} without a full number)"


def more_or_fewer(difference: int) -> str:
    """Say by how many people something is off: ``3 more``, ``2 fewer``."""
    return f"{abs(difference):,} {'more' if difference > 0 else 'fewer'}"


def and_more(count: int) -> str:
    """Count what is not named after what is: ``and 3 more``."""
    return f"and {count:,} more"


def name_list(names: Sequence[str], left: int) -> str:
    """Join names, and count those that are left out: ``n01, n02 and 3 more``."""
    return ", ".join(names) + (f" {and_more(left)}" if left > 0 else "")


def joined(words: Sequence[str], last: str) -> str:
    """Join words as in a sentence: ``a``, ``a or b``, ``a, b or c``."""
    if not words:
        return ""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end


def source_ids(sources: Sequence[str]) -> str:
    """Return the ids of sources as they follow a sentence: `` [N01, N02]``; blank without any."""
    return f" [{', '.join(sources)}]" if sources else ""


def under_some(readings: Sequence[str], of: int) -> str:
    """Name the readings of which something holds, where it does not of all: `` (as-written)``."""
    return "" if len(readings) == of else f" ({', '.join(readings)})"


def held_by(reading: Reading) -> str:
    """Say who holds a reading: ``held by the ministry``, ``held by nobody named``."""
    return f"held by {reading.held_by or 'nobody named'}"


def bounded(bound: "Bound", figure: str) -> str:
    """Write a figure with its bound, where it is not exact: ``105``, ``>= 105``."""
    from exchange_tracker.queries.reconcile.claim_scope import Bound  # noqa: PLC0415 - start-up

    return figure if bound is Bound.EXACTLY else f"{bound} {figure}"


def parties(terms: Terms, names: Sequence[str]) -> str:
    """Name parties as people read them; one that has an ``and`` in its own name stands apart."""
    words = [terms.parties.get(name, name) for name in names]
    return ", and ".join(words) if any(" and " in word for word in words) else joined(words, "and")


def releasing(terms: Terms, cell: str) -> str:
    """Name who released people: one party, or several together, whose cell joins them by ``;``.

    In the order of the terms: that of a cell is the alphabet's.
    """
    return together(terms, in_order(terms, values(cell)))


def in_order(terms: Terms, names: Sequence[str]) -> list[str]:
    """Return parties in the order in which the terms name them."""
    order = list(terms.parties)
    return sorted(names, key=order.index)


def together(terms: Terms, names: Sequence[str]) -> str:
    """Name a party, or several that owe or release something together."""
    return f"{parties(terms, names)}{' together' if len(names) > 1 else ''}"


def query_facts(query: "Query") -> list[Fact]:
    """Name the moments of judgement and of knowledge of a query."""
    return moment_facts(query.terms, query.clock, query.at, query.records.head)


def moment_facts(terms: Terms, clock: Clock, at: datetime, head: str | None) -> list[Fact]:
    """Name both moments, as every report for people does that judges at one (``ledger.md``, 3)."""
    moment = moment_words(terms, clock, at)
    return [
        Fact("judged at", Cell(f"{moment}, truce day {clock.day_of(at).isoformat()}")),
        *knowledge_facts(head),
    ]


def knowledge_facts(head: str | None) -> list[Fact]:
    """Name the moment of knowledge alone, for a report that judges nothing."""
    return [Fact("known from", Cell(known_from(head)))]


def moments_sentence(query: "Query") -> str:
    """Name the moments of judgement and of knowledge in one sentence."""
    judged = moment_words(query.terms, query.clock, query.at)
    return f"(Judged at {judged}, from {known_from(query.records.head)}.)"


def moment_words(terms: Terms, clock: Clock, at: datetime) -> str:
    """Write a moment in the truce's own time zone and in UTC."""
    utc = at.astimezone(UTC)
    return f"{clock.local(at):%Y-%m-%d %H:%M} {terms.timezone} ({utc:%Y-%m-%d %H:%M} UTC)"


def known_from(head: str | None) -> str:
    """Say what was read: the ledger up to its ``head``, or a folder, which has none."""
    return f"the ledger up to change {short_head(head)}" if head else "the folder as it is"


def short_head(head: str) -> str:
    """Return a head that fits a line: the number and the first twelve digits of the digest."""
    number, digest = head.split(":")
    return f"{number}:{digest[:12]}"
