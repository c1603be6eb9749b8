"""What people fall into who write terms is noted, and what is nearly the same is not (issue 13)."""

from datetime import date

import pytest

from exchange_tracker.facts.model import AS_WRITTEN
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.queries.any_basis import AnyBasis, AnyBasisOwed
from exchange_tracker.queries.near_words import NearWord
from exchange_tracker.queries.terms_notes import (
    EachPhase,
    Finding,
    LateStart,
    Note,
    NothingOwed,
    ShortWeek,
    Unmatchable,
    terms_notes,
)
from tests.noted_terms import BASIS, BOTH, FIRST, HEAD, owed

VOCABULARY = 'vocabulary.kind = ["hostage", "prisoner"]\nvocabulary.basis = ["separate"]\n'
ONLY_AGREEMENT = 'vocabulary.basis = ["agreement"]\n'


def notes(*obligations: str, head: str = "") -> list[Note]:
    return terms_notes(parse_terms(f"{head}{HEAD}{''.join(obligations)}", "terms.toml"))


COUNTS = "counts = { kind = "
Case = tuple[tuple[str, ...], tuple[str, ...], Finding | NearWord]  # provoking, near, what is noted
CASES: dict[str, Case] = {
    "a number for each of several phases": (
        (owed(f"{BOTH}\nat_least = 28"),),
        (owed(f"{BOTH}\nat_least = {{ first = 28, second = 28 }}"),),
        EachPhase("owed", 28, ("first", "second")),
    ),
    "a number for each phase, as no phase is named": (
        (owed("phases = ['second', 'first']\nat_least = 28"),),
        (owed("from = 2025-10-10\nto = 2025-11-08\nat_least = 28"),),
        EachPhase("owed", 28, ("first", "second")),
    ),
    "a number in one phase": (
        (owed(f"{BOTH}\nat_least = 28"),),
        (owed(f"{FIRST}\nat_least = 28"),),
        EachPhase("owed", 28, ("first", "second")),
    ),
    "no number in several phases": (
        (owed(f"{BOTH}\nat_least = 1"),),
        (owed(f'{BOTH}\nat_least = "?"'), owed(f"{BOTH}\nat_least = 0", "none")),
        EachPhase("owed", 1, ("first", "second")),
    ),
    "a last week cut short": (
        (owed('per = "week"\nphases = ["second"]\nat_least = 3'),),
        (owed('per = "week"\nphases = ["first"]\nat_least = 3'),),
        ShortWeek("owed", 3, *map(date.fromisoformat, ("2025-11-07", "2025-11-08"))),
    ),
    "a week cut short in the middle of the truce": (
        (owed('per = "week"\nfrom = 2025-10-10\nto = 2025-10-17\nat_least = 3'),),
        (owed('per = "week"\nfrom = 2025-10-10\nto = 2025-10-16\nat_least = 3'),),
        ShortWeek("owed", 3, *map(date.fromisoformat, ("2025-10-17", "2025-10-17"))),
    ),
    "a deadline that begins late": (
        (owed('per = "deadline"\nphases = ["second"]\nat_least = { 2025-10-30 = 3 }'),),
        (owed('per = "deadline"\nphases = ["first"]\nat_least = { 2025-10-20 = 3 }'),),
        LateStart("owed", *map(date.fromisoformat, ("2025-10-24", "2025-10-10"))),
    ),
    "a deadline that follows another obligation": (
        (
            owed('per = "deadline"\nphases = ["second"]\nat_least = { 2025-10-30 = 3 }'),
            owed(f'{COUNTS}"prisoner", basis = "agreement" }}', "others"),
        ),
        (
            owed('per = "deadline"\nphases = ["second"]\nat_least = { 2025-10-30 = 3 }'),
            owed(BASIS, "earlier"),
        ),
        LateStart("owed", *map(date.fromisoformat, ("2025-10-24", "2025-10-10"))),
    ),
    "a deadline after an event": (
        (owed('after = "ceasefire"\nwithin = "72h"'),),
        (owed('after = "ceasefire"'), owed('after = "talks"\nwithin = "72h"', "then")),
        LateStart("owed", *map(date.fromisoformat, ("2025-10-12", "2025-10-10"))),
    ),
    "counts without basis": (
        (owed(f'{COUNTS}"hostage" }}'),),
        (owed(f'{COUNTS}"hostage", basis = ["agreement", "separate"] }}'),),
        AnyBasis("owed"),
    ),
    "counts without basis, a basis excepted": (
        (owed(f'{COUNTS}"hostage", except = {{ category = "soldier" }} }}'),),
        (owed(f'{COUNTS}"hostage", except = {{ basis = "separate" }} }}'),),
        AnyBasis("owed"),
    ),
    "for_each without basis": (
        (owed('for_each = [{ counts = { kind = "prisoner" }, owed = 1 }]'),),
        (owed('for_each = [{ counts = { kind = "prisoner", basis = "agreement" }, owed = 1 }]'),),
        AnyBasisOwed("owed"),
    ),
    "a word in the plural": (
        (owed(BASIS), owed(BASIS, "two"), owed(BASIS.replace("hostage", "hostages"), "x")),
        (owed(BASIS), owed(BASIS, "two"), owed(BASIS.replace("hostage", "detainee"), "x")),
        NearWord("kind", "hostages", "hostage"),
    ),
    "a slip in a word": (
        (owed(BASIS), owed(BASIS, "two"), owed(BASIS.replace("hostage", "hostgae"), "x")),
        (
            *(owed(BASIS), owed(BASIS, "two"), owed(BASIS.replace("hostage", "hostgae"), "x")),
            owed(BASIS.replace("hostage", "hostgae"), "y"),
        ),
        NearWord("kind", "hostgae", "hostage"),
    ),
    "every entry excepted": (
        (owed(f'{COUNTS}"hostage", basis = "agreement", except = {{ kind = "hostage" }} }}'),),
        (
            owed(
                'counts = { kind = ["hostage", "child"], basis = "agreement",'
                ' except = { kind = "hostage" } }'
            ),
        ),
        Unmatchable("owed"),
    ),
    "every entry of several columns excepted": (
        (
            owed(
                'counts = { kind = "hostage", category = ["woman"], basis = "agreement",'
                ' except = { kind = ["hostage", "prisoner"], category = ["woman", "man"] } }'
            ),
        ),
        (
            owed(  # of another category, or of none
                'counts = { kind = "hostage", basis = "agreement",'
                ' except = { kind = "hostage", category = ["woman", "man"] } }'
            ),
        ),
        Unmatchable("owed"),
    ),
    "nobody named in for_each": (
        (
            owed(
                'for_each = [{ counts = { kind = "prisoner", basis = "agreement",'
                ' except = { kind = "prisoner" } }, owed = 1 }]'
            ),
        ),
        (
            owed(
                'for_each = [{ counts = { kind = "prisoner", basis = "agreement",'
                ' except = { kind = "prisoner", nationality = "Thai" } }, owed = 1 }]'
            ),
        ),
        NothingOwed("owed", 1),
    ),
    "no period within one of its own": (
        (owed("", "whole"), owed('per = "day"\nfor_each = [{ obligation = "whole", owed = 3 }]')),
        (
            owed('per = "day"', "daily"),
            owed('per = "week"\nfor_each = [{ obligation = "daily", owed = 3 }]'),
        ),
        NothingOwed("owed", 1, "whole"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_note_is_given_for_what_people_fall_into_and_for_nothing_near(case: str) -> None:
    provoking, near, finding = CASES[case]
    assert notes(*provoking) == [Note(finding)]
    assert notes(*near) == []


@pytest.mark.parametrize(
    ("counts", "findings"),
    [
        (
            '{ except = { kind = ["hostage", "prisoner"] } }',
            [Unmatchable("owed"), AnyBasis("owed")],
        ),
        ('{ except = { kind = ["hostage"] } }', [AnyBasis("owed")]),
        ('{ except = { basis = ["agreement", "separate"] } }', [Unmatchable("owed")]),
        ('{ except = { basis = "separate" } }', []),
    ],
)
def test_the_vocabulary_says_what_is_left(counts: str, findings: list[Finding]) -> None:
    remainder = notes(owed(f"counts = {counts}"), head=VOCABULARY)
    assert sorted(map(repr, remainder)) == sorted(repr(Note(finding)) for finding in findings)


def test_no_basis_is_needed_where_the_vocabulary_has_only_the_agreement() -> None:
    assert notes(owed('counts = { kind = "hostage" }'), head=ONLY_AGREEMENT) == []


def test_a_word_of_the_vocabulary_that_is_used_is_meant() -> None:
    listed = 'vocabulary.kind = ["hostage", "hostages"]\n'
    three = (owed(BASIS), owed(BASIS, "two"))
    assert notes(*three, owed(BASIS.replace("hostage", "hostages"), "x"), head=listed) == []
    assert notes(*three, head=listed) == [Note(NearWord("kind", "hostages", "hostage"))]


def test_a_blank_category_is_excepted_by_no_word() -> None:
    women = 'counts = { kind = "hostage", basis = "agreement", except = { category = "woman" } }'
    assert notes(owed(women), head='vocabulary.category = ["woman"]\n') == []


def test_a_reading_that_leaves_a_word_alone_does_not_use_it_again() -> None:
    plural = owed(BASIS.replace("hostage", "hostages"), "x")
    near = Note(NearWord("kind", "hostages", "hostage"))
    assert notes(owed(BASIS), plural, "[readings.other.obligations.x]\nat_least = 9\n") == [near]


def test_kinds_and_cohorts_use_words_too() -> None:
    truck = "[kinds.truck]\none = 'truck'\nmany = 'trucks'\npeople = false\n"
    cohort = "[cohorts.held]\nparty = 'hamas'\ncounts = { kind = 'trucks' }\nfrom = 2025-10-10\n"
    plural = owed(BASIS.replace("hostage", "trucks"))
    assert notes(plural, truck) == [Note(NearWord("kind", "trucks", "truck"))]
    assert notes(owed(""), truck, cohort) == [Note(NearWord("kind", "trucks", "truck"))]
    assert notes(owed(BASIS.replace("hostage", "truck")), truck) == []


FAR = [("man", "men"), ("killed-2006", "killed-2007"), ("Iranian", "Iraqi"), ("woman", "minor")]
NEAR = [("soldier", "soldiers"), ("over 50", "over-50"), ("Woman", "woman"), ("minor", "minro")]


@pytest.mark.parametrize(("one", "other"), [*FAR, *NEAR])
def test_short_words_and_numbers_are_alike_by_chance(one: str, other: str) -> None:
    both = [
        owed(f'counts = {{ category = "{word}", basis = "agreement" }}', f"o{place}")
        for place, word in enumerate((one, one, other))
    ]
    near = [Note(NearWord("category", other, one))] if (one, other) in NEAR else []
    assert notes(*both) == near


def test_a_note_under_another_reading_names_it() -> None:
    reading = f"[readings.both.obligations.owed]\n{BOTH}\n[readings.too]\ncombines = ['both']\n"
    finding = EachPhase("owed", 1, ("first", "second"))
    assert notes(owed(""), reading) == [Note(finding, ("both", "too"))]
    assert notes(owed(BOTH), reading) == [Note(finding)]
    assert AS_WRITTEN not in notes(owed(""), reading)[0].readings
