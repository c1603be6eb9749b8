"""Whatever text comes as terms: it is terms, or it is refused; nothing else ever escapes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.parse.terms import parse_terms

GOOD = """title = "A truce"
timezone = "UTC"
[parties]
hamas = "Hamas"
[[phases]]
name = "first"
from = 2025-01-19
to = 2025-01-25
[[obligations]]
id = "a"
party = "hamas"
counts = { kind = "hostage", except = { basis = "separate" } }
at_least = { 2025-01-19 = 3 }
per = "day"
[readings.r]
combines = ["s"]
[readings.r.obligations.a]
for_each = [{ counts = { party = "hamas" }, owed = 3 }]
[readings.s]
[readings.s.events.e]
at = 2025-01-20T09:00:00+02:00
[events.e]
title = "In force"
at = 2025-01-19T08:30:00+02:00
[[obligations]]
id = "b"
party = "hamas"
counts = { kind = "hostage" }
at_least = "?"
per = "phase"
after = "e"
within = "72h"
[kinds.truck]
one = "aid truck"
many = "aid trucks"
people = false
[cohorts.c]
title = "Held"
party = "hamas"
counts = { kind = "hostage" }
from = 2023-10-07
dead = ["remains"]
"""
LISTED = """
title timezone day_starts parties vocabulary phases obligations extension readings name from
to id party counts at_least per for_each carry carry_days sources void combines held_by kind
category nationality basis except owed obligation after each adds_days at_most_days
first_days within events at kinds one many people cohorts dead ? 72h 60d hamas a r s first as-written UTC day deadline week phase both 2025-01-19 07:00
"""
WORDS = LISTED.split()
HOUR = timedelta(hours=1)

words = st.sampled_from(WORDS)
texts = st.one_of(words, st.text(max_size=5))
leaves = st.one_of(
    texts, texts, st.booleans(), st.integers(), st.integers(0, 30), st.floats(), st.dates(),
    st.dates(date(2025, 1, 18), date(2025, 1, 27)), st.times(), st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
)  # fmt: skip


def tables(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(texts, values, max_size=6)


values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | tables(inner))


def mostly(right: st.SearchStrategy[Any], wrong: st.SearchStrategy[Any]) -> Any:
    return st.integers(0, 40).flatmap(lambda drawn: wrong if drawn == 23 else right)


def some(known: dict[str, Any], *required: str) -> st.SearchStrategy[dict[str, Any]]:
    """Tables with the keys required, any of the others, and now and then a wrong value."""
    anything: st.SearchStrategy[Any] = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=2) | tables(inner), max_leaves=3
    )
    one = {key: mostly(right, anything) for key, right in known.items()}
    optional = {key: value for key, value in one.items() if key not in required}
    return st.fixed_dictionaries({key: one[key] for key in required}, optional=optional)


days = st.dates(date(2025, 1, 18), date(2025, 1, 27))
numbers = st.integers(0, 30)
minima = numbers | st.just("?")
ids = st.sampled_from(["a", "b", "c"])
event_ids = st.sampled_from(["e", "f"])
moments = st.integers(0, 240).map(lambda hour: datetime(2025, 1, 18, tzinfo=UTC) + hour * HOUR)
phase_names = st.sampled_from(["first", "second"])
pers = st.sampled_from(["day", "deadline", "week", "phase"])
some_words = st.sampled_from(["hostage", "prisoner"]) | st.lists(words, min_size=1, max_size=2)
columns = {"kind": some_words, "category": some_words, "basis": some_words}
inner_columns = {**columns, "party": st.sampled_from(["hamas", "israel"])}
items = st.one_of(
    some({"owed": numbers, "obligation": ids}, "owed", "obligation"),
    some({"owed": numbers, "counts": some(inner_columns)}, "owed", "counts"),
)
amounts = st.one_of(
    minima,
    st.dictionaries(days.map(str), minima, min_size=1, max_size=3),
    st.dictionaries(phase_names, minima, min_size=1),
)
rules = {
    "at_least": amounts,
    "for_each": st.lists(items, min_size=1, max_size=2),
    "per": pers,
    "counts": some({**columns, "except": some(columns)}),
    "phases": st.lists(phase_names, min_size=1, max_size=2, unique=True),
    "from": days,
    "to": days,
    "after": event_ids,
    "within": st.sampled_from(["1h", "72h", "3d", "36525d"]),
    "carry": st.sampled_from(["none", "surplus", "shortfall", "both"]),
    "carry_days": numbers,
}
obligation = some(
    {"id": ids, "party": st.just("hamas"), **rules}, "id", "party", "counts", "per", "at_least"
)
reading_names = st.sampled_from(["r", "s", "t"])
reading = some(
    {
        "combines": st.lists(reading_names, min_size=1, max_size=2),
        "obligations": st.dictionaries(ids, some({**rules, "void": st.booleans()})),
        "events": st.dictionaries(event_ids, some({"at": moments}, "at")),
    }
)
whole = some(
    {
        "title": st.just("A truce"),
        "timezone": st.just("UTC"),
        "parties": st.just({"hamas": "Hamas", "israel": "Israel"}),
        "vocabulary": some({"kind": st.lists(words, min_size=1, max_size=3)}),
        "phases": st.lists(
            some({"name": phase_names, "from": days, "to": days}, "name", "from"),
            min_size=1,
            max_size=2,
        ),
        "obligations": st.lists(obligation, min_size=1, max_size=3),
        "readings": st.dictionaries(reading_names, reading),
        "events": st.dictionaries(
            event_ids, some({"title": st.just("In force"), "at": moments}), min_size=1
        ),
        "kinds": st.dictionaries(
            words, some({"one": words, "many": words, "people": st.booleans()}), max_size=2
        ),
        "cohorts": st.dictionaries(
            ids,
            some(
                {
                    "title": words,
                    "party": st.just("hamas"),
                    "counts": some({**columns, "except": some(columns)}),
                    "from": days,
                    "dead": st.lists(words, min_size=1, max_size=2),
                },
                "party", "counts", "from",
            ),
            max_size=2,
        ),
    },
    "title", "timezone", "parties", "phases", "events",
)  # fmt: skip


def toml(value: object) -> str:
    """Write a value as TOML."""
    match value:
        case dict():
            pairs = (f"{toml(key)} = {toml(each)}" for key, each in value.items())
            return "{ " + ", ".join(pairs) + " }"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case datetime() | date() | time():
            return value.isoformat()
        case str():
            return '"' + "".join(f"\\U{ord(char):08X}" for char in value) + '"'
        case _:
            return str(value).lower()


def problems_of(text: str, *, checked: bool) -> tuple[Problem, ...]:
    """Give what is wrong with a text; nothing where it is taken. Anything else escapes."""
    try:
        parse_terms(text, checked=checked)
    except Refusal as refusal:
        return refusal.problems
    return ()


def taken(text: str) -> bool:
    """Tell whether a text is taken as terms, and hold each refusal to what it must always be."""
    problems = problems_of(text, checked=False)
    assert all(problem.where.startswith("terms.toml") for problem in problems)
    assert len({(problem.where, problem.what) for problem in problems}) == len(problems)
    assert problems_of(text, checked=True) in ((), problems)
    if not problems:
        assert parse_terms(text) == parse_terms(text, checked=True)
    return not problems


def document(table: dict[str, Any]) -> str:
    return "\n".join(f"{toml(key)} = {toml(value)}" for key, value in table.items())


@given(st.text())
@settings(deadline=None)
@example("\x00")
@example("\ud800")
@example("[" * 5000)
@example("a = " + "[" * 5000)
@example("a = 9" + "9" * 5000)
@example("\ufeff")
def test_any_text_is_terms_or_refused(text: str) -> None:
    taken(text)


@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 9), st.text(max_size=3))))
@settings(deadline=None)
def test_terms_with_slips_of_the_pen_are_terms_or_refused(
    slips: list[tuple[int, int, str]],
) -> None:
    text = GOOD
    for place, length, instead in slips:
        text = text[:place] + instead + text[place + length :]
    taken(text)


@given(tables(values))
@example({"(one)": []})
@example({"at_least": {"(several)": {"[key]": 1}}, "readings": {"[key]": {"[key]": 5}}})
@example({"obligations": [{"id": []}], "phases": [{"name": {}}]})
@example({"events": {"[key]": {"[key]": 5}}, "kinds": {"kind": {"(one)": 1, "one": {}}}})
@example({"cohorts": {"party": {"(one)": {}, "party": {"(one)": 1}, "counts": {"party": []}}}})
@example({"readings": {"r": {"events": {"kind": {"(one)": 1}, "e": {"at": {}}}}}})
@settings(deadline=None)
def test_any_table_is_terms_or_refused(table: dict[str, Any]) -> None:
    taken(document(table))


@given(whole)
@settings(max_examples=300, deadline=None)
def test_tables_like_terms_are_terms_or_refused(table: dict[str, Any]) -> None:
    taken(document(table))


def test_the_terms_that_slips_are_made_in_are_taken() -> None:
    assert taken(GOOD)
