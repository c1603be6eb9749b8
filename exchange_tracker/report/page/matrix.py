"""Obligations by days and readings: every period, with the cells that are disputed marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.judging.disputes import Joint, Statement, Together
from exchange_tracker.judging.verdict import Answer, PeriodKey, by_period
from exchange_tracker.queries.chart import Length, Measured
from exchange_tracker.queries.check import Check
from exchange_tracker.render.document import Tone
from exchange_tracker.report.chart import tone_of
from exchange_tracker.report.page.record_links import Days, days
from exchange_tracker.report.phrases import by_weeks, parties, standings
from exchange_tracker.report.status_words import joint_cell, statement_cell


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
    if not measured:
        return None
    names = [reading.name for reading in check.readings]
    joints = check.by_key()
    together = ["together"] if len(names) > 1 else []
    groups = (_group(terms, names, obligation, joints) for obligation in measured)
    return Matrix(("truce days", *names, *together), bool(together), tuple(groups))


def obligation_title(terms: Terms, measured: Measured) -> ObligationTitle:
    """Return an obligation's title with those who owe it, and its id."""
    obligation = measured.obligation
    owed_by = parties(terms, obligation.parties)
    return ObligationTitle(owed_by, obligation.title, obligation.id)


def _group(terms: Terms, names: Sequence[str], measured: Measured, joints: _Joints) -> MatrixGroup:
    verdicts = [verdict for length in measured.lengths for verdict in length.verdicts]
    periods = [joints[key] for key in sorted(by_period(verdicts), key=lambda key: key[1:])]
    title = obligation_title(terms, measured)
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
    words = f"{length.counted:,} of {length.due:,}; {length.kept:,} of {length.judged:,} kept"
    return MatrixCell(words, tone_of(length), disputed)
