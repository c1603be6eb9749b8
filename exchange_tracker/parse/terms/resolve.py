"""The raw table of ``terms.toml``, when it is right, to the terms (``ledger.md``, section 2.1).

Each reading gets its own full obligations here, so that the judgement never merges anything.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from exchange_tracker.facts.event import AfterEvent, Event, days_after, hang
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import (
    AS_WRITTEN,
    Carry,
    Cohort,
    Extension,
    Minimum,
    Obligation,
    Owed,
    Per,
    Reading,
    Selector,
    Span,
    Terms,
)
from exchange_tracker.facts.truce_day import NEVER, Clock
from exchange_tracker.parse.terms.effects import Effects, effects, under
from exchange_tracker.parse.terms.toml import Table

AS_WRITTEN_TITLE = "The terms as written"


class Dating(NamedTuple):
    """What gives an obligation its days: the phases, and the events as one reading dates them.

    There is no ``clock`` where there is no event: terms without one are read on a machine that
    lacks their time zone.
    """

    phases: Mapping[str, Span]
    events: Mapping[str, Event]
    clock: Clock | None


def resolve(raw: Table) -> Terms:
    """Return the terms. Anything may be raised where the table was not checked before."""
    dating = dating_of(raw)
    extension = raw.get("extension")
    return Terms(
        title=raw["title"],
        timezone=raw["timezone"],
        day_starts=_day_starts(raw),
        parties=dict(raw["parties"]),
        vocabulary={column: tuple(words) for column, words in raw.get("vocabulary", {}).items()},
        phases=tuple(dating.phases.values()),
        readings=_readings(raw, dating),
        extension=None if extension is None else _extension(extension),
        events=tuple(dating.events.values()),
        kinds={kind: _kind(kind, table) for kind, table in raw.get("kinds", {}).items()},
        cohorts=tuple(_cohort(id_, table) for id_, table in raw.get("cohorts", {}).items()),
    )


def dating_of(raw: Table) -> Dating:
    """Return the phases and the events as they are written."""
    events = {id_: _event(id_, table) for id_, table in raw.get("events", {}).items()}
    return Dating(
        phases={table["name"]: _phase(table) for table in raw["phases"]},
        events=events,
        clock=Clock(raw["timezone"], _day_starts(raw)) if events else None,
    )


def _day_starts(raw: Table) -> time:
    return time.fromisoformat(raw.get("day_starts", "00:00"))


def _phase(table: Table) -> Span:
    return Span(table["name"], table["from"], table.get("to", NEVER))


def _event(id_: str, table: Table) -> Event:
    at = table.get("at")
    return Event(
        id=id_,
        title=table.get("title", id_),
        at=None if at is None else _utc(at),
        sources=tuple(table.get("sources", ())),
    )


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _kind(kind: str, table: Table) -> KindWords:
    return KindWords(
        one=table.get("one", kind), many=table.get("many", kind), people=table.get("people", True)
    )


def _cohort(id_: str, table: Table) -> Cohort:
    return Cohort(
        id=id_,
        title=table.get("title", id_),
        parties=_words(table["party"]),
        counts=_selector(table["counts"]),
        first=table["from"],
        dead=tuple(table.get("dead", ())),
    )


def _readings(raw: Table, dating: Dating) -> tuple[Reading, ...]:
    tables: Table = raw.get("readings", {})
    combines = {name: table.get("combines", ()) for name, table in tables.items()}
    replaced, moved = (
        effects({name: table.get(section, {}) for name, table in tables.items()}, combines)
        for section in ("obligations", "events")
    )
    written = [(table, obligation_of(table, dating)) for table in raw.get("obligations", ())]
    as_written = Reading(
        name=AS_WRITTEN,
        title=AS_WRITTEN_TITLE,
        held_by="",
        sources=(),
        combines=(),
        obligations=tuple(obligation for _, obligation in written),
        events=tuple(dating.events.values()),
    )
    return as_written, *(
        _reading(name, table, replaced[name], move(dating, moved[name]), as_written, written)
        for name, table in tables.items()
    )


def move(dating: Dating, moved: Effects) -> Dating:
    """Return the events as a reading dates them; what it leaves alone is shared."""
    if not moved:
        return dating
    moments = {id_: dating.events[id_]._replace(at=_utc(keys["at"])) for id_, keys in moved.items()}
    return dating._replace(events={**dating.events, **moments})


Written = Sequence[tuple[Table, Obligation]]
"""The obligations as they are written, each with its raw table."""


def _reading(
    name: str,
    table: Table,
    replaced: Effects,
    dating: Dating,
    as_written: Reading,
    written: Written,
) -> Reading:
    events = tuple(dating.events.values())
    return Reading(
        name=name,
        title=table.get("title", ""),
        held_by=table.get("held_by", ""),
        sources=tuple(table.get("sources", ())),
        combines=tuple(table.get("combines", ())),
        obligations=_under(replaced, written, dating),
        events=as_written.events if events == as_written.events else events,
    )


def _under(replaced: Effects, written: Written, dating: Dating) -> tuple[Obligation, ...]:
    """Return the obligations that a reading knows; what it leaves alone is shared."""
    return tuple(
        obligation
        for table, as_written in written
        for obligation in _replace(replaced.get(as_written.id), table, as_written, dating)
    )


def _replace(
    effect: Table | None, table: Table, as_written: Obligation, dating: Dating
) -> tuple[Obligation, ...]:
    if effect is None:
        after = as_written.after
        is_moved = after is not None and dating.events[after.event].at != after.at
        return (obligation_of(table, dating) if is_moved else as_written,)
    result = under(effect, table)
    return () if result is None else (obligation_of(result, dating),)


def obligation_of(table: Table, dating: Dating) -> Obligation:
    """Return the obligation of a table, with its days as they are dated."""
    at_least = table.get("at_least")
    amounts = at_least if isinstance(at_least, dict) else {}
    per = Per(table["per"])
    after = _after(table, dating)
    return Obligation(
        id=table["id"],
        title=table.get("title", ""),
        parties=_words(table["party"]),
        counts=_selector(table["counts"]),
        per=per,
        spans=_spans(table, after, dating),
        at_least=None if isinstance(at_least, dict) else at_least,
        at_dates=() if per is Per.PHASE else _at_dates(amounts),
        at_phases=tuple(amounts.items()) if per is Per.PHASE else (),
        for_each=tuple(_owed(item) for item in table.get("for_each", ())),
        carry=Carry(table.get("carry", Carry.NONE)),
        carry_days=table.get("carry_days"),
        sources=tuple(table.get("sources", ())),
        after=after,
    )


def _after(table: Table, dating: Dating) -> AfterEvent | None:
    if "after" not in table or dating.clock is None:
        return None
    event = dating.events[table["after"]]
    return hang(event.id, event.at, table.get("within", ""), dating.clock)


def _spans(table: Table, after: AfterEvent | None, dating: Dating) -> tuple[Span, ...]:
    if after is not None and dating.clock is not None:
        days = days_after(after, dating.clock)
        return () if days is None else (Span("", *days),)
    if "from" in table:
        return (Span("", table["from"], table.get("to", NEVER)),)
    spans = [dating.phases[name] for name in table.get("phases", dating.phases)]
    return tuple(sorted(spans, key=lambda span: span.first))


def _at_dates(amounts: Mapping[str, Minimum]) -> tuple[tuple[date, Minimum], ...]:
    return tuple(
        (day, amounts[day.isoformat()]) for day in sorted(map(date.fromisoformat, amounts))
    )


def _owed(table: Table) -> Owed:
    counts = table.get("counts")
    return Owed(
        owed=table["owed"],
        counts=None if counts is None else _selector(counts),
        obligation=table.get("obligation"),
    )


def _selector(table: Table) -> Selector:
    excluded = table.get("except")
    return Selector(
        **{column: _words(words) for column, words in table.items() if column != "except"},
        excluded=None if excluded is None else _selector(excluded),
    )


def _words(words: str | Sequence[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _extension(table: Table) -> Extension:
    return Extension(
        obligations=tuple(table["obligations"]),
        after=table["after"],
        each=table["each"],
        adds_days=table["adds_days"],
        first_days=table["first_days"],
        at_most_days=table.get("at_most_days"),
        sources=tuple(table.get("sources", ())),
    )
