"""docs/terms.md: every key has its row and stands in a file, and every file passes `xt terms check`."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from exchange_tracker.facts.model import Carry, Per
from tests.program import xt
from tests.terms_keys import KEYS, keys_in

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```toml\n(.*?)```", re.DOTALL)
FILES = {
    heading: "\n".join(BLOCK.findall(section))
    for heading, section in re.findall(r"(?ms)^###? ([^\n]+)\n(.*?)(?=^###? |\Z)", PAGE)
    if "```toml" in section
}
NO_SENTENCE = {"id", "sources"}  # names and ids of one's own say nothing of an agreement


def rows() -> Iterator[tuple[list[str], str]]:
    """Yield the keys of each row of the tables, and the sentence beside them."""
    for line in re.findall(r"(?m)^\| (.*) \|$", PAGE):
        cells = [cell.strip() for cell in f"{line} ".split(" | ")]
        if keys := re.findall(r"`([a-z_]+)`", cells[0]):
            yield keys, cells[2]


@pytest.mark.parametrize("heading", FILES)
def test_each_file_of_the_page_has_no_problem(heading: str, tmp_path: Path) -> None:
    file = tmp_path / "terms.toml"
    file.write_text(FILES[heading], encoding="utf-8")
    assert f"{file}: no problem; " in xt("terms", "check", file).ok.out


def test_every_block_is_of_a_file() -> None:
    assert sum(map(len, map(BLOCK.findall, [PAGE]))) == PAGE.count("```toml")
    assert sorted("".join(BLOCK.findall(PAGE)).split()) == sorted("".join(FILES.values()).split())


def test_every_key_has_a_row_with_a_sentence_and_stands_in_a_file() -> None:
    explained = list(rows())
    assert set(chain.from_iterable(keys for keys, _ in explained)) == KEYS
    assert {key for keys, sentence in explained for key in keys if not sentence} <= NO_SENTENCE
    written = {key for text in FILES.values() for key in keys_in(tomllib.loads(text))}
    assert written >= KEYS


def test_every_way_of_per_and_carry_stands_in_a_file_or_a_row() -> None:
    text = "".join(FILES.values())
    assert {*re.findall(r'per\s*= "(\w+)"', text)} == {*Per}
    assert {*re.findall(r'carry\s*= "(\w+)"', text)} == {*Carry} - {Carry.NONE}


def test_every_source_that_the_page_names_is_in_the_data() -> None:
    named = {
        id_ for ids in re.findall(r"\[([A-Z]\d+(?:, [A-Z]\d+)*)\]", PAGE) for id_ in ids.split(", ")
    }
    kept = {
        line.partition(",")[0]
        for file in (ROOT / "data").glob("*/sources.csv")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    assert len(named) > 20
    assert named <= kept


def test_a_key_in_bold_is_one_that_is_required() -> None:
    bold = set(re.findall(r"\*\*`([a-z_]+)`\*\*", PAGE))
    assert bold >= {"title", "timezone", "parties", "phases", "party", "counts", "per", "owed"}
    assert not bold & {"day_starts", "carry", "held_by", "within"}


def hour() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme.partition("## The first hour")[2].partition("\n## ")[0]


def test_the_first_hour_of_the_readme_goes_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")  # leaves the terms as they are
    (commands,) = re.findall(r"```sh\n(.*?)```", hour(), re.DOTALL)
    xt("terms", "new", "daily", "-o", "my-truce.toml").ok  # noqa: B018
    xt("init", "my-truce.db", "--terms", "my-truce.toml", "--by", "desk").ok  # noqa: B018
    ran = [xt(*shlex.split(line)[1:]) for line in commands.splitlines()]
    assert [each.code for each in ran] == [0, 4, 0]
    assert "10 of 10" in ran[1].out


def test_the_slip_that_the_readme_shows_is_said_so(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", hour(), re.DOTALL)
    file = tmp_path / "my-truce.toml"
    daily = xt("terms", "new", "daily").ok.out
    file.write_text(re.sub(r"at_least = 10.*", "at_least = 1,718", daily), encoding="utf-8")
    assert xt("terms", "check", file).err.replace(f"{tmp_path}/", "") == shown
