"""`xt init` that was left is gone on with; nothing is made, or dated, before somebody says that it is right."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchange_tracker.cli.terms_dialogue import Answer
from exchange_tracker.cli.terms_left import left_text
from tests.program import xt
from tests.terminal import CTRL_C, CTRL_D, ENTER, on_terminal
from tests.test_init_asking import ASKED_FOR, FRAME, HOSTAGES, IDLE, LEAST, NO_MORE, SETTLED
from tests.test_init_asking_back import WIDE, typed

INIT = "stty columns 400; exec xt init x.db"
GO_ON = "terms-draft.toml was left at {}: go on with it? [Y/n] "


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_who_leaves_before_the_first_answer_leaves_nothing_behind(tmp_path: Path, key: str) -> None:
    seen = on_terminal("exec xt init x.db", (LEAST[0][0], key), folder=tmp_path)
    assert seen.code == 130
    assert seen.shown.rstrip().splitlines()[-1] == "interrupted; nothing was written"
    assert list(tmp_path.iterdir()) == []


def test_who_leaves_a_dry_run_leaves_nothing_behind(tmp_path: Path) -> None:
    steps = [*LEAST[:3], (LEAST[3][0], CTRL_C)]
    seen = on_terminal("exec xt init x.db --dry-run", *steps, folder=tmp_path)
    assert seen.shown.rstrip().splitlines()[-1] == "interrupted; nothing was written"
    assert list(tmp_path.iterdir()) == []


def test_terms_that_were_left_are_gone_on_with_and_end_as_if_they_had_not_been(
    tmp_path: Path,
) -> None:
    second = typed("who owes|süd", "whom|prisoner", "only|", "per|phase", "how many|5")
    begun = [*FRAME, *HOSTAGES, *second]
    left = on_terminal(INIT, *begun, ("title (", CTRL_C), folder=tmp_path)
    assert left.code == 130
    check = xt("terms", "check", tmp_path / "terms-draft.toml")
    place = "question 19 (obligation 2: title)"
    assert f"no problem in a draft that was left at {place}" in check.out
    on = (GO_ON.format(place), ENTER)
    again = on_terminal(
        INIT, on, ("title (", f"As said{ENTER}"), ("sources (", CTRL_C), folder=tmp_path
    )
    assert again.code == 130
    assert [file.name for file in tmp_path.iterdir()] == ["terms-draft.toml"]
    on = (GO_ON.format("question 20 (obligation 2: sources)"), ENTER)
    rest = [*typed("sources|", "who owes|", "reading|"), SETTLED]
    ended = on_terminal(WIDE, on, *rest, folder=tmp_path)
    assert ended.code == 0, ended.shown
    assert "terms-draft.toml: removed" in ended.shown
    plain = tmp_path / "plain"
    plain.mkdir()
    on_terminal(WIDE, *begun, *typed("title|As said"), *rest, folder=plain)
    assert (tmp_path / "terms.toml").read_bytes() == (plain / "terms.toml").read_bytes()
    assert {file.name for file in tmp_path.iterdir()} == {"plain", "terms.toml", "x.db"}


def test_a_draft_can_be_left_alone_and_one_that_was_changed_is_not_gone_on_with(
    tmp_path: Path,
) -> None:
    on_terminal(INIT, *LEAST[:3], (LEAST[3][0], CTRL_C), folder=tmp_path)
    draft = tmp_path / "terms-draft.toml"
    before = draft.read_bytes()
    on = (GO_ON.format("question 4 (parties)"), f"n{ENTER}")
    seen = on_terminal(WIDE, on, *LEAST, folder=tmp_path)
    assert seen.code == 0, seen.shown
    assert draft.read_bytes() == before
    (tmp_path / "terms.toml").unlink()
    (tmp_path / "x.db").unlink()
    draft.write_bytes(before.replace(b"Truce of March", b"Truce of May"))
    seen = on_terminal(WIDE, *LEAST, folder=tmp_path)
    assert seen.code == 0, seen.shown
    assert "terms-draft.toml was changed since it was left at question 4 (parties)" in seen.shown
    assert b"Truce of May" in draft.read_bytes()


@pytest.mark.parametrize("unfit", [Answer("place", "No such"), Answer("of old", "T")])
def test_answers_that_cannot_be_taken_over_are_asked_anew(tmp_path: Path, unfit: Answer) -> None:
    answers = [Answer("title", "Truce"), unfit, Answer("day starts", "07:00")]
    text = left_text({"title": "Truce"}, answers, "parties")
    (tmp_path / "terms-draft.toml").write_text(text, encoding="utf-8")
    on = (GO_ON.format("question 4 (parties)"), ENTER)
    seen = on_terminal(WIDE, on, *LEAST[1:], folder=tmp_path)
    assert seen.code == 0, seen.shown


def test_the_terms_are_shown_and_back_leads_from_them_to_the_questions(tmp_path: Path) -> None:
    back = [
        (SETTLED[0], f"maybe{ENTER}"),
        ("'maybe' is neither; write y, n or back", f"back{ENTER}"),
    ]
    seen = on_terminal(WIDE, *ASKED_FOR, *back, NO_MORE, SETTLED, folder=tmp_path)
    assert seen.code == 0, seen.shown
    assert seen.shown.count("at least 10 people on each truce day") == 2
    shown, _, made = seen.shown.rpartition("make it so")
    assert "at least 10 people" in shown
    assert "x.db: made" in made
    assert seen.shown.count("  the-north (The North), süd (Süd)") == 1


def test_the_first_change_is_dated_when_it_is_made(tmp_path: Path) -> None:
    begun = datetime.now(UTC)
    seen = on_terminal(WIDE, *LEAST, folder=tmp_path)
    rows = xt("log", "--ledger", tmp_path / "x.db", "--format", "csv").rows
    dated = datetime.fromisoformat(rows[0]["moment"])
    answering = timedelta(seconds=0.2 * len(LEAST))  # at the least: see tests.terminal
    assert dated - begun > answering, seen.shown


def test_a_number_that_changes_on_a_day_is_echoed_with_what_it_comes_to(tmp_path: Path) -> None:
    steps = [
        *LEAST[:10],
        ("how many (", f"at least 25{ENTER}"),
        ("'at least 25' is more than a number; write 25 alone", f"25, 30 from 8 June{ENTER}"),
        ("write the first, then from when on another: 25; from 2026-03-03 30", f"25; from 2026-03-09 30{ENTER}"),
        ("do not follow each other within 2026-03-02 to 2026-03-05", f"25; from 2026-03-04 30{ENTER}"),
        ("  25 a day on 2 to 3 March 2026, 30 a day on 4 to 5 March 2026: 110 in all", f"back{ENTER}"),
        ("how many (", f"2026-03-02 3; 2026-03-04 4{ENTER}"),
        ("  3 on 2 March 2026, 4 on 4 March 2026: 7 in all; nothing is owed on other days", f"back{ENTER}"),
        ("how many (", f"25; from 2026-03-04 30{ENTER}"),
        *LEAST[11:],
    ]  # fmt: skip
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    terms = tomllib.loads((tmp_path / "terms.toml").read_text(encoding="utf-8"))
    assert terms["obligations"][0]["at_least"] == {
        "2026-03-02": 25, "2026-03-03": 25, "2026-03-04": 30, "2026-03-05": 30,
    }  # fmt: skip


def test_steps_go_with_days_alone_and_need_an_end(tmp_path: Path) -> None:
    steps = [
        *LEAST[:5],
        ("last day", ENTER),
        *LEAST[6:10],
        ("how many (", f"25; from 2026-03-04 30{ENTER}"),
        ("is a table of all days, and there are too many", f"back{ENTER}"),
        ("per (", f"week{ENTER}"),
        ("how many (", f"25; from 2026-03-04 30{ENTER}"),
        ("a number that changes on a day goes with day alone", f"?{ENTER}"),
        ("  not agreed or not disclosed; for help on the question: back, then ??", LEAST[11][1]),
        *LEAST[12:],
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown


def test_how_long_a_surplus_counts_is_asked_and_said(tmp_path: Path) -> None:
    ask = typed("reading|credit", "title|", "held_by|", "sources|", "obligation|", "how|surplus")
    steps = [
        *ASKED_FOR[:-1],
        *ask,
        *typed("lapses after|", "reading|"),
        (SETTLED[0], f"back{ENTER}"),
    ]
    again = [*typed("reading|back", "lapses after|3", "reading|"), SETTLED]
    seen = on_terminal(WIDE, *steps, *again, folder=tmp_path)
    assert seen.code == 0, seen.shown
    first, _, second = seen.shown.rpartition("it was: none")
    assert "a surplus is carried forward as credit that never lapses" in first
    assert "a surplus is carried forward as credit, which lapses after 3 days" in second


def test_a_reading_that_changes_nothing_is_left_out_or_goes_on(tmp_path: Path) -> None:
    second = typed(
        "who owes|süd", "whom|prisoner", "only|", "per|phase", "how many|5", "title|", "sources|"
    )
    named = typed("reading|idle", "title|", "held_by|", "sources|", "obligation|")
    steps = [
        *FRAME,
        *HOSTAGES,
        *second,
        *typed("who owes|"),
        *named,
        ("  idle then changes nothing; leave it out? [y/N] ", ENTER),
        ("it changes nothing yet; write which obligation it reads otherwise", ENTER),
        ("  idle then changes nothing; leave it out? [y/N] ", f"y{ENTER}"),
        *named,
        ("leave it out? [y/N] ", f"y{ENTER}"),
        NO_MORE,
        SETTLED,
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    assert "given twice" not in seen.shown
    assert "readings" not in tomllib.loads((tmp_path / "terms.toml").read_text(encoding="utf-8"))


def test_days_are_taken_with_the_month_as_a_word_and_said(tmp_path: Path) -> None:
    steps = [
        *FRAME[:4],
        ("first day", f"2 March 2026{ENTER}"),
        ("  2026-03-02", f"31 February 2026{ENTER}"),
        ("'31 February 2026' is not a day of the calendar", f"March 5, 2026{ENTER}"),
        ("  2026-03-05", HOSTAGES[0][1]),
        *HOSTAGES[1:],
        NO_MORE,
        IDLE,
        NO_MORE,
        SETTLED,
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown


def test_a_word_for_several_and_a_sentence_for_a_name_are_not_kept_unasked(tmp_path: Path) -> None:
    steps = [
        *FRAME,
        HOSTAGES[0],
        ("whom (", f"detainees{ENTER}"),
        ("  is 'detainees' the word for one of them? [y/N] ", ENTER),
        ("'detainees' is for several; write detainee", f"remains{ENTER}"),
        *HOSTAGES[2:],
        NO_MORE,
        IDLE,
        ("reading (", f"A surplus counts for the next day{ENTER}"),
        ("title (what it says) [A surplus counts for the next day]: ", ENTER),
        *typed("held_by|", "sources|", "obligation|", "how|nothing", "reading|"),
        SETTLED,
    ]
    seen = on_terminal(WIDE, *steps, folder=tmp_path)
    assert seen.code == 0, seen.shown
    terms = tomllib.loads((tmp_path / "terms.toml").read_text(encoding="utf-8"))
    assert "  a-surplus-counts\n" in seen.shown
    assert terms["readings"]["a-surplus-counts"]["title"] == "A surplus counts for the next day"
    assert terms["obligations"][0]["counts"]["kind"] == "remains"
