"""Terms with two phases, one of them without an end, and two events; one obligation to be changed."""

from datetime import UTC, date, datetime

from exchange_tracker.facts.event import Event
from exchange_tracker.facts.model import Obligation, Span, Terms
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.parse.terms import parse_terms

FIRST = Span("first", date(2025, 10, 10), date(2025, 10, 19))
LAST = Span("last", date(2025, 10, 20), NEVER)
HEAD = """
title      = "A truce"
timezone   = "Asia/Jerusalem"
day_starts = "07:00"
[parties]
hamas  = "Hamas"
israel = "Israel"
[[phases]]
name = "last"
from = 2025-10-20
[[phases]]
name = "first"
from = 2025-10-10
to   = 2025-10-19
[events.talks]
title = "Talks begin"
[events.ceasefire]
title   = "The ceasefire is in force"
at      = 2025-10-10T12:00:00+03:00
sources = ["ap-2025-10-10"]
"""
NOON = datetime(2025, 10, 10, 9, tzinfo=UTC)
TALKS = Event("talks", "Talks begin", None)
CEASEFIRE = Event("ceasefire", "The ceasefire is in force", NOON, ("ap-2025-10-10",))


def obligation(more: str = "") -> str:
    """Write an obligation; a key in ``more`` stands in the place of its usual line."""
    usual = {
        "party": 'party = "hamas"',
        "counts": 'counts = { kind = "hostage" }',
        "at_least": "at_least = 20",
        "per": 'per = "phase"',
    }
    keys = {line.split(" ")[0] for line in more.splitlines()}
    lines = [line for key, line in usual.items() if key not in keys]
    return "\n".join(["[[obligations]]", 'id = "living"', *lines, more, ""])


def whole(text: str) -> Terms:
    """Return the terms, which are the same when they are read as checked before."""
    terms = parse_terms(HEAD + text)
    assert parse_terms(HEAD + text, checked=True) == terms
    return terms


def only(more: str) -> Obligation:
    """Return what becomes of the one obligation of the terms."""
    (result,) = whole(obligation(more)).as_written.obligations
    return result


def moved(readings: str, more: str = 'after = "ceasefire"\nwithin = "72h"') -> dict[str, str]:
    """Return by reading on which days the one obligation has to be kept."""
    return {
        reading.name: " ".join(f"{span.first} {span.last}" for span in each.spans)
        for reading in whole(obligation(more) + readings).readings
        for each in reading.obligations
    }
