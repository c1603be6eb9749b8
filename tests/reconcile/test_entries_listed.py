"""What is seen on entries: a list made the plain way, with all entries held, is the program's list."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from exchange_tracker.queries.discrepancies import recorded_words
from exchange_tracker.store import aside
from exchange_tracker.store.ledger import first_days
from exchange_tracker.store.ledger.ledger import Ledger
from tests.faults.stage import done, rich
from tests.ledgers import NOV
from tests.program import xt

TERMS = """title = "t"
timezone = "UTC"
[parties]
a = "A"
b = "B"
[[phases]]
name = "p"
from = 2024-01-02
to = 2024-01-05
[[obligations]]
id = "o"
party = "a"
counts = { kind = "h", category = "x" }
at_least = 1
per = "phase"
"""
FIRST, LAST = "2024-01-02", "2024-01-05"
NOW, AT = "2024-01-04T12:00:00Z", ("--at", "2024-01-04T12:00Z", "-O", "csv")
KNOWN = ("s1", "s2")
COLUMNS = (
    *("id", "day", "until", "at", "party", "kind", "count", "category", "nationality"),
    *("basis", "person", "sources"),
)
PEOPLE = ("Dan Levi", "dan  LEVI", "Noa", "Omar", "Noa;Omar")
TYPES = (
    *("unsourced", "single-source", "day-by-hand", "outside-truce", "counts-for-nothing"),
    *("dated-ahead", "more-names", "possible-duplicate", "any-basis"),
)


class Entry(NamedTuple):
    """A row of releases.csv as it is given, with every cell that it has."""

    id: str
    day: str
    until: str
    at: str
    party: str
    kind: str
    count: str  # type: ignore[assignment]  # a column, not tuple.count
    category: str
    nationality: str
    basis: str
    person: str
    sources: str

    @property
    def first(self) -> str:
        return self.day or self.at[:10]

    @property
    def last(self) -> str:
        return self.until or self.first

    @property
    def people(self) -> int:
        return int(self.count.strip("?+") or 0)

    @property
    def is_open(self) -> bool:
        return self.count[-1] in "?+"

    @property
    def certain(self) -> str:
        return "" if self.is_open else self.count

    @property
    def agreed(self) -> bool:
        return self.basis in ("", "agreement")

    @property
    def group(self) -> tuple[object, ...]:
        cells = (self.party, self.category, self.nationality)
        return *(frozenset(cell.split(";")) for cell in cells), self.kind, self.basis or "agreement"

    @property
    def names(self) -> frozenset[str]:
        return frozenset(" ".join(n.split()).lower() for n in self.person.split(";") if n)

    @property
    def may_count(self) -> bool:
        """Whether the obligation counts it, or may: what is blank may be anything."""
        return (
            self.kind == "h" and "a" in self.party.split(";") and self.category in ("", "x", "x;y")
        )

    def row(self, kind: str, expected: object = "", found: object = "") -> tuple[str, ...]:
        place = (kind, self.first, self.last, self.party, self.id)
        return *place, str(expected), str(found)


def made(seed: int, number: int = 150) -> list[Entry]:
    chance = random.Random(seed)
    some = chance.choice
    entries = []
    for n in chance.sample(range(number), number):
        day = chance.randint(1, 7)
        span = f"2024-01-{day + chance.randint(0, 2):02}" if some((0, 0, 1)) else ""
        at = "" if span else some(("", "", f"2024-01-{some((day, 3)):02}T{some((9, 20)):02}:00Z"))
        entries.append(
            Entry(
                f"e{n}",
                "" if at and some((0, 1)) else f"2024-01-{day:02}",
                span,
                at,
                some(("a", "a", "b", "b;a", "a;b")),
                some("hhp"),
                some(("0", "1", "1", "2", "?", "2+")),
                some(("", "x", "x;y", "y")),
                some(("", "I")),
                some(("", "agreement", "separate")),
                some(("", "", *PEOPLE)),
                some(("", "s1", "s1;s2", "s3;s1", "https://x", "s4", "s1;s1")),
            )
        )
    return entries


def expected(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """What there is to look at: type, days, party, subject, expected and found, in order."""
    happened = [e for e in entries if f"{e.last}T00" <= NOW and e.at <= NOW]
    rows = [row for e in happened for row in of_one(e)]
    rows += [
        e.row("dated-ahead", found=e.certain)
        for e in entries
        if e not in happened and not FIRST <= e.first <= e.last <= LAST
    ]
    rows += [*of_alike(happened), *of_people(happened)]
    outside = [e for e in happened if not e.agreed and e.may_count]
    outside = [e for e in outside if e.first <= LAST and e.last >= FIRST]
    if outside:
        days = min(e.first for e in outside), max(e.last for e in outside)
        rows.append(("any-basis", *days, "a", "o", "", ""))
    return sorted(rows, key=lambda row: (TYPES.index(row[0]), row))


def of_one(e: Entry) -> Iterator[tuple[str, ...]]:
    sources = {name for name in e.sources.split(";") if name}
    if not sources or any("://" not in name and name not in KNOWN for name in sources):
        yield e.row("unsourced")
    if len(sources) == 1:
        yield e.row("single-source")
    if e.day and e.at and e.at[:10] != e.day:
        yield e.row("day-by-hand")
    if not FIRST <= e.first <= e.last <= LAST:
        yield e.row("outside-truce", found=e.certain)
    inside = e.first <= LAST and e.last >= FIRST
    if e.agreed and inside and (e.people or e.is_open) and not e.may_count:
        yield e.row("counts-for-nothing", found=e.certain)
    named = len([name for name in e.person.split(";") if name])
    if named > e.people and not e.is_open:
        yield e.row("more-names", named, e.people)


def of_alike(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    sets = defaultdict(list)
    for e in entries:
        if e.people or e.is_open:
            sets[e.first, e.last, e.group, e.people, e.is_open].append(e)
    for some in sets.values():
        names = [e.names for e in some] if all(e.names for e in some) else [frozenset()] * len(some)
        for name in dict.fromkeys(names):
            same = [e for e, own in zip(some, names, strict=True) if own == name]
            if len(same) > 1:
                total = "" if same[0].is_open else len(same) * same[0].people
                yield same[0].row("possible-duplicate", same[0].certain, total)


def of_people(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    by_name = defaultdict(list)
    for e in entries:
        for name in e.names:
            by_name[name].append(e)
    for some in {tuple(some) for some in by_name.values()}:
        if len({(e.last, e.group, e.people, e.names) for e in some}) > 1:
            first, *_, last = sorted(some, key=lambda e: e.last)
            days = (first.first, last.last)
            yield ("possible-duplicate", *days, first.party, first.id, "1", str(len(some)))


def written(folder: Path, entries: Sequence[Entry]) -> Path:
    folder.mkdir()
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    (folder / "sources.csv").write_text("id\ns1\ns2\n", encoding="utf-8")
    with (folder / "releases.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *entries])
    return folder


def listed(place: Path, *words: object) -> list[tuple[str, ...]]:
    ran = xt("discrepancies", "--ledger", place, *AT, *words)
    assert ran.code in (0, 1), ran.err
    columns = ("type", "from", "to", "party", "subject", "expected", "found")
    return [tuple(row[name] for name in columns) for row in ran.rows]


@pytest.mark.parametrize("seed", range(4))
def test_the_list_is_the_one_made_the_plain_way(tmp_path: Path, seed: int) -> None:
    entries = made(seed)
    folder = written(tmp_path / "truce", entries)
    ledger = tmp_path / "l.db"
    done("init", ledger, "--terms", folder / "terms.toml")
    done("import", "sources", folder / "sources.csv", "--ledger", ledger)
    how = ("--accept-doubles", "--accept-totals", "--ledger", ledger)
    done("import", "releases", folder / "releases.csv", *how)
    asked = [word for name in TYPES for word in ("--type", name)]
    plain = expected(entries)
    assert {row[0] for row in plain} == set(TYPES)
    assert listed(folder, *asked) == plain
    assert listed(ledger, *asked) == plain
    for name in TYPES:
        assert listed(ledger, "--type", name) == [row for row in plain if row[0] == name]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have few rows held at a time, so that all that can be put in a file is."""
    monkeypatch.setattr(aside, "_AT_ONCE", 2)
    monkeypatch.setattr(aside, "_IN_ORDER", 3)
    monkeypatch.setattr(recorded_words, "_HELD", 4)
    monkeypatch.setattr(first_days, "_AT_ONCE", 5)


def every_way(place: Path, number: int | None = None) -> list[str]:
    """The whole list, the one on request, and a part, as they are printed."""
    known = () if number is None else ("--as-of", number)
    asked: list[tuple[object, ...]] = [
        (),
        ("--type", "single-source"),
        ("--from", "2023-11-25", "--to", "2023-11-26"),
        ("--party", "hamas", "-O", "table"),
    ]
    late = ("--at", "2031-01-01T00:00Z", "-O", "csv", "--ledger", place)
    return [xt("discrepancies", *late, *known, *words).out for words in asked]


def test_as_of_any_change_a_ledger_lists_what_its_export_does_however_little_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_pieces: None
) -> None:
    """Whether what was superseded since is looked up, or all is put in order."""
    path = rich(tmp_path / "ledger.db", random.Random(3))
    last, _ = Ledger.open(path).last
    for number in range(1, last + 1):
        folder = tmp_path / f"at-{number}"
        done("export", folder, "--as-of", number, "--ledger", path)
        theirs = every_way(folder)
        for superseded in (first_days._MOST, 0):
            with monkeypatch.context() as patch:
                patch.setattr(first_days, "_MOST", superseded)
                assert every_way(path, number)[:3] == theirs[:3]


def test_however_little_is_held_the_list_is_the_same(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    places = [NOV, written(tmp_path / "truce", made(5)), rich(tmp_path / "l.db", random.Random(2))]
    whole = [every_way(place) for place in places]
    request.getfixturevalue("small_pieces")
    assert [every_way(place) for place in places] == whole
