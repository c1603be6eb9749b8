"""What terms cost: processor time and memory for twice as many years, obligations, readings, items.

By the processor's time, not the clock's, in pairs: what else the machine does then slows both alike.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.ledgers import XT, Ledgers
from benchmarks.measure import Command, Run, run
from benchmarks.targets import Row

FIRST = date(2024, 1, 1)
AT = "2230-01-01T00:00Z"
LINEAR = 2.2  # times the time of half as much, the start of the program apart
TIMES = 5
QUICKLY = 4  # times fewer of everything, where all is to be measured quickly
COMMANDS = ("check", "status", "say", "report", "chart")
OF_READINGS = (*COMMANDS, "conduct", "compare")
HEAD = """title = "Terms that grow"
timezone = "UTC"
[parties]
a = "A"
b = "B"
[[phases]]
name = "whole"
from = {first}
to = {last}
"""
OWED = """[[obligations]]
id = "o{number}"
party = "{party}"
counts = {{ kind = "h" }}
per = "day"
{more}
"""
READING = """[readings.r{number}]
title = "R"
held_by = "the generator"
[readings.r{number}.obligations.o0]
at_least = {number}
carry = "both"
"""


def terms(ledgers: Ledgers) -> Iterator[Row]:
    """Give how time and memory grow with years, obligations, readings and items of ``for_each``."""
    start = _least(ledgers, "check", _folder(ledgers, "start"))[0].processor
    for command in COMMANDS:
        yield _growth(ledgers, command, "years", start)
    for command in OF_READINGS:
        yield _growth(ledgers, command, "readings", start)
    for shape in ("obligations", "links", "items"):
        yield _growth(ledgers, "check", shape, start)


def _growth(ledgers: Ledgers, command: str, shape: str, start: float) -> Row:
    """Return how many times as long a command takes for twice as much of one thing."""
    folders = (_folder(ledgers, shape, size) for size in (1, 2))
    once, twice = _least(ledgers, command, *folders)
    grown = (twice.processor - start) / max(once.processor - start, 0.01)
    words = f"`xt {command}`, twice as many {shape} / once, without the start"
    detail = (
        f"{twice.processor:.2f} s, {twice.memory:.0f} MB against"
        f" {once.processor:.2f} s, {once.memory:.0f} MB"
    )
    return Row(words, grown, LINEAR, detail)


def _least(ledgers: Ledgers, command: str, *folders: Path) -> list[Run]:
    """Return for each folder the run of several, in turn with the others, that took the processor least."""
    lines = [_line(command, folder) for folder in folders]
    turns = [[run(line) for line in lines] for _ in range(min(TIMES, ledgers.times))]
    return [min(runs, key=lambda each: each.processor) for runs in zip(*turns, strict=True)]


def _line(command: str, folder: Path) -> Command:
    if command == "compare":
        return [XT, command, "--at", AT, str(folder), str(folder)]
    form = ["-O", "csv"] if command == "check" else []
    return [XT, command, "--at", AT, "--ledger", str(folder), *form]


def _folder(ledgers: Ledgers, shape: str, size: int = 1) -> Path:
    """Return a folder of terms and no entries; of each shape a thing that is doubled."""
    folder = ledgers.folder / f"terms-{shape}-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "terms.toml").write_text(
        _terms(shape, size / (QUICKLY if ledgers.times == 1 else 1)), encoding="utf-8"
    )
    (folder / "releases.csv").write_text("id,day,party,kind,count\n", encoding="utf-8")
    return folder


def _terms(shape: str, size: float) -> str:
    if shape == "start":
        return _lasting(1) + _owed(0)
    if shape == "years":
        return _lasting(int(size * 7_300)) + _owed(0) + _owed(1) + _owed(2)
    if shape == "readings":
        return _lasting(365) + _owed(0) + "".join(map(_reading, range(int(size * 60))))
    if shape == "items":
        items = (f'{{ counts = {{ kind = "k{n}" }}, owed = 1 }}' for n in range(int(size * 2_000)))
        return _lasting(3_650) + _owed(0) + _owed(1, f"for_each = [{', '.join(items)}]")
    links = (
        _owed(n, f'for_each = [{{ obligation = "o{n - 1}", owed = 1 }}]' if n else "")
        for n in range(int(size * 100))
    )
    plain = map(_owed, range(int(size * 100)))
    return _lasting(365) + "".join(links if shape == "links" else plain)


def _lasting(days: int) -> str:
    return HEAD.format(first=FIRST, last=FIRST + timedelta(days - 1))


def _owed(number: int, more: str = "") -> str:
    return OWED.format(number=number, party="ab"[number % 2], more=more or "at_least = 1")


def _reading(number: int) -> str:
    return READING.format(number=number)
