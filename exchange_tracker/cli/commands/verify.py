"""``xt verify``: proof that nothing was altered."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.output import emit, say
from exchange_tracker.cli.progress import progress
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.cli.row_progress import reading
from exchange_tracker.errors import Problem, Unverified, UsageError
from exchange_tracker.parse.text import long_lines
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.folder import opened
from exchange_tracker.store.ledger import seal
from exchange_tracker.store.ledger.change_log import changes
from exchange_tracker.store.ledger.evidence import ChangeLine, read_evidence
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.opening import is_database
from exchange_tracker.store.ledger.person_names import MISSING
from exchange_tracker.store.ledger.verification import mismatches

app = typer.Typer(rich_markup_mode=None)
_DIGEST = re.compile("[0-9a-f]{64}")
_NO_SEAL = "it has no seal, so that only its changes and rows were verified, and not every byte"
_MEND = "compare it with a backup or a published head"


@app.command()
def verify(
    history: Annotated[
        Path | None,
        typer.Argument(metavar="HISTORY", help="A history that xt export wrote, or a ledger."),
    ] = None,
    ledger: options.Ledger = options.LEDGER,
    head: Annotated[
        str,
        typer.Option("--head", metavar="N:DIGEST", help="Also prove that it grew from this head."),
    ] = "",
    names: Annotated[
        bool, typer.Option("--names", help="Also demand every name that no change erased.")
    ] = False,
) -> int:
    r"""Recompute every digest and every sum, and print the head of the ledger.

    Exits with 5 and names the first change or row that does not fit, or says that the file holds
    other bytes than its writer wrote. Publish the head: whoever holds an old one can prove that the
    ledger has only grown since. Names may be missing in a ledger made from a history without them:
    it is said, and with --names refused.

    \b
    Example: xt verify --ledger nov2023.db
    """
    wanted = _wanted(head) if head else None
    of_history = history is not None and not is_database(history)
    if of_history and names:
        raise UsageError.one("--names", "it is asked of a ledger, not of a history", "leave it out")
    if history and of_history:
        number, digest, held = _history(history, wanted)
    else:
        number, digest, held = _ledger(history or ledger, wanted, names)
    if wanted and held != wanted[1]:
        what = (
            f"its change {wanted[0]} is not that of the head given"
            if held
            else f"it ends with change {number}, before that of the head given, {wanted[0]}"
        )
        raise Unverified([Problem(str(history or ledger), what, "ask whoever changed it")])
    emit([f"{number}:{digest}\n"], None)
    return 0


def _wanted(head: str) -> tuple[int, str]:
    number, _, digest = head.partition(":")
    if not (number.isascii() and number.isdecimal() and _DIGEST.fullmatch(digest)):
        what = f"{head!r} is not a whole head"
        raise UsageError.one("--head", what, "write it as xt verify prints it, with all 64 digits")
    return int(number[:18]), digest


def _ledger(path: Path, wanted: tuple[int, str] | None, names: bool) -> tuple[int, str, str]:
    held = open_ledger(path, steady=True)
    with reading(held) as counting:
        found = next(mismatches(counting), None)
    if found:
        raise Unverified([Problem(f"{path}: {found.where}", found.what, found.fix)])
    if not seal.is_there(held.connection):
        say(f"{path}: {_NO_SEAL}")
    _look_for_names(held, demanded=names)
    return _last(((change.number, change.digest) for change in changes(held)), wanted)


def _look_for_names(ledger: Ledger, *, demanded: bool) -> None:
    """Say that names are missing which no change erased, or refuse it."""
    query = f"SELECT count(DISTINCT id), max(written) FROM ({MISSING})"  # noqa: S608 - our own text
    entries, upto = next(ledger.rows(query))
    if not entries:
        return
    what = f"the names of {numbered(entries, 'entry', 'entries')} up to change {upto} are missing"
    if demanded:
        where = f"{ledger.path}: its names"
        raise Unverified([Problem(where, f"{what}, and no change erased them", _MEND)])
    say(f"{ledger.path}: {what}: it notes that it was made from a history without names")


def _history(path: Path, wanted: tuple[int, str] | None) -> tuple[int, str, str]:
    with opened(path) as raw:
        size = max(path.stat().st_size, 1)
        lines = read_evidence(long_lines(raw, path.name), path.name)
        with progress("changes", part=lambda: raw.tell() / size) as tell:
            found = _last(_heads(lines, tell), wanted)
    if not found[0]:
        raise Unverified([Problem(str(path), "it has no changes", _MEND)])
    return found


def _heads(lines: Iterable[ChangeLine], tell: Callable[[int], None]) -> Iterator[tuple[int, str]]:
    for line in lines:
        tell(line.heading.number)
        yield line.heading.number, line.digest


def _last(heads: Iterable[tuple[int, str]], wanted: tuple[int, str] | None) -> tuple[int, str, str]:
    """Return the last head, and the digest of the change that is wanted."""
    last, held = (0, ""), ""
    for last in heads:
        if wanted and last[0] == wanted[0]:
            held = last[1]
    return *last, held
