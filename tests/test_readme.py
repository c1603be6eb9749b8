"""The README's commands give the outputs it shows (``README_WRITE=1`` writes them anew)."""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.program import xt

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/ledger.md",
         "docs/recipes.md", "docs/sql.md", "docs/terms.md")  # fmt: skip
MANY = 60  # files and folders that docs/architecture.md names
README = ROOT / "README.md"
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
PATHS = re.compile(r"`((?:\w+/)+\w+\.\w+|\w+/(?:\w+/)*|\w+\.py)`")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def blocks() -> list[str]:
    return BLOCK.findall(README.read_text(encoding="utf-8"))


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def shown(block: str) -> str:
    """Run the commands of a block and give the block as it should be."""
    lines = []
    for command in commands(block):
        done = xt(*shlex.split(command)[1:])
        assert not done.err, done.err
        lines.append(f"$ {command}\n{done.out}")
    return "".join(lines)


def test_the_readme_shows_what_the_program_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    texts = [shown(block) for block in blocks()]
    if os.environ.get("README_WRITE"):
        outputs = iter(texts)
        text = BLOCK.sub(
            lambda _: f"```console\n{next(outputs)}```", README.read_text(encoding="utf-8")
        )
        README.write_text(text, encoding="utf-8")
    assert texts == blocks()


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_to_is_there(page: str) -> None:
    path = ROOT / page
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [each for each in links if "://" not in each and not (path.parent / each).exists()] == []


def test_every_file_that_the_house_names_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    package = ROOT / "exchange_tracker"
    places = [ROOT, package, *(path for path in package.rglob("*") if path.is_dir())]
    named = sorted(each for each in set(PATHS.findall(text)) if not each.endswith("/X.py"))
    assert len(named) > MANY
    assert [each for each in named if not any((place / each).exists() for place in places)] == []
