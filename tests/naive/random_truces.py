"""Random valid truce folders and moments to judge them at."""

import csv
import io
import json
import random
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from tests.naive.clock import DAY, Clock, read_clock
from tests.naive.facts import Terms, first_day, read, words_of
from tests.naive.random_terms import SOURCES, WORDS, TermsMaker

RELEASES = (
    "id day until at party kind count category nationality basis person sources note".split()  # noqa: SIM905
)
CLAIMS = [
    "id",
    "source",
    "published",
    "from",
    "to",
    "party",
    "kind",
    "category",
    "nationality",
    "basis",
    "bound",
    "figure",
    "part_of",
    "part",
]


def random_truce(rng: random.Random, *, new_words: bool, most_entries: int = 14) -> dict[str, str]:
    """Return a whole valid truce folder, file name to text.

    Without `new_words` there are no events, `until`, several parties, `N+`, amounts of "?", kinds
    or open ends in it.
    """
    terms = TermsMaker(rng, new_words=new_words).make()
    rows = RowsMaker(rng, terms, new_words=new_words)
    entries = [rows.make_entry(n) for n in range(rng.randint(0, most_entries))]
    claims = rows.make_claims(rng.randint(0, 5))
    return {
        "terms.toml": write_terms(terms),
        "releases.csv": rows.write(RELEASES, entries, required={"day", "party", "kind", "count"}),
        "claims.csv": rows.write(CLAIMS, claims, required={"source", "to", "figure"}),
    }


def write_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files of a truce into a folder, and return the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


def judging_moments(
    rng: random.Random, files: Mapping[str, str], number: int = 3
) -> list[datetime]:
    """Return moments to judge a truce at: before, within (at the very start of a day), after."""
    truce = read(files)
    first = first_day(truce.terms)
    moments = [truce.clock.start(first + 25 * DAY)]
    while len(moments) < number:
        start = truce.clock.start(first + rng.choice([-2, *range(12)]) * DAY)
        hours = rng.choice([0, 0, 0.01, 5, 12, 22])
        moments.append(start + timedelta(hours=hours))
    return moments


class RowsMaker:
    """Makes the rows of one truce."""

    def __init__(self, rng: random.Random, terms: Terms, *, new_words: bool) -> None:
        self.rng = rng
        self.new_words = new_words
        self.parties = list(terms["parties"])
        self.obligations: list[Terms] = terms["obligations"]
        self.first = first_day(terms)
        self.clock: Clock = read_clock(terms.get("day_starts", "00:00"), terms["timezone"])
        ends = [phase.get("to", phase["from"] + 4 * DAY) for phase in terms["phases"]]
        self.length = (max(ends) - self.first).days

    def make_entry(self, number: int) -> dict[str, str]:
        """Return an entry; most lie in the truce's days."""
        day = self.make_day()
        party = self.rng.sample(self.parties, 2 if self.new_words and self.chance(0.2) else 1)
        row = {
            "id": f"e{number}" if self.chance(0.3) else "",
            "day": day.isoformat(),
            "party": ";".join(party),
            "kind": self.rng.choice(WORDS["kind"]),
            "count": self.make_count(),
            "category": self.make_values("category", blank=0.5),
            "nationality": self.make_values("nationality", blank=0.4),
            "basis": self.rng.choice(["", "", "agreement", "separate"]),
            "sources": self.rng.choice(["", *SOURCES]),
        }
        if self.chance(0.5):
            row |= self.make_fitting()
        if self.new_words and self.chance(0.2):
            row["until"] = (day + self.rng.randint(0, 3) * DAY).isoformat()
        elif self.chance(0.3):
            row["at"] = self.make_moment(day)
            if self.chance(0.5):
                row["day"] = ""
        return row

    def make_fitting(self) -> dict[str, str]:
        """Return the cells that make an entry match what an obligation counts, but for `except`."""
        obligation = self.rng.choice(self.obligations)
        counts = obligation["counts"]
        words = {column: words_of(word) for column, word in counts.items() if column in WORDS}
        cells = {column: self.rng.choice(words[column]) for column in words}
        return cells | {"party": self.rng.choice(words_of(obligation["party"]))}

    def make_day(self) -> date:
        """Return a day of the truce, or one shortly before or after."""
        outside = self.chance(0.1)
        number = self.rng.choice([-2, -1, self.length + 1]) if outside else None
        return self.first + (self.rng.randint(0, self.length) if number is None else number) * DAY

    def make_moment(self, day: date) -> str:
        """Return a moment on about that date, written in one of several ways."""
        clock = time(self.rng.randint(0, 23), self.rng.choice([0, 30]))
        moment = datetime.combine(day, clock, tzinfo=UTC)
        if self.chance(0.3):
            moment = self.clock.start(day)
        text = moment.replace(tzinfo=None).isoformat(
            timespec=self.rng.choice(["minutes", "seconds"])
        )
        return text + self.rng.choice(["Z", "+00:00", "+02:00", "-05:30"])

    def make_count(self) -> str:
        """Return a count."""
        number = self.rng.choice([0, 1, 2, 3, 4, 5, 6, 12])
        if self.new_words and number and self.chance(0.12):
            return f"{number}+"
        return "?" if self.chance(0.12) else str(number)

    def make_values(self, column: str, *, blank: float) -> str:
        """Return one value, two, or none."""
        if self.chance(blank):
            return ""
        words = self.rng.sample(WORDS[column], 2 if self.chance(0.2) else 1)
        return self.rng.choice([";", "; "]).join(words)

    def make_claims(self, number: int) -> list[dict[str, str]]:
        """Return claims of every bound; some are part of an earlier one."""
        claims: list[dict[str, str]] = []
        for n in range(number):
            first = self.make_day()
            last = max(first, self.first) + self.rng.randint(0, 5) * DAY
            claim = {
                "id": f"k{n}" if self.chance(0.7) else "",
                "source": self.rng.choice(["bbc", "afp"]),
                "from": self.rng.choice(["", first.isoformat()]),
                "to": last.isoformat(),
                "party": ";".join(self.rng.sample(self.parties, self.rng.choice([0, 1, 1, 2]))),
                "bound": self.rng.choice(["", "=", ">=", "<=", "~"]),
                "figure": str(self.rng.choice([0, 1, 2, 4, 6, 9, 12, 19, 20, 21])),
            }
            for column in ("kind", "category", "nationality", "basis"):
                claim[column] = self.make_values(column, blank=0.3 if column == "kind" else 0.7)
            whole = [one["id"] for one in claims if one["id"]]
            if whole and self.chance(0.3):
                claim["part_of"] = self.rng.choice(whole)
                claim["part"] = self.rng.choice(["part", "including"])
            claims.append(claim)
        return claims

    def write(self, columns: list[str], rows: list[dict[str, str]], *, required: set[str]) -> str:
        """Return rows as CSV: columns in any order, some of those without a value left out."""
        used = [
            name
            for name in columns
            if (self.new_words or name != "until")
            and (name in required or any(row.get(name) for row in rows) or self.chance(0.3))
        ]
        self.rng.shuffle(used)
        file = io.StringIO()
        ends = self.rng.choice(["\n", "\r\n"])
        writer = csv.DictWriter(file, used, extrasaction="ignore", lineterminator=ends)
        writer.writeheader()
        writer.writerows(rows)
        return file.getvalue()

    def chance(self, share: float) -> bool:
        """Return True in this share of the cases."""
        return self.rng.random() < share


def write_terms(terms: Terms) -> str:
    """Return terms as TOML: a header for each table, everything below it on one line a key."""
    plain = {key: value for key, value in terms.items() if not isinstance(value, dict | list)}
    parts = [write_keys(plain)]
    for name, value in terms.items():
        if name in {"parties", "vocabulary", "extension"}:
            parts.append(f"[{name}]\n{write_keys(value)}")
        elif isinstance(value, list):
            parts.extend(f"[[{name}]]\n{write_keys(one)}" for one in value)
        elif isinstance(value, dict):
            parts.extend(f"[{name}.{key}]\n{write_keys(one)}" for key, one in value.items())
    return "\n".join(parts)


def write_keys(keys: Terms) -> str:
    """Return keys and values, one a line."""
    return "".join(f"{write_key(key)} = {write_value(value)}\n" for key, value in keys.items())


def write_key(key: str) -> str:
    """Return a key, in quotes where TOML needs them."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)


def write_value(value: object) -> str:
    """Return a value as TOML, on one line."""
    match value:
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(write_value(one) for one in value)}]"
        case dict():
            keys = (f"{write_key(key)} = {write_value(one)}" for key, one in value.items())
            return f"{{ {', '.join(keys)} }}"
        case _:
            return json.dumps(value)
