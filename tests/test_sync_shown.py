"""What a sync would write is shown before it is written, and nothing else is written then."""

from pathlib import Path

import pytest

from exchange_tracker.cli.change_effect import author
from exchange_tracker.cli.commands.sync import Syncing
from exchange_tracker.cli.input_files import Written, row_files
from exchange_tracker.errors import Busy
from exchange_tracker.facts.model import Release
from exchange_tracker.store.ledger.sheet import Sheet, Side
from tests.cases import ledger_of
from tests.engines import place
from tests.ledgers import last_change
from tests.program import xt
from tests.sheets import FIRST, amend, sheet, sync
from tests.terminal import on_terminal

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def test_a_dry_run_shows_it_and_writes_nothing_and_a_pipe_needs_a_word(
    ledger: Path, tmp_path: Path
) -> None:
    rows = sheet(tmp_path, *FIRST)
    assert sync(ledger, rows, "--dry-run").out.startswith("would be change 2:\n2 rows in the")
    ran = xt("sync", "releases", rows, "--key", "id", "--ledger", ledger)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "--yes: nobody can be asked here; write --dry-run to see what it would write,"
        " or --yes to write it\n"
    )
    assert last_change(ledger) == 1


@pytest.mark.in_a_file
@pytest.mark.parametrize(("answer", "changes"), [("y", 2), ("n", 1), ("", 1)])
def test_on_a_terminal_it_is_shown_and_asked(
    ledger: Path, tmp_path: Path, answer: str, changes: int
) -> None:
    sheet(tmp_path, *FIRST)
    command = f"xt sync releases desk.csv --key id --ledger {ledger.name}"
    seen = on_terminal(command, ("Write it? [y/N] ", f"{answer}\r"), folder=tmp_path)
    assert seen.code == 0
    assert seen.shown.index("a: added") < seen.shown.index("Write it?")
    assert ("nothing was written" in seen.shown) is (changes == 1)
    assert last_change(ledger) == changes


def test_what_was_shown_is_what_is_written_or_nothing(ledger: Path, tmp_path: Path) -> None:
    sync(ledger, sheet(tmp_path, *FIRST))
    rows = sheet(tmp_path, FIRST[0].replace(",8", ",9"), FIRST[1])
    desk = Sheet(rows.name, ("id",))
    who = author("", "morning")._replace(note=desk.note(Release))
    with row_files([str(rows)], Written()) as (opened,):
        syncing = Syncing(place(ledger), Release, desk, opened, who, Side.NOBODY, retracts=False)
        shown = syncing.run(dry_run=True).plan
        amend(ledger, "a", "count=7")
        with pytest.raises(Busy, match="was written to while you looked; run it again"):
            syncing.run(dry_run=False, shown=shown)
    assert last_change(ledger) == 3
