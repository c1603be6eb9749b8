"""`xt demo`: the truces that come with the program in a folder of one's own, and one of them judged."""

import re
import shlex
from pathlib import Path

import pytest

from exchange_tracker.cli.commands.demo import NEXT, SHOWN
from exchange_tracker.cli.mistyped import MEANT
from tests.pages import ANSWERS, ROOT
from tests.program import xt
from tests.terminal import on_terminal

DATA = ROOT / "data"
FULL = "there are files in it; name a new or an empty folder: xt demo FOLDER\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> dict[Path, bytes]:
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_it_lays_every_truce_down_as_it_is() -> None:
    ran = xt("demo").ok
    assert files(Path("xt-demo")) == files(DATA)
    assert ran.out.startswith(f"xt-demo: {len(list(DATA.iterdir()))} truces, each in a folder of")


def test_it_shows_what_the_check_that_it_names_shows() -> None:
    out = xt("demo", "here").ok.out
    (line,) = re.findall(r"^\$ xt (.*)$", out, re.MULTILINE)
    check = xt(*shlex.split(line))
    assert line.startswith(f"check --ledger here/{SHOWN} ")
    assert f"{check.out}\n(It ends with exit code {check.code}: " in out


def test_what_to_type_next_works(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = xt("demo", "a folder").ok.out
    folder, *lines = re.findall(
        r"^    (\S.*?)(?:  +#.*)?$", out.partition("type next:")[2], re.MULTILINE
    )
    assert folder == f"cd 'a folder/{SHOWN}'"
    assert lines == [line for line, _ in NEXT]
    assert max(map(len, out.partition("type next:")[2].splitlines())) <= 80
    monkeypatch.chdir(place / "a folder" / SHOWN)
    for line in lines:
        ran = xt(*shlex.split(line)[1:])
        assert (ran.code in ANSWERS, ran.err) == (True, ""), line


def test_a_folder_with_files_is_refused_and_an_empty_one_taken(place: Path) -> None:
    full = place / "full"
    full.mkdir()
    (full / "notes.txt").write_text("mine", encoding="utf-8")
    ran = xt("demo", "full")
    assert (ran.code, ran.out, ran.err) == (3, "", f"full: {FULL}")
    assert list(full.iterdir()) == [full / "notes.txt"]
    xt("demo", "once").ok  # noqa: B018
    assert xt("demo", "once").err == f"once: {FULL}"
    (place / "empty").mkdir()
    xt("demo", "empty").ok  # noqa: B018
    assert files(place / "empty") == files(DATA)


def test_a_file_and_a_place_that_is_not_there_are_refused(place: Path) -> None:
    (place / "file").write_text("mine", encoding="utf-8")
    (place / "link").symlink_to("nowhere")
    for name in ("file", "link"):
        ran = xt("demo", name)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(f"{name}: this is not a folder; name a new or")
    ran = xt("demo", "no/where")
    assert (ran.code, ran.out) == (74, "")
    assert "there is no folder no; make it" in ran.err
    assert (place / "file").read_text(encoding="utf-8") == "mine"


def test_the_settings_of_the_place_change_nothing_of_it(place: Path) -> None:
    plain = xt("demo", "here").ok.out
    (place / ".xt.toml").write_text(
        'reading = "nobody"\nformat = "csv"\nat = "2001-01-01"\n', encoding="utf-8"
    )
    assert xt("demo", "there").ok.out.replace("there/", "here/").replace("there", "here") == plain


def test_on_a_terminal_it_is_shown_as_check_shows_it(place: Path) -> None:
    shown = on_terminal("stty rows 24 cols 80; PAGER=cat xt demo", folder=place).shown
    assert "What to type next:" in shown
    assert "disputed" in shown


def test_other_words_for_it_lead_to_it() -> None:
    (words,) = (words for lead, words in MEANT.items() if "xt demo" in lead)
    for word in words:
        assert "xt demo" in xt(word).err
