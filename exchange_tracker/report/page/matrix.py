"""Obligations by days and readings: every period, with the cells that are disputed marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.judging.disputes import Joint, Statement, Together
from exchange_tracker.judging.verdict import Answer, PeriodKey, Verdict, by_period
from exchange_tracker.queries.chart import Length, Measured
from exchange_tracker.queries.check import Check
from exchange_tracker.render.document import Tone
from exchange_tracker.report.chart import block_words, tone_of
from exchange_tracker.report.check import waiting_beside
from exchange_tracker.report.page.record_links import Days, days
from exchange_tracker.report.phrases import by_weeks, parties, standings
from exchange_tracker.report.status_words import joint_cell, standing_cell, statement_cell


class ObligationTitle(NamedTuple):
    """What an obligation is called: those who owe it, its title (which may be blank) and its id."""

    owed_by: str
    title: str
    id: str


class MatrixCell(NamedTuple):
    """What a reading says of a period or a week; ``disputed``: others say otherwise."""

    text: str
    tone: Tone
    disputed: bool = False
    number: bool = False


class MatrixRow(NamedTuple):
    """A period or a week with a cell for each reading, and one for all of them where they are many."""

    days: Days
    cells: tuple[MatrixCell, ...]


class MatrixGroup(NamedTuple):
    """The rows of one obligation; a note says that they are weeks."""

    obligation: ObligationTitle
    note: str
    rows: tuple[MatrixRow, ...]


class Matrix(NamedTuple):
    """Obligations by days and readings; ``compared``: there are readings that may disagree."""

    header: tuple[str, ...]
    compared: bool
    groups: tuple[MatrixGroup, ...]


_NOTHING = MatrixCell("–", Tone.FAINT)
_Joints = Mapping[PeriodKey, Joint]


def matrix(terms: Terms, check: Check, measured: Sequence[Measured]) -> Matrix | None:
    """Return obligations by days and readings, many days by week; none before the first period."""
    names = [reading.name for reading in check.readings]
    together = ["together"] if len(names) > 1 else []
    groups = tuple(_groups(terms, check, measured))
    return Matrix(("truce days", *names, *together), bool(together), groups) if groups else None


def obligation_title(terms: Terms, obligation: Obligation) -> ObligationTitle:
    """Return an obligation's title with those who owe it, and its id."""
    owed_by = parties(terms, obligation.parties)
    return ObligationTitle(owed_by, obligation.title, obligation.id)


def _groups(terms: Terms, check: Check, measured: Sequence[Measured]) -> Iterator[MatrixGroup]:
    """Yield the obligations with a period that has begun, or that waits for an event."""
    names = [reading.name for reading in check.readings]
    joints, waiting = check.by_key(), check.waiting()
    begun = {each.obligation.id: each for each in measured}
    known = {
        each.id: each for reading in check.readings[::-1] for each in reading.obligations[::-1]
    }
    for name in dict.fromkeys(each.id for one in check.readings for each in one.obligations):
        row = [_waiting(check.readings, waiting[name])] if name in waiting else []
        if name in begun:
            group = _group(terms, names, begun[name], joints)
            yield group._replace(rows=(*group.rows, *row))
        elif row:
            yield MatrixGroup(obligation_title(terms, known[name]), "", tuple(row))


def _waiting(readings: Sequence[Reading], verdicts: Sequence[Verdict]) -> MatrixRow:
    """Return the row of what waits for an event, with what readings say that date it otherwise."""
    own = {verdict.reading: standing_cell(verdict) for verdict in verdicts}
    cells = waiting_beside(verdicts[0], readings) | own
    row = [MatrixCell(*cells[reading.name]) for reading in readings]
    if len(row) > 1:
        row.append(MatrixCell("", Tone.PLAIN))
    return MatrixRow(days(NEVER, NEVER), tuple(row))


def _group(terms: Terms, names: Sequence[str], measured: Measured, joints: _Joints) -> MatrixGroup:
    verdicts = [verdict for length in measured.lengths for verdict in length.verdicts]
    periods = [joints[key] for key in sorted(by_period(verdicts), key=lambda key: key[1:])]
    title = obligation_title(terms, measured.obligation)
    if measured.weeks:
        note = f" – {by_weeks(measured.weeks)}; {standings(periods)}"
        return MatrixGroup(title, note, tuple(_weeks(names, measured.lengths, joints)))
    return MatrixGroup(title, "", tuple(map(_period, periods)))


def _period(joint: Joint) -> MatrixRow:
    together = joint.together
    cells = [_statement(statement, together) for statement in joint.statements]
    if len(cells) > 1:
        cells.append(MatrixCell(*joint_cell(joint)))
    return MatrixRow(days(joint.first, joint.last), tuple(cells))


def _statement(statement: Statement, together: Together) -> MatrixCell:
    disputed = together is Together.DISPUTED and statement.answer is not Answer.NOT_KNOWN
    return MatrixCell(*statement_cell(statement), disputed=disputed)


# -------------------------------------------------------------------------------- by week


def _weeks(names: Sequence[str], lengths: Iterable[Length], joints: _Joints) -> Iterator[MatrixRow]:
    lengths_by_week: dict[tuple[date, date], dict[str, Length]] = {}
    for length in lengths:
        week = lengths_by_week.setdefault((length.first, length.last), {})
        week.update(dict.fromkeys(length.readings, length))
    for (first, last), week in lengths_by_week.items():
        yield MatrixRow(days(first, last), tuple(_week(names, week, joints)))


def _week(
    names: Sequence[str], by_reading: Mapping[str, Length], joints: _Joints
) -> Iterator[MatrixCell]:
    # Readings that say the same share one length: each verdict is taken once.
    lengths = {id(length): length for length in by_reading.values()}.values()
    verdicts = (verdict for length in lengths for verdict in length.verdicts)
    periods = [joints[key] for key in by_period(verdicts)]
    disputing = {
        statement.reading
        for joint in periods
        if joint.together is Together.DISPUTED
        for statement in joint.statements
        if statement.verdict is not None
    }
    for name in names:
        length = by_reading.get(name)
        yield _NOTHING if length is None else _sums(length, disputed=name in disputing)
    if len(names) > 1:
        yield MatrixCell(standings(periods), Tone.PLAIN)


def _sums(length: Length, *, disputed: bool) -> MatrixCell:
    words = block_words(length, f"; {length.kept:,} of {length.judged:,} kept")
    return MatrixCell(words, tone_of(length), disputed)
