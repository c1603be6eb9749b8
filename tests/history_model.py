"""A ledger's history in plain Python: what was known after each change, and what follows from it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from tests.faults.stage import write_rows

ISRAEL = timezone(timedelta(hours=2))
COLUMNS = "id day until at party kind count category nationality basis person sources note"
SHOWN = ("day", "party", "kind", "count", "running_total", "undisclosed", "running_undisclosed")


class Row(NamedTuple):
    """The cells of one entry."""

    id: str = ""
    day: str = ""
    until: str = ""
    at: str = ""
    party: str = "hamas"
    kind: str = "hostage"
    count: str = "1"  # type: ignore[assignment]  # a column, not tuple.count
    category: str = ""
    nationality: str = ""
    basis: str = ""
    person: str = ""
    sources: str = ""
    note: str = ""

    @property
    def content(self) -> "Row":
        """What two rows without an id have in common when they say the same."""
        until = "" if self.until == self.day else self.until
        return self._replace(id="", until=until, basis=self.basis or "agreement")

    def truce_day(self, starts: int) -> date:
        """The last of its days, else that of its moment; in November Israel is at +02:00."""
        if self.day:
            return date.fromisoformat(self.until or self.day)
        local = datetime.fromisoformat(self.at).astimezone(ISRAEL)
        return (local - timedelta(hours=starts)).date()


@dataclass(frozen=True)
class Known:
    """What was known after one change."""

    number: int
    moment: datetime
    terms: str
    rows: dict[str, Row]  # those that stand, in the order of first recording
    late: bool = False  # the clock had gone back

    @property
    def starts(self) -> int:
        """The hour at which a truce day starts."""
        return 10 if '"10:00"' in self.terms else 7

    @property
    def days(self) -> list[date]:
        """The truce's days."""
        last = 29 if "2023-11-29" in self.terms else 27
        return [date(2023, 11, day) for day in range(24, last + 1)]

    def releases(self) -> list[dict[str, str]]:
        """What `xt releases` says when all of it has happened."""
        rows = (
            row._replace(
                day=row.day or f"{row.truce_day(self.starts)}", basis=row.basis or "agreement"
            )
            for row in self.rows.values()
        )
        return [dict(zip(COLUMNS.split(), row, strict=True)) for row in rows]

    def totals(self) -> list[dict[str, str]]:
        """What `xt totals` says when all of it has happened."""
        day_rows = [(row.truce_day(self.starts), row) for row in self.rows.values()]
        day_rows = [(day, row) for day, row in day_rows if day in self.days]
        running: Counter[tuple[str, ...]] = Counter()
        lines = []
        for day in self.days:
            for party, kind in sorted({(row.party, row.kind) for _, row in day_rows}):
                today = [row for on, row in day_rows if on == day and row.party == party]
                counts = [row.count for row in today if row.kind == kind]
                people = sum(int(count.strip("+")) for count in counts if count != "?")
                hidden = sum(not count.isdigit() for count in counts)
                running[party, kind, "people"] += people
                running[party, kind, "hidden"] += hidden
                both = running[party, kind, "people"], running[party, kind, "hidden"]
                cells = (day, party, kind, people if today else "", both[0],
                         hidden, both[1])  # fmt: skip
                lines.append(dict(zip(SHOWN, map(str, cells), strict=True)))
        return lines

    def folder(self, place: Path) -> Path:
        """Write it as a truce folder."""
        place.mkdir(exist_ok=True)
        (place / "terms.toml").write_text(self.terms, encoding="utf-8")
        write_rows(place / "releases.csv", self.rows.values(), COLUMNS)
        return place


@dataclass
class History:
    """Everything that was ever known, and every id that was ever used."""

    known: list[Known]
    used: set[str] = field(default_factory=set)
    redacted: set[str] = field(default_factory=set)
    ever_redacted: set[str] = field(default_factory=set)

    @property
    def now(self) -> Known:
        """What is known."""
        return self.known[-1]

    def record(self, moment: datetime, rows: dict[str, Row], terms: str = "") -> None:
        """Note one change."""
        before = self.now
        self.used |= set(rows)
        when = max(before.moment, moment)
        late = moment < before.moment
        self.known.append(Known(before.number + 1, when, terms or before.terms, rows, late))

    def last_version(self, name: str) -> Row:
        """What an entry said last, whether it stands or not."""
        return next(each.rows[name] for each in reversed(self.known) if name in each.rows)

    def in_order(self, rows: dict[str, Row]) -> dict[str, Row]:
        """Entries in the order of first recording, among them those that came back."""
        return {name: rows[name] for each in self.known for name in each.rows if name in rows}

    def at(self, moment: datetime) -> Known:
        """What was known at a moment."""
        return [each for each in self.known if each.moment <= moment][-1]

    def erase(self, name: str) -> None:
        """Erase the names of an entry from everything that was ever known."""
        self.redacted.add(name)
        self.ever_redacted.add(name)
        self.known = [
            replace(each, rows={key: row._replace(person="") if key == name else row
                                for key, row in each.rows.items()})
            for each in self.known
        ]  # fmt: skip

    def brings_back(self, row: Row) -> bool:
        """Tell whether a row without an id could be about people whose names were erased."""
        erased = (
            each.rows[name] for each in self.known for name in self.ever_redacted & each.rows.keys()
        )
        own = row._replace(person="").content
        return (
            not row.id
            and bool(row.person)
            and any(each._replace(person="").content == own for each in erased)
        )

    def taking(self, rows: Sequence[Row]) -> dict[str, Row]:
        """What stands when rows of a file were taken, known ones amended."""
        ids = {row.id for row in rows}
        held = Counter(row.content for row in self.now.rows.values() if row.id not in ids)
        standing = dict(self.now.rows)
        free = (f"r{number}" for number in range(1, 10**6))
        taken = self.used | ids
        for row in rows:
            if row.id:
                standing[row.id] = self._named(row, standing)
            elif held[row.content]:
                held[row.content] -= 1
            else:
                name = next(each for each in free if each not in taken)
                standing[name] = row._replace(id=name)
        return standing

    def _named(self, row: Row, standing: dict[str, Row]) -> Row:
        erased = row._replace(person="") if row.id in self.redacted else row
        there = standing.get(row.id)
        return there if there and there.content == erased.content else erased


def begun(moment: datetime, terms: str) -> History:
    """The history of a ledger that has only its terms."""
    return History([Known(1, moment, terms, {})])


def written(moment: datetime) -> str:
    """A moment as a change has it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
