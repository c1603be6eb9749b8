"""Every page of the docs is run, and leads to what is there (``PAGES_WRITE=1`` writes outputs anew)."""

import os
import re
import shlex
from pathlib import Path

import pytest

from exchange_tracker.cli.command_table import COMMANDS
from tests.manual import MAN, PAGE, commands_page, man_page
from tests.pages import BLOCK, ROOT, walked
from tests.program import xt
from tests.test_manners import ALL

DOCS = ROOT / "docs"
NAMES = sorted(path.name for path in DOCS.glob("*.md"))
RUN = {
    "README.md": "the map, below",
    "architecture.md": "tests/test_readme.py: every file that it names is there",
    "commands.md": "below: it is what the help says",
    "double-counts.md": "below: each row of its table is tried",
    "import.md": "below: its session, and a map of all keys",
    "ledger.md": "below: its terms, columns and commands",
    "merge.md": "below: its session",
    "recipes.md": "tests/test_recipes.py",
    "shared-ledger.md": "tests/test_shared_ledger.py",
    "sql.md": "tests/test_views.py",
    "sync.md": "below: its session",
    "terms.md": "tests/test_terms_page.py",
    "truces.md": "below: its folders and readings",
    "tutorial.md": "below: its session",
}
"""By which test each page is run."""


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_page_is_run_by_a_test() -> None:
    assert sorted(RUN) == NAMES
    for name, test in RUN.items():
        if test.startswith("tests/"):
            code = (ROOT / test.partition(":")[0]).read_text(encoding="utf-8")
            assert name in code


def test_the_tutorial_goes_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = text("tutorial.md")
    made = walked(page)
    if os.environ.get("PAGES_WRITE"):
        (DOCS / "tutorial.md").write_text(made, encoding="utf-8")
    assert made == page
    assert (tmp_path / "northport.html").is_file()


_ONE = "--day 2023-12-01 --party hamas --kind hostage --count 1 --nationality Israeli"


def test_a_copy_is_taken_along_and_brought_in_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert xt("init", "nov2023.db", "--from", ROOT / "data" / "nov2023").code == 0
    (session,) = re.findall(r"```sh\n(.*?)```", text("merge.md"), re.DOTALL)
    codes = []
    for line in session.splitlines():
        _, *words = shlex.split(line.replace("…", _ONE), comments=True)
        codes.append(xt(*words).code)
    assert codes == [0, 0, 1, 0, 0, 0]
    assert xt("diff", "nov2023.db", "away.db").code == 0


# ---------------------------------------------------------------- made from the help


def test_the_page_of_commands_is_what_the_help_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == commands_page(), "write it anew: make docs"
    assert MAN.read_text(encoding="utf-8") == man_page(), "write it anew: make docs"


def test_the_page_of_commands_has_every_command() -> None:
    heads = re.findall(r"^###? (xt.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(heads) == sorted(f"xt {path}".strip() for path in ALL)


# ---------------------------------------------------------------- the map


def test_the_map_leads_to_every_page_and_the_readme_to_the_map() -> None:
    links = set(re.findall(r"\]\(([^)#]+)\)", text("README.md")))
    assert {*NAMES, *(path.name for path in DOCS.glob("*.json"))} - {"README.md"} <= links
    assert "](docs/README.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_leads_to_what_is_there(name: str) -> None:
    for link, head in re.findall(r"\]\(([^)#\s]*)(?:#([^)]*))?\)", text(name)):
        if "://" in link:
            continue
        target = (DOCS / link) if link else DOCS / name
        assert target.exists(), link
        if head:
            assert head in anchors(target.read_text(encoding="utf-8")), head


def anchors(page: str) -> set[str]:
    """The names that the headings of a page have, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", page, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


# ---------------------------------------------------------------- what pages write between words


PAGES = [*(f"docs/{name}" for name in NAMES), "README.md", "CONTRIBUTING.md", "SECURITY.md"]
INLINE = re.compile(r"`(xt [a-z][^`]*)`")
FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_that_a_page_names_is_there(page: str) -> None:
    whole = (ROOT / page).read_text(encoding="utf-8")
    outside = BLOCK.sub("", whole)
    lines = INLINE.findall(outside)
    lines += re.findall(
        r"^(?:\$ )?(xt [a-z].*)$", "".join(b[2] for b in BLOCK.findall(whole)), re.MULTILINE
    )
    for line in lines:
        first, *others = re.split(r"[\s|]+", line.removeprefix("xt "))
        assert first in COMMANDS, line
        path = f"{first} {others[0]}" if others and f"{first} {others[0]}" in ALL else first
        command = ALL[path]
        inner = getattr(command, "commands", {}).values()
        known = {
            name
            for each in (command, *inner)
            for param in each.params
            for name in (*param.opts, *param.secondary_opts)
        }
        stated = set(
            FLAG.findall(re.sub(r'"[^"]*"', "", line.partition(" #")[0].partition(" | ")[0]))
        )
        assert stated <= known | {"--help"}, line


# ---------------------------------------------------------------- pages with sessions of their own
