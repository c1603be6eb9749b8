"""How each command's cost grows with the number of entries, and whether 10,000,000 fit into 2 GB."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.commands import ADD, DEEDS, QUESTIONS, SYNTHETIC, asked, line, shown
from benchmarks.ledgers import EVERY_ROW, XT, Ledgers, xt
from benchmarks.measure import Command, Failed, Run, run

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
LIMIT = 2_000_000_000  # bytes of address space, which is more than what is really used
PATIENCE = 60.0  # seconds; what would take longer, should it grow on as it grew, is not run
ALWAYS = {"import", "verify"}
BY_ITSELF = ("import", "init")  # the commands by which a ledger comes to be
SHEET = 1_000  # rows of the sheet that is synced, whatever the size
NO_MEMORY = "no more memory"


class Grown(NamedTuple):
    """What each command took on a ledger of so many entries; ``size`` is that of its file in MB.

    A command that is not there was left out; None stands where 2 GB were not enough.
    """

    rows: int
    size: float
    runs: dict[str, Run | None]


def growth(ledgers: Ledgers, sizes: Sequence[int] = SIZES) -> Iterator[Grown]:
    """Yield the costs at each size; every command runs once, with no more than 2 GB of memory."""
    slow: set[str] = set()
    fewer: dict[str, Run | None] = {}
    for rows in sizes:
        mine = ledgers.folder / f"grown-{rows}.db"
        shutil.copy(ledgers.empty(), mine)
        runs: dict[str, Run | None] = {}
        for name, command in _commands(ledgers, mine, rows):
            if name not in slow:
                runs[name] = _limited(command)
        yield Grown(rows, mine.stat().st_size / 1e6, runs)
        mine.unlink()
        slow |= {name for name in runs.keys() - ALWAYS if _expected(name, fewer, runs) > PATIENCE}
        fewer = runs


def _expected(name: str, fewer: dict[str, Run | None], runs: dict[str, Run | None]) -> float:
    """Return the seconds that a command would take at the next size."""
    now, before = runs[name], fewer.get(name)
    if now is None:
        return float("inf")
    return now.seconds * max(1.0, now.seconds / before.seconds if before else 1.0)


def _commands(ledgers: Ledgers, mine: Path, rows: int) -> Iterator[tuple[str, Command]]:
    """Yield each command with its name, when everything is there that it needs."""
    releases = str(ledgers.rows(rows))
    yield "import", [XT, "import", "releases", releases, *EVERY_ROW, "--ledger", str(mine)]
    xt("import", "claims", ledgers.claims(rows), "--ledger", mine)
    yield from _deeds(ledgers, mine)
    words = SYNTHETIC._replace(change=ledgers.middle(mine))
    new = ledgers.folder / "grown-new"
    for question in QUESTIONS:
        _remove(new)
        yield shown(question), asked(question, mine, words, new=new)
    _remove(new)
    yield "init NEW --from FOLDER", [XT, "init", str(new), "--from", str(ledgers.truce(rows))]
    _remove(new)


def _deeds(ledgers: Ledgers, mine: Path) -> Iterator[tuple[str, Command]]:
    copy, terms = ledgers.folder / "grown-copy.db", ledgers.folder / "grown-terms.toml"
    shutil.copy(mine, copy)
    run(line(f"{ADD.words} {ADD.more}", copy, SYNTHETIC))
    text = (ledgers.truce(SHEET) / "terms.toml").read_text(encoding="utf-8")
    terms.write_text(text.replace("owed = 3", "owed = 2"), encoding="utf-8")
    places = {"copy": copy, "terms": terms, "sheet": ledgers.changed(SHEET)}
    for deed in DEEDS:
        if deed.before:
            run(line(deed.before, mine, SYNTHETIC))
        yield shown(deed), line(f"{deed.words} {deed.more}", mine, SYNTHETIC, **places)
    for path in (copy, terms):
        path.unlink()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def _limited(command: Command) -> Run | None:
    """Run a command with 2 GB; None where it ended because they were not enough."""
    try:
        return run(command, memory=LIMIT)
    except Failed as why:
        if NO_MEMORY in str(why):
            return None
        raise
