"""Questions on a terminal for what a command line left out."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from exchange_tracker.cli.asking import open_records
from exchange_tracker.cli.output import say
from exchange_tracker.errors import Unfit
from exchange_tracker.model import AGREEMENT, Release
from exchange_tracker.parse.cells import Check
from exchange_tracker.parse.columns import checks
from exchange_tracker.truce_day import Clock

_SKIPPED = frozenset({"id", "at", "person"})  # asked for by their options only


def ask_missing(ledger: Path, given: Release, now: datetime) -> Release:
    """Ask for each cell that was not given, with a default and completion of its words."""
    terms = open_records(ledger).terms
    today = Clock(terms.timezone, terms.day_starts).day_of(now)
    defaults = {
        "day": "" if given.at else today.isoformat(),
        "party": next(iter(terms.parties)),
        "basis": AGREEMENT,
    }
    cells = {}
    for name, check in zip(Release._fields, checks(Release, terms), strict=True):
        cell = getattr(given, name)
        if not cell and name not in _SKIPPED:
            words = terms.parties if name == "party" else terms.vocabulary.get(name, ())
            cell = _ask(name, defaults.get(name, ""), words, check)
        cells[name] = cell
    return Release(**cells)


def _ask(name: str, default: str, words: Iterable[str], check: Check) -> str:
    """Ask until the answer is fit; the words are completed with the tabulator key."""
    offered = f" ({', '.join(words)})" if words else ""
    shown = f" [{default}]" if default else ""
    with _completing(list(words)):
        while True:
            answer = input(f"{name}{offered}{shown}: ").strip() or default
            try:
                return check(answer)
            except Unfit as unfit:
                say(f"{unfit.what}; {unfit.mend}")


@contextmanager
def _completing(words: list[str]) -> Iterator[None]:
    try:
        import readline
    except ImportError:
        yield
        return

    def complete(text: str, state: int) -> str | None:
        fitting = [word for word in words if word.startswith(text)]
        return fitting[state] if state < len(fitting) else None

    before = readline.get_completer()
    readline.set_completer_delims(";")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
