"""Applying what `margin` offers to the ledger or to the terms flips the verdict; less does not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from tests.naive.clock import DAY
from tests.naive.facts import AS_WRITTEN, COLUMNS, Entry, list_readings, words_of
from tests.naive.judging import Situation, Verdict, match_obligation, open_judge
from tests.naive.margin import OTHER, add, flips, margin
from tests.naive.margin_cases import SEEDS, Case, random_cases, rows_by
from tests.naive.matching import Match
from tests.naive.rows import KEPT, Row, cell

MANY = 60


def is_alike(before: Situation, after: Situation) -> bool:
    """Say whether everything but what is delivered is left as it was."""
    left = [
        (one.required, one.recorded, one.worst, one.best, one.is_over) for one in (before, after)
    ]
    return left[0] == left[1]


def check_applied(case: Case, changed: tuple[Entry, ...], row: Row) -> bool:
    """Check that the ledger with these entries gives what a row says; False: more has changed."""
    before, after = case.situation(row), replace(case, truce=replace(case.truce, entries=changed))
    if not is_alike(before, after.situation(row)):
        return False
    assert after.verdict(row).status == row["becomes"], row
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_people_more_or_fewer_in_the_ledger_flip_a_verdict_and_one_less_does_not(
    seed: int,
) -> None:
    for case, row in rows_by(seed, "people"):
        people = int(row["people"])
        situation = case.situation(row)
        check_applied(case, with_people(case, situation, people), row)
        for fewer in range(1, abs(people)):
            less = add(situation.delivered, fewer if people > 0 else -fewer)
            assert not flips(row["status"], replace(situation, delivered=less).name_status())


@pytest.mark.parametrize("seed", SEEDS)
def test_where_no_people_are_offered_no_number_of_them_does_it(seed: int) -> None:
    for case in random_cases(seed):
        offered = {
            (row["reading"], row["obligation"], row["from"])
            for row in margin(case.truce, case.at)
            if row["by"] == "people"
        }
        for reading, name, verdict in list_verdicts(case):
            situation = verdict.situation
            if situation is None or (reading, name, cell(verdict.period.first)) in offered:
                continue
            least = situation.delivered.least
            for people in range(-least, MANY):
                if (people > 0) == (verdict.status == "short"):
                    changed = replace(situation, delivered=add(situation.delivered, people))
                    assert not flips(verdict.status, changed.name_status())


def list_verdicts(case: Case) -> Iterator[tuple[str, str, Verdict]]:
    for reading in list_readings(case.truce.terms):
        judge = open_judge(case.truce, case.at, reading)
        for name in judge.agreement.obligations:
            yield from ((reading, name, verdict) for verdict in judge.judge(name))


def with_people(case: Case, situation: Situation, people: int) -> tuple[Entry, ...]:
    """Return the entries with so many people more or fewer of those that count in a period."""
    entries = list(case.truce.entries)
    if people > 0:
        return (*entries, fitting_entry(situation, people))
    happened = open_judge(case.truce, case.at, AS_WRITTEN).entries
    for number, entry in enumerate(entries):
        match = match_obligation(entry, situation.obligation, situation.period)
        if match is Match.YES and any(entry is one for one in happened):
            gone = min(entry.least, -people)
            entries[number] = replace(entry, least=entry.least - gone)
            people += gone
    assert people == 0
    return tuple(entries)


def fitting_entry(situation: Situation, people: int) -> Entry:
    """Return an entry that counts in a period and, where it can be, nowhere else."""
    counts = situation.obligation["counts"]
    cells = {
        column: tuple(words_of(counts[column])[:1]) if column in counts else (OTHER,)
        for column in COLUMNS
    }
    assert situation.period.first is not None
    return Entry(
        id="more",
        day=situation.period.first,
        until=situation.period.first,
        moment=None,
        party=tuple(words_of(situation.obligation["party"])[:1]),
        least=people,
        open=False,
        **cells,
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_an_entry_not_counted_or_with_another_cell_flips_a_verdict(seed: int) -> None:
    for case, row in rows_by(seed, "entry"):
        situation = case.situation(row)
        entry = next(one for one in case.truce.entries if one.id == row["ids"])
        assert entry.least == int(row["people"])
        others = tuple(one for one in case.truce.entries if one is not entry)
        if row["status"] in KEPT:
            nobody = replace(entry, least=0, open=False)
            check_applied(case, (*others, nobody), row)
            continue
        changed = [
            one
            for one in list_other_cells(entry, row["key"], situation)
            if match_obligation(one, situation.obligation, situation.period) is Match.YES
        ]
        assert changed, row
        check_applied(case, (*others, changed[0]), row)


def list_other_cells(entry: Entry, key: str, situation: Situation) -> Iterator[Entry]:
    """Yield an entry with another word, or day, in one of its cells."""
    if key == "day":
        for day in (entry.day - DAY, entry.day + DAY):
            yield replace(entry, day=day, until=day)
        return
    for word in [OTHER, *words_of(situation.obligation["counts"].get(key, []))]:
        yield with_cell(entry, key, (word,))
    if key in {"category", "nationality"}:
        yield with_cell(entry, key, ())


def with_cell(entry: Entry, key: str, words: tuple[str, ...]) -> Entry:
    return replace(entry, **{key: words})  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_entry_that_is_not_offered_does_not_flip_a_verdict(seed: int) -> None:
    for case in random_cases(seed):
        offered = {
            (row["reading"], row["obligation"], row["from"], row["ids"])
            for row in margin(case.truce, case.at)
            if row["by"] == "entry"
        }
        for reading, name, verdict in list_verdicts(case):
            situation = verdict.situation
            if situation is None or verdict.status not in KEPT:
                continue
            row = {
                "reading": reading,
                "obligation": name,
                "from": cell(verdict.period.first),
                "to": cell(verdict.period.last),
            }
            for entry in case.truce.entries:
                nobody = replace(entry, least=0, open=False)
                others = tuple(one for one in case.truce.entries if one is not entry)
                after = replace(case, truce=replace(case.truce, entries=(*others, nobody)))
                key = (reading, name, cell(verdict.period.first), entry.id)
                if key not in offered and is_alike(situation, after.situation(row)):
                    assert not flips(verdict.status, after.verdict(row).status)


def test_every_kind_of_offer_comes_about_and_most_can_be_applied() -> None:
    kinds: Counter[str] = Counter()
    applied: Counter[bool] = Counter()
    for seed in range(30):
        for case in random_cases(seed):
            for row in margin(case.truce, case.at):
                kinds[row["by"]] += 1
                if row["by"] == "people":
                    people = with_people(case, case.situation(row), int(row["people"]))
                    applied[check_applied(case, people, row)] += 1
    assert kinds.keys() == {"people", "other-side", "entry", "rule", "claim"}
    assert min(kinds.values()) > 5
    assert applied[True] > applied[False]


def test_offers_are_sorted() -> None:
    by = ["people", "other-side", "entry", "rule", "claim"]
    for seed in SEEDS:
        for case in random_cases(seed):
            rows = margin(case.truce, case.at)
            readings = list_readings(case.truce.terms)
            ids = [one["id"] for one in case.truce.terms["obligations"]]
            assert rows == sorted(
                rows,
                key=lambda row: (
                    readings.index(row["reading"]),
                    ids.index(row["obligation"]),
                    date.fromisoformat(row["from"]),
                    by.index(row["by"]),
                    row["people"] != "",
                    int(row["people"] or 0),
                    row["key"],
                    row["other"],
                    row["ids"],
                ),
            )
