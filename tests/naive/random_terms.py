"""Random valid terms, as the dictionaries that TOML would give (ledger.md, section 2.1)."""

import random
from datetime import UTC, date, datetime, time, timedelta

from tests.naive.clock import DAY
from tests.naive.facts import Terms, list_readings
from tests.naive.readings import agreement_under, replace_keys
from tests.naive.spans import list_spans

WORDS = {
    "kind": ["hostage", "prisoner", "remains"],
    "category": ["woman", "man", "minor"],
    "nationality": ["Israeli", "Thai", "Russian"],
    "basis": ["agreement", "separate"],
}
# The clocks change in some: back, forward, and forward at midnight.
PLACES = [
    ("Asia/Jerusalem", date(2023, 10, 27)),
    ("Asia/Jerusalem", date(2024, 3, 27)),
    ("Asia/Beirut", date(2024, 3, 29)),
    ("America/Havana", date(2023, 11, 3)),
    ("UTC", date(2023, 11, 24)),
]
STARTS = ["00:00", "01:30", "02:30", "07:00"]
PARTIES = ["a", "b", "c"]
SOURCES = ["https://example.org/1"]
TRIES = 50


class TermsMaker:
    """Makes the terms of one truce; `new_words` says whether it may use the words of step two."""

    def __init__(self, rng: random.Random, *, new_words: bool) -> None:
        self.rng = rng
        self.new_words = new_words
        self.parties = PARTIES[: rng.randint(2, 3)]

    def chance(self, share: float) -> bool:
        """Return True in this share of the cases."""
        return self.rng.random() < share

    def make(self) -> Terms:
        """Return whole terms."""
        zone, first = self.rng.choice(PLACES)
        terms: Terms = {"title": "A made-up truce", "timezone": zone}
        if self.chance(0.8):
            terms["day_starts"] = self.rng.choice(STARTS)
        terms["parties"] = {party: f"Party {party.upper()}" for party in self.parties}
        if self.chance(0.3):
            terms["vocabulary"] = WORDS
        terms["phases"] = self.make_phases(first)
        if self.new_words:
            terms["events"] = self.make_events(first)
            terms["kinds"] = {"remains": {"one": "body", "many": "bodies", "people": False}}
        terms["obligations"] = []
        for number in range(self.rng.randint(1, 5)):
            terms["obligations"].append({"id": f"o{number + 1}", **self.make_obligation(terms)})
        terms["readings"] = {}
        for name in ["broad", "credit", "late", "mix"][: self.rng.randint(0, 4)]:
            self.add_reading(terms, name)
        names = self.rng.sample(list(terms["readings"]), len(terms["readings"]))
        terms["readings"] = {name: terms["readings"][name] for name in names}
        if self.chance(0.5):
            terms["extension"] = self.make_extension(terms)
        return {key: value for key, value in terms.items() if value}

    def make_phases(self, first: date) -> list[Terms]:
        """Return one to three phases, some apart, in any order; the last perhaps without an end."""
        phases: list[Terms] = []
        for number in range(self.rng.randint(1, 3)):
            last = first + self.rng.choice([0, 1, 2, 3, 3, 8]) * DAY
            phases.append({"name": f"phase {number + 1}", "from": first, "to": last})
            first = last + self.rng.choice([1, 1, 2, 3]) * DAY
        if self.new_words and self.chance(0.3):
            del phases[-1]["to"]
        self.rng.shuffle(phases)
        return phases

    def make_events(self, first: date) -> Terms:
        """Return two events, each perhaps without a moment."""
        return {
            name: {"title": f"The {name}", "sources": SOURCES}
            | ({"at": self.make_moment(first)} if self.chance(0.7) else {})
            for name in ("ceasefire", "talks")
        }

    def make_moment(self, first: date) -> datetime:
        """Return a moment in the days around the first day, some at the very start of a day."""
        day = first + self.rng.randint(-1, 5) * DAY
        clock = self.rng.choice([time(5), time(22), time(12, 30)])
        return datetime.combine(day, clock, tzinfo=UTC)

    def make_selector(self, *, with_party: bool = False) -> Terms:
        """Return a selector; `with_party` for those inside `for_each`."""
        shares = {"kind": 0.7, "category": 0.25, "nationality": 0.25, "basis": 0.4}
        selector: Terms = {
            key: self.pick(WORDS[key]) for key, share in shares.items() if self.chance(share)
        }
        if with_party and self.chance(0.6):
            selector["party"] = self.pick(self.parties)
        if self.chance(0.2):
            keys = [*WORDS, "party"] if with_party else list(WORDS)
            picked = self.rng.sample(keys, self.rng.choice([1, 1, 2]))
            selector["except"] = {
                key: self.pick(self.parties if key == "party" else WORDS[key]) for key in picked
            }
        return selector

    def pick(self, words: list[str]) -> str | list[str]:
        """Return one of the words, or a list of some."""
        if self.chance(0.6):
            return self.rng.choice(words)
        return self.rng.sample(words, self.rng.randint(1, 2))

    def make_obligation(self, terms: Terms) -> Terms:
        """Return a valid obligation without its id."""
        obligation: Terms = {"party": self.rng.choice(self.parties)}
        if self.new_words and self.chance(0.25):
            obligation["party"] = self.rng.sample(self.parties, 2)
        if self.chance(0.3):
            obligation |= {"title": "What is owed", "sources": SOURCES}
        obligation["counts"] = self.make_selector()
        earlier = [one["id"] for one in terms["obligations"]]
        return obligation | self.make_carry() | self.make_timing(terms, earlier)

    def make_carry(self) -> Terms:
        """Return how a surplus or a shortfall is carried."""
        carry = self.rng.choice(["none", "surplus", "shortfall", "both", "both", None])
        if carry is None:
            return {}
        lapses = carry in {"surplus", "both"} and self.chance(0.5)
        return {"carry": carry} | ({"carry_days": self.rng.randint(0, 3)} if lapses else {})

    def make_timing(self, terms: Terms, earlier: list[str]) -> Terms:
        """Return `per`, the spans and the requirement, which have to go with one another."""
        per = self.rng.choice(["day", "day", "week", "phase", "phase", "deadline"])
        dates = self.make_dates(terms, per)
        timing = {"per": per, **dates}
        spans = [] if "after" in dates else list_spans(timing, terms["phases"])
        if per == "deadline" and any(span.last is None for span in spans):
            timing["per"] = per = "day"
        days = [
            span.first + number * DAY
            for span in spans
            for number in range((((span.last or span.first + 5 * DAY) - span.first).days) + 1)
        ]
        if per == "deadline" or (per == "day" and self.chance(0.3)):
            table = self.rng.sample(days, min(len(days), self.rng.randint(1, 4)))
            return timing | {"at_least": {day.isoformat(): self.make_amount() for day in table}}
        if per == "phase" and not dates.keys() & {"from", "after"} and self.chance(0.4):
            some = self.rng.sample(spans, self.rng.randint(1, len(spans)))
            return timing | {"at_least": {span.name: self.make_amount() for span in some}}
        return timing | self.make_requirement(earlier)

    def make_requirement(self, earlier: list[str]) -> Terms:
        """Return one number, or what is owed for each of others."""
        if self.chance(0.5):
            return {"at_least": self.make_amount()}
        return {"for_each": [self.make_item(earlier) for _ in range(self.rng.choice([1, 1, 2]))]}

    def make_item(self, earlier: list[str]) -> Terms:
        """Return an item of `for_each`; `earlier` obligations make no circle."""
        owed = self.rng.choice([0, 1, 1, 2, 3])
        if earlier and self.chance(0.6):
            return {"obligation": self.rng.choice(earlier), "owed": owed}
        return {"counts": self.make_selector(with_party=True), "owed": owed}

    def make_amount(self) -> int | str:
        """Return a number of people owed."""
        return "?" if self.new_words and self.chance(0.15) else self.rng.randint(0, 6)

    def make_dates(self, terms: Terms, per: str) -> Terms:
        """Return the spans: every phase, some phases, days of its own, or an event."""
        first = min(phase["from"] for phase in terms["phases"])
        start = first + timedelta(days=self.rng.randint(-1, 3))
        choice = self.rng.choice(["every", "every", "some", "own", "open", "event", "event"])
        if choice == "some":
            names = [phase["name"] for phase in terms["phases"]]
            return {"phases": self.rng.sample(names, self.rng.randint(1, len(names)))}
        if choice == "own":
            return {"from": start, "to": start + self.rng.choice([0, 1, 3, 8]) * DAY}
        if choice == "open" and self.new_words:
            return {"from": start}
        if choice == "event" and self.new_words and per == "phase":
            within = self.rng.choice([None, "24h", "31h", "48h", "1d", "3d"])
            event = {"after": self.rng.choice(["ceasefire", "talks"])}
            return event if within is None else event | {"within": within}
        return {}

    def add_reading(self, terms: Terms, name: str) -> None:
        """Add a reading of which every obligation is valid, if one is hit upon."""
        others = list(terms["readings"])
        for _ in range(TRIES):
            reading: Terms = {"title": f"The reading {name}", "held_by": "A", "sources": SOURCES}
            if others and self.chance(0.4):
                reading["combines"] = self.rng.sample(others, self.rng.randint(1, len(others)))
            obligations = terms["obligations"]
            some = self.rng.sample(obligations, min(len(obligations), self.rng.randint(1, 2)))
            if not self.chance(0.1):
                reading["obligations"] = {one["id"]: self.make_keys(terms, one) for one in some}
            if self.new_words and self.chance(0.3):
                at = self.make_moment(min(phase["from"] for phase in terms["phases"]))
                reading["events"] = {self.rng.choice(["ceasefire", "talks"]): {"at": at}}
            terms["readings"][name] = reading
            if are_readings_valid(terms):
                return
            del terms["readings"][name]

    def make_keys(self, terms: Terms, obligation: Terms) -> Terms:
        """Return replacements for one obligation."""
        ids = [one["id"] for one in terms["obligations"]]
        earlier = ids[: ids.index(obligation["id"])]
        keys: Terms = {"counts": self.make_selector()} if self.chance(0.4) else {}
        if self.chance(0.4):
            keys |= self.make_carry()
        if self.chance(0.3):
            keys |= self.make_timing(terms, earlier)
        elif self.chance(0.4):
            keys |= self.make_requirement(earlier)
        elif self.chance(0.3):
            keys |= self.make_dates(terms, replace_keys(obligation, keys)["per"])
        if self.chance(0.15):
            keys["void"] = self.chance(0.6)
        return keys or {"void": True}

    def make_extension(self, terms: Terms) -> Terms:
        """Return what earns further days."""
        ids = [one["id"] for one in terms["obligations"]]
        extension: Terms = {
            "obligations": self.rng.sample(ids, min(len(ids), self.rng.randint(1, 2))),
            "after": self.rng.randint(0, 12),
            "each": self.rng.randint(1, 5),
            "adds_days": self.rng.randint(1, 2),
            "first_days": self.rng.randint(1, 4),
            "sources": SOURCES,
        }
        if self.chance(0.5):
            extension["at_most_days"] = extension["first_days"] + self.rng.randint(1, 3)
        return extension


def are_readings_valid(terms: Terms) -> bool:
    """Say whether every reading leaves every obligation valid."""
    return all(
        is_valid(obligation, terms["phases"])
        for reading in list_readings(terms)
        for obligation in agreement_under(terms, reading).obligations.values()
    )


def is_valid(obligation: Terms, phases: list[Terms]) -> bool:
    """Say whether the keys of an obligation go with one another."""
    per, amounts = obligation["per"], obligation.get("at_least")
    if "after" in obligation:
        return per == "phase" and not isinstance(amounts, dict)
    spans = list_spans(obligation, phases)
    if per == "deadline" and (
        not isinstance(amounts, dict) or any(span.last is None for span in spans)
    ):
        return False
    if not isinstance(amounts, dict):
        return True
    if per == "phase":
        return "from" not in obligation and amounts.keys() <= {span.name for span in spans}
    return per != "week" and all(
        is_date(key)
        and any(
            span.first.isoformat() <= key and (span.last is None or key <= span.last.isoformat())
            for span in spans
        )
        for key in amounts
    )


def is_date(key: str) -> bool:
    """Say whether a key of a table is a date; a phase's name sorts after any day."""
    return key[:1].isdigit()
