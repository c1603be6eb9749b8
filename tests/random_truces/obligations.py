"""Random valid obligations of a made-up truce, as tables."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tests.naive.clock import DAY
from tests.naive.facts import Terms as Table

CARRIES = ["none", "surplus", "shortfall", "both"]
PERS = ["day", "deadline", "week", "phase"]


@dataclass(frozen=True)
class World:
    """What every part of the terms refers to."""

    rng: random.Random
    words: dict[str, list[str]]
    parties: list[str]
    phases: dict[str, tuple[date, date]]

    def chance(self, probability: float) -> bool:
        """True with the probability given."""
        return self.rng.random() < probability

    def some(self, choices: list[str], most: int) -> list[str]:
        """One to `most` of the choices, in any order."""
        return self.rng.sample(choices, self.rng.randint(1, min(most, len(choices))))

    def first_day(self) -> date:
        """The truce's first day."""
        return min(first for first, _ in self.phases.values())

    def last_day(self) -> date:
        """The truce's last day."""
        return max(last for _, last in self.phases.values())


def random_obligation(world: World, lower: list[str]) -> Table:
    """An obligation that may name only those of a lower rank, so that no circle can arise."""
    spans = _span_keys(world)
    per = world.rng.choice(PERS)
    parties = (
        world.some(world.parties, 2) if world.chance(0.25) else [world.rng.choice(world.parties)]
    )
    table: Table = {
        "party": parties[0] if len(parties) == 1 and world.chance(0.8) else parties,
        "counts": _selector(world, with_party=False),
        "per": per,
        **spans,
        **_amount(world, per, spans, lower),
    }
    if world.chance(0.75):
        table["carry"] = world.rng.choice(CARRIES)
    if world.chance(0.4):
        table["carry_days"] = world.rng.choice([0, 1, 1, 2, 3, 8])
    if world.chance(0.5):
        table["sources"] = ["S1"]
    return table


def _keys(world: World, columns: list[str]) -> Table:
    selector: Table = {}
    for column in columns:
        words = world.parties if column == "party" else world.words[column]
        picked = world.some(words, 2)
        selector[column] = picked[0] if len(picked) == 1 and world.chance(0.7) else picked
    return selector


def _selector(world: World, *, with_party: bool) -> Table:
    columns = ["kind"] if world.chance(0.8) else []
    columns += [column for column in ("category", "nationality") if world.chance(0.2)]
    columns += ["basis"] if world.chance(0.25) else []
    columns += ["party"] if with_party and world.chance(0.6) else []
    if not columns and world.chance(0.8):
        columns = ["nationality"]
    selector = _keys(world, columns)
    if world.chance(0.25):
        excluded = ["category", "nationality", "basis", *(["party"] if with_party else [])]
        selector["except"] = _keys(world, world.some(excluded, 2))
    return selector


def _span_keys(world: World) -> Table:
    kind = world.rng.choice(["every phase", "phases", "own"])
    if kind == "phases":
        return {"phases": world.some(list(world.phases), 4)}
    if kind == "own":
        days = list(days_between(world.first_day() - 2 * DAY, world.last_day() + 2 * DAY))
        first, last = sorted(world.rng.choices(days, k=2))
        return {"from": first, "to": last}
    return {}


def _amount(world: World, per: str, spans: Table, lower: list[str]) -> Table:
    if per == "deadline" or (per == "day" and world.chance(0.25)):
        return {"at_least": _date_table(world, spans)}
    if world.chance(0.55 if lower else 0.3):
        return {"for_each": [_item(world, lower) for _ in range(world.rng.choice([1, 1, 2, 3]))]}
    if per == "phase" and "from" not in spans and world.chance(0.4):
        names = world.some(spans.get("phases", list(world.phases)), 4)
        return {"at_least": {name: world.rng.randint(0, 9) for name in names}}
    return {"at_least": world.rng.choice([0, 1, 1, 2, 2, 2, 3, 3, 4, 6, 10])}


def _item(world: World, lower: list[str]) -> Table:
    owed = world.rng.choice([0, 1, 1, 1, 2, 3])
    if lower and world.chance(0.65):
        return {"obligation": world.rng.choice(lower), "owed": owed}
    return {"counts": _selector(world, with_party=True), "owed": owed}


def days_of(phases: Mapping[str, tuple[date, date]], spans: Table) -> list[date]:
    """The days of the spans that an obligation runs over."""
    if "from" in spans:
        return list(days_between(spans["from"], spans["to"]))
    names = spans.get("phases", list(phases))
    return [day for name in names for day in days_between(*phases[name])]


def _date_table(world: World, spans: Table) -> Table:
    days = [day.isoformat() for day in days_of(world.phases, spans)]
    return {day: world.rng.randint(0, 5) for day in world.some(days, 6)}


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + DAY * n for n in range((last - first).days + 1)]


def is_valid(world: World, table: Table) -> bool:
    """Whether spans, `per` and the amount fit together."""
    if ("from" in table) != ("to" in table):
        return False
    if "from" in table and table["from"] > table["to"]:
        return False
    at_least = table.get("at_least")
    if not isinstance(at_least, dict):
        return bool(table["per"] != "deadline")
    if table["per"] == "phase":
        names = table.get("phases", list(world.phases))
        return "from" not in table and all(name in names for name in at_least)
    days = [day.isoformat() for day in days_of(world.phases, table)]
    return table["per"] in ("day", "deadline") and all(day in days for day in at_least)
