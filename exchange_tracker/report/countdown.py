"""How long until, how long since: moments as a live desk counts them, and each obligation's deadlines."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import DAY, Clock
from exchange_tracker.queries.deadlines import Deadline
from exchange_tracker.queries.status import Desk
from exchange_tracker.render.document import Cell, Fact, Tone
from exchange_tracker.report.phrases import numbered, parties, under_some
from exchange_tracker.report.status_words import so_far_words, standing_words, status_tone

NO_DATE = "no date is set"
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_NEXT = 2  # deadlines ahead that are named one by one; of more the last is named, too


def short_moment(clock: Clock, moment: datetime) -> str:
    """Write a moment in the truce's own time, and the hour in UTC."""
    return f"{clock.local(moment):%Y-%m-%d %H:%M} ({moment:%H:%M} UTC)"


def length(span: timedelta) -> str:
    """Say how long a span of time is: in hours and minutes, from three days on in days."""
    if span >= 3 * DAY:
        return f"{span // DAY:,} d {span % DAY // _HOUR} h"
    return f"{span // _HOUR} h {span % _HOUR // _MINUTE:02} min"


def ago(span: timedelta) -> str:
    """Say how long ago something was."""
    return f"{length(span)} ago"


def distance(moment: datetime, at: datetime) -> str:
    """Say how far off a moment is: ``in 5 h 00 min``, ``3 d 2 h ago``."""
    return f"in {length(moment - at)}" if moment > at else ago(at - moment)


def date_facts(terms: Terms, clock: Clock, desk: Desk, readings: Sequence[str]) -> Iterator[Fact]:
    """Yield each obligation's deadlines, since when it runs without an end, or what it waits for."""
    waiting = {due.obligation: due for due in desk.waiting}
    names = dict.fromkeys(each.id for reading in terms.readings for each in reading.obligations)
    for name in names:
        said: dict[str, list[Deadline]] = {}  # readings of which the same words hold share them
        for same in _alike(desk.deadlines.get(name, ())):
            said.setdefault(_deadline_words(clock, same, desk.at), []).append(same[0])
        for words, alike in said.items():
            first = alike[0].verdict
            holding = {each for deadline in alike for each in deadline.readings}
            under = under_some([each for each in readings if each in holding], len(readings))
            label = f"{parties(terms, first.parties)}: {name}"
            yield Fact(label, Cell(f"{words}{under}", status_tone(first.status)))
        if due := waiting.get(name):
            label = f"{parties(terms, due.parties)}: {name}"
            for group in due.alike:
                under = under_some([each.reading for each in group], len(readings))
                yield Fact(label, Cell(f"{standing_words(group[0])}{under}", Tone.FAINT))


def _alike(deadlines: Iterable[Deadline]) -> list[list[Deadline]]:
    """Bring together the deadlines of the same readings; what has no end stands by itself."""

    def key(deadline: Deadline) -> tuple[bool, tuple[str, ...]]:
        return deadline.moment is None, deadline.readings

    return [list(same) for _, same in groupby(sorted(deadlines, key=key), key=key)]


def _deadline_words(clock: Clock, deadlines: Sequence[Deadline], at: datetime) -> str:
    """Say when deadlines are, the next and the last of many; or since when something has no end."""
    if deadlines[0].moment is None:
        return "; ".join(_endless_words(clock, each, at) for each in deadlines)
    passed = [each for each in deadlines if each.moment and each.moment <= at]
    ahead = [each for each in deadlines if each.moment and each.moment > at]
    left = ahead[_NEXT:-1]
    words = [
        *(_moment_words(clock, each, at) for each in (*passed, *ahead[:_NEXT])),
        *([f"{len(left):,} more"] if left else []),
        *(_moment_words(clock, each, at) for each in ahead[_NEXT:][-1:]),
    ]
    return f"{'deadline' if len(words) == 1 else 'deadlines'} {'; then '.join(words)}"


def _moment_words(clock: Clock, deadline: Deadline, at: datetime) -> str:
    """Say when a deadline is and how far off; where a truce day goes on after it, that this counts."""
    moment, ends = deadline.moment, deadline.ends
    if moment is None:
        return NO_DATE
    passed = "passed " if moment <= at else ""
    words = f"{short_moment(clock, moment)}, {passed}{distance(moment, at)}"
    if moment == ends:
        return words
    whole = f"{clock.local(ends):%Y-%m-%d %H:%M}"
    return f"{words}; the truce day in which it lies counts whole, to {whole}"


def _endless_words(clock: Clock, deadline: Deadline, at: datetime) -> str:
    """Say how an obligation without an end stands, and how long ago it began."""
    verdict, since = deadline.verdict, deadline.since
    if not verdict.status.has_begun:
        begins = f"begins {short_moment(clock, since)}, {distance(since, at)}"
        return f"{standing_words(verdict)}; {begins}; {NO_DATE} for its end"
    return f"{so_far_words(verdict)}; {NO_DATE}; {_since_words(deadline, at)}"


def _since_words(deadline: Deadline, at: datetime) -> str:
    elapsed = at - deadline.since
    long = numbered(elapsed // DAY, "day", "days") if elapsed >= DAY else length(elapsed)
    if deadline.event:
        return f"{long} since “{deadline.event}”"
    began = f"the phase “{deadline.phase}” began" if deadline.phase else deadline.first.isoformat()
    return f"{long} since {began}"


def height(facts: Sequence[Fact], width: int) -> int:
    """Return about how many lines facts take."""
    room = width - max(len(fact.label) for fact in facts) - len(": ")
    return sum(-(-len(fact.value.text) // max(1, room - _HYPHENS)) for fact in facts)


_HYPHENS = 5  # columns that stay free at the end of a line, about
