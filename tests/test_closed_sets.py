"""A new word in a closed set of words is named by mypy wherever the set is gone through.

Each ``StrEnum`` of a copy of the package gets one member more; mypy has to find fault with every
``match`` over it. A match that ends in a silent ``case _`` is found so, too. A table over a set
(a dict literal whose keys are members) holds them all.
"""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "exchange_tracker"
ERROR = re.compile(r"(\S+?):(\d+): error: ")


class Place(NamedTuple):
    """A match over a closed set: its file, and the lines on which mypy may name it."""

    path: str
    line: int
    lines: frozenset[int]


def sources(package: Path) -> dict[str, ast.Module]:
    return {
        str(path.relative_to(package.parent)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
    }


def closed_sets(trees: dict[str, ast.Module]) -> dict[str, tuple[str, ast.ClassDef]]:
    """Every StrEnum of the package by name, with its file."""
    return {
        node.name: (path, node)
        for path, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases)
    }


def members(node: ast.ClassDef) -> list[str]:
    return [
        target.id
        for each in node.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    ]


def names_in(tree: ast.Module, sets: dict[str, tuple[str, ast.ClassDef]]) -> dict[str, str]:
    """The sets by the names that a file knows them under."""
    names = {node.name: node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    names |= {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return {name: own for name, own in names.items() if own in sets}


def set_of(node: ast.AST, names: dict[str, str]) -> str | None:
    """The set of which an expression is a member."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return names.get(node.value.id)
    return None


def matches(trees: dict[str, ast.Module]) -> Iterator[Place]:
    sets = closed_sets(trees)
    for path, tree in trees.items():
        names = names_in(tree, sets)
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Match) and goes_through(node, names):
                    inside = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                    yield Place(path, node.lineno, frozenset({function.lineno, *inside}))


def goes_through(node: ast.Match, names: dict[str, str]) -> bool:
    return any(
        isinstance(each, ast.MatchValue) and set_of(each.value, names) is not None
        for case in node.cases
        for each in ast.walk(case.pattern)
    )


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, int]]:
    """File and line of each error of mypy in a copy in which each set has one member more."""
    place = tmp_path_factory.mktemp("copy")
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, place / PACKAGE.name, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", place)
    shutil.copy(ROOT / "README.md", place)
    if (ROOT / ".mypy_cache").is_dir():  # what did not change is not checked again
        shutil.copytree(ROOT / ".mypy_cache", place / ".mypy_cache")
    for path, node in closed_sets(sources(PACKAGE)).values():
        add_member(place / path, node)
    words = [sys.executable, "-m", "mypy", PACKAGE.name, "--no-pretty", "--no-error-summary"]
    ran = subprocess.run(words, cwd=place, capture_output=True, text=True, check=False)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return {
        (match[1], int(match[2])) for match in map(ERROR.match, ran.stdout.splitlines()) if match
    }


def add_member(path: Path, node: ast.ClassDef) -> None:
    """Write one member more beside the first, on its line, so that no line is another."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(each for each in node.body if isinstance(each, ast.Assign))
    code, mark, comment = lines[first.lineno - 1].rstrip("\n").partition("  #")
    lines[first.lineno - 1] = f"{code}; ONE_MORE = 'one-more'{mark}{comment}\n"
    path.write_text("".join(lines), encoding="utf-8")


def test_every_match_over_a_closed_set_names_a_new_word(errors: set[tuple[str, int]]) -> None:
    silent = [
        f"{place.path}:{place.line}"
        for place in matches(sources(PACKAGE))
        if not any((place.path, line) in errors for line in place.lines)
    ]
    assert silent == []


def test_every_table_over_a_closed_set_holds_all_its_words() -> None:
    trees = sources(PACKAGE)
    sets = closed_sets(trees)
    wanting = [
        f"{path}:{node.lineno}: {', '.join(missing)}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for missing in [missing_in(node, names_in(tree, sets), sets)]
        if missing
    ]
    assert wanting == []


def missing_in(
    node: ast.Dict, names: dict[str, str], sets: dict[str, tuple[str, ast.ClassDef]]
) -> list[str]:
    """The members of a set that are no key of a table over it."""
    own = {set_of(key, names) for key in node.keys if key is not None} - {None}
    if len(own) != 1:
        return []
    (name,) = own
    keys = {key.attr for key in node.keys if isinstance(key, ast.Attribute)}
    return [each for each in members(sets[str(name)][1]) if each not in keys]


def test_no_group_of_statuses_or_forms_is_written_out_beside_their_tables() -> None:
    """Such a group would leave a new word out in silence: it is a property with a match instead."""
    trees = sources(PACKAGE)
    sets = closed_sets(trees)
    groups = [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Set | ast.Tuple | ast.List)
        and {set_of(each, names_in(tree, sets)) for each in node.elts} & {"Status", "Format"}
    ]
    assert groups == []
