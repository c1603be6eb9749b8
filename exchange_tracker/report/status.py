"""One screen for a live desk: the truce day, what is due in it, what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from exchange_tracker.desk import Desk, Due, Last
from exchange_tracker.extension import Earned
from exchange_tracker.model import Reading, Terms
from exchange_tracker.render.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Table,
    Tone,
)
from exchange_tracker.report.check import TONES
from exchange_tracker.report.words import numbered, parties, short_head
from exchange_tracker.truce_day import DAY, Clock
from exchange_tracker.verdict import Status, Verdict

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_LATEST = 3  # periods not met that are shown when there are more
_BLANK = Cell("")
_UNKNOWN = Cell("?", Tone.UNKNOWN)


def status_document(
    terms: Terms,
    clock: Clock,
    shown: Desk,
    known: Sequence[Fact],
    earned: Sequence[Earned],
    readings: Sequence[Reading],
) -> Document:
    """Give the screen; ``known`` says what the ledger holds (see ``known_facts``).

    ``readings`` are those asked for: one that does not judge a period is never counted in.
    """
    facts = (
        Fact("truce", Cell(terms.title, Tone.HEADING)),
        Fact("judged at", Cell(_moment(clock, shown.at, terms.timezone))),
        *known,
        Fact("truce day", Cell(_truce_day(clock, shown))),
        _end(terms, clock, shown.at),
        *_earned(earned),
    )
    return (Facts(facts), *_obligations(terms, shown, len(readings)))


def known_facts(
    clock: Clock, at: datetime, head: str | None, recorded: datetime | None, last: Last | None
) -> Iterator[Fact]:
    """Say how old the knowledge is: the last change (``recorded``), and the last entry."""
    if head is None:
        yield Fact("known from", Cell("the folder as it is"))
    else:
        ago = f", recorded {_ago(at - recorded)}" if recorded and recorded <= at else ""
        yield Fact("known from", Cell(f"the ledger up to change {short_head(head)}{ago}"))
    if last is None:
        yield Fact("last entry", Cell("none has happened", Tone.UNKNOWN))
    elif last.timed:
        local = f"{clock.local(last.moment):%Y-%m-%d %H:%M}"
        yield Fact("last entry", Cell(f"{last.id}, {local}, {_ago(at - last.moment)}"))
    else:
        words = f"{last.id} on {last.day} (no hour recorded)"
        yield Fact("last entry", Cell(f"{words}, up to {_ago(at - last.moment)}"))


# ------------------------------------------------------------------------------- moments


def _moment(clock: Clock, at: datetime, zone: str) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M} {zone} ({at.astimezone(UTC):%Y-%m-%d %H:%M} UTC)"


def _truce_day(clock: Clock, shown: Desk) -> str:
    local = [f"{clock.local(each):%H:%M}" for each in (shown.begins, shown.ends)]
    utc = [f"{each:%H:%M}" for each in (shown.begins, shown.ends)]
    hours = f"{'–'.join(local)} ({'–'.join(utc)} UTC)"
    if shown.number is None:
        return f"{shown.day}, no day of the truce, {hours}"
    left = length(shown.ends - shown.at)
    return f"{shown.day}, {shown.number} of {shown.of}, {hours}, {left} left"


def _end(terms: Terms, clock: Clock, at: datetime) -> Fact:
    begins, ends = clock.begins(terms.first_day), clock.ends(terms.last_day)
    if at < begins:
        return Fact("begins", Cell(f"{_short(clock, begins)}, in {length(begins - at)}"))
    if at < ends:
        return Fact("ends", Cell(f"{_short(clock, ends)}, in {length(ends - at)}"))
    return Fact("ended", Cell(f"{_short(clock, ends)}, {_ago(at - ends)}"))


def _short(clock: Clock, moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M} ({moment:%H:%M} UTC)"


def length(span: timedelta) -> str:
    """Say how long a span of time is: in hours and minutes, from three days on in days."""
    if span >= 3 * DAY:
        return f"{span // DAY:,} d {span % DAY // _HOUR} h"
    return f"{span // _HOUR} h {span % _HOUR // _MINUTE:02} min"


def _ago(span: timedelta) -> str:
    return f"{length(span)} ago"


# --------------------------------------------------------------------------- obligations


def _earned(earned: Sequence[Earned]) -> Iterator[Fact]:
    """Say which days the extension clause gives, readings that say the same together."""
    found: dict[int, list[str]] = {}
    for each in earned:
        found.setdefault(each.days_earned, []).append(each.reading)
    said = [f"{some} days by {_together(names, len(earned))}" for some, names in found.items()]
    if said:
        yield Fact("earned", Cell("; ".join(said)))


def _together(readings: Sequence[str], of: int) -> str:
    return "every reading" if len(readings) == of > 1 else ", ".join(readings)


def _obligations(terms: Terms, shown: Desk, of: int) -> Iterator[Block]:
    before, left = shown.before[-_LATEST:], len(shown.before[:-_LATEST])
    dated = any(due.first != due.last for due in shown.today)
    rows = list(_rows(terms, shown.today, of, dated=dated))
    if not rows:
        rows.append((Cell("nothing", Tone.FAINT), *[_BLANK] * 5))
    rows.append((Cell("due before and not met", Tone.HEADING), *[_BLANK] * 5))
    rows += _rows(terms, before, of, dated=True) or [(Cell("nothing", Tone.FAINT), *[_BLANK] * 5)]
    periods = numbered(left, "earlier period", "earlier periods")
    yield Table(
        header=("due in this truce day", "delivered", "brought", "due", "missing", "status"),
        rows=tuple(rows),
        right=frozenset({1, 2, 3, 4}),
        caption=f"And {periods} not met: xt check --only-findings." if left else "",
    )


def _rows(terms: Terms, dues: Iterable[Due], of: int, *, dated: bool) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for due in dues:
        when = f", {_when(due)}" if dated else ""
        name = f"{parties(terms, due.parties)}: {due.obligation}{when}"
        groups = due.alike
        if len(groups) == 1:
            rows.append((Cell(name, Tone.PLAIN), *_numbers(groups[0][0])))
            continue
        rows.append((Cell(name, Tone.PLAIN), *[_BLANK] * 5))
        rows += ((Cell(f"· {_readings(due, same, of)}"), *_numbers(same[0])) for same in groups)
    return rows


def _when(due: Due) -> str:
    """Name a period by its days, shorter than in other reports: the year is on the screen."""
    first, last = f"{due.first:%m-%d}", f"{due.last:%m-%d}"
    if first == last:
        return first
    return f"{first}–{last[3:] if first[:2] == last[:2] else last}"


def _readings(due: Due, same: Sequence[Verdict], of: int) -> str:
    names = [each.reading for each in same]
    others = [each.reading for each in due.verdicts if each.reading not in names]
    if len(due.verdicts) == of and len(others) == 1 < len(names):
        return f"every reading but {others[0]}"
    return ", ".join(names)


def _numbers(verdict: Verdict) -> tuple[Cell, ...]:
    tone = TONES[verdict.status]
    hidden = verdict.status is Status.UNDISCLOSED
    none = verdict.status is Status.UNREPORTED
    return (
        Cell("no record", Tone.UNKNOWN) if none else Cell(str(verdict.delivered)),
        Cell(f"{verdict.brought:+}" if verdict.brought else "0"),
        Cell(str(verdict.due)),
        _UNKNOWN if hidden else Cell(str(verdict.shortfall), tone),
        Cell(verdict.status.value, tone),
    )
