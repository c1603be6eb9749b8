"""Notes on terms are said by `terms show` and `terms check`, and are no errors (issue 13)."""

from pathlib import Path

import pytest

from tests.noted_terms import BASIS, BOTH, HEAD, owed
from tests.program import xt

SENTENCES = [
    (
        (owed(f"{BOTH}\nat_least = 28"),),
        (
            "owed: 28 are owed in each of two phases (first and second), 56 in all; where it is 28 in all,"
            " write 'from' and 'to' in place of phases, or a number for each phase"
        ),
    ),
    (
        (owed('per = "week"\nphases = ["second"]\nat_least = 3'),),
        (
            "owed: the last week is cut short: from 7 to 8 November 2025, two days, the whole 3 are due;"
            ' where it is less, write a table of dates with per = "deadline"'
        ),
    ),
    (
        (owed('after = "ceasefire"\nwithin = "72h"'),),
        (
            "owed: its first period begins on 12 October 2025; who is handed over before, from 10 October"
            " 2025 on, counts for none of its deadlines; where that should count, let it begin earlier"
        ),
    ),
    (
        (owed("counts = {}"), owed("counts = {}", "a"), owed("counts = {}", "b")),
        (
            "owed, a and b: without a basis in 'counts', entries outside the agreement count, too; where"
            ' they should not, write basis = "agreement"'
        ),
    ),
    (
        (owed(BASIS), owed(BASIS.replace("hostage", "hostages"), "x")),
        "“hostages” (kind) is used only once and is nearly “hostage”; is that what is meant?",
    ),
    (
        (
            owed(
                'counts = { kind = "hostage", basis = "agreement", except = { kind = "hostage" } }'
            ),
        ),
        "owed: no entry can ever count, since 'except' takes out all that 'counts' takes in",
    ),
    (
        (owed("", "whole"), owed('per = "day"\nfor_each = [{ obligation = "whole", owed = 3 }]')),
        (
            "owed: for item 1 of 'for_each' nothing is ever owed, since no period of whole lies within one"
            " of its own"
        ),
    ),
    (
        (owed(""), f"[readings.both.obligations.owed]\n{BOTH}\n"),
        "owed (under reading both): 1 is owed in each of two phases (first and second), 2 in all;",
    ),
]


@pytest.mark.parametrize(("written", "sentence"), SENTENCES, ids=lambda value: value[:40])
def test_notes_are_said_and_are_no_errors(
    written: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "terms.toml").write_text(f"{HEAD}{''.join(written)}", encoding="utf-8")
    (tmp_path / "releases.csv").write_text("day,party,kind,count\n", encoding="utf-8")
    for words in (("show", "--ledger", tmp_path), ("check", tmp_path / "terms.toml")):
        out = xt("terms", *words).ok.out.replace("\n  ", " ")
        assert f"- {sentence}" in out[out.index("\nNotes\n") :]


def test_a_key_of_the_whole_that_became_a_party_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    for key in ("day_starts", "title", "timezone"):
        slip = HEAD.replace("[events.ceasefire]", f'{key} = "07:00"\n[events.ceasefire]')
        path.write_text(f"{slip}{owed('')}", encoding="utf-8")
        out = xt("terms", "check", path).ok.out.replace("\n  ", " ")
        assert (
            f"- “{key}” stands below [parties], and so is a party; where the key is meant, write it"
            " above the first [header]\n"
        ) in out


def test_obligations_of_one_note_count_once(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(f"{HEAD}{owed('counts = {}')}{owed('counts = {}', 'b')}", encoding="utf-8")
    assert xt("terms", "check", path).ok.out.endswith("; 2 obligations, 1 reading, 1 note\n")


def test_right_terms_have_no_heading_for_notes(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(f"{HEAD}{owed('')}", encoding="utf-8")
    out = xt("terms", "check", path).ok.out
    assert "Notes" not in out
    assert out.endswith("; 1 obligation, 1 reading, 0 notes\n")
