"""``xt verify``: proof that nothing was altered."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.ledger_place import place_or_habit
from exchange_tracker.cli.output import emit, say
from exchange_tracker.cli.progress import progress
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.cli.row_progress import reading
from exchange_tracker.errors import Problem, Unverified, UsageError
from exchange_tracker.parse.text import long_lines
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.address import Place, place_of
from exchange_tracker.store.folder import opened
from exchange_tracker.store.ledger.change_log import changes
from exchange_tracker.store.ledger.evidence import ChangeLine, read_evidence
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.opening import is_database
from exchange_tracker.store.ledger.person_names import MISSING
from exchange_tracker.store.ledger.verification import mismatches

app = typer.Typer(rich_markup_mode=None)
_DIGEST = re.compile("[0-9a-f]{64}")
_NO_SEAL = "it has no seal, so that only its changes and rows were verified, and not every byte"
_FIX = "compare it with a backup or a published head"


@app.command()
def verify(
    history: Annotated[
        Place | None,
        typer.Argument(
            metavar="HISTORY", parser=place_of, help="A history that xt export wrote, or a ledger."
        ),
    ] = None,
    ledger: options.LedgerIfNeeded = options.LEDGER,
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
    old_head = _parse_head(head) if head else None
    of_history = isinstance(history, Path) and not is_database(history)
    if of_history and names:
        raise UsageError.one("--names", "it is asked of a ledger, not of a history", "leave it out")
    if isinstance(history, Path) and of_history:
        proved: Place = history
        number, digest, old_digest = _history(history, old_head)
    else:
        proved = history or place_or_habit(ledger)
        number, digest, old_digest = _ledger(proved, old_head, names)
    if old_head and old_digest != old_head[1]:
        what = (
            f"its change {old_head[0]} is not that of the head given"
            if old_digest
            else f"it ends with change {number}, before that of the head given, {old_head[0]}"
        )
        raise Unverified([Problem(str(proved), what, "ask whoever changed it")])
    emit([f"{number}:{digest}\n"], None)
    return 0


def _parse_head(head: str) -> tuple[int, str]:
    number, _, digest = head.partition(":")
    if not (number.isascii() and number.isdecimal() and _DIGEST.fullmatch(digest)):
        what = f"{head!r} is not a whole head"
        raise UsageError.one("--head", what, "write it as xt verify prints it, with all 64 digits")
    return int(number[:18]), digest


def _ledger(path: Place, old_head: tuple[int, str] | None, names: bool) -> tuple[int, str, str]:
    ledger = open_ledger(path, steady=True)
    with reading(ledger) as counting:
        mismatch = next(mismatches(counting), None)
    if mismatch:
        raise Unverified([Problem(f"{path}: {mismatch.where}", mismatch.what, mismatch.fix)])
    if not ledger.is_sealed:
        say(f"{path}: {_NO_SEAL}")
    _look_for_names(ledger, demanded=names)
    return _last(((change.number, change.digest) for change in changes(ledger)), old_head)


def _look_for_names(ledger: Ledger, *, demanded: bool) -> None:
    """Say that names are missing which no change erased, or refuse it."""
    query = (
        f"SELECT kind, count(DISTINCT id), max(written) FROM ({MISSING}) AS missing GROUP BY kind"  # noqa: S608 - our own text
    )
    missing = {kind: (facts, upto) for kind, facts, upto in ledger.rows(query)}
    if not missing:
        return
    facts = " and ".join(
        numbered(missing[kind][0], one, many)
        for kind, one, many in (
            ("releases", "entry", "entries"),
            ("movements", "movement", "movements"),
        )
        if kind in missing
    )
    upto = max(upto for _, upto in missing.values())
    what = f"the names of {facts} up to change {upto} are missing"
    if demanded:
        where = f"{ledger.path}: its names"
        raise Unverified([Problem(where, f"{what}, and no change erased them", _FIX)])
    say(f"{ledger.path}: {what}: it notes that it was made from a history without names")


def _history(path: Path, old_head: tuple[int, str] | None) -> tuple[int, str, str]:
    with opened(path) as raw:
        size = max(path.stat().st_size, 1)
        lines = read_evidence(long_lines(raw, path.name), path.name)
        with progress("changes", part=lambda: raw.tell() / size) as tell:
            heads = _last(_heads(lines, tell), old_head)
    if not heads[0]:
        raise Unverified([Problem(str(path), "it has no changes", _FIX)])
    return heads


def _heads(lines: Iterable[ChangeLine], tell: Callable[[int], None]) -> Iterator[tuple[int, str]]:
    for line in lines:
        tell(line.heading.number)
        yield line.heading.number, line.digest


def _last(
    heads: Iterable[tuple[int, str]], old_head: tuple[int, str] | None
) -> tuple[int, str, str]:
    """Return the last head, and the digest of the change that is wanted."""
    last, old_digest = (0, ""), ""
    for last in heads:
        if old_head and last[0] == old_head[0]:
            old_digest = last[1]
    return *last, old_digest
