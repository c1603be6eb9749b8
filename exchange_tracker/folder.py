"""The folder form of a truce, read and written (``ledger.md``, section 2)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from exchange_tracker.entries import happened, people, truce_day
from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.figures import Figure, group_of
from exchange_tracker.model import Claim, Fact, Release, Source, Terms
from exchange_tracker.parse.across import doubled_ids, part_problems, with_ids
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.parse.text import whole
from exchange_tracker.truce_day import Clock

TERMS = "terms.toml"
FILES: dict[type, str] = {Claim: "claims.csv", Release: "releases.csv", Source: "sources.csv"}


class Folder:
    """One truce read straight from its folder; it has no history."""

    head = None

    def __init__(self, path: Path) -> None:
        self.path = path
        self.terms = read_terms(path / TERMS)
        self.clock = Clock(self.terms.timezone, self.terms.day_starts)
        problems: list[Problem] = []
        self._releases = self._read(Release, problems)
        self._claims = self._read(Claim, problems)
        self._sources = self._read(Source, problems)
        if problems:
            raise Refusal(problems)
        taken = {fact.id for some in (self._releases, self._claims) for fact in some}
        taken |= {source.id for source in self._sources}
        self._releases = with_ids(self._releases, taken)
        self._claims = with_ids(self._claims, taken)

    def _read(self, kind: type[Fact], problems: list[Problem]) -> list[Fact]:
        """Read a file of the folder; an absent one holds nothing."""
        path = self.path / FILES[kind]
        reader = Reader(kind, self.terms)
        facts: list[Fact] = []
        lines: list[int] = []
        if path.exists() or path.is_symlink():
            try:
                with opened(path) as raw:
                    for chunk in reader.csv(raw, path.name):
                        facts += chunk.facts
                        lines += chunk.lines
            except Refusal as refusal:
                problems += refusal.problems
        problems += reader.problems
        problems += doubled_ids(path.name, lines, facts)
        if kind is Claim and not reader.problems:
            places = (f"{path.name}:{line}" for line in lines)
            wholes = {claim.id: claim.part_of for claim in facts}  # type: ignore[union-attr]
            problems += part_problems(zip(places, facts, strict=True), wholes)  # type: ignore[arg-type]
        return facts

    def figures(self, at: datetime) -> list[Figure]:
        """Give the sums of what has happened at a moment."""
        sums: dict[tuple[object, ...], list[int]] = {}
        for entry in self._releases:
            day = truce_day(entry.day, entry.at, self.clock)
            if not happened(day, entry.at, self.clock, at):
                continue
            cells = (entry.party, entry.kind, entry.category, entry.nationality, entry.basis)
            found = sums.setdefault((day, *cells), [0, 0, 0])
            count = people(entry.count)
            found[0] += count or 0
            found[1] += 1
            found[2] += count is None
        return [
            Figure(day, group_of(*cells), *found)  # type: ignore[arg-type]
            for (day, *cells), found in sums.items()
        ]

    def releases(self) -> Iterator[Release]:
        """Give the entries in the order of the file."""
        return iter(self._releases)

    def claims(self) -> Iterator[Claim]:
        """Give the claims in the order of the file."""
        return iter(self._claims)

    def sources(self) -> Iterator[Source]:
        """Give the sources in the order of the file."""
        return iter(self._sources)


def read_terms(path: Path) -> Terms:
    """Read a file of terms, or refuse it with every problem it has."""
    return parse_terms(terms_text(path), path.name)


def terms_text(path: Path) -> str:
    """Give the text of a file of terms, byte for byte."""
    with opened(path) as raw:
        return whole(raw, path.name)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is read, or refuse it in plain words."""
    try:
        if path.is_dir():
            raise Refusal.one(str(path), "this is a folder", "name the file inside it")
        with path.open("rb") as raw:
            yield raw
    except FileNotFoundError:
        raise Refusal.one(str(path), "there is no such file", "check its name") from None
    except OSError as error:
        raise Refusal.one(
            str(path), f"the file cannot be read ({error.strerror})", "check that it may be read"
        ) from None
