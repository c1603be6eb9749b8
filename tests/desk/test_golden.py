"""What people see, byte for byte: on real terminals of 80 and 120 columns, with and without colour.

`XT_GOLDEN=write` writes the files anew; look at the difference before it is kept.
"""

import os
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from exchange_tracker.cli.command_table import COMMANDS
from tests.desk.kept import kept
from tests.desk.moments import AFTER, LAST_NIGHT, NOV, THE_END
from tests.program import xt
from tests.terminal import watched

GOLDEN = Path(__file__).parent / "golden"
TRUCES = NOV.parent
AT = f"--at {AFTER}"
ON_TERMINAL = {
    "help": "--help",
    "check": f"check {AT} --obligation hostages-extensions --obligation prisoners-extensions",
    "check-one": f"check {AT} --reading credit --from 2023-11-29",
    "check-help": "check --help",
    "help-exit-codes": "help exit-codes",
    "status-pending": f"status --at {LAST_NIGHT}",
    "status-short": f"status --at {THE_END}",
    "status-early": "status --at 2023-11-20T12:00Z",
    "status-deadlines": "status --ledger data/jan2025 --at 2025-02-22T15:00+02:00",
    "totals": f"totals {AT} --from 2023-11-29 --by kind --by category",
    "chart": f"chart {AT}",
    "chart-weeks": "chart --ledger data/jan2025 --party israel --at 2025-03-10T00:00Z",
    "report": "report -o /dev/null",
    "say": f"say 2023-11-30 {AT}",
    "say-cite": f"say 2023-11-30 --cite {AT}",
    "releases": f"releases {AT} --from 2023-11-29",
    "movements": f"movements {AT}",
    "held": f"held {AT}",
    "extension": f"extension {AT}",
    "terms": "terms show",
    "terms-check": "terms check data/nov2023/terms.toml",
    "terms-set": "terms set data/nov2023/terms.toml --reason again --dry-run",
    "reconcile": f"reconcile {AT} c092 c093 c094 c100",
    "discrepancies": f"discrepancies {AT} --type short --type disputed --type possible-total",
    "statement": "statement 105 = 75 + 3 + 24",
    "statement-claims": "statement",
    "conduct": f"conduct {AT}",
    "compare": "compare data/nov2023 data/jan2025 --at 2025-03-10T00:00Z",
    "diff": f"diff ledger.db data/nov2023 {AT}",
    "margin": f"margin hostages-extensions {AT}",
    "why-check": f"why check hostages-extensions 2023-11-30 --reading credit {AT}",
    "why-claim": f"why claim c092 {AT}",
    "why-total": f"why total 2023-11-30 --party hamas {AT}",
    "why-held": f"why held hostages 2023-11-30 {AT}",
    "claims": "claims --source N01",
    "sources": "sources --ledger data/shalit2011",
    "init": "init other.db --terms data/nov2023/terms.toml --dry-run",
    "add": "add --day 2023-11-30 --party hamas --kind hostage --count 2 --nationality Israeli"
    " --dry-run",
    "move": "move --day 2023-11-28 --party hamas --movement escaped --kind hostage --count 1"
    " --dry-run",
    "add-refused": "add --day 30/11/2023 --party hamass --kind hostage --count 10-12",
    "claim": "claim --source N01 --to 2023-11-30 --kind hostage --figure 110 --dry-run",
    "source-add": "source add --id AP1 --publisher AP --published 2023-12-01 --dry-run",
    "import": "import releases data/nov2023/releases.csv --dry-run",
    "sync": "sync releases data/nov2023/releases.csv --key id --dry-run",
    "export": "export folder --dry-run",
    "copy": "copy ledger.db moved.db",
    "backup": "backup copy.db",
    "merge": "merge copy.db ledger.db",
    "amend": 'amend n33 --set count=6 --reason "as the army says" --dry-run',
    "retract": "retract n33 --reason no --dry-run",
    "restore": "restore r1 --reason no --dry-run",
    "undo": "undo --by ben --dry-run",
    "redact": "redact n33 --reason no --dry-run",
    "log": "log",
    "log-oneline": "log --oneline",
    "log-p": "log -p --since 2023-12-01T07:00Z",
    "show": "show n03",
    "flips": f"flips --since 3 {AT}",
    "verify": "verify",
    "unknown-command": "chekc",
    "unknown-reading": "check --reading nobody",
    "no-ledger": "totals --ledger nowhere.db",
}
IN_A_FILE = {
    "chart.svg": ("chart", "--format", "svg", "--at", AFTER),
    "report.md": ("report", "--format", "markdown", "--at", AFTER),
}
FIFTY_COMMANDS = 600.0  # seconds, on a machine that does much else
WITHOUT = {"completion", "man", "demo", "grants", "ledgers"}
"""A script, a page, the result of `check`, a script again; the last one asks a server."""


@cache
def folder() -> Path:
    """A ledger of November 2023 with corrections, and the truces, where the commands run."""
    place = Path(mkdtemp(prefix="golden-"))
    kept(place / "ledger.db")
    (place / "data").symlink_to(TRUCES)
    return place


@cache
def screens(width: int, *, colour: bool) -> dict[str, str]:
    """What each command shows on one terminal after the other, and its exit code."""
    script = folder() / "screens.sh"
    lines = (
        f"echo '<<{name}>>'; xt {words} 2>err; echo $?; cat err"  # no progress on a slow machine
        for name, words in ON_TERMINAL.items()
    )
    script.write_text("\n".join(lines), encoding="utf-8")
    environ = {"TERM": "xterm-256color"} if colour else {"NO_COLOR": "1"}
    command = f"rm -f copy.db moved.db; stty cols {width}; sh screens.sh"
    seen = watched(command, (), folder(), environ, FIFTY_COMMANDS).shown
    pieces = re.split(r"<<([a-z-]+)>>\n", seen)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


@pytest.fixture(scope="module", autouse=True)
def _gone() -> object:
    yield
    shutil.rmtree(folder(), ignore_errors=True)


@pytest.mark.parametrize("colour", [False, True], ids=["plain", "colour"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ON_TERMINAL)
def test_the_screens_are_as_they_were(name: str, width: int, *, colour: bool) -> None:
    shown = screens(width, colour=colour)[name]
    same(f"{name}-{width}{'-colour' if colour else ''}.txt", shown)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ON_TERMINAL)
def test_colour_only_colours(name: str, width: int) -> None:
    """Whatever colour says is said without it: the words are the same, and none is left out."""
    bare = re.sub(r"\x1b\[[0-9;]*m", "", screens(width, colour=True)[name])
    assert bare == screens(width, colour=False)[name]


ONE_LINE = {"say", "say-cite"}  # it pastes as one paragraph
MESSAGES = {"add-refused", "unknown-reading", "import", "backup", "verify"}  # paths, digests


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", sorted(ON_TERMINAL.keys() - ONE_LINE - MESSAGES))
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    assert max(map(len, screens(width, colour=False)[name].splitlines())) <= width


def test_every_command_has_a_golden_file() -> None:
    assert {words.split()[0] for words in ON_TERMINAL.values()} >= COMMANDS.keys() - WITHOUT


@pytest.mark.parametrize("name", IN_A_FILE)
def test_the_texts_are_as_they_were(name: str) -> None:
    same(name, xt(*IN_A_FILE[name], "--ledger", NOV).ok.out)


def same(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("XT_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
