"""The standing of every obligation: rows for programs, a table for people."""

from collections.abc import Iterable, Sequence
from datetime import date

from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.judging.verdict import Standing, Status, Verdict, by_period, standing
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
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.phrases import days, parties, standings

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
)

TONES = {
    Status.MET: Tone.KEPT,
    Status.CREDITED: Tone.KEPT,
    Status.SHORT: Tone.SHORT,
    Status.UNREPORTED: Tone.UNKNOWN,
    Status.UNDISCLOSED: Tone.UNKNOWN,
    Status.PENDING: Tone.OPEN,
    Status.UPCOMING: Tone.FAINT,
}
TOGETHER = {
    Standing.KEPT: Cell("kept", Tone.KEPT),
    Standing.SHORT: Cell("short", Tone.SHORT),
    Standing.DISPUTED: Cell("disputed", Tone.DISPUTED),
    Standing.SHORT_IN_PART: Cell("short in part", Tone.DISPUTED),
    Standing.NOT_KNOWN: Cell("not known", Tone.UNKNOWN),
    Standing.OPEN: Cell("open", Tone.OPEN),
}


def check_rows(verdicts: Iterable[Verdict]) -> Rows:
    """Return the verdicts as rows for programs."""
    return Rows(COLUMNS, (_row(verdict) for verdict in verdicts))


def _row(verdict: Verdict) -> tuple[str | int | None, ...]:
    numbers = (
        verdict.required,
        verdict.brought,
        verdict.delivered,
        verdict.credit_used,
        verdict.shortfall,
        verdict.surplus,
        verdict.carried,
    )
    if verdict.status is Status.UPCOMING:
        numbers = (verdict.required, *[None] * 6)  # type: ignore[assignment]
    return (
        verdict.reading,
        verdict.obligation,
        ";".join(verdict.parties),
        verdict.first.isoformat(),
        verdict.last.isoformat(),
        *numbers,
        verdict.status.value,
    )


def check_document(
    terms: Terms,
    readings: Sequence[Reading],
    verdicts: Sequence[Verdict],
    stated: Sequence[Fact],
) -> Document:
    """Return the verdicts as one row for each obligation and period, one column for each reading."""
    return (
        Heading(terms.title),
        Facts(tuple(stated)),
        *(
            periods(terms, readings, verdicts)
            or [Paragraph("No period that was asked for lies in those days and has begun.")]
        ),
        Heading("By party"),
        Facts(tuple(by_party(terms, verdicts))),
        Heading("Readings"),
        Facts(tuple(holders(readings))),
    )


def periods(terms: Terms, readings: Sequence[Reading], verdicts: Sequence[Verdict]) -> list[Block]:
    """Return one table for each obligation that some verdict is about."""
    judged = {verdict.obligation for verdict in verdicts}
    return [
        _table(
            terms,
            readings,
            obligation,
            [verdict for verdict in verdicts if verdict.obligation == obligation.id],
        )
        for obligation in _obligations(readings)
        if obligation.id in judged
    ]


def _obligations(readings: Sequence[Reading]) -> list[Obligation]:
    """Give each obligation once, as the first reading that knows it reads it."""
    found: dict[str, Obligation] = {}
    for reading in readings:
        for obligation in reading.obligations:
            found.setdefault(obligation.id, obligation)
    return list(found.values())


def _table(
    terms: Terms, readings: Sequence[Reading], obligation: Obligation, verdicts: Iterable[Verdict]
) -> Table:
    title = obligation.title or obligation.id
    rows = [
        _period(period[1:], group, readings)
        for period, group in sorted(by_period(verdicts).items(), key=lambda found: found[0][1:])
    ]
    many = len(readings) > 1
    together = ("together",) if many else ()
    return Table(
        title=f"{parties(terms, obligation.parties)}: {title} ({obligation.id})",
        header=("truce days", *(reading.name for reading in readings), *together),
        rows=tuple(row if many else row[:-1] for row in rows),
    )


def _period(
    period: tuple[date, date], group: Sequence[Verdict], readings: Sequence[Reading]
) -> tuple[Cell, ...]:
    by_reading = {verdict.reading: verdict for verdict in group}
    cells = [
        standing_cell(by_reading[reading.name])
        if reading.name in by_reading
        else Cell("–", Tone.FAINT)
        for reading in readings
    ]
    return (Cell(days(*period)), *cells, TOGETHER[standing(group)])


def standing_cell(verdict: Verdict) -> Cell:
    """Say how one verdict stands: delivered, due, and the difference in words."""
    return Cell(standing_words(verdict), TONES[verdict.status])


def standing_words(verdict: Verdict) -> str:
    """Say how one verdict stands in a few words, such as ``8 of 10, short 2``."""
    if verdict.status is Status.MET and verdict.due == verdict.delivered == 0:
        return "nothing due"
    due, missing = f"{verdict.due:,}", f"{verdict.shortfall:,}"
    came = f"{verdict.delivered:,}"
    if verdict.credit_used:
        came += f" + {verdict.credit_used:,} credited"
    match verdict.status:
        case Status.UPCOMING:
            asked = "" if verdict.required is None else f", {verdict.required:,} asked for"
            return f"upcoming{asked}"
        case Status.UNREPORTED:
            return f"no record, {due} due"
        case Status.UNDISCLOSED:
            return f"at least {came} of {due}, how many is not known"
        case Status.PENDING:
            still = f", {missing} to come" if verdict.shortfall else ""
            return f"pending: {came} of {due}{still}"
        case Status.SHORT:
            return f"{came} of {due}, short {missing}"
        case _:
            return f"{came} of {due}"


def by_party(terms: Terms, verdicts: Sequence[Verdict]) -> Iterable[Fact]:
    """Count the periods of each party by what the readings say of them together."""
    for name in terms.parties:
        mine = by_period(verdict for verdict in verdicts if name in verdict.parties)
        yield Fact(terms.parties[name], Cell(standings(mine.values())))


def holders(readings: Sequence[Reading]) -> Iterable[Fact]:
    """Say of each reading what it is and who holds it."""
    for reading in readings:
        title = reading.title or "The terms as they are written"
        held = f"; held by {reading.held_by}" if reading.held_by else ""
        sources = f" [{', '.join(reading.sources)}]" if reading.sources else ""
        yield Fact(reading.name, Cell(f"{title}{held}{sources}"))
