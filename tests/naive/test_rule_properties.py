"""Terms with what a `rule` of `margin` offers flip the verdict; with less they do not."""

import itertools
from copy import deepcopy
from dataclasses import replace

import pytest

from tests.naive.facts import AS_WRITTEN, Terms, list_readings
from tests.naive.judging import open_judge
from tests.naive.literal import list_tables
from tests.naive.margin import margin
from tests.naive.margin_cases import SEEDS, Case, random_cases, rows_by
from tests.naive.random_terms import is_valid
from tests.naive.readings import agreement_under, replacements
from tests.naive.rows import Row, say
from tests.naive.rules import GROUPS, list_sets, only


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rule_in_the_terms_flips_a_verdict_and_none_of_its_parts_does(seed: int) -> None:
    for case, row in rows_by(seed, "rule"):
        groups = tuple(row["key"].split(";"))
        if hangs_on_others(case):
            continue
        assert does_it(case, row, groups)
        for size in range(1, len(groups)):
            for some in itertools.combinations(groups, size):
                assert not does_it(case, row, some)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rule_that_is_not_offered_does_not_flip_a_verdict(seed: int) -> None:
    for case in random_cases(seed):
        if hangs_on_others(case):
            continue
        rows = margin(case.truce, case.at)
        periods = {(row["reading"], row["obligation"], row["from"], row["to"]) for row in rows}
        for reading, name, first, last in periods:
            row = {"reading": reading, "obligation": name, "from": first, "to": last}
            offered = [
                (one["other"], set(one["key"].split(";")))
                for one in rows
                if row.items() <= one.items() and one["by"] == "rule"
            ]
            for other in set(list_readings(case.truce.terms)) - {reading}:
                parts = [key for which, key in offered if which == other]
                for groups in list_sets(list(GROUPS)):
                    expected = any(part <= set(groups) for part in parts)
                    if not expected:
                        assert not does_it(case, row | {"other": other}, groups), (row, groups)


def hangs_on_others(case: Case) -> bool:
    """Say whether some obligation names another, and there are events, which could move both."""
    terms = case.truce.terms
    items = [item for table in list_tables(terms) for item in table.get("for_each", [])]
    return "events" in terms and any("obligation" in item for item in items)


def does_it(case: Case, row: Row, groups: tuple[str, ...]) -> bool:
    """Say whether terms with another reading's keys of these groups turn what is said."""
    terms = apply(case.truce.terms, row, groups)
    obligation = agreement_under(terms, "applied").obligations.get(row["obligation"])
    if obligation is not None and not is_valid(obligation, terms["phases"]):
        return False
    verdict = case.verdict(row)
    assert verdict.period.first is not None
    days = verdict.period.first, verdict.period.last
    judge = open_judge(replace(case.truce, terms=terms), case.at, "applied")
    after = say(judge.judge(row["obligation"]), days)
    return {say([verdict], days), after} == {"kept", "not_kept"}


def apply(terms: Terms, row: Row, groups: tuple[str, ...]) -> Terms:
    """Return terms in which the reading `applied` is a row's, with these keys of the other."""
    terms = deepcopy(terms)
    readings = terms.setdefault("readings", {})
    name, own, other = row["obligation"], row["reading"], row["other"]
    if other == AS_WRITTEN:
        return apply_as_written(terms, name, own, groups)
    steps = []
    for number, one in enumerate(list(replacements(terms, other))):
        step: Terms = {
            "obligations": {name: only(one.get("obligations", {}).get(name, {}), groups)}
        }
        if "dates" in groups:
            step["events"] = one.get("events", {})
        readings[f"step {number}"] = step
        steps.append(f"step {number}")
    readings["applied"] = {"combines": [*([] if own == AS_WRITTEN else [own]), *steps]}
    return terms


def apply_as_written(terms: Terms, name: str, own: str, groups: tuple[str, ...]) -> Terms:
    """Return terms whose obligations are a reading's, but for the groups of one of them."""
    agreement = agreement_under(terms, own)
    (written,) = (one for one in terms["obligations"] if one["id"] == name)
    changed = [
        {key: value for key, value in one.items() if key == "id" or not only({key: value}, groups)}
        | only(written, groups)
        if one["id"] == name
        else one
        for one in agreement.obligations.values()
    ]
    terms = {**terms, "obligations": changed, "readings": {"applied": {}}}
    if "dates" not in groups:
        terms["events"] = {
            event: {} if at is None else {"at": at} for event, at in agreement.events.items()
        }
    return terms
