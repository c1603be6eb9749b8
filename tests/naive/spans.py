"""The periods of an obligation, by date (ledger.md, section 2.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.naive.clock import DAY, Clock
from tests.naive.facts import Terms
from tests.naive.readings import Agreement

Amount = int | str | None  # at_least: a number or "?"; None: for_each


@dataclass(frozen=True, slots=True)
class Period:
    """What an obligation is judged over, both ends included."""

    first: date | None  # None: its event is not known to have happened
    last: date | None  # None: no end (or no first day)
    begins: datetime | None
    ends: datetime | None  # None: never over
    amount: Amount

    def is_waiting(self) -> bool:
        """Say whether it hangs on an event that is not known to have happened."""
        return self.first is None

    def has_begun(self, at: datetime) -> bool:
        """Say whether it has begun at a moment."""
        return self.begins is not None and self.begins <= at

    def is_over(self, at: datetime) -> bool:
        """Say whether it is over at a moment."""
        return self.ends is not None and self.ends <= at


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a phase, or of the obligation's own `from` and `to`."""

    name: str
    first: date
    last: date | None


def list_periods(
    obligation: Terms, agreement: Agreement, *, phases: list[Terms], clock: Clock, at: datetime
) -> list[Period]:
    """Return all periods by date; of an open span that runs on, one that has not begun at `at`."""
    if "after" in obligation:
        return [event_period(obligation, agreement, clock)]
    spans = list_spans(obligation, phases)
    amounts = obligation.get("at_least")
    periods = []
    for span in spans:
        for first, last, key in split(obligation, span, today=clock.day(at)):
            periods.append(
                Period(
                    first=first,
                    last=last,
                    begins=clock.start(first),
                    ends=None if last is None else clock.end(last),
                    amount=amounts[key] if isinstance(amounts, dict) else amounts,
                )
            )
    return periods


def list_spans(obligation: Terms, phases: list[Terms]) -> list[Span]:
    """Return the spans that an obligation runs over, by date."""
    if "from" in obligation:
        return [Span(name="", first=obligation["from"], last=obligation.get("to"))]
    names = obligation.get("phases", [phase["name"] for phase in phases])
    spans = [
        Span(name=phase["name"], first=phase["from"], last=phase.get("to"))
        for phase in phases
        if phase["name"] in names
    ]
    return sorted(spans, key=lambda span: span.first)


def split(obligation: Terms, span: Span, *, today: date) -> Iterator[tuple[date, date | None, str]]:
    """Yield first day, last day and the key in a table of amounts, for each period of a span."""
    table = obligation.get("at_least")
    if isinstance(table, dict):
        yield from split_by_table(obligation["per"], table, span)
    elif obligation["per"] == "phase":
        yield span.first, span.last, ""
    else:
        days = {"day": 1, "week": 7}[obligation["per"]]
        for first, last in blocks(span, days=days, today=today):
            yield first, last, ""


def split_by_table(per: str, table: Terms, span: Span) -> Iterator[tuple[date, date | None, str]]:
    """Yield the periods that a table of dates, or of names of phases, makes of a span."""
    if per == "phase":
        if span.name in table:
            yield span.first, span.last, span.name
        return
    after_previous = span.first
    for day in dates_within(table, span):
        yield day if per == "day" else after_previous, day, day.isoformat()
        after_previous = day + DAY


def dates_within(table: Terms, span: Span) -> list[date]:
    """Return the dates of a table that lie within a span, by date."""
    days = sorted(date.fromisoformat(key) for key in table)
    return [day for day in days if span.first <= day and (span.last is None or day <= span.last)]


def blocks(span: Span, *, days: int, today: date) -> Iterator[tuple[date, date]]:
    """Yield blocks of days from a span's first day; without an end, up to one after today."""
    first = span.first
    while span.last is None or first <= span.last:
        last = first + timedelta(days=days - 1)
        yield first, last if span.last is None else min(last, span.last)
        if span.last is None and first > today:
            return
        first += timedelta(days=days)


def event_period(obligation: Terms, agreement: Agreement, clock: Clock) -> Period:
    """Return the one period of an obligation that hangs on an event."""
    moment = agreement.events[obligation["after"]]
    amount = obligation.get("at_least")
    if moment is None:
        return Period(first=None, last=None, begins=None, ends=None, amount=amount)
    within = obligation.get("within")
    last = clock.deadline_day(moment, within) if within else None
    return Period(
        first=clock.day(moment),
        last=last,
        begins=moment,
        ends=None if last is None else clock.end(last),
        amount=amount,
    )
