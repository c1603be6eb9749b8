"""Every help text has an example, and every example works."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from exchange_tracker.cli.command_table import COMMANDS
from exchange_tracker.cli.topics import TOPICS
from tests.desk.kept import kept
from tests.desk.moments import NOV
from tests.program import xt
from tests.servers import Server

INNER = {
    "terms": ("new", "show", "check", "set", "edit"),
    "why": ("check", "claim", "total", "held"),
}
HELPS = [
    *((name,) for name in COMMANDS),
    *((name, inner) for name, some in INNER.items() for inner in some),
]
ON_A_SERVER, EXAMPLE = {"copy", "ledgers"}, "postgresql://desk@db.example/truces"
ANSWERS = {0, 1, 4}  # it worked: nothing to report, a finding, or it cannot be said


def example(help_: tuple[str, ...]) -> str:
    examples = re.findall(r"Example: (xt (?:.*\\\n)*.*)", xt(*help_, "--help").ok.out)
    assert len(examples) == 1, help_
    return str(examples[0])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the examples speak of: a truce folder, ledgers, new terms, and rows to be imported."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")  # leaves the terms as they are
    for name in (NOV.name, "jan2025"):
        shutil.copytree(NOV.parent / name, tmp_path / "data" / name)
    kept(tmp_path / "ledger.db")
    for name in ("nov2023.db", "away.db"):
        shutil.copy(tmp_path / "ledger.db", tmp_path / name)
    terms = (NOV / "terms.toml").read_text(encoding="utf-8")
    (tmp_path / "terms.toml").write_text(f"{terms}\n# extended\n", encoding="utf-8")
    (tmp_path / "day7.csv").write_text(
        "day,party,kind,count\n2023-11-30,hamas,hostage,1\n", encoding="utf-8"
    )
    (tmp_path / "desk.csv").write_text(
        "id,day,party,kind,count\nd1,2023-11-30,hamas,hostage,1\n", encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("help_", HELPS, ids=" ".join)
def test_the_example_works_and_fits_its_lines(
    help_: tuple[str, ...], desk: Path, request: pytest.FixtureRequest
) -> None:
    line = example(help_)
    assert max(map(len, f"  Example: {line}".splitlines())) <= 80
    words = shlex.split(line.partition(" > ")[0].replace("\\\n", " "))[1:]
    if words[0] == "init":
        (desk / words[1]).unlink()
    if help_[0] in ON_A_SERVER:
        server: Server = request.getfixturevalue("server")
        words = [word.replace(EXAMPLE, server.address) for word in words]
    ran = xt(*words)
    assert (ran.code in ANSWERS, ran.err) == (True, "")
    assert words[0] == help_[0] or help_[0] not in INNER


def test_every_command_of_a_group_is_looked_at() -> None:
    for name, inner in INNER.items():
        listing = xt(name, "--help").ok.out.partition("Commands:")[2]
        assert tuple(re.findall(r"^  (\w+)", listing, flags=re.MULTILINE)) == inner


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_a_help_text_fits_80_columns(name: str) -> None:
    lines = xt(*filter(None, [name]), "--help").ok.out.splitlines()
    assert max(map(len, lines)) <= 80


def test_the_commands_are_grouped_by_what_one_wants_to_do() -> None:
    text = xt("--help").ok.out
    heads = re.findall(r"^([A-Z].*):$", text, flags=re.MULTILINE)
    panels = dict.fromkeys(entry.panel for entry in COMMANDS.values())
    assert heads == ["Options", *panels, "Topics, by xt help TOPIC"]
    commands, _, topics = text.partition("Topics, by xt help TOPIC")
    assert re.findall(r"^  (\S+)", topics, flags=re.MULTILINE) == [*TOPICS]
    for name in COMMANDS:
        assert len(re.findall(rf"^  {name} ", commands, flags=re.MULTILINE)) == 1
