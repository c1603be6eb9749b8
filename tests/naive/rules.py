"""What another reading would change of a verdict (ledger.md, section 4.2, `rule`)."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.naive.facts import AS_WRITTEN, Terms, list_readings
from tests.naive.judging import Judge, Verdict
from tests.naive.random_terms import is_valid
from tests.naive.readings import Agreement, replace_keys, replacements
from tests.naive.rows import Days, say

GROUPS = {
    "counts": {"counts"},
    "requirement": {"at_least", "for_each"},
    "dates": {"per", "phases", "from", "to", "after", "within"},
    "carry": {"carry", "carry_days"},
    "void": {"void"},
}
Events = dict[str, datetime | None]


@dataclass(frozen=True, slots=True)
class Trial:
    """An obligation judged with another reading's replacements of these groups."""

    reading: str
    groups: tuple[str, ...]
    verdicts: list[Verdict]


@dataclass(frozen=True, slots=True)
class Rule:
    """Another reading's replacements that turn what this one says of a period."""

    reading: str
    groups: tuple[str, ...]
    becomes: str  # blank: the period is no longer judged


def try_rules(judge: Judge, reading: str, name: str) -> list[Trial]:
    """Return every valid set of another reading's replacements, each reading's small ones first."""
    return [
        Trial(other, groups, verdicts)
        for other in list_readings(judge.truce.terms)
        if other != reading
        for groups in list_sets(list_groups(judge.truce.terms, other, name))
        for verdicts in [judge_with(judge, other, name, groups)]
        if verdicts is not None
    ]


def find_rules(trials: list[Trial], verdict: Verdict) -> Iterator[Rule]:
    """Yield the sets, none of whose subsets does it, that turn what is said of a period."""
    assert verdict.period.first is not None
    days = verdict.period.first, verdict.period.last
    before = say([verdict], days)
    rules: list[Rule] = []
    for trial in trials:
        does_it = {before, say(trial.verdicts, days)} == {"kept", "not_kept"}
        if does_it and not any(is_part(rule, trial) for rule in rules):
            rules.append(Rule(trial.reading, trial.groups, becomes=status_of(trial, days)))
    yield from rules


def is_part(rule: Rule, trial: Trial) -> bool:
    """Say whether the groups of a rule are among those of a trial of the same reading."""
    return rule.reading == trial.reading and set(rule.groups) <= set(trial.groups)


def status_of(trial: Trial, days: Days) -> str:
    """Return the status of exactly a period, or a blank where it is no longer judged."""
    statuses = [one.status for one in trial.verdicts if (one.period.first, one.period.last) == days]
    return statuses[0] if statuses else ""


def list_sets(groups: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield every set of some groups, the small ones first."""
    for size in range(1, len(groups) + 1):
        yield from itertools.combinations(groups, size)


def list_groups(terms: Terms, other: str, name: str) -> list[str]:
    """Return the groups of keys of an obligation that a reading replaces; as written, all."""
    if other == AS_WRITTEN:
        return list(GROUPS)
    key_names: set[str] = set()
    for own in replacements(terms, other):
        key_names |= own.get("obligations", {}).get(name, {}).keys()
        key_names |= {"after"} if own.get("events") else set()
    return [group for group, keys in GROUPS.items() if keys & key_names]


def judge_with(
    judge: Judge, other: str, name: str, groups: tuple[str, ...]
) -> list[Verdict] | None:
    """Return the verdicts with these replacements, or None where what results is not valid."""
    terms, agreement = judge.truce.terms, judge.agreement
    obligation, events = dict(agreement.obligations[name]), dict(agreement.events)
    if other == AS_WRITTEN:
        obligation, events = restore(terms, name, groups, obligation, events)
    else:
        for own in replacements(terms, other):
            keys = only(own.get("obligations", {}).get(name, {}), groups)
            obligation = replace_keys(obligation, keys)
            if "dates" in groups:
                events |= {event: keys["at"] for event, keys in own.get("events", {}).items()}
    obligations = agreement.obligations | {name: obligation}
    if not is_valid(obligation, terms["phases"]) or runs_in_a_circle(obligations, name):
        return None
    if obligation.get("void"):
        return []
    changed = Judge(
        agreement=Agreement(obligations=obligations, events=events),
        truce=judge.truce,
        at=judge.at,
        entries=judge.entries,
        # The other obligations are left as they are.
        verdicts={each: judge.judge(each) for each in agreement.obligations if each != name},
    )
    return changed.judge(name)


def restore(
    terms: Terms, name: str, groups: tuple[str, ...], obligation: Terms, events: Events
) -> tuple[Terms, Events]:
    """Return an obligation, and events, with these groups as they are written."""
    (written,) = (one for one in terms["obligations"] if one["id"] == name)
    rest = {key: value for key, value in obligation.items() if not only({key: value}, groups)}
    if "dates" in groups:
        events = {event: keys.get("at") for event, keys in terms.get("events", {}).items()}
    return rest | only(written, groups), events


def only(keys: Terms, groups: tuple[str, ...]) -> Terms:
    """Return those keys that are of some groups."""
    return {
        key: value for key, value in keys.items() if any(key in GROUPS[group] for group in groups)
    }


def runs_in_a_circle(obligations: dict[str, Terms], name: str) -> bool:
    """Say whether the items of an obligation's `for_each` lead back to it."""
    waiting, seen = [name], set()
    while waiting:
        for item in obligations.get(waiting.pop(), {}).get("for_each", []):
            other = item.get("obligation")
            if other == name:
                return True
            if other is not None and other not in seen:
                seen.add(other)
                waiting.append(other)
    return False
