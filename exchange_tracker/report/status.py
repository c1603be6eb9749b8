"""One screen for a live desk: the truce day, what is due in it, what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import accumulate

from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.disputes import Statement
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.balance import Balance
from exchange_tracker.queries.held import balances_on
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.status import Desk, Due, Last, latest_entry, select_desk
from exchange_tracker.render.document import Cell, Document, Fact, Facts, Table, Tone
from exchange_tracker.report.check import party_standings
from exchange_tracker.report.countdown import (
    NO_DATE,
    ago,
    date_facts,
    distance,
    height,
    length,
    short_moment,
)
from exchange_tracker.report.held import dead_of, held_words
from exchange_tracker.report.phrases import (
    NOTHING_JUDGED,
    days,
    known_from,
    moment_words,
    numbered,
    parties,
    together,
)
from exchange_tracker.report.status_cells import number_cells
from exchange_tracker.report.status_words import answer_cell

WIDTH = 80  # columns of a small terminal
HEIGHT = 23  # lines that one of 24 shows above the next prompt
_HEAD = 4  # of them above and between the rows: a blank line, the header, its rule, a heading


def status_screen(query: Query, readings: Sequence[str] | None) -> Document:
    """Return the screen of a truce at a moment, under some readings; without names, all."""
    knowledge = known_facts(
        query.clock, query.at, query.records.head, query.records.recorded, latest_entry(query)
    )
    names = [reading.name for reading in query.readings(readings)]
    desk = select_desk(query, readings)
    held = balances_on(query, desk.day)
    return status_document(query.terms, query.clock, desk, list(knowledge), names, held)


def status_document(
    terms: Terms,
    clock: Clock,
    desk: Desk,
    knowledge: Iterable[Fact],
    readings: Sequence[str],
    held: Iterable[Balance] = (),
) -> Document:
    """Return the screen; ``knowledge`` says what the ledger holds (see ``known_facts``).

    ``readings`` are those asked for: one that does not judge a period is never counted in.
    """
    facts = (
        Fact("truce", Cell(terms.title, Tone.HEADING)),
        Fact("judged at", Cell(moment_words(terms, clock, desk.at))),
        *knowledge,
        *_truce_day(clock, desk),
        _end(terms, clock, desk.at),
        *(Fact("still held", _held(balance)) for balance in held),
    )
    dates = tuple(date_facts(terms, clock, desk, readings))
    today = _today(terms, desk, len(readings))
    below = 1 + height(dates, WIDTH) if dates else 0
    room = HEIGHT - len(facts) - _HEAD - below - len(today)
    counts = tuple(_so_far(terms, desk))
    if counts and 0 <= room < height(counts, WIDTH) + min(1, len(desk.before)):
        counts = ()  # without them it all fits a small terminal
    room -= height(counts, WIDTH) if counts else 0
    table = _obligations(terms, desk, len(readings), today, room)
    return (Facts((*facts, *counts)), table, *([Facts(dates)] if dates else []))


def known_facts(
    clock: Clock, at: datetime, head: str | None, recorded: datetime | None, last: Last | None
) -> Iterator[Fact]:
    """Say how old the knowledge is: the last change (``recorded``), and the last entry."""
    recorded_ago = (
        f", recorded {ago(at - recorded)}" if head and recorded and recorded <= at else ""
    )
    yield Fact("known from", Cell(f"{known_from(head)}{recorded_ago}"))
    if last is None:
        yield Fact("last entry", Cell("none has happened", Tone.UNKNOWN))
    elif last.timed:
        local = f"{clock.local(last.moment):%Y-%m-%d %H:%M}"
        yield Fact("last entry", Cell(f"{last.id}, {local}, {ago(at - last.moment)}"))
    else:
        words = f"{last.id} on {last.day} (no hour recorded)"
        if last.first != last.day:
            words = f"{last.id}, some time from {days(last.first, last.day)}"
        yield Fact("last entry", Cell(f"{words}, up to {ago(at - last.moment)}"))


def _held(balance: Balance) -> Cell:
    dead = dead_of(balance)
    of_them = f", {dead} of them dead" if dead else ""
    words = f"{balance.cohort.title or balance.cohort.id}: {held_words(balance)}{of_them}"
    return Cell(words, Tone.UNKNOWN if balance.held is None else Tone.PLAIN)


def _so_far(terms: Terms, desk: Desk) -> Iterator[Fact]:
    """Count the periods that have begun, as `check` and the report count them."""
    for names, words in party_standings(terms, desk.joints):
        if words != NOTHING_JUDGED:
            yield Fact("so far", Cell(f"{together(terms, names)}: {words}"))


# ------------------------------------------------------------------------------- moments


def _truce_day(clock: Clock, desk: Desk) -> Iterator[Fact]:
    local = "–".join(f"{clock.local(moment):%H:%M}" for moment in (desk.begins, desk.ends))
    utc = "–".join(f"{moment:%H:%M}" for moment in (desk.begins, desk.ends))
    number = "not a day of the truce"
    if desk.number:
        number = f"day {desk.number:,}{f' of {desk.of:,}' if desk.of else ''}"
    left = f", {length(desk.ends - desk.at)} left" if desk.number else ""
    yield Fact("truce day", Cell(f"{desk.day}, {number}"))
    yield Fact("its hours", Cell(f"{local} ({utc} UTC){left}"))


def _end(terms: Terms, clock: Clock, at: datetime) -> Fact:
    begins, ends = clock.begins(terms.first_day), clock.ends(terms.last_day)
    if at < begins:
        return Fact("begins", Cell(f"{short_moment(clock, begins)}, {distance(begins, at)}"))
    if not terms.has_end:
        return Fact("ends", Cell(NO_DATE))
    over = "ends" if at < ends else "ended"
    return Fact(over, Cell(f"{short_moment(clock, ends)}, {distance(ends, at)}"))


# --------------------------------------------------------------------------- obligations

_Row = tuple[Cell, ...]


def _today(terms: Terms, desk: Desk, readings: int) -> list[_Row]:
    """Return what is due in the truce day."""
    year = _only_year(terms, desk)
    dues = _by_obligation(desk.today)
    rows = [row for own in dues for row in _rows(terms, own, readings, year)]
    return rows or [_titled(Cell("nothing", Tone.FAINT))]


def _obligations(
    terms: Terms, desk: Desk, readings: int, today: Sequence[_Row], room: int
) -> Table:
    """Return what is due, and in about ``room`` rows what was not met: the latest periods that fit."""
    year = _only_year(terms, desk)
    before = [_rows(terms, [due], readings, year, dated=True) for due in reversed(desk.before)]
    fitting = _fitting(before, room)
    left = numbered(len(before) - fitting, "earlier period", "earlier periods")
    heading = f"before, not kept or unknown{'' if before else ': nothing'}"
    return Table(
        header=("due in this truce day", "delivered", "brought", "due", "missing", "status"),
        rows=(
            *today,
            _titled(Cell(heading, Tone.HEADING)),
            *(row for rows in reversed(before[:fitting]) for row in rows),
        ),
        right=frozenset({1, 2, 3, 4}),
        caption=f"{_and(fitting)}{left} not kept or unknown: xt check --only-findings."
        if fitting < len(before)
        else "",
    )


def _only_year(terms: Terms, desk: Desk) -> int | None:
    """Return the year of all the truce's days that have begun; ``None`` where they have several."""
    year = desk.day.year
    return year if {terms.first_day.year, min(terms.last_day, desk.day).year} == {year} else None


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


def _rows(
    terms: Terms, dues: Sequence[Due], readings: int, year: int | None, *, dated: bool = False
) -> list[_Row]:
    """Return an obligation's rows: one, or its name and one for each thing that readings say."""
    groups = [(due, same) for due in dues for same in due.alike]
    first = dues[0]
    alone = len(dues) == 1  # then its days are named once
    when = f", {_when(first, year)}" if alone and (dated or first.first != first.last) else ""
    name = Cell(f"{parties(terms, first.parties)}: {first.obligation}{when}")
    elsewhere = [statement for due in dues for statement in due.elsewhere]
    if len(groups) == 1 and not elsewhere:
        return [(name, *_numbers(*groups[0]))]
    judged = [
        (
            Cell(f"· {_readings(due, same, readings)}{'' if alone else _over(due, year)}"),
            *_numbers(due, same),
        )
        for due, same in groups
    ]
    return [_titled(name), *judged, *_elsewhere(elsewhere)]


def _elsewhere(statements: Iterable[Statement]) -> Iterator[_Row]:
    """Yield what readings say that judge other days, or none; those that say the same together."""
    names: dict[tuple[str, Cell], list[str]] = {}
    for statement in statements:
        key = (_where(statement), answer_cell(statement))
        names.setdefault(key, []).append(statement.reading)
    for (where, cell), readings in names.items():
        yield (Cell(f"· {', '.join(readings)}{where}"), *[Cell("")] * 4, cell)


def _where(statement: Statement) -> str:
    """Say where a reading judges an obligation that does not judge it over the days of another."""
    if not statement.nearby:
        return ""
    waits = statement.nearby[0].status is Status.WAITING
    return ", waiting for an event" if waits else ", over other days"


def _titled(title: Cell) -> _Row:
    return (title, *[Cell("")] * 5)


def _readings(due: Due, same: Sequence[Verdict], of: int) -> str:
    names = [verdict.reading for verdict in same]
    if len(due.verdicts) == of and 1 < len(names) == of - 1:
        (other,) = {verdict.reading for verdict in due.verdicts}.difference(names)
        return f"every reading but {other}"
    return ", ".join(names)


def _over(due: Due, year: int | None) -> str:
    return "" if due.first == due.last else f", {_when(due, year)}"


def _when(due: Due, year: int | None) -> str:
    """Name a period by its days: shorter than in other reports where there is one year only."""
    if {due.first.year, due.last.year} != {year}:
        return days(due.first, due.last)
    first, last = f"{due.first:%m-%d}", f"{due.last:%m-%d}"
    if first == last:
        return first
    return f"{first}–{last[3:] if first[:2] == last[:2] else last}"


def _numbers(due: Due, same: Sequence[Verdict]) -> _Row:
    return number_cells(same[0], silent=same[0].reading in due.silent)
