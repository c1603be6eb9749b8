"""What holds for every truce: the worst case is never the better, and a verdict is never taken back.

A verdict is held against brute force (`brute.py`): every way of filling in what the records leave
open has to come out as the program's verdict allows.
"""

import csv
import io
import math
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging import verdict as program
from exchange_tracker.judging.judge import Snapshot, judge
from exchange_tracker.store.folder import Folder
from tests.naive import Truce, read
from tests.naive.brute import Verdicts, contradictions, list_selectors, words_asked
from tests.naive.facts import words_of
from tests.naive.judging import Verdict
from tests.naive.matching import Range
from tests.naive.random_terms import WORDS
from tests.naive.random_truces import judging_moments, random_truce, write_folder
from tests.naive.rows import KEPT, Row
from tests.naive.spans import Period
from tests.program import xt

Files = dict[str, str]


def rows_of(folder: Path, files: Files, at: datetime) -> list[Row]:
    """Return the rows of `check` for a truce."""
    write_folder(folder, files)
    ran = xt("check", "--ledger", folder, "--at", at.isoformat(), "-O", "csv", "--raw")
    assert ran.err == ""
    return ran.rows


def most_of(row: Row) -> float:
    """Return the shortfall of the worst case."""
    return float(row["shortfall_most"] or math.inf)


@pytest.mark.parametrize("seed", range(40))
def test_the_worst_case_is_never_better_than_the_best(tmp_path: Path, seed: int) -> None:
    rng = random.Random(f"two cases {seed}")
    files = random_truce(rng, new_words=False)
    for at in judging_moments(rng, files, 2):
        for row in rows_of(tmp_path / "truce", files, at):
            assert int(row["shortfall_least"]) <= int(row["shortfall"]) <= most_of(row), row
            assert (row["status"] in KEPT) <= (most_of(row) == 0), row
            assert (row["status"] == "short") <= (row["shortfall_least"] != "0"), row
            assert "0" in {row["shortfall"], row["surplus"]}, row


@pytest.mark.parametrize("seed", range(30))
def test_every_filling_of_what_is_open_gives_a_verdict_that_the_status_allows(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(f"brute force {seed}")
    files = random_truce(rng, new_words=False, most_entries=5)
    folder = write_folder(tmp_path / "truce", files)
    for at in judging_moments(rng, files, 1):
        verdicts = program_verdicts(folder, at)
        assert list(contradictions(read(files), at, rng, most=40, verdicts=verdicts)) == []


def program_verdicts(folder: Path, at: datetime) -> Verdicts:
    """Return the program's verdicts in the reference's form."""
    facts = Folder(folder)
    moment = at.astimezone(UTC)
    clock = Clock(facts.terms.timezone, facts.terms.day_starts)
    by_obligation: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for each in judge(facts.terms.readings, Snapshot(facts.figures(moment), clock, moment)):
        by_obligation[each.reading, each.obligation].append(as_reference(each))
    return lambda reading, obligation: by_obligation[reading, obligation]


def as_reference(verdict: program.Verdict) -> Verdict:
    most = verdict.shortfall_most
    return Verdict(
        period=Period(verdict.first, verdict.last, None, None, None),
        status=verdict.status,
        applied=Range(verdict.applied, verdict.applied_most),
        required=verdict.required,
        delivered=verdict.delivered,
        shortfall_least=verdict.shortfall_least,
        shortfall_most=None if most == math.inf else most,
    )


@pytest.mark.parametrize("seed", range(30))
def test_a_verdict_never_changes_when_something_open_is_filled_in(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(f"filling in {seed}")
    files = random_truce(rng, new_words=False)
    (at,) = judging_moments(rng, files, 1)
    before = rows_of(tmp_path / "truce", files, at)
    for _ in range(4):
        fillings = list(fill_one(files))
        if not fillings:
            return
        files = rng.choice(fillings)
        after = rows_of(tmp_path / "truce", files, at)
        for old, new in zip(before, after, strict=True):
            assert new["status"] in allowed(old["status"]), (old, new)
            assert int(old["shortfall_least"]) <= int(new["shortfall_least"]), (old, new)
            assert most_of(new) <= most_of(old), (old, new)
        before = after


def allowed(status: str) -> set[str]:
    """Return what may become of a status when less is open."""
    outcomes = {"met": {"met"}, "credited": KEPT, "short": {"short"}, "pending": KEPT | {"pending"}}
    return outcomes.get(status, KEPT | {"short", "undisclosed", "unreported"})


def fill_one(files: Files) -> Iterator[Files]:
    """Yield the files with one open cell of releases.csv filled in, in every way."""
    rows = list(csv.DictReader(io.StringIO(files["releases.csv"], newline="")))
    words = words_to_fill(read(files))
    for number, row in enumerate(rows):
        cells = [("count", count) for count in ("0", "1", "7", "900") if row["count"] == "?"]
        cells += [
            (column, word) for column in words if not row.get(column) for word in words[column]
        ]
        for column, value in cells:
            changed = [*rows[:number], {**row, column: value}, *rows[number + 1 :]]
            yield {**files, "releases.csv": write_rows(changed)}


def words_to_fill(truce: Truce) -> dict[str, list[str]]:
    """Return the words for a blank: those asked for, and others, but none of an `except`."""
    asked = words_asked(truce.terms)
    named = defaultdict(set)
    for selector, _ in list_selectors(truce.terms, is_asked=True):
        for column in ("category", "nationality"):
            named[column].update(words_of(selector.get(column, [])))
    return {
        column: asked[column] + sorted(set(WORDS[column]) - named[column])
        for column in ("category", "nationality")
    }


def write_rows(rows: list[Row]) -> str:
    columns = dict.fromkeys(name for row in rows for name in row)
    file = io.StringIO()
    writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
