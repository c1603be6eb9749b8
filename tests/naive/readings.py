"""The terms under one reading: every key that a reading gives replaces the whole key (section 2.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.naive.facts import AS_WRITTEN, Terms

REQUIREMENT = {"at_least", "for_each"}
SPANS = {"phases", "from", "to", "after", "within"}


@dataclass(frozen=True, slots=True)
class Agreement:
    """The obligations (without those voided) and the moments of events under one reading."""

    obligations: dict[str, Terms]
    events: dict[str, datetime | None]  # None: not known to have happened


def agreement_under(terms: Terms, reading: str) -> Agreement:
    """Return what one reading takes the terms to say."""
    obligations = {one["id"]: dict(one) for one in terms["obligations"]}
    events = {name: event.get("at") for name, event in terms.get("events", {}).items()}
    for own in replacements(terms, reading):
        for name, keys in own.get("obligations", {}).items():
            obligations[name] = replace_keys(obligations[name], keys)
        for name, event in own.get("events", {}).items():
            events[name] = event["at"]
    return Agreement(
        obligations={name: one for name, one in obligations.items() if not one.get("void")},
        events=events,
    )


def replacements(terms: Terms, reading: str) -> Iterator[Terms]:
    """Yield the readings whose replacements make up a reading, in the order of their taking effect."""
    if reading == AS_WRITTEN:
        return
    own = terms["readings"][reading]
    for name in own.get("combines", []):
        yield from replacements(terms, name)
    yield own


def replace_keys(obligation: Terms, keys: Terms) -> Terms:
    """Return an obligation with a reading's keys; keys that exclude one another go as one."""
    dropped: set[str] = set()
    for group in (REQUIREMENT, SPANS):
        if group & keys.keys():
            dropped |= group
    return {key: value for key, value in obligation.items() if key not in dropped} | keys
