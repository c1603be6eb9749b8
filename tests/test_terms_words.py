"""`xt terms show` and `xt terms check` write the terms out: periods, deadlines, readings (issue 13)."""

from pathlib import Path

import pytest

from tests.worded_terms import END_OPEN, shown, written

PERIODS = [
    # keys of the obligation, what is said of it
    (
        'at_least = 28\nper = "phase"',
        "owed by Hamas: at least 28 people over each whole phase",
        "due: 28 in each of 2 phases, 56 in all",
    ),
    ('at_least = 28\nper = "phase"\nphases = ["first"]', "at least 28 people over the whole phase"),
    (
        'at_least = 3\nper = "day"\nphases = ["first"]',
        "at least 3 people on each truce day",
        "due: 3 on each of 14 truce days, 42 in all",
    ),
    (
        'at_least = 3\nper = "week"\nfrom = 2025-10-13\nto = 2025-11-17',
        (
            "due: 3 in each of 6 weeks, 18 in all;"
            " on 17 November 2025, a single day, the whole 3 are due"
        ),
    ),
    (
        'at_least = 3\nper = "week"\nfrom = 2025-11-02\nto = 2025-11-17',
        (
            "due: 3 in each of 3 weeks, 9 in all;"
            " from 16 to 17 November 2025, two days, the whole 3 are due"
        ),
    ),
    (
        'at_least = 1\nper = "week"\nphases = ["second"]',
        (
            "due: 1 in each of 3 weeks, 3 in all;"
            " from 7 to 8 November 2025, two days, the whole 1 is due"
        ),
    ),
    ('at_least = 3\nper = "week"\nphases = ["first"]', "due: 3 in each of 2 weeks, 6 in all"),
    (
        'per = "deadline"\nat_least = { 2025-10-12 = 3, 2025-10-24 = 4 }',
        "at least these numbers of people by each of these dates",
        (
            "due: 3 by the end of 12 October 2025 (07:00 on 13 October),"
            " 4 by the end of 24 October (07:00 on 25 October); 7 in all"
        ),
    ),
    (
        'per = "day"\nat_least = { 2025-10-12 = 3, 2025-10-24 = "?" }',
        "due: 3 on 12 October 2025, on 24 October how many was not agreed; at least 3 in all",
    ),
    (
        'per = "phase"\nat_least = { second = 5 }',
        "due: 5 in second (24 October to 8 November 2025)",
    ),
    (
        'per = "day"\nat_least = "?"',
        "owed by Hamas: people (how many was not agreed), on each truce day",
        "judged on each of 30 truce days",
    ),
    (
        'per = "day"\nat_least = 600\nparty = "israel"\ncounts = { kind = "truck" }',
        "owed by Israel: at least 600 aid trucks on each truce day",
        "what counts: kind truck",
    ),
    (
        'per = "phase"\nat_least = 1\ncounts = { kind = "truck" }\nphases = ["first"]',
        "at least 1 aid truck over the whole phase",
    ),
    (
        'per = "phase"\nat_least = 5\ncounts = { kind = ["truck", "hostage"] }',
        "owed by Hamas: at least 5 over each whole phase",
    ),
    (
        'per = "phase"\nat_least = 1\ncounts = { kind = "remains" }\nphases = ["first"]',
        "owed by Hamas: the remains of at least 1 person over the whole phase",
    ),
    (
        'per = "phase"\nat_least = "?"\ncounts = { kind = "remains" }\nphases = ["first"]',
        "owed by Hamas: the remains of people (how many was not agreed), over the whole phase",
    ),
    (
        'per = "phase"\nat_least = { second = 5 }\ncounts = { kind = "remains" }',
        "owed by Hamas: the remains of at least these numbers of people",
    ),
    (
        'per = "phase"\nat_least = 28\ncounts = { kind = ["hostage", "remains"] }',
        "owed by Hamas: at least 28 people over each whole phase",
    ),
    (
        'per = "phase"\nat_least = 5\nparty = ["hamas", "israel"]',
        "owed by Hamas and Israel together: at least 5 people",
    ),
    (
        'per = "phase"\nat_least = 20\nafter = "ceasefire"\nwithin = "72h"',
        "owed by Hamas: at least 20 people within 72 hours of the event",
        (
            "hangs on “The ceasefire is in force”, at 12:00 on 10 October 2025 (09:00 UTC):"
            " 10 to 13 October 2025; the deadline is 12:00 on 13 October 2025 (09:00 UTC);"
            " its truce day counts whole"
        ),
    ),
    (  # over the change of clocks on 26 October
        'per = "phase"\nat_least = 20\nafter = "ceasefire"\nwithin = "60d"',
        "within 60 truce days of the event",
        (
            "10 October to 9 December 2025; the deadline is 07:00 on 10 December 2025 (05:00 UTC);"
            " nothing is carried forward"
        ),
    ),
    (
        'per = "phase"\nat_least = 20\nafter = "ceasefire"\nwithin = "1d"',
        "within 1 truce day of the event",
        "10 to 11 October 2025; the deadline is 07:00 on 12 October 2025 (04:00 UTC)",
    ),
    (
        'per = "phase"\nat_least = 20\nafter = "ceasefire"',
        "at least 20 people after the event",
        "from 10 October 2025 on, with no deadline",
    ),
    (
        'per = "phase"\nat_least = "?"\nafter = "talks"\nwithin = "60d"',
        "people (how many was not agreed), within 60 truce days of the event",
        "hangs on “Talks begin”, which is not known to have happened; before that there is no deadline",
    ),
    (
        'per = "phase"\nat_least = 20\nafter = "talks"',
        "hangs on “Talks begin”, which is not known to have happened; there is no deadline",
    ),
]


@pytest.mark.parametrize("case", PERIODS, ids=lambda case: case[0].replace("\n", ", "))
def test_an_obligation_is_written_out_with_its_periods(
    case: tuple[str, ...], tmp_path: Path
) -> None:
    keys, *sentences = case
    out = shown(tmp_path, written(keys))
    for sentence in sentences:
        assert sentence in out


@pytest.mark.parametrize(
    ("kind", "each"),
    [
        ("hostage", "each person"),
        ("remains", "the remains of each person"),
        ("truck", "each aid truck"),
    ],
)
def test_what_is_owed_for_each_of_another_kind_names_the_one(
    kind: str, each: str, tmp_path: Path
) -> None:
    counts = f'{{ kind = "{kind}" }}'
    more = "\n".join(
        f'[[obligations]]\nid = "{name}"\nparty = "israel"\ncounts = {{ kind = "remains" }}\n'
        f'per = "phase"\nfor_each = [{{ {item}, owed = 15 }}]'
        for name, item in (("by-id", 'obligation = "owed"'), ("by-kind", f"counts = {counts}"))
    )
    out = shown(tmp_path, written(f'counts = {counts}\nper = "phase"\nat_least = 1', more=more))
    assert f"Israel: the remains of 15 people for {each} applied to owed, over" in out
    assert f"Israel: the remains of 15 people for {each} released of: kind {kind}, over" in out


def test_a_single_period_of_one_number_is_not_said_twice(tmp_path: Path) -> None:
    out = shown(tmp_path, written('at_least = 28\nper = "phase"\nphases = ["first"]'))
    assert "due:" not in out
    assert "judged" not in out


ENDLESS = [
    ("day", "due: 3 on each truce day, with no end and so no total"),
    ("week", "due: 3 in each week, with no end and so no total"),
]


@pytest.mark.parametrize(("per", "sentence"), ENDLESS)
def test_what_has_no_end_has_no_total(per: str, sentence: str, tmp_path: Path) -> None:
    out = shown(tmp_path, written(f'at_least = 3\nper = "{per}"', head=END_OPEN))
    assert sentence in out
    assert "phase second: from 24 October 2025 on" in out
    assert "9999" not in out
