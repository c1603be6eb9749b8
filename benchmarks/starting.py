"""What a start costs and, by ``python -X importtime``, what it imports."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from typing import NamedTuple

from benchmarks.commands import CHANGES, NOVEMBER, QUESTIONS, asked, shown, turns
from benchmarks.ledgers import ROOT, XT, Ledgers
from benchmarks.measure import Command
from benchmarks.targets import Row, compare

_LINE = re.compile(r"import time: +(\d+) \| +(\d+) \|( +)(\S+)")
SHOWN = 12
PASS: Command = [sys.executable, "-c", "pass"]
AT_ONCE = 1.3
OF_THE_LOCK, NEWER = 5, 6
DRAWN = 12  # on a terminal with colour Rich is loaded

_ASKED = """
import os, pty, sys
child, terminal = pty.fork()
if not child: os.execv(sys.argv[1], sys.argv[1:])
shown = b""
while b"): " not in shown: shown += os.read(terminal, 1024)
os.kill(child, 9)
os.waitpid(child, 0)
"""
FIRST_QUESTION: Command = [sys.executable, "-c", _ASKED]
"""Runs a command on a terminal until it asks something."""
HELPS = ("--help", "help", "help terms", "help exit codes", "help check")
TERMS = ("terms new daily", "terms new")


def typer_is_of_the_lock() -> bool:
    """Tell whether the Typer of this environment is the one that is locked."""
    lock = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    return f"\ntyper=={version('typer')} " in lock


def start_up(ledgers: Ledgers) -> Iterator[Row]:
    """Yield the cost of starting, against an interpreter that does nothing."""
    real = ledgers.november
    bound = OF_THE_LOCK if typer_is_of_the_lock() else NEWER

    def beside_pass(what: str, ours: Command, most: float, times: int = 9) -> Row:
        return compare(ledgers, f"{what} / `python -c pass`", ours, PASS, most, times=times)

    yield beside_pass("`xt --version`", [XT, "--version"], AT_ONCE, times=25)
    words = [XT, "completion", "words", "--", "ch"]
    yield beside_pass("completion of a command", words, AT_ONCE, times=15)
    words = [XT, "completion", "words", "--", "check", "-f", str(real), "--obligation", "h"]
    yield beside_pass("completion of an obligation", words, bound)
    for text in (*HELPS, *TERMS):
        yield beside_pass(f"`xt {text}`", [XT, *text.split()], bound)
    asking = [*FIRST_QUESTION, XT, "init", str(ledgers.folder / "asked.db")]
    question = [*FIRST_QUESTION, sys.executable, "-c", "input('): ')"]
    what = "first question of `xt init` / `python -c 'input()'`, on a terminal"
    yield compare(ledgers, what, asking, question, 8)
    for each in QUESTIONS:
        new = ledgers.folder / "new-november"
        what = f"`xt {shown(each, NOVEMBER)}`, November 2023 / `python -c pass`"
        ours, clearing = asked(each, real, NOVEMBER, new=new), ["rm", "-rf", str(new)]
        yield compare(ledgers, what, ours, PASS, bound, before=(clearing, ()))
    for command in ("check", "totals"):
        for form in ("json", "table"):
            ours = [XT, command, "--format", form, "--ledger", str(real)]
            yield beside_pass(f"`xt {command} --format {form}`, November 2023", ours, bound)
        what = f"`xt {command}` on a terminal with colour / `python -c pass`"
        ours = [XT, command, "--ledger", str(real)]
        yield compare(ledgers, what, ours, PASS, DRAWN, terminal=True)


def start_to_write(ledgers: Ledgers) -> Iterator[Row]:
    """Yield the cost of a change of a small ledger, which is kept for good before it ends."""
    bound = OF_THE_LOCK if typer_is_of_the_lock() else NEWER
    mine = ledgers.folder / "november-changed.db"
    for each in CHANGES:
        shutil.copy(ledgers.november, mine)
        first, ours = turns(each, mine, NOVEMBER)
        what = f"`xt {shown(each, NOVEMBER)}`, November 2023 / `python -c pass`"
        yield compare(ledgers, what, ours, PASS, bound, before=(first, ()))
    mine.unlink()


class Imported(NamedTuple):
    """A module with what it took by itself, and with all it imported (milliseconds)."""

    name: str
    own: float
    whole: float


def imports(ledgers: Ledgers, *words: str) -> list[Imported]:
    """Return what a command imports, the costliest packages first: own time, added up by package."""
    arguments = [*words, "--ledger", str(ledgers.november)]
    command = [sys.executable, "-X", "importtime", "-m", "exchange_tracker", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    packages: dict[str, tuple[float, float]] = {}
    for own, whole, _, name in _LINE.findall(ran.stderr):
        package = ".".join(name.split(".")[: 2 if name.startswith("exchange_tracker.") else 1])
        before, longest = packages.get(package, (0.0, 0.0))
        packages[package] = before + int(own) / 1000, max(longest, int(whole) / 1000)
    modules = [Imported(name, own, whole) for name, (own, whole) in packages.items()]
    return sorted(modules, key=lambda each: -each.own)
