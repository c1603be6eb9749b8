"""`xt terms show` and `check` write out readings, events and cohorts, and give rows (issue 13)."""

from pathlib import Path

from tests.program import xt
from tests.worded_terms import END_OPEN, HEAD, shown, written

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
