"""The recipes of docs/recipes.md do what they show, where their tools are (``RECIPES_WRITE=1``)."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledgers import NOV, done

PAGE = Path(__file__).parents[1] / "docs" / "recipes.md"
RECIPE = re.compile(
    r"<!-- needs: (.*?) -->\n```sh\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL
)
MAIL = '#!/bin/sh\necho "to $3: $2"\ncat > mail.txt\n'
OWN = {"mail"}  # what stands in its place says what it was asked to do


def recipes() -> list[tuple[str, str, str]]:
    return RECIPE.findall(PAGE.read_text(encoding="utf-8"))


def is_there(tool: str) -> bool:
    if tool == "pandas":
        return importlib.util.find_spec(tool) is not None
    if tool == "sqlite_scanner":
        words = ["duckdb", "-c", "INSTALL sqlite; LOAD sqlite"]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    return tool in OWN or shutil.which(tool) is not None


def run(folder: Path, script: str) -> str:
    shutil.copytree(NOV, folder / "data" / "nov2023")
    done("init", folder / "nov2023.db", "--from", NOV, "--by", "desk")
    tools = folder / "tools"
    tools.mkdir()
    (tools / "mail").write_text(MAIL, encoding="utf-8")
    (tools / "mail").chmod(0o755)
    own = f"{tools}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    ran = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("place", range(len(recipes())))
def test_a_recipe_gives_what_it_shows(tmp_path: Path, place: int) -> None:
    needs, script, shown = recipes()[place]
    for tool in needs.split(", "):
        if not is_there(tool):
            pytest.skip(f"{tool} is not installed")
    out = run(tmp_path, script)
    if os.environ.get("RECIPES_WRITE"):
        whole = f"<!-- needs: {needs} -->\n```sh\n{script}```\n"
        text = PAGE.read_text(encoding="utf-8")
        before = whole + (f"\n```text\n{shown}```\n" if shown else "")
        PAGE.write_text(text.replace(before, f"{whole}\n```text\n{out}```\n"), encoding="utf-8")
        return
    assert out == shown


def test_each_recipe_shows_what_it_gives() -> None:
    assert [needs for needs, _, shown in recipes() if not shown] == []
