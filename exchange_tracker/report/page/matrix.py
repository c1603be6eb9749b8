"""Obligations by days and readings: every period, with the cells that are disputed marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from exchange_tracker.facts.model import Terms
from exchange_tracker.judging.disputes import Joint, Statement, Together
from exchange_tracker.judging.verdict import Answer, PeriodKey, by_period
from exchange_tracker.queries.chart import Length, Measured
from exchange_tracker.queries.check import Check
from exchange_tracker.render.document import Tone
from exchange_tracker.render.html_markup import (
    Markup,
    RowGroup,
    cell,
    element,
    grouped,
    head,
    joined,
    name,
)
from exchange_tracker.report.chart import tone_of
from exchange_tracker.report.page.record_links import dates
from exchange_tracker.report.phrases import parties, standings
from exchange_tracker.report.status_words import statement_cell, together_cell

_DISPUTED = element("abbr", "≠", title="the readings disagree on this period")
_NOTHING = cell("–", Tone.FAINT)


def matrix(terms: Terms, check: Check, measured: Sequence[Measured]) -> Markup:
    """Return obligations by days and readings; many days are added up by week."""
    if not measured:
        return element("p", "No period has begun.")
    names = [reading.name for reading in check.readings]
    joints = check.by_key()
    together = ["together"] if len(names) > 1 else []
    groups = (_obligation(terms, names, each, joints) for each in measured)
    made = grouped("Obligations, truce days, readings", ("truce days", *names, *together), groups)
    return joined([_key(), made]) if together else made


def _key() -> Markup:
    return element(
        "p",
        _DISPUTED,
        " marks the cells of a period on which the readings disagree: kept under some, short under "
        "others. A reading that judges other days is given with them.",
    )


def title_of(terms: Terms, measured: Measured) -> Markup:
    """Name an obligation with those who owe it, and its id."""
    obligation = measured.obligation
    owed_by = name(parties(terms, obligation.parties))
    id_ = element("span", obligation.id, class_="id")
    if not obligation.title:
        return joined([owed_by, ": ", id_])
    beside = element("span", " (", id_, ")", class_="faint")
    return joined([owed_by, ": ", name(obligation.title), beside])


_Joints = Mapping[PeriodKey, Joint]


def _obligation(terms: Terms, names: Sequence[str], each: Measured, joints: _Joints) -> RowGroup:
    verdicts = [verdict for length in each.lengths for verdict in length.verdicts]
    periods = [joints[key] for key in sorted(by_period(verdicts), key=lambda key: key[1:])]
    if any(length.block for length in each.lengths):
        rows = _weeks(names, each.lengths, joints)
        said = f" – by week; {standings(periods)}"
        note = element("span", said, class_="faint")
        return RowGroup(joined([title_of(terms, each), note]), rows)
    return RowGroup(title_of(terms, each), map(_period, periods))


def _period(joint: Joint) -> Iterator[Markup]:
    yield head(dates(joint.first, joint.last))
    for statement in joint.statements:
        yield _statement(statement, joint.together)
    if len(joint.statements) > 1:
        yield cell(*together_cell(joint.together))


def _statement(statement: Statement, together: Together) -> Markup:
    disputed = together is Together.DISPUTED and statement.answer is not Answer.NOT_KNOWN
    return _marked(*statement_cell(statement), disputed=disputed)


def _marked(words: str, tone: Tone, *, disputed: bool) -> Markup:
    if not disputed:
        return cell(words, tone)
    return element("td", _DISPUTED, " ", words, class_=f"disputed {tone.value}")


# -------------------------------------------------------------------------------- by week


def _weeks(
    names: Sequence[str], lengths: Iterable[Length], joints: _Joints
) -> Iterator[list[Markup]]:
    found: dict[tuple[date, date], dict[str, Length]] = {}
    for length in lengths:
        row = found.setdefault((length.first, length.last), {})
        row.update(dict.fromkeys(length.readings, length))
    return (_week(names, first, last, row, joints) for (first, last), row in found.items())


def _week(
    names: Sequence[str], first: date, last: date, known: dict[str, Length], joints: _Joints
) -> list[Markup]:
    # Readings that say the same share one length: each verdict is taken once.
    lengths = {id(length): length for length in known.values()}.values()
    verdicts = (verdict for length in lengths for verdict in length.verdicts)
    periods = [joints[key] for key in by_period(verdicts)]
    marked = {
        statement.reading
        for joint in periods
        if joint.together is Together.DISPUTED
        for statement in joint.statements
        if statement.verdict is not None
    }
    cells = [
        _sums(known[reading], disputed=reading in marked) if reading in known else _NOTHING
        for reading in names
    ]
    together = [cell(standings(periods))] if len(names) > 1 else []
    return [head(dates(first, last)), *cells, *together]


def _sums(length: Length, *, disputed: bool) -> Markup:
    words = f"{length.counted:,} of {length.due:,}; {length.kept} of {length.judged} kept"
    return _marked(words, tone_of(length), disputed=disputed)
