"""The raw table of ``terms.toml``, when it is right, to the terms (``ledger.md``, section 2.1).

Each reading gets its own full obligations here, so that the judgement never merges anything: a
reading replaces keys whole. An effect says for one obligation which keys a reading puts in and which
it takes out (``None``, which TOML does not know). Effects add up by the union of their keys, so a
reading that combines others costs as much as its own obligations, however often those combine each
other.
"""

from collections.abc import Mapping, Sequence
from datetime import date, time
from graphlib import TopologicalSorter

from exchange_tracker.facts.model import (
    AS_WRITTEN,
    Carry,
    Extension,
    Obligation,
    Owed,
    Per,
    Reading,
    Selector,
    Span,
    Terms,
)
from exchange_tracker.parse.terms.toml import Table

AS_WRITTEN_TITLE = "The terms as written"

Effects = dict[str, Table]
"""What a reading does to obligations, by id."""

_REPLACES = {
    "at_least": ("for_each",),
    "for_each": ("at_least",),
    "phases": ("from", "to"),
    "from": ("phases",),
    "to": ("phases",),
}


def resolve(raw: Table) -> Terms:
    """Return the terms. Anything may be raised where the table was not checked before."""
    phases = tuple(Span(table["name"], table["from"], table["to"]) for table in raw["phases"])
    extension = raw.get("extension")
    return Terms(
        title=raw["title"],
        timezone=raw["timezone"],
        day_starts=time.fromisoformat(raw.get("day_starts", "00:00")),
        parties=dict(raw["parties"]),
        vocabulary={column: tuple(words) for column, words in raw.get("vocabulary", {}).items()},
        phases=phases,
        readings=_readings(raw, {phase.name: phase for phase in phases}),
        extension=None if extension is None else _extension(extension),
    )


def _readings(raw: Table, phases: Mapping[str, Span]) -> tuple[Reading, ...]:
    tables: Table = raw.get("readings", {})
    effects_by_reading = effects(
        {name: table.get("obligations", {}) for name, table in tables.items()},
        {name: table.get("combines", ()) for name, table in tables.items()},
    )
    written = [(table, _obligation(table, phases)) for table in raw.get("obligations", ())]
    as_written = Reading(
        name=AS_WRITTEN,
        title=AS_WRITTEN_TITLE,
        held_by="",
        sources=(),
        combines=(),
        obligations=tuple(obligation for _, obligation in written),
    )
    return as_written, *(
        _reading(name, table, _under(effects_by_reading[name], written, phases))
        for name, table in tables.items()
    )


def _reading(name: str, table: Table, obligations: tuple[Obligation, ...]) -> Reading:
    return Reading(
        name=name,
        title=table.get("title", ""),
        held_by=table.get("held_by", ""),
        sources=tuple(table.get("sources", ())),
        combines=tuple(table.get("combines", ())),
        obligations=obligations,
    )


def _under(
    effects: Effects, written: Sequence[tuple[Table, Obligation]], phases: Mapping[str, Span]
) -> tuple[Obligation, ...]:
    """Return the obligations that a reading knows; what it leaves alone is shared."""
    return tuple(
        obligation
        for table, as_written in written
        for obligation in _replace(effects.get(as_written.id), table, as_written, phases)
    )


def _replace(
    effect: Table | None, table: Table, as_written: Obligation, phases: Mapping[str, Span]
) -> tuple[Obligation, ...]:
    if effect is None:
        return (as_written,)
    result = under(effect, table)
    return () if result is None else (_obligation(result, phases),)


def _obligation(table: Table, phases: Mapping[str, Span]) -> Obligation:
    at_least = table.get("at_least")
    amounts = at_least if isinstance(at_least, dict) else {}
    per = Per(table["per"])
    return Obligation(
        id=table["id"],
        title=table.get("title", ""),
        parties=_words(table["party"]),
        counts=_selector(table["counts"]),
        per=per,
        spans=_spans(table, phases),
        at_least=None if isinstance(at_least, dict) else at_least,
        at_dates=() if per is Per.PHASE else _at_dates(amounts),
        at_phases=tuple(amounts.items()) if per is Per.PHASE else (),
        for_each=tuple(_owed(item) for item in table.get("for_each", ())),
        carry=Carry(table.get("carry", Carry.NONE)),
        carry_days=table.get("carry_days"),
        sources=tuple(table.get("sources", ())),
    )


def _spans(table: Table, phases: Mapping[str, Span]) -> tuple[Span, ...]:
    if "from" in table:
        return (Span("", table["from"], table["to"]),)
    spans = [phases[name] for name in table.get("phases", phases)]
    return tuple(sorted(spans, key=lambda span: span.first))


def _at_dates(amounts: Mapping[str, int]) -> tuple[tuple[date, int], ...]:
    return tuple(sorted((date.fromisoformat(day), count) for day, count in amounts.items()))


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


def effects(
    own: Mapping[str, Mapping[str, Table]], combines: Mapping[str, Sequence[str]]
) -> dict[str, Effects]:
    """Return by reading, then by id, what each reading does to the obligations.

    ``own`` holds the replacements of each reading by id, ``combines`` the readings that each
    takes over. Raises ``ValueError`` where these run in a circle, ``KeyError`` where one is unknown.
    """
    by_reading: dict[str, Effects] = {}
    for reading in TopologicalSorter(combines).static_order():
        by_reading[reading] = {}
        for other in combines[reading]:
            _add(by_reading[reading], by_reading[other])
        _add(by_reading[reading], {id_: _effect(keys) for id_, keys in own[reading].items()})
    return by_reading


def _add(to: Effects, effects: Effects) -> None:
    for id_, effect in effects.items():
        to[id_] = {**to.get(id_, {}), **effect}


def _effect(replacement: Table) -> Table:
    dropped = dict.fromkeys(rival for key in replacement for rival in _REPLACES.get(key, ()))
    return {**dropped, **replacement}


def under(effect: Table, obligation: Table) -> Table | None:
    """Return the obligation that results; ``None`` where the reading knows no such obligation."""
    result = {key: value for key, value in {**obligation, **effect}.items() if value is not None}
    return None if result.get("void") is True else result
