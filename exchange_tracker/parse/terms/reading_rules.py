"""What a reading makes of the obligations, and whether it can stand (``ledger.md``, section 2.1).

Only what a reading changes is said of it; what is wrong with the terms as written is not repeated.
"""

from collections.abc import Iterator, Mapping

from exchange_tracker.facts.model import AS_WRITTEN, TOGETHER
from exchange_tracker.parse.terms.combines import (
    Circle,
    Replacements,
    circle_text,
    circles,
    combine_flaws,
    readable_effects,
    replacements,
)
from exchange_tracker.parse.terms.effects import Effects, under
from exchange_tracker.parse.terms.flaws import Flaw, Path, path_text
from exchange_tracker.parse.terms.names import Names, unknown_names
from exchange_tracker.parse.terms.obligation_rules import rule_flaws, site_flaws
from exchange_tracker.parse.terms.toml import Table, table_in, tables_in

_OWING = frozenset({"for_each", "at_least", "void"})


def reading_flaws(raw: Table, names: Names) -> Iterator[Flaw]:
    """Yield the flaws of each reading, and the circles of ``for_each`` with and without it."""
    readings = {name: table_in(table) for name, table in table_in(raw.get("readings")).items()}
    obligations = names.obligations or {}
    reported = {
        (id_, flaw.what)
        for id_, table in obligations.items()
        for flaw in rule_flaws(table, names.phases)
    }
    reported_circles: set[Circle] = set()

    for name, reading in readings.items():
        yield from _site_flaws(name, reading, names)
    yield from combine_flaws(readings)
    yield from _written_circles(raw, obligations, reported_circles)
    for name, effects in readable_effects(readings).items():
        own = replacements(readings[name])
        yield from _result_flaws(name, own, effects, names, reported)
        yield from _circle_flaws(name, own, _under(effects, obligations), reported_circles)


def _site_flaws(name: str, reading: Table, names: Names) -> Iterator[Flaw]:
    path: Path = ("readings", name)
    if name == AS_WRITTEN:
        yield Flaw(path, "'as-written' is the name of the terms themselves", "choose another name")
    if name == TOGETHER:
        what = "'together' is what all readings say of a period (xt check --together)"
        yield Flaw(path, what, "choose another name")
    if ";" in name:
        yield Flaw(path, "';' parts the names of readings in results", "choose another name")
    for id_, replacement in replacements(reading).items():
        here = (*path, "obligations", id_)
        yield from unknown_names(id_, here, names.obligations, "an obligation of the terms")
        yield from site_flaws(replacement, here, names)
    for id_ in table_in(reading.get("events")):
        here = (*path, "events", id_)
        yield from unknown_names(id_, here, names.events, "an event of the terms")


def _result_flaws(
    name: str, own: Replacements, effects: Effects, names: Names, reported: set[tuple[str, str]]
) -> Iterator[Flaw]:
    """Yield what cannot stand in the obligations that result, where that was not reported before."""
    obligations = names.obligations or {}
    for id_, effect in effects.items():
        result = under(effect, obligations[id_]) if id_ in obligations else None
        for flaw in rule_flaws(result, names.phases) if result else ():
            keys = own.get(id_, {})
            is_new = flaw.path[0] in keys or (id_, flaw.what) not in reported
            if is_new and not ("to" in keys and "from" not in keys and flaw.path == ("to",)):
                yield _place(flaw, name, id_, own)
            reported.add((id_, flaw.what))


def _place(flaw: Flaw, name: str, id_: str, own: Replacements) -> Flaw:
    """Place a flaw of an obligation where the reading brings it about."""
    here = ("readings", name, "obligations", id_)
    if flaw.path[0] in own.get(id_, {}):
        return flaw._replace(path=(*here, *flaw.path))
    if id_ in own:
        return Flaw(here, f"{path_text(flaw.path)}: {flaw.what}", flaw.fix)
    what = f"{path_text((id_, *flaw.path))}: {flaw.what}"
    return Flaw(("readings", name, "combines"), what, flaw.fix)


def _under(effects: Effects, obligations: Mapping[str, Table]) -> dict[str, Table]:
    """Return the obligations under a reading, where it changes who owes by whom; else none."""
    if not any(_OWING & effect.keys() for effect in effects.values()):
        return {}
    results = {id_: under(effects.get(id_, {}), table) for id_, table in obligations.items()}
    return {id_: result for id_, result in results.items() if result is not None}


def _written_circles(
    raw: Table, obligations: Mapping[str, Table], reported: set[Circle]
) -> Iterator[Flaw]:
    ids = [table_in(table).get("id") for table in raw["obligations"]] if obligations else []
    for circle in circles(named_obligations(obligations)):
        reported.add(circle)
        yield _circle_flaw(("obligations", ids.index(circle[0]), "for_each"), circle)


def _circle_flaws(
    name: str, own: Replacements, obligations: Mapping[str, Table], reported: set[Circle]
) -> Iterator[Flaw]:
    for circle in circles(named_obligations(obligations)):
        if circle in reported:
            continue
        reported.add(circle)
        closing = [id_ for id_ in circle if "for_each" in own.get(id_, {})]
        inner: Path = ("obligations", closing[0], "for_each") if closing else ()
        yield _circle_flaw(("readings", name, *inner), circle)


def _circle_flaw(path: Path, circle: Circle) -> Flaw:
    return Flaw(
        path,
        f"what is owed depends on itself, {circle_text(circle)}",
        "let one of them say at_least, or count people instead of naming an obligation",
    )


def named_obligations(obligations: Mapping[str, Table]) -> dict[str, list[str]]:
    """Return the obligations that each names in its ``for_each``."""
    return {
        id_: [
            item["obligation"]
            for _, item in tables_in(table.get("for_each"))
            if isinstance(item.get("obligation"), str)
        ]
        for id_, table in obligations.items()
    }
