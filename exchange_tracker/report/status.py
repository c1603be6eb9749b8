"""One screen for a live desk: the truce day, what is due in it, what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import assert_never

from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import DAY, Clock
from exchange_tracker.judging.disputes import Statement
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.status import Desk, Due, Last, latest_entry, select_desk
from exchange_tracker.render.document import Cell, Document, Fact, Facts, Table, Tone
from exchange_tracker.report.phrases import (
    UNKNOWN,
    amount,
    known_from,
    moment_words,
    numbered,
    parties,
)
from exchange_tracker.report.status_words import answer_cell, due_words, status_tone

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
HEIGHT = 23  # lines that a terminal of 24 shows above the next prompt
_HEAD = 4  # of them above and between the rows: a blank line, the header, its rule, a heading


def status_screen(query: Query, readings: Sequence[str] | None) -> Document:
    """Return the screen of a truce at a moment, under some readings; without names, all."""
    knowledge = known_facts(
        query.clock, query.at, query.records.head, query.records.recorded, latest_entry(query)
    )
    count = len(query.readings(readings))
    return status_document(
        query.terms, query.clock, select_desk(query, readings), list(knowledge), count
    )


def status_document(
    terms: Terms, clock: Clock, desk: Desk, knowledge: Iterable[Fact], readings: int
) -> Document:
    """Return the screen; ``knowledge`` says what the ledger holds (see ``known_facts``).

    ``readings`` says how many are asked for: one that does not judge a period is never counted in.
    """
    facts = (
        Fact("truce", Cell(terms.title, Tone.HEADING)),
        Fact("judged at", Cell(moment_words(terms, clock, desk.at))),
        *knowledge,
        *_truce_day(clock, desk),
        _end(terms, clock, desk.at),
    )
    return (Facts(facts), _obligations(terms, desk, readings, HEIGHT - len(facts) - _HEAD))


def known_facts(
    clock: Clock, at: datetime, head: str | None, recorded: datetime | None, last: Last | None
) -> Iterator[Fact]:
    """Say how old the knowledge is: the last change (``recorded``), and the last entry."""
    ago = f", recorded {_ago(at - recorded)}" if head and recorded and recorded <= at else ""
    yield Fact("known from", Cell(f"{known_from(head)}{ago}"))
    if last is None:
        yield Fact("last entry", Cell("none has happened", Tone.UNKNOWN))
    elif last.timed:
        local = f"{clock.local(last.moment):%Y-%m-%d %H:%M}"
        yield Fact("last entry", Cell(f"{last.id}, {local}, {_ago(at - last.moment)}"))
    else:
        words = f"{last.id} on {last.day} (no hour recorded)"
        yield Fact("last entry", Cell(f"{words}, up to {_ago(at - last.moment)}"))


# ------------------------------------------------------------------------------- moments


def _truce_day(clock: Clock, desk: Desk) -> Iterator[Fact]:
    local = "–".join(f"{clock.local(moment):%H:%M}" for moment in (desk.begins, desk.ends))
    utc = "–".join(f"{moment:%H:%M}" for moment in (desk.begins, desk.ends))
    number = f"day {desk.number:,} of {desk.of:,}" if desk.number else "not a day of the truce"
    left = f", {length(desk.ends - desk.at)} left" if desk.number else ""
    yield Fact("truce day", Cell(f"{desk.day}, {number}"))
    yield Fact("its hours", Cell(f"{local} ({utc} UTC){left}"))


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

_Row = tuple[Cell, ...]


def _obligations(terms: Terms, desk: Desk, readings: int, room: int) -> Table:
    """Return what is due and was not met in about ``room`` rows: the latest periods that fit."""
    today = [row for dues in _by_obligation(desk.today) for row in _rows(terms, dues, readings)]
    today = today or [_titled(Cell("nothing", Tone.FAINT))]
    before = [_rows(terms, [due], readings, dated=True) for due in reversed(desk.before)]
    fitting = _fitting(before, room - len(today))
    left = numbered(len(before) - fitting, "earlier period", "earlier periods")
    heading = f"due before and not kept{'' if before else ': nothing'}"
    return Table(
        header=("due in this truce day", "delivered", "brought", "due", "missing", "status"),
        rows=(
            *today,
            _titled(Cell(heading, Tone.HEADING)),
            *(row for rows in reversed(before[:fitting]) for row in rows),
        ),
        right=frozenset({1, 2, 3, 4}),
        caption=f"{_and(fitting)}{left} not kept: xt check --only-findings."
        if fitting < len(before)
        else "",
    )


def _and(fitting: int) -> str:
    return "And " if fitting else ""


def _fitting(before: Sequence[Sequence[_Row]], room: int) -> int:
    """Return how many periods fit; where not all do, a line says so."""
    ends = list(accumulate(len(rows) for rows in before))
    if not ends or ends[-1] <= room:
        return len(ends)
    return sum(end < room for end in ends)


def _by_obligation(dues: Iterable[Due]) -> Iterable[list[Due]]:
    """Bring together the periods of an obligation: readings may judge it over different ones."""
    periods: dict[str, list[Due]] = {}
    for due in dues:
        periods.setdefault(due.obligation, []).append(due)
    return periods.values()


def _rows(terms: Terms, dues: Sequence[Due], readings: int, *, dated: bool = False) -> list[_Row]:
    """Return an obligation's rows: one, or its name and one for each thing that readings say."""
    groups = [(due, same) for due in dues for same in due.alike]
    first = dues[0]
    alone = len(dues) == 1  # then its days are named once
    when = f", {_when(first)}" if alone and (dated or first.first != first.last) else ""
    name = Cell(f"{parties(terms, first.parties)}: {first.obligation}{when}")
    elsewhere = [statement for due in dues for statement in due.elsewhere]
    if len(groups) == 1 and not elsewhere:
        return [(name, *_numbers(*groups[0]))]
    judged = [
        (Cell(f"· {_readings(due, same, readings, alone=alone)}"), *_numbers(due, same))
        for due, same in groups
    ]
    return [_titled(name), *judged, *_elsewhere(elsewhere)]


def _elsewhere(statements: Iterable[Statement]) -> Iterator[_Row]:
    """Yield what readings say that judge other days, or none; those that say the same together."""
    names: dict[tuple[bool, Cell], list[str]] = {}
    for statement in statements:
        key = (bool(statement.nearby), answer_cell(statement))
        names.setdefault(key, []).append(statement.reading)
    for (nearby, cell), readings in names.items():
        days = ", over other days" if nearby else ""
        yield (Cell(f"· {', '.join(readings)}{days}"), *[Cell("")] * 4, cell)


def _titled(title: Cell) -> _Row:
    return (title, *[Cell("")] * 5)


def _readings(due: Due, same: Sequence[Verdict], of: int, *, alone: bool) -> str:
    when = "" if alone or due.first == due.last else f", {_when(due)}"
    names = [verdict.reading for verdict in same]
    others = [verdict.reading for verdict in due.verdicts if verdict.reading not in names]
    if len(due.verdicts) == of and len(others) == 1 < len(names):
        return f"every reading but {others[0]}{when}"
    return ", ".join(names) + when


def _when(due: Due) -> str:
    """Name a period by its days, shorter than in other reports: the year is on the screen."""
    first, last = f"{due.first:%m-%d}", f"{due.last:%m-%d}"
    if first == last:
        return first
    return f"{first}–{last[3:] if first[:2] == last[:2] else last}"


def _numbers(due: Due, same: Sequence[Verdict]) -> _Row:
    verdict, silent = same[0], same[0].reading in due.silent
    tone = status_tone(verdict.status)
    return (
        _delivered(verdict, silent=silent),
        Cell(f"{verdict.brought:+,}" if verdict.brought else "0"),
        Cell(due_words(verdict)),
        _missing(verdict, silent=silent),
        Cell(verdict.status.value, tone),
    )


def _delivered(verdict: Verdict, *, silent: bool) -> Cell:
    is_open = verdict.delivered != verdict.delivered_most
    if silent and not is_open:
        return Cell("no record", Tone.UNKNOWN)
    words = amount(verdict.delivered, verdict.delivered_most)
    return Cell("unknown" if words == UNKNOWN else words, Tone.UNKNOWN if is_open else Tone.PLAIN)


def _missing(verdict: Verdict, *, silent: bool) -> Cell:
    least, most = verdict.shortfall_least, verdict.shortfall_most
    match verdict.status:
        case Status.UNREPORTED if silent:
            return Cell("?", Tone.UNKNOWN)
        case Status.PENDING:
            least, most = verdict.still_due
        case Status.UPCOMING | Status.WAITING:
            least = most = verdict.shortfall
        case Status.UNDISCLOSED | Status.UNREPORTED | Status.MET | Status.CREDITED | Status.SHORT:
            pass
        case _:
            assert_never(verdict.status)
    words = amount(least, most)
    return Cell("?" if words == UNKNOWN else words, status_tone(verdict.status))
