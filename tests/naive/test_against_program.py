"""The program against the naive reference: random truces at random moments, and the real ones.

`NAIVE_TRUCES=3000 pytest tests/naive/test_against_program.py` tries as many truces as it says, the
same ones on every run.
"""

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.naive import check, exit_code, extension, load, reconcile, together, totals
from tests.naive.clock import DAY
from tests.naive.facts import COLUMNS, Truce, first_day, last_day, list_readings
from tests.naive.random_truces import judging_moments, random_truce, write_folder
from tests.naive.rows import FINDINGS, Row
from tests.program import Ran, xt
from tests.random_truces.folder import random_moment, write_truce

TRUCES = int(os.environ.get("NAIVE_TRUCES", "24"))
DATA = Path(__file__).parents[2] / "data"
LAST_READ = datetime.fromisoformat("2026-01-10T12:00:00+00:00")  # days of open ends run on to it
BEYOND = {"explanation", "measure", "cohort"}
REAL = sorted(path.name for path in DATA.iterdir() if path.is_dir())


@dataclass(frozen=True, slots=True)
class Case:
    """A truce as a folder, as a ledger made from it and as the reference has it, and a moment."""

    folder: Path
    ledger: Path
    truce: Truce
    at: datetime
    rng: random.Random

    def ask(self, command: str, *options: object) -> Ran:
        """Return what the command gives for the folder, which is what it gives for the ledger."""
        words = (command, "--at", self.at.isoformat(), "-O", "csv", "--raw", *options)
        from_folder = xt(*words, "--ledger", self.folder)
        assert from_folder == xt(*words, "--ledger", self.ledger)
        assert from_folder.err == ""
        return from_folder


@pytest.mark.parametrize("seed", range(TRUCES))
def test_a_random_truce_is_judged_and_added_up_as_the_reference_does(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(f"against the program {seed}")
    files = random_truce(rng, new_words=seed % 3 > 0)
    folder = write_folder(tmp_path / "truce", files)
    for case in cases(folder, tmp_path, judging_moments(rng, files, 2), rng):
        compare(case)


@pytest.mark.parametrize("seed", range(TRUCES))
def test_a_truce_of_many_entries_is_judged_and_added_up_as_the_reference_does(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    write_truce(tmp_path / "truce", rng)
    moment = random_moment(tmp_path / "truce", rng)
    for case in cases(tmp_path / "truce", tmp_path, [moment], rng):
        compare(case)


@pytest.mark.parametrize("name", REAL)
def test_a_real_truce_is_judged_and_added_up_as_the_reference_does(
    tmp_path: Path, name: str
) -> None:
    rng = random.Random(name)
    truce = load(DATA / name)
    last = last_day(truce.terms) or truce.clock.day(LAST_READ)  # without an end: days to be judged
    length = (last - first_day(truce.terms)).days
    days = {0, length, *(rng.randint(0, length) for _ in range(2))}
    moments = [
        truce.clock.start(first_day(truce.terms) + day * DAY) + timedelta(hours=rng.choice([0, 12]))
        for day in sorted(days)
    ]
    for case in cases(DATA / name, tmp_path, [*moments, truce.clock.start(last + 99 * DAY)], rng):
        compare(case)


def cases(
    folder: Path, place: Path, moments: Sequence[datetime], rng: random.Random
) -> Iterator[Case]:
    ledger = place / "truce.db"
    assert xt("init", ledger, "--from", folder).code == 0
    truce = load(folder)
    for at in moments:
        yield Case(folder, ledger, truce, at, rng)


def compare(case: Case) -> None:
    compare_check(case)
    compare_readings(case)
    compare_days(case)
    compare_totals(case)
    compare_claims(case)
    assert case.ask("extension").ok.rows == extension(case.truce, case.at)


def compare_check(case: Case) -> None:
    ran = case.ask("check", "--all")
    assert (ran.rows, ran.code) == (
        check(case.truce, case.at, all_=True),
        exit_code(case.truce, case.at),
    )
    assert case.ask("check", "--together").rows == together(case.truce, case.at)


def compare_readings(case: Case) -> None:
    names = list_readings(case.truce.terms)
    some = case.rng.sample(names, case.rng.randint(1, len(names)))
    options = [word for name in some for word in ("--reading", name)]
    ran = case.ask("check", *options)
    assert (ran.rows, ran.code) == (
        check(case.truce, case.at, some),
        exit_code(case.truce, case.at, some),
    )
    ran = case.ask("check", "--together", *options)
    assert ran.rows == together(case.truce, case.at, some)


def compare_days(case: Case) -> None:
    """Compare what is left of the rows with `--from` and `--to`: the exit code follows them."""
    first, last = pick_days(case)
    rows = [row for row in check(case.truce, case.at) if shares_days(row, first, last)]
    joint = [row for row in together(case.truce, case.at) if shares_days(row, first, last)]
    options = write_days(first, last)
    ran = case.ask("check", *options)
    assert (ran.rows, ran.code) == (rows, code_of(rows, joint))
    ran = case.ask("check", "--together", *options)
    assert (ran.rows, ran.code) == (joint, code_of(rows, joint))


def shares_days(row: Row, first: date | None, last: date | None) -> bool:
    if not row["from"]:  # it waits for an event, and has no days
        return first is None and last is None
    starts = last is None or row["from"] <= last.isoformat()
    return starts and (first is None or not row["to"] or row["to"] >= first.isoformat())


def code_of(rows: list[Row], joint: list[Row]) -> int:
    if any(row["together"] == "short" for row in joint):
        return 1
    return 4 if any(row["status"] in FINDINGS for row in rows) else 0


def compare_totals(case: Case) -> None:
    by = case.rng.sample(COLUMNS, case.rng.randint(1, len(COLUMNS)))
    first, last = pick_days(case)
    options = [word for column in by for word in ("--by", column)]
    ran = case.ask("totals", *options, *write_days(first, last)).ok
    assert ran.rows == totals(case.truce, case.at, by, first, last)
    assert case.ask("totals").ok.rows == totals(case.truce, case.at)


def pick_days(case: Case) -> tuple[date | None, date | None]:
    """Return the ends of a range of days about the truce, one of them or none perhaps."""
    terms = case.truce.terms
    last = last_day(terms) or case.truce.clock.day(case.at)
    first = first_day(terms) + case.rng.randint(-5, 5) * DAY
    last = max(first, last + case.rng.randint(-4, 5) * DAY)
    return case.rng.choice([(first, last), (first, None), (None, last), (None, None)])


def write_days(first: date | None, last: date | None) -> list[object]:
    return [*(["--from", first] if first else []), *(["--to", last] if last else [])]


def compare_claims(case: Case) -> None:
    expected = reconcile(case.truce, case.at)
    compare_rows(case.ask("reconcile"), expected)
    if not expected:
        return
    some = case.rng.sample([row["claim"] for row in expected], case.rng.randint(1, len(expected)))
    compare_rows(case.ask("reconcile", *some), [row for row in expected if row["claim"] in some])
    status = case.rng.choice(expected)["status"]
    alike = [row for row in expected if row["status"] == status]
    compare_rows(case.ask("reconcile", "--status", status), alike)


def compare_rows(ran: Ran, expected: list[Row]) -> None:
    assert [laid(row) for row in ran.rows] == [laid(row) for row in expected]
    assert (ran.code == 1) == any(row["status"] == "differs" for row in expected)
    for row in ran.rows:
        assert bool(row["explanation"]) == (row["status"] != "agrees")


def laid(row: Row) -> Row:
    """Return a row of `reconcile` without what the reference does not say or leaves blank."""
    return {key: value for key, value in row.items() if key not in BEYOND}
