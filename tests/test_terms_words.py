"""`xt terms show` and `xt terms check` write the terms out: periods, deadlines, readings (issue 13)."""

from pathlib import Path

import pytest

from tests.program import xt

HEAD = """
title      = "A truce"
timezone   = "Asia/Jerusalem"
day_starts = "07:00"
[parties]
hamas  = "Hamas"
israel = "Israel"
[[phases]]
name = "first"
from = 2025-10-10
to   = 2025-10-23
[[phases]]
name = "second"
from = 2025-10-24
to   = 2025-11-08
[events.ceasefire]
title = "The ceasefire is in force"
at    = 2025-10-10T12:00:00+03:00
[events.talks]
title = "Talks begin"
[kinds.truck]
one    = "aid truck"
many   = "aid trucks"
people = false
"""
END_OPEN = HEAD.replace("to   = 2025-11-08\n", "")


def written(keys: str, *, head: str = HEAD, more: str = "") -> str:
    """Terms with one obligation, `owed`; `keys` has what the usual ones lack."""
    counts = "" if "counts" in keys else 'counts = { kind = "hostage", basis = "agreement" }\n'
    party = "" if "party" in keys else 'party = "hamas"\n'
    return f'{head}\n[[obligations]]\nid = "owed"\n{party}{counts}{keys}\n{more}'


def shown(folder: Path, terms: str) -> str:
    """What `terms show` says, each of its items as one line."""
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    (folder / "releases.csv").write_text("day,party,kind,count\n", encoding="utf-8")
    out = xt("terms", "show", "--ledger", folder).ok.out
    return out.replace("\n  ", " ")


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


READING = """
[readings.later]
title   = "The ceasefire came in the evening"
held_by = "a ministry"
[readings.later.events.ceasefire]
at = 2025-10-10T18:00:00+03:00
[readings.begun]
[readings.begun.events.talks]
at = 2025-11-01T09:00:00+02:00
"""


def test_a_reading_says_which_moments_it_moves_and_what_follows(tmp_path: Path) -> None:
    keys = 'at_least = 20\nper = "phase"\nafter = "ceasefire"\nwithin = "72h"'
    out = shown(tmp_path, written(keys, more=READING))
    assert (
        "- “The ceasefire is in force”: 18:00 on 10 October 2025 (15:00 UTC), not 12:00 on 10 October"
        " 2025 (09:00 UTC)"
    ) in out
    assert (
        "- owed: hangs on “The ceasefire is in force”, at 18:00 on 10 October 2025 (15:00 UTC): 10 to"
        " 13 October 2025; the deadline is 18:00 on 13 October 2025 (15:00 UTC)"
    ) in out
    assert "- “Talks begin”: 09:00 on 1 November 2025 (07:00 UTC)\n" in out


def test_events_have_their_moments(tmp_path: Path) -> None:
    out = shown(tmp_path, written('at_least = 1\nper = "phase"\nphases = ["first"]'))
    events = out[out.index("Events") : out.index("Obligations as written")]
    assert events.split("\n\n") == [
        "Events",
        "ceasefire: The ceasefire is in force",
        "- 12:00 on 10 October 2025 (09:00 UTC)\n- sources: none given",
        "talks: Talks begin",
        "- not known to have happened\n- sources: none given",
        "",
    ]
    assert "kind truck: aid truck, aid trucks; not people" in " ".join(out.split())


def test_a_moment_of_another_date_in_utc_says_which(tmp_path: Path) -> None:
    night = HEAD.replace("2025-10-10T12:00:00+03:00", "2025-10-11T01:30:15+03:00")
    out = shown(tmp_path, written('at_least = 1\nper = "phase"\nphases = ["first"]', head=night))
    assert "01:30:15 on 11 October 2025 (22:30:15 UTC on 10 October 2025)" in out


COHORTS = """
[cohorts.hostages]
title  = "Hostages held in Gaza"
party  = "hamas"
counts = { kind = ["hostage", "remains"] }
from   = 2023-10-07
dead   = ["remains"]
"""


def test_cohorts_say_who_is_held(tmp_path: Path) -> None:
    keys = 'at_least = 1\nper = "phase"\nphases = ["first"]'
    out = shown(tmp_path, written(keys, more=COHORTS))
    assert (
        "Who is held\n\nhostages: Hostages held in Gaza\n\n"
        "- in the hands of Hamas, from 7 October 2023 on\n"
        "- who counts: kind hostage or remains\n"
        "- no longer alive: kind remains\n"
    ) in out


def test_terms_without_other_readings_say_so(tmp_path: Path) -> None:
    out = shown(tmp_path, written('at_least = 1\nper = "phase"\nphases = ["first"]'))
    assert "The terms name no reading but the one as written." in out


def test_rows_for_programs_leave_days_blank_that_there_are_not(tmp_path: Path) -> None:
    terms = written('at_least = "?"\nper = "phase"', head=END_OPEN)
    waiting = '[[obligations]]\nid = "then"\nparty = "hamas"\ncounts = {}\nper = "phase"\n'
    shown(tmp_path, f'{terms}\n{waiting}at_least = 3\nafter = "talks"')
    first, then = xt("terms", "show", "-O", "csv", "--ledger", tmp_path).ok.rows
    assert (first["asks"], first["spans"]) == (
        "a number that was not agreed",
        "2025-10-10/2025-10-23;2025-10-24/",
    )
    assert (then["asks"], then["spans"]) == ("at least 3", "")


def test_check_writes_out_what_show_shows_and_then_that_it_is_right(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    out = shown(tmp_path, written('at_least = 28\nper = "phase"'))
    check = xt("terms", "check", path).ok.out
    known = "known from: the folder as it is\n\n"  # a file alone is no ledger
    assert known in out
    assert check.replace("\n  ", " ").startswith(out.replace(known, ""))
    assert check.endswith(f"\n{path}: no problem; 1 obligation, 1 reading, 1 note\n")


def test_a_wrong_file_leaves_of_the_right_ones_a_line_each(tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.toml", tmp_path / "wrong.toml"
    right.write_text(written('at_least = 28\nper = "day"'), encoding="utf-8")
    wrong.write_text(written('per = "day"'), encoding="utf-8")
    ran = xt("terms", "check", right, wrong)
    assert (ran.code, ran.out) == (3, f"{right}: no problem; 1 obligation, 1 reading, 0 notes\n")
    assert str(wrong) in ran.err
