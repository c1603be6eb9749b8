"""`xt terms edit`: the terms in an editor, checked when it is left."""

import re
import sys
import tempfile
from pathlib import Path

import pytest

from tests.ledgers import done, last_change, make
from tests.program import Ran, xt
from tests.terminal import CTRL_C, ENTER, on_terminal

ADD = ("add", "--day", "2024-01-01", "--party", "a", "--kind", "h", "--count", "2")
WHY = ("--reason", "two were agreed")
TWO = "sed -i 's/at_least = 3/at_least = 2/'"
NONE = "sed -i 's/at_least = 3/at_least = none/'"
FLIPPED = "what flips:\ndaily 2024-01-01: 2 of 3, short 1 -> met, 2 of 2 (as-written)"
KEPT = re.compile(r"what you wrote is kept in (\S+)\n")


@pytest.fixture(autouse=True)
def _kept_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of wrong terms goes where the test's own files go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    ledger = make(tmp_path)
    done(*ADD, "--ledger", ledger)
    return ledger


@pytest.fixture
def truce(tmp_path: Path, ledger: Path) -> Path:
    """The same as a folder."""
    done("export", tmp_path / "truce", "--ledger", ledger)
    return tmp_path / "truce"


def edit(monkeypatch: pytest.MonkeyPatch, editor: str, *words: object) -> Ran:
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.delenv("VISUAL", raising=False)
    return xt("terms", "edit", *words)


def test_what_was_edited_is_recorded_and_what_flips_is_said(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = edit(monkeypatch, TWO, "--ledger", ledger, "--by", "desk", *WHY)
    assert (ran.code, ran.err) == (0, "")
    first, change, *flipped = ran.out.splitlines()[:4]
    assert (first, change) == (f"{ledger}: the terms are changed", "change 3")
    assert "\n".join(flipped) == FLIPPED
    assert "two were agreed" in xt("log", "--ledger", ledger).ok.out
    done("export", ledger.parent / "copy", "--ledger", ledger)
    assert "at_least = 2\n" in (ledger.parent / "copy" / "terms.toml").read_text(encoding="utf-8")


def test_the_editor_gets_the_terms_as_they_were_recorded(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seen").mkdir()
    ran = edit(monkeypatch, f"cp -t {tmp_path}/seen", "--ledger", ledger, *WHY)
    assert (ran.code, ran.out) == (0, "nothing was changed; nothing is recorded\n")
    assert last_change(ledger) == 2
    seen = (tmp_path / "seen" / "terms.toml").read_bytes()
    assert seen == (tmp_path / "t.toml").read_bytes()


def test_wrong_terms_are_refused_with_all_problems_and_kept(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = """sed -i 's/at_least = 3/at_least = "three"/; s/party = "a"/party = "c"/'"""
    ran = edit(monkeypatch, wrong, "--ledger", ledger, *WHY)
    assert (ran.code, ran.out, last_change(ledger)) == (3, "", 2)
    assert "'three' is not a whole number" in ran.err
    assert "'c' is not a party of the terms" in ran.err
    (kept,) = KEPT.findall(ran.err)
    assert 'at_least = "three"' in Path(kept).read_text(encoding="utf-8")
    ran = xt("terms", "set", kept, "--ledger", ledger, *WHY)
    assert ran.code == 3


def test_terms_that_what_is_recorded_does_not_fit_are_refused_too(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = edit(monkeypatch, 'sed -i \'s/^a = .*/c = "C"/; s/"a"/"c"/\'', "--ledger", ledger, *WHY)
    assert (ran.code, ran.out, last_change(ledger)) == (3, "", 2)
    assert "releases r1" in ran.err
    assert KEPT.search(ran.err)


def test_without_a_reason_or_with_an_editor_that_fails_nothing_is_recorded(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = edit(monkeypatch, TWO, "--ledger", ledger)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--reason: a correction needs a reason; ")
    for editor, said in (
        ("no-such-editor", "could not be run; name another in EDITOR, e.g. EDITOR=nano\n"),
        ("false", "ended with exit code 1; name another in EDITOR, e.g. EDITOR=nano\n"),
    ):
        ran = edit(monkeypatch, editor, "--ledger", ledger, *WHY)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.endswith(f"EDITOR: the editor '{editor}' {said}")
    assert last_change(ledger) == 2


def test_a_dry_run_says_what_would_flip(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = edit(monkeypatch, TWO, "--ledger", ledger, "--dry-run", *WHY)
    assert ran.code == 0
    assert ran.out.startswith("would be change 3:\n")
    assert FLIPPED in ran.out
    assert last_change(ledger) == 2


def test_terms_that_somebody_else_changed_meanwhile_are_not_lost(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.toml"
    other.write_text((tmp_path / "t.toml").read_text().replace("at_least = 3", "at_least = 9"))
    setting = f"xt terms set {other} --ledger {ledger} --reason other >/dev/null; {TWO}"
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    ran = edit(monkeypatch, f'set -- "$@"; {setting}', "--ledger", ledger, *WHY)
    assert (ran.code, last_change(ledger)) == (3, 3)
    assert (
        "the terms were changed meanwhile by somebody else; edit them anew: xt terms edit"
        in ran.err
    )
    assert KEPT.search(ran.err)


def test_the_terms_of_a_folder_are_edited_in_place(
    truce: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = edit(monkeypatch, TWO, "--ledger", truce, "--dry-run")
    assert ran.out.startswith(f"{truce / 'terms.toml'}: would be written\n{FLIPPED}\n")
    assert "at_least = 3" in (truce / "terms.toml").read_text(encoding="utf-8")
    ran = edit(monkeypatch, TWO, "--ledger", truce)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{truce / 'terms.toml'}: written\n{FLIPPED}\n")
    assert "at_least = 2" in (truce / "terms.toml").read_text(encoding="utf-8")
    assert edit(monkeypatch, "true", "--ledger", truce).out.startswith("nothing was changed")
    ran = edit(monkeypatch, TWO, "--ledger", truce, *WHY)
    assert (ran.code, ran.err) == (
        2,
        "--reason: a folder keeps no history; leave the option out\n",
    )


def test_the_broken_terms_of_a_folder_can_be_mended(
    truce: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = truce / "terms.toml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("at_least = 3", "at_least = x"), encoding="utf-8")
    ran = edit(monkeypatch, "sed -i 's/at_least = x/at_least = 3/'", "--ledger", truce)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"{file}: written\n"
        "which verdicts changed is not known: the folder could not be read before\n"
    )
    assert file.read_text(encoding="utf-8") == right


def test_on_a_terminal_what_is_wrong_is_shown_and_edited_again(
    ledger: Path, tmp_path: Path
) -> None:
    seen = on_terminal(
        "xt terms edit --ledger x.db",
        ("Edit it again? [y/N] ", f"y{ENTER}"),
        ("reason (why the terms change): ", ENTER),
        ("the reason is blank", f"agreed by telephone{ENTER}"),
        folder=tmp_path,
        VISUAL="f() { if grep -q none $1; then sed -i s/none/2/ $1; else sed -i s/3$/none/ $1; fi; }; f",
    )
    assert seen.code == 0, seen.shown
    assert "'none' is not a whole number; write digits alone" in seen.shown
    assert "x.db: the terms are changed\nchange 3\n" in seen.shown
    assert "agreed by telephone" in xt("log", "--ledger", ledger).ok.out
    assert "is kept in" not in seen.shown


@pytest.mark.parametrize("answer", [ENTER, CTRL_C])
def test_who_does_not_edit_again_keeps_what_was_written(
    ledger: Path, tmp_path: Path, answer: str
) -> None:
    seen = on_terminal(
        "exec xt terms edit --ledger x.db",
        ("[y/N] ", answer),
        folder=tmp_path,
        EDITOR=NONE,
        TMPDIR=str(tmp_path),
    )
    assert seen.code == 3
    assert seen.shown.endswith("the terms stand as they were\n")
    (kept,) = KEPT.findall(seen.shown)
    assert "at_least = none" in Path(kept).read_text(encoding="utf-8")
    assert last_change(ledger) == 2


def test_ctrl_c_in_the_editor_is_the_editors(ledger: Path, tmp_path: Path) -> None:
    seen = on_terminal(
        "exec xt terms edit --ledger x.db --reason r",
        ("typing", CTRL_C),
        folder=tmp_path,
        EDITOR="trap : INT; echo typing; sleep 60; f() { sed -i s/3$/2/ $1; }; f",
    )
    assert seen.code == 0, seen.shown
    assert last_change(ledger) == 3
