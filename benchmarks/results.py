"""The page of results: machine, versions, targets, peers, growth, start-up."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import NamedTuple

from benchmarks.growth import PATIENCE, SHEET, Grown
from benchmarks.measure import Pairs, Run, duration
from benchmarks.starting import NEWER, OF_THE_LOCK, SHOWN, Imported, typer_is_of_the_lock
from benchmarks.targets import Row

HEAD = """# Results

Made by `make bench`, which measures everything anew. Whole processes are run in pairs, ours and
theirs in turn: as many pairs as fit into twenty seconds, and at least three. A ratio is the median
of the ratios of the pairs, a time by the clock the median of the runs. Ratios of one run can be
compared, times of different machines cannot. A command that fails has no time: it ends the run.
"""


class Compared(NamedTuple):
    """One peer: its version, what keeps it from being measured (blank: nothing), and the pairs."""

    name: str
    version: str
    why_not: str
    pairs: Pairs | None = None


class Results(NamedTuple):
    """All that was measured."""

    rows: Sequence[Row]
    missing: Sequence[str]
    peers: Sequence[Compared]
    grown: Sequence[Grown]
    imported: Sequence[Imported]


def page(results: Results) -> str:
    """Give the results as a page."""
    parts = (
        HEAD,
        _machine(),
        _targets(results),
        _peers(results),
        _growth(results),
        _start(results),
    )
    return "\n".join(parts)


def row_line(row: Row) -> str:
    """Return one target as a line of its table."""
    verdict = "met" if row.met else "**not met**"
    return f"| {row.what} | {_measured(row)} | {row.bound:g}{row.unit} | {verdict} | {row.detail} |"


def quick_line(row: Row) -> str:
    """Return what a quick run measured, which the bounds are not made for."""
    return f"| {row.what} | {_measured(row)} | {row.detail} |"


def _measured(row: Row) -> str:
    number = f"{row.measured:.4f}" if row.measured < 0.1 else f"{row.measured:.2f}"
    return f"{number}{row.unit}"


def _machine() -> str:
    names = ", ".join(f"{name} {version(name)}" for name in ("typer", "pydantic", "rich"))
    return (
        f"- machine: {platform.machine()}, {os.cpu_count()} cores, {platform.system()}"
        f" {platform.release()}\n"
        f"- typer is {'' if typer_is_of_the_lock() else 'not '}that of `requirements/run.lock`, so that"
        f" a start may take {OF_THE_LOCK if typer_is_of_the_lock() else NEWER} × `python -c pass`\n"
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {names}\n"
    )


def _table(header: str, rows: Iterable[str]) -> str:
    line = "|".join(" --- " for _ in header.split(" | "))
    return "\n".join((f"| {header} |", f"|{line}|", *rows, ""))


def _targets(results: Results) -> str:
    unmet: dict[str, list[str]] = {}
    for row in results.rows:
        if not row.met:
            unmet.setdefault(row.tried, []).append(row.what)
    lines = [
        f"- Not met: {'; '.join(names)}. {why[:1].upper()}{why[1:]}{'.' * bool(why)}".rstrip()
        + "\n"
        for why, names in unmet.items()
    ]
    left = "".join([*lines, *(f"- not measured: {why}\n" for why in results.missing)])
    table = _table("what | measured | at most | | medians", map(row_line, results.rows))
    return f"## Targets\n\n{table}{left and chr(10) + left}"


def _peers(results: Results) -> str:
    lines = [
        f"| {each.name} | {each.version} | {each.pairs.ratio:.3f}× | {duration(each.pairs.ours)} against"
        f" {duration(each.pairs.theirs)} |"
        if each.pairs
        else f"| {each.name} | {each.version} | not measured: {each.why_not} | |"
        for each in results.peers
    ]
    return (
        "## What a user would otherwise take\n\n"
        "100,000 entries: the people who count for one obligation, day by day. At 10,000 entries\n"
        "each peer gave the sums of `xt check` to the last person before it was timed. None of\n"
        "them judges, carries anything forward, or knows a second reading; `xt check` does all of\n"
        "it for this obligation under one reading.\n\n"
        + _table("peer | version | `xt check` / peer | medians", lines)
    )


def _growth(results: Results) -> str:
    return (
        "## How each cost grows\n\n"
        "Entries over 365 days and a thousand claims; time and peak memory of one run each, in the order\n"
        "of the table. Every command ran with its address space held to 2 GB. A dash: not run, since by\n"
        f"its growth so far it would take more than {PATIENCE:g} s. The sheet that is synced has"
        f" {SHEET:,} rows, of which\nten changed. `copy`, `grants` and `ledgers` are about a server"
        " ([figures](../docs/shared-ledger.md)).\n\n" + growth_table(results.grown)
    )


def growth_table(grown: Sequence[Grown]) -> str:
    """Return the commands as rows, and the sizes as columns."""
    head = " | ".join(("command", *(f"{each.rows:,}" for each in grown)))
    size = " | ".join(("the ledger's file", *(f"{each.size:.1f} MB" for each in grown)))
    rows = [f"| `xt {name}` | {_across(name, grown)} |" for name in grown[0].runs]
    return _table(head, [f"| {size} |", *rows])


def _across(name: str, grown: Sequence[Grown]) -> str:
    return " | ".join(_cell(each.runs[name]) if name in each.runs else "–" for each in grown)


def _cell(run: Run | None) -> str:
    return f"{duration(run.seconds)}, {run.memory:.0f} MB" if run else "over 2 GB"


def _start(results: Results) -> str:
    lines = [
        f"| `{each.name}` | {each.own:.1f} ms | {each.whole:.1f} ms |"
        for each in results.imported[:SHOWN]
    ]
    return (
        "## Start-up\n\n"
        "`python -X importtime` of `xt check --format csv` on November 2023, own times added up by\n"
        "package (by module for ours); measuring makes them longer than they are. What a command\n"
        "must not import is held by `tests/test_imports_lean.py`.\n\n"
        + _table("package | by itself | with all it imports", lines)
    )
