"""What would be owed if a reading took over some of what another replaces (``ledger.md``, section 4.2).

Replacements are taken over whole groups of keys at a time, and each reading stands with all that it
combines, as in ``effects``. What results is worked out from the raw tables and checked as they are.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from exchange_tracker.facts.alternative import Alternative, Replaced
from exchange_tracker.facts.model import AS_WRITTEN
from exchange_tracker.parse.terms.combines import names_outside_circles
from exchange_tracker.parse.terms.effects import Effects, effects, under
from exchange_tracker.parse.terms.names import names_in
from exchange_tracker.parse.terms.obligation_rules import rule_flaws
from exchange_tracker.parse.terms.reading_rules import named_obligations
from exchange_tracker.parse.terms.resolve import Dating, dating_of, move, obligation_of
from exchange_tracker.parse.terms.size import can_be_judged
from exchange_tracker.parse.terms.toml import Table, read_toml

_KEYS = {
    Replaced.COUNTS: ("counts",),
    Replaced.REQUIREMENT: ("at_least", "for_each"),
    Replaced.DATES: ("per", "phases", "from", "to", "after", "within"),
    Replaced.CARRY: ("carry", "carry_days"),
    Replaced.VOID: ("void",),
}
"""The keys of each group."""


class _Base(NamedTuple):
    """The obligations under the reading that is to take something over, and how it dates events."""

    tables: dict[str, Table]
    dating: Dating


class Alternatives:
    """What each reading of some terms could take over from each other one."""

    def __init__(self, text: str) -> None:
        """Take the text of terms that are right."""
        raw = read_toml(text, "terms.toml")
        self._written = {table["id"]: table for table in raw.get("obligations", ())}
        self._phases = names_in(raw).phases
        self._dating = dating_of(raw)
        tables: Table = raw.get("readings", {})
        combines = {name: table.get("combines", ()) for name, table in tables.items()}
        replaced, moved = (
            effects({name: table.get(section, {}) for name, table in tables.items()}, combines)
            for section in ("obligations", "events")
        )
        self._replaced: dict[str, Effects] = {AS_WRITTEN: {}, **{n: replaced[n] for n in tables}}
        self._moved: dict[str, Effects] = {AS_WRITTEN: {}, **moved}
        self._bases: dict[str, _Base] = {}

    def of(self, reading: str, obligation: str) -> Iterator[Alternative]:
        """Yield each valid set of each other reading's replacements, the small sets first."""
        base = self._bases.get(reading) or self._bases.setdefault(reading, self._base(reading))
        for other in self._replaced:
            if other != reading and obligation in base.tables:
                yield from self._taken_over(base, other, obligation)

    def _base(self, reading: str) -> _Base:
        replaced = self._replaced[reading]
        results = {id_: under(replaced.get(id_, {}), each) for id_, each in self._written.items()}
        tables = {id_: table for id_, table in results.items() if table is not None}
        return _Base(tables, move(self._dating, self._moved[reading]))

    def _taken_over(self, base: _Base, other: str, id_: str) -> Iterator[Alternative]:
        effect, dating = self._effect(other, id_), self._redated(base.dating, other)
        if effect.get("void") is True:
            yield Alternative(other, (Replaced.VOID,), None)
        changing = [
            each
            for each in _KEYS  # what is void leaves nothing to be replaced
            if each is not Replaced.VOID and _changes(each, effect, base, dating, id_)
        ]
        for size in range(1, len(changing) + 1):
            for chosen in combinations(changing, size):
                keys = {key for each in chosen for key in _KEYS[each] if key in effect}
                table = under({key: effect[key] for key in keys}, base.tables[id_])
                if table is not None and self._is_valid(base, table):
                    dates = dating if Replaced.DATES in chosen else base.dating
                    obligation = obligation_of(table, dates)
                    if can_be_judged(obligation):
                        yield Alternative(other, chosen, obligation)

    def _effect(self, reading: str, id_: str) -> Table:
        """Return what a reading puts in and takes out; as written, all keys as they are."""
        if reading == AS_WRITTEN:
            written = self._written[id_]
            return {key: written.get(key) for keys in _KEYS.values() for key in keys}
        return self._replaced[reading].get(id_, {})

    def _redated(self, dating: Dating, reading: str) -> Dating:
        """Return the events with the moments that a reading gives; as written, all as they are."""
        return self._dating if reading == AS_WRITTEN else move(dating, self._moved[reading])

    def _is_valid(self, base: _Base, table: Table) -> bool:
        if any(rule_flaws(table, self._phases)):
            return False
        if not table.get("for_each"):  # it names nothing, and nothing else is looked at
            return True
        names = named_obligations({**base.tables, table["id"]: table})
        return not names[table["id"]] or table["id"] in names_outside_circles(names)


def _changes(group: Replaced, effect: Table, base: _Base, dating: Dating, id_: str) -> bool:
    """Return whether to take over a group of keys changes anything."""
    table = base.tables[id_]
    if any(key in effect and effect[key] != table.get(key) for key in _KEYS[group]):
        return True
    if group is not Replaced.DATES or "after" not in table:
        return False
    event = table["after"]
    return dating.events[event].at != base.dating.events[event].at
