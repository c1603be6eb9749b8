"""Obligations by days and readings: every period, with the cells that are disputed marked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from exchange_tracker.facts.model import Reading, Terms
from exchange_tracker.judging.verdict import KEPT, Standing, Status, Verdict, by_period, standing
from exchange_tracker.queries.chart import Length, Measured
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
from exchange_tracker.report.check import TOGETHER, TONES, standing_words
from exchange_tracker.report.page.record_links import dates
from exchange_tracker.report.phrases import parties, standings

_DISPUTED = element("abbr", "≠", title="the readings disagree on this period")
_NOTHING = cell("–", Tone.FAINT)


def matrix(terms: Terms, readings: Sequence[Reading], measured: Sequence[Measured]) -> Markup:
    """Return obligations by days and readings; many days are added up by week."""
    if not measured:
        return element("p", "No period has begun.")
    names = [reading.name for reading in readings]
    together = ["together"] if len(names) > 1 else []
    groups = (_obligation(terms, names, each) for each in measured)
    made = grouped("Obligations, truce days, readings", ("truce days", *names, *together), groups)
    return joined([_key(), made]) if together else made


def _key() -> Markup:
    return element(
        "p",
        _DISPUTED,
        " marks the cells of a period on which the readings disagree: kept under some, short under "
        "others. “–”: the reading does not judge that period.",
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


def _obligation(terms: Terms, names: Sequence[str], each: Measured) -> RowGroup:
    verdicts = [verdict for length in each.lengths for verdict in length.verdicts]
    periods = sorted(by_period(verdicts).items(), key=lambda it: it[0][1:])
    if any(length.block for length in each.lengths):
        rows = _weeks(names, each.lengths)
        said = f" – by week; {standings(group for _, group in periods)}"
        note = element("span", said, class_="faint")
        return RowGroup(joined([title_of(terms, each), note]), rows)
    return RowGroup(title_of(terms, each), (_period(names, *period) for period in periods))


def _period(
    names: Sequence[str], period: tuple[str, date, date], group: Sequence[Verdict]
) -> Iterator[Markup]:
    found = {verdict.reading: verdict for verdict in group}
    together = standing(group)
    yield head(dates(*period[1:]))
    for reading in names:
        yield _verdict(found[reading], together) if reading in found else _NOTHING
    if len(names) > 1:
        yield cell(*TOGETHER[together])


def _verdict(verdict: Verdict, together: Standing) -> Markup:
    decided = verdict.status in KEPT or verdict.status is Status.SHORT
    disputed = together is Standing.DISPUTED and decided
    return _marked(standing_words(verdict), TONES[verdict.status], disputed=disputed)


def _marked(words: str, tone: Tone, *, disputed: bool) -> Markup:
    if not disputed:
        return cell(words, tone)
    return element("td", _DISPUTED, " ", words, class_=f"disputed {tone.value}")


# -------------------------------------------------------------------------------- by week


def _weeks(names: Sequence[str], lengths: Iterable[Length]) -> Iterator[list[Markup]]:
    found: dict[tuple[date, date], dict[str, Length]] = {}
    for length in lengths:
        row = found.setdefault((length.first, length.last), {})
        row.update(dict.fromkeys(length.readings, length))
    return (_week(names, first, last, row) for (first, last), row in found.items())


def _week(names: Sequence[str], first: date, last: date, known: dict[str, Length]) -> list[Markup]:
    # Readings that say the same share one length: each verdict is taken once.
    lengths = {id(length): length for length in known.values()}.values()
    periods = by_period(verdict for length in lengths for verdict in length.verdicts)
    disputed = {
        (verdict.reading, period)
        for period, group in periods.items()
        if standing(group) is Standing.DISPUTED
        for verdict in group
    }
    marked = {reading for reading, _ in disputed}
    cells = [
        _sums(known[reading], disputed=reading in marked) if reading in known else _NOTHING
        for reading in names
    ]
    together = [cell(standings(periods.values()))] if len(names) > 1 else []
    return [head(dates(first, last)), *cells, *together]


def _sums(length: Length, *, disputed: bool) -> Markup:
    words = f"{length.counted:,} of {length.due:,}; {length.kept} of {length.judged} kept"
    return _marked(words, tone_of(length), disputed=disputed)
