"""The standing of every obligation: rows for programs, a table for people."""

from collections.abc import Iterable, Sequence, Sized
from enum import Enum, auto
from operator import itemgetter

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.facts.truce_day import day_cell
from exchange_tracker.judging.disputes import Joint
from exchange_tracker.judging.settlement import NOTHING_CARRIED
from exchange_tracker.judging.verdict import Answer, Status, Verdict
from exchange_tracker.judging.verdict_groups import by_period
from exchange_tracker.queries.check import Check
from exchange_tracker.render.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.row_forms import Rows, Value
from exchange_tracker.report.phrases import (
    days,
    numbered,
    parties,
    source_ids,
    standings,
    together,
)
from exchange_tracker.report.quiet_periods import Row, folded
from exchange_tracker.report.reading_words import reading_words
from exchange_tracker.report.status_words import (
    SayDays,
    joint_cell,
    standing_cell,
    statement_cell,
    waiting_cell,
)

COLUMNS = (
    "reading",
    "obligation",
    "party",
    "from",
    "to",
    "required",
    "brought",
    "delivered",
    "credit_used",
    "shortfall",
    "surplus",
    "carried",
    "status",
    "shortfall_least",
    "shortfall_most",
)
MANY = 10
"""Periods: of more than these a person looks first at those that need it."""
TOGETHER_COLUMNS = (
    "obligation",
    "party",
    "from",
    "to",
    "together",
    "kept",
    "not_kept",
    "not_known",
)


def check_rows(verdicts: Iterable[Verdict]) -> Rows:
    """Return the verdicts as rows for programs."""
    return Rows(COLUMNS, (_row(verdict) for verdict in verdicts))


def _row(verdict: Verdict) -> tuple[Value, ...]:
    reading, obligation, owing, first, last, status, required, *_ = verdict
    begins = day_cell(first)
    ends = begins if last is first else day_cell(last)
    who = reading, obligation, owing[0] if len(owing) == 1 else ";".join(owing)
    if not status.has_numbers:
        blank = (None,) * 6
        return (*who, begins, ends, required, *blank, status.value, None, None)
    return (*who, begins, ends, required, *_numbers(verdict))


def _numbers(verdict: Verdict) -> tuple[Value, ...]:
    """Return the numbers and the status; of thousands of rows, so the least is settled once."""
    _, credit_used, surplus, shortfall = verdict.least
    certain = verdict.is_certain
    least = shortfall if certain else verdict.shortfall_least
    most = shortfall if certain else verdict.shortfall_most
    brings, hands_on = verdict.worst_brought, verdict.worst_carried
    nothing = NOTHING_CARRIED
    return (
        0 if brings is nothing and verdict.best_brought is nothing else verdict.brought,
        verdict.delivered,
        int(credit_used),
        int(shortfall),
        int(surplus),
        0 if hands_on is nothing and verdict.best_carried is nothing else verdict.carried,
        verdict.status.value,
        int(least),
        _limited(most),
    )


def _limited(people: Amount) -> int | None:
    """Return a number; ``None`` where it has no limit."""
    return None if people == UNLIMITED else int(people)


def together_rows(joints: Iterable[Joint]) -> Rows:
    """Return what all readings say of each period as rows for programs."""
    return Rows(TOGETHER_COLUMNS, (_together_row(joint) for joint in joints))


def _together_row(joint: Joint) -> tuple[Value, ...]:
    return (
        joint.obligation,
        ";".join(joint.parties),
        day_cell(joint.first),
        day_cell(joint.last),
        joint.together.value,
        *(";".join(joint.readings(answer)) for answer in Answer),
    )


class Order(Enum):
    """Which periods are shown, and which of them first."""

    AS_AGREED = auto()  # by obligation and day
    FINDINGS_FIRST = auto()  # where there are many: first those that need a look
    ONLY_FINDINGS = auto()


def check_document(
    terms: Terms, check: Check, moments: Sequence[Fact], order: Order = Order.AS_AGREED
) -> Document:
    """Return one table for each obligation: a row for each period, a column for each reading.

    Whatever is shown, the periods that are counted by party are all.
    """
    findings, others = _ordered(terms, check, order)
    nothing = Paragraph("No period that was asked for lies in those days and has begun.")
    by_parties = tuple(by_party(terms, check))
    counts = (Heading("By party"), Facts(by_parties)) if by_parties else ()
    who = (Heading("Readings"), Facts(tuple(holders(terms, check.readings))))
    head = (Heading(terms.title), Facts(tuple(moments)))
    if findings:
        return (*head, *counts, *findings, *who, *others)
    return (*head, *(others or [nothing]), *counts, *who)


def _ordered(terms: Terms, check: Check, order: Order) -> tuple[list[Block], list[Block]]:
    """Return the periods that come first because they need a look, and the others."""
    whole, findings = check.periods(), check.findings()
    first = findings.periods()
    rest = whole - first
    if whole and order is Order.ONLY_FINDINGS:
        return [], [*periods(terms, findings), *_left_out(len(rest))]
    if order is not Order.FINDINGS_FIRST or len(whole) <= MANY or not first or not rest:
        return [], periods(terms, check)
    look = Heading(f"{numbered(len(first), 'period needs', 'periods need')} a look")
    others = Heading(_others(len(rest & check.by_key().keys()), rest))
    return [look, *periods(terms, findings)], [others, *periods(terms, check.only(rest))]


def _others(begun: int, rest: Sized) -> str:
    """Count the periods that need no look: those that have begun as they are counted by party."""
    later = len(rest) - begun
    not_begun = f"{later:,} not begun" if later else ""
    words = numbered(begun, "other period", "other periods") if begun else ""
    return ", ".join(filter(None, [words, not_begun]))


def _left_out(left: int) -> list[Block]:
    words = f"{numbered(left, 'period', 'periods')} not shown: kept, still open or to come."
    return [Paragraph(words)] if left else []


def periods(terms: Terms, check: Check) -> list[Block]:
    """Return one table for each obligation that some verdict is about."""
    joints, waiting = check.by_key(), check.waiting()
    rows: dict[str, list[tuple[Joint | None, Row]]] = {}
    for key, verdicts in sorted(by_period(check.verdicts).items(), key=itemgetter(0)):
        joint = joints.get(key)
        row = (
            _begun(joint) if joint else _upcoming(verdicts, check.readings, waiting.get(key[0], ()))
        )
        rows.setdefault(key[0], []).append((joint, row))
    return [
        _table(terms, check.readings, obligation, list(folded(rows[obligation.id])))
        for obligation in _obligations(check.readings)
        if obligation.id in rows
    ]


def _obligations(readings: Sequence[Reading]) -> list[Obligation]:
    """Return each obligation once, as the first reading that knows it reads it."""
    obligations: dict[str, Obligation] = {}
    for reading in readings:
        for obligation in reading.obligations:
            obligations.setdefault(obligation.id, obligation)
    return list(obligations.values())


def _table(
    terms: Terms,
    readings: Sequence[Reading],
    obligation: Obligation,
    rows: Sequence[Row],
) -> Table:
    title = obligation.title or obligation.id
    many = len(readings) > 1
    together = ("together",) if many else ()
    return Table(
        title=f"{parties(terms, obligation.parties)}: {title} ({obligation.id})",
        header=("truce days", *(reading.name for reading in readings), *together),
        rows=tuple(row if many else row[:-1] for row in rows),
    )


def _begun(joint: Joint) -> tuple[Cell, ...]:
    cells = [statement_cell(statement) for statement in joint.statements]
    return (Cell(days(joint.first, joint.last)), *cells, joint_cell(joint))


def _upcoming(
    verdicts: Sequence[Verdict], readings: Sequence[Reading], waiting: Iterable[Verdict]
) -> tuple[Cell, ...]:
    """Return the row of a period that has begun under no reading that judges it.

    ``waiting`` are the verdicts on its obligation that wait for an event.
    """
    one = verdicts[0]
    if one.status is Status.WAITING:
        cells = waiting_beside(one, readings)
    else:
        cells = {each.reading: waiting_cell(each) for each in waiting}
    cells |= {verdict.reading: standing_cell(verdict) for verdict in verdicts}
    own = (cells.get(reading.name, Cell("–", Tone.FAINT)) for reading in readings)
    return (Cell(days(one.first, one.last)), *own, Cell(""))


def waiting_beside(
    waiting: Verdict, readings: Iterable[Reading], say: SayDays = days
) -> dict[str, Cell]:
    """Return what readings say that do not wait for the event that others wait for."""
    return {
        reading.name: _dated_cell(reading.by_id.get(waiting.obligation), say)
        for reading in readings
    }


def _dated_cell(obligation: Obligation | None, say: SayDays) -> Cell:
    if obligation is None:
        return Cell("nothing owed", Tone.FAINT)
    spans = obligation.spans
    words = f"dated {say(spans[0].first, spans[-1].last)}" if spans else "–"
    return Cell(words, Tone.FAINT)


def by_party(terms: Terms, check: Check) -> Iterable[Fact]:
    """Count the periods of each party that was asked for by what the readings say of them together."""
    for names, words in party_standings(terms, check.joints):
        if check.parties.intersection(names):
            yield Fact(together(terms, names), Cell(words))


def party_standings(terms: Terms, joints: Sequence[Joint]) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield parties with the count of their periods in words.

    What several owe together is counted once, and named as theirs together.
    """
    shared = dict.fromkeys(joint.parties for joint in joints if len(joint.parties) > 1)
    sharing = {name for names in shared for name in names}
    for name in terms.parties:
        own = [joint for joint in joints if joint.parties == (name,)]
        if own or name not in sharing:
            yield (name,), standings(own)
    for names in shared:
        yield names, standings([joint for joint in joints if joint.parties == names])


def holders(terms: Terms, readings: Sequence[Reading]) -> Iterable[Fact]:
    """Say of each reading what it is and who holds it."""
    for reading in readings:
        yield Fact(
            reading.name, Cell(f"{reading_words(terms, reading)}{source_ids(reading.sources)}")
        )
