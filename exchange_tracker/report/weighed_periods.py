"""Periods that are short, disputed or not known, each said once for all the obligations it is about."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.judging.verdict import Answer
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Judged, Type
from exchange_tracker.queries.reconcile.entry_ids import Names
from exchange_tracker.report.claim_causes import Cause, figure_lines, readings_of
from exchange_tracker.report.claim_discrepancies import discrepancy_ids
from exchange_tracker.report.phrases import days, joined, parties
from exchange_tracker.report.publisher_words import Publishers
from exchange_tracker.report.status_words import standing_words, statement_cell

PeriodPlace = tuple[date | None, date | None, str]
"""The first and last day of a period, and whose it is."""


class Period(NamedTuple):
    """What is short or disputed over the same days of the same parties; ``around`` are longer periods."""

    findings: tuple[Discrepancy, ...]
    around: tuple[Discrepancy, ...]

    @property
    def place(self) -> PeriodPlace:
        """Return its days and its parties."""
        return place_of(self.findings[0])

    @property
    def disputed(self) -> bool:
        """Return whether readings disagree on any of it."""
        return any(each.type is Type.DISPUTED for each in self.findings)


def place_of(finding: Discrepancy) -> PeriodPlace:
    """Return over which days something was found, and of which parties."""
    return finding.first, finding.last, finding.party


def periods_of(findings: Iterable[Discrepancy]) -> list[Period]:
    """Return short and disputed periods, those over the same days as one.

    A longer period of an obligation is said with the one in it, of which it is the sum.
    """
    own = [each for each in findings if each.type in (Type.SHORT, Type.DISPUTED)]
    inner = {id(each): _within(each, own) for each in own}
    by_place: dict[PeriodPlace, list[Discrepancy]] = {}
    for each in own:
        if not inner[id(each)]:
            by_place.setdefault(place_of(each), []).append(each)
    around: dict[PeriodPlace, list[Discrepancy]] = {}
    for each in own:
        for other in inner[id(each)]:
            around.setdefault(place_of(other), []).append(each)
    return [Period(tuple(some), tuple(around.get(place, ()))) for place, some in by_place.items()]


def _within(outer: Discrepancy, every: Sequence[Discrepancy]) -> list[Discrepancy]:
    """Return the findings on shorter periods of the same obligation that lie in one."""
    if outer.first is None or outer.last is None:
        return []
    return [
        each
        for each in every
        if each.subject == outer.subject
        and each.first is not None
        and each.last is not None
        and outer.first <= each.first <= each.last <= outer.last
        and (each.first, each.last) != (outer.first, outer.last)
    ]


def cited_with(period: Period, causes: Iterable[Cause]) -> list[Cause]:
    """Return the causes of claims that only take up a reading of the period."""
    first, last, party = period.place
    return [
        cause
        for cause in causes
        if readings_of(cause)
        and all(
            (each.claimed.scope.first, each.claimed.scope.last) == (first, last)
            and ";".join(each.claimed.parties) == party
            for each in cause.claims
        )
    ]


def period_line(
    terms: Terms,
    period: Period,
    names: Names,
    cited: Sequence[Cause],
    publishers: Publishers,
) -> str:
    """Say how a period stands under each reading, and what is published of it."""
    first, last, party = period.place
    when = days(first, last) if first and last else ""
    word = "disputed" if period.disputed else "short"
    whose = parties(terms, party.split(";"))
    parts = [f"{when}, {whose}, {word}: {_standings(period.findings)}"]
    parts += [
        f"{'; '.join(figure_lines(terms, cause.claims, publishers))}, as"
        f" {joined(readings_of(cause), 'or')} counts"
        for cause in cited
    ]
    wider = dict.fromkeys(
        days(each.first, each.last) for each in period.around if each.first and each.last
    )
    parts += [f"{joined(list(wider), 'and')} as a whole likewise"] if wider else []
    ids = dict.fromkeys(discrepancy_ids(each, names) for each in period.findings)
    return f"{'; '.join(parts)}{''.join(ids)}."


def _standings(findings: Sequence[Discrepancy]) -> str:
    """Say how obligations stand under readings; what holds of all of them does not name them."""
    standings: dict[str, dict[str, tuple[str, ...]]] = {}
    for finding in findings:
        for words, readings in _answers(finding).items():
            standings.setdefault(words, {})[_title(finding)] = readings
    titles = {_title(finding) for finding in findings}
    said = []
    for words, by_title in standings.items():
        same = len(set(by_title.values())) == 1
        if same and set(by_title) == titles and len(titles) > 1:
            said.append(f"{words} under {joined(next(iter(by_title.values())), 'and')}")
            continue
        under = "; ".join(
            f"under {joined(readings, 'and')}{f' (“{title}”)' if len(titles) > 1 else ''}"
            for title, readings in by_title.items()
        )
        said.append(f"{words} {under}")
    lead = "; ".join(f"“{title}”" for title in dict.fromkeys(map(_title, findings)))
    return f"{lead}: {'; '.join(said)}"


def _title(finding: Discrepancy) -> str:
    about = finding.about
    if not isinstance(about, Judged):
        raise TypeError(f"{finding.type} is about no period")
    return about.obligation.title or about.obligation.id


def _answers(finding: Discrepancy) -> dict[str, tuple[str, ...]]:
    """Return what readings say of a period, in words, each with the readings that say it."""
    about = finding.about
    if not isinstance(about, Judged):
        return {}
    if finding.type is Type.SHORT:
        return {standing_words(about.verdicts[0]): finding.readings}
    said: dict[str, tuple[str, ...]] = {}
    for statement in about.statements:
        if statement.answer is not Answer.NOT_KNOWN:
            words = statement_cell(statement).text
            said[words] = (*said.get(words, ()), statement.reading)
    return said
