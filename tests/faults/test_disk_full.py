"""The disk is full at every write of an import, in turn: the ledger is as it was."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.faults.conftest import Tell
from tests.faults.sabotage import IN_MEMORY, sabotaged
from tests.faults.stage import EVERY_ROW, Scale, head, random_rows, rich, write_rows
from tests.program import xt

DISK = 1_048_576  # bytes
PAGE = 4096


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(words, check=False).returncode:
        pytest.skip("no file system can be mounted here; test_a_limit_at_every_page goes on")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def test_full_at_every_write(disk: Path, tmp_path: Path, scale: Scale, tell: Tell) -> None:
    ledger, rows = _made(tmp_path)
    room = _room(disk, ledger)
    met = list(_until_it_fits(disk, ledger, rows, room, scale(1, 5), {}))
    assert len(met) > 3
    assert [wrong for _, wrong in met if wrong] == []
    tell("disk full", free_pages_tried=len(met), harmed=0, exit_code=74)


def test_control_without_a_journal_a_full_disk_harms(
    disk: Path, tmp_path: Path, scale: Scale, tell: Tell
) -> None:
    ledger, rows = _made(tmp_path)
    met = list(_until_it_fits(disk, ledger, rows, _room(disk, ledger), scale(1, 5), IN_MEMORY))
    harmed = sum(bool(wrong) for _, wrong in met)
    assert harmed > 0
    tell("disk full, control without a journal", free_pages_tried=len(met), harmed=harmed)


def test_full_while_an_older_ledger_is_brought_up(disk: Path, scale: Scale, tell: Tell) -> None:
    """A ledger that is brought up and then has no room for the change holds what it held."""
    old = Path(__file__).parents[1] / "versions" / "schema-1.db"
    there, room = disk / "l.db", _room(disk, old)
    expected, met = head(there), []
    for pages in range(0, room // PAGE, scale(1, 4)):
        shutil.copy(old, there)
        (disk / "ballast").write_bytes(b"x" * (room - pages * PAGE))
        ran = xt("retract", "n9", "--reason", "x", "--ledger", there)
        (disk / "ballast").unlink()
        if ran.code == 0:
            break
        assert ran.code == 74, ran.err
        assert xt("verify", "--ledger", there).out.strip() == expected
        brought = there.with_name("l.db.schema-1").exists()
        met.append(brought)
        assert brought or there.read_bytes() == old.read_bytes()
        for left in disk.glob("*schema-1"):
            assert xt("verify", "--ledger", there).err == ""  # it is of today, and has a seal
            assert xt("verify", "--ledger", left).out.strip() == expected
            left.unlink()
        assert [path.name for path in disk.iterdir()] == ["l.db"]
    assert set(met) == {False, True}
    tell("disk full in an upgrade", free_pages_tried=len(met), harmed=0, exit_code=74)


def test_a_limit_at_every_page(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    ledger, rows = _made(tmp_path)
    before = head(ledger)
    tried = 0
    for pages in range(0, 10_000, scale(1, 6)):
        with _limit(pages * PAGE):
            ran = xt("import", "releases", *EVERY_ROW, rows, "--ledger", ledger)
        if ran.code == 0:
            break
        tried += 1
        assert ran.code == 74, ran.err
        assert head(ledger) == before
    assert tried > 3
    tell("size limit (RLIMIT_FSIZE)", pages_tried=tried, harmed=0, exit_code=74)


def test_control_without_a_journal_a_limit_harms(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    ledger, rows = _made(tmp_path)
    before, there = head(ledger), tmp_path / "there.db"
    tried = harmed = 0
    for pages in range(0, 10_000, scale(1, 6)):
        shutil.copy(ledger, there)
        with _limit(pages * PAGE), sabotaged(IN_MEMORY):
            ran = xt("import", "releases", *EVERY_ROW, rows, "--ledger", there)
        if ran.code == 0:
            break
        tried += 1
        harmed += xt("verify", "--ledger", there).out.strip() != before
    assert harmed > 0
    tell("size limit, control without a journal", pages_tried=tried, harmed=harmed)


def _made(folder: Path) -> tuple[Path, Path]:
    """Give a ledger and rows to import that take more pages than SQLite keeps in memory."""
    rng = Random(3)
    rows = random_rows(rng, (f"full-{number}" for number in range(600)))
    return rich(folder / "l.db", rng), write_rows(folder / "full.csv", rows)


def _room(disk: Path, ledger: Path) -> int:
    """Give the bytes left on the disk beside the ledger."""
    shutil.copy(ledger, disk / "l.db")
    free = os.statvfs(disk)
    return free.f_bavail * free.f_frsize


def _until_it_fits(
    disk: Path, ledger: Path, rows: Path, room: int, step: int, swapped: Mapping[str, str]
) -> Iterator[tuple[int, str]]:
    """Import with ever more free pages until it fits; give the pages and what was wrong."""
    before, there = head(ledger), disk / "l.db"
    for pages in range(0, room // PAGE, step):
        shutil.copy(ledger, there)
        (disk / "ballast").write_bytes(b"x" * (room - pages * PAGE))
        with sabotaged(swapped):
            ran = xt("import", "releases", *EVERY_ROW, rows, "--ledger", there)
        (disk / "ballast").unlink()
        if ran.code == 0:
            head(there)
            return
        verified = xt("verify", "--ledger", there)
        whole = ran.code == 74 and verified.out.strip() == before
        yield pages, "" if whole else f"{ran.code} {ran.err}, then {verified}"
        for left in disk.glob("l.db-*"):
            left.unlink()
    raise AssertionError("the import never fitted")


@contextmanager
def _limit(size: int) -> Iterator[None]:
    """Let no file grow beyond a size in this process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
