"""What holds for every truce, tried on random ones: the judgement's rules that have no exception."""

import csv
import random
import re
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from exchange_tracker.facts.figures import Amount, Figures
from exchange_tracker.facts.groups import Group, matches
from exchange_tracker.facts.model import Obligation, Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.judge import Snapshot, judge, judge_reading
from exchange_tracker.judging.settlement import Carried, Settlement
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.store.folder import Folder
from tests.program import xt
from tests.random_truces.folder import random_moment, write_truce

SEEDS = range(40)
Truce = tuple[Path, str]


@pytest.fixture(params=SEEDS)
def truce(request: pytest.FixtureRequest, tmp_path: Path) -> Truce:
    """A random truce folder, and a moment to judge it at."""
    rng = random.Random(f"always {request.param}")
    folder = tmp_path / "truce"
    write_truce(folder, rng)
    return folder, random_moment(folder, rng).isoformat(timespec="seconds")


def asked(folder: Path, at: str) -> dict[str, str]:
    """The rows of each judging command."""
    commands = ("check --all", "totals --by kind,nationality", "extension")
    return {
        command: xt(*command.split(), "--ledger", folder, "--at", at, "-O", "csv").out
        for command in commands
    }


def shuffle_entries(folder: Path, rng: random.Random) -> None:
    """Put the rows of releases.csv into another order."""
    path = folder / "releases.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    rng.shuffle(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def test_the_order_of_the_entries_changes_nothing(truce: Truce) -> None:
    folder, at = truce
    before = asked(folder, at)
    shuffle_entries(folder, random.Random(at))
    assert asked(folder, at) == before


def test_swapping_the_names_of_two_parties_swaps_their_rows(truce: Truce) -> None:
    folder, at = truce
    before = asked(folder, at)
    for path in (folder / "terms.toml", folder / "releases.csv"):
        path.write_bytes(swapped(path.read_text("utf-8-sig")).encode())
    (folder / "claims.csv").unlink(missing_ok=True)
    after = asked(folder, at)
    for command, text in before.items():
        assert sorted(after[command].splitlines()) == sorted(swapped(text).splitlines())


def swapped(text: str) -> str:
    """The text with `hamas` for `Third-Side`, and so on round for three of them."""
    names = {"hamas": "Third-Side", "Third-Side": "israel", "israel": "hamas"}
    return re.sub("|".join(names), lambda match: names[match[0]], text)


def test_a_further_reading_changes_no_row_of_the_others(truce: Truce) -> None:
    folder, at = truce
    before = asked(folder, at)
    names = re.findall(r'^id = "(\w+)"', (folder / "terms.toml").read_text("utf-8"), re.MULTILINE)
    with (folder / "terms.toml").open("a", encoding="utf-8") as terms:
        terms.write("[readings.further]\ntitle = 'f'\nheld_by = 'f'\n")
        for name in names:
            terms.write(f"[readings.further.obligations.{name}]\ncarry = 'both'\n")
    after = asked(folder, at)
    assert "further," in after["check --all"] + after["extension"]
    for command, text in before.items():
        kept = [line for line in after[command].splitlines() if not line.startswith("further,")]
        assert kept == text.splitlines()


def judging(folder: Path, at: str) -> tuple[Terms, Snapshot]:
    read = Folder(folder)
    moment = datetime.fromisoformat(at).astimezone(UTC)
    clock = Clock(read.terms.timezone, read.terms.day_starts)
    return read.terms, Snapshot(read.figures(moment), clock, moment)


def test_all_credit_that_was_made_was_used_has_lapsed_or_is_still_carried(truce: Truce) -> None:
    terms, moment = judging(*truce)
    for reading in terms.readings:
        judged = judge_reading(reading, moment)
        for obligation in reading.obligations:
            begun = [v for v in judged[obligation.id] if v.status is not Status.UPCOMING]
            if obligation.carry.credit and begun:
                both = cases(begun)
                assert_accounted_for(obligation, both[: len(begun)])
                assert_accounted_for(obligation, both[len(begun) :])
            else:
                assert not any(case.brought.credit or case.carried.credit for case in cases(begun))


class Case(NamedTuple):
    """One case of a verdict: what it was brought, what it used and earned, and what it hands on."""

    verdict: Verdict
    brought: Carried
    settled: Settlement
    carried: Carried


def cases(verdicts: list[Verdict]) -> list[Case]:
    """The worst cases, then the best."""
    worst = [Case(v, v.worst_brought, v.worst, v.worst_carried) for v in verdicts]
    return worst + [Case(v, v.best_brought, v.best, v.best_carried) for v in verdicts]


def assert_accounted_for(obligation: Obligation, cases: list[Case]) -> None:
    made = sum(case.settled.surplus for case in cases)
    used = sum(case.settled.credit_used for case in cases)
    lapsed: Amount = 0
    for before, after in pairwise(cases):
        kept = after.brought.credit
        gone = [credit for credit in before.carried.credit if credit not in kept]
        assert all(is_old(obligation, credit.earned, after.verdict) for credit in gone)
        assert not any(is_old(obligation, credit.earned, after.verdict) for credit in kept)
        lapsed += sum(credit.people for credit in gone)
    assert made == used + lapsed + cases[-1].carried.people


def is_old(obligation: Obligation, earned: date, verdict: Verdict) -> bool:
    limit = obligation.carry_days
    return limit is not None and (verdict.first - earned).days > limit


def test_one_more_person_never_worsens_what_the_terms_ask_of_the_party(truce: Truce) -> None:
    terms, moment = judging(*truce)
    before = judge(terms.readings, moment)
    obligations = {
        (reading.name, obligation.id): obligation
        for reading in terms.readings
        for obligation in reading.obligations
    }
    groups = sorted({row.group for row in moment.figures})
    for group in groups[:6]:
        after = judge(terms.readings, with_one_more(moment, group))
        for old, new in zip(before, after, strict=True):
            obligation = obligations[old.reading, old.obligation]
            if not obligation.for_each and counts(obligation, group):
                assert new.shortfall_least <= old.shortfall_least
                assert new.shortfall_most <= old.shortfall_most
                assert new.status in {
                    Status.MET: {Status.MET},
                    Status.CREDITED: {Status.MET, Status.CREDITED},
                    Status.SHORT: set(Status) - {Status.UPCOMING, Status.PENDING},
                }.get(old.status, {old.status, Status.MET, Status.CREDITED})


def counts(obligation: Obligation, group: Group) -> bool:
    return group.party in obligation.parties and matches(obligation.counts, group)


def with_one_more(moment: Snapshot, group: Group) -> Snapshot:
    """The same sums with one more person in the middle entry of a group."""
    rows = list(moment.figures)
    own = [index for index, row in enumerate(rows) if row.group == group]
    index = own[len(own) // 2]
    rows[index] = rows[index]._replace(people=rows[index].people + 1)
    return Snapshot(Figures.of(rows), moment.clock, moment.at)
