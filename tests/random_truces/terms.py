"""Random valid terms of a truce, as tables: phases, obligations, readings of them."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tests.naive.clock import DAY
from tests.naive.facts import Terms as Table
from tests.naive.readings import replace_keys
from tests.random_truces.obligations import World, is_valid, random_obligation

ZONES = {
    "Asia/Jerusalem": ["2023-10-29", "2024-03-29"],
    "America/New_York": ["2023-11-05", "2024-03-10"],
    "Europe/Kyiv": ["2023-10-29", "2024-03-31"],
    "Asia/Beirut": ["2023-10-29", "2024-03-31"],
    "Asia/Kathmandu": ["2023-12-31", "2024-02-29"],
    "UTC": ["2023-12-31"],
}
DAY_STARTS = ["00:00", "07:00", "01:30", "02:30", "03:30", "05:15", "12:00", "23:59"]
PARTIES = ["hamas", "israel", "Third-Side"]
WORDS = {
    "kind": ["hostage", "prisoner", "remains"],
    "category": ["minor", "woman", "man over 50"],
    "nationality": ["Israeli", "Thai", "Russian", "Israeli-born", "Česká"],
    "basis": ["agreement", "separate", "gesture"],
}


@dataclass(frozen=True)
class Mix:
    """How varied one truce is: its words, and how often a cell is blank or a count is `?`."""

    words: dict[str, list[str]]
    blank: float
    undisclosed: float


def random_mix(rng: random.Random) -> Mix:
    """A mix that makes some truces dense, so that sums often coincide, and others sparse."""
    words = {
        column: rng.sample(known, rng.randint(1, len(known))) for column, known in WORDS.items()
    }
    words["kind"] = words["kind"][:2] if rng.random() < 0.7 else words["kind"]
    return Mix(words, rng.choice([0.0, 0.0, 0.05, 0.3]), rng.choice([0.0, 0.0, 0.03, 0.15]))


def random_terms(rng: random.Random, mix: Mix) -> Table:
    """The terms as one table, as TOML would give it."""
    zone = rng.choice(list(ZONES))
    around = date.fromisoformat(rng.choice(ZONES[zone]))
    parties = rng.sample(PARTIES, rng.randint(2, 3))
    world = World(
        rng, mix.words, parties, _phases(rng, around - timedelta(days=rng.randint(0, 20)))
    )
    ranked = [f"o{rank}" for rank in range(rng.randint(1, 5))]
    obligations = [
        {"id": name, "title": f"Nr. {name} “as told”", **random_obligation(world, ranked[:rank])}
        for rank, name in enumerate(ranked)
    ]
    terms: Table = {"title": "A truce, made up", "timezone": zone}
    if world.chance(0.8):
        terms["day_starts"] = rng.choice(DAY_STARTS)
    terms["parties"] = {party: f"The {party} side" for party in parties}
    if world.chance(0.4):
        terms["vocabulary"] = _vocabulary(world)
    phases = [{"name": n, "from": first, "to": last} for n, (first, last) in world.phases.items()]
    terms["phases"] = rng.sample(phases, len(phases)) if world.chance(0.15) else phases
    terms["obligations"] = rng.sample(obligations, len(obligations))
    if world.chance(0.6):
        terms["extension"] = _extension(world, ranked)
    terms["readings"] = _readings(world, ranked, {table["id"]: table for table in obligations})
    return terms


def _phases(rng: random.Random, first: date) -> dict[str, tuple[date, date]]:
    names = rng.sample(["first", "second phase", "third", "späte"], rng.randint(1, 4))
    phases = {}
    for name in names:
        last = first + timedelta(days=rng.choice([0, 1, 2, 3, 4, 6, 7, 9]))
        phases[name] = (first, last)
        first = last + DAY + timedelta(days=rng.choice([0, 0, 1, 3]))
    return phases


def _vocabulary(world: World) -> Table:
    words = {column: list(world.words[column]) for column in world.some(list(WORDS), 4)}
    if "basis" in words and world.chance(0.5):
        words["basis"] = [word for word in words["basis"] if word != "agreement"] or ["separate"]
    return words


def _extension(world: World, ranked: list[str]) -> Table:
    first_days = world.rng.randint(0, 4)
    section = {
        "obligations": world.some(ranked, 3),
        "after": world.rng.randint(0, 12),
        "each": world.rng.randint(1, 5),
        "adds_days": world.rng.randint(1, 2),
        "first_days": first_days,
        "sources": ["S1"],
    }
    if world.chance(0.5):
        section["at_most_days"] = first_days + world.rng.randint(1, 6)
    return section


def _readings(world: World, ranked: list[str], obligations: dict[str, Table]) -> Table:
    """Readings whose results are all valid; one that is not is thrown again or left out."""
    readings: Table = {}
    for name in world.rng.sample(["credit", "strict", "r-3", "Wide"], world.rng.randint(0, 4)):
        for _ in range(6):
            table = _reading(world, ranked, list(readings), obligations)
            if all(is_valid(world, o) for o in resolved(obligations, readings, table)):
                readings[name] = table
                break
    names = world.rng.sample(list(readings), len(readings))
    return {name: readings[name] for name in names}


def _reading(
    world: World, ranked: list[str], others: list[str], obligations: dict[str, Table]
) -> Table:
    table: Table = {"title": "As some read it", "held_by": "some", "sources": ["S1"]}
    if others and world.chance(0.6):
        table["combines"] = world.some(others, 3)
    own = {
        name: _replacement(world, ranked[:rank], obligations[name])
        for rank, name in enumerate(ranked)
        if world.chance(0.45)
    }
    if own:
        table["obligations"] = own
    return table


def _replacement(world: World, lower: list[str], own: Table) -> Table:
    """Some keys of an obligation; what does not fit the rest is found by `is_valid`."""
    if world.chance(0.2):
        return {"void": world.chance(0.6)}
    fresh = random_obligation(world, lower)
    amount: list[str] = [key for key in ("at_least", "for_each") if key in fresh]
    spans: list[str] = [key for key in ("phases", "from", "to") if key in fresh]
    groups: list[list[str]] = [["counts"], ["carry"], ["carry_days"], amount, spans]
    groups += [["per", *amount], ["per"], ["per", *amount, *spans]]
    keys = [key for group in world.rng.sample(groups, world.rng.randint(1, 3)) for key in group]
    return {key: fresh[key] for key in fresh if key in keys} or {"carry": "surplus"}


def resolved(obligations: dict[str, Table], readings: Table, reading: Table) -> list[Table]:
    """The obligations under a reading, the void ones included."""
    result = dict(obligations)
    for name, replacement in replacements(readings, reading):
        result[name] = replace_keys(result[name], replacement)
    return list(result.values())


def replacements(readings: Table, reading: Table) -> list[tuple[str, Table]]:
    """What a reading replaces, obligation by obligation: first what it combines, then its own."""
    combined = [
        each
        for other in reading.get("combines", [])
        for each in replacements(readings, readings[other])
    ]
    return combined + list(reading.get("obligations", {}).items())
