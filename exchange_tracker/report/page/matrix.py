"""Obligations by days and readings: every period, with the cells that are disputed marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.judging.disputes import Joint, Statement, Together
from exchange_tracker.judging.verdict import Answer, Verdict
from exchange_tracker.judging.verdict_groups import PeriodKey, by_period
from exchange_tracker.queries.chart import Length, Measured
from exchange_tracker.queries.check import Check
from exchange_tracker.render.document import Tone
from exchange_tracker.report.chart import block_words, tone_of
from exchange_tracker.report.check import waiting_beside
from exchange_tracker.report.page.day_words import DayWords
from exchange_tracker.report.phrases import NOTHING_DUE, by_weeks, parties, standings
from exchange_tracker.report.status_words import joint_cell, standing_cell, statement_cell

MOST = 30  # rows that are open; where there are more, only those that a reader must look at
ALL_READINGS = "all readings"


class ObligationTitle(NamedTuple):
    """What an obligation is called: those who owe it, its title (else its id) and its id."""

    owed_by: str
    title: str
    id: str


class MatrixCell(NamedTuple):
    """What a reading says of a period or a week; ``disputed``: others say otherwise."""

    text: str
    tone: Tone
    disputed: bool = False


class MatrixRow(NamedTuple):
    """A period or a week with a cell for each reading, and one for all of them where they are many."""

    days: str
    cells: tuple[MatrixCell, ...]
    together: MatrixCell | None
    is_quiet: bool  # nothing in it is short, disputed or unknown

    @property
    def is_alike(self) -> bool:
        """Return whether several readings say the same, and no less."""
        return len(self.cells) > 1 and len(set(self.cells)) == 1


class MatrixGroup(NamedTuple):
    """The rows of one obligation; a note says that they are weeks, or what is left out."""

    obligation: ObligationTitle
    note: str
    rows: tuple[MatrixRow, ...]


class Matrix(NamedTuple):
    """Obligations by days and readings, the names of which are the header of its last columns.

    ``open_groups`` are those that a reader sees at once: all, unless that is too much; then
    ``left_out`` says what only ``groups`` have.
    """

    readings: tuple[str, ...]
    groups: tuple[MatrixGroup, ...]
    open_groups: tuple[MatrixGroup, ...]
    left_out: str

    @property
    def is_disputed(self) -> bool:
        """Return whether a cell that is seen at once is disputed."""
        rows = (row for group in self.open_groups for row in group.rows)
        return any(cell.disputed for row in rows for cell in row.cells)

    @property
    def header(self) -> tuple[str, ...]:
        """Return the heads of its columns."""
        together = (ALL_READINGS,) if len(self.readings) > 1 else ()
        return ("truce days", *together, *self.readings)


_NOTHING = MatrixCell("–", Tone.FAINT)
_Joints = Mapping[PeriodKey, Joint]


def matrix(
    terms: Terms, check: Check, measured: Sequence[Measured], say: DayWords
) -> Matrix | None:
    """Return obligations by days and readings, many days by week; none before the first period."""
    groups = tuple(_groups(terms, check, measured, say))
    if not groups:
        return None
    names = tuple(reading.name for reading in check.readings)
    shown = _looked_at(groups)
    return Matrix(names, groups, shown, _left_out(groups, shown))


def obligation_title(terms: Terms, obligation: Obligation) -> ObligationTitle:
    """Return an obligation's title with those who owe it, and its id."""
    owed_by = parties(terms, obligation.parties)
    return ObligationTitle(owed_by, obligation.title or obligation.id, obligation.id)


def _looked_at(groups: Sequence[MatrixGroup]) -> tuple[MatrixGroup, ...]:
    """Return what is seen at once: where that is too much, the latest rows that are not quiet.

    Each obligation has a share of the rows, so that none is crowded out.
    """
    if sum(len(group.rows) for group in groups) <= MOST:
        return tuple(groups)
    loud = [
        group._replace(rows=tuple(row for row in group.rows if not row.is_quiet))
        for group in groups
    ]
    loud = [group for group in loud if group.rows][:MOST]
    share = MOST // max(len(loud), 1)
    return tuple(group._replace(rows=group.rows[-share:]) for group in loud)


def _left_out(groups: Sequence[MatrixGroup], shown: Sequence[MatrixGroup]) -> str:
    rows = [row for group in groups for row in group.rows]
    more = len(rows) - sum(len(group.rows) for group in shown)
    if not more:
        return ""
    quiet = sum(row.is_quiet for row in rows)
    row, it, is_ = ("row is", "it", "It is") if more == 1 else ("rows are", "them", "They are")
    folded = f"{more:,} more {row} folded below"
    if quiet == more:
        return f"{folded}; in {it} the readings agree that nothing is missing."
    if not quiet:
        return f"{folded}. {is_} earlier, and short, disputed or unsettled."
    loud = f"{more - quiet:,} are" if more - quiet > 1 else "one is"
    return (
        f"{folded}: on {quiet:,} the readings agree that nothing is missing; "
        f"{loud} earlier, and short, disputed or unsettled."
    )


def _groups(
    terms: Terms, check: Check, measured: Sequence[Measured], say: DayWords
) -> Iterator[MatrixGroup]:
    """Yield the obligations with a period that has begun, or that waits for an event."""
    names = [reading.name for reading in check.readings]
    joints, waiting = check.by_key(), check.waiting()
    begun = {each.obligation.id: each for each in measured}
    known = {
        each.id: each for reading in check.readings[::-1] for each in reading.obligations[::-1]
    }
    for name in dict.fromkeys(each.id for one in check.readings for each in one.obligations):
        row = [_waiting(check.readings, waiting[name], say)] if name in waiting else []
        if name in begun:
            group = _group(terms, names, begun[name], joints, say)
            yield group._replace(rows=(*group.rows, *row))
        elif row:
            yield MatrixGroup(obligation_title(terms, known[name]), "", tuple(row))


def _waiting(readings: Sequence[Reading], verdicts: Sequence[Verdict], say: DayWords) -> MatrixRow:
    """Return the row of what waits for an event, with what readings say that date it otherwise."""
    own = {verdict.reading: standing_cell(verdict) for verdict in verdicts}
    cells = waiting_beside(verdicts[0], readings, say) | own
    row = tuple(MatrixCell(*cells[reading.name]) for reading in readings)
    together = MatrixCell("", Tone.PLAIN) if len(row) > 1 else None
    return MatrixRow(say(NEVER, NEVER), row, together, is_quiet=False)


def _group(
    terms: Terms, names: Sequence[str], measured: Measured, joints: _Joints, say: DayWords
) -> MatrixGroup:
    verdicts = [verdict for length in measured.lengths for verdict in length.verdicts]
    periods = [joints[key] for key in sorted(by_period(verdicts), key=lambda key: key[1:])]
    title = obligation_title(terms, measured.obligation)
    if measured.weeks:
        note = f"{by_weeks(measured.weeks)}; {standings(periods)}"
        return MatrixGroup(title, note, tuple(_weeks(names, measured.lengths, joints, say)))
    return MatrixGroup(title, "", tuple(_periods(periods, say)))


def _periods(joints: Iterable[Joint], say: DayWords) -> Iterator[MatrixRow]:
    """Yield a row for each period; those in a row in which nothing was due share one."""

    def run(joint: Joint) -> object:
        return _period(joint, say).cells if joint.owes_nothing else joint.key

    for _, same in groupby(joints, key=run):
        first, *others = same
        if not others:
            yield _period(first, say)
            continue
        row = _period(first._replace(last=others[-1].last), say)
        note = f"{NOTHING_DUE} ({len(others) + 1:,} periods)"
        together = row.together and row.together._replace(text=note)
        cells = row.cells if together else (row.cells[0]._replace(text=note),)
        yield row._replace(cells=cells, together=together)


def _period(joint: Joint, say: DayWords) -> MatrixRow:
    cells = tuple(_statement(statement, joint.together, say) for statement in joint.statements)
    together = MatrixCell(*joint_cell(joint), disputed=joint.together is Together.DISPUTED)
    return MatrixRow(
        days=say(joint.first, joint.last),
        cells=cells,
        together=together if len(cells) > 1 else None,
        is_quiet=joint.together is Together.KEPT,
    )


def _statement(statement: Statement, together: Together, say: DayWords) -> MatrixCell:
    disputed = together is Together.DISPUTED and statement.answer is not Answer.NOT_KNOWN
    return MatrixCell(*statement_cell(statement, say), disputed=disputed)


# -------------------------------------------------------------------------------- by week


def _weeks(
    names: Sequence[str], lengths: Iterable[Length], joints: _Joints, say: DayWords
) -> Iterator[MatrixRow]:
    lengths_by_week: dict[tuple[date, date], dict[str, Length]] = {}
    for length in lengths:
        week = lengths_by_week.setdefault((length.first, length.last), {})
        week.update(dict.fromkeys(length.readings, length))
    for (first, last), week in lengths_by_week.items():
        yield _week(say(first, last), names, week, joints)


def _week(
    days: str, names: Sequence[str], by_reading: Mapping[str, Length], joints: _Joints
) -> MatrixRow:
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
    cells = tuple(
        _sums(by_reading[name], disputed=name in disputing) if name in by_reading else _NOTHING
        for name in names
    )
    is_quiet = all(joint.together is Together.KEPT for joint in periods)
    tone = Tone.DISPUTED if disputing else Tone.PLAIN
    together = MatrixCell(standings(periods), tone, disputed=bool(disputing))
    return MatrixRow(days, cells, together if len(names) > 1 else None, is_quiet)


def _sums(length: Length, *, disputed: bool) -> MatrixCell:
    words = block_words(length, f"; {length.kept:,} of {length.judged:,} kept")
    return MatrixCell(words, tone_of(length), disputed)
