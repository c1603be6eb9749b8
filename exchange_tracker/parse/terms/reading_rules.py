"""What a reading makes of the obligations, and whether it can stand (``ledger.md``, section 2.1).

Only what a reading changes is said of it; what is wrong with the terms as written is not repeated.
"""

from collections.abc import Iterator, Mapping

from exchange_tracker.facts.model import AS_WRITTEN, TOGETHER
from exchange_tracker.parse.terms.circles import Circle, circles, drawn
from exchange_tracker.parse.terms.combines import (
    Replacements,
    combine_flaws,
    known_effects,
    replacements,
)
from exchange_tracker.parse.terms.flaws import Flaw, Path, table_in, tables_in, written
from exchange_tracker.parse.terms.name_table import Known, unknown
from exchange_tracker.parse.terms.obligation_rules import rule_flaws
from exchange_tracker.parse.terms.replacement import Effects, under
from exchange_tracker.parse.terms.tables import site_flaws
from exchange_tracker.parse.terms.toml import Table

_OWING = frozenset({"for_each", "at_least", "void"})


def reading_flaws(raw: Table, known: Known) -> Iterator[Flaw]:
    """Yield the flaws of each reading, and the circles of ``for_each`` with and without it."""
    readings = {name: table_in(each) for name, each in table_in(raw.get("readings")).items()}
    obligations = known.obligations or {}
    seen = {
        (id_, flaw.what)
        for id_, table in obligations.items()
        for flaw in rule_flaws(table, known.phases)
    }
    drawn_circles: set[Circle] = set()

    for name, reading in readings.items():
        yield from _site(name, reading, known)
    yield from combine_flaws(readings)
    yield from _base_circles(raw, obligations, drawn_circles)
    for name, done in known_effects(readings).items():
        own = replacements(readings[name])
        yield from _results(name, own, done, known, seen)
        yield from _circles(name, own, _under(done, obligations), drawn_circles)


def _site(name: str, reading: Table, known: Known) -> Iterator[Flaw]:
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
        yield from unknown(id_, here, known.obligations, "an obligation of the terms")
        yield from site_flaws(replacement, here, known)


def _results(
    name: str, own: Replacements, done: Effects, known: Known, seen: set[tuple[str, str]]
) -> Iterator[Flaw]:
    """Yield what cannot stand in the obligations that result, where nobody has said so before."""
    obligations = known.obligations or {}
    for id_, effect in done.items():
        result = under(effect, obligations[id_]) if id_ in obligations else None
        for flaw in rule_flaws(result, known.phases) if result else ():
            written_here = flaw.path[0] in own.get(id_, {})
            if written_here or (id_, flaw.what) not in seen:
                yield _placed(flaw, name, id_, own)
            seen.add((id_, flaw.what))


def _placed(flaw: Flaw, name: str, id_: str, own: Replacements) -> Flaw:
    """Place a flaw of an obligation where the reading brings it about."""
    here = ("readings", name, "obligations", id_)
    if flaw.path[0] in own.get(id_, {}):
        return flaw._replace(path=(*here, *flaw.path))
    if id_ in own:
        return Flaw(here, f"{written(flaw.path)}: {flaw.what}", flaw.fix)
    together = f"{written((id_, *flaw.path))}: {flaw.what}"
    return Flaw(("readings", name, "combines"), together, flaw.fix)


def _under(done: Effects, obligations: Mapping[str, Table]) -> dict[str, Table]:
    """Return the obligations under a reading, where it changes who owes by whom; else none."""
    if not any(_OWING & effect.keys() for effect in done.values()):
        return {}
    results = {id_: under(done.get(id_, {}), table) for id_, table in obligations.items()}
    return {id_: result for id_, result in results.items() if result is not None}


def _base_circles(
    raw: Table, obligations: Mapping[str, Table], seen: set[Circle]
) -> Iterator[Flaw]:
    ids = [table_in(each).get("id") for each in raw["obligations"]] if obligations else []
    for circle in circles(_named(obligations)):
        seen.add(circle)
        yield _circle(("obligations", ids.index(circle[0]), "for_each"), circle)


def _circles(
    name: str, own: Replacements, obligations: Mapping[str, Table], seen: set[Circle]
) -> Iterator[Flaw]:
    for circle in circles(_named(obligations)):
        if circle in seen:
            continue
        seen.add(circle)
        closing = [id_ for id_ in circle if "for_each" in own.get(id_, {})]
        more: Path = ("obligations", closing[0], "for_each") if closing else ()
        yield _circle(("readings", name, *more), circle)


def _circle(path: Path, circle: Circle) -> Flaw:
    return Flaw(
        path,
        f"what is owed depends on itself, {drawn(circle)}",
        "let one of them say at_least, or count people instead of naming an obligation",
    )


def _named(obligations: Mapping[str, Table]) -> dict[str, list[str]]:
    """Return the obligations that each names in its ``for_each``."""
    return {
        id_: [
            item["obligation"]
            for _, item in tables_in(table.get("for_each"))
            if isinstance(item.get("obligation"), str)
        ]
        for id_, table in obligations.items()
    }
